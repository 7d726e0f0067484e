"""What may become of a payment."""

from shop.orders.models import OrderStatus
from shop.payments.models import PaymentMethod, PaymentStatus

_REFUNDS = frozenset({PaymentStatus.PART_REFUNDED, PaymentStatus.REFUNDED})

TRANSITIONS: dict[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.NONE: frozenset(),
    PaymentStatus.PENDING: frozenset(
        {
            PaymentStatus.PAID,
            PaymentStatus.UNDERPAID,
            PaymentStatus.OVERPAID,
            PaymentStatus.FAILED,
            PaymentStatus.EXPIRED,
            PaymentStatus.NONE,
        }
    ),
    PaymentStatus.FAILED: frozenset({PaymentStatus.PENDING, PaymentStatus.EXPIRED}),
    PaymentStatus.EXPIRED: frozenset({PaymentStatus.LATE}),
    PaymentStatus.UNDERPAID: frozenset({PaymentStatus.PAID, PaymentStatus.REFUNDED}),
    PaymentStatus.OVERPAID: frozenset({PaymentStatus.PAID, *_REFUNDS}),
    PaymentStatus.LATE: frozenset({PaymentStatus.PAID, PaymentStatus.REFUNDED}),
    PaymentStatus.PAID: frozenset({PaymentStatus.SETTLED, *_REFUNDS}),
    PaymentStatus.TO_COLLECT: frozenset(
        {PaymentStatus.COLLECTED, PaymentStatus.REFUSED, PaymentStatus.NONE}
    ),
    PaymentStatus.COLLECTED: frozenset({PaymentStatus.REMITTED, *_REFUNDS}),
    PaymentStatus.REMITTED: frozenset({PaymentStatus.SETTLED, *_REFUNDS}),
    PaymentStatus.SETTLED: _REFUNDS,
    PaymentStatus.PART_REFUNDED: frozenset({PaymentStatus.REFUNDED}),
    PaymentStatus.REFUSED: frozenset(),
    PaymentStatus.REFUNDED: frozenset(),
}

# Cash follows the goods: what an order's state says of the money for it.
_CASH = {
    OrderStatus.DELIVERED: PaymentStatus.COLLECTED,
    OrderStatus.COMPLETED: PaymentStatus.COLLECTED,
    OrderStatus.CANCELLED: PaymentStatus.NONE,
    OrderStatus.REFUSED: PaymentStatus.REFUSED,
    OrderStatus.FAILED: PaymentStatus.REFUSED,
    OrderStatus.NOT_COLLECTED: PaymentStatus.REFUSED,
    OrderStatus.RETURNED_TO_PRODUCER: PaymentStatus.REFUSED,
}


def may_become(status: PaymentStatus, wanted: PaymentStatus) -> bool:
    return wanted in TRANSITIONS[status]


def cash_after(order: OrderStatus) -> PaymentStatus:
    """Return where cash on delivery stands, given where its order does."""
    return _CASH.get(order, PaymentStatus.TO_COLLECT)


OFFERED = (PaymentMethod.COD,)  # what checkout offers now
