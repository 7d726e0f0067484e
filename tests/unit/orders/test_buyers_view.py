"""What a buyer is told of an order: where a purchase stands, and what is still ahead."""

from datetime import timedelta

import pytest

from shop.lib import clock
from shop.orders.models import OrderStatus as S
from shop.orders.rules import NOT_YET_PACKED, TRANSITIONS, Milestone, milestones, purchase_status


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([S.PLACED], S.PLACED),
        ([S.SHIPPED, S.CONFIRMED], S.CONFIRMED),
        ([S.CANCELLED, S.SHIPPED], S.SHIPPED),
        ([S.REFUSED, S.COMPLETED], S.COMPLETED),
        ([S.CANCELLED, S.CANCELLED], S.CANCELLED),
        ([S.REFUSED], S.REFUSED),
        ([S.REFUSED, S.CANCELLED], S.CANCELLED),
    ],
)
def test_a_purchase_stands_where_its_slowest_order_does(statuses, expected):
    assert purchase_status(statuses) is expected


def test_a_purchase_without_orders_is_none():
    with pytest.raises(ValueError):
        purchase_status([])


def way(*statuses):
    start = clock.now()
    return milestones(
        Milestone(status, start + timedelta(hours=hour)) for hour, status in enumerate(statuses)
    )


@pytest.mark.parametrize(
    ("taken", "ahead"),
    [
        ([S.PLACED], [S.CONFIRMED, S.PACKED, S.SHIPPED, S.DELIVERED]),
        ([S.PLACED, S.CONFIRMED, S.PACKED], [S.SHIPPED, S.DELIVERED]),
        ([S.PLACED, S.CANCELLED], []),
        ([S.PLACED, S.CONFIRMED, S.PACKED, S.SHIPPED, S.DELIVERED], []),
        ([S.PLACED, S.CONFIRMED, S.PACKED, S.SHIPPED, S.REFUSED], []),
        ([S.PLACED, S.CONFIRMED, S.PACKED, S.SHIPPED, S.DELIVERED, S.COMPLETED], []),
    ],
)
def test_what_is_ahead_ends_with_the_goods_in_hand(taken, ahead):
    done, to_come = way(*taken)

    assert [mark.status for mark in done] == taken
    assert [mark.status for mark in to_come] == ahead
    assert all(mark.at is None for mark in to_come)


def test_lots_are_told_from_packing_on():
    reached, todo = set(), [S.PACKED]
    while todo:
        status = todo.pop()
        reached.add(status)
        todo += TRANSITIONS[status] - reached

    assert set(S) - NOT_YET_PACKED == reached
