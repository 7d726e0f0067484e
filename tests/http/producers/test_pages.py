import pytest

from shop.catalog.models import ListingStatus
from shop.database import Origin
from shop.places.models import PositionPrecision
from shop.producers.models import ProducerKind, ProducerStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.places import make_province
from tests.factories.producers import make_producer, make_village


def names(page):
    return [heading.text for heading in page.select(".makers h2")]


def said(element):
    return " ".join(element.text.split())


@pytest.mark.parametrize(
    ("lang", "counts"),
    [
        ("vi", ", 1 còn hạn chứng nhận, 2 đang bán trên chợ"),
        ("en", "3 products, 1 certified today, 2 sold here"),
    ],
)
def test_makers_are_listed_with_what_they_make(client, session, lang, counts):
    producer = make_producer()
    certified, priced, _known = (make_product(producer=producer) for _ in range(3))
    make_product(producer=producer, listing_status=ListingStatus.DRAFT)
    make_certificate(product=certified)
    make_variant(product=certified)
    make_variant(product=priced)

    page = client.get("producers.index", lang=lang)

    assert names(page) == [producer.name]
    assert counts in said(page.select_one(".maker-line"))
    assert page.select_one(".maker-line img")["src"].startswith(f"/products/{certified.slug}/")


def test_a_maker_bears_no_star(client, session):
    producer = make_producer()
    make_certificate(product=make_product(producer=producer), stars=5)

    assert not client.get("producers.index").select("[data-stars]")


def test_makers_are_filtered_by_name_province_and_kind(client, session):
    make_province("79", "Thành phố Hồ Chí Minh")
    wanted = make_producer(name="HTX Hảo Đạt", kind=ProducerKind.FARM)
    make_producer(name="HTX Hảo Đạt hai", kind=ProducerKind.COMPANY)
    make_producer(name="HTX Khác", kind=ProducerKind.FARM)
    make_producer(
        name="HTX Hảo Đạt ba", kind=ProducerKind.FARM, province_code="79", commune_code=None
    )

    page = client.get("producers.index", q="hao dat", province="01", kind="farm")

    assert names(page) == [wanted.name]
    assert page.select_one("#q")["value"] == "hao dat"
    assert page.select_one("#province [selected]")["value"] == "01"
    assert page.select_one("[data-facet='kind:farm']")["data-count"] == "3"


@pytest.mark.parametrize("query", [{"province": "zz"}, {"kind": "castle"}])
def test_a_filter_that_makes_no_sense_is_left_out_with_a_notice(client, session, query):
    make_producer()

    page = client.get("producers.index", **query)

    assert len(names(page)) == 1 and page.select(".band.info")


def test_an_empty_list_says_why_and_leads_on(client, session):
    page = client.get("producers.index", q="không ai")

    assert page.select_one(".empty a")["href"] == client.url("producers.index")


def test_many_makers_come_page_by_page(client, session):
    for number in range(25):
        make_producer(name=f"HTX {number:02}")

    second = client.get("producers.index", page=2)

    assert names(second) == ["HTX 24"]
    assert names(client.get("producers.index", page=99)) == ["HTX 24"]
    assert second.select("a[rel=prev]") and not second.select("a[rel=next]")


def test_the_list_of_makers_asks_as_often_for_many_as_for_one(client, session, count_statements):
    make_certificate(product=make_variant().product)
    client.get("producers.index")
    with count_statements() as one:
        client.get("producers.index")
    for _ in range(4):
        producer = make_producer(craft_village=make_village())
        for _ in range(2):
            make_certificate(product=make_variant(product=make_product(producer=producer)).product)

    with count_statements() as many:
        page = client.get("producers.index")

    assert len(names(page)) == 5 and len(many) == len(one)


@pytest.mark.parametrize(("lang", "story"), [("vi", "Kể bằng tiếng Việt"), ("en", "In English")])
def test_a_maker_is_told_of_with_place_story_and_products(client, session, lang, story):
    village = make_village(name="Bát Tràng")
    producer = make_producer(
        story_vi="Kể bằng tiếng Việt",
        story_en="In English",
        craft_village=village,
        village_name="thôn Đông",
        stated_district="Gia Lâm",
        lat=21.0,
        lng=105.9,
        position_precision=PositionPrecision.DISTRICT,
        source="https://www.example.vn/bai ; báo giấy số 5",
    )
    product = make_product(producer=producer, collective_mark="Gốm Bát Tràng")
    make_certificate(product=product, stars=4)

    page = client.get("producers.show", slug=producer.slug, lang=lang)

    assert page.select_one("h1").text == producer.name
    assert story in page.text and "Gốm Bát Tràng" in page.text
    assert "thôn Đông" in page.text and "báo giấy số 5" in page.text
    assert page.select_one("a[href='https://www.example.vn/bai']").text == "example.vn"
    assert page.select(f"a[href='/villages/{village.slug}']")
    assert page.select_one("a[href^='geo:21.0,105.9']")
    assert page.select_one(f"[data-product='{product.slug}'] [data-stars='4']")


def test_a_position_that_is_only_roughly_known_says_so(client, session):
    producer = make_producer(lat=21.0, lng=105.9, position_precision=PositionPrecision.DISTRICT)
    unknown = make_producer()

    rough = client.get("producers.show", slug=producer.slug)
    none = client.get("producers.show", slug=unknown.slug)

    assert "có thể lệch vài cây số" in rough.text
    assert "Chưa rõ vị trí" in none.text and not none.select("a[href^='geo:']")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": ProducerStatus.LISTED}, "chưa mở tài khoản"),
        ({"status": ProducerStatus.SUSPENDED}, "tạm ngừng bán"),
        ({"status": ProducerStatus.CLOSED}, "Không còn bán"),
        ({"has_demo_account": True}, "tài khoản của họ ở đây là dữ liệu minh họa"),
    ],
)
def test_how_a_maker_stands_to_the_market_is_told(client, session, changes, says):
    producer = make_producer(**changes)

    assert says in client.get("producers.show", slug=producer.slug).text


def test_who_has_merely_applied_is_not_found(client, session):
    producer = make_producer(status=ProducerStatus.APPLIED)

    client.get("producers.show", slug=producer.slug, status=404)
    client.get("producers.show", slug="khong-co", status=404)


def test_a_product_of_somebody_not_let_in_names_them_without_a_link(client, session):
    producer = make_producer(status=ProducerStatus.APPLIED)
    product = make_product(producer=producer)

    page = client.get("catalog.product", slug=product.slug)

    assert producer.name in page.text and not page.select(f"a[href='/producers/{producer.slug}']")


def test_a_maker_s_page_asks_as_often_for_many_products(client, session, count_statements):
    product = make_variant().product
    make_certificate(product=product)
    client.get("producers.show", slug=product.producer.slug)
    with count_statements() as one:
        client.get("producers.show", slug=product.producer.slug)
    for _ in range(4):
        make_variant(product=make_product(producer=product.producer))

    with count_statements() as many:
        client.get("producers.show", slug=product.producer.slug)

    assert len(many) == len(one)


@pytest.mark.parametrize(("lang", "title"), [("vi", "Làng nghề"), ("en", "Craft villages")])
def test_villages_are_listed_with_craft_title_and_makers(client, session, lang, title):
    village = make_village(name="Bát Tràng")
    producer = make_producer(craft_village=village)
    make_product(producer=producer)
    make_product(producer=producer)

    page = client.get("producers.villages", lang=lang)

    card = page.select_one(f"[data-village='{village.slug}']")
    assert page.select_one("h1").text == title
    assert "Gốm sứ" in card.text and "(2009)" in card.text
    assert ("1 chủ thể, 2 " if lang == "vi" else "1 maker, 2 products") in said(card)


def test_villages_are_found_by_their_craft(client, session):
    silk = make_village(craft="Dệt lụa tơ tằm")
    make_village()

    page = client.get("producers.villages", q="lua")

    assert [card["data-village"] for card in page.select("[data-village]")] == [silk.slug]
    assert client.get("producers.villages", q="thiếc").select(".empty")


def test_crafts_of_several_villages_are_offered_as_choices(client, session):
    for craft in ("Gốm sứ", "Gốm sứ", "Đúc đồng"):
        make_village(craft=craft)

    page = client.get("producers.villages", q="Gốm sứ")

    assert [chip.text for chip in page.select(".chip")] == ["Gốm sứ"]
    assert page.select(".chip[aria-current]")


def test_the_list_of_villages_asks_as_often_for_many(client, session, count_statements):
    make_product(producer=make_producer(craft_village=make_village()))
    client.get("producers.villages")
    with count_statements() as one:
        client.get("producers.villages")
    for _ in range(3):
        make_product(producer=make_producer(craft_village=make_village()))

    with count_statements() as many:
        client.get("producers.villages")

    assert len(many) == len(one)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_village_names_its_craft_makers_products_and_source(client, session, lang):
    village = make_village(name="Làng nghề gốm Bát Tràng")
    producer = make_producer(craft_village=village)
    hidden = make_producer(craft_village=village, status=ProducerStatus.APPLIED)
    pack = make_variant(product=make_product(producer=producer), origin=Origin.DEMO)

    page = client.get("producers.village", slug=village.slug, lang=lang)

    assert page.select_one("h1").text == "Gốm Bát Tràng"
    assert producer.name in page.text and hidden.name not in page.text
    assert page.select(f"[data-product='{pack.product.slug}']") and page.select(".demo")
    assert page.select("a[href='https://example.vn/lang-nghe']")


def test_a_village_without_makers_says_so(client, session):
    page = client.get("producers.village", slug=make_village(recognised=None).slug)

    assert "Chợ chưa biết chủ thể OCOP nào" in page.text
    assert "Nguồn không nêu danh hiệu" in page.text


def test_an_unknown_village_is_not_found(client, session):
    client.get("producers.village", slug="khong-co", status=404)
    client.get("producers.village_cover", slug="khong-co", status=404)


def test_a_village_has_a_print_of_its_craft(client, session):
    path = client.url("producers.village_cover", slug=make_village().slug, v=1)

    answer = client.http.get(path)

    assert answer.mimetype == "image/svg+xml" and answer.cache_control.immutable
