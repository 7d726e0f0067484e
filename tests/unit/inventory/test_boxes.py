"""Boxes: their stock is that of their parts, and nothing is sold twice."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog.models import BoxPart
from shop.catalog.queries import box_contents
from shop.inventory import services
from shop.inventory.errors import (
    BoxHasStock,
    BoxHoldsNothing,
    InAnotherBox,
    OutOfStock,
    WrongPart,
)
from shop.inventory.models import MovementKind, Reservation, StockLevel, StockMovement
from shop.inventory.queries import available, differences, receivable, stock_book
from shop.inventory.rules import Offer, StockLine, allocate, unpacked
from shop.inventory.supply import supply_of
from shop.lib import clock
from shop.orders import services as orders
from shop.orders.models import OrderStatus
from shop.orders.queries import lot_choices
from shop.search.listing import listed_products
from shop.search.present import present_shelf
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order
from tests.factories.producers import make_producer
from tests.factories.traceability import make_lot


@pytest.fixture
def producer(session):
    return make_producer()


@pytest.fixture
def maker(session, producer):
    return make_user(Role.PRODUCER, Scope.PRODUCER, str(producer.id))


@pytest.fixture
def tea(producer):
    return make_variant(product=make_product(producer=producer, name_vi="Trà"))


@pytest.fixture
def cup(producer):
    return make_variant(product=make_product(producer=producer, name_vi="Chén"))


@pytest.fixture
def box(producer, maker, tea, cup):
    """Two packets of tea and four cups."""
    box = make_variant(product=make_product(producer=producer, name_vi="Hộp quà"))
    services.compose(box, {tea.id: 2, cup.id: 4}, actor=maker)
    return box


def boxes_free(box):
    return available([box.id], clock.today()).get(box.id, 0)


@pytest.mark.parametrize(
    ("teas", "cups", "boxes"),
    [(0, 40, 0), (1, 40, 0), (2, 3, 0), (2, 4, 1), (3, 7, 1), (4, 7, 1), (4, 8, 2), (9, 100, 4)],
)
def test_the_scarcest_part_says_how_many_boxes_there_are(session, box, tea, cup, teas, cups, boxes):
    for pack, units in ((tea, teas), (cup, cups)):
        if units:
            make_stock(pack, units)

    assert boxes_free(box) == boxes
    assert supply_of(box.product, clock.today()).stock == boxes
    (listed,) = listed_products([box.product_id])
    assert listed.stock == boxes


def test_parts_that_expired_fill_no_box(session, box, tea, cup):
    yesterday = clock.today() - timedelta(days=1)
    make_stock(tea, 10, lot=make_lot(product=tea.product, expires_on=yesterday))
    make_stock(cup, 40)

    assert boxes_free(box) == 0


def test_what_lies_at_a_sales_point_or_came_back_fills_no_box(session, box, tea, cup, producer):
    make_stock(tea, 10, location=services.inspection_location(producer))
    make_stock(cup, 40)

    assert boxes_free(box) == 0


def test_a_box_is_promised_by_its_parts_the_earliest_expiry_first(session, box, tea, cup):
    soon, late = (
        make_lot(product=tea.product, expires_on=clock.today() + timedelta(days=days))
        for days in (20, 90)
    )
    first, second = make_stock(tea, 3, lot=soon), make_stock(tea, 10, lot=late)
    cups = make_stock(cup, 40)

    reservations = services.reserve([StockLine(box.id, 2)], reference="CS-1")

    assert {(each.stock_level_id, each.quantity, each.box_id) for each in reservations} == {
        (first.id, 3, box.id),
        (second.id, 1, box.id),
        (cups.id, 8, box.id),
    }
    assert not list(differences())


def test_boxes_and_single_packs_are_never_sold_twice(session, box, tea, cup):
    make_stock(tea, 5)
    make_stock(cup, 40)

    services.reserve([StockLine(box.id, 1), StockLine(tea.id, 3)], reference="CS-1")

    assert available([tea.id, box.id], clock.today()) == {}
    for line in (StockLine(tea.id, 1), StockLine(box.id, 1)):
        with pytest.raises(OutOfStock):
            services.reserve([line], reference="CS-2")


def test_more_than_all_together_is_refused_whole(session, box, tea, cup):
    make_stock(tea, 4)
    make_stock(cup, 40)

    with pytest.raises(OutOfStock) as refused:
        services.reserve([StockLine(tea.id, 1), StockLine(box.id, 2)], reference="CS-1")

    assert "Hộp quà" in str(refused.value.message)
    assert session.scalar(select(func.count(Reservation.id))) == 0
    assert not session.scalar(select(func.sum(StockLevel.reserved)))


def test_a_box_that_lacks_two_parts_is_named_once(session, box):
    with pytest.raises(OutOfStock) as refused:
        services.reserve([StockLine(box.id, 1)], reference="CS-1")

    assert str(refused.value.message).count("Hộp quà") == 1


def test_an_order_of_a_box_says_which_lot_each_part_comes_from(session, maker, box, tea, cup):
    tea_level, cup_level = make_stock(tea, 10), make_stock(cup, 40)

    order = make_order((box, 1), (tea, 3))

    by_line = {
        line.variant_id: [(part.goods.id, part.lot_id, part.quantity) for part in line.allocations]
        for line in order.lines
    }
    assert sorted(by_line[box.id]) == sorted(
        [(tea.id, tea_level.lot_id, 2), (cup.id, cup_level.lot_id, 4)]
    )
    assert by_line[tea.id] == [(tea.id, tea_level.lot_id, 3)]


def test_a_shipped_box_takes_its_parts_out_of_the_book(session, maker, box, tea, cup):
    tea_level, cup_level = make_stock(tea, 10), make_stock(cup, 40)
    order = make_order((box, 2))
    orders.accept(order, actor=maker)
    orders.pack(order, actor=maker)

    orders.ship(order, "Bưu điện", None, actor=maker)

    session.expire_all()
    assert (tea_level.on_hand, tea_level.reserved) == (6, 0)
    assert (cup_level.on_hand, cup_level.reserved) == (32, 0)
    sold = session.scalars(select(StockMovement).filter_by(kind=MovementKind.SELL)).all()
    assert {move.variant_id for move in sold} == {tea.id, cup.id}
    assert not list(differences())


def test_a_cancelled_box_frees_its_parts(session, maker, box, tea, cup):
    make_stock(tea, 2)
    make_stock(cup, 4)
    order = make_order((box, 1))
    assert boxes_free(box) == 0

    orders.cancel(order, "Hết hộp", actor=maker)

    assert boxes_free(box) == 1


def test_a_box_that_comes_back_waits_part_by_part(session, maker, producer, box, tea, cup):
    make_stock(tea, 2)
    make_stock(cup, 4)
    order = make_order((box, 1))
    orders.accept(order, actor=maker)
    orders.pack(order, actor=maker)
    orders.ship(order, "Bưu điện", None, actor=maker)
    orders.refuse(order, "Không nghe máy", actor=maker)

    orders.take_back(order, actor=maker)

    place = services.inspection_location(producer)
    waiting = session.scalars(select(StockLevel).filter_by(location_id=place.id)).all()
    assert {level.variant_id: level.on_hand for level in waiting} == {tea.id: 2, cup.id: 4}
    assert order.status is OrderStatus.RETURNED_TO_PRODUCER


def test_a_part_may_be_packed_from_another_lot(session, maker, box, tea, cup):
    make_stock(tea, 2)
    make_stock(cup, 4)
    other = make_lot(product=tea.product, expires_on=clock.today() + timedelta(days=400))
    make_stock(tea, 5, lot=other)
    order = make_order((box, 1))
    orders.accept(order, actor=maker)
    (part,) = [each for each in order.lines[0].allocations if each.goods.id == tea.id]

    assert [choice.lot.id for choice in lot_choices(order)[part.id]] == [other.id]
    orders.pack(order, {part.id: other.id}, actor=maker)

    assert part.lot_id == other.id and part.reservation.box_id == box.id


def test_orders_keep_what_was_promised_when_the_box_changes(session, maker, box, tea, cup):
    make_stock(tea, 10)
    make_stock(cup, 40)
    order = make_order((box, 1))

    services.compose(box, {tea.id: 1}, actor=maker)

    assert {part.goods.id for part in order.lines[0].allocations} == {tea.id, cup.id}
    assert boxes_free(box) == 8


def test_the_list_follows_the_parts(session, box, tea, cup):
    make_stock(tea, 4)
    make_stock(cup, 40)
    assert present_shelf()[box.product_id].stock == 2

    services.reserve([StockLine(tea.id, 3)], reference="CS-1")

    assert present_shelf()[box.product_id].stock == 0


def test_a_box_is_kept_in_no_stock_book(session, maker, producer, box, tea, cup):
    lot = make_lot(product=box.product)

    with pytest.raises(BoxHoldsNothing):
        services.put_away(lot, {box.id: 3}, actor=maker)

    book = {item.variant.id for item in stock_book(producer.id, clock.today())}
    assert book == {tea.id, cup.id}
    assert box.id not in {pack.id for pack, _lot in receivable(producer.id, clock.today())}


def test_what_lies_in_a_box_is_changed_and_taken_out_again(session, maker, box, tea, cup):
    services.compose(box, {cup.id: 6}, actor=maker)
    (part,) = box_contents([box.id])[box.id]
    assert (part.part_id, part.quantity) == (cup.id, 6)

    services.compose(box, {}, actor=maker)

    assert box_contents([box.id]) == {}
    told = session.scalars(select(AuditEntry).filter_by(action="pack.composed")).all()
    assert [entry.details["parts"] for entry in told][-2:] == [{str(cup.id): 6}, {}]


def test_a_pack_with_units_in_the_book_is_no_box(session, maker, producer, tea):
    pack = make_variant(product=make_product(producer=producer))
    make_stock(pack, 1)

    with pytest.raises(BoxHasStock):
        services.compose(pack, {tea.id: 1}, actor=maker)

    assert not session.scalars(select(BoxPart)).all()


def test_a_part_is_no_box_and_a_box_no_part(session, maker, producer, box, tea):
    with pytest.raises(InAnotherBox):
        services.compose(tea, {make_variant(product=tea.product).id: 1}, actor=maker)
    other = make_variant(product=make_product(producer=producer))
    with pytest.raises(WrongPart):
        services.compose(other, {box.id: 1}, actor=maker)


@pytest.mark.parametrize("quantity", [0, 100, -1])
def test_a_part_is_counted_from_one_to_ninety_nine(session, maker, producer, tea, quantity):
    pack = make_variant(product=make_product(producer=producer))

    with pytest.raises(WrongPart):
        services.compose(pack, {tea.id: quantity}, actor=maker)

    services.compose(pack, {tea.id: 99}, actor=maker)
    assert box_contents([pack.id])


def test_only_packs_of_one_s_own_lie_in_a_box(session, maker, producer):
    pack = make_variant(product=make_product(producer=producer))

    for wrong in (make_variant().id, pack.id, 999_999):
        with pytest.raises(WrongPart):
            services.compose(pack, {wrong: 1}, actor=maker)

    assert not session.scalars(select(BoxPart)).all()


def test_lines_of_a_box_are_those_of_its_parts():
    lines = [StockLine(1, 2), StockLine(9, 3)]

    assert list(unpacked(lines, {9: {1: 2, 5: 1}})) == [
        StockLine(1, 2),
        StockLine(1, 6, 9),
        StockLine(5, 3, 9),
    ]


def test_one_level_is_not_given_to_two_lines():
    offer = Offer(stock_level_id=7, variant_id=1, lot_id=1, expires_on=None, free=5)

    allocation = allocate([StockLine(1, 3), StockLine(1, 4, 9)], [offer])

    assert [(share.quantity, share.box_id) for share in allocation.shares] == [(3, None), (2, 9)]
    (short,) = allocation.shortages
    assert (short.wanted, short.free, short.box_id) == (4, 2, 9)
