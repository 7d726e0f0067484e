import pytest

from shop.inventory.models import LocationKind, StockLevel, StockLocation
from shop.lib import clock
from shop.places.models import SalesPointKind
from shop.traceability.models import Lot, LotStatus
from tests.factories import save
from tests.factories.catalog import make_variant
from tests.factories.certification import make_certificate
from tests.factories.places import make_province, make_sales_point


@pytest.mark.parametrize(("lang", "title"), [("vi", "Điểm bán"), ("en", "Sales points")])
def test_places_are_listed_with_their_positions(client, session, lang, title):
    point = make_sales_point()

    page = client.get("places.index", lang=lang)

    row = page.select_one(f"[data-point='{point.slug}']")
    assert (row["data-lat"], row["data-lng"]) == ("21.03", "105.83")
    assert [heading.text for heading in page.select("h1")] == [title]


def test_an_unknown_position_is_not_made_up(client, session):
    point = make_sales_point(lat=None, lng=None, position_precision=None)

    for page in (client.get("places.index"), client.get("places.show", slug=point.slug)):
        row = page.select_one(f"[data-point='{point.slug}']")
        assert not row.has_attr("data-lat") and not row.has_attr("data-lng")


def test_a_position_of_the_commune_is_called_approximate(client, session):
    make_sales_point()

    assert "vị trí gần đúng" in client.get("places.index").text


def test_filters_leave_what_fits(client, session):
    make_province("79", "Thành phố Hồ Chí Minh")
    market = make_sales_point(kind=SalesPointKind.MARKET)
    make_sales_point()
    make_sales_point(province_code="79", kind=SalesPointKind.MARKET)

    page = client.get("places.index", province="01", kind="market")

    assert [row["data-point"] for row in page.select("[data-point]")] == [market.slug]
    assert page.select_one("#province [selected]")["value"] == "01"


@pytest.mark.parametrize(
    "query", [{"province": "zz"}, {"kind": "castle"}, {"province": "01", "commune": "99999"}]
)
def test_a_filter_that_makes_no_sense_is_left_out_with_a_notice(client, session, query):
    make_sales_point()

    page = client.get("places.index", **query)

    assert len(page.select("[data-point]")) == 1
    assert page.select(".band")


def test_the_list_asks_as_often_for_many_as_for_one(client, session, count_statements):
    make_sales_point()
    with count_statements() as one:
        client.get("places.index")
    for _ in range(5):
        make_sales_point()

    with count_statements() as many:
        client.get("places.index")

    assert len(many) == len(one)


def consign(point, variant, units, *, status=LotStatus.RELEASED):
    producer = variant.product.producer
    location = save(
        StockLocation(
            producer_id=producer.id,
            kind=LocationKind.SALES_POINT,
            sales_point_id=point.id,
            name=point.name,
        )
    )
    lot = save(
        Lot(
            product_id=variant.product_id,
            lot_no="L1",
            code=f"t{variant.id}",
            status=status,
            quantity=100,
            made_on=clock.today(),
        )
    )
    save(StockLevel(variant=variant, lot=lot, location=location, on_hand=units))


def test_a_place_shows_what_it_has_with_stars_of_today(client, session):
    point, variant = make_sales_point(), make_variant()
    make_certificate(product=variant.product, stars=5)
    consign(point, variant, 7)

    page = client.get("places.show", slug=point.slug)

    good = page.select_one(f"[data-product='{variant.product.slug}']")
    assert "7" in good.select_one("p.nums").text
    assert good.select_one("[data-stars='5']")


def test_goods_that_may_not_be_sold_are_not_shown(client, session):
    point, variant = make_sales_point(), make_variant()
    consign(point, variant, 7, status=LotStatus.ON_HOLD)

    assert not client.get("places.show", slug=point.slug).select("[data-product]")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_place_leads_there_and_names_its_source(client, session, lang):
    point = make_sales_point()

    page = client.get("places.show", slug=point.slug, lang=lang)

    assert page.select_one("a[href^='geo:21.03,105.83']")
    assert page.select_one(".source a")["href"] == point.source


def test_an_unknown_place_is_not_found(client, session):
    client.get("places.show", slug="khong-co", status=404)


def test_the_outlines_hold_all_provinces_and_both_archipelagos(client):
    answer = client.http.get("/map/outlines.json?v=1")

    assert len(answer.json["provinces"]["features"]) == 34
    assert {each["name"] for each in answer.json["archipelagos"]} == {
        "Quần đảo Hoàng Sa",
        "Quần đảo Trường Sa",
    }
    assert answer.cache_control.max_age > 86400
    assert (
        client.http.get(
            "/map/outlines.json", headers={"If-None-Match": answer.headers["ETag"]}
        ).status_code
        == 304
    )
