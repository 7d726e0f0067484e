"""Payments that move with their orders."""

from shop.database import db
from shop.jobs import job
from shop.orders.models import Order
from shop.payments import services


@job("payments.follow_order")
def follow_order(order_id: int) -> None:
    order = db.session.get(Order, order_id)
    if order is not None:
        services.follow_order(order)
