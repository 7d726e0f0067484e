from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, true

from shop.audit.models import AuditEntry
from shop.certification import decisions, import_errors, services
from shop.certification.decisions import Directory, Known, Outcome
from shop.certification.lists import RowRead
from shop.certification.models import (
    Certificate,
    CertificateStatus,
    ImportState,
    IssuerLevel,
    RecognitionKind,
    RevocationReason,
)
from shop.certification.services import Decision
from shop.certification.services.decisions import LEFT_OUT
from shop.lib import clock
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.orders import make_order

DECISION = Decision(
    "3981/QĐ-BNN", date(2026, 11, 20), IssuerLevel.PROVINCE, "UBND thành phố Hà Nội"
)


@pytest.fixture
def keep(officer):
    def keeping(*products, stars=4, **changes):
        rows = [
            RowRead(line, each.name_vi, each.producer.name, stars, Decimal("72.5"), **changes)
            for line, each in enumerate(products, start=2)
        ]
        return services.keep(DECISION, rows, "ds.csv", decisions.directory(true()), actor=officer)

    return keeping


def enter(kept, officer):
    seen = decisions.fingerprint(decisions.plan(kept))
    return services.apply(kept, seen, actor=officer)


def outcomes(kept):
    return [fate.outcome for fate in decisions.plan(kept)]


def count(session):
    return session.scalar(select(func.count()).select_from(Certificate))


def test_a_list_is_entered_whole(keep, officer, session):
    first, second = make_product(), make_product()
    old = make_certificate(product=second, stars=3, issued_on=date(2025, 1, 1))
    kept = keep(first, second)

    assert outcomes(kept) == [Outcome.NEW, Outcome.SUPERSEDES]
    assert enter(kept, officer) == 2

    new = session.get(Certificate, kept.rows[1].certificate_id)
    assert (new.decision_no, new.issued_on) == ("3981/QĐ-BNN", date(2026, 11, 20))
    assert (new.kind, new.supersedes_id) == (RecognitionKind.UPGRADE, old.id)
    assert old.status is CertificateStatus.SUPERSEDED
    assert kept.state is ImportState.APPLIED and kept.settled_by_id == officer.id


def test_entered_twice_it_is_entered_once(keep, officer, session):
    kept = keep(make_product())
    enter(kept, officer)

    assert services.apply(kept, "", actor=officer) == 0
    assert count(session) == 1


def test_the_same_list_brought_again_finds_each_line_entered(keep, officer, session):
    product = make_product()
    enter(keep(product), officer)

    assert outcomes(keep(product)) == [Outcome.REFUSED]


def test_fewer_stars_come_as_a_re_recognition(keep, session):
    product = make_product()
    make_certificate(product=product, stars=5, issued_on=date(2025, 1, 1))

    (fate,) = decisions.plan(keep(product))

    assert fate.place.kind is RecognitionKind.REASSESSMENT


@pytest.mark.parametrize("stars", [1, 2, 5, 6])
def test_one_line_that_cannot_be_keeps_all_out(keep, officer, session, stars):
    kept = keep(make_product(), make_product())
    kept.rows[1].stars = stars
    session.commit()

    with pytest.raises(import_errors.ImportNotReady) as refused:
        enter(kept, officer)

    assert "3" in str(refused.value.message)
    assert count(session) == 0 and kept.state is ImportState.DRAFT


def test_a_product_stands_in_a_list_once(keep, session):
    product = make_product()

    assert outcomes(keep(product, product)) == [Outcome.NEW, Outcome.REFUSED]


def test_a_line_that_nobody_has_settled_waits(keep, officer, session):
    known, other = make_product(), make_product(name_vi="Trà sen Tây Hồ")
    kept = keep(known, other)
    other.name_vi = "Khác hẳn"
    kept.rows[1].product_id = None
    session.commit()

    with pytest.raises(import_errors.ImportNotReady):
        enter(kept, officer)
    directory = decisions.directory(true())
    services.choose(kept, {kept.rows[1].id: LEFT_OUT}, directory, actor=officer)

    assert enter(kept, officer) == 1
    assert outcomes(kept)[1] is Outcome.LEFT_OUT


def test_a_choice_lies_within_reach(keep, officer, session):
    kept = keep(make_product())

    with pytest.raises(import_errors.UnknownChoice):
        services.choose(kept, {kept.rows[0].id: 10_000_000}, Directory([]), actor=officer)


def test_what_has_changed_since_the_look_is_not_entered(keep, officer, session):
    product = make_product()
    kept = keep(product)
    seen = decisions.fingerprint(decisions.plan(kept))
    make_certificate(product=product, issued_on=date(2026, 1, 1))

    with pytest.raises(import_errors.ImportChanged):
        services.apply(kept, seen, actor=officer)

    assert count(session) == 1


def test_all_left_out_is_nothing_to_enter(keep, officer, session):
    kept = keep(make_product())
    services.choose(kept, {kept.rows[0].id: LEFT_OUT}, Directory([]), actor=officer)

    with pytest.raises(import_errors.ImportEmpty):
        enter(kept, officer)


def test_undone_all_is_as_before(keep, officer, session):
    first, second = make_product(), make_product()
    old = make_certificate(product=second, stars=3, issued_on=date(2025, 1, 1))
    kept = keep(first, second)
    enter(kept, officer)

    assert services.undo(kept, actor=officer) == 2

    assert session.scalars(select(Certificate)).all() == [old]
    assert (old.status, old.ended_on) == (CertificateStatus.VERIFIED, None)
    assert kept.state is ImportState.UNDONE
    gone = session.scalars(select(AuditEntry).filter_by(action="certificate.removed")).all()
    assert {entry.details["decision_no"] for entry in gone} == {"3981/QĐ-BNN"}
    with pytest.raises(import_errors.ImportSettled):
        services.undo(kept, actor=officer)
    assert outcomes(keep(first)) == [Outcome.NEW]


def test_what_was_touched_since_cannot_be_undone(keep, officer, session):
    product = make_product()
    kept = keep(product)
    enter(kept, officer)
    certificate = session.get(Certificate, kept.rows[0].certificate_id)
    services.revoke(
        certificate,
        RevocationReason.MARK_MISUSE,
        "1/B",
        clock.today(),
        issuer_level=IssuerLevel.PROVINCE,
        actor=officer,
    )

    with pytest.raises(import_errors.ImportTouched) as refused:
        services.undo(kept, actor=officer)

    assert product.name_vi in str(refused.value.message)
    assert count(session) == 1


def test_what_an_order_refers_to_cannot_be_undone(keep, officer, session):
    kept = keep(make_product())
    enter(kept, officer)
    order = make_order()
    order.lines[0].certificate_id = kept.rows[0].certificate_id
    session.commit()

    with pytest.raises(import_errors.ImportTouched):
        services.undo(kept, actor=officer)

    session.expire_all()
    assert count(session) == 1 and kept.state is ImportState.APPLIED


def test_a_list_put_aside_stays_so(keep, officer, session):
    kept = keep(make_product())
    services.discard(kept, actor=officer)

    for step in (
        lambda: services.discard(kept, actor=officer),
        lambda: services.apply(kept, "", actor=officer),
        lambda: services.undo(kept, actor=officer),
        lambda: services.choose(kept, {}, Directory([]), actor=officer),
    ):
        with pytest.raises(import_errors.ImportSettled):
            step()


KNOWN = Directory(
    [
        Known(1, "Trà sen Tây Hồ", "Hợp tác xã Sen Việt"),
        Known(2, "Trà sen Tây Hồ", "Hợp tác xã Khác"),
        Known(3, "Trà sén Tây Hồ", "Hợp tác xã Sen Việt"),
        Known(4, "Mật ong hoa nhãn", "Cơ sở Ong"),
    ]
)


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("name", "maker", "found"),
    [
        ("Trà sen Tây Hồ", "HTX Sen Việt", 1),
        ("TRÀ SEN  TÂY HỒ", "htx sen viet", 1),
        ("Trà sen Tây Hồ", "HTX Khác", 2),
        ("Trà sén Tây Hồ", "HTX Sen Việt", 3),
        ("Tra sen Tay Ho", "HTX Sen Việt", None),
        ("Trà sen Tây Hồ", "Ai đó", None),
        ("Mật ong", "Cơ sở Ong", None),
    ],
)
def test_only_the_very_name_and_maker_are_certain(name, maker, found):
    assert KNOWN.certain(name, maker) == found


@pytest.mark.nodb
def test_names_without_marks_bring_candidates_the_makers_own_first():
    found = [each.id for each in KNOWN.candidates("Tra sen Tay Ho", "HTX Sen Việt")]

    assert set(found) == {1, 2, 3} and found[-1] == 2
    assert KNOWN.candidates("Gốm", "Ai") == []


def test_a_plan_asks_as_often_for_many_lines_as_for_one(keep, session, count_statements):
    one, many = keep(make_product()), keep(*[make_product() for _ in range(6)])
    session.commit()
    with count_statements() as few:
        decisions.plan(decisions.find(one.id))
    session.expire_all()

    with count_statements() as more:
        decisions.plan(decisions.find(many.id))

    assert len(more) == len(few)
