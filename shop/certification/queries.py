"""Reads of the register that several domains share. Every star anywhere comes from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from shop.catalog.models import Product
from shop.catalog.queries import published_of, with_packs
from shop.catalog.rules import why_not_sold
from shop.certification.models import Certificate, CertificateStatus, Recognition, ScoreSheet
from shop.database import db
from shop.lib.text import fold


def is_valid_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a certificate gives its stars on a day."""
    last_day = func.coalesce(Certificate.extended_until, Certificate.expires_on)
    return (
        (Certificate.status == CertificateStatus.VERIFIED)
        & (Certificate.issued_on <= day)
        & (last_day >= day)
    )


def is_public() -> ColumnElement[bool]:
    """Return the condition under which anybody may know of a certificate: it was once given."""
    return Certificate.status.in_(
        (CertificateStatus.VERIFIED, CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED)
    )


def certificates_on(day: date, product_ids: Iterable[int]) -> dict[int, Certificate]:
    """Return the certificate that holds on a day for each product that has one."""
    found = db.session.scalars(
        select(Certificate)
        .where(Certificate.product_id.in_(list(product_ids)), is_valid_on(day))
        .order_by(Certificate.issued_on, Certificate.id)
    )
    return {certificate.product_id: certificate for certificate in found}  # the latest wins


def certificate_on(day: date, product_id: int) -> Certificate | None:
    """Return the certificate that holds on a day for one product."""
    return certificates_on(day, [product_id]).get(product_id)


@dataclass(frozen=True)
class Range:
    """What a producer makes, as far as it is published."""

    products: tuple[Product, ...]  # by name
    certified: frozenset[int]  # products with a certificate that holds on the day
    sold: frozenset[int]  # products that can be ordered here, stock aside


def ranges(producer_ids: Iterable[int], day: date) -> dict[int, Range]:
    """Return what each of some producers makes, in a fixed number of statements."""
    by_producer: dict[int, list[Product]] = {key: [] for key in producer_ids}
    products = published_of(by_producer)
    ids = [product.id for product in products]
    certified, packed = certificates_on(day, ids).keys(), with_packs(ids)
    for product in products:
        if product.producer_id is not None:
            by_producer[product.producer_id].append(product)
    return {
        key: Range(
            tuple(own),
            frozenset(each.id for each in own if each.id in certified),
            frozenset(
                each.id for each in own if not why_not_sold(each, has_packs=each.id in packed)
            ),
        )
        for key, own in by_producer.items()
    }


def certificates_ending(producer_id: int, day: date, until: date) -> list[Certificate]:
    """Return a producer's certificates that hold on a day and end by another, soonest first."""
    products = db.session.scalars(select(Product.id).where(Product.producer_id == producer_id))
    ending = [each.id for each in certificates_on(day, products).values() if each.last_day <= until]
    found = db.session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(ending))
        .options(joinedload(Certificate.product))
    )
    return sorted(found, key=lambda each: (each.last_day, each.id))


def find_public(public_id: str) -> Certificate | None:
    """Return the certificate with this public code."""
    return db.session.scalar(
        select(Certificate)
        .where(Certificate.public_id == public_id, is_public())
        .options(
            joinedload(Certificate.product).joinedload(Product.producer),
            joinedload(Certificate.scan),
        )
    )


def history(product_id: int) -> list[Certificate]:
    """Return every certificate that a product has or was given, newest first."""
    return list(
        db.session.scalars(
            select(Certificate)
            .where(Certificate.product_id == product_id, is_public())
            .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
        )
    )


def undated_recognitions(product_id: int) -> list[Recognition]:
    """Return what sources say of a product's stars without a year: no certificate came of it."""
    return list(
        db.session.scalars(
            select(Recognition)
            .outerjoin(Certificate, Certificate.recognition_id == Recognition.id)
            .where(Recognition.product_id == product_id, Certificate.id.is_(None))
            .order_by(Recognition.id)
        )
    )


def find_by_decision(product_id: int, decision_no: str) -> Certificate | None:
    """Return the certificate that a decision gave a product."""
    return db.session.scalar(
        select(Certificate).where(
            Certificate.product_id == product_id, Certificate.decision_no == decision_no
        )
    )


def legal_document_on(day: date, criteria_set_no: int) -> str | None:
    """Return the decision whose score sheet held for a kind of product on a day."""
    return db.session.scalar(
        select(ScoreSheet.legal_document)
        .where(ScoreSheet.criteria_set_no == criteria_set_no, ScoreSheet.effective_from <= day)
        .where(or_(ScoreSheet.effective_to.is_(None), ScoreSheet.effective_to >= day))
        .order_by(ScoreSheet.effective_from.desc())
    )


def look_up(text: str, *, most: int) -> list[Certificate]:
    """Return certificates by public code, decision number or certificate number, else by name.

    Names are compared without marks, so that "tra sen" finds "Trà sen".
    """
    text = text.strip()
    if not text:
        return []
    asked = (
        select(Certificate)
        .where(is_public())
        .options(joinedload(Certificate.product))
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
        .limit(most)
    )
    exact = db.session.scalars(
        asked.where(
            or_(
                Certificate.public_id == text.lower(),
                func.upper(Certificate.decision_no) == text.upper(),
                func.upper(Certificate.certificate_no) == text.upper(),
            )
        )
    ).all()
    return list(exact) or list(
        db.session.scalars(asked.where(Certificate.id.in_(_named(fold(text), most))))
    )


def _named(folded: str, most: int) -> list[int]:
    words = folded.split()
    rows = db.session.execute(
        select(Certificate.id, Certificate.product_name, Certificate.decision_no)
        .where(is_public())
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
    )
    found = (
        key
        for key, name, decision_no in rows
        if all(word in fold(f"{name} {decision_no or ''}") for word in words)
    )
    return [key for key, _ in zip(found, range(most), strict=False)]
