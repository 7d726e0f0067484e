from datetime import timedelta

import pytest

from shop.catalog.models import ProductGroup
from shop.certification.models import CertificateStatus, ProgrammeTotal
from shop.database import Origin
from shop.lib import clock
from shop.office import exports, published, reports
from shop.producers.models import ProducerKind
from tests.factories import save
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate, make_recognition
from tests.factories.producers import make_producer


def report(key):
    return next(each for each in reports.all_reports(clock.today()) if each.key == key)


def counts(key):
    return {row.label: (row.facts, row.demo) for row in report(key).rows}


def ending_in(days, **overrides):
    """A certificate whose last day is so many days away."""
    today = clock.today()
    return make_certificate(
        issued_on=today - timedelta(days=900), expires_on=today + timedelta(days=days), **overrides
    )


def test_facts_and_sample_data_are_counted_apart(session):
    make_certificate(stars=5)
    make_certificate(stars=4)
    make_certificate(stars=4, origin=Origin.DEMO)

    assert counts("stars") == {"5 sao": (1, 0), "4 sao": (1, 1), "3 sao": (0, 0)}


def test_only_certificates_valid_today_count(session):
    ending_in(-1)
    ending_in(-1, extended_until=clock.today() + timedelta(days=5), extension_reason="chờ kết quả")
    make_certificate(status=CertificateStatus.REVOKED, ended_on=clock.today())

    assert report("stars").facts == 1


def test_a_product_with_two_certificates_counts_once_by_the_latest(session):
    product = make_product()
    make_certificate(product=product, stars=3, issued_on=clock.today() - timedelta(days=400))
    make_certificate(product=product, stars=4, issued_on=clock.today() - timedelta(days=10))

    assert counts("stars")["4 sao"] == (1, 0)
    assert report("stars").facts == 1


def test_every_way_of_counting_gives_the_same_sum(session):
    make_certificate(product=make_product(producer=None))
    make_certificate(product=make_product(product_group=ProductGroup.TOURISM))
    make_certificate(product=make_product(producer=make_producer(kind=ProducerKind.HOUSEHOLD)))
    make_certificate(
        product=make_product(producer=make_producer(commune_code=None, province_code=None))
    )

    assert {report(key).facts for key in ("stars", "groups", "producer-kinds", "provinces")} == {4}


@pytest.mark.parametrize(
    ("days", "row"), [(0, 1), (30, 1), (31, 2), (90, 2), (91, 3), (180, 3), (181, None)]
)
def test_certificates_that_end_soon_fall_into_spans(session, days, row):
    ending_in(days)

    filled = [at for at, each in enumerate(report("expiring").rows) if each.facts]
    assert filled == ([] if row is None else [row])


def test_an_extended_certificate_is_listed_as_past_its_date(session):
    ending_in(-1, extended_until=clock.today() + timedelta(days=5), extension_reason="chờ kết quả")

    assert report("expiring").rows[0].facts == 1


def test_a_product_lapses_when_nothing_follows_its_certificate(session):
    ending_in(-10)
    renewed = make_product()
    ending_in(-10, product=renewed)
    make_certificate(product=renewed)

    assert report("lapsed").facts == 1


def test_published_totals_stand_beside_what_is_named_here(session):
    for as_of, value in (("2023", 100), ("2025-11", 3463)):
        save(
            ProgrammeTotal(
                as_of=as_of,
                scope="Hà Nội",
                measure="recognised_products",
                value=value,
                origin=Origin.REFERENCE,
                source="https://example.vn",
            )
        )
    make_recognition()

    (total,) = published.totals()

    assert (total.as_of, total.published, total.ours, total.difference) == (
        "2025-11",
        3463,
        1,
        -3462,
    )
    assert published.course() == [("2023", 100), ("2025-11", 3463)]


def test_a_report_becomes_csv_with_its_definition(session):
    make_certificate(stars=5)

    text = exports.as_csv(report("stars"))

    assert text.startswith("\ufeff")
    assert "5 sao,1,0," in text.splitlines()[1]
