"""What the office reads of the register: every certificate within an officer's reach."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from shop.catalog.models import Product, ProductGroup
from shop.certification.models import (
    Certificate,
    CertificateChange,
    CertificateStatus,
    ChangeStep,
    IssuedPrecision,
)
from shop.certification.queries import is_valid_on
from shop.certification.register import REASSESSMENT_DAYS, REMINDER_DAYS
from shop.certification.rules import Standing
from shop.database import Origin, db
from shop.lib.text import fold, slugify
from shop.places.models import Commune, Province
from shop.producers.models import Producer
from shop.web.paging import Page, page_of

_LAST_DAY = func.coalesce(Certificate.extended_until, Certificate.expires_on)
MOST_FOUND = 30


@dataclass(frozen=True)
class Asked:
    """Which certificates an officer wants to see; None: all."""

    text: str = ""
    standing: Standing | None = None
    stars: int | None = None
    group: ProductGroup | None = None
    province: str | None = None
    commune: str | None = None
    days: int | None = None  # in force today, ending within so many
    month: date | None = None  # in force today, ending in the month that begins so
    origin: Origin | None = None

    def conditions(self, today: date) -> list[ColumnElement[bool]]:
        """Return what a certificate, its product and its maker must be."""
        wanted: list[ColumnElement[bool]] = []
        if self.standing:
            wanted.append(stands(self.standing, today))
        if self.days is not None:
            until = today + timedelta(days=self.days)
            wanted += [is_valid_on(today), until >= _LAST_DAY]
        if self.month:
            after = (self.month + timedelta(days=31)).replace(day=1)
            wanted += [is_valid_on(today), self.month <= _LAST_DAY, after > _LAST_DAY]
        equal = (
            (Certificate.stars, self.stars),
            (Product.product_group, self.group),
            (Producer.province_code, self.province),
            (Producer.commune_code, self.commune),
            (Certificate.origin, self.origin),
        )
        wanted += [column == value for column, value in equal if value is not None]
        return wanted + ([_named(self.text)] if self.text else [])


def stands(standing: Standing, day: date) -> ColumnElement[bool]:
    """Return the condition under which a certificate has a standing on a day."""
    verified = Certificate.status == CertificateStatus.VERIFIED
    match standing:
        case Standing.COMING:
            return and_(verified, Certificate.issued_on > day)
        case Standing.ACTIVE:
            return and_(is_valid_on(day), Certificate.expires_on >= day)
        case Standing.EXTENDED:
            return and_(is_valid_on(day), Certificate.expires_on < day)
        case Standing.EXPIRED:
            return and_(verified, day > _LAST_DAY)
    return Certificate.status == CertificateStatus(standing.value)


def listed(
    asked: Asked, reach: ColumnElement[bool], today: date, number: int, size: int
) -> Page[Certificate]:
    """Return a page of certificates; those in force first, what ends soonest leading."""
    query = (
        select(Certificate)
        .join(Certificate.product)
        .outerjoin(Product.producer)
        .where(reach, *asked.conditions(today))
        .order_by(is_valid_on(today).desc(), _LAST_DAY, Certificate.id)
        .options(
            contains_eager(Certificate.product)
            .contains_eager(Product.producer)
            .options(joinedload(Producer.province), joinedload(Producer.commune))
        )
    )
    return page_of(query, number, size)


def find(public_id: str, reach: ColumnElement[bool]) -> Certificate | None:
    """Return a certificate in any state with all that its page for officers tells."""
    return db.session.scalar(
        select(Certificate)
        .join(Certificate.product)
        .outerjoin(Product.producer)
        .where(Certificate.public_id == public_id, reach)
        .options(
            contains_eager(Certificate.product)
            .contains_eager(Product.producer)
            .options(joinedload(Producer.province), joinedload(Producer.commune)),
            joinedload(Certificate.scan),
            selectinload(Certificate.changes),
        )
    )


def all_of(product_id: int) -> list[Certificate]:
    """Return every certificate of a product, in any state, newest first."""
    return list(
        db.session.scalars(
            select(Certificate)
            .where(Certificate.product_id == product_id)
            .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
        )
    )


def certificates_of(product_ids: Iterable[int]) -> dict[int, list[Certificate]]:
    """Return every certificate of some products, in any state, newest first."""
    found = db.session.scalars(
        select(Certificate)
        .where(Certificate.product_id.in_(list(product_ids)))
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
    )
    by_product: dict[int, list[Certificate]] = {}
    for each in found:
        by_product.setdefault(each.product_id, []).append(each)
    return by_product


def products_named(text: str, reach: ColumnElement[bool]) -> list[Product]:
    """Return products whose name, or maker's, has all words, with or without marks."""
    words = fold(text).split()
    rows = db.session.execute(
        select(Product.id, Product.name_vi, Producer.name)
        .outerjoin(Product.producer)
        .where(reach)
        .order_by(Product.name_vi, Product.id)
    )
    ids = [
        key
        for key, name, maker in rows
        if words and all(word in fold(f"{name} {maker or ''}") for word in words)
    ][:MOST_FOUND]
    found = db.session.scalars(
        select(Product)
        .where(Product.id.in_(ids))
        .options(
            joinedload(Product.producer).options(
                joinedload(Producer.province), joinedload(Producer.commune)
            )
        )
    )
    return sorted(found, key=lambda product: ids.index(product.id))


def due(reach: ColumnElement[bool], today: date) -> list[Certificate]:
    """Return the certificates whose re-assessment can be asked for today, soonest end first."""
    first, last = REASSESSMENT_DAYS
    return _in_order(
        reach,
        stands(Standing.ACTIVE, today),
        Certificate.expires_on >= today + timedelta(days=last),
        Certificate.expires_on <= today + timedelta(days=first),
    )


def late(reach: ColumnElement[bool], today: date) -> list[Certificate]:
    """Return the certificates in force whose time for handing in the dossier is over."""
    _, last = REASSESSMENT_DAYS
    return _in_order(
        reach, is_valid_on(today), Certificate.expires_on < today + timedelta(days=last)
    )


def to_be_reminded(today: date) -> list[Certificate]:
    """Return the certificates in force for which a letter may be due, soonest end first."""
    return _in_order(
        stands(Standing.ACTIVE, today),
        Certificate.issued_precision == IssuedPrecision.DAY,
        Certificate.expires_on >= today + timedelta(days=REASSESSMENT_DAYS[1]),
        Certificate.expires_on <= today + timedelta(days=max(REMINDER_DAYS)),
        Product.producer_id.is_not(None),
    )


def ends_by_month(reach: ColumnElement[bool], today: date) -> dict[date, int]:
    """Return how many certificates in force end in each month, by its first day."""
    rows = db.session.execute(
        select(_LAST_DAY, func.count())
        .select_from(Certificate)
        .join(Certificate.product)
        .outerjoin(Product.producer)
        .where(reach, is_valid_on(today))
        .group_by(_LAST_DAY)
    )
    months: Counter[date] = Counter()
    for last_day, count in rows:
        months[last_day.replace(day=1)] += count
    return dict(sorted(months.items()))


def edited_recognitions() -> set[int | None]:
    """Return the recognitions whose certificates the office has put right since."""
    steps = (ChangeStep.CORRECTED, ChangeStep.DAY_CONFIRMED)
    return set(
        db.session.scalars(
            select(Certificate.recognition_id)
            .join(Certificate.changes)
            .where(CertificateChange.step.in_(steps))
        )
    )


def provinces_of(reach: ColumnElement[bool]) -> list[Province]:
    """Return the provinces in which an officer's certificates are at home."""
    codes = select(Producer.province_code).join(Product).join(Certificate).where(reach).distinct()
    return list(
        db.session.scalars(select(Province).where(Province.code.in_(codes)).order_by(Province.name))
    )


def communes_of(reach: ColumnElement[bool], province: str) -> list[Commune]:
    """Return the communes of a province in which an officer's certificates are at home."""
    codes = select(Producer.commune_code).join(Product).join(Certificate).where(reach).distinct()
    return list(
        db.session.scalars(
            select(Commune)
            .where(Commune.code.in_(codes), Commune.province_code == province)
            .order_by(Commune.name)
        )
    )


def _in_order(*conditions: ColumnElement[bool]) -> list[Certificate]:
    return list(
        db.session.scalars(
            select(Certificate)
            .join(Certificate.product)
            .outerjoin(Product.producer)
            .where(*conditions)
            .order_by(Certificate.expires_on, Certificate.id)
            .options(contains_eager(Certificate.product).contains_eager(Product.producer))
        )
    )


def _named(text: str) -> ColumnElement[bool]:
    """Return the condition that a number is this one, or the product's name has these words."""
    number = func.upper(text.strip())
    return or_(
        Certificate.public_id == text.strip().lower(),
        func.upper(Certificate.decision_no) == number,
        func.upper(Certificate.certificate_no) == number,
        # An address is the name without marks.
        Product.slug.contains(slugify(text) or "?", autoescape=True),
    )
