"""The producer's part of an order, step by step, and what may leave the stock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.accounts.models import Role
from shop.audit.models import AuditEntry
from shop.inventory import services as inventory
from shop.inventory.errors import OutOfStock, ReservationEnded
from shop.inventory.models import MovementKind, ReservationState, StockMovement
from shop.inventory.queries import differences
from shop.jobs.models import Job
from shop.lib import clock
from shop.orders import queries, services
from shop.orders.errors import CarrierMissing, LotMayNotLeave, StepNotAllowed, WrongLot
from shop.orders.models import OrderStatus, Shipment
from shop.traceability.models import LotStatus
from tests.factories.accounts import make_user
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order
from tests.factories.traceability import make_lot

NOT_SELLABLE = [
    {"status": LotStatus.ON_HOLD},
    {"status": LotStatus.RECALLED},
    {"expires_on": clock.today() - timedelta(days=1)},
]
STEPS = {
    "accept": (services.accept, [OrderStatus.PLACED], OrderStatus.CONFIRMED),
    "pack": (services.pack, [OrderStatus.CONFIRMED], OrderStatus.PACKED),
    "ship": (
        lambda order, actor: services.ship(order, "Bưu điện", None, actor=actor),
        [OrderStatus.PACKED],
        OrderStatus.SHIPPED,
    ),
    "deliver": (
        services.deliver,
        [OrderStatus.SHIPPED, OrderStatus.READY_FOR_PICKUP],
        OrderStatus.DELIVERED,
    ),
    "complete": (services.complete, [OrderStatus.DELIVERED], OrderStatus.COMPLETED),
    "cancel": (
        lambda order, actor: services.cancel(order, "Hết hàng", actor=actor),
        [OrderStatus.AWAITING_PAYMENT, OrderStatus.PLACED, OrderStatus.CONFIRMED],
        OrderStatus.CANCELLED,
    ),
    "refuse": (
        lambda order, actor: services.refuse(order, "Đi vắng", actor=actor),
        [OrderStatus.SHIPPED],
        OrderStatus.REFUSED,
    ),
    "fail": (
        lambda order, actor: services.fail(order, "Sai địa chỉ", actor=actor),
        [OrderStatus.SHIPPED],
        OrderStatus.FAILED,
    ),
    "take_back": (
        services.take_back,
        [OrderStatus.REFUSED, OrderStatus.FAILED, OrderStatus.NOT_COLLECTED],
        OrderStatus.RETURNED_TO_PRODUCER,
    ),
}


@pytest.fixture
def actor(session):
    return make_user(Role.PRODUCER)


@pytest.fixture
def pack(session):
    return make_variant()


def levels(session, order):
    (part,) = [part for line in order.lines for part in line.allocations]
    session.refresh(part.reservation.stock_level)
    return part.reservation.stock_level


def packed(pack, actor, units=2):
    order = make_order((pack, units))
    services.accept(order, actor=actor)
    services.pack(order, actor=actor)
    return order


def spoil(session, lot, changes):
    for name, value in changes.items():
        setattr(lot, name, value)
    if "expires_on" in changes:
        lot.packed_on = changes["expires_on"] - timedelta(days=5)
    session.commit()


@pytest.mark.parametrize("status", list(OrderStatus))
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_only_from_where_it_may(session, actor, step, status):
    take, allowed, target = STEPS[step]
    order = make_order()
    order.status = status
    session.commit()

    if status in allowed:
        take(order, actor=actor)
        change = order.history[-1]
        assert order.status is target
        assert (change.from_status, change.to_status, change.actor_id) == (status, target, actor.id)
    else:
        with pytest.raises(StepNotAllowed):
            take(order, actor=actor)
        assert order.status is status and len(order.history) == 1
    assert not list(differences())


def test_goods_leave_the_stock_when_they_are_handed_over(session, actor, pack):
    stock = make_stock(pack, 10)
    order = packed(pack, actor, 3)
    assert (stock.on_hand, stock.reserved) == (10, 3)

    services.ship(order, "  Bưu điện ", " EA 12 ", actor=actor)

    session.refresh(stock)
    assert (stock.on_hand, stock.reserved) == (7, 0)
    sold = session.scalars(select(StockMovement).filter_by(kind=MovementKind.SELL)).one()
    assert (sold.quantity, sold.reference, sold.actor_id) == (-3, order.number, actor.id)
    parcel = session.scalars(select(Shipment)).one()
    assert (parcel.carrier, parcel.tracking_no) == ("Bưu điện", "EA 12")


def test_a_parcel_without_a_carrier_stays(session, actor, pack):
    make_stock(pack)
    order = packed(pack, actor)

    with pytest.raises(CarrierMissing):
        services.ship(order, "  ", None, actor=actor)

    assert order.status is OrderStatus.PACKED


def test_an_order_as_its_page_loads_it_can_be_moved(session, actor, pack):
    make_stock(pack)
    token = make_order((pack, 1)).token
    session.expunge_all()  # what is loaded along must not be locked along

    order = queries.order_by_token(token)
    services.accept(order, actor=make_user())

    assert order.status is OrderStatus.CONFIRMED


def test_delivery_lets_the_payment_follow_and_completion_wait(session, actor, pack):
    make_stock(pack)
    order = packed(pack, actor)
    services.ship(order, "Bưu điện", None, actor=actor)

    services.deliver(order, actor=actor)

    jobs = {job.name: job for job in session.scalars(select(Job))}
    assert jobs["payments.follow_order"].arguments == {"order_id": order.id}
    waits = jobs["orders.complete"].run_at - clock.now()
    assert timedelta(days=6, hours=23) < waits <= timedelta(days=7)


@pytest.mark.parametrize("changes", NOT_SELLABLE, ids=["held", "recalled", "expired"])
@pytest.mark.parametrize("step", ["pack", "ship"])
def test_a_lot_that_may_not_be_sold_does_not_leave(session, actor, pack, step, changes):
    stock = make_stock(pack)
    order = make_order((pack, 2))
    services.accept(order, actor=actor)
    if step == "ship":
        services.pack(order, actor=actor)
    before = order.status
    spoil(session, stock.lot, changes)

    with pytest.raises(LotMayNotLeave):
        STEPS[step][0](order, actor=actor)

    session.refresh(stock)
    assert order.status is before
    assert (stock.on_hand, stock.reserved) == (10, 2)
    assert not session.scalars(select(Shipment)).all()


def test_goods_that_wait_to_be_collected_stay_when_their_lot_is_recalled(session, actor, pack):
    stock = make_stock(pack)
    order = packed(pack, actor)
    order.status = OrderStatus.READY_FOR_PICKUP
    spoil(session, stock.lot, {"status": LotStatus.RECALLED})

    with pytest.raises(LotMayNotLeave):
        services.deliver(order, actor=actor)

    assert order.status is OrderStatus.READY_FOR_PICKUP


@pytest.mark.parametrize("step", ["pack", "ship"])
def test_another_lot_takes_the_place_of_one_that_may_not_leave(session, actor, pack, step):
    first = make_stock(pack, 5, lot=make_lot(product=pack.product, lot_no="L1"))
    order = make_order((pack, 2))
    second = make_stock(pack, 5, lot=make_lot(product=pack.product, lot_no="L2"))
    services.accept(order, actor=actor)
    if step == "ship":
        services.pack(order, actor=actor)
    spoil(session, first.lot, {"status": LotStatus.RECALLED})
    (part,) = order.lines[0].allocations
    old = part.reservation

    chosen = {part.id: second.lot_id}
    if step == "pack":
        services.pack(order, chosen, actor=actor)
    else:
        services.ship(order, "Bưu điện", None, chosen, actor=actor)

    for each in (first, second, old):
        session.refresh(each)
    assert part.lot is second.lot and old.state is ReservationState.RELEASED
    assert (first.on_hand, first.reserved) == (5, 0)
    assert (second.on_hand, second.reserved) == ((5, 2) if step == "pack" else (3, 0))
    swapped = session.scalars(select(AuditEntry).filter_by(action="order.lot_swapped")).one()
    assert swapped.details == {"before": "L1", "after": "L2"}
    assert not list(differences())


def test_two_packs_may_trade_their_lots(session, actor, pack):
    other = make_variant(product=pack.product)
    first, second = (make_lot(product=pack.product) for _ in range(2))
    stocks = {
        (each.id, lot.id): make_stock(each, 2, lot=lot)
        for each in (pack, other)
        for lot in (first, second)
    }
    order = make_order((pack, 2), (other, 2))
    services.accept(order, actor=actor)
    parts = [line.allocations[0] for line in order.lines]
    assert {part.lot for part in parts} == {first}

    services.pack(order, {parts[0].id: second.id, parts[1].id: second.id}, actor=actor)

    for stock in stocks.values():
        session.refresh(stock)
    assert [stocks[each.id, first.id].reserved for each in (pack, other)] == [0, 0]
    assert [stocks[each.id, second.id].reserved for each in (pack, other)] == [2, 2]


def test_a_lot_without_enough_free_units_is_not_swapped_in(session, actor, pack):
    stock = make_stock(pack, 5, lot=make_lot(product=pack.product))
    order = make_order((pack, 2))
    scarce = make_stock(pack, 1, lot=make_lot(product=pack.product))
    services.accept(order, actor=actor)

    with pytest.raises(OutOfStock):
        services.pack(order, {order.lines[0].allocations[0].id: scarce.lot_id}, actor=actor)

    session.refresh(stock)
    assert order.status is OrderStatus.CONFIRMED and stock.reserved == 2
    assert not list(differences())


@pytest.mark.parametrize("lot_id", ["of another product", 2**31 - 1])
def test_a_lot_of_something_else_is_never_packed(session, actor, pack, lot_id):
    make_stock(pack)
    order = make_order((pack, 2))
    services.accept(order, actor=actor)
    wrong = make_stock(make_variant()).lot_id if isinstance(lot_id, str) else lot_id

    with pytest.raises(WrongLot):
        services.pack(order, {order.lines[0].allocations[0].id: wrong}, actor=actor)

    assert order.status is OrderStatus.CONFIRMED


def test_an_allocation_of_another_order_is_not_touched(session, actor, pack):
    make_stock(pack, 10)
    order, other = make_order((pack, 1)), make_order((pack, 1))
    second = make_stock(pack, 5, lot=make_lot(product=pack.product))
    services.accept(order, actor=actor)
    foreign = other.lines[0].allocations[0]
    before = foreign.lot_id

    services.pack(order, {foreign.id: second.lot_id}, actor=actor)

    assert foreign.lot_id == before


def test_goods_that_are_no_longer_held_cannot_leave(session, actor, pack):
    make_stock(pack)
    order = packed(pack, actor)
    inventory.release([part.reservation for part in order.lines[0].allocations])

    with pytest.raises(ReservationEnded):
        services.ship(order, "Bưu điện", None, actor=actor)

    assert order.status is OrderStatus.PACKED
    assert not list(differences())
