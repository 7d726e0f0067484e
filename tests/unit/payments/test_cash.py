"""Cash follows the goods."""

import pytest
from sqlalchemy import select

from shop.jobs.services import run_next
from shop.orders import services as orders
from shop.orders.models import OrderStatus
from shop.payments import rules, services
from shop.payments.errors import MethodNotOffered
from shop.payments.labels import METHODS, STATUS
from shop.payments.models import Payment, PaymentMethod, PaymentStatus
from shop.payments.queries import payments_of
from tests.factories.accounts import make_user
from tests.factories.orders import make_order


def payment_of(session, order):
    session.expire_all()
    return session.scalar(select(Payment).filter_by(order_id=order.id))


def run_jobs():
    while run_next():
        pass


@pytest.fixture
def shipped(session):
    order, maker = make_order(), make_user()
    orders.accept(order, actor=maker)
    orders.pack(order, actor=maker)
    orders.ship(order, "Bưu điện", None, actor=maker)
    return order


def test_an_order_begins_with_cash_to_collect(session):
    order = make_order()

    payment = payment_of(session, order)
    assert (payment.status, payment.amount_vnd) == (PaymentStatus.TO_COLLECT, order.total_vnd)


@pytest.mark.parametrize("method", [PaymentMethod.CARD, PaymentMethod.VIETQR])
def test_what_is_not_offered_cannot_be_begun(session, method):
    with pytest.raises(MethodNotOffered):
        services.begin(make_order(), method)


def test_goods_in_hand_are_paid(session, shipped):
    orders.deliver(shipped, actor=make_user())
    run_jobs()

    assert payment_of(session, shipped).status is PaymentStatus.COLLECTED


@pytest.mark.parametrize("end", [orders.refuse, orders.fail])
def test_goods_that_came_back_are_not(session, shipped, end):
    end(shipped, "Không có nhà", actor=make_user())
    run_jobs()

    assert payment_of(session, shipped).status is PaymentStatus.REFUSED


def test_a_cancelled_order_has_nothing_to_pay(session):
    order = make_order()

    orders.cancel(order, "", actor=None, by_buyer=True)
    run_jobs()

    assert payment_of(session, order).status is PaymentStatus.NONE


def test_following_twice_changes_nothing_more(session, shipped):
    orders.deliver(shipped, actor=make_user())
    run_jobs()
    before = payment_of(session, shipped).changed_at

    services.follow_order(shipped)

    assert payment_of(session, shipped).changed_at == before


def test_money_that_is_settled_stays(session, shipped):
    payment = payment_of(session, shipped)
    payment.status = PaymentStatus.SETTLED
    session.commit()
    orders.deliver(shipped, actor=make_user())

    run_jobs()

    assert payment_of(session, shipped).status is PaymentStatus.SETTLED


def test_payments_are_found_by_their_orders(session):
    first, second = make_order(), make_order()

    assert payments_of([first.id]).keys() == {first.id}
    assert payments_of([first.id, second.id]).keys() == {first.id, second.id}
    assert payments_of([]) == {}


def test_no_payment_moves_back_to_where_it_was(session):
    for status, wanted in rules.TRANSITIONS.items():
        assert status not in wanted


def test_every_state_has_a_word_and_every_order_its_cash():
    assert STATUS.keys() == set(PaymentStatus)
    assert METHODS.keys() == set(PaymentMethod)
    for status in OrderStatus:
        assert rules.cash_after(status) in PaymentStatus
