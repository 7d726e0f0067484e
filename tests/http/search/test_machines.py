from xml.etree import ElementTree

import pytest

from shop.catalog.models import ListingStatus
from shop.producers.models import CraftVillage, ProducerStatus
from tests.factories import save
from tests.factories.catalog import make_product
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer
from tests.factories.trade_weeks import make_trade_week

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def locations(client):
    def read():
        answer = client.http.get("/sitemap.xml")
        assert (answer.status_code, answer.mimetype) == (200, "application/xml")
        root = ElementTree.fromstring(answer.get_data())
        return [each.text for each in root.iter(f"{NAMESPACE}loc")]

    return read


def test_the_sitemap_names_every_public_page_once(client, session, locations):
    product, point, week = make_product(), make_sales_point(), make_trade_week()
    save(CraftVillage(slug="bat-trang", name="Bát Tràng", craft="Gốm"))

    found = locations()

    assert len(found) == len(set(found))
    for path in (
        "/",
        "/products",
        "/products?group=food",
        f"/products?set={product.criteria_set_no}",
        f"/products/{product.slug}",
        f"/producers/{product.producer.slug}",
        "/villages/bat-trang",
        f"/sales-points/{point.slug}",
        f"/trade-weeks/{week.slug}",
    ):
        assert f"http://localhost{path}" in found


def test_the_sitemap_keeps_to_itself_what_is_not_shown(client, session, locations):
    hidden = [
        make_product(listing_status=ListingStatus.DRAFT).slug,
        make_producer(status=ProducerStatus.APPLIED).slug,
    ]

    assert not [place for place in locations() if place.rsplit("/", 1)[-1] in hidden]


def test_the_sitemap_uses_the_public_address_where_there_is_one(
    client, app, session, locations, monkeypatch
):
    monkeypatch.setitem(app.config, "BASE_URL", "https://cho-sao.example.vn")

    assert "https://cho-sao.example.vn/products" in locations()
    assert "Sitemap: https://cho-sao.example.vn/sitemap.xml" in client.http.get("/robots.txt").text


def test_the_sitemap_asks_as_often_for_many_as_for_one(
    client, session, locations, count_statements
):
    make_product()
    with count_statements() as one:
        locations()
    for _ in range(4):
        make_product()

    with count_statements() as many:
        locations()

    assert len(many) == len(one)


def test_robots_read_the_market_and_leave_people_alone(client):
    answer = client.http.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /cart", "Disallow: /office", "Disallow: /workspace"} <= set(lines)
    assert "Disallow: /" not in lines and "Disallow: /products" not in lines


def test_the_market_can_be_put_on_the_home_screen(client):
    answer = client.http.get("/manifest.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    assert (answer.json["start_url"], answer.json["display"]) == ("/", "standalone")
    for icon in answer.json["icons"]:
        assert client.http.get(icon["src"]).mimetype == icon["type"]


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/manifest.webmanifest"])
def test_what_machines_read_sets_no_cookie_and_may_be_kept(client, session, path):
    answer = client.http.get(path)

    assert "Set-Cookie" not in answer.headers
    assert answer.cache_control.public and answer.cache_control.max_age
