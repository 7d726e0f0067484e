"""What is typed about products: by makers, by the office, and by those who want to come."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput

from shop.catalog import labels, rules
from shop.catalog.errors import ListingIncomplete
from shop.catalog.fields import DIGITS, money_field, weight_field
from shop.catalog.models import BoxPart, CriteriaSet, FactKind, NetUnit, Product, ProductVariant
from shop.catalog.packs import printed_gtin
from shop.catalog.services import Listing, Pack
from shop.catalog.subgroups import BY_SET, SUBGROUPS
from shop.errors import ShopError
from shop.inventory.services.boxes import MOST_OF_A_PART
from shop.lib import clock
from shop.lib.phones import phone_e164
from shop.lib.typed import thousandths, whole_number
from shop.web.filters import number
from shop.web.forms import Form, tidy
from shop.web.locale import localized

DEAREST_VND = 1_000_000_000
HEAVIEST_G = 1_000_000
MOST_NET = 100_000_000
FURTHEST_AHEAD = timedelta(days=366)
NEEDED = _l("Please fill this in.")
NO_MONEY = _l("Write the price in đồng, such as 185.000.")
NO_WEIGHT = _l("Write the weight in grams or kilograms, such as 250 g or 1,5 kg.")
FACT, PART = "fact_", "part_"
# What packs are counted in, as people write it: the unit kept, and how many of it make one.
NET_UNITS: dict[str, tuple[NetUnit, int]] = {
    "g": (NetUnit.GRAM, 1),
    "kg": (NetUnit.GRAM, 1000),
    "ml": (NetUnit.MILLILITRE, 1),
    "l": (NetUnit.MILLILITRE, 1000),
    "piece": (NetUnit.PIECE, 1),
}


class NeededWith:
    """Let a field stay open as long as another one is."""

    def __init__(self, other: str, message: LazyString) -> None:
        self._other, self._message = other, message
        self.field_flags = {"optional": True}

    def __call__(self, form: Form, field: Any) -> None:
        if field.raw_data and str(field.raw_data[0]).strip():
            return
        field.errors = []  # an empty day is no wrong day
        raise StopValidation(self._message if form[self._other].data else "")


def kind_choices(sets: Iterable[CriteriaSet]) -> dict[str, list[tuple[int, str]]]:
    """Return the official kinds of product under their groups."""
    choices: dict[str, list[tuple[int, str]]] = {}
    for kind in sets:
        group = str(labels.GROUPS[kind.product_group])
        choices.setdefault(group, []).append((kind.no, f"{kind.no}. {localized(kind, 'label')}"))
    return choices


class NewProductForm(Form):
    """The two things by which everything else about a product is asked."""

    name_vi = StringField(_l("Name"), [DataRequired(NEEDED), Length(max=200)], filters=[tidy])
    criteria_set_no = SelectField(_l("Kind, by the OCOP criteria sets"), coerce=int)


class ProductForm(NewProductForm):
    """All that a maker says of a product; its label facts come with its kind: `product_form`."""

    set_no = 0  # of the label facts that are asked

    name_en = StringField(_l("Name in English"), [Optional(), Length(max=200)], filters=[tidy])
    subgroup = SelectField(_l("Finer kind"), [Optional()])
    story_vi = TextAreaField(
        _l("Its story"), [Optional(), Length(max=5000)], filters=[tidy], render_kw={"rows": 6}
    )
    story_en = TextAreaField(
        _l("Its story in English"),
        [Optional(), Length(max=5000)],
        filters=[tidy],
        render_kw={"rows": 6},
    )
    months = SelectMultipleField(
        _l("Months"), coerce=int, option_widget=CheckboxInput(), validators=[Optional()]
    )
    collective_mark = StringField(
        _l("Collective mark"), [Optional(), Length(max=200)], filters=[tidy]
    )
    collective_mark_owner = StringField(
        _l("Who owns the mark"),
        [
            NeededWith("collective_mark", _l("A collective mark has an owner. Name it.")),
            Length(max=200),
        ],
        filters=[tidy],
    )

    @property
    def facts(self) -> list[Any]:
        """The fields of the label, in its order."""
        return [each for each in self if each.name.startswith(FACT)]

    @property
    def listing(self) -> Listing:
        return Listing(
            name_vi=self.name_vi.data,
            name_en=self.name_en.data or None,
            criteria_set_no=self.criteria_set_no.data,
            subgroup=self.subgroup.data or None,
            story_vi=self.story_vi.data or None,
            story_en=self.story_en.data or None,
            harvest_months=rules.month_bits(self.months.data or ()),
            collective_mark=self.collective_mark.data or None,
            collective_mark_owner=self.collective_mark_owner.data or None,
            facts=dict(_stated(each) for each in self.facts),
        )

    def reject(self, error: ShopError) -> None:
        for each in error.parts if isinstance(error, ListingIncomplete) else [error]:
            super().reject(each)


def product_form(
    product: Product, sets: Iterable[CriteriaSet], asked: Mapping[str, str]
) -> ProductForm:
    """Return the form of a product, with the label facts of its kind, or of the one just chosen.

    :param asked: what was posted; nothing at first
    """
    chosen = asked.get("criteria_set_no", "")
    set_no = int(chosen) if chosen.isdecimal() and len(chosen) < 3 else product.criteria_set_no
    if set_no not in rules.LABEL_FACTS:
        set_no = product.criteria_set_no
    stated = {fact.kind: fact.value for fact in product.facts}
    kinds = {*rules.offered_facts(set_no), *stated} - rules.OF_PACKS
    form_class: type[ProductForm] = type(
        "LabelledProductForm",
        (ProductForm,),
        {
            f"{FACT}{kind}": _fact_field(kind, is_owed=kind in rules.LABEL_FACTS[set_no])
            for kind in FactKind
            if kind in kinds
        }
        | {"set_no": set_no},
    )
    form = form_class(obj=product, data=_said(product, kinds, stated))
    form.criteria_set_no.choices = kind_choices(sets)
    finer = {*BY_SET.get(set_no, ()), product.subgroup} - {None}
    form.subgroup.choices = [("", _l("none of these"))] + [
        (code, label) for code, label in SUBGROUPS.items() if code in finer
    ]
    form.months.choices = [(month, labels.month_name(month)) for month in range(1, 13)]
    return form


def _said(
    product: Product, kinds: Iterable[FactKind], stated: Mapping[FactKind, str]
) -> dict[str, Any]:
    facts: dict[str, Any] = {f"{FACT}{kind}": stated.get(kind) for kind in kinds}
    if facts.get(f"{FACT}{FactKind.ORIGIN}") is None:
        facts[f"{FACT}{FactKind.ORIGIN}"] = "Việt Nam"
    return facts | {"months": product.season}


def _fact_field(kind: FactKind, *, is_owed: bool) -> StringField | TextAreaField | BooleanField:
    """Return the field of a fact; a draft may leave even those open that the law asks for."""
    label = labels.FACTS[kind]
    if phrase := rules.FIXED_PHRASES.get(kind):
        return BooleanField(_l("Our label says: “%(phrase)s”", phrase=phrase))
    checks: list[Any] = [] if is_owed else [Optional()]
    if kind is FactKind.MADE_YEAR:
        checks.append(Regexp(r"((19|20)\d\d)?$", message=_l("Write a year, such as 2026.")))
        return StringField(label, checks, filters=[tidy], render_kw={"inputmode": "numeric"})
    if kind in _LONG:
        checks.append(Length(max=2000))
        return TextAreaField(label, checks, filters=[tidy], render_kw={"rows": 3})
    return StringField(label, [*checks, Length(max=300)], filters=[tidy])


_LONG = frozenset(
    {FactKind.INGREDIENTS, FactKind.USAGE, FactKind.STORAGE, FactKind.CARE, FactKind.WARNINGS}
)


def _stated(field: Any) -> tuple[FactKind, str | None]:
    """Return what a field of the label says; nothing where it is empty or not ticked."""
    kind = FactKind(field.name.removeprefix(FACT))
    return kind, rules.FIXED_PHRASES[kind] if field.data is True else field.data or None


class PackForm(Form):
    name_vi = StringField(_l("Name"), [DataRequired(NEEDED), Length(max=120)], filters=[tidy])
    name_en = StringField(_l("Name in English"), [Optional(), Length(max=120)], filters=[tidy])
    price_vnd = money_field(
        _l("Price in đồng"), [InputRequired(NEEDED), NumberRange(1, DEAREST_VND)], NO_MONEY
    )
    net_quantity = StringField(
        _l("Net quantity"),
        [Optional()],
        filters=[tidy],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    net_unit = SelectField(
        _l("Unit"),
        choices=[
            SelectChoice("g", _l("grams")),
            SelectChoice("kg", _l("kilograms")),
            SelectChoice("ml", _l("millilitres")),
            SelectChoice("l", _l("litres")),
            SelectChoice("piece", _l("pieces")),
        ],
    )
    weight_g = weight_field(
        _l("Weight with its packing, in grams"),
        [InputRequired(NEEDED), NumberRange(1, HEAVIEST_G)],
        NO_WEIGHT,
    )
    gtin = StringField(
        _l("Barcode number (GTIN)"),
        [Optional(), Length(max=20)],
        filters=[tidy],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    sku = StringField(
        _l("Code of your own"),
        [
            Optional(),
            Length(max=120),
            Regexp(
                r"[A-Za-z0-9._-]+$", message=_l("Letters without marks, digits and . _ - only.")
            ),
        ],
        filters=[tidy],
        render_kw={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
    )
    position = SelectField(_l("Place among the packs"), coerce=int)
    is_active = BooleanField(_l("Buyers can order it"))

    def validate_net_quantity(self, field: StringField) -> None:
        if field.data and not 1 <= (self._net() or 0) <= MOST_NET:
            raise ValidationError(_l("Write a number, such as 500 or 1,5."))

    def _net(self) -> int | None:
        """Return the net quantity in the unit that is kept."""
        text, (_unit, size) = self.net_quantity.data or "", NET_UNITS[self.net_unit.data]
        return whole_number(text) if size == 1 else thousandths(text)

    @property
    def pack(self) -> Pack:
        net = self._net() if self.net_quantity.data else None
        return Pack(
            name_vi=self.name_vi.data,
            name_en=self.name_en.data or None,
            price_vnd=self.price_vnd.data or 0,
            weight_g=self.weight_g.data or 0,
            net_quantity=net,
            net_unit=NET_UNITS[self.net_unit.data][0] if net else None,
            gtin="".join((self.gtin.data or "").split()) or None,
            sku=self.sku.data or None,
            is_active=self.is_active.data,
        )


def pack_form(product: Product, variant: ProductVariant | None = None) -> PackForm:
    """Return the form of a new pack, or of one that there is."""
    form = PackForm(data=_as_written(product, variant) if variant else {"is_active": True})
    places = range(len(product.variants)) if variant else range(1)
    form.position.choices = [(place, str(place + 1)) for place in places]
    if FactKind.NET_WEIGHT in rules.LABEL_FACTS[product.criteria_set_no]:
        form.net_quantity.flags.optional = None
    return form


def _as_written(product: Product, variant: ProductVariant) -> dict[str, Any]:
    net_quantity, net_unit = _net_as_written(variant)
    same = ("name_vi", "name_en", "price_vnd", "weight_g", "sku", "is_active")
    return {name: getattr(variant, name) for name in same} | {
        "net_quantity": net_quantity,
        "net_unit": net_unit,
        "gtin": printed_gtin(variant.gtin) if variant.gtin else None,
        "position": product.variants.index(variant),
    }


def _net_as_written(variant: ProductVariant) -> tuple[str, str]:
    quantity, unit = variant.net_quantity, variant.net_unit
    if quantity is None or unit is None:
        return "", "g"
    if unit is NetUnit.PIECE:
        return number(quantity), "piece"
    large, small = ("kg", "g") if unit is NetUnit.GRAM else ("l", "ml")
    if quantity % 1000 == 0:
        return str(quantity // 1000), large
    return number(quantity), small


class BoxForm(Form):
    """How many of each pack lie in a box; see `box_form`."""

    @property
    def parts(self) -> dict[int, int]:
        """What was typed, by the row id of the pack."""
        return {
            int(name.removeprefix(PART)): units
            for name, units in self.data.items()
            if name.startswith(PART) and units
        }


def box_form(packs: Iterable[ProductVariant], parts: Iterable[BoxPart]) -> BoxForm:
    """Return the form of a box, with a field for each pack that may lie in it."""
    fields = {
        f"{PART}{pack.id}": IntegerField(
            f"{localized(pack.product, 'name')}, {localized(pack, 'name')}",
            [Optional(), NumberRange(0, MOST_OF_A_PART)],
            render_kw=DIGITS,
        )
        for pack in packs
    }
    form_class: type[BoxForm] = type("FilledBoxForm", (BoxForm,), fields)
    return form_class(data={f"{PART}{each.part_id}": each.quantity for each in parts})


class ReasonForm(Form):
    reason = TextAreaField(
        _l("Why"), [DataRequired(NEEDED), Length(max=1000)], filters=[tidy], render_kw={"rows": 3}
    )
    seen = HiddenField()


class PublishForm(Form):
    seen = HiddenField()


class TakeDownForm(ReasonForm):
    by_authority = BooleanField(_l("An authority demands it"))
    demanded_at = DateTimeLocalField(
        _l("When its demand came"),
        [NeededWith("by_authority", _l("The 24 hours count from then, so say when it came."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    @property
    def instant(self) -> datetime | None:
        if not self.by_authority.data or self.demanded_at.data is None:
            return None
        local: datetime = self.demanded_at.data.replace(tzinfo=clock.VIETNAM)
        return local.astimezone(UTC)


class ContactForm(Form):
    """A request to a place; no session stands behind it, the cross-site check guards it."""

    class Meta(Form.Meta):
        csrf = False

    name = StringField(
        _l("Your name"),
        [DataRequired(NEEDED), Length(max=120)],
        filters=[tidy],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        _l("Phone number"),
        [DataRequired(NEEDED), Length(max=30)],
        filters=[tidy],
        render_kw={"autocomplete": "tel", "type": "tel", "inputmode": "tel"},
    )
    wished_on = DateField(_l("The day you have in mind"), [Optional()])
    message = TextAreaField(
        _l("What you would like to know"),
        [DataRequired(NEEDED), Length(max=1000)],
        filters=[tidy],
        render_kw={"rows": 4},
    )

    def validate_phone(self, field: StringField) -> None:
        if phone_e164(field.data) is None:
            raise ValidationError(
                _l("This is no Vietnamese phone number. They call you back on it.")
            )

    def validate_wished_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today() + FURTHEST_AHEAD:
            raise ValidationError(_l("Choose a day within a year."))
