"""Pages of orders: a buyer's; producers have theirs in the workspace."""

from shop.orders.views import today, workspace
from shop.orders.views.buyer import bp

__all__ = ["bp", "today", "workspace"]
