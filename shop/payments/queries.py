"""Reads of payments."""

from collections.abc import Iterable

from sqlalchemy import select

from shop.database import db
from shop.payments.models import Payment


def payments_of(order_ids: Iterable[int]) -> dict[int, Payment]:
    """Return the payment of each order that has one."""
    found = db.session.scalars(select(Payment).where(Payment.order_id.in_(list(order_ids))))
    return {payment.order_id: payment for payment in found}
