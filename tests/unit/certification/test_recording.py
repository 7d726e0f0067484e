from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role
from shop.audit.models import AuditEntry
from shop.certification import queries, services
from shop.certification.errors import (
    DecisionAlreadyUsed,
    IssuedInFuture,
    StarsAboveScore,
    TooFewStars,
    WrongIssuer,
)
from shop.certification.models import Certificate, CertificateStatus, IssuerLevel
from shop.jobs.models import Job
from shop.lib import clock
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate

ISSUED_ON = date(2026, 1, 31)


@pytest.fixture
def officer(session):
    return make_user(Role.OFFICER)


@pytest.fixture
def product(session):
    return make_product()


@pytest.fixture
def record(product, officer):
    def recording(score="72.5", issued_on=ISSUED_ON, *, decision_no="12/QĐ-UBND", **more):
        level = more.pop("issuer_level", IssuerLevel.PROVINCE)
        return services.record_certificate(
            product,
            decision_no,
            Decimal(score),
            issued_on,
            issuer_level=level,
            issuer_name="UBND thành phố Hà Nội",
            actor=officer,
            **more,
        )

    return recording


def test_certificate_is_valid_through_its_last_day(record):
    certificate = record("72.5")

    assert certificate.stars == 4
    assert certificate.is_valid_on(date(2029, 1, 31))
    assert not certificate.is_valid_on(date(2029, 2, 1))


def test_recording_is_noted_and_the_product_is_indexed_again(record, session, officer, product):
    certificate = record()

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "certificate.recorded")
    ).one()
    job = session.scalars(select(Job).where(Job.name == "search.index_product")).one()
    assert (entry.actor_id, entry.subject_id) == (officer.id, str(certificate.id))
    assert job.arguments == {"product_id": product.id}


def test_the_public_code_cannot_be_guessed_from_another(record):
    one = record()
    other = record(decision_no="13/QĐ-UBND", issued_on=ISSUED_ON + timedelta(days=1))

    assert len(one.public_id) == 10
    assert one.public_id != other.public_id
    assert not set(one.public_id) & set("01ilo")


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (TooFewStars, {"score": "49.99"}),
        (TooFewStars, {"score": "72", "stars": 2}),
        (StarsAboveScore, {"score": "89.99", "stars": 5, "issuer_level": IssuerLevel.CENTRAL}),
        (WrongIssuer, {"score": "55", "issuer_level": IssuerLevel.DISTRICT}),
        (WrongIssuer, {"score": "95"}),
        (WrongIssuer, {"issuer_level": IssuerLevel.CENTRAL}),
    ],
)
def test_what_the_decision_does_not_allow_leaves_nothing_behind(record, session, error, arguments):
    with pytest.raises(error):
        record(**arguments)

    assert session.scalar(select(func.count()).select_from(Certificate)) == 0
    assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_district_could_certify_until_it_was_dissolved(record):
    day = date(2025, 7, 5)

    assert record("55", day, issuer_level=IssuerLevel.DISTRICT).stars == 3
    with pytest.raises(WrongIssuer):
        record("55", day + timedelta(days=1), issuer_level=IssuerLevel.DISTRICT)


def test_minimum_options_may_keep_stars_below_the_score(record):
    assert record("93", stars=4).stars == 4


def test_a_decision_covers_a_product_once(record):
    record()

    with pytest.raises(DecisionAlreadyUsed):
        record()


def test_a_decision_of_tomorrow_is_refused(record):
    with pytest.raises(IssuedInFuture):
        record(issued_on=clock.today() + timedelta(days=1))


def test_a_later_certificate_replaces_the_one_that_ran(record, session, product):
    earlier = make_certificate(product=product, issued_on=date(2025, 1, 31), stars=3)

    later = record("75")

    session.refresh(earlier)
    assert earlier.status is CertificateStatus.SUPERSEDED
    assert earlier.ended_on == later.issued_on
    assert queries.certificate_on(clock.today(), product.id) == later


def test_a_certificate_that_had_lapsed_keeps_its_own_end(record, session, product):
    earlier = make_certificate(product=product, issued_on=date(2020, 1, 31))

    record()

    session.refresh(earlier)
    assert earlier.status is CertificateStatus.VERIFIED
    assert earlier.ended_on is None
