"""What may become of an order, and what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shop.lib.money import included_tax_vnd
from shop.orders.models import OrderStatus

TRANSITIONS: dict[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.AWAITING_PAYMENT: frozenset({OrderStatus.PLACED, OrderStatus.CANCELLED}),
    OrderStatus.PLACED: frozenset({OrderStatus.CONFIRMED, OrderStatus.CANCELLED}),
    OrderStatus.CONFIRMED: frozenset({OrderStatus.PACKED, OrderStatus.CANCELLED}),
    OrderStatus.PACKED: frozenset({OrderStatus.SHIPPED, OrderStatus.READY_FOR_PICKUP}),
    OrderStatus.SHIPPED: frozenset(
        {OrderStatus.DELIVERED, OrderStatus.REFUSED, OrderStatus.FAILED}
    ),
    OrderStatus.READY_FOR_PICKUP: frozenset({OrderStatus.DELIVERED, OrderStatus.NOT_COLLECTED}),
    OrderStatus.DELIVERED: frozenset({OrderStatus.COMPLETED}),
    OrderStatus.REFUSED: frozenset({OrderStatus.RETURNED_TO_PRODUCER}),
    OrderStatus.FAILED: frozenset({OrderStatus.RETURNED_TO_PRODUCER}),
    OrderStatus.NOT_COLLECTED: frozenset({OrderStatus.RETURNED_TO_PRODUCER}),
    OrderStatus.COMPLETED: frozenset(),
    OrderStatus.RETURNED_TO_PRODUCER: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}
# After the producer's word the goods are theirs to hold: a buyer asks, a producer cancels.
BUYER_CANCELS = frozenset({OrderStatus.AWAITING_PAYMENT, OrderStatus.PLACED})
# From packing on it is settled which lots a buyer gets.
NOT_YET_PACKED = frozenset(
    {OrderStatus.AWAITING_PAYMENT, OrderStatus.PLACED, OrderStatus.CONFIRMED, OrderStatus.CANCELLED}
)
OPEN_FOR_CHANGES = timedelta(days=7)  # from delivery to completion (project)

# The way of an order that goes well, by which a purchase's state is computed.
WAY = (
    OrderStatus.AWAITING_PAYMENT,
    OrderStatus.PLACED,
    OrderStatus.CONFIRMED,
    OrderStatus.PACKED,
    OrderStatus.READY_FOR_PICKUP,
    OrderStatus.SHIPPED,
    OrderStatus.DELIVERED,
    OrderStatus.COMPLETED,
)


class Desk(StrEnum):
    """Where an order lies in its producer's day."""

    TO_ACCEPT = "to_accept"
    TO_PACK = "to_pack"
    TO_HAND_OVER = "to_hand_over"
    ON_THE_WAY = "on_the_way"
    COMING_BACK = "coming_back"
    UNPAID = "unpaid"
    DONE = "done"
    ENDED = "ended"


DESKS: dict[Desk, frozenset[OrderStatus]] = {
    Desk.TO_ACCEPT: frozenset({OrderStatus.PLACED}),
    Desk.TO_PACK: frozenset({OrderStatus.CONFIRMED}),
    Desk.TO_HAND_OVER: frozenset({OrderStatus.PACKED}),
    Desk.ON_THE_WAY: frozenset({OrderStatus.SHIPPED, OrderStatus.READY_FOR_PICKUP}),
    Desk.COMING_BACK: frozenset(
        {OrderStatus.REFUSED, OrderStatus.FAILED, OrderStatus.NOT_COLLECTED}
    ),
    Desk.UNPAID: frozenset({OrderStatus.AWAITING_PAYMENT}),
    Desk.DONE: frozenset({OrderStatus.DELIVERED, OrderStatus.COMPLETED}),
    Desk.ENDED: frozenset({OrderStatus.CANCELLED, OrderStatus.RETURNED_TO_PRODUCER}),
}
CLOSED_DESKS = frozenset({Desk.DONE, Desk.ENDED})  # nothing is left to do there
OPEN = frozenset[OrderStatus]().union(*(DESKS[desk] for desk in Desk if desk not in CLOSED_DESKS))


@dataclass(frozen=True)
class Contact:
    """Who receives a purchase, and where."""

    name: str
    phone: str  # E.164
    commune_code: str
    street: str
    email: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class LineAmounts:
    total_vnd: int
    vat_vnd: int  # inside the total


def may_become(status: OrderStatus, wanted: OrderStatus) -> bool:
    return wanted in TRANSITIONS[status]


def is_final(status: OrderStatus) -> bool:
    return not TRANSITIONS[status]


def line_amounts(unit_price_vnd: int, quantity: int, vat_percent: int) -> LineAmounts:
    """Return what a line comes to; its tax is rounded half up, once for the line."""
    total = unit_price_vnd * quantity
    return LineAmounts(total, included_tax_vnd(total, vat_percent))


def purchase_status(statuses: Iterable[OrderStatus]) -> OrderStatus:
    """Return where a purchase stands: at the order that has the longest way to go.

    Orders that ended without delivery count only when all did.

    :raises ValueError: if there is no order
    """
    orders = list(statuses)
    going = [status for status in orders if status in WAY]
    if going:
        return min(going, key=WAY.index)
    if not orders:
        raise ValueError("a purchase has at least one order")
    return orders[0] if len(set(orders)) == 1 else OrderStatus.CANCELLED


@dataclass(frozen=True)
class Milestone:
    """A step on an order's way: taken at an instant, or still ahead."""

    status: OrderStatus
    at: datetime | None
    note: str | None = None


def milestones(
    history: Iterable[Milestone], *, by_pickup: bool = False
) -> tuple[list[Milestone], list[Milestone]]:
    """Return the steps that an order has taken, and those ahead of it if all goes well."""
    taken = list(history)
    last = taken[-1].status
    skipped = OrderStatus.SHIPPED if by_pickup else OrderStatus.READY_FOR_PICKUP
    # A buyer's way ends with the goods in hand; completion is bookkeeping.
    ahead = [status for status in WAY[1:-1] if status is not skipped]
    if last not in WAY or last is OrderStatus.COMPLETED:
        return taken, []
    return taken, [
        Milestone(status, None) for status in ahead if WAY.index(status) > WAY.index(last)
    ]
