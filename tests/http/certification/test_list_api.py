"""The register page by page, for programs that follow it."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from shop.catalog.models import ProductGroup
from shop.certification.models import CertificateStatus
from shop.database import Origin
from shop.lib import clock
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.places import make_commune, make_province
from tests.factories.producers import make_producer

PATH = "/api/v1/certificates"
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def listed(client, query=""):
    answer = client.http.get(f"{PATH}{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def changed_at(*minutes, **overrides):
    """Certificates that changed so many minutes after noon."""
    return [
        make_certificate(changed_at=NOON + timedelta(minutes=each), **overrides).public_id
        for each in minutes
    ]


def test_certificates_come_in_the_order_of_their_changes(client, session):
    third, first, second = changed_at(3, 1, 2)

    assert listed(client) == [first, second, third]
    assert listed(client, "?sort=-updated") == [third, second, first]


def test_a_change_puts_a_certificate_last(client, session):
    first, second = (make_certificate() for _ in range(2))
    clock.show(clock.now() + timedelta(hours=1))
    try:
        first.certificate_no = "12/GCN"
        session.commit()
    finally:
        clock.show(None)

    assert listed(client) == [second.public_id, first.public_id]


def test_what_changed_since_an_instant_is_enough_for_who_follows(client, session):
    changed_at(1)
    at, later = changed_at(2, 3)

    assert listed(client, "?updated_since=2026-11-25T12:02:00%2B07:00") == [at, later]


def test_cursors_lead_through_the_whole_register_once(client, session):
    made = changed_at(*range(5))
    seen, path = [], f"{PATH}?limit=2&stars=4"
    while path:
        answer = client.http.get(path)
        seen += [item["id"] for item in answer.json["items"]]
        following = answer.headers.get("Link")
        assert bool(following) == bool(answer.json["next_cursor"])
        path = (
            following
            and urlsplit(following[1 : following.index(">")])
            ._replace(scheme="", netloc="")
            .geturl()
        )

    assert seen == made


def test_filters_of_one_kind_are_or_of_several_and(client, session):
    make_province("79", "Thành phố Hồ Chí Minh")
    elsewhere = make_producer(
        province_code="79", commune_code=make_commune("26740", "Phường Sài Gòn").code
    )
    silk = make_product(producer=elsewhere, product_group=ProductGroup.HANDICRAFT)
    here = make_certificate(stars=3).public_id
    there = make_certificate(stars=5, product=silk).public_id
    nobodys = make_certificate(stars=4, product=make_product(producer=None)).public_id

    assert set(listed(client, "?stars=3&stars=4")) == {here, nobodys}
    assert listed(client, "?province=79") == [there]
    assert listed(client, "?group=handicraft") == [there]
    assert listed(client, "?group=handicraft&stars=3") == []
    assert set(listed(client, "?province=01&province=79")) == {here, there}


@pytest.mark.parametrize(
    ("day", "is_listed"),
    [("2025-02-28", False), ("2025-03-01", True), ("2028-03-01", True), ("2028-03-02", False)],
)
def test_a_day_asks_for_what_held_on_it(client, session, day, is_listed):
    certificate = make_certificate(issued_on=date(2025, 3, 1))

    found = listed(client, f"?valid_on={day}")

    assert (found == [certificate.public_id]) is is_listed


@pytest.mark.parametrize("status", [CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED])
@pytest.mark.parametrize(("day", "is_listed"), [("2026-09-30", True), ("2026-10-01", False)])
def test_what_ended_since_held_until_the_day_of_its_end(client, session, status, day, is_listed):
    make_certificate(issued_on=date(2025, 3, 1), status=status, ended_on=date(2026, 10, 1))

    assert bool(listed(client, f"?valid_on={day}")) is is_listed


def test_sample_data_come_only_when_asked_for(client, session):
    fact = make_certificate().public_id
    made_up = make_certificate(origin=Origin.DEMO).public_id

    assert listed(client) == [fact]
    assert set(listed(client, "?demo=1")) == {fact, made_up}


def test_stars_of_today_are_told_beside_those_once_given(client, session):
    make_certificate(stars=4, expires_on=clock.today() - timedelta(days=1))

    (item,) = client.http.get(PATH).json["items"]

    assert (item["stars"], item["stars_today"], item["is_valid"]) == (4, None, False)


@pytest.mark.parametrize(
    "query",
    [
        "stars=2",
        "stars=x",
        "group=x",
        "valid_on=2026-13-01",
        "sort=name",
        "limit=0",
        "limit=201",
        "updated_since=yesterday",
        "cursor=@",
    ],
)
def test_a_parameter_that_makes_no_sense_is_a_problem(client, session, query):
    answer = client.http.get(f"{PATH}?{query}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_what_has_not_changed_is_not_sent_again(client, session):
    make_certificate()
    etag = client.http.get(PATH).headers["ETag"]

    assert client.http.get(PATH, headers={"If-None-Match": etag}).status_code == 304


def test_many_are_read_in_as_many_statements_as_one(client, session, count_statements):
    make_certificate()
    with count_statements() as one:
        listed(client)
    for _ in range(5):
        make_certificate()

    with count_statements() as many:
        listed(client)

    assert len(many) == len(one) <= 3
