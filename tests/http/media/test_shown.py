"""Photographs where buyers see them, and the print where there are none."""

import json
import re

import pytest

from shop.accounts.models import Role, Scope
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.catalog import make_product
from tests.factories.media import hung

SIZE = (1600, 1200)


@pytest.fixture
def product(session):
    return make_product(name_vi="Trà sen")


def photos(page):
    return page.select(".photos li")


def print_of(page):
    return page.select_one("figure img[src*='cover.svg']")


def test_a_product_shows_its_print_until_there_is_a_photograph(client, product):
    hung(product, words=None)
    hung(product, size=(60, 40), ready=False)

    page = client.get("catalog.product", slug=product.slug)

    assert not photos(page)
    assert print_of(page)["alt"] == ""


def test_a_photograph_comes_in_the_newest_kind_and_the_width_that_is_needed(client, product):
    hung(product, size=SIZE)

    page = client.get("catalog.product", slug=product.slug)
    avif, webp = page.select(".photos picture source")

    assert not print_of(page)
    assert (avif["type"], webp["type"]) == ("image/avif", "image/webp")
    for source in (avif, webp):
        assert re.findall(r" (\d+)w", source["srcset"]) == ["320", "640", "960", "1440"]
        assert source["sizes"]
    image = page.select_one(".photos img")
    assert (image["width"], image["height"]) == ("960", "720")
    assert image["fetchpriority"] == "high"
    for address in [image["src"], *re.findall(r"(/files/\w+)", avif["srcset"] + webp["srcset"])]:
        assert client.http.get(address).mimetype.startswith("image/")


def test_the_gallery_keeps_its_order_and_leads_to_each_picture(client, product):
    for number, words in enumerate(("Một", "Hai", "Ba")):
        hung(product, size=(60, 40 + number), words=words)

    shown = photos(client.get("catalog.product", slug=product.slug))

    assert [each.select_one("img")["alt"] for each in shown] == ["Một", "Hai", "Ba"]
    for each in shown:
        assert client.http.get(each.a["href"]).mimetype == "image/webp"
    assert [each.img.get("loading") for each in shown] == [None, "lazy", "lazy"]


@pytest.mark.parametrize(
    ("english", "lang", "alt", "spoken"),
    [
        ("A bowl", "en", "A bowl", None),
        (None, "en", "Chén trà", "vi"),
        ("A bowl", "vi", "Chén trà", None),
    ],
)
def test_words_are_in_the_readers_language_or_say_theirs(
    client, product, english, lang, alt, spoken
):
    hung(product, words="Chén trà", english=english)

    image = client.get("catalog.product", slug=product.slug, lang=lang).select_one(".photos img")

    assert (image["alt"], image.get("lang")) == (alt, spoken)


def test_machines_are_shown_the_photographs(client, product):
    hung(product)

    page = client.get("catalog.product", slug=product.slug)
    data = json.loads(page.select_one("script[type='application/ld+json']").text)
    address = client.http.get(f"/api/v1/products/{product.slug}").json["picture"]

    assert [each.rpartition("/files/")[2] for each in data["image"]] == [
        address.rpartition("/files/")[2]
    ]
    assert page.select_one("[property='og:image']")["content"] == data["image"][0]


def test_drawn_pictures_are_marked_and_told_to_no_machine(client, session, product):
    hung(product).is_demo = True
    session.commit()

    page = client.get("catalog.product", slug=product.slug)

    assert "Dữ liệu minh họa" in page.select_one("figcaption").text
    data = json.loads(page.select_one("script[type='application/ld+json']").text)
    assert "cover.svg" in data["image"][0]
    assert "/files/" not in page.select_one("[property='og:image']")["content"]


def test_a_card_shows_the_cover(client, product):
    hung(product, words="Chén trà")
    bare = make_product(producer=product.producer)

    page = client.get("producers.show", slug=product.producer.slug)

    card = page.select_one(f"[data-product='{product.slug}']")
    assert card.select_one("picture img")["alt"] == "Chén trà"
    assert "cover.svg" in page.select_one(f"[data-product='{bare.slug}'] img")["src"]


def test_cards_with_photographs_take_no_further_statements(client, product, count_statements):
    products = [make_product(producer=product.producer) for _ in range(4)]

    def statements():
        with count_statements() as found:
            client.get("producers.show", slug=product.producer.slug)
        return len(found)

    hung(product)
    before = statements()
    for number, each in enumerate(products):
        hung(each, size=(60, 40 + number))

    assert statements() == before


def test_a_makers_page_shows_their_place(client, product):
    hung(product.producer, words="Đầm sen Tây Hồ")

    page = client.get("producers.show", slug=product.producer.slug)
    line = client.get("producers.index").select_one(".maker-line")

    assert photos(page)[0].img["alt"] == "Đầm sen Tây Hồ"
    assert line.select_one("picture")


def test_the_cart_shows_what_the_product_shows(client, session):
    pack = make_pack()
    hung(pack.product)
    client.post("cart.add", {"variant": pack.id, "quantity": 1})

    for endpoint in ("cart.show", "checkout.show"):
        item = client.get(endpoint).select_one(".item picture")
        assert item.img["alt"] == ""


def test_the_largest_picture_is_small_on_the_line(client, product):
    hung(product, size=SIZE)

    page = client.get("catalog.product", slug=product.slug)
    narrow = re.match(r"(/files/\w+) 320w", page.select_one(".photos source")["srcset"])[1]

    assert len(client.http.get(narrow).data) < 8_000


def test_reviewers_and_makers_see_the_photographs_too(client, product):
    hung(product, words="Chén trà")
    maker = make_user(Role.PRODUCER, Scope.PRODUCER, str(product.producer_id))

    client.sign_in(make_user(Role.OFFICER))
    page = client.get("catalog_office.product", slug=product.slug)
    assert page.select_one("main picture img")["alt"] == "Chén trà"

    client.sign_in(maker)
    assert client.get("workspace.products").select_one(f"[data-product='{product.slug}'] picture")
