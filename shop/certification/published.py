"""Reads of the register as open data: what anyone may take away, in a fixed order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from shop.catalog.models import Product, ProductGroup
from shop.certification.models import Certificate
from shop.certification.queries import held_on, is_public
from shop.database import Origin, db
from shop.producers.models import Producer

READ_AT_ONCE = 500  # certificates


@dataclass(frozen=True)
class Wanted:
    """Which certificates a program asks for; what is empty is not asked."""

    stars: frozenset[int] = frozenset()  # as certified, whether they hold or not
    provinces: frozenset[str] = frozenset()  # of the maker, today's codes
    groups: frozenset[ProductGroup] = frozenset()
    valid_on: date | None = None
    changed_since: datetime | None = None
    with_demo: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        yield is_public()
        if not self.with_demo:
            yield Certificate.origin != Origin.DEMO
        if self.stars:
            yield Certificate.stars.in_(self.stars)
        if self.provinces:
            yield Producer.province_code.in_(self.provinces)
        if self.groups:
            yield Product.product_group.in_(self.groups)
        if self.valid_on:
            yield held_on(self.valid_on)
        if self.changed_since:
            yield Certificate.changed_at >= self.changed_since


def count(wanted: Wanted) -> int:
    """Return how many certificates are wanted."""
    return (
        db.session.scalar(
            select(func.count(Certificate.id))
            .join(Certificate.product)
            .outerjoin(Product.producer)
            .where(*wanted.conditions())
        )
        or 0
    )


def codes_by_change(wanted: Wanted, *, latest_first: bool = False) -> list[str]:
    """Return the public codes of certificates in the order in which they changed."""
    order = (Certificate.changed_at, Certificate.id)
    return list(
        db.session.scalars(
            select(Certificate.public_id)
            .join(Certificate.product)
            .outerjoin(Product.producer)
            .where(*wanted.conditions())
            .order_by(*(each.desc() if latest_first else each for each in order))
        )
    )


def by_codes(public_ids: Sequence[str]) -> list[Certificate]:
    """Return certificates with their products and makers, in the order of their codes."""
    found = db.session.scalars(_whole().where(Certificate.public_id.in_(public_ids)))
    by_code = {certificate.public_id: certificate for certificate in found}
    return [by_code[key] for key in public_ids if key in by_code]


def all_of(wanted: Wanted) -> Iterator[Certificate]:
    """Yield every certificate, first recorded first, holding few of them in memory."""
    last, asked = 0, _whole().where(*wanted.conditions()).order_by(Certificate.id)
    while rows := db.session.scalars(asked.where(Certificate.id > last).limit(READ_AT_ONCE)).all():
        yield from rows
        last = rows[-1].id


def _whole() -> Select[Certificate]:
    """Return the query of certificates with all that a record of them tells."""
    product = contains_eager(Certificate.product)
    producer = product.contains_eager(Product.producer)
    return (
        select(Certificate)
        .join(Certificate.product)
        .outerjoin(Product.producer)
        .options(
            producer.joinedload(Producer.province),
            producer.joinedload(Producer.commune),
            joinedload(Certificate.scan),
        )
    )
