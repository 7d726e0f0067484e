"""The producer's part: accept, pack, ship; then delivery."""

from collections.abc import Mapping

from shop import audit
from shop.accounts.models import User
from shop.database import db, transaction
from shop.inventory import services as inventory
from shop.jobs import enqueue
from shop.lib import clock
from shop.orders import letters, rules
from shop.orders.errors import CarrierMissing, LotMayNotLeave, WrongLot
from shop.orders.models import LineAllocation, Order, OrderStatus, Shipment
from shop.orders.services.steps import lock, reservations_of, step
from shop.traceability.models import Lot


def accept(order: Order, *, actor: User) -> None:
    """Let the producer promise an order.

    :raises StepNotAllowed: if it stands elsewhere by now
    """
    with transaction():
        lock(order)
        step(order, OrderStatus.CONFIRMED, actor=actor)


def pack(order: Order, lots: Mapping[int, int] | None = None, *, actor: User) -> None:
    """Record that an order lies packed, and from which lots.

    :param lots: for allocations that were packed from another lot: its row id
    :raises StepNotAllowed: if the order stands elsewhere by now
    :raises LotMayNotLeave: if a lot may not be sold today and no other was chosen
    :raises WrongLot: if a chosen lot is of another product
    :raises OutOfStock: if a chosen lot has too few free units
    """
    with transaction():
        lock(order)
        step(order, OrderStatus.PACKED, actor=actor)
        for part in _parts(order):
            wanted = (lots or {}).get(part.id, part.lot_id)
            if wanted != part.lot_id:
                _swap(part, wanted, actor)
        _check_lots(order)


def ship(order: Order, carrier: str, tracking_no: str | None, *, actor: User) -> None:
    """Hand an order to whoever carries it: the goods leave the stock.

    :raises StepNotAllowed: if the order stands elsewhere by now
    :raises CarrierMissing: if nobody carries it
    :raises LotMayNotLeave: if a lot may no longer be sold
    """
    if not carrier.strip():
        raise CarrierMissing
    with transaction() as session:
        lock(order)
        step(order, OrderStatus.SHIPPED, actor=actor, carrier=carrier, tracking_no=tracking_no)
        _check_lots(order)
        inventory.take(reservations_of(order), reference=order.number, actor=actor)
        shipment = Shipment(
            order_id=order.id,
            carrier=carrier.strip(),
            tracking_no=(tracking_no or "").strip() or None,
        )
        session.add(shipment)
        letters.send_shipped(order, shipment)


def deliver(order: Order, *, actor: User | None) -> None:
    """Record that the buyer has the goods; some days later the order is complete.

    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    with transaction():
        lock(order)
        at_pickup = order.status is OrderStatus.READY_FOR_PICKUP
        step(order, OrderStatus.DELIVERED, actor=actor)
        if at_pickup:
            inventory.take(reservations_of(order), reference=order.number, actor=actor)
        enqueue("payments.follow_order", order_id=order.id)
        enqueue(
            "orders.complete",
            once=str(order.id),
            run_at=clock.now() + rules.OPEN_FOR_CHANGES,
            order_id=order.id,
        )


def complete(order: Order, *, actor: User | None) -> None:
    """Close an order with which all is well.

    :raises StepNotAllowed: if it stands elsewhere by now
    """
    with transaction():
        lock(order)
        step(order, OrderStatus.COMPLETED, actor=actor)


def _parts(order: Order) -> list[LineAllocation]:
    return [part for line in order.lines for part in line.allocations]


def _swap(part: LineAllocation, lot_id: int, actor: User) -> None:
    lot = db.session.get(Lot, lot_id)
    if lot is None or lot.product_id != part.lot.product_id:
        raise WrongLot
    before = part.lot.lot_no
    part.reservation = inventory.swap_lot(part.reservation, lot)
    part.lot = lot
    audit.record(actor, "order.lot_swapped", part, before=before, after=lot.lot_no)


def _check_lots(order: Order) -> None:
    today = clock.today()
    for part in _parts(order):
        # The lock makes a recall of this lot wait until we are through, or us until it is.
        db.session.refresh(part.lot, with_for_update={"read": True})
        if not part.lot.is_sellable_on(today):
            raise LotMayNotLeave(part.lot.lot_no)
