"""The words for kinds of places."""

from flask_babel import lazy_gettext as _l

from shop.places.models import SalesPointKind

KINDS = {
    SalesPointKind.SALES_POINT: _l("Sales point"),
    SalesPointKind.SUPERMARKET: _l("Supermarket"),
    SalesPointKind.MARKET: _l("Market"),
    SalesPointKind.DESIGN_CENTRE: _l("Design centre"),
    SalesPointKind.CRAFT_VILLAGE_SHOP: _l("Craft-village shop"),
}
