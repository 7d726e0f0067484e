"""How the market is found from outside: addresses, previews, and what machines read."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from shop.catalog.models import ListingStatus
from shop.database import Origin
from shop.search import sitemap
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URL = re.compile(r"https?://\S+")
TEXT, NUMBER = str, (int, float)
# The properties that we write, and what schema.org expects of each; in capitals: a must.
SHAPES = {
    "Product": {
        "name": TEXT,
        "url": URL,
        "image": [URL],
        "category": TEXT,
        "countryOfOrigin": TEXT,
        "manufacturer": "Organization",
        "hasCertification": "Certification",
        "offers": ["Offer"],
    },
    "Offer": {
        "name": TEXT,
        "sku": TEXT,
        "price": NUMBER,
        "url": URL,
        "priceCurrency": re.compile("VND"),
        "availability": re.compile(r"https://schema\.org/(InStock|OutOfStock)"),
    },
    "Organization": {
        "name": TEXT,
        "url": URL,
        "email": TEXT,
        "telephone": TEXT,
        "@id": URL,
        "address": "PostalAddress",
    },
    "PostalAddress": {"addressCountry": re.compile("VN"), "addressRegion": TEXT},
    "Certification": {
        "name": TEXT,
        "url": URL,
        "certificationIdentification": TEXT,
        "certificationStatus": re.compile(r"https://schema\.org/Certification(Active|Inactive)"),
        "expires": re.compile(r"\d{4}-\d\d-\d\d"),
    },
    "BreadcrumbList": {"itemListElement": ["ListItem"]},
    "ListItem": {"position": NUMBER, "name": TEXT, "item": URL},
    "WebSite": {
        "name": TEXT,
        "url": URL,
        "inLanguage": [TEXT],
        "publisher": {"@id"},
        "potentialAction": "SearchAction",
    },
    "SearchAction": {"target": URL, "query-input": re.compile("required name=.+")},
}
MUST = {
    "Product": {"name", "url", "image"},
    "Offer": {"price", "priceCurrency", "availability"},
    "Organization": {"name"},
    "Certification": {"name", "certificationStatus"},
    "ListItem": {"position", "name", "item"},
}


def check(value, shape):
    match shape:
        case [each]:
            assert isinstance(value, list) and value
            for one in value:
                check(one, each)
        case str():
            assert value["@type"] == shape
            properties = value.keys() - {"@type", "@context"}
            assert properties <= SHAPES[shape].keys()
            assert MUST.get(shape, set()) <= properties
            for name in properties:
                check(value[name], SHAPES[shape][name])
        case re.Pattern():
            assert shape.fullmatch(value), value
        case set():
            assert value.keys() == shape
        case _:
            assert isinstance(value, shape), value


def read(page):
    return [json.loads(each.string) for each in page.select("script[type='application/ld+json']")]


@pytest.fixture
def product(session):
    variant = make_variant(
        product=make_product(name_vi="Trà sen", name_en="Lotus tea"), origin=Origin.ENTERED
    )
    make_stock(variant, 3)
    make_certificate(product=variant.product, origin=Origin.REFERENCE)
    return variant.product


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_product_is_told_as_schema_org_documents_it(client, product, lang):
    about, trail = read(client.get("catalog.product", slug=product.slug, lang=lang))

    check(about, "Product")
    assert about["offers"] and about["hasCertification"]
    check(trail, "BreadcrumbList")
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]


def test_the_market_tells_who_runs_it_and_how_it_is_searched(client, session):
    (told,) = read(client.get("search.home"))

    operator, site = told["@graph"]
    check(operator, "Organization")
    check(site, "WebSite")


def test_the_preview_is_a_picture_of_the_size_that_is_asked_for(client, product):
    answer = client.http.get(f"/products/{product.slug}/og.png")

    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    picture = Image.open(BytesIO(answer.data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 20  # something is drawn
    again = client.http.get(
        f"/products/{product.slug}/og.png", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_what_is_not_shown_has_no_preview(client, session):
    hidden = make_product(listing_status=ListingStatus.DRAFT)

    assert client.http.get(f"/products/{hidden.slug}/og.png").status_code == 404
    assert client.http.get("/products/khong-co/og.png").status_code == 404


def test_a_page_points_to_its_preview(client, product):
    page = client.get("catalog.product", slug=product.slug)

    image = page.select_one("meta[property='og:image']")["content"]
    assert image == f"http://localhost/products/{product.slug}/og.png"
    assert page.select_one("meta[property='og:image:width']")["content"] == "1200"


@pytest.mark.parametrize("path", ["/", "/products", "/products?stars=5", "/policies/ranking"])
def test_each_language_has_an_address_and_names_the_others(client, session, path):
    def links(address):
        page = client.open(address)
        other = page.select("link[rel=alternate][hreflang]")
        alternates = {each["hreflang"]: each["href"] for each in other}
        return page.select_one("link[rel=canonical]")["href"], alternates

    canonical, alternates = links(path)

    assert alternates.keys() == {"vi", "en", "x-default"}
    assert canonical == alternates["x-default"] == f"http://localhost{path}"
    english, same = links(alternates["en"].removeprefix("http://localhost"))
    assert (english, same) == (alternates["en"], alternates)


def test_more_pages_than_one_file_may_hold_are_parted(client, session, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_ENTRIES", 7)
    products = [make_product().slug for _ in range(8)]

    index = ElementTree.fromstring(client.http.get("/sitemap.xml").data)

    assert index.tag == f"{NAMESPACE}sitemapindex"
    found = []
    for place in index.iter(f"{NAMESPACE}loc"):
        part = ElementTree.fromstring(
            client.http.get(place.text.removeprefix("http://localhost")).data
        )
        pages = [each.text for each in part.iter(f"{NAMESPACE}loc")]
        assert len(pages) <= 7
        found += pages
    assert len(found) == len(set(found))
    assert {f"http://localhost/products/{slug}" for slug in products} <= set(found)
    assert client.http.get("/sitemap-99.xml").status_code == 404
    assert client.http.get("/sitemap-0.xml").status_code == 404
