"""Reads of the register that several domains share. Every star anywhere comes from here."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from shop.catalog.models import Product
from shop.certification.models import Certificate, CertificateStatus, Recognition
from shop.database import db


def is_valid_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a certificate gives its stars on a day."""
    last_day = func.coalesce(Certificate.extended_until, Certificate.expires_on)
    return (
        (Certificate.status == CertificateStatus.VERIFIED)
        & (Certificate.issued_on <= day)
        & (last_day >= day)
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


def find_public(public_id: str) -> Certificate | None:
    """Return the certificate with this public code."""
    return db.session.scalar(
        select(Certificate)
        .where(Certificate.public_id == public_id)
        .options(joinedload(Certificate.product).joinedload(Product.producer))
    )


def history(product_id: int) -> list[Certificate]:
    """Return every certificate that a product has or had, newest first."""
    return list(
        db.session.scalars(
            select(Certificate)
            .where(Certificate.product_id == product_id)
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
