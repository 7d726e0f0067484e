"""Reads of the register that several domains share. Every star anywhere comes from here."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from shop.catalog.models import Product
from shop.catalog.queries import published_of, with_packs
from shop.catalog.rules import why_not_sold
from shop.certification.models import Certificate, CertificateStatus, Recognition, ScoreSheet
from shop.database import db
from shop.lib.text import fold, tone_normalised
from shop.producers.models import Producer

_NEWEST = (Certificate.issued_on.desc(), Certificate.id.desc())
_WORD = re.compile(r"\w+")


def is_valid_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a certificate gives its stars on a day."""
    last_day = func.coalesce(Certificate.extended_until, Certificate.expires_on)
    return (
        (Certificate.status == CertificateStatus.VERIFIED)
        & (Certificate.issued_on <= day)
        & (last_day >= day)
    )


def held_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a certificate gave its stars on a day, also a past one.

    What was revoked or replaced since gave them until the day on which it ended.
    """
    last_day = func.coalesce(Certificate.extended_until, Certificate.expires_on)
    ended = (CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED)
    return is_valid_on(day) | (
        Certificate.status.in_(ended)
        & (Certificate.issued_on <= day)
        & (last_day >= day)
        & (Certificate.ended_on > day)
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


def lets_sell(is_certified: bool) -> bool:
    """Say whether a product may be ordered, with a certificate that holds today or without one."""
    return is_certified or bool(current_app.config["SELL_UNCERTIFIED"])


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
                each.id
                for each in own
                if not why_not_sold(
                    each,
                    has_packs=each.id in packed,
                    is_certified=lets_sell(each.id in certified),
                )
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


def look_up(text: str) -> list[int]:
    """Return certificates, newest first, by a number of theirs, else by their names.

    Numbers are the public code, that of the decision, of the certificate and of the product;
    names those of product and maker, as recognised and as they are today. "tra sen" finds
    "Trà sen" too.
    """
    text = text.strip()
    if not text:
        return []
    numbers = (Certificate.decision_no, Certificate.certificate_no, Certificate.product_code)
    exact = db.session.scalars(
        select(Certificate.id)
        .where(is_public())
        .where(
            or_(
                Certificate.public_id == text.lower(),
                *(func.upper(number) == text.upper() for number in numbers),
            )
        )
        .order_by(*_NEWEST)
    ).all()
    return list(exact) or _named(text)


def by_ids(ids: Sequence[int]) -> list[Certificate]:
    """Return certificates with their products, in the order of their ids."""
    found = db.session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(ids))
        .options(joinedload(Certificate.product).joinedload(Product.producer))
    )
    by_id = {certificate.id: certificate for certificate in found}
    return [by_id[key] for key in ids]


def _named(text: str) -> list[int]:
    """Return certificates that have all words of a text: whole, else as beginnings.

    Marks count where the text has them, as long as that finds anything.
    """
    rows = [
        (key, " ".join(filter(None, names))) for key, *names in db.session.execute(_all_names())
    ]
    spellings = [fold] if fold(text) == text.lower() else [tone_normalised, fold]
    for spelling in spellings:
        words = _words(text, spelling)
        for has in (_has_whole, _has_beginnings):
            found = [key for key, name in rows if words and has(_words(name, spelling), words)]
            if found:
                return found
    return []


def _all_names() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.id,
            Certificate.product_name,
            Certificate.producer_name,
            Certificate.decision_no,
            Product.name_vi,
            Producer.name,
        )
        .join(Certificate.product)
        .outerjoin(Product.producer)
        .where(is_public())
        .order_by(*_NEWEST)
    )


# A look-up takes the same names apart as the one before it.
@lru_cache(maxsize=100_000)
def _words(text: str, spelling: Callable[[str], str]) -> frozenset[str]:
    return frozenset(_WORD.findall(spelling(text)))


def _has_whole(own: frozenset[str], words: frozenset[str]) -> bool:
    return words <= own


def _has_beginnings(own: frozenset[str], words: frozenset[str]) -> bool:
    return all(any(each.startswith(word) for each in own) for word in words)
