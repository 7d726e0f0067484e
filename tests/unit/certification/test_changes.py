from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import func, select

from shop.audit.models import AuditEntry
from shop.certification import errors, queries, register, services
from shop.certification.desk import edited_recognitions
from shop.certification.models import (
    CertificateChange,
    CertificateStatus,
    ChangeStep,
    IssuedPrecision,
    IssuerLevel,
    RevocationReason,
)
from shop.certification.register import CodeDoubt
from shop.certification.rules import Standing, standing_on
from shop.jobs.models import Job
from shop.lib import clock
from tests.factories.certification import make_certificate, make_recognition
from tests.factories.media import PDF

DISTRICT, PROVINCE, CENTRAL = IssuerLevel.DISTRICT, IssuerLevel.PROVINCE, IssuerLevel.CENTRAL
REVOKED = {"status": CertificateStatus.REVOKED, "ended_on": date(2026, 1, 1)}
SUPERSEDED = {"status": CertificateStatus.SUPERSEDED, "ended_on": date(2026, 1, 1)}


def ending_in(days, **more):
    """A certificate whose 36 months end so many days from today."""
    ends_on = clock.today() + timedelta(days=days)
    return make_certificate(
        issued_on=date(ends_on.year - 3, 1, 1), expires_on=ends_on, **{"stars": 3} | more
    )


def extended():
    return ending_in(
        -5, extended_until=clock.today() + timedelta(days=60), extension_reason="Chờ kết quả"
    )


def after(session):
    """How much is written down: of changes, of the audit log, of jobs."""
    return [
        session.scalar(select(func.count()).select_from(each)) for each in (CertificateChange, Job)
    ]


def revoke(certificate, officer, **changes):
    said = {"issuer_level": PROVINCE, "revoked_on": clock.today()} | changes
    day = said.pop("revoked_on")
    services.revoke(
        certificate, RevocationReason.MARK_MISUSE, "9/QĐ-UBND", day, actor=officer, **said
    )


@pytest.mark.parametrize("days", [1, 180])
def test_an_extension_keeps_the_star_through_its_last_day(officer, days, session):
    certificate = ending_in(0)
    until = certificate.expires_on + timedelta(days=days)

    services.extend(certificate, until, "Chờ kết quả của tỉnh", actor=officer)

    assert standing_on(certificate, until) is Standing.EXTENDED
    assert not certificate.is_valid_on(until + timedelta(days=1))
    assert certificate.changes[-1].reason == "Chờ kết quả của tỉnh"
    assert session.scalar(select(AuditEntry.actor_id).filter_by(action="certificate.extended"))


@pytest.mark.parametrize("days", [-1, 0, 181])
def test_an_extension_lasts_1_to_180_days(officer, session, days):
    certificate = ending_in(0)

    with pytest.raises(errors.ExtensionOutOfRange):
        services.extend(
            certificate, certificate.expires_on + timedelta(days=days), "Chờ", actor=officer
        )

    assert certificate.extended_until is None and after(session) == [0, 0]


def test_an_extension_needs_its_reason(officer, session):
    with pytest.raises(errors.ReasonMissing):
        services.extend(ending_in(0), clock.today() + timedelta(days=9), "  ", actor=officer)


def test_an_extension_needs_a_known_end(officer, session):
    certificate = ending_in(3, issued_precision=IssuedPrecision.YEAR)

    with pytest.raises(errors.DayUnknown):
        services.extend(certificate, clock.today() + timedelta(days=9), "Chờ", actor=officer)


@pytest.mark.parametrize(
    "make",
    [
        lambda: ending_in(-1),
        extended,
        lambda: ending_in(9, **REVOKED),
        lambda: ending_in(9, **SUPERSEDED),
    ],
    ids=["expired", "extended", "revoked", "superseded"],
)
def test_only_what_is_active_can_be_extended(officer, session, make):
    certificate = make()

    with pytest.raises(errors.StepNotAllowed):
        services.extend(
            certificate, certificate.expires_on + timedelta(days=90), "Chờ", actor=officer
        )


@pytest.mark.parametrize("make", [lambda: ending_in(99), extended], ids=["active", "extended"])
def test_a_revoked_certificate_gives_no_star_from_that_moment(officer, session, make):
    certificate = make()

    revoke(certificate, officer, note="Biên bản số 4")

    assert standing_on(certificate, clock.today()) is Standing.REVOKED
    assert queries.certificate_on(clock.today(), certificate.product_id) is None
    assert certificate.revocation_decision_no == "9/QĐ-UBND"
    assert certificate.changes[-1].reason == "Biên bản số 4"
    job = session.scalars(select(Job).filter_by(name="search.index_product")).one()
    assert job.arguments == {"product_id": certificate.product_id}


@pytest.mark.parametrize(
    "changes", [{"expires_on": clock.today() - timedelta(days=1)}, REVOKED, SUPERSEDED]
)
def test_what_is_final_cannot_be_revoked(officer, session, changes):
    certificate = make_certificate(**changes)

    with pytest.raises(errors.StepNotAllowed):
        revoke(certificate, officer)

    assert after(session) == [0, 0]


@pytest.mark.parametrize(
    ("issued_by", "revoked_by", "day", "may"),
    [
        (PROVINCE, PROVINCE, date(2025, 7, 6), True),
        (PROVINCE, CENTRAL, date(2025, 7, 6), False),
        (CENTRAL, PROVINCE, date(2025, 7, 6), False),
        (CENTRAL, CENTRAL, date(2025, 7, 6), True),
        (DISTRICT, DISTRICT, date(2025, 7, 5), True),
        (DISTRICT, PROVINCE, date(2025, 7, 5), False),
        (DISTRICT, DISTRICT, date(2025, 7, 6), False),
        (DISTRICT, PROVINCE, date(2025, 7, 6), True),
        (None, CENTRAL, date(2025, 7, 6), True),
    ],
)
def test_who_has_issued_revokes(officer, session, issued_by, revoked_by, day, may):
    certificate = make_certificate(issuer_level=issued_by, issued_on=date(2025, 1, 1))

    if may:
        revoke(certificate, officer, issuer_level=revoked_by, revoked_on=day)
        assert certificate.ended_on == day
    else:
        with pytest.raises(errors.WrongRevoker):
            revoke(certificate, officer, issuer_level=revoked_by, revoked_on=day)


@pytest.mark.parametrize("days", [-31, 1])
def test_a_revocation_is_dated_within_the_term(officer, session, days):
    certificate = make_certificate()  # issued 30 days ago

    with pytest.raises(errors.RevokedOutsideTerm):
        revoke(certificate, officer, revoked_on=clock.today() + timedelta(days=days))


def test_a_correction_keeps_what_was_said_before(officer, session):
    certificate = make_certificate(stars=3, score=Decimal("72.50"), decision_no="1/A")
    entry = replace(services.Entry.of(certificate), stars=4, decision_no="2/B")

    services.correct(certificate, entry, "Gõ nhầm", actor=officer)

    change = certificate.changes[-1]
    assert (change.step, change.reason) == (ChangeStep.CORRECTED, "Gõ nhầm")
    assert change.before == {"stars": 3, "decision_no": "1/A"}
    assert change.after == {"stars": 4, "decision_no": "2/B"}
    assert (certificate.stars, certificate.decision_no) == (4, "2/B")


def test_a_corrected_day_moves_the_end(officer, session):
    certificate = make_certificate(issued_on=date(2026, 1, 31))
    entry = replace(services.Entry.of(certificate), issued_on=date(2024, 2, 29))

    services.correct(certificate, entry, "Gõ nhầm", actor=officer)

    assert certificate.expires_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("error", "changes", "reason"),
    [
        (errors.NothingChanged, {}, "Gõ nhầm"),
        (errors.ReasonMissing, {"stars": 3}, " "),
        (errors.StarsAboveScore, {"stars": 5}, "Gõ nhầm"),
        (errors.TooFewStars, {"stars": 2}, "Gõ nhầm"),
        (errors.WrongIssuer, {"issuer_level": CENTRAL}, "Gõ nhầm"),
        (errors.IssuedInFuture, {"issued_on": date(2050, 1, 1)}, "Gõ nhầm"),
        (errors.DecisionAlreadyUsed, {"decision_no": "7/Khác"}, "Gõ nhầm"),
        (errors.AnotherHolds, {"issued_on": date(2021, 6, 1)}, "Gõ nhầm"),
    ],
)
def test_a_correction_keeps_to_the_rules(officer, session, product, error, changes, reason):
    make_certificate(product=product, issued_on=date(2021, 1, 1), decision_no="7/Khác")
    certificate = make_certificate(product=product, issued_on=date(2026, 1, 31))
    entry = replace(services.Entry.of(certificate), **changes)

    with pytest.raises(error):
        services.correct(certificate, entry, reason, actor=officer)

    session.expire_all()
    assert (certificate.stars, certificate.issued_on) == (4, date(2026, 1, 31))
    assert after(session) == [0, 0]


@pytest.fixture
def by_year(session):
    return make_certificate(
        issued_on=date(2025, 1, 1), issued_precision=IssuedPrecision.YEAR, issuer_level=None
    )


@pytest.fixture
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "MEDIA_PATH", tmp_path)


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31)])
def test_the_day_is_confirmed_from_its_evidence(officer, by_year, folder, day):
    services.confirm_day(
        by_year, day, "Bản quyết định", scan=(BytesIO(PDF), "qd.pdf"), actor=officer
    )

    assert (by_year.issued_on, by_year.issued_precision) == (day, IssuedPrecision.DAY)
    assert by_year.expires_on == date(day.year + 3, day.month, day.day)
    assert by_year.scan_id is not None
    change = by_year.changes[-1]
    assert change.before["issued_precision"] == "year"
    assert change.before["issued_on"] == "2025-01-01"
    assert change.reason == "Bản quyết định"


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1)])
def test_the_day_lies_within_what_the_source_says(officer, by_year, folder, day):
    with pytest.raises(errors.DayOutsideStated):
        services.confirm_day(by_year, day, "Có", scan=(BytesIO(PDF), "q"), actor=officer)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2024, 2, 1), date(2024, 2, 29)), (date(2025, 12, 1), date(2025, 12, 31))],
)
def test_a_month_ends_on_its_own_last_day(session, first, last):
    certificate = make_certificate(issued_on=first, issued_precision=IssuedPrecision.MONTH)

    assert register.days_meant(certificate) == (first, last)


def test_a_day_needs_evidence_and_is_confirmed_once(officer, by_year, folder):
    with pytest.raises(errors.EvidenceMissing):
        services.confirm_day(by_year, date(2025, 5, 5), "Có", actor=officer)
    with pytest.raises(errors.ReasonMissing):
        services.confirm_day(by_year, date(2025, 5, 5), "", actor=officer)
    with pytest.raises(errors.DayKnown):
        services.confirm_day(make_certificate(), clock.today(), "Có", actor=officer)


@pytest.mark.parametrize(
    ("code", "issued_on", "doubt"),
    [
        (None, date(2026, 1, 1), None),
        ("01-00166-12-2026", date(2026, 1, 1), None),
        ("01-00166-12-2025", date(2026, 1, 1), None),
        ("01-00166-12-2024", date(2026, 1, 1), CodeDoubt.OTHER_YEAR),
        ("01-00166-12-2027", date(2026, 1, 1), CodeDoubt.OTHER_YEAR),
        ("01-268-00166-12-2025", date(2025, 6, 30), None),
        ("01-268-00166-12-2025", date(2025, 7, 1), CodeDoubt.WITH_DISTRICT),
        ("01/00166/12/2026", date(2026, 1, 1), CodeDoubt.UNKNOWN_SHAPE),
        ("01-00166-12", date(2026, 1, 1), CodeDoubt.UNKNOWN_SHAPE),
        ("01-00166-mười-2026", date(2026, 1, 1), CodeDoubt.UNKNOWN_SHAPE),
    ],
)
def test_an_odd_product_code_is_doubted_never_refused(code, issued_on, doubt):
    assert register.code_doubt(code, issued_on) is doubt


def test_every_step_of_the_law_is_in_the_table_and_no_other():
    steps = {(before.value, to.value) for before, tos in register.TRANSITIONS.items() for to in tos}
    assert steps == {
        ("draft", "submitted"),
        ("submitted", "active"),
        ("submitted", "rejected"),
        ("active", "extended"),
        ("active", "expired"),
        ("active", "revoked"),
        ("active", "superseded"),
        ("extended", "expired"),
        ("extended", "revoked"),
        ("extended", "superseded"),
    }


def test_a_later_load_of_the_sources_leaves_a_corrected_entry_alone(
    officer, session, by_year, folder
):
    by_year.recognition_id = make_recognition(product=by_year.product).id
    session.commit()
    assert edited_recognitions() == set()

    services.confirm_day(
        by_year, date(2025, 5, 5), "Bản gốc", scan=(BytesIO(PDF), "q.pdf"), actor=officer
    )

    assert edited_recognitions() == {by_year.recognition_id}
