"""What a maker types about packs, and about the boxes that are filled from them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from shop.catalog import rules
from shop.catalog.fields import DIGITS, money_field, weight_field
from shop.catalog.models import BoxPart, FactKind, NetUnit, Product, ProductVariant
from shop.catalog.packs import printed_gtin
from shop.catalog.rules import MOST_OF_A_PART
from shop.catalog.services import Pack
from shop.lib.typed import thousandths, whole_number
from shop.web.filters import number
from shop.web.forms import NEEDED, Form, tidy
from shop.web.locale import localized

DEAREST_VND = 1_000_000_000
HEAVIEST_G = 1_000_000
MOST_NET = 100_000_000
NO_MONEY = _l("Write the price in đồng, such as 185.000.")
NO_WEIGHT = _l("Write the weight in grams or kilograms, such as 250 g or 1,5 kg.")
PART = "part_"
# What packs are counted in, as people write it: the unit kept, and how many of it make one.
NET_UNITS: dict[str, tuple[NetUnit, int]] = {
    "g": (NetUnit.GRAM, 1),
    "kg": (NetUnit.GRAM, 1000),
    "ml": (NetUnit.MILLILITRE, 1),
    "l": (NetUnit.MILLILITRE, 1000),
    "piece": (NetUnit.PIECE, 1),
}


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
