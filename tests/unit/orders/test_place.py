"""Placing: a purchase, its orders, and the stock that they hold."""

from tests.factories.orders import make_order


def test_an_order_adds_up(session):
    order = make_order()

    assert order.total_vnd == order.goods_vnd + order.delivery_vnd
    assert order.purchase.number + "-1" == order.number
