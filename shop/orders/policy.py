"""Which order a person may have."""

from flask_babel import lazy_gettext as _l

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.errors import NotFound
from shop.orders import queries
from shop.orders.models import Order, Purchase


class NoSuchOrder(NotFound):
    code = "orders.not_found"

    def __init__(self) -> None:
        super().__init__(_l("There is no such order."))


def open_purchase(token: str) -> Purchase:
    """Return the purchase whose token somebody was given.

    :raises NoSuchOrder: if there is none
    """
    purchase = queries.purchase_by_token(token)
    if purchase is None:
        raise NoSuchOrder
    return purchase


def open_order(token: str) -> Order:
    """Return the order whose token somebody was given.

    :raises NoSuchOrder: if there is none
    """
    order = queries.order_by_token(token)
    if order is None:
        raise NoSuchOrder
    return order


def own_order(user: User, token: str) -> Order:
    """Return an order of a producer for whom this person fulfils orders.

    :raises NoSuchOrder: if there is none, or it belongs to another producer
    """
    order = queries.order_by_token(token)
    keys = scope_keys(user, "orders.fulfil", Scope.PRODUCER)
    if order is None or (keys is not None and str(order.producer_id) not in keys):
        raise NoSuchOrder
    return order
