"""Stock that is promised: every line or none, earliest expiry first."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.inventory import services
from shop.inventory.errors import LotNotSellable, OutOfStock, ReservationEnded
from shop.inventory.models import Reservation, ReservationState
from shop.inventory.queries import available, differences
from shop.inventory.rules import StockLine
from shop.jobs.models import Job
from shop.jobs.services import run_next
from shop.lib import clock
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.traceability import make_lot


@pytest.fixture
def pack(session):
    return make_variant()


def lot_of(pack, days=100, **overrides):
    return make_lot(
        product=pack.product, expires_on=clock.today() + timedelta(days=days), **overrides
    )


def hold(pack, units, **options):
    return services.reserve([StockLine(pack.id, units)], reference="CS-1", **options)


def test_a_line_takes_what_expires_first_and_may_come_from_several_lots(session, pack):
    late = make_stock(pack, 5, lot=lot_of(pack, 90))
    soon = make_stock(pack, 2, lot=lot_of(pack, 9))

    promises = hold(pack, 4)

    for stock in (late, soon):
        session.refresh(stock)
    assert (soon.reserved, late.reserved) == (2, 2)
    assert sorted(each.quantity for each in promises) == [2, 2]


def test_all_lines_or_none_and_every_shortage_is_named(session, pack):
    plenty, scarce, gone = pack, make_variant(), make_variant()
    stock = make_stock(plenty, 10)
    make_stock(scarce, 1)

    with pytest.raises(OutOfStock) as refused:
        services.reserve(
            [StockLine(plenty.id, 2), StockLine(scarce.id, 2), StockLine(gone.id, 1)],
            reference="CS-1",
        )

    assert {(each.variant_id, each.free) for each in refused.value.shortages} == {
        (scarce.id, 1),
        (gone.id, 0),
    }
    session.refresh(stock)
    assert stock.reserved == 0 and not session.scalars(select(Reservation)).all()


@pytest.mark.parametrize("status", [each for each in LotStatus if each is not LotStatus.RELEASED])
def test_only_released_lots_are_promised(session, pack, status):
    make_stock(pack, 5, lot=lot_of(pack, status=status))

    with pytest.raises(OutOfStock):
        hold(pack, 1)


@pytest.mark.parametrize(("days", "is_promised"), [(0, True), (-1, False)])
def test_a_lot_is_promised_through_its_last_day(session, pack, days, is_promised):
    make_stock(pack, 5, lot=lot_of(pack, days))

    assert available([pack.id], clock.today()) == ({pack.id: 5} if is_promised else {})
    if is_promised:
        hold(pack, 1)
    else:
        with pytest.raises(OutOfStock):
            hold(pack, 1)


def test_goods_at_a_sales_point_or_under_inspection_are_not_sent(session, pack):
    producer = pack.product.producer
    make_stock(pack, 5, location=services.point_location(producer, make_sales_point()))
    make_stock(pack, 5, location=services.inspection_location(producer))

    with pytest.raises(OutOfStock):
        hold(pack, 1)


def test_a_promise_lapses_by_itself_and_frees_its_goods(session, pack, at):
    stock = make_stock(pack, 5)
    hold(pack, 5, expires_at=clock.now() + timedelta(minutes=15))
    assert session.scalars(select(Job.name)).all() == ["inventory.release_lapsed"]

    at(clock.now() + timedelta(minutes=16))
    while run_next():
        pass

    session.refresh(stock)
    assert (stock.on_hand, stock.reserved) == (5, 0)


def test_a_lapsed_promise_does_not_stand_in_the_way_of_the_next_buyer(session, pack, at):
    make_stock(pack, 5)
    hold(pack, 5, expires_at=clock.now() + timedelta(minutes=15))
    with pytest.raises(OutOfStock):
        hold(pack, 1)

    at(clock.now() + timedelta(minutes=16))
    [promise] = hold(pack, 5)

    assert promise.state is ReservationState.HELD
    assert not list(differences())


def test_a_promise_that_has_ended_is_taken_and_swapped_no_more(session, pack):
    make_stock(pack, 5)
    other = make_stock(pack, 5, lot=lot_of(pack))
    [promise] = hold(pack, 1)
    services.release([promise])

    with pytest.raises(ReservationEnded):
        services.take([promise], reference="CS-1", actor=None)
    with pytest.raises(ReservationEnded):
        services.swap_lots([(promise, other.lot)])

    assert not list(differences())


def test_a_lot_that_may_not_be_sold_is_not_swapped_in(session, pack):
    make_stock(pack, 5)
    [promise] = hold(pack, 1)
    held = make_stock(pack, 5, lot=lot_of(pack, status=LotStatus.ON_HOLD))

    with pytest.raises(LotNotSellable):
        services.swap_lots([(promise, held.lot)])


def test_of_several_swaps_all_happen_or_none(session, pack):
    first = make_stock(pack, 2, lot=lot_of(pack, 5))
    make_stock(pack, 2, lot=lot_of(pack, 6))
    promises = hold(pack, 4)
    scarce = make_stock(pack, 3, lot=lot_of(pack, 7))

    with pytest.raises(OutOfStock):
        services.swap_lots((promise, scarce.lot) for promise in promises)

    for stock in (first, scarce):
        session.refresh(stock)
    assert (first.reserved, scarce.reserved) == (2, 0)
    assert not list(differences())
