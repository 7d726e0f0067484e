"""Orders that end without delivery."""

from shop.accounts.models import User
from shop.database import lock, transaction
from shop.inventory import services as inventory
from shop.inventory.models import MovementKind
from shop.jobs import enqueue
from shop.orders import letters, rules
from shop.orders.errors import ReasonMissing, TooLateToCancel
from shop.orders.models import Order, OrderStatus
from shop.orders.services.steps import parts_of, reservations_of, step


def cancel(order: Order, reason: str, *, actor: User | None, by_buyer: bool = False) -> None:
    """End an order before it is packed; its goods are free again.

    :param by_buyer: the buyer asks, who may until the producer has accepted
    :raises ReasonMissing: if the producer gives no reason
    :raises TooLateToCancel: if the buyer asks after the producer has accepted
    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    if not by_buyer and not reason.strip():
        raise ReasonMissing
    with transaction():
        lock(order)
        may_cancel = rules.may_become(order.status, OrderStatus.CANCELLED)
        if by_buyer and may_cancel and order.status not in rules.BUYER_CANCELS:
            raise TooLateToCancel
        step(
            order,
            OrderStatus.CANCELLED,
            actor=actor,
            note=reason.strip() or None,
            by_buyer=by_buyer,
        )
        inventory.release(reservations_of(order))
        enqueue("payments.follow_order", order_id=order.id)
        letters.send_cancelled(order, reason.strip(), by_buyer=by_buyer)


def refuse(order: Order, reason: str, *, actor: User) -> None:
    """Record that the receiver did not take the parcel.

    :raises ReasonMissing: if no reason is given
    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    _undelivered(order, OrderStatus.REFUSED, reason, actor)


def fail(order: Order, reason: str, *, actor: User) -> None:
    """Record that the parcel could not be delivered.

    :raises ReasonMissing: if no reason is given
    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    _undelivered(order, OrderStatus.FAILED, reason, actor)


def _undelivered(order: Order, to: OrderStatus, reason: str, actor: User) -> None:
    if not reason.strip():
        raise ReasonMissing
    with transaction():
        lock(order)
        step(order, to, actor=actor, note=reason.strip())
        enqueue("payments.follow_order", order_id=order.id)


def take_back(order: Order, *, actor: User) -> None:
    """Record that undelivered goods are with their producer: they wait to be looked at.

    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    with transaction():
        lock(order)
        waited_at_pickup = order.status is OrderStatus.NOT_COLLECTED
        step(order, OrderStatus.RETURNED_TO_PRODUCER, actor=actor)
        if waited_at_pickup:  # they still lie promised where nobody came for them
            inventory.take(reservations_of(order), reference=order.number, actor=actor)
        inspection = inventory.inspection_location(order.producer)
        # Sorted, so that two orders that come back together cannot wait for each other.
        for part in sorted(parts_of(order), key=lambda each: (each.goods.id, each.lot_id)):
            inventory.receive(
                inspection,
                part.goods,
                part.lot,
                part.quantity,
                kind=MovementKind.RETURN,
                reference=order.number,
                actor=actor,
            )
