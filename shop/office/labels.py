"""The words for the states of orders, as the office counts them."""

from flask_babel import lazy_gettext as _l

from shop.orders.models import OrderStatus

ORDER_STATUSES = {
    OrderStatus.AWAITING_PAYMENT: _l("Awaiting payment"),
    OrderStatus.PLACED: _l("Placed"),
    OrderStatus.CONFIRMED: _l("Accepted"),
    OrderStatus.PACKED: _l("Packed"),
    OrderStatus.SHIPPED: _l("On its way"),
    OrderStatus.READY_FOR_PICKUP: _l("Ready for pick-up"),
    OrderStatus.DELIVERED: _l("Delivered"),
    OrderStatus.COMPLETED: _l("Completed"),
    OrderStatus.REFUSED: _l("Refused"),
    OrderStatus.FAILED: _l("Delivery failed"),
    OrderStatus.NOT_COLLECTED: _l("Not collected"),
    OrderStatus.RETURNED_TO_PRODUCER: _l("Returned to the maker"),
    OrderStatus.CANCELLED: _l("Cancelled"),
}
