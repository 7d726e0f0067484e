"""New certificates, and how each step of one is written down."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import Product
from shop.certification import queries, register
from shop.certification.desk import all_of
from shop.certification.models import (
    Certificate,
    CertificateChange,
    CertificateStatus,
    ChangeStep,
    RecognitionKind,
)
from shop.certification.register import Place, Recognised
from shop.certification.rules import expiry_of
from shop.database import Origin, db, lock, transaction
from shop.jobs import enqueue
from shop.lib import clock
from shop.lib.codes import new_code


def record_certificate(product: Product, recognised: Recognised, *, actor: User) -> Certificate:
    """Record the certificate that a decision gives a product which holds none at that time.

    :param actor: the officer, for the audit log
    :raises ShopError: as `register.check` and `register.place_new`
    """
    register.check(recognised, clock.today())
    with transaction():
        lock(product)  # two officers at once: the second sees what the first has entered
        place = register.place_new(recognised, all_of(product.id))
        return enter(product, recognised, place, actor=actor)


def supersede(
    certificate: Certificate, recognised: Recognised, kind: RecognitionKind, *, actor: User
) -> Certificate:
    """Record a certificate that takes another's place from its day of issue.

    :param kind: an upgrade, which brings more stars, or a re-recognition
    :raises ShopError: as `register.check` and `register.place_after`
    """
    register.check(recognised, clock.today())
    with transaction():
        lock(certificate.product)
        lock(certificate)
        others = [each for each in all_of(certificate.product_id) if each is not certificate]
        place = register.place_after(certificate, recognised, kind, others)
        return enter(certificate.product, recognised, place, actor=actor)


def enter(
    product: Product, recognised: Recognised, place: Place, *, actor: User, **about: Any
) -> Certificate:
    """Write a checked certificate of a locked product, and end the one whose place it takes.

    :param about: further details for the audit log
    """
    old, producer = place.supersedes, product.producer
    if old is not None:
        after = {"status": CertificateStatus.SUPERSEDED, "ended_on": recognised.issued_on}
        change(old, ChangeStep.SUPERSEDED, after, actor=actor)
    certificate = Certificate(
        public_id=new_code(),
        product=product,
        kind=place.kind,
        supersedes_id=old.id if old is not None else None,
        stars=recognised.stars,
        score=recognised.score,
        decision_no=recognised.decision_no.strip(),
        certificate_no=recognised.certificate_no or None,
        product_code=recognised.product_code or None,
        issuer_level=recognised.issuer_level,
        issuer_name=recognised.issuer_name,
        legal_document=queries.legal_document_on(recognised.issued_on, product.criteria_set_no),
        product_name=recognised.product_name or product.name_vi,
        producer_name=recognised.producer_name or (producer.name if producer else None),
        producer_address=recognised.producer_address
        or (producer.place_name if producer else None)
        or None,
        issued_on=recognised.issued_on,
        expires_on=expiry_of(recognised.issued_on),
        origin=Origin.ENTERED,
        recorded_at=clock.now(),
    )
    db.session.add(certificate)
    _note(certificate, ChangeStep.ISSUED, {}, {}, None, actor=actor)
    audit.record(
        actor, "certificate.issued", certificate, stars=certificate.stars, kind=place.kind, **about
    )
    enqueue("search.index_product", product_id=product.id)
    return certificate


def change(
    certificate: Certificate,
    step: ChangeStep,
    after: dict[str, Any],
    *,
    actor: User,
    reason: str | None = None,
) -> None:
    """Change a locked certificate, and write down what it said before."""
    before = {name: getattr(certificate, name) for name in after}
    for name, value in after.items():
        setattr(certificate, name, value)
    was, now = plain(before), plain(after)
    _note(certificate, step, was, now, reason, actor=actor)
    details = {"before": was, "after": now, "reason": reason}
    audit.record(actor, f"certificate.{step}", certificate, **details)
    enqueue("search.index_product", product_id=certificate.product_id)


def _note(
    certificate: Certificate,
    step: ChangeStep,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str | None,
    *,
    actor: User,
) -> None:
    db.session.add(
        CertificateChange(
            certificate=certificate,
            actor_id=actor.id,
            step=step,
            before=before,
            after=after,
            reason=reason,
        )
    )


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON can hold them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
    return value
