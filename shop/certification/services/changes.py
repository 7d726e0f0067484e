"""What becomes of a certificate: extended, revoked, corrected, its day confirmed."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import IO, Any

from shop import audit
from shop.accounts.models import User
from shop.certification import errors, queries, register
from shop.certification.desk import all_of
from shop.certification.models import (
    Certificate,
    CertificateStatus,
    ChangeStep,
    IssuedPrecision,
    IssuerLevel,
    RevocationReason,
)
from shop.certification.rules import Standing, expiry_of, issuers_of
from shop.certification.services.entries import change
from shop.database import lock, transaction
from shop.lib import clock
from shop.media import services as media


@dataclass(frozen=True)
class Entry:
    """What an entry of the register says, all of it, as a correction puts it."""

    stars: int
    score: Decimal | None
    decision_no: str | None
    certificate_no: str | None
    product_code: str | None
    issued_on: date
    issuer_level: IssuerLevel | None
    issuer_name: str | None
    product_name: str
    producer_name: str | None
    producer_address: str | None

    @classmethod
    def of(cls, certificate: Certificate) -> "Entry":
        return cls(**{each.name: getattr(certificate, each.name) for each in fields(cls)})


def extend(certificate: Certificate, until: date, reason: str, *, actor: User) -> None:
    """Keep a certificate in force while the authority's result is awaited (Article 12.3).

    :param until: last day, at most 180 days after the 36 months
    :raises ReasonMissing: if no reason is given
    :raises ShopError: as `register.check_extension`
    """
    reason = _stated(reason)
    with transaction():
        lock(certificate.product)
        lock(certificate)
        register.check_extension(certificate, until, clock.today())
        others = [each for each in all_of(certificate.product_id) if each is not certificate]
        register.check_alone(certificate.issued_on, until, others)
        after = {"extended_until": until, "extension_reason": reason}
        change(certificate, ChangeStep.EXTENDED, after, actor=actor, reason=reason)


def revoke(
    certificate: Certificate,
    ground: RevocationReason,
    decision_no: str,
    revoked_on: date,
    *,
    issuer_level: IssuerLevel,
    note: str = "",
    actor: User,
) -> None:
    """Take a certificate back: its stars are gone everywhere from this moment.

    :param decision_no: of the decision that revokes it, dated `revoked_on`
    :param issuer_level: who decided
    :param note: what else is to be remembered, for officers only
    :raises StepNotAllowed: if it is not in force
    :raises WrongRevoker: if another level issued it
    :raises RevokedOutsideTerm: if the decision is older than the certificate, or in the future
    """
    with transaction():
        lock(certificate)
        register.require(certificate, Standing.REVOKED, clock.today())
        if issuer_level not in register.revokers_of(certificate.issuer_level, revoked_on):
            raise errors.WrongRevoker
        if not certificate.issued_on <= revoked_on <= clock.today():
            raise errors.RevokedOutsideTerm
        after = {
            "status": CertificateStatus.REVOKED,
            "ended_on": revoked_on,
            "revocation_reason": ground,
            "revocation_decision_no": decision_no.strip(),
        }
        change(certificate, ChangeStep.REVOKED, after, actor=actor, reason=note.strip() or None)


def correct(certificate: Certificate, entry: Entry, reason: str, *, actor: User) -> None:
    """Put right what was entered wrongly; what it said before stays on record.

    :raises ReasonMissing: if no reason is given
    :raises NothingChanged: if nothing differs
    :raises ShopError: as `register.check`, `check_decision` and `check_alone`
    """
    reason = _stated(reason)
    with transaction():
        lock(certificate.product)
        lock(certificate)
        after = _differences(certificate, entry)
        if not after:
            raise errors.NothingChanged
        _check_entry(certificate, entry)
        if "issued_on" in after:
            after |= _days(certificate, entry.issued_on)
        change(certificate, ChangeStep.CORRECTED, after, actor=actor, reason=reason)


def confirm_day(
    certificate: Certificate,
    issued_on: date,
    reason: str,
    *,
    scan: tuple[IO[bytes], str] | None = None,
    actor: User,
) -> None:
    """Set the exact day of issue where only its month or year was known.

    :param reason: what shows the day
    :param scan: the evidence and its name; not needed where a scan is attached already
    :raises ReasonMissing, EvidenceMissing: if it is not shown
    :raises DayKnown, DayOutsideStated: if the register knows otherwise
    :raises ShopError: as `register.check_alone`, and what `shop.media` refuses
    """
    reason = _stated(reason)
    _check_day(certificate, issued_on)
    if scan is None and certificate.scan_id is None:
        raise errors.EvidenceMissing
    file = media.store(*scan, actor=actor) if scan else None
    with transaction():
        lock(certificate.product)
        lock(certificate)
        _check_day(certificate, issued_on)
        after: dict[str, Any] = _days(certificate, issued_on)
        if file is not None:
            after["scan_id"] = file.id
        change(certificate, ChangeStep.DAY_CONFIRMED, after, actor=actor, reason=reason)


def attach_scan(
    certificate: Certificate, stream: IO[bytes], name: str, *, actor: User
) -> Certificate:
    """Attach the scan of the decision to its certificate, in place of an earlier one.

    :param actor: the officer, for the audit log
    :raises ShopError: if the file is refused or cannot be kept; see shop.media
    """
    scan = media.store(stream, name, actor=actor)
    with transaction():
        certificate.scan_id = scan.id
        audit.record(actor, "certificate.scan_attached", certificate, checksum=scan.checksum)
    return certificate


def _differences(certificate: Certificate, entry: Entry) -> dict[str, Any]:
    return {
        each.name: getattr(entry, each.name)
        for each in fields(entry)
        if getattr(entry, each.name) != getattr(certificate, each.name)
    }


def _check_entry(certificate: Certificate, entry: Entry) -> None:
    """Refuse an entry that no decision can say, as far as it says anything."""
    register.check_stars(entry.stars, entry.score)
    register.check_issued_on(entry.issued_on, clock.today())
    level = entry.issuer_level
    if level is not None and level not in issuers_of(entry.stars, entry.issued_on):
        raise errors.WrongIssuer(entry.stars, entry.issued_on)
    others = [each for each in all_of(certificate.product_id) if each is not certificate]
    if entry.decision_no:
        register.check_decision(entry.decision_no, others)


def _days(certificate: Certificate, issued_on: date) -> dict[str, Any]:
    """Return the days that follow from a day of issue.

    :raises ShopError: if they collide with an extension or with another certificate
    """
    expires_on = expiry_of(issued_on)
    if certificate.extended_until is not None:
        register.check_extended_until(expires_on, certificate.extended_until)
    if certificate.status is CertificateStatus.VERIFIED:
        others = [each for each in all_of(certificate.product_id) if each is not certificate]
        register.check_alone(issued_on, certificate.extended_until or expires_on, others)
    return {
        "issued_on": issued_on,
        "issued_precision": IssuedPrecision.DAY,
        "expires_on": expires_on,
        "legal_document": queries.legal_document_on(issued_on, certificate.product.criteria_set_no),
    }


def _check_day(certificate: Certificate, issued_on: date) -> None:
    if certificate.issued_precision is IssuedPrecision.DAY:
        raise errors.DayKnown
    first, last = register.days_meant(certificate)
    if not first <= issued_on <= last:
        raise errors.DayOutsideStated(first, last)
    register.check_issued_on(issued_on, clock.today())
    level = certificate.issuer_level
    if level is not None and level not in issuers_of(certificate.stars, issued_on):
        raise errors.WrongIssuer(certificate.stars, issued_on)


def _stated(reason: str) -> str:
    if not reason.strip():
        raise errors.ReasonMissing
    return reason.strip()
