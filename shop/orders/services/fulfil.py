"""The producer's part: accept, pack, ship; then delivery."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from shop import audit
from shop.accounts.models import User
from shop.database import db, lock, transaction
from shop.inventory import services as inventory
from shop.jobs import enqueue
from shop.lib import clock
from shop.orders import letters, rules
from shop.orders.errors import CarrierMissing, LotMayNotLeave, WrongLot
from shop.orders.models import LineAllocation, Order, OrderStatus, Shipment
from shop.orders.services.steps import parts_of, reservations_of, step
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
        _settle_lots(order, lots or {}, actor)


def ship(
    order: Order,
    carrier: str,
    tracking_no: str | None,
    lots: Mapping[int, int] | None = None,
    *,
    actor: User,
) -> None:
    """Hand an order to whoever carries it: the goods leave the stock.

    :param lots: for allocations that were packed anew from another lot: its row id
    :raises StepNotAllowed: if the order stands elsewhere by now
    :raises CarrierMissing: if nobody carries it
    :raises LotMayNotLeave: if a lot may no longer be sold and no other was chosen
    :raises WrongLot: if a chosen lot is of another product
    :raises OutOfStock: if a chosen lot has too few free units
    """
    carrier, tracking_no = carrier.strip(), (tracking_no or "").strip() or None
    if not carrier:
        raise CarrierMissing
    with transaction() as session:
        lock(order)
        step(order, OrderStatus.SHIPPED, actor=actor, carrier=carrier, tracking_no=tracking_no)
        _settle_lots(order, lots or {}, actor)
        inventory.take(reservations_of(order), reference=order.number, actor=actor)
        shipment = Shipment(order_id=order.id, carrier=carrier, tracking_no=tracking_no)
        session.add(shipment)
        letters.send_shipped(order, shipment)


def deliver(order: Order, *, actor: User | None) -> None:
    """Record that the buyer has the goods; some days later the order is complete.

    :raises StepNotAllowed: if the order stands elsewhere by now
    :raises LotMayNotLeave: if it waited to be collected and a lot may no longer be sold
    """
    with transaction():
        lock(order)
        at_pickup = order.status is OrderStatus.READY_FOR_PICKUP
        step(order, OrderStatus.DELIVERED, actor=actor)
        if at_pickup:
            _settle_lots(order, {}, actor)
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


def _settle_lots(order: Order, chosen: Mapping[int, int], actor: User | None) -> None:
    """Make sure that every part of an order comes from a lot that may be sold today.

    :param chosen: row ids of the lots of those allocations that come from another one now
    """
    parts = parts_of(order)
    wanted = {part.id: chosen.get(part.id, part.lot_id) for part in parts}
    # The lock makes a recall of these lots wait until we are through, or us until it is.
    found = db.session.scalars(
        select(Lot).where(Lot.id.in_(wanted.values())).order_by(Lot.id).with_for_update(read=True),
        execution_options={"populate_existing": True},
    )
    lots = {lot.id: lot for lot in found}
    swaps = []
    for part in parts:
        lot = lots.get(wanted[part.id])
        if lot is None or lot.product_id != part.lot.product_id:
            raise WrongLot
        if not lot.is_sellable_on(clock.today()):
            raise LotMayNotLeave(lot.lot_no)
        if lot is not part.lot:
            swaps.append((part, lot))
    if swaps:
        _swap(swaps, actor)


def _swap(swaps: Sequence[tuple[LineAllocation, Lot]], actor: User | None) -> None:
    reservations = inventory.swap_lots((part.reservation, lot) for part, lot in swaps)
    for (part, lot), reservation in zip(swaps, reservations, strict=True):
        before = part.lot.lot_no
        part.reservation, part.lot = reservation, lot
        audit.record(actor, "order.lot_swapped", part, before=before, after=lot.lot_no)
