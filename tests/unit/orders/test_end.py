"""Orders that end without delivery, their goods and their money."""

import pytest
from sqlalchemy import select

from shop.accounts.models import Role
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.inventory.queries import available, differences
from shop.jobs.services import run_next
from shop.lib import clock
from shop.orders import services
from shop.orders.errors import ReasonMissing, StepNotAllowed, TooLateToCancel
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentStatus
from shop.traceability.models import LotStatus
from tests.factories.accounts import make_user
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order


@pytest.fixture
def actor(session):
    return make_user(Role.PRODUCER)


@pytest.fixture
def pack(session):
    return make_variant()


def shipped(actor, *wares):
    order = make_order(*wares)
    services.accept(order, actor=actor)
    services.pack(order, actor=actor)
    services.ship(order, "Bưu điện", None, actor=actor)
    return order


def payment_of(session, order):
    while run_next():
        pass
    return session.scalars(select(Payment).filter_by(order_id=order.id)).one()


def at_inspection(session):
    return session.execute(
        select(StockLevel.variant_id, StockLevel.on_hand)
        .join(StockLevel.location)
        .where(StockLocation.kind == LocationKind.INSPECTION)
        .order_by(StockLevel.variant_id)
    ).all()


def test_a_cancelled_order_gives_its_goods_back_and_asks_for_no_money(session, actor, pack):
    stock = make_stock(pack, 10)
    order = make_order((pack, 3))

    services.cancel(order, " Hết nguyên liệu ", actor=actor)

    session.refresh(stock)
    assert (stock.on_hand, stock.reserved) == (10, 0)
    assert order.history[-1].note == "Hết nguyên liệu"
    assert payment_of(session, order).status is PaymentStatus.NONE
    assert not list(differences())


def test_a_producer_says_why_and_a_buyer_need_not(session, actor, pack):
    make_stock(pack)
    order = make_order((pack, 1))

    with pytest.raises(ReasonMissing):
        services.cancel(order, "  ", actor=actor)
    services.cancel(order, "", actor=None, by_buyer=True)

    assert order.status is OrderStatus.CANCELLED


def test_after_the_producers_word_only_the_producer_cancels(session, actor, pack):
    stock = make_stock(pack)
    order = make_order((pack, 1))
    services.accept(order, actor=actor)

    with pytest.raises(TooLateToCancel):
        services.cancel(order, "Đổi ý", actor=None, by_buyer=True)
    session.refresh(stock)
    assert stock.reserved == 1

    services.cancel(order, "Máy hỏng", actor=actor)
    assert order.status is OrderStatus.CANCELLED


def test_cancelling_twice_frees_the_goods_once(session, actor, pack):
    stock = make_stock(pack, 10)
    make_order((pack, 2))
    order = make_order((pack, 3))
    services.cancel(order, "Hết hàng", actor=actor)

    with pytest.raises(StepNotAllowed):
        services.cancel(order, "Hết hàng", actor=actor)

    session.refresh(stock)
    assert stock.reserved == 2


@pytest.mark.parametrize("end", [services.refuse, services.fail])
def test_an_undelivered_parcel_needs_a_reason_and_is_not_paid(session, actor, pack, end):
    make_stock(pack)
    order = shipped(actor, (pack, 2))

    with pytest.raises(ReasonMissing):
        end(order, " ", actor=actor)
    end(order, "Gọi ba lần không được", actor=actor)

    assert payment_of(session, order).status is PaymentStatus.REFUSED


@pytest.mark.parametrize("lot_status", [LotStatus.RELEASED, LotStatus.RECALLED])
def test_refused_goods_wait_to_be_looked_at_and_are_not_on_sale(session, actor, pack, lot_status):
    stock = make_stock(pack, 10)
    order = shipped(actor, (pack, 4))
    services.refuse(order, "Hộp móp", actor=actor)
    stock.lot.status = lot_status
    session.commit()

    services.take_back(order, actor=actor)

    session.refresh(stock)
    assert (stock.on_hand, stock.reserved) == (6, 0)
    assert at_inspection(session) == [(pack.id, 4)]
    assert available([pack.id], clock.today()).get(pack.id, 0) == (
        6 if lot_status is LotStatus.RELEASED else 0
    )
    back = session.scalars(select(StockMovement).filter_by(kind=MovementKind.RETURN)).one()
    assert (back.quantity, back.reference, back.actor_id) == (4, order.number, actor.id)
    assert not list(differences())


def test_what_nobody_collected_is_no_longer_promised(session, actor, pack):
    stock = make_stock(pack, 10)
    order = make_order((pack, 4))
    order.status = OrderStatus.NOT_COLLECTED
    session.commit()

    services.take_back(order, actor=actor)

    session.refresh(stock)
    assert (stock.on_hand, stock.reserved) == (6, 0)
    assert at_inspection(session) == [(pack.id, 4)]
    assert not list(differences())


def test_goods_come_back_once(session, actor, pack):
    make_stock(pack)
    order = shipped(actor, (pack, 2))
    services.fail(order, "Sai địa chỉ", actor=actor)
    services.take_back(order, actor=actor)

    with pytest.raises(StepNotAllowed):
        services.take_back(order, actor=actor)

    assert at_inspection(session) == [(pack.id, 2)]


def test_every_line_of_an_order_comes_back(session, actor, pack):
    other = make_variant(product=pack.product)
    make_stock(pack, 3)
    make_stock(pack, 3)
    make_stock(other, 5)
    order = shipped(actor, (pack, 5), (other, 1))  # five units come from two lots
    services.refuse(order, "Đi vắng", actor=actor)

    services.take_back(order, actor=actor)

    assert [row.on_hand for row in at_inspection(session)] == [3, 2, 1]
    assert not list(differences())
