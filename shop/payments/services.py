"""Money for orders: one payment for each, to its producer."""

from sqlalchemy import select

from shop import audit
from shop.database import transaction
from shop.lib import clock
from shop.orders.models import Order
from shop.payments import rules
from shop.payments.errors import MethodNotOffered
from shop.payments.models import Payment, PaymentMethod, PaymentStatus


def begin(order: Order, method: PaymentMethod) -> Payment:
    """Write down how an order will be paid.

    :raises MethodNotOffered: if buyers cannot choose this way
    """
    if method not in rules.OFFERED:
        raise MethodNotOffered
    with transaction() as session:
        payment = Payment(
            order=order,
            method=method,
            status=PaymentStatus.TO_COLLECT,
            amount_vnd=order.total_vnd,
        )
        session.add(payment)
    return payment


def follow_order(order: Order) -> None:
    """Bring cash on delivery to where its order stands; money that is settled stays."""
    with transaction() as session:
        payment = session.scalar(
            select(Payment).filter_by(order_id=order.id, method=PaymentMethod.COD).with_for_update()
        )
        if payment is None:
            return
        wanted = rules.cash_after(order.status)
        if not rules.may_become(payment.status, wanted):
            return  # there already, or further
        before, payment.status = payment.status, wanted
        payment.changed_at = clock.now()
        audit.record(None, f"payment.{wanted}", payment, before=before, order=order.number)
