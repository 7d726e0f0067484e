from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from shop.audit.models import AuditEntry
from shop.certification import errors, queries, services
from shop.certification.models import (
    Certificate,
    CertificateChange,
    CertificateStatus,
    ChangeStep,
    IssuerLevel,
    RecognitionKind,
)
from shop.jobs.models import Job
from shop.lib import clock
from tests.factories.certification import make_certificate

DISTRICT, PROVINCE, CENTRAL = IssuerLevel.DISTRICT, IssuerLevel.PROVINCE, IssuerLevel.CENTRAL
UPGRADE, REASSESSMENT = RecognitionKind.UPGRADE, RecognitionKind.REASSESSMENT


@pytest.fixture
def record(product, officer, word):
    def recording(**changes):
        return services.record_certificate(product, word(**changes), actor=officer)

    return recording


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_certificate_is_valid_through_its_last_day(record):
    certificate = record()

    assert certificate.kind is RecognitionKind.FIRST
    assert certificate.is_valid_on(date(2029, 1, 31))
    assert not certificate.is_valid_on(date(2029, 2, 1))


def test_recording_is_noted_and_the_product_is_indexed_again(record, session, officer, product):
    certificate = record()

    entry = session.scalars(select(AuditEntry).filter_by(action="certificate.issued")).one()
    job = session.scalars(select(Job).where(Job.name == "search.index_product")).one()
    assert (entry.actor_id, entry.subject_id) == (officer.id, str(certificate.id))
    assert [change.step for change in certificate.changes] == [ChangeStep.ISSUED]
    assert certificate.changes[0].actor_id == officer.id
    assert job.arguments == {"product_id": product.id}


def test_the_public_code_cannot_be_guessed(record):
    certificate = record()

    assert len(certificate.public_id) == 10
    assert not set(certificate.public_id) & set("01ilo")


@pytest.mark.parametrize(
    ("error", "changes"),
    [
        (errors.TooFewStars, {"stars": 2}),
        (errors.TooFewStars, {"stars": 1, "score": Decimal("20")}),
        (errors.NoSuchStars, {"stars": 6}),
        (errors.NoSuchStars, {"stars": 0}),
        (errors.ScoreOutOfRange, {"score": Decimal("100.01")}),
        (errors.ScoreOutOfRange, {"score": Decimal("-0.01")}),
        (errors.StarsAboveScore, {"score": Decimal("69.99")}),
        (errors.StarsAboveScore, {"stars": 3, "score": Decimal("49.99")}),
        (
            errors.StarsAboveScore,
            {"score": Decimal("89.99"), "stars": 5, "issuer_level": CENTRAL},
        ),
        (errors.WrongIssuer, {"stars": 3, "issuer_level": DISTRICT}),
        (errors.WrongIssuer, {"stars": 5, "score": Decimal("95")}),
        (errors.WrongIssuer, {"issuer_level": CENTRAL}),
        (errors.WrongExpiry, {"expires_on": date(2029, 1, 30)}),
        (errors.WrongExpiry, {"expires_on": date(2029, 2, 1)}),
        (errors.IssuedTooEarly, {"issued_on": date(2018, 5, 6)}),
    ],
)
def test_what_no_decision_can_say_leaves_nothing_behind(record, session, error, changes):
    with pytest.raises(error):
        record(**changes)

    assert [count(session, each) for each in (Certificate, CertificateChange, Job)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("stars", "score", "level"),
    [(4, "70", PROVINCE), (4, "89.99", PROVINCE), (5, "90", CENTRAL), (3, "50", PROVINCE)],
)
def test_the_least_score_of_each_number_of_stars_is_enough(record, stars, score, level):
    assert record(stars=stars, score=Decimal(score), issuer_level=level).stars == stars


@pytest.mark.parametrize(
    ("day", "level", "may"),
    [
        (date(2023, 2, 23), PROVINCE, True),
        (date(2023, 2, 24), PROVINCE, False),
        (date(2023, 2, 24), DISTRICT, True),
        (date(2025, 7, 5), DISTRICT, True),
        (date(2025, 7, 5), PROVINCE, False),
        (date(2025, 7, 6), DISTRICT, False),
        (date(2025, 7, 6), PROVINCE, True),
    ],
)
def test_who_may_give_three_stars_follows_the_day(record, day, level, may):
    three = {"stars": 3, "score": None, "issued_on": day, "issuer_level": level}
    if may:
        assert record(**three).issuer_level is level
    else:
        with pytest.raises(errors.WrongIssuer):
            record(**three)


def test_minimum_options_may_keep_stars_below_the_score(record):
    assert record(score=Decimal("93")).stars == 4


def test_the_day_as_printed_may_be_the_clamped_end_of_february(record):
    certificate = record(issued_on=date(2024, 2, 29), expires_on=date(2027, 2, 28))

    assert certificate.expires_on == date(2027, 2, 28)


def test_a_decision_of_tomorrow_is_refused(record):
    assert record(issued_on=clock.today())
    with pytest.raises(errors.IssuedInFuture):
        record(issued_on=clock.today() + timedelta(days=1), decision_no="13/QĐ-UBND")


@pytest.mark.parametrize("spelling", ["12/QĐ-BNN", "12/qđ-bnn", " 12 / QĐ-BNN "])
def test_a_decision_covers_a_product_once_however_it_is_spelt(record, product, spelling):
    make_certificate(product=product, decision_no="12/QĐ-BNN", issued_on=date(2019, 6, 1))

    with pytest.raises(errors.DecisionAlreadyUsed):
        record(decision_no=spelling)


@pytest.mark.parametrize(
    "issued_on", [date(2023, 1, 31), date(2025, 12, 1), date(2026, 1, 31), date(2026, 3, 1)]
)
def test_two_certificates_never_hold_on_one_day(record, session, product, issued_on):
    make_certificate(product=product, issued_on=issued_on)

    with pytest.raises(errors.AnotherHolds):
        record()

    assert count(session, Certificate) == 1


def test_the_day_after_one_has_ended_the_next_may_begin(record, session, product):
    earlier = make_certificate(product=product, issued_on=date(2023, 1, 30))

    later = record()

    session.refresh(earlier)
    assert later.kind is REASSESSMENT
    assert earlier.status is CertificateStatus.VERIFIED and earlier.ended_on is None


def test_an_upgrade_takes_the_place_of_the_one_that_ran(session, product, officer, word):
    earlier = make_certificate(product=product, issued_on=date(2025, 1, 31), stars=3)

    later = services.supersede(earlier, word(), UPGRADE, actor=officer)

    assert (earlier.status, earlier.ended_on) == (CertificateStatus.SUPERSEDED, later.issued_on)
    assert (later.kind, later.supersedes_id) == (UPGRADE, earlier.id)
    assert queries.certificate_on(clock.today(), product.id) is later
    assert earlier.changes[-1].before == {"status": "verified", "ended_on": None}


@pytest.mark.parametrize("had", [4, 5])
def test_an_upgrade_brings_more_stars(product, officer, word, had, session):
    earlier = make_certificate(product=product, issued_on=date(2025, 1, 31), stars=had)

    with pytest.raises(errors.NoUpgrade):
        services.supersede(earlier, word(), UPGRADE, actor=officer)

    assert count(session, Certificate) == 1
    assert earlier.status is CertificateStatus.VERIFIED


def test_a_re_recognition_may_bring_fewer_stars(product, officer, word):
    earlier = make_certificate(product=product, issued_on=date(2025, 1, 31), stars=5)

    assert services.supersede(earlier, word(), REASSESSMENT, actor=officer).stars == 4


def test_an_extended_certificate_can_be_superseded(product, officer, word):
    earlier = make_certificate(
        product=product,
        issued_on=date(2023, 1, 15),
        extended_until=date(2026, 6, 1),
        extension_reason="Chờ kết quả",
    )

    services.supersede(earlier, word(), REASSESSMENT, actor=officer)

    assert earlier.status is CertificateStatus.SUPERSEDED


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_on": date(2020, 1, 1)},
        {"status": CertificateStatus.REVOKED, "ended_on": date(2025, 6, 1)},
        {"status": CertificateStatus.SUPERSEDED, "ended_on": date(2025, 6, 1)},
        {"status": CertificateStatus.REJECTED},
        {"status": CertificateStatus.DRAFT},
        {"issued_on": date(2026, 1, 31)},
        {"issued_on": date(2026, 5, 1)},
    ],
)
def test_only_what_holds_can_be_superseded(session, product, officer, word, changes):
    earlier = make_certificate(product=product, **{"issued_on": date(2025, 1, 31)} | changes)

    with pytest.raises(errors.StepNotAllowed):
        services.supersede(earlier, word(), REASSESSMENT, actor=officer)

    assert count(session, Certificate) == 1
