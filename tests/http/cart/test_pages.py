"""The cart: gathered without a script, with every problem and its remedy said at once."""

import pytest
from sqlalchemy import func, select

from shop.accounts.services import register
from shop.cart.models import Cart, CartLine
from shop.cart.rules import MOST_OF_ONE
from shop.certification.models import CertificateStatus
from shop.database import Origin
from shop.producers.models import ProducerStatus
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.producers import make_producer


def add(client, pack, quantity=1, status=303):
    return client.post("cart.add", {"variant": pack.id, "quantity": quantity}, status=status)


def change(client, pack, status=303, **data):
    return client.post("cart.change", data, status=status, variant_id=pack.id)


def line(page, pack):
    return page.select_one(f"[data-variant='{pack.id}']")


def quantity(page, pack):
    return int(line(page, pack).select_one("[name=quantity]")["value"])


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_an_empty_cart_offers_the_next_step(client, session):
    page = client.get("cart.show")

    assert page.select_one(".empty a[href='/products']")
    assert not page.select("[data-total-vnd]")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("lang", "title"), [("vi", "Giỏ hàng"), ("en", "Cart")])
def test_goods_are_grouped_by_maker_with_their_total(client, session, lang, title):
    producer = make_producer()
    first, second = (
        make_pack(product=make_product(producer=producer), price_vnd=price)
        for price in (20_000, 30_000)
    )
    other = make_pack(price_vnd=50_000)
    for pack, units in ((first, 2), (other, 1), (second, 1)):
        add(client, pack, units)

    page = client.get("cart.show", lang=lang)

    assert page.h1.text == title
    makers = [section.h2.text for section in page.select("section.producer")]
    assert makers == [producer.name, other.product.producer.name]
    assert page.select_one("[data-total-vnd]")["data-total-vnd"] == "120000"
    assert quantity(page, first) == 2


def test_what_was_just_added_is_confirmed(client, session):
    pack = make_pack()

    page = client.open(add(client, pack).location)

    assert pack.product.name_vi in page.select_one("[role=status]").text
    assert page.select_one(".tools .count").text == "1"


def test_the_cookie_of_a_cart_is_for_this_site_and_no_script(client, session):
    cookie = add(client, make_pack()).headers["Set-Cookie"]

    assert cookie.startswith("cart=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_an_encrypted_line_the_cookie_stays_on_it(client, session):
    pack = make_pack()

    answer = client.http.post(
        "/cart/lines", data={"variant": pack.id}, base_url="https://localhost"
    )

    assert "Secure" in answer.headers["Set-Cookie"]


def test_looking_sets_no_cookie(client, session):
    add(client, make_pack())

    assert "Set-Cookie" not in client.get("cart.show").headers


def test_a_cookie_that_somebody_made_up_opens_no_cart(client, session):
    add(client, make_pack())
    client.http.set_cookie("cart", "x" * 43)

    assert client.get("cart.show").select_one(".empty")


def test_adding_again_adds_up(client, session):
    pack = make_pack()
    add(client, pack, 2)
    add(client, pack, 3)

    assert quantity(client.get("cart.show"), pack) == 5


def test_a_quantity_is_changed_and_a_line_taken_out(client, session):
    first, second = make_pack(price_vnd=10_000), make_pack()
    add(client, first)
    add(client, second)

    change(client, first, quantity=4)
    change(client, second, remove="1", quantity="nonsense")

    page = client.get("cart.show")
    assert quantity(page, first) == 4
    assert line(page, second) is None
    assert page.select_one("[data-total-vnd]")["data-total-vnd"] == "40000"


@pytest.mark.parametrize(
    "typed", ["", "-1", "1000", "1.5", "abc", "0x10", "1e3", "9" * 400, "1\0", "²"]
)
def test_a_wrong_quantity_is_said_at_its_line_and_changes_nothing(client, session, typed):
    pack = make_pack()
    add(client, pack, 2)

    page = change(client, pack, status=422, quantity=typed)

    error = line(page, pack).select_one("[role=alert]")
    assert str(MOST_OF_ONE) in error.text
    assert line(page, pack).select_one("[name=quantity]")["aria-describedby"] == error["id"]
    assert quantity(client.get("cart.show"), pack) == 2


@pytest.mark.parametrize("typed", ["0", "-1", "1000", "", "abc", "9" * 400, "1\0"])
def test_a_wrong_quantity_puts_nothing_into_a_cart(client, session, typed):
    add(client, make_pack(), typed, status=422)

    assert count(session, CartLine) == 0


@pytest.mark.parametrize("variant", ["", "0", "-1", "abc", "1\0", str(2**31), "9" * 30, "999999"])
def test_an_unknown_pack_is_not_found(client, session, variant):
    page = client.post("cart.add", {"variant": variant, "quantity": 1}, status=404)

    assert page.h1
    assert count(session, Cart) == 0


def test_an_unknown_line_is_not_found(client, session):
    client.post("cart.change", {"quantity": 1}, status=404, variant_id=2**40)


def test_changing_without_a_cart_leads_to_the_empty_one(client, session):
    change(client, make_pack(), quantity=1)

    assert count(session, Cart) == 0


def test_another_site_cannot_fill_a_cart(client, session):
    answer = client.http.post(
        "/cart/lines",
        data={"variant": make_pack().id},
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert count(session, Cart) == 0


def test_goods_that_are_made_up_say_so(client, session):
    add(client, make_pack(origin=Origin.DEMO))

    assert client.get("cart.show").select(".demo")


def test_facts_are_not_called_samples(client, session):
    add(client, make_pack(origin=Origin.ENTERED))

    assert not client.get("cart.show").select("main .demo")


def make_trouble(session, client):
    """A cart in which each kind of thing has changed; returns its packs by problem."""
    packs = {
        name: make_pack(price_vnd=10_000)
        for name in ("gone", "sold_out", "fewer", "price", "certificate", "stars", "fine")
    }
    certificates = {
        name: make_certificate(product=packs[name].product, stars=4)
        for name in ("certificate", "stars")
    }
    for pack in packs.values():
        add(client, pack, 5)
    packs["gone"].product.producer.status = ProducerStatus.SUSPENDED
    levels = {name: make_stock(packs[name], 1) for name in ("sold_out", "fewer")}
    for name, on_hand in (("sold_out", 0), ("fewer", 3)):
        for level in session.scalars(
            select(type(levels[name])).filter_by(variant_id=packs[name].id)
        ):
            level.on_hand = 0
        levels[name].on_hand = on_hand
    packs["price"].price_vnd = 11_000
    certificates["certificate"].status = CertificateStatus.REVOKED
    certificates["stars"].stars = 5
    session.commit()
    return packs


def test_every_problem_is_said_at_once_with_its_remedy(client, session):
    packs = make_trouble(session, client)

    page = client.get("cart.show", lang="en")

    said = {item.a["href"]: item.text for item in page.select("main .band.warn li")}
    expected = {
        "gone": "Take it out to order the rest",
        "sold_out": "sold out for now",
        "fewer": "only 3 are left; you asked for 5",
        "price": "now costs 11.000",
        "certificate": "its certificate has ended",
        "stars": "now has 5 stars; it had 4",
    }
    assert said.keys() == {f"#line-{packs[name].id}" for name in expected}
    for name, words in expected.items():
        assert words in said[f"#line-{packs[name].id}"]
    assert all(page.select_one(target) for target in said)


def test_only_what_can_be_ordered_counts(client, session):
    make_trouble(session, client)

    page = client.get("cart.show")

    # Three of "fewer", and five of each of the four others.
    assert page.select_one("[data-total-vnd]")["data-total-vnd"] == str(3 * 10_000 + 5 * 41_000)


def test_one_click_brings_the_cart_to_what_there_is(client, session):
    packs = make_trouble(session, client)

    client.post("cart.settle", {})

    page = client.get("cart.show")
    assert not page.select("main .band.warn")
    left = {name for name, pack in packs.items() if line(page, pack)}
    assert left == {"fewer", "price", "certificate", "stars", "fine"}
    assert quantity(page, packs["fewer"]) == 3


def test_a_badge_shows_only_stars_of_today(client, session):
    packs = make_trouble(session, client)

    page = client.get("cart.show")

    assert line(page, packs["stars"]).select_one("[data-stars='5']")
    assert not line(page, packs["certificate"]).select("[data-stars]")


def test_signing_in_brings_the_carts_together_and_takes_the_cookie(client, session):
    pack, password = make_pack(), "sáng nay trời đẹp"
    register("Lan", "lan@example.vn", password)
    add(client, pack, 2)

    page = client.post("accounts.sign_in", {"email": "lan@example.vn", "password": password})

    assert any(cookie.startswith("cart=;") for cookie in page.headers.getlist("Set-Cookie"))
    assert quantity(client.get("cart.show"), pack) == 2


def test_a_signed_in_person_needs_no_cart_cookie(client, session):
    client.sign_in(make_user())

    page = add(client, make_pack())

    assert not [each for each in page.headers.getlist("Set-Cookie") if each.startswith("cart=")]
    assert client.get("cart.show").select_one(".tools .count").text == "1"


def test_the_cart_asks_as_often_for_many_lines_as_for_one(client, session, count_statements):
    add(client, make_pack())
    with count_statements() as one:
        client.get("cart.show")
    for _ in range(5):
        pack = make_pack()
        make_certificate(product=pack.product)
        add(client, pack)

    with count_statements() as many:
        client.get("cart.show")

    assert len(many) == len(one)
    assert len(one) <= 8
