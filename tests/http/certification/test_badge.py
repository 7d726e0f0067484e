"""The badge on other people's sites: true on every day, in one small picture."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.lib import clock
from shop.lib.clock import VIETNAM
from tests.factories.certification import make_certificate

STARS = ".//{http://www.w3.org/2000/svg}path"
LAST_DAY = date(2028, 3, 14)


@pytest.fixture
def certificate(session):
    return make_certificate(issued_on=date(2025, 3, 14), stars=4)


@pytest.fixture
def noon(at):
    return at(datetime(2026, 11, 25, 12, tzinfo=VIETNAM))


def badge(client, certificate, **options):
    return client.http.get(
        client.url("certification_badge.show", public_id=certificate.public_id, **options)
    )


def drawing(answer):
    return ElementTree.fromstring(answer.data)


def words(answer):
    return " · ".join(text.strip() for text in drawing(answer).itertext() if text.strip())


@pytest.mark.parametrize(
    ("options", "head", "until"),
    [
        ({}, "OCOP 4 sao", "đến 03/2028"),
        ({"lang": "vi"}, "OCOP 4 sao", "đến 03/2028"),
        ({"lang": "en"}, "OCOP 4 stars", "until Mar 2028"),
        ({"lang": "fr"}, "OCOP 4 sao", "đến 03/2028"),
    ],
)
def test_a_badge_says_stars_and_until_when(client, certificate, noon, options, head, until):
    answer = badge(client, certificate, **options)

    assert answer.mimetype == "image/svg+xml"
    assert head in words(answer) and until in words(answer)
    assert certificate.product_name in words(answer)
    assert drawing(answer).findall(STARS)


def test_the_reader_of_the_page_around_it_changes_nothing(client, certificate, noon):
    path = client.url("certification_badge.show", public_id=certificate.public_id)

    plain = client.http.get(path)
    english = client.http.get(
        path, headers={"Accept-Language": "en", "Cookie": "lang=en; cart=khong-co"}
    )

    assert english.data == plain.data
    assert english.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("lang", [None, "vi", "en"])
def test_it_sets_no_cookie_and_may_stand_on_any_site(client, certificate, lang):
    answer = badge(client, certificate, lang=lang)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expires_on": date(2026, 11, 24)}, "Chứng nhận đã hết hạn"),
        ({"status": CertificateStatus.REVOKED, "ended_on": date(2026, 11, 1)}, "đã bị thu hồi"),
        ({"status": CertificateStatus.SUPERSEDED, "ended_on": date(2026, 11, 1)}, "đã được thay"),
        ({"issued_on": date(2026, 12, 1)}, "chưa có hiệu lực"),
    ],
)
def test_without_a_certificate_that_holds_it_draws_no_star(client, session, noon, changes, says):
    certificate = make_certificate(**{"issued_on": date(2025, 3, 14)} | changes)

    answer = badge(client, certificate)

    assert says in words(answer)
    assert "sao" not in words(answer).removeprefix(certificate.product_name)
    assert not drawing(answer).findall(STARS)


def test_the_star_falls_with_the_day_in_vietnam(client, certificate, at):
    at(datetime(2028, 3, 14, 23, 59, tzinfo=VIETNAM))
    last = badge(client, certificate)
    at(datetime(2028, 3, 15, tzinfo=VIETNAM))
    next_day = badge(client, certificate)

    assert drawing(last).findall(STARS)
    assert not drawing(next_day).findall(STARS)
    assert last.headers["ETag"] != next_day.headers["ETag"]


@pytest.mark.parametrize(
    ("instant", "most_s"),
    [
        (datetime(2026, 11, 25, 12, 0, tzinfo=VIETNAM), 600),
        (datetime(2026, 11, 25, 23, 50, tzinfo=VIETNAM), 600),
        (datetime(2026, 11, 25, 23, 55, tzinfo=VIETNAM), 300),
        (datetime(2026, 11, 25, 23, 59, 58, tzinfo=VIETNAM), 2),
    ],
)
def test_nobody_keeps_it_past_the_day(client, certificate, at, instant, most_s):
    at(instant)

    kept = badge(client, certificate).cache_control

    assert most_s - 2 <= kept.max_age <= most_s
    assert kept.public and kept.must_revalidate


def test_what_has_not_changed_is_not_sent_again(client, certificate, noon):
    path = client.url("certification_badge.show", public_id=certificate.public_id)
    etag = client.http.get(path).headers["ETag"]

    again = client.http.get(path, headers={"If-None-Match": etag})

    assert again.status_code == 304 and not again.data


@pytest.mark.parametrize(
    ("precision", "until"),
    [(IssuedPrecision.MONTH, "đến 03/2028"), (IssuedPrecision.YEAR, "công nhận năm 2025")],
)
def test_it_promises_no_more_than_the_source(client, session, noon, precision, until):
    certificate = make_certificate(issued_on=date(2025, 3, 1), issued_precision=precision)

    assert until in words(badge(client, certificate))


def test_a_made_up_certificate_says_so(client, session):
    assert "Dữ liệu minh họa" in words(badge(client, make_certificate(origin=Origin.DEMO)))


def test_a_long_name_is_cut_to_what_fits_and_told_whole_to_screen_readers(client, session):
    name = "Bánh cuốn <Thanh Trì> & chả quế làm tay theo lối xưa của làng"
    certificate = make_certificate(product_name=name)

    answer = badge(client, certificate)

    assert name in drawing(answer).find("{http://www.w3.org/2000/svg}title").text
    assert "Bánh cuốn <Thanh Trì> & chả quế l…" in words(answer)


@pytest.mark.parametrize(
    "status", [CertificateStatus.DRAFT, CertificateStatus.SUBMITTED, CertificateStatus.REJECTED]
)
def test_what_was_never_given_has_no_badge(client, session, status):
    assert badge(client, make_certificate(status=status)).status_code == 404


def test_it_is_drawn_by_one_statement(client, certificate, count_statements):
    path = client.url("certification_badge.show", public_id=certificate.public_id)

    with count_statements() as statements:
        client.http.get(path)

    assert len(statements) == 1


def test_the_page_offers_a_snippet_without_script_whose_words_stay_true(client, certificate):
    page = client.get("certification.show", public_id=certificate.public_id)

    snippet = page.select_one("textarea#snippet").text
    assert f"/certificates/{certificate.public_id}/badge.svg" in snippet
    assert "<script" not in snippet and "sao" not in snippet
    assert page.select_one("label[for=snippet]")
    assert page.select_one(".embed img")["src"].endswith("/badge.svg")


def test_in_english_the_snippet_asks_for_the_english_badge(client, certificate):
    page = client.get("certification.show", public_id=certificate.public_id, lang="en")

    assert "/badge.svg?lang=en" in page.select_one("textarea#snippet").text


def test_a_certificate_that_does_not_hold_offers_no_badge(client, session):
    certificate = make_certificate(expires_on=clock.today() - timedelta(days=2))

    page = client.get("certification.show", public_id=certificate.public_id)

    assert not page.select("#snippet")
