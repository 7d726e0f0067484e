import xml.etree.ElementTree as ElementTree

from shop.catalog.covers import cover_url
from shop.web.assets import FOREVER_S
from tests.factories.catalog import make_product


def test_a_print_is_a_picture_that_may_do_nothing(client, session):
    answer = client.http.get(client.url("catalog.cover", slug=make_product().slug))

    assert answer.status_code == 200 and answer.mimetype == "image/svg+xml"
    assert ElementTree.fromstring(answer.text).tag.endswith("svg")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer.headers


def test_a_print_is_kept_for_a_year_where_its_address_has_a_version(client, session):
    path = client.url("catalog.cover", slug=make_product().slug)

    versioned = client.http.get(f"{path}?v=1-11-0")
    plain = client.http.get(path)

    assert versioned.cache_control.max_age == FOREVER_S and versioned.cache_control.immutable
    assert plain.cache_control.max_age < FOREVER_S and not plain.cache_control.immutable


def test_a_print_that_is_known_is_not_sent_again(client, session):
    path = client.url("catalog.cover", slug=make_product().slug)
    etag = client.http.get(path).headers["ETag"]

    again = client.http.get(path, headers={"If-None-Match": etag})

    assert again.status_code == 304 and not again.data


def test_the_address_of_a_card_s_print_shifts_its_palette(client, session, app):
    product = make_product()
    with app.test_request_context():
        own, shifted = cover_url(product), cover_url(product, shift=1)

    assert client.http.get(own).text != client.http.get(shifted).text


def test_an_odd_version_still_gives_a_print(client, session):
    path = client.url("catalog.cover", slug=make_product().slug)

    for odd in ("", "x", "1-2--5", "9" * 50, "1-1-²"):
        assert client.http.get(path, query_string={"v": odd}).status_code == 200
