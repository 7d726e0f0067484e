import json
from datetime import UTC, date, datetime, timedelta

import pytest

from shop.catalog.models import FactKind, ListingStatus, ProductFact, ProductGroup
from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.inventory import services as inventory
from shop.lib import clock
from shop.producers.models import ProducerStatus
from shop.traceability.models import LotStatus
from tests.factories import save
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate, make_recognition
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer
from tests.factories.traceability import make_lot
from tests.factories.trade_weeks import make_booth, make_trade_week, make_zone


def shown(client, product, **options):
    return client.get("catalog.product", slug=product.slug, **options)


def on_sale(units=10, **variant):
    """A product with one pack in its maker's store room."""
    pack = make_variant(**variant)
    if units:
        make_stock(pack, units)
    return pack


def for_machines(page):
    script, _trail = page.select("script[type='application/ld+json']")
    return json.loads(script.string)


@pytest.mark.parametrize(
    ("lang", "button", "vat"),
    [("vi", "Thêm vào giỏ", "Đã gồm VAT"), ("en", "Add to cart", "VAT included")],
)
def test_packs_are_chosen_and_bought_with_one_form(client, session, lang, button, vat):
    small = on_sale(7, price_vnd=120_000)
    big = make_variant(product=small.product, price_vnd=500_000, net_quantity=500, position=1)
    make_stock(big, 30)

    page = shown(client, small.product, lang=lang)

    assert page.select_one("[data-product]")["data-product"] == small.product.slug
    hooks = [
        (choice["data-variant"], choice["data-stock"], choice["data-price-vnd"])
        for choice in page.select("[data-variant]")
    ]
    assert hooks == [(str(small.id), "7", "120000"), (str(big.id), "30", "500000")]
    form = page.select_one("main form")
    assert (form["method"], form["action"]) == ("post", "/cart/lines")
    assert form.select_one("button").text == button
    assert form.select_one("[checked]")["value"] == str(small.id)
    assert form.select_one("label[for=quantity]") and form.select_one("#quantity")["max"] == "30"
    assert vat in page.text
    assert page.select_one(".price.big").text.split()[0] in ("từ", "from")


def test_reading_sets_no_cookie_and_the_form_needs_no_token(client, session):
    pack = on_sale()

    page = shown(client, pack.product)
    client.post("cart.add", {"variant": pack.id, "quantity": "2"}, page=page)

    assert "Set-Cookie" not in page.headers
    assert not page.select("main [name=csrf_token]")


def test_the_badge_leads_to_the_certificate_of_today(client, session):
    product = make_product()
    certificate = make_certificate(product=product, stars=4)

    badge = shown(client, product).select_one("[data-stars]")

    assert badge["data-stars"] == "4"
    assert badge["href"] == client.url("certification.show", public_id=certificate.public_id)


def test_the_badge_is_gone_the_day_after_its_last_day(client, session, at):
    product = make_product()
    make_certificate(product=product, stars=4, issued_on=date(2021, 3, 5))

    at(datetime(2024, 3, 5, 12, tzinfo=UTC))
    last_day = shown(client, product)
    at(datetime(2024, 3, 5, 17, tzinfo=UTC))  # midnight in Vietnam
    day_after = shown(client, product)

    assert last_day.select("[data-stars='4']") and "đến 05/03/2024" in last_day.text
    assert not day_after.select("[data-stars]")
    assert "Đạt 4 sao năm 2021, đã hết hạn" in day_after.select_one("#recognition").text
    assert "Đạt 4 sao năm 2021, đã hết hạn" in day_after.select_one(".lapsed").text


def test_a_star_is_never_dated_more_exactly_than_its_source(client, session):
    year = clock.today().year
    product = make_product()
    make_certificate(
        product=product,
        issued_on=date(year - 1, 1, 1),
        issued_precision=IssuedPrecision.YEAR,
    )

    badge = shown(client, product).select_one("[data-stars]")

    assert f"công nhận năm {year - 1}" in badge.text and "đến" not in badge.text


def test_the_history_tells_of_every_recognition(client, session):
    product = make_product(collective_mark="Chè Tân Cương")
    make_certificate(product=product, stars=4, decision_no="12/QĐ-UBND")
    make_certificate(
        product=product,
        stars=3,
        issued_on=date(2022, 1, 1),
        status=CertificateStatus.SUPERSEDED,
        ended_on=date(2024, 1, 1),
    )
    make_certificate(product=product, status=CertificateStatus.DRAFT, decision_no="99/QĐ-UBND")
    make_recognition(product=product, stated_on=None, stars=5)

    panel = shown(client, product).select_one("#recognition")

    assert [row.get("data-standing") for row in panel.select("li")] == [
        "active",
        "superseded",
        None,
    ]
    assert "12/QĐ-UBND" in panel.text and "99/QĐ-UBND" not in panel.text
    assert "5 sao, theo một nguồn" in panel.text and "Chè Tân Cương" in panel.text


def test_a_made_up_certificate_says_so(client, session):
    product = make_product()
    make_certificate(product=product, origin=Origin.DEMO, source=None)

    page = shown(client, product)

    assert page.select(".seal .demo") and page.select("#recognition .demo")
    assert "hasCertification" not in for_machines(page)


def test_sold_out_goods_cannot_be_put_into_the_cart(client, session):
    pack = on_sale(0)

    page = shown(client, pack.product)

    assert page.select_one("[data-variant]")["data-stock"] == "0"
    assert page.select_one("[name=variant]").has_attr("disabled")
    assert not page.select("main form button") and "Tạm hết" in page.text


def test_of_several_packs_the_first_in_stock_is_proposed(client, session):
    empty = on_sale(0)
    full = make_variant(product=empty.product, position=1)
    make_stock(full, 3)

    page = shown(client, empty.product)

    assert page.select_one("[name=variant][checked]")["value"] == str(full.id)


@pytest.mark.parametrize(("units", "says"), [(6, "còn 6"), (5, "chỉ còn 5"), (1, "chỉ còn 1")])
def test_few_units_are_told(client, session, units, says):
    pack = on_sale(units)

    assert says in shown(client, pack.product).select_one("[data-variant]").text


def test_stock_counts_what_is_free_in_the_store_room(client, session):
    pack = make_variant()
    level = make_stock(pack, 10)
    level.reserved = 4
    point = inventory.point_location(pack.product.producer, make_sales_point())
    make_stock(pack, 9, location=point)
    make_stock(pack, 7, lot=make_lot(product=pack.product, status=LotStatus.ON_HOLD))

    choice = shown(client, pack.product).select_one("[data-variant]")

    assert choice["data-stock"] == "6"


def test_made_up_prices_are_marked(client, session):
    page = shown(client, on_sale().product)

    assert "Giá, số còn lại và phí giao là minh họa" in page.select_one(".origin").text
    assert page.select(".origin .demo")
    assert "offers" not in for_machines(page)


@pytest.mark.parametrize(
    ("seen_on", "says"), [("2024-10-01", "ghi nhận ngày 01/10/2024"), (None, "ngày không nêu rõ")]
)
def test_a_published_price_names_its_source_and_day(client, session, seen_on, says):
    pack = on_sale(
        origin=Origin.REFERENCE, source="https://www.example.vn/gia", price_seen_on=seen_on
    )

    page = shown(client, pack.product)

    assert page.select_one("main a[href='https://www.example.vn/gia']").text == "example.vn"
    assert says in page.text
    (offer,) = for_machines(page)["offers"]
    assert offer["price"] == pack.price_vnd and offer["availability"].endswith("/InStock")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"product_group": ProductGroup.TOURISM}, "không có giỏ hàng"),
        ({"producer": None}, "không nêu ai làm ra"),
        ({"status": ProducerStatus.LISTED}, "chưa bán trên chợ này"),
        ({"status": ProducerStatus.SUSPENDED}, "tạm ngừng bán"),
    ],
)
def test_what_is_not_sold_says_why_and_has_no_form(client, session, changes, says):
    changes = dict(changes)
    if status := changes.pop("status", None):
        changes["producer"] = make_producer(status=status)
    product = make_product(**changes)
    make_variant(product=product)
    if product.producer:
        make_stock(product.variants[0], 5)

    page = shown(client, product)

    assert says in page.select_one("main .band").text
    assert not page.select("main form[action='/cart/lines'], [data-variant]")
    assert not page.select("#lot")


def test_a_product_without_a_price_is_not_sold(client, session):
    product = make_product()
    make_variant(product=product, is_active=False)

    page = shown(client, product)

    assert "chưa đặt giá" in page.select_one("main .band").text
    assert not page.select("main form")


@pytest.mark.parametrize(
    "status", [each for each in ListingStatus if each is not ListingStatus.PUBLISHED]
)
def test_what_is_not_published_is_not_found(client, session, status):
    product = make_product(listing_status=status)

    client.get("catalog.product", slug=product.slug, status=404)
    client.get("catalog.cover", slug=product.slug, status=404)


def test_an_unknown_product_is_not_found(client, session):
    client.get("catalog.product", slug="khong-co", status=404)


def test_the_lot_that_expires_first_is_the_one_on_sale(client, session):
    pack = make_variant()
    later = make_lot(product=pack.product, expires_on=clock.today() + timedelta(days=90))
    sooner = make_lot(product=pack.product, expires_on=clock.today() + timedelta(days=60))
    past = make_lot(
        product=pack.product,
        packed_on=clock.today() - timedelta(days=30),
        expires_on=clock.today() - timedelta(days=1),
    )
    for lot in (later, sooner, past):
        make_stock(pack, 3, lot=lot)

    page = shown(client, pack.product)

    assert sooner.lot_no in page.text and later.lot_no not in page.text
    assert page.select(f"a[href='/t/{sooner.code}']")
    assert f"{sooner.expires_on:%d/%m/%Y}" in page.text


def test_a_lot_near_its_last_day_is_called_so(client, session):
    pack = make_variant()
    make_stock(
        pack, 3, lot=make_lot(product=pack.product, expires_on=clock.today() + timedelta(days=1))
    )

    assert "sắp đến hạn" in shown(client, pack.product).text


def test_places_that_have_it_are_named_with_their_units(client, session):
    pack = on_sale()
    point = make_sales_point()
    make_stock(pack, 9, location=inventory.point_location(pack.product.producer, point))

    place = shown(client, pack.product).select_one(f"[data-point='{point.slug}']")

    assert "Còn 9" in place.text and place["data-lat"] == "21.03"
    assert place.select_one("a")["href"] == client.url("places.show", slug=point.slug)


def test_the_booth_where_the_maker_stands_today_is_named(client, session):
    producer = make_producer()
    booth = make_booth(producer=producer)
    coming = make_zone(
        trade_week=make_trade_week(
            start_on=clock.today() + timedelta(days=9), end_on=clock.today() + timedelta(days=12)
        )
    )
    later = make_booth(producer=producer, zone=coming)

    page = shown(client, make_product(producer=producer))

    assert booth.number in page.select_one("#where").text
    assert later.number not in page.select_one("#where").text


def test_delivery_is_told_for_the_province_and_beyond(client, session):
    near = shown(client, on_sale(weight_g=150).product)
    unknown = make_producer(commune_code=None, province_code=None)
    far = shown(client, on_sale(product=make_product(producer=unknown), weight_g=150).product)

    assert "Trong Hà Nội: 20.000\N{NO-BREAK SPACE}₫, đi đường 1–2 ngày" in near.text
    assert "Tỉnh, thành khác: 28.000\N{NO-BREAK SPACE}₫, đi đường 3–5 ngày" in near.text
    assert "Mọi tỉnh, thành: 28.000\N{NO-BREAK SPACE}₫" in far.text and "Trong " not in far.text


def test_label_facts_come_with_their_sources(client, session):
    product = make_product()
    save(
        ProductFact(
            product_id=product.id,
            kind=FactKind.SHELF_LIFE,
            value="12 tháng",
            origin=Origin.REFERENCE,
            source="https://example.vn/nhan",
        )
    )

    label = shown(client, product)

    assert "12 tháng" in label.text and label.select("a[href='https://example.vn/nhan']")
    said = " ".join(label.text.split())
    assert "Nguồn chợ đọc được chưa nêu: thành phần, cách dùng, bảo quản, cảnh báo" in said


@pytest.mark.parametrize(("lang", "says"), [("vi", "Hái sớm"), ("en", "Picked early")])
def test_the_story_is_told_in_the_reader_s_language(client, session, lang, says):
    product = make_product(story_vi="Hái sớm <b>", story_en="Picked early <b>")

    page = shown(client, product, lang=lang)

    assert says in page.select_one(".prose").text and not page.select(".prose b")


def test_a_vietnamese_name_on_an_english_page_is_marked_as_such(client, session):
    product = make_product(name_en=None)
    translated = make_product(name_en="Lotus tea")

    assert shown(client, product, lang="en").select_one("h1")["lang"] == "vi"
    assert not shown(client, translated, lang="en").select_one("h1").has_attr("lang")


def test_other_published_products_of_the_maker_are_offered(client, session):
    pack = on_sale()
    producer = pack.product.producer
    other = make_product(producer=producer)
    make_product(producer=producer, listing_status=ListingStatus.DRAFT)
    make_product()

    cards = shown(client, pack.product).select("li[data-product]")

    assert [card["data-product"] for card in cards] == [other.slug]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": ProducerStatus.LISTED}, "Biết qua nguồn công bố"),
        ({"status": ProducerStatus.OPEN}, "Đang bán trên chợ"),
        ({"status": ProducerStatus.OPEN, "has_demo_account": True}, "ở dạng minh họa"),
    ],
)
def test_how_the_maker_stands_to_the_market_is_told(client, session, changes, says):
    producer = make_producer(**changes)

    maker = shown(client, make_product(producer=producer)).select_one("#maker")

    assert says in maker.text
    assert maker.select_one("h3 a")["href"] == client.url("producers.show", slug=producer.slug)


def test_words_for_machines_cannot_break_out_of_their_script(client, session):
    product = make_product(name_vi="Chè </script><script>alert(1)</script>")

    page = shown(client, product)

    assert for_machines(page)["name"] == product.name_vi
    kinds = {script["type"] for script in page.select("script:not([src])")}
    assert kinds == {"application/ld+json"}


def test_the_page_names_itself_for_search_engines_and_shared_links(client, session):
    product = make_product()

    page = shown(client, product)

    address = f"http://localhost/products/{product.slug}"
    assert page.select_one("link[rel=canonical]")["href"] == address
    assert page.select_one("meta[property='og:url']")["content"] == address
    assert product.name_vi in page.title.text
    assert product.producer.name in page.select_one("meta[name=description]")["content"]


def test_more_rows_need_no_more_statements(client, session, count_statements):
    pack = on_sale()
    producer = pack.product.producer
    make_product(producer=producer)
    make_stock(pack, 1, location=inventory.point_location(producer, make_sales_point()))
    make_certificate(product=pack.product)
    shown(client, pack.product)
    with count_statements() as few:
        shown(client, pack.product)
    for position in range(1, 4):
        more = make_variant(product=pack.product, position=position)
        make_stock(more, 2)
        make_stock(more, 2, location=inventory.point_location(producer, make_sales_point()))
        make_certificate(product=pack.product)
        make_variant(product=make_product(producer=producer))

    with count_statements() as many:
        page = shown(client, pack.product)

    assert len(page.select("[data-variant]")) == 4 and len(page.select("[data-point]")) == 4
    assert len(many) == len(few)
