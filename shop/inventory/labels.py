"""The words of the stock book."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.inventory.models import LocationKind, MovementKind, StockLocation

PLACES: dict[LocationKind, LazyString] = {
    LocationKind.STORE_ROOM: _l("Store room"),
    LocationKind.SALES_POINT: _l("Sales point"),
    LocationKind.BOOTH: _l("Booth"),
    LocationKind.TRANSIT: _l("On its way"),
    LocationKind.INSPECTION: _l("Came back, to be looked at"),
}

MOVEMENTS: dict[MovementKind, LazyString] = {
    MovementKind.RECEIVE: _l("Put away"),
    MovementKind.MAKE: _l("Made"),
    MovementKind.COUNT: _l("Counted"),
    MovementKind.ADJUST: _l("Corrected"),
    MovementKind.TRANSFER_OUT: _l("Carried away"),
    MovementKind.TRANSFER_IN: _l("Carried in"),
    MovementKind.CONSIGN: _l("Given on consignment"),
    MovementKind.SELL: _l("Sold"),
    MovementKind.RETURN: _l("Came back"),
    MovementKind.DESTROY: _l("Destroyed"),
    MovementKind.LOT_SPLIT: _l("Split into lots"),
}


def place(location: StockLocation) -> str:
    """Return where goods lie, as their maker calls it."""
    if location.kind in (LocationKind.SALES_POINT, LocationKind.BOOTH):
        return location.name
    return str(PLACES[location.kind])
