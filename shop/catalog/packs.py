"""How a pack's unit price reads."""

from flask_babel import gettext as _

from shop.catalog.models import ProductVariant
from shop.catalog.rules import Measure, unit_price
from shop.web.filters import vnd
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
