"""Whatever an address holds, the list answers with a page."""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.search.rules import Filters
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock

NAMES = [*Filters.__dataclass_fields__, "lang", "cursor", "limit", "x"]
TELLING = [
    b"tr\xc3\xa0",
    b"1",
    b"5",
    b"-5",
    b"1e9",
    b"9" * 40,
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
]
TELLING += [
    "٣".encode(),
    b"' OR 1=1 --",
    b"%",
    b"*",
    b'"',
    b'"tr\xc3\xa0 sen"',
    b"<b>",
    b"food",
    b"01",
]
values = st.one_of(st.sampled_from(TELLING), st.binary(max_size=40))
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=8)


def written(pairs):
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


@pytest.fixture
def shelf(session):
    make_stock(make_variant(product=make_product(name_vi="Trà sen")), 3)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=queries)
def test_any_bytes_bring_a_page(client, shelf, pairs):
    answer = client.http.get(f"/products?{written(pairs)}")

    assert answer.status_code == 200
    assert b"<h1" in answer.data


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=queries)
def test_programs_get_an_answer_or_a_reason(client, shelf, pairs):
    for path in ("/api/v1/products", "/api/v1/search/suggest"):
        assert client.http.get(f"{path}?{written(pairs)}").status_code < 500


@pytest.mark.parametrize("raw", ["q=%", "q=%zz", "=", "&&&", "q", "%00=%00", "q=a;b", "?q=tr%C3"])
def test_a_query_that_is_no_query_brings_the_list(client, shelf, raw):
    assert client.http.get(f"/products?{raw}").status_code == 200


def test_ten_thousand_characters_are_cut(client, shelf):
    page = client.open("/products?q=" + "trà sen " * 1250)

    assert len(page.select_one("input[name=q]")["value"]) <= 200
    assert page.select("[data-product]")


@pytest.mark.parametrize(
    "query", ["price_min=-1", "price_min=9&price_max=3", "page=1000000000", "stars=7", "commune=x"]
)
def test_what_makes_no_sense_is_told(client, shelf, query):
    page = client.open(f"/products?{query}")

    assert "đã bỏ qua" in page.select_one(".band.info").text
    assert page.select("[data-product]")
