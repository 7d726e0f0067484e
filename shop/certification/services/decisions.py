"""Lists of decisions: kept as brought, settled row by row, entered whole, undone whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import Product
from shop.certification import decisions, import_errors, register
from shop.certification.decisions import Directory, Fate
from shop.certification.lists import RowRead
from shop.certification.models import (
    Certificate,
    CertificateChange,
    CertificateStatus,
    ChangeStep,
    DecisionImport,
    DecisionImportRow,
    ImportState,
    IssuerLevel,
)
from shop.certification.services.entries import change, enter, plain
from shop.database import db, lock, transaction
from shop.jobs import enqueue
from shop.lib import clock

LEFT_OUT = 0  # instead of a product


@dataclass(frozen=True)
class Decision:
    """What a recognition decision says once for its whole list."""

    decision_no: str
    decided_on: date
    issuer_level: IssuerLevel
    issuer_name: str


def keep(
    decision: Decision, rows: Iterable[RowRead], name: str, known: Directory, *, actor: User
) -> DecisionImport:
    """Keep a list as it was brought, with the products that are certain.

    :param name: of the file
    :param known: the products of the officer's places
    :raises IssuedInFuture, IssuedTooEarly: if the decision cannot be of that day
    """
    register.check_issued_on(decision.decided_on, clock.today())
    with transaction() as session:
        kept = DecisionImport(
            created_by_id=actor.id,
            file_name=name[-200:],
            decision_no=decision.decision_no.strip(),
            decided_on=decision.decided_on,
            issuer_level=decision.issuer_level,
            issuer_name=decision.issuer_name,
            rows=[
                DecisionImportRow(
                    line=row.line,
                    product_name=row.product_name,
                    producer_name=row.producer_name,
                    stars=row.stars,
                    score=row.score,
                    certificate_no=row.certificate_no,
                    product_code=row.product_code,
                    issued_on=row.issued_on or decision.decided_on,
                    product_id=known.certain(row.product_name, row.producer_name),
                )
                for row in rows
            ],
        )
        session.add(kept)
        audit.record(actor, "decision.kept", kept, decision_no=kept.decision_no)
    return kept


def choose(
    decision: DecisionImport, chosen: Mapping[int, int], known: Directory, *, actor: User
) -> None:
    """Say which product each of some rows means, or that it is left out.

    :param chosen: a product's id, or LEFT_OUT, by the row's id
    :raises ImportSettled: if the list is entered or put aside already
    :raises UnknownChoice: if a product is not one of the officer's places
    """
    with transaction():
        _lock_draft(decision)
        for row in decision.rows:
            product_id = chosen.get(row.id)
            if product_id is None:
                continue
            if product_id != LEFT_OUT and product_id not in known.products:
                raise import_errors.UnknownChoice
            row.is_left_out = product_id == LEFT_OUT
            row.product_id = product_id or None
        audit.record(actor, "decision.settled", decision, rows=len(chosen))


def apply(decision: DecisionImport, seen: str, *, actor: User) -> int:
    """Enter every row that is not left out, or none; entered already, do nothing.

    :param seen: fingerprint of the plan that the officer has looked at
    :returns: how many certificates were entered
    :raises ImportSettled: if the list is put aside or undone
    :raises ImportNotReady: if a row is refused or not settled, naming their lines
    :raises ImportChanged: if it would come to something else than was seen
    """
    with transaction():
        lock(decision)
        if decision.state is ImportState.APPLIED:
            return 0
        if decision.state is not ImportState.DRAFT:
            raise import_errors.ImportSettled
        decisions.find(decision.id)  # its rows with their products, in few statements
        _lock_products(row.product_id for row in decision.rows)
        fates = decisions.plan(decision)
        if open_lines := [fate.row.line for fate in fates if fate.needs_somebody]:
            raise import_errors.ImportNotReady(open_lines)
        if decisions.fingerprint(fates) != seen:
            raise import_errors.ImportChanged
        with db.session.no_autoflush:  # no read in it asks for what a row before has written
            count = sum(_enter(fate, decision, actor) for fate in fates)
        if not count:
            raise import_errors.ImportEmpty
        _settle(decision, ImportState.APPLIED, actor=actor, count=count)
    return count


def undo(decision: DecisionImport, *, actor: User) -> int:
    """Take back all that a list has brought, while nothing else has touched it.

    :returns: how many certificates were taken back
    :raises ImportSettled: if it is not entered
    :raises ImportTouched: naming what was changed since
    """
    try:
        with transaction():
            lock(decision)
            if decision.state is not ImportState.APPLIED:
                raise import_errors.ImportSettled
            _lock_products(row.product_id for row in decision.rows)
            brought, replaced = _brought(decision)
            _check_untouched(brought, replaced)
            for certificate in brought:
                _remove(certificate, actor=actor)
            db.session.flush()
            for old in replaced.values():
                after = {"status": CertificateStatus.VERIFIED, "ended_on": None}
                change(old, ChangeStep.RESTORED, after, actor=actor)
            _settle(decision, ImportState.UNDONE, actor=actor, count=len(brought))
    except IntegrityError:  # something refers to a certificate by now, such as an order
        raise import_errors.ImportTouched([]) from None
    return len(brought)


def discard(decision: DecisionImport, *, actor: User) -> None:
    """Put a list aside that will not be entered.

    :raises ImportSettled: if it is entered or put aside already
    """
    with transaction():
        _lock_draft(decision)
        _settle(decision, ImportState.DISCARDED, actor=actor)


def _lock_draft(decision: DecisionImport) -> None:
    lock(decision)
    if decision.state is not ImportState.DRAFT:
        raise import_errors.ImportSettled


def _lock_products(ids: Iterable[int | None]) -> None:
    """Hold products in one order, so that two lists cannot wait for each other."""
    db.session.execute(
        select(Product.id)
        .where(Product.id.in_({key for key in ids if key is not None}))
        .order_by(Product.id)
        .with_for_update(key_share=True)
    )


def _enter(fate: Fate, decision: DecisionImport, actor: User) -> bool:
    if fate.place is None or fate.row.product is None:
        return False
    certificate = enter(
        fate.row.product,
        decisions.recognised_in(fate.row, decision),
        fate.place,
        actor=actor,
        import_id=decision.id,
    )
    fate.row.certificate_id = certificate.id
    return True


def _brought(decision: DecisionImport) -> tuple[list[Certificate], dict[int, Certificate]]:
    """Return the certificates of a list, and those whose place they took."""
    ids = [row.certificate_id for row in decision.rows if row.certificate_id is not None]
    brought = db.session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(ids))
        .order_by(Certificate.id)
        .options(selectinload(Certificate.changes))
        .execution_options(populate_existing=True)
    ).all()
    replaced = db.session.scalars(
        select(Certificate)
        .where(Certificate.id.in_([each.supersedes_id for each in brought]))
        .options(selectinload(Certificate.changes))
        .execution_options(populate_existing=True)
    )
    return list(brought), {each.id: each for each in replaced}


def _check_untouched(brought: Iterable[Certificate], replaced: Mapping[int, Certificate]) -> None:
    touched = [
        each.product_name
        for each in brought
        if len(each.changes) > 1
        or each.scan_id is not None
        or (old := replaced.get(each.supersedes_id or 0)) is not None
        and old.changes[-1].step is not ChangeStep.SUPERSEDED
    ]
    if touched:
        raise import_errors.ImportTouched(touched)


def _remove(certificate: Certificate, *, actor: User) -> None:
    """Take a certificate out of the register; all that it said stays in the audit log."""
    said = {column.name: getattr(certificate, column.name) for column in Certificate.__table__.c}
    said.pop("recorded_at"), said.pop("changed_at")
    audit.record(actor, "certificate.removed", certificate, **plain(said))
    enqueue("search.index_product", product_id=certificate.product_id)
    db.session.execute(
        delete(CertificateChange).where(CertificateChange.certificate_id == certificate.id)
    )
    db.session.expire(certificate, ["changes"])
    db.session.delete(certificate)


def _settle(decision: DecisionImport, state: ImportState, *, actor: User, count: int = 0) -> None:
    decision.state, decision.settled_at, decision.settled_by_id = state, clock.now(), actor.id
    audit.record(actor, f"decision.{state}", decision, count=count)
