"""One step of an order: allowed, on record; and the goods it moves."""

from typing import Any

from shop import audit
from shop.accounts.models import User
from shop.database import db
from shop.inventory.models import Reservation
from shop.orders import rules
from shop.orders.errors import StepNotAllowed
from shop.orders.models import LineAllocation, Order, OrderChange, OrderStatus


def step(
    order: Order, to: OrderStatus, *, actor: User | None, note: str | None = None, **details: Any
) -> None:
    """Move a locked order on and write it down.

    :param details: plain values for the audit log
    :raises StepNotAllowed: if the order stands elsewhere by now
    """
    if not rules.may_become(order.status, to):
        raise StepNotAllowed
    before, order.status = order.status, to
    db.session.add(
        OrderChange(
            order=order,
            actor_id=actor.id if actor else None,
            from_status=before,
            to_status=to,
            note=note,
        )
    )
    audit.record(actor, f"order.{to}", order, number=order.number, note=note, **details)


def parts_of(order: Order) -> list[LineAllocation]:
    return [part for line in order.lines for part in line.allocations]


def reservations_of(order: Order) -> list[Reservation]:
    return [part.reservation for part in parts_of(order)]
