"""One page from the cart to the purchase, without a script and without an account."""

import pytest
from sqlalchemy import func, select

from shop.database import Origin
from shop.inventory.models import StockLevel
from shop.jobs.models import Job
from shop.orders.models import Order, Purchase
from shop.payments.models import Payment
from tests.browserless import Client
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.orders import make_purchase
from tests.factories.places import make_commune, make_former_commune, make_province
from tests.factories.producers import make_producer

RECEIVER = {
    "name": "Nguyễn Thu Hà",
    "phone": "0912 345 678",
    "province": "01",
    "commune": "Phường Ba Đình",
    "street": "12 ngõ 5 Hàng Bún",
    "payment": "cod",
}


@pytest.fixture
def pack(session):
    return make_pack(price_vnd=100_000)


@pytest.fixture
def buyer(client, pack):
    """A guest with two units in the cart."""
    add(client, pack, 2)
    return client


def add(client, pack, quantity=1):
    client.post("cart.add", {"variant": pack.id, "quantity": quantity})


def order(client, status=303, page=None, **changes):
    """Send the form as a page holds it, or a new one."""
    hidden = page.form_fields() if page else {}
    return client.post("checkout.show", hidden | RECEIVER | changes, status=status)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def total(page):
    return int(page.select_one("[data-total-vnd]")["data-total-vnd"])


def errors(page):
    return {
        field["name"]: field.find_parent(class_="field").select_one(".error").text
        for field in page.select("[aria-invalid=true][name]")
    }


def assert_nothing_ordered(session):
    session.rollback()
    assert [count(session, model) for model in (Purchase, Order, Payment)] == [0, 0, 0]
    assert session.scalar(select(func.coalesce(func.sum(StockLevel.reserved), 0))) == 0
    assert session.scalar(select(Job.id).filter_by(name="messages.deliver")) is None


def assert_words_kept(page, **changed):
    for name, value in (RECEIVER | changed).items():
        field = page.select_one(f"input[name={name}][type=text], input[name={name}][type=tel]")
        if field is not None:
            assert field["value"] == value


def test_a_guest_buys_from_two_producers_in_one_go(buyer, session, pack):
    other = make_pack(price_vnd=50_000)
    add(buyer, other)

    page = buyer.open(order(buyer, email="ha@example.vn").location)

    assert len(page.select("[data-order]")) == 2
    assert total(page) == 250_000 + sum(
        each.delivery_vnd for each in session.scalars(select(Order))
    )
    assert count(session, Payment) == 2
    assert session.scalar(select(Job).filter_by(name="messages.deliver")).arguments["to"] == (
        "ha@example.vn"
    )
    assert buyer.get("cart.show").select_one(".empty")


def test_the_whole_total_stands_there_before_anyone_agrees(buyer, session, pack):
    page = buyer.get("checkout.show", lang="en")

    delivery_vnd = 20_000
    assert total(page) == 200_000 + delivery_vnd
    button = page.select_one("form.checkout aside button")
    assert "Place the order" in button.text
    assert "220.000" in button.text
    assert "VAT" in page.select_one("form.checkout aside").text
    assert "1 to 2 days" in page.select_one("section.producer footer").text

    bought = buyer.open(order(buyer, page=page).location)
    assert total(bought) == 220_000


def test_delivery_to_another_province_is_counted_anew_without_a_script(buyer, session):
    make_commune("26740", "Phường Sài Gòn", province_code=make_province("79", "TP HCM").code)

    page = order(buyer, status=200, province="79", commune="", recount="1")

    assert total(page) == 200_000 + 28_000
    assert page.select_one("#province [selected]")["value"] == "79"
    assert page.select_one("datalist option")["value"] == "Phường Sài Gòn"
    assert_words_kept(page, commune="")
    assert not page.select("[role=alert]")
    order(buyer, page=page, province="79", commune="Sài Gòn")


def test_another_province_without_recounting_shows_the_new_total_first(buyer, session):
    make_commune("26740", "Phường Sài Gòn", province_code=make_province("79", "TP HCM").code)

    page = order(buyer, status=409, province="79", commune="Sài Gòn")

    assert total(page) == 200_000 + 28_000
    assert_nothing_ordered(session)
    order(buyer, page=page, province="79", commune="Sài Gòn")


def test_the_same_form_sent_twice_is_one_purchase(buyer, session):
    page = buyer.get("checkout.show")

    first, again = order(buyer, page=page), order(buyer, page=page)

    assert first.location == again.location
    assert count(session, Purchase) == 1


def test_going_back_and_adding_goods_does_not_order_the_old_form_again(buyer, session, pack):
    page = buyer.get("checkout.show")
    first = order(buyer, page=page)
    add(buyer, pack)

    assert order(buyer, page=page).location == first.location
    assert count(session, Purchase) == 1
    assert not buyer.get("cart.show").select_one(".empty")


def test_a_second_window_is_told_that_the_cart_is_empty(buyer, session):
    windows = [buyer.get("checkout.show") for _ in range(2)]
    order(buyer, page=windows[0])

    page = order(buyer, page=windows[1], status=422)

    assert page.select_one("[role=alert]")
    assert count(session, Purchase) == 1


def test_two_buyers_with_one_token_do_not_see_each_other(buyer, session, app, pack):
    other = Client(app)
    add(other, pack)
    token = "ma-dat-mua-tu-nghi-ra-12345"

    mine, theirs = (order(each, checkout_token=token) for each in (buyer, other))

    assert mine.location != theirs.location
    assert count(session, Purchase) == 2


def test_goods_sold_out_meanwhile_are_told_and_nothing_is_ordered(buyer, session, app, pack):
    page, quicker = buyer.get("checkout.show"), Client(app)
    session.execute(StockLevel.__table__.update().values(on_hand=2))
    session.commit()
    add(quicker, pack, 2)
    order(quicker)
    before = count(session, Purchase)

    page = order(buyer, page=page, status=409)

    assert pack.product.name_vi in page.select_one("main .band.warn").text
    assert page.select_one("form.checkout aside button").has_attr("disabled")
    assert count(session, Purchase) == before
    assert_words_kept(page)


def test_the_cart_is_adjusted_in_place_and_words_are_kept(buyer, session, pack):
    session.execute(StockLevel.__table__.update().values(on_hand=1))
    session.commit()

    page = order(buyer, status=200, settle="1")

    assert not page.select("main .band.warn")
    assert total(page) == 100_000 + 20_000
    assert_words_kept(page)
    assert_nothing_ordered(session)


@pytest.mark.parametrize("price_vnd", [99_000, 101_000])
def test_a_price_that_changes_meanwhile_is_shown_first(buyer, session, pack, price_vnd):
    page = buyer.get("checkout.show")
    pack.price_vnd = price_vnd
    session.commit()

    page = order(buyer, page=page, status=409)

    assert total(page) == 2 * price_vnd + 20_000
    assert page.select_one("[role=alert]")
    assert_nothing_ordered(session)
    assert_words_kept(page)
    order(buyer, page=page)


def test_an_old_name_of_a_commune_leads_to_the_one_of_today(buyer, session):
    make_former_commune("Phường Trúc Bạch", make_commune())

    page = buyer.open(order(buyer, commune="truc bach").location)

    assert "Phường Ba Đình" in page.select_one("address").text


@pytest.fixture
def divided(session):
    """A commune whose land went to two of today."""
    parts = [make_commune(f"0000{n}", name) for n, name in ((8, "Phường Ngọc Hà"), (9, "Xã Hà"))]
    for commune in parts:
        make_former_commune("Phường Cống Vị", commune)
    return parts


def test_a_divided_commune_offers_its_parts(buyer, session, divided):
    page = order(buyer, commune="Cống Vị", status=422)

    offered = [choice["value"] for choice in page.select("[name=commune_choice]")]
    assert set(offered) == {"00008", "00009"}
    assert "commune" in errors(page)
    assert_words_kept(page, commune="Cống Vị")
    assert_nothing_ordered(session)

    bought = order(buyer, page=page, commune="Cống Vị", commune_choice="00009")
    assert "Xã Hà" in buyer.open(bought.location).select_one("address").text


def test_a_choice_that_was_not_offered_counts_for_nothing(buyer, session, divided):
    bought = order(buyer, commune="Phường Ba Đình", commune_choice="00009")

    assert "Phường Ba Đình" in buyer.open(bought.location).select_one("address").text


def test_a_choice_once_made_is_not_asked_for_again(buyer, session, divided, pack):
    page = buyer.get("checkout.show")
    pack.price_vnd += 1
    session.commit()

    page = order(buyer, page=page, status=409, commune="Cống Vị", commune_choice="00009")

    assert page.select_one("#commune")["value"] == "Xã Hà"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 121),
        ("phone", ""),
        ("phone", "123"),
        ("phone", "+1 202 555 0100 99"),
        ("phone", "9" * 31),
        ("email", "nowhere"),
        ("email", "a@b.vn, c@d.vn"),
        ("province", "zz"),
        ("province", ""),
        ("commune", ""),
        ("commune", "Xã Không Có"),
        ("commune", "x" * 81),
        ("street", ""),
        ("street", "x" * 201),
        ("note", "x" * 501),
    ],
)
def test_a_wrong_field_is_named_and_the_rest_kept(buyer, session, lang, field, value):
    page = buyer.post("checkout.show", RECEIVER | {field: value}, status=422, lang=lang)

    assert set(errors(page)) == {field}
    assert page.select_one(f"[role=alert] a[href='#{field}']")
    if field not in ("note", "province"):
        assert_words_kept(page, **{field: value.strip()})
    assert_nothing_ordered(session)


def test_every_wrong_field_is_named_at_once_with_the_commune(buyer, session):
    wrong = RECEIVER | {"phone": "12345", "commune": "Xã Không Có"}

    page = buyer.post("checkout.show", wrong, status=422)

    assert set(errors(page)) == {"phone", "commune"}
    assert_nothing_ordered(session)


@pytest.mark.parametrize("payment", ["", "vietqr", "card", "gold"])
def test_a_way_to_pay_that_is_not_offered_is_refused(buyer, session, payment):
    page = order(buyer, payment=payment, status=422)

    assert page.select_one("[role=alert] a[href='#payment']")
    assert_nothing_ordered(session)


def test_what_cannot_be_paid_with_is_not_shown(buyer):
    page = buyer.get("checkout.show")

    assert [choice["value"] for choice in page.select("[name=payment]")] == ["cod"]


def test_signs_that_no_column_takes_are_left_out(buyer, session):
    order(buyer, name="Hà\0 Thu", street="12\0", note="\0", commune="Ba Đình\0")

    purchase = session.scalar(select(Purchase))
    assert (purchase.name, purchase.street, purchase.note) == ("Hà Thu", "12", None)


@pytest.mark.parametrize("token", ["", "short", "x" * 65])
def test_a_form_without_its_token_comes_back_with_one(buyer, session, token):
    page = order(buyer, checkout_token=token, status=409)

    assert len(page.form_fields()["checkout_token"]) >= 16
    assert page.select_one("[role=alert]")
    assert_words_kept(page)
    assert_nothing_ordered(session)
    order(buyer, page=page)


@pytest.mark.parametrize("amount", ["", "abc", "1\0", "9" * 40, "-1", "1.5"])
def test_a_total_that_is_no_amount_is_not_agreed_to(buyer, session, amount):
    order(buyer, total_vnd=amount)

    assert count(session, Purchase) == 1


def test_a_total_below_what_it_comes_to_orders_nothing(buyer, session):
    order(buyer, total_vnd="1", status=409)

    assert_nothing_ordered(session)


def test_an_empty_cart_has_nothing_to_order(client, session):
    make_province()

    page = client.get("checkout.show")

    assert page.select_one(".empty")
    assert not page.select("form.checkout")
    order(client, checkout_token="x" * 20, status=422)


def test_a_guests_page_carries_no_cookie_and_is_kept_for_going_back_alone(buyer):
    page = buyer.get("checkout.show")

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-cache, private"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_signed_in_buyers_form_needs_its_token_and_keeps_the_words(client, session, pack):
    client.sign_in(make_user())
    add(client, pack)

    page = order(client, csrf_token="stale", status=409)

    assert_words_kept(page)
    assert_nothing_ordered(session)
    order(client, page=page)


def test_signing_in_between_costs_nobody_their_words(buyer, session, pack):
    page = buyer.get("checkout.show")  # as a guest
    user = make_user()
    buyer.http.delete_cookie("cart")
    buyer.sign_in(user)
    add(buyer, pack, 2)

    page = order(buyer, page=page, csrf_token="", status=409)

    assert_words_kept(page)
    order(buyer, page=page)
    assert session.scalar(select(Purchase)).user_id == user.id


def test_another_site_cannot_order(buyer, session):
    answer = buyer.http.post(
        "/checkout",
        data=RECEIVER | buyer.get("checkout.show").form_fields(),
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert_nothing_ordered(session)


def test_a_known_buyer_finds_the_last_receiver_filled_in(client, session, pack):
    user = make_user()
    make_purchase(user=user, name="Bà Ngoại", phone="+84987654321", street="3 Hàng Than")
    client.sign_in(user)
    add(client, pack)

    page = client.get("checkout.show")

    filled = {name: page.select_one(f"#{name}")["value"] for name in ("name", "phone", "street")}
    assert filled == {"name": "Bà Ngoại", "phone": "0987 654 321", "street": "3 Hàng Than"}
    assert page.select_one("#commune")["value"] == "Phường Ba Đình"


@pytest.mark.parametrize(("origin", "marked"), [(Origin.DEMO, True), (Origin.ENTERED, False)])
def test_goods_that_are_made_up_say_so(client, session, origin, marked):
    make_province()
    add(client, make_pack(origin=origin))

    assert bool(client.get("checkout.show").select("aside .demo")) is marked


def test_the_checkout_asks_as_often_for_many_parcels_as_for_one(
    buyer, session, count_statements, pack
):
    with count_statements() as one:
        buyer.get("checkout.show")
    for _ in range(4):
        more = make_pack(product=make_product(producer=make_producer()))
        make_certificate(product=more.product)
        add(buyer, more)

    with count_statements() as many:
        buyer.get("checkout.show")

    assert len(many) == len(one)
    assert len(one) <= 10
