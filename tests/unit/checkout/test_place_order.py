"""From a cart to a purchase: once, whole, and only as agreed."""

import pytest
from sqlalchemy import func, select

from shop.cart.queries import contents
from shop.cart.services import change
from shop.checkout import services
from shop.checkout.errors import CartEmpty, CartHasProblems, TotalChanged
from shop.checkout.services import Agreed, quote
from shop.inventory.errors import OutOfStock
from shop.inventory.models import Reservation, StockLevel
from shop.jobs.models import Job
from shop.lib import clock
from shop.orders import services as orders
from shop.orders.models import Order, OrderStatus, Purchase
from shop.payments.errors import MethodNotOffered
from shop.payments.models import Payment, PaymentMethod, PaymentStatus
from tests.factories.accounts import make_user
from tests.factories.cart import make_cart, make_pack
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.orders import make_contact
from tests.factories.places import make_commune, make_province
from tests.factories.producers import make_producer
from tests.factories.traceability import make_lot

TOKEN = "mot-lan-dat-mua-cua-kiem-thu"


def place(cart, **overrides):
    defaults = {
        "payment": PaymentMethod.COD,
        "checkout_token": TOKEN,
        "agreed": Agreed(),
        "user": None,
        "locale": "vi",
    }
    contact = overrides.pop("contact", None) or make_contact()
    return services.place_order(cart, contact, **defaults | overrides)


def seen(cart):
    """What a page that shows this cart makes its buyer agree to."""
    shown = quote(contents(cart), "01")
    return Agreed(shown.fingerprint, shown.total_vnd)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def assert_nothing_ordered(session, cart):
    session.rollback()
    assert [count(session, model) for model in (Purchase, Order, Payment, Reservation)] == [0] * 4
    assert session.scalar(select(func.coalesce(func.sum(StockLevel.reserved), 0))) == 0
    assert contents(cart).items


def test_two_producers_make_one_purchase_with_two_orders(session):
    first, second = make_pack(price_vnd=100_000), make_pack(price_vnd=50_000)
    cart = make_cart((first, 2), (second, 1))

    purchase = place(cart, agreed=seen(cart))

    assert [order.producer for order in purchase.orders] == [
        first.product.producer,
        second.product.producer,
    ]
    assert [order.goods_vnd for order in purchase.orders] == [200_000, 50_000]
    assert {order.status for order in purchase.orders} == {OrderStatus.PLACED}
    assert purchase.total_vnd == 250_000 + sum(order.delivery_vnd for order in purchase.orders)
    assert not contents(cart).items


def test_packs_of_one_producer_travel_in_one_parcel(session):
    producer = make_producer()
    first, second = (make_pack(product=make_product(producer=producer)) for _ in range(2))

    [order] = place(make_cart((first, 1), (second, 1))).orders

    assert len(order.lines) == 2


def test_the_lot_that_expires_first_leaves_first(session):
    pack = make_variant()
    late, soon = (
        make_lot(product=pack.product, expires_on=clock.today().replace(year=year))
        for year in (clock.today().year + 2, clock.today().year + 1)
    )
    make_stock(pack, 5, lot=late)
    make_stock(pack, 2, lot=soon)

    [order] = place(make_cart((pack, 3))).orders

    assert {part.lot: part.quantity for part in order.lines[0].allocations} == {soon: 2, late: 1}


def test_stock_is_held_and_not_yet_gone(session):
    pack = make_variant()
    level = make_stock(pack, 5)

    place(make_cart((pack, 3)))

    session.refresh(level)
    assert (level.on_hand, level.reserved) == (5, 3)


def test_each_order_has_its_payment_in_cash(session):
    purchase = place(make_cart((make_pack(), 1), (make_pack(), 1)))

    payments = session.scalars(select(Payment).order_by(Payment.order_id)).all()
    assert [(each.method, each.status, each.amount_vnd) for each in payments] == [
        (PaymentMethod.COD, PaymentStatus.TO_COLLECT, order.total_vnd) for order in purchase.orders
    ]


def test_a_line_keeps_name_price_tax_and_stars_as_sold(session):
    pack = make_pack(price_vnd=108_000)
    certificate = make_certificate(product=pack.product, stars=5)

    [line] = place(make_cart((pack, 2))).orders[0].lines
    pack.price_vnd, pack.product.name_vi = 1, "Tên khác"
    session.commit()
    session.refresh(line)

    assert line.name_vi != "Tên khác"
    assert (line.unit_price_vnd, line.total_vnd) == (108_000, 216_000)
    assert (line.vat_percent, line.vat_vnd) == (8, 16_000)
    assert (line.stars, line.certificate) == (5, certificate)


def test_the_same_checkout_sent_again_is_the_same_purchase(session):
    cart = make_cart((make_pack(), 1))

    first = place(cart, agreed=seen(cart))
    again = place(cart, agreed=Agreed("what-was-seen", 1))

    assert again is first
    assert count(session, Purchase) == 1


def test_another_window_finds_the_cart_empty(session):
    cart = make_cart((make_pack(), 1))
    place(cart)

    with pytest.raises(CartEmpty):
        place(cart, checkout_token="mot-cua-so-khac-cua-nguoi-ay")

    assert count(session, Purchase) == 1


def test_a_token_opens_nobody_elses_purchase(session):
    mine, theirs = make_cart((make_pack(), 1)), make_cart((make_pack(), 1))

    assert place(mine).token != place(theirs).token
    assert count(session, Purchase) == 2


def test_out_of_stock_meanwhile_orders_nothing_of_it_all(session):
    scarce, plenty = make_pack(1), make_pack(10)
    cart, quicker = make_cart((plenty, 1), (scarce, 1)), make_cart((scarce, 1))
    agreed = seen(cart)
    place(quicker)
    session.commit()

    with pytest.raises(CartHasProblems):
        place(cart, agreed=agreed)

    session.rollback()
    assert count(session, Order) == 1
    assert {item.quantity for item in contents(cart).items} == {1}


def test_stock_that_goes_between_the_look_and_the_promise_orders_nothing(session, monkeypatch):
    pack = make_pack(1)
    cart = make_cart((pack, 1))
    # As if the stock had gone between the look at the cart and the reservation.
    real = contents(cart)
    monkeypatch.setattr(services, "contents", lambda _cart: real)
    session.execute(StockLevel.__table__.update().values(on_hand=0))
    session.commit()

    with pytest.raises(OutOfStock) as refused:
        place(cart)

    assert pack.product.name_vi in str(refused.value)
    assert_nothing_ordered(session, cart)


@pytest.mark.parametrize("dearer_by", [1, -1])
def test_a_price_that_changed_since_orders_nothing(session, dearer_by):
    pack = make_pack()
    cart = make_cart((pack, 1))
    agreed = seen(cart)
    pack.price_vnd += dearer_by
    session.commit()

    with pytest.raises(TotalChanged):
        place(cart, agreed=agreed)

    assert_nothing_ordered(session, cart)


def test_other_goods_of_the_same_total_are_not_what_was_agreed(session):
    producer = make_producer()
    first, second = (
        make_pack(product=make_product(producer=producer), price_vnd=70_000) for _ in range(2)
    )
    cart = make_cart((first, 1))
    agreed = seen(cart)
    change(cart, first, 0)
    services.carts.add(cart, second, 1)

    with pytest.raises(TotalChanged):
        place(cart, agreed=agreed)

    assert_nothing_ordered(session, cart)


def test_stars_that_ended_since_are_not_what_was_agreed(session):
    pack = make_pack()
    certificate = make_certificate(product=pack.product)
    cart = make_cart((pack, 1))
    agreed = seen(cart)
    certificate.expires_on = clock.today().replace(year=clock.today().year - 1)
    certificate.issued_on = certificate.expires_on.replace(year=certificate.expires_on.year - 3)
    session.commit()

    with pytest.raises(TotalChanged):
        place(cart, agreed=agreed)


def test_delivery_that_costs_more_than_seen_orders_nothing(session):
    cart = make_cart((make_pack(), 1))
    agreed = seen(cart)
    make_province("79", "Thành phố Hồ Chí Minh")
    commune = make_commune("26740", "Phường Sài Gòn", province_code="79")
    far = make_contact(commune_code=commune.code)

    with pytest.raises(TotalChanged):
        place(cart, contact=far, agreed=agreed)

    assert_nothing_ordered(session, cart)


def test_delivery_that_costs_less_than_seen_is_agreed(session):
    cart = make_cart((make_pack(), 1))
    shown = quote(contents(cart), "79")

    purchase = place(cart, agreed=Agreed(shown.fingerprint, shown.total_vnd))

    assert purchase.total_vnd < shown.total_vnd


def test_a_cart_that_cannot_be_ordered_as_it_is_orders_nothing(session):
    cart = make_cart((make_pack(2), 3))

    with pytest.raises(CartHasProblems):
        place(cart)

    assert_nothing_ordered(session, cart)


def test_a_way_to_pay_that_is_not_offered_orders_nothing(session):
    cart = make_cart((make_pack(), 1))

    with pytest.raises(MethodNotOffered):
        place(cart, payment=PaymentMethod.CARD)

    assert_nothing_ordered(session, cart)


def test_a_person_finds_the_purchase_under_their_name(session):
    user = make_user()

    purchase = place(make_cart((make_pack(), 1), user=user), user=user)

    assert purchase.user_id == user.id
    assert purchase.email == user.email


def test_the_letter_is_queued_with_the_purchase(session):
    purchase = place(make_cart((make_pack(), 1)), contact=make_contact(email="ha@example.vn"))

    job = session.scalar(select(Job).filter_by(name="messages.deliver"))
    assert job.arguments["to"] == "ha@example.vn"
    assert job.arguments["template"] == "purchase_placed"
    assert job.arguments["context"]["token"] == purchase.token


def test_without_an_address_no_letter_is_queued(session):
    place(make_cart((make_pack(), 1)))

    assert session.scalar(select(Job).filter_by(name="messages.deliver")) is None


def test_goods_of_a_cancelled_order_can_be_bought_again(session):
    pack = make_pack(1)
    [order] = place(make_cart((pack, 1))).orders

    orders.cancel(order, "", actor=None, by_buyer=True)

    assert place(make_cart((pack, 1)), checkout_token="them-mot-lan-dat-mua-nua")


@pytest.mark.parametrize(("less_vnd", "is_agreed"), [(0, True), (1, False)])
def test_no_buyer_pays_a_dong_more_than_they_saw(session, less_vnd, is_agreed):
    shown = quote(contents(make_cart((make_pack(), 1))), "01")

    assert Agreed(shown.fingerprint, shown.total_vnd - less_vnd).covers(shown) is is_agreed
