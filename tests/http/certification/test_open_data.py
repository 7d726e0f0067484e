"""The register as files: whole, harmless, and never with a star that does not hold."""

import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest

from shop.certification import published
from shop.certification.columns import COLUMNS
from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.lib import clock
from shop.lib.clock import VIETNAM
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate

FILES = ("/certificates.csv", "/certificates.json")


def table(client, query=""):
    text = client.http.get(f"/certificates.csv{query}").get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def graph(client, query=""):
    document = json.loads(client.http.get(f"/certificates.json{query}").data)
    assert document["@context"] == "https://schema.org"
    dataset, *certificates = document["@graph"]
    assert dataset["@type"] == "Dataset"
    return certificates


def test_each_certificate_is_a_row_with_its_source_and_licence(client, session):
    certificate = make_certificate(stars=4, decision_no="3981/QĐ-UBND")

    (row,) = table(client)

    assert list(row) == list(COLUMNS)
    assert (row["id"], row["decision_no"]) == (certificate.public_id, "3981/QĐ-UBND")
    assert (row["stars"], row["stars_today"], row["standing"]) == ("4", "4", "active")
    assert (row["score"], row["is_valid"], row["is_demo"]) == ("72.50", "true", "false")
    assert row["source"] == "https://example.vn/quyet-dinh"
    assert row["licence"].startswith("https://creativecommons.org/publicdomain/zero")
    assert row["url"].endswith(f"/certificates/{certificate.public_id}")
    assert row["product_url"].endswith(certificate.product.slug)


def test_every_column_is_told_of_on_the_page(client, session):
    page = client.get("open_data.show")

    told = [cell.text for cell in page.select("tbody th")]
    assert told == list(COLUMNS)


def test_a_formula_in_a_name_does_no_harm(client, session):
    make_certificate(product_name='=HYPERLINK("http://evil.example")')

    (row,) = table(client)

    assert row["product_name"].startswith("'=HYPERLINK")


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"expires_on": clock.today() - timedelta(days=1)}, "expired"),
        ({"status": CertificateStatus.REVOKED, "ended_on": clock.today()}, "revoked"),
        ({"status": CertificateStatus.SUPERSEDED, "ended_on": clock.today()}, "superseded"),
    ],
)
def test_what_has_ended_stays_in_the_files_without_a_star_of_today(
    client, session, changes, standing
):
    make_certificate(stars=5, **changes)

    (row,), (node,) = table(client), graph(client)

    assert (row["stars"], row["stars_today"], row["standing"]) == ("5", "", standing)
    assert node["certificationStatus"].endswith("CertificationInactive")
    assert "certificationRating" not in node


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected"])
def test_what_was_never_given_is_in_no_file(client, session, status):
    make_certificate(status=CertificateStatus(status))

    assert not table(client) and not graph(client)


def test_sample_data_come_only_when_asked_for_and_say_so(client, session):
    make_certificate(origin=Origin.DEMO)

    assert not table(client) and not graph(client)
    assert [row["is_demo"] for row in table(client, "?demo=1")] == ["true"]
    assert "minh họa" in graph(client, "?demo=1")[0]["creativeWorkStatus"]


def test_a_day_that_is_not_known_is_made_up_nowhere(client, session):
    make_certificate(issued_on=date(2025, 1, 1), issued_precision=IssuedPrecision.YEAR)

    (row,), (node,) = table(client), graph(client)

    assert (row["issued"], row["expires_on"], row["last_valid_day"]) == ("2025", "", "")
    assert node["datePublished"] == "2025"
    assert "expires" not in node and "validFrom" not in node


def test_a_product_off_the_market_has_no_address(client, session):
    make_certificate(product=make_product(listing_status="unpublished"))

    assert table(client)[0]["product_url"] == ""
    assert "url" not in graph(client)[0]["about"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_again_only_after_a_change_or_a_day(client, session, at, path):
    at(datetime(2026, 11, 25, 12, tzinfo=VIETNAM))
    make_certificate()
    etag = client.http.get(path).headers["ETag"]
    known = {"If-None-Match": etag}

    assert client.http.get(path, headers=known).status_code == 304
    assert client.http.get(f"{path}?demo=1", headers=known).status_code == 200
    make_certificate()
    assert client.http.get(path, headers=known).status_code == 200
    etag = client.http.get(path).headers["ETag"]
    at(datetime(2026, 11, 26, 0, 1, tzinfo=VIETNAM))
    assert client.http.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_programs_on_other_sites_may_read_a_file(client, session, path):
    answer = client.http.get(path)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_read_in_steps_however_long_it_is(
    client, session, monkeypatch, count_statements, path
):
    monkeypatch.setattr(published, "READ_AT_ONCE", 2)
    made = [make_certificate().public_id for _ in range(5)]

    with count_statements() as statements:
        text = client.http.get(path).get_data(as_text=True)

    assert [text.count(f"/certificates/{code}") > 0 for code in made] == [True] * 5
    assert len([each for each in statements if "LIMIT" in each]) == 4  # 2, 2, 1 and none


@pytest.mark.parametrize(("lang", "title"), [("vi", "Dữ liệu mở"), ("en", "Open data")])
def test_the_page_leads_to_the_files_and_the_look_up_to_the_page(client, session, lang, title):
    page = client.get("open_data.show", lang=lang)

    assert page.h1.text == title
    assert {link["href"] for link in page.select(".takeaway a")} == {*FILES, "/api/v1/docs"}
    assert client.get("certification.lookup").select("a[href='/open-data']")


def test_the_page_counts_facts_and_sample_data_apart(client, session):
    make_certificate()
    make_certificate(origin=Origin.DEMO)

    page = client.get("open_data.show", lang="en")

    assert "holds 1 certificate today" in page.text and "1 row of sample data" in page.text
