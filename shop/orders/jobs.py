"""What orders do by themselves."""

from shop.database import db
from shop.jobs import job
from shop.orders import services
from shop.orders.models import Order, OrderStatus


@job("orders.complete")
def complete(order_id: int) -> None:
    """Close a delivered order once the time to complain of its goods has passed."""
    order = db.session.get(Order, order_id)
    if order is not None and order.status is OrderStatus.DELIVERED:
        services.complete(order, actor=None)
