"""How the states of an order read, to its buyer and to its producer."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.orders.models import OrderStatus
from shop.orders.rules import Desk

STATUS: dict[OrderStatus, LazyString] = {
    OrderStatus.AWAITING_PAYMENT: _l("Waiting for payment"),
    OrderStatus.PLACED: _l("Placed"),
    OrderStatus.CONFIRMED: _l("Accepted"),
    OrderStatus.PACKED: _l("Packed"),
    OrderStatus.SHIPPED: _l("On its way"),
    OrderStatus.READY_FOR_PICKUP: _l("Ready to collect"),
    OrderStatus.DELIVERED: _l("Delivered"),
    OrderStatus.COMPLETED: _l("Completed"),
    OrderStatus.REFUSED: _l("Refused at the door"),
    OrderStatus.FAILED: _l("Could not be delivered"),
    OrderStatus.NOT_COLLECTED: _l("Not collected"),
    OrderStatus.RETURNED_TO_PRODUCER: _l("Back with the maker"),
    OrderStatus.CANCELLED: _l("Cancelled"),
}

# What a state means for the buyer, in a sentence.
MEANING: dict[OrderStatus, LazyString] = {
    OrderStatus.AWAITING_PAYMENT: _l("The goods are held for you until you have paid."),
    OrderStatus.PLACED: _l("The maker has your order and will accept it soon."),
    OrderStatus.CONFIRMED: _l("The maker has accepted and is preparing your goods."),
    OrderStatus.PACKED: _l("Your goods lie packed and wait for the carrier."),
    OrderStatus.SHIPPED: _l("The parcel is with the carrier. Have the cash ready."),
    OrderStatus.READY_FOR_PICKUP: _l("Your goods wait for you at the sales point."),
    OrderStatus.DELIVERED: _l("You have your goods. Check them while the parcel is still at hand."),
    OrderStatus.COMPLETED: _l("All done. Thank you for buying from the maker."),
    OrderStatus.REFUSED: _l("The parcel was not taken at the door and goes back."),
    OrderStatus.FAILED: _l("The carrier could not deliver the parcel; it goes back."),
    OrderStatus.NOT_COLLECTED: _l("Nobody came for the goods in time; they go back."),
    OrderStatus.RETURNED_TO_PRODUCER: _l("The goods are back with their maker. You pay nothing."),
    OrderStatus.CANCELLED: _l("This order is cancelled. You pay nothing."),
}

TONES: dict[OrderStatus, str] = {
    OrderStatus.AWAITING_PAYMENT: "warn",
    OrderStatus.DELIVERED: "ok",
    OrderStatus.COMPLETED: "ok",
    OrderStatus.REFUSED: "bad",
    OrderStatus.FAILED: "bad",
    OrderStatus.NOT_COLLECTED: "bad",
    OrderStatus.RETURNED_TO_PRODUCER: "soft",
    OrderStatus.CANCELLED: "soft",
}

# What a producer has before them: the heading of a desk, and its count in a sentence.
DESKS: dict[Desk, LazyString] = {
    Desk.TO_ACCEPT: _l("To accept"),
    Desk.TO_PACK: _l("To pack"),
    Desk.TO_HAND_OVER: _l("To hand over"),
    Desk.ON_THE_WAY: _l("On their way"),
    Desk.COMING_BACK: _l("Coming back"),
    Desk.UNPAID: _l("Not paid yet"),
    Desk.DONE: _l("Delivered"),
    Desk.ENDED: _l("Cancelled or returned"),
}


def tone(status: OrderStatus) -> str:
    """Return the colour of a state's tag."""
    return TONES.get(status, "info")
