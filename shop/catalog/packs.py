"""How a pack's contents, unit price and barcode read."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from shop.catalog.models import NetUnit, ProductVariant
from shop.catalog.rules import Measure, unit_price
from shop.web.filters import number, vnd
from shop.web.locale import language


def unit_price_text(variant: ProductVariant) -> str:
    """Return the price of a common measure: "28.333 ₫/100 g"; empty where it adds nothing."""
    price = unit_price(variant.price_vnd, variant.net_quantity, variant.net_unit)
    if price is None:
        return ""
    measures = {
        Measure.HUNDRED_GRAMS: "100\N{NO-BREAK SPACE}g",
        Measure.KILOGRAM: "kg",
        Measure.LITRE: "lít" if language() == "vi" else "l",
        Measure.PIECE: _("piece"),
    }
    return f"{vnd(price.amount_vnd)}/{measures[price.measure]}"


def net_texts(packs: Iterable[ProductVariant]) -> str:
    """Return what is in some packs, each measure once."""
    return ", ".join(dict.fromkeys(text for pack in packs if (text := net_text(pack))))


def printed_gtin(gtin: str) -> str:
    """Return a barcode number of 14 digits as it stands below the bars."""
    if gtin.startswith("000000"):
        return gtin[6:]
    return gtin[1:] if gtin.startswith("0") else gtin


def net_text(variant: ProductVariant) -> str:
    """Return what is in a pack: 250 g, 1,5 kg, 6 pieces; empty where it does not say."""
    quantity, unit = variant.net_quantity, variant.net_unit
    if quantity is None or unit is None:
        return ""
    if unit is NetUnit.PIECE:
        return ngettext("%(num)s piece", "%(num)s pieces", quantity)
    small, large = ("g", "kg") if unit is NetUnit.GRAM else ("ml", "l")
    if quantity < 1000:
        return f"{quantity}\N{NO-BREAK SPACE}{small}"
    whole, rest = divmod(quantity, 1000)
    mark = "," if language() == "vi" else "."
    decimals = f"{mark}{rest:03}".rstrip("0") if rest else ""
    return f"{number(whole)}{decimals}\N{NO-BREAK SPACE}{large}"
