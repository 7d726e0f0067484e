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
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    Length,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput

from shop.catalog import labels, rules
from shop.catalog.errors import ListingIncomplete
from shop.catalog.models import CriteriaSet, FactKind, Product
from shop.catalog.services import Listing
from shop.catalog.subgroups import BY_SET, SUBGROUPS
from shop.errors import ShopError
from shop.lib import clock
from shop.lib.phones import phone_e164
from shop.web.forms import NEEDED, Form, tidy
from shop.web.locale import localized

FURTHEST_AHEAD = timedelta(days=366)
FACT = "fact_"


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
