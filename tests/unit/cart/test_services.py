"""What goes into a cart, what comes out, and what two carts become."""

import pytest
from sqlalchemy import func, select

from shop.cart import queries, services
from shop.cart.errors import CartGone, NoSuchPack, NotForSale, WrongQuantity
from shop.cart.models import Cart, CartLine
from shop.cart.rules import MOST_OF_ONE
from shop.catalog.models import ListingStatus, ProductGroup
from shop.producers.models import ProducerStatus
from tests.factories.accounts import make_user
from tests.factories.cart import make_cart, make_pack
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer


def held(cart):
    return {line.variant_id: line.quantity for line in cart.lines} if cart else {}


def again(session, cart):
    """The cart as the next request sees it."""
    session.expire_all()
    return session.get(Cart, cart.id)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_the_database_keeps_no_token_that_opens_a_cart(session):
    token = services.start(make_pack(), 1, user=None)

    assert token not in session.scalar(select(Cart.token_digest))
    assert queries.guest_cart(token) is not None
    assert queries.guest_cart(token + "x") is None


def test_the_same_pack_added_again_is_one_line(session):
    pack = make_pack()
    cart = make_cart((pack, 2))

    services.add(cart, pack, 3)

    assert held(again(session, cart)) == {pack.id: 5}


def test_a_line_remembers_price_and_stars_that_were_seen(session):
    pack = make_pack(price_vnd=90_000)
    make_certificate(product=pack.product, stars=5)

    [line] = make_cart((pack, 1)).lines

    assert (line.price_seen_vnd, line.stars_seen) == (90_000, 5)


@pytest.mark.parametrize("quantity", [0, -1, MOST_OF_ONE + 1])
def test_a_quantity_out_of_range_is_refused(session, quantity):
    pack = make_pack()

    with pytest.raises(WrongQuantity):
        services.start(pack, quantity, user=None)

    assert count(session, Cart) == 0


def test_a_line_never_grows_beyond_the_most(session):
    pack = make_pack()
    cart = make_cart((pack, MOST_OF_ONE))

    services.add(cart, pack, 1)

    assert held(again(session, cart)) == {pack.id: MOST_OF_ONE}


@pytest.mark.parametrize(
    "product",
    [
        {"listing_status": ListingStatus.DRAFT},
        {"listing_status": ListingStatus.TAKEN_DOWN},
        {"product_group": ProductGroup.TOURISM},
        {"producer": None},
    ],
)
def test_what_is_not_sold_here_does_not_go_into_a_cart(session, product):
    pack = make_variant(product=make_product(**product))

    with pytest.raises(NotForSale):
        services.start(pack, 1, user=None)

    assert count(session, Cart) == 0


@pytest.mark.parametrize("status", sorted(set(ProducerStatus) - {ProducerStatus.OPEN}))
def test_only_an_open_producer_sells(session, status):
    pack = make_variant(product=make_product(producer=make_producer(status=status)))

    with pytest.raises(NotForSale):
        services.start(pack, 1, user=None)


def test_a_withdrawn_pack_does_not_go_into_a_cart(session):
    with pytest.raises(NotForSale):
        services.start(make_variant(is_active=False), 1, user=None)


def test_changing_to_nothing_takes_the_line_out(session):
    first, second = make_pack(), make_pack()
    cart = make_cart((first, 2), (second, 1))

    services.change(cart, first, 0)
    services.change(cart, second, 4)

    assert held(again(session, cart)) == {second.id: 4}


def test_changing_what_does_not_lie_there_changes_nothing(session):
    first, other = make_pack(), make_pack()
    cart = make_cart((first, 2))

    services.change(cart, other, 4)

    assert held(again(session, cart)) == {first.id: 2}


def test_changing_takes_note_of_the_price_seen(session):
    pack = make_pack(price_vnd=90_000)
    cart = make_cart((pack, 1))
    pack.price_vnd = 95_000
    session.commit()

    services.change(cart, pack, 2)

    [line] = again(session, cart).lines
    assert line.price_seen_vnd == 95_000


def test_settling_leaves_what_can_be_ordered_at_todays_prices(session):
    scarce, gone, dearer, fine = (make_pack(stock) for stock in (3, 0, 10, 10))
    cart = make_cart((scarce, 5), (gone, 1), (dearer, 1), (fine, 2))
    dearer.price_vnd += 1_000
    session.commit()

    services.settle(cart)

    assert held(again(session, cart)) == {scarce.id: 3, dearer.id: 1, fine.id: 2}
    assert not queries.contents(cart).troubled


def test_a_guests_cart_becomes_that_of_who_signs_in(session):
    pack, user = make_pack(), make_user()
    cart = make_cart((pack, 2))

    services.merge(cart, user)

    assert held(queries.cart_of(user.id)) == {pack.id: 2}
    assert count(session, Cart) == 1


def test_a_cart_that_became_a_persons_is_closed_to_its_old_cookie(session):
    token = services.start(make_pack(), 1, user=None)
    cart = queries.guest_cart(token)

    services.merge(cart, make_user())

    assert queries.guest_cart(token) is None


def test_two_carts_become_one_at_sign_in(session):
    both, only_guest, only_own, user = make_pack(), make_pack(), make_pack(), make_user()
    make_cart((both, 1), (only_own, 1), user=user)
    guest = make_cart((both, 2), (only_guest, 3))

    services.merge(guest, user)

    session.expire_all()
    assert held(queries.cart_of(user.id)) == {both.id: 3, only_own.id: 1, only_guest.id: 3}
    assert count(session, Cart) == 1
    assert count(session, CartLine) == 3


def test_bringing_carts_together_keeps_to_the_most(session):
    pack, user = make_pack(), make_user()
    make_cart((pack, MOST_OF_ONE - 1), user=user)

    services.merge(make_cart((pack, 2)), user)

    session.expire_all()
    assert held(queries.cart_of(user.id)) == {pack.id: MOST_OF_ONE}


def test_a_sign_in_sent_twice_loses_and_doubles_nothing(session):
    pack, user = make_pack(), make_user()
    guest = make_cart((pack, 2))

    services.merge(guest, user)
    services.merge(guest, user)

    session.expire_all()
    assert held(queries.cart_of(user.id)) == {pack.id: 2}


def test_a_sign_in_sent_twice_finds_the_guests_cart_gone(session):
    pack, user = make_pack(), make_user()
    make_cart((pack, 1), user=user)
    guest = make_cart((pack, 2))

    services.merge(guest, user)
    services.merge(guest, user)

    session.expire_all()
    assert held(queries.cart_of(user.id)) == {pack.id: 3}


def test_a_person_who_begins_two_carts_has_one(session):
    pack, user = make_pack(), make_user()

    services.start(pack, 1, user=user)
    services.start(pack, 1, user=user)

    assert held(queries.cart_of(user.id)) == {pack.id: 2}
    assert count(session, Cart) == 1


def test_a_cart_that_is_no_more_takes_nothing(session):
    pack, user = make_pack(), make_user()
    make_cart((pack, 1), user=user)
    guest = make_cart((pack, 2))
    services.merge(guest, user)

    with pytest.raises(CartGone):
        services.add(guest, pack, 1)


@pytest.mark.parametrize("variant_id", [0, -1, 2**31, 2**70, 999_999])
def test_an_unknown_pack_is_not_found(session, variant_id):
    with pytest.raises(NoSuchPack):
        services.find_pack(variant_id)
