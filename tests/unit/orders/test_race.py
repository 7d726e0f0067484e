"""Buyers and makers at the very same moment, on a real database whose commits are seen by all."""

import pytest
from sqlalchemy import func, select

from shop.accounts.models import User
from shop.cart import queries
from shop.cart import services as carts
from shop.cart.models import Cart
from shop.checkout import services
from shop.checkout.services import Agreed
from shop.database import db
from shop.inventory import services as inventory
from shop.inventory.models import Reservation, StockLevel
from shop.inventory.queries import differences
from shop.orders import services as orders
from shop.orders.models import Order, OrderStatus, Purchase
from shop.payments.models import Payment, PaymentMethod
from shop.traceability.models import Lot
from tests.factories.accounts import make_user
from tests.factories.cart import make_cart, make_pack
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.orders import make_contact, make_order
from tests.races import at_once, shop_of_its_own

BUYERS = 6


@pytest.fixture
def shop(database_url, worker_id, tmp_path):
    # `database_url` is asked for only to run on each database that the run has.
    with shop_of_its_own(f"shop_race_{worker_id}", tmp_path) as app:
        yield app


def checkout(cart_id, contact, token):
    """A checkout as its request does it; returns the purchase's token."""

    def place():
        return services.place_order(
            db.session.get(Cart, cart_id),
            contact,
            payment=PaymentMethod.COD,
            checkout_token=token,
            agreed=Agreed(),
            user=None,
            locale="vi",
        ).token

    return place


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def fresh():
    db.session.rollback()
    return db.session


def test_the_last_unit_goes_to_one_of_many_buyers(shop):
    pack, contact = make_pack(1), make_contact()
    cart_ids = [make_cart((pack, 1)).id for _ in range(BUYERS)]

    outcomes = at_once(
        shop,
        [checkout(cart_id, contact, f"nguoi-mua-thu-{cart_id}") for cart_id in cart_ids],
    )

    fresh()
    refused = {"checkout.cart_has_problems", "inventory.out_of_stock"}
    assert len([each for each in outcomes if each not in refused]) == 1
    assert [count(model) for model in (Purchase, Order, Payment, Reservation)] == [1, 1, 1, 1]
    assert db.session.execute(select(StockLevel.on_hand, StockLevel.reserved)).all() == [(1, 1)]
    assert not list(differences())


def test_the_same_checkout_sent_many_times_at_once_is_one_purchase(shop):
    pack, contact = make_pack(20), make_contact()
    cart_id = make_cart((pack, 2)).id

    outcomes = at_once(shop, [checkout(cart_id, contact, "mot-lan-dat-mua-duy-nhat")] * BUYERS)

    fresh()
    assert outcomes == [db.session.scalar(select(Purchase.token))] * BUYERS
    assert [count(model) for model in (Purchase, Order, Payment)] == [1, 1, 1]
    assert db.session.scalar(select(StockLevel.reserved)) == 2


def test_two_windows_with_one_cart_make_one_purchase(shop):
    pack, contact = make_pack(20), make_contact()
    cart_id = make_cart((pack, 2)).id

    outcomes = at_once(
        shop, [checkout(cart_id, contact, f"cua-so-thu-{number:08}") for number in range(BUYERS)]
    )

    fresh()
    assert outcomes.count("checkout.cart_empty") == BUYERS - 1
    assert count(Purchase) == 1


def test_buyers_of_the_same_goods_in_any_order_do_not_lock_each_other_out(shop):
    first, second, contact = make_pack(BUYERS), make_pack(BUYERS), make_contact()
    wares = [(first, 1), (second, 1)]
    cart_ids = [
        make_cart(*(wares if number % 2 else reversed(wares))).id for number in range(BUYERS)
    ]

    at_once(shop, [checkout(cart_id, contact, f"nguoi-mua-thu-{cart_id}") for cart_id in cart_ids])

    fresh()
    assert count(Purchase) == BUYERS
    assert set(db.session.scalars(select(StockLevel.reserved))) == {BUYERS}
    assert not list(differences())


def test_a_click_on_add_sent_many_times_adds_each_time_to_one_cart(shop):
    pack_id, user_id = make_pack().id, make_user().id

    def add():
        return carts.start(carts.find_pack(pack_id), 1, user=db.session.get(User, user_id))

    at_once(shop, [add] * BUYERS)

    fresh()
    assert count(Cart) == 1
    assert [line.quantity for line in queries.cart_of(user_id).lines] == [BUYERS]


def test_a_sign_in_sent_many_times_brings_the_carts_together_once(shop):
    pack, user = make_pack(), make_user()
    make_cart((pack, 1), user=user)
    guest_id, user_id = make_cart((pack, 2)).id, user.id

    def merge():
        if guest := db.session.get(Cart, guest_id):
            carts.merge(guest, db.session.get(User, user_id))

    at_once(shop, [merge] * BUYERS)

    fresh()
    assert [line.quantity for line in queries.cart_of(user_id).lines] == [3]
    assert count(Cart) == 1


def test_an_order_is_accepted_or_cancelled_never_both(shop):
    order_id, user_id = make_order().id, make_user().id

    def accept():
        orders.accept(db.session.get(Order, order_id), actor=db.session.get(User, user_id))

    def cancel():
        orders.cancel(db.session.get(Order, order_id), "", actor=None, by_buyer=True)

    at_once(shop, [accept, cancel])

    fresh()
    order = db.session.get(Order, order_id)
    held = db.session.scalar(select(StockLevel.reserved))
    assert (order.status, held) in {(OrderStatus.CONFIRMED, 2), (OrderStatus.CANCELLED, 0)}
    assert len(order.history) == 2


def test_a_count_and_a_delivery_of_one_lot_do_not_lock_each_other_out(shop):
    level = make_stock(make_variant(), 10)
    level_id, lot_id, pack_id, user_id = level.id, level.lot_id, level.variant_id, make_user().id

    def count_again():
        level = db.session.get(StockLevel, level_id)
        inventory.correct(level, 1, reason="Đếm lại", actor=db.session.get(User, user_id))

    def put_away():
        lot = db.session.get(Lot, lot_id)
        inventory.put_away(lot, {pack_id: 1}, actor=db.session.get(User, user_id))

    at_once(shop, [count_again, put_away] * BUYERS)

    fresh()
    assert db.session.scalar(select(StockLevel.on_hand)) == 10 + 2 * BUYERS
    assert not list(differences())
