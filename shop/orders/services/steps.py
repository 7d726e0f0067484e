"""One step of an order: locked, allowed, on record."""

from typing import Any

from shop import audit
from shop.accounts.models import User
from shop.database import db
from shop.inventory.models import Reservation
from shop.orders import rules
from shop.orders.errors import StepNotAllowed
from shop.orders.models import Order, OrderChange, OrderStatus


def lock(order: Order) -> None:
    """Read an order again, so that nobody else moves it before we commit."""
    db.session.refresh(order, with_for_update=True)


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


def reservations_of(order: Order) -> list[Reservation]:
    return [part.reservation for line in order.lines for part in line.allocations]
