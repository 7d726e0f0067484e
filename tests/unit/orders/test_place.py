"""Placing: a purchase, its orders, and the stock that they hold."""

import pytest
from sqlalchemy import func, select

from shop.audit.models import AuditEntry
from shop.database import Origin
from shop.inventory.errors import OutOfStock
from shop.inventory.queries import differences
from shop.orders.models import Order, OrderStatus, Purchase
from shop.orders.numbers import is_number
from shop.traceability.models import LotStatus
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order, make_purchase
from tests.factories.traceability import make_lot


def test_a_purchase_has_a_number_for_people_and_a_token_for_nobody_else(session):
    purchase, other = make_purchase(), make_purchase()

    assert is_number(purchase.number)
    assert purchase.token != other.token
    assert len(purchase.token) >= 43


def test_each_order_is_numbered_after_its_purchase(session):
    purchase = make_purchase((make_pack(), 1), (make_pack(), 1))

    assert [order.number for order in purchase.orders] == [
        f"{purchase.number}-1",
        f"{purchase.number}-2",
    ]
    assert len({order.token for order in purchase.orders}) == 2


def test_an_order_begins_its_history(session):
    order = make_order()

    assert [change.to_status for change in order.history] == [OrderStatus.PLACED]


def test_who_ordered_is_on_record(session):
    user = make_user()

    make_order(user=user)

    entry = session.scalar(select(AuditEntry).filter_by(action="order.placed"))
    assert entry.actor_id == user.id


@pytest.mark.parametrize(("origin", "is_demo"), [(Origin.DEMO, True), (Origin.ENTERED, False)])
def test_goods_that_are_made_up_make_a_purchase_of_the_demonstration(session, origin, is_demo):
    assert make_purchase((make_pack(origin=origin), 1)).is_demo is is_demo


@pytest.mark.parametrize(
    "status", [LotStatus.DRAFT, LotStatus.ON_HOLD, LotStatus.RECALLED, LotStatus.VOID]
)
def test_goods_of_a_lot_that_may_not_be_sold_are_not_promised(session, status):
    pack = make_pack(0)
    make_stock(pack, 10, lot=make_lot(product=pack.product, status=status))

    with pytest.raises(OutOfStock):
        make_order((pack, 1))


def test_one_line_that_cannot_be_met_leaves_nothing_behind(session):
    plenty, scarce = make_pack(10), make_pack(1)

    with pytest.raises(OutOfStock):
        make_purchase((plenty, 1), (scarce, 2))

    for model in (Purchase, Order):
        assert session.scalar(select(func.count()).select_from(model)) == 0
    assert not list(differences())
