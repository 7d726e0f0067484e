"""A market that sells certified goods alone: said on the page, refused in the cart."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from shop.cart.models import CartLine
from shop.lib import clock
from shop.orders.models import Purchase
from tests.factories.cart import make_pack
from tests.factories.certification import make_certificate


@pytest.fixture
def strict(app, monkeypatch):
    monkeypatch.setitem(app.config, "SELL_UNCERTIFIED", False)


@pytest.fixture
def certified(session):
    pack = make_pack()
    make_certificate(product=pack.product)
    return pack


def add(client, pack, status=303, lang="vi"):
    return client.post("cart.add", {"variant": pack.id, "quantity": 1}, status=status, lang=lang)


def product_page(client, pack, lang="vi"):
    return client.get("catalog.product", slug=pack.product.slug, lang=lang)


def test_unless_it_is_forbidden_goods_without_a_certificate_are_sold_unmarked(client, session):
    pack = make_pack()

    add(client, pack)

    assert not product_page(client, pack).select("[data-stars]")
    assert product_page(client, pack).select("form[action$='/cart/lines']")
    assert not client.get("cart.show").select(".band.warn")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "chỉ bán sản phẩm hôm nay còn giấy"), ("en", "holds an OCOP certificate today")],
)
def test_the_page_of_a_product_says_why_it_cannot_be_ordered(client, session, strict, lang, words):
    page = product_page(client, make_pack(), lang)

    assert words in page.select_one(".band").text
    assert not page.select("form[action$='/cart/lines']")


@pytest.mark.parametrize(("lang", "words"), [("vi", "chưa thêm gì"), ("en", "Nothing was put")])
def test_it_does_not_go_into_a_cart(client, session, strict, lang, words):
    page = add(client, make_pack(), status=422, lang=lang)

    assert words in page.text
    assert session.scalar(select(func.count(CartLine.id))) == 0


def test_certified_goods_are_sold_as_ever(client, certified, strict):
    add(client, certified)

    assert product_page(client, certified).select("form[action$='/cart/lines']")
    assert not client.get("cart.show").select(".band.warn")


@pytest.mark.parametrize(("lang", "remedy"), [("vi", "Bỏ ra thì đặt được"), ("en", "Take it out")])
def test_a_certificate_that_ends_in_the_cart_is_a_problem_with_its_remedy(
    client, session, at, certified, strict, lang, remedy
):
    add(client, certified)
    at(clock.now() + timedelta(days=1200))

    page = client.get("cart.show", lang=lang)

    assert remedy in page.select_one(".band.warn").text
    assert page.select_one("[data-total-vnd]")["data-total-vnd"] == "0"
    assert not page.select("[data-stars]")
    client.post("cart.settle", {})
    assert client.get("cart.show").select_one(".empty")


def test_what_is_in_the_cart_cannot_be_ordered_once_its_certificate_has_ended(
    client, session, at, certified, strict
):
    add(client, certified)
    form = client.get("checkout.show").form_fields()
    at(clock.now() + timedelta(days=1200))

    client.post(
        "checkout.show",
        form
        | {
            "name": "Trần Văn Bình",
            "phone": "0987654321",
            "province": "01",
            "commune": "00004",
            "street": "5 Phan Đình Phùng",
            "payment": "cod",
        },
        status=409,
    )

    assert session.scalar(select(func.count(Purchase.id))) == 0


def test_lists_and_programs_count_nothing_that_cannot_be_ordered(client, session, strict):
    pack = make_pack()

    told = client.http.get(f"/api/v1/products/{pack.product.slug}").json
    (listed,) = client.http.get("/api/v1/products").json["items"]

    card = client.get("search.products").select_one(f"[data-product='{pack.product.slug}']")
    assert "Hôm nay không còn giấy" in card.text and "Tạm hết" not in card.text
    assert told["not_sold"] == "uncertified" and told["packs"][0]["stock"] == 0
    assert listed["stock"] == 0
