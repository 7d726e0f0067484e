"""From a buyer's word to goods in hand: each step one transaction."""

from shop.orders.services.cancel import cancel, fail, refuse, take_back
from shop.orders.services.fulfil import accept, complete, deliver, pack, ship
from shop.orders.services.place import Parcel, Ware, place

__all__ = [
    "Parcel",
    "Ware",
    "accept",
    "cancel",
    "complete",
    "deliver",
    "fail",
    "pack",
    "place",
    "refuse",
    "ship",
    "take_back",
]
