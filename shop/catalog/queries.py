"""Reads of products that several domains share."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from shop.catalog.models import (
    BoxPart,
    ContactRequest,
    CriteriaSet,
    ListingChange,
    ListingStatus,
    Product,
    ProductSlug,
    ProductVariant,
)
from shop.database import db
from shop.lib.text import fold, slugify
from shop.producers.models import Producer
from shop.web.paging import Page, page_of


def find_published(slug: str) -> Product | None:
    """Return a published product with its kind, and its producer with the places around it.

    :param slug: today's, or one that it has left
    """
    left = select(ProductSlug.product_id).where(ProductSlug.slug == slug)
    return db.session.scalar(
        _whole(select(Product)).where(
            or_(Product.slug == slug, Product.id.in_(left)),
            Product.listing_status == ListingStatus.PUBLISHED,
        )
    )


def find_product(slug: str, condition: ColumnElement[bool] | None = None) -> Product | None:
    """Return a product in any state.

    :param condition: on its producer
    """
    return db.session.scalar(
        _whole(select(Product).outerjoin(Product.producer)).where(
            Product.slug == slug, true() if condition is None else condition
        )
    )


def _whole(query: Select[Product]) -> Select[Product]:
    producer = joinedload(Product.producer)
    return query.options(
        joinedload(Product.criteria_set),
        producer.joinedload(Producer.commune),
        producer.joinedload(Producer.province),
        producer.joinedload(Producer.craft_village),
    )


def published_of(producer_ids: Iterable[int]) -> list[Product]:
    """Return the published products of some producers, by name."""
    found = db.session.scalars(
        select(Product)
        .where(
            Product.producer_id.in_(list(producer_ids)),
            Product.listing_status == ListingStatus.PUBLISHED,
        )
        .options(joinedload(Product.producer))
    )
    # Databases put Đ after Z; people do not.
    return sorted(found, key=lambda product: (fold(product.name_vi), product.id))


def packs_of(product_id: int) -> list[ProductVariant]:
    """Return the packs that a product is offered in, in their order."""
    return list(
        db.session.scalars(
            select(ProductVariant)
            .where(ProductVariant.product_id == product_id, ProductVariant.is_active)
            .order_by(ProductVariant.position, ProductVariant.id)
        )
    )


def box_contents(box_ids: Iterable[int]) -> dict[int, list[BoxPart]]:
    """Return what lies in those of some packs that are boxes, each part with its product."""
    parts: dict[int, list[BoxPart]] = {}
    for each in db.session.scalars(
        select(BoxPart)
        .where(BoxPart.box_id.in_(list(box_ids)))
        .order_by(BoxPart.id)
        .options(
            joinedload(BoxPart.part).joinedload(ProductVariant.product).joinedload(Product.producer)
        )
    ):
        parts.setdefault(each.box_id, []).append(each)
    return parts


def packs_to_fill(box: ProductVariant) -> list[ProductVariant]:
    """Return the packs of its maker that may lie in a box, by product."""
    own = select(Product.producer_id).where(Product.id == box.product_id).scalar_subquery()
    return list(
        db.session.scalars(
            select(ProductVariant)
            .join(ProductVariant.product)
            .where(Product.producer_id == own, ProductVariant.id != box.id, ~is_box())
            .order_by(Product.name_vi, Product.id, ProductVariant.position, ProductVariant.id)
            .options(contains_eager(ProductVariant.product))
        )
    )


def is_box() -> ColumnElement[bool]:
    """Return the condition under which a pack holds no stock but that of its parts."""
    return ProductVariant.id.in_(select(BoxPart.box_id))


def boxes_with(product_ids: Iterable[int]) -> set[int]:
    """Return the products that have a box with packs of these in it."""
    part, box = aliased(ProductVariant), aliased(ProductVariant)
    return set(
        db.session.scalars(
            select(box.product_id)
            .join(BoxPart, BoxPart.box_id == box.id)
            .join(part, part.id == BoxPart.part_id)
            .where(part.product_id.in_(list(product_ids)))
        )
    )


def with_packs(product_ids: Iterable[int]) -> set[int]:
    """Return which of these products are offered in any pack."""
    return set(
        db.session.scalars(
            select(ProductVariant.product_id)
            .where(ProductVariant.product_id.in_(list(product_ids)), ProductVariant.is_active)
            .distinct()
        )
    )


def criteria_sets() -> list[CriteriaSet]:
    """Return the official kinds of product in their order."""
    return list(db.session.scalars(select(CriteriaSet).order_by(CriteriaSet.no)))


def taken_slugs(beginning: str, *, but_of: int | None) -> set[str]:
    """Return the addresses with a beginning that products have, or had.

    :param but_of: a product whose own do not count
    """
    had = select(ProductSlug.slug).where(
        ProductSlug.slug.startswith(beginning, autoescape=True),
        ProductSlug.product_id.is_distinct_from(but_of),
    )
    have = select(Product.slug).where(
        Product.slug.startswith(beginning, autoescape=True), Product.id.is_distinct_from(but_of)
    )
    return set(db.session.scalars(had.union(have)))


def listing_counts(producer_id: int) -> dict[ListingStatus, int]:
    """Return how many products of a producer stand at each state."""
    rows = db.session.execute(
        select(Product.listing_status, func.count())
        .where(Product.producer_id == producer_id)
        .group_by(Product.listing_status)
    )
    return {status: count for status, count in rows}


def producer_range(
    producer_id: int, status: ListingStatus | None, number: int, size: int
) -> Page[Product]:
    """Return a page of a producer's products with packs and steps, what was touched last first."""
    query = (
        select(Product)
        .where(Product.producer_id == producer_id)
        .order_by(func.coalesce(Product.edited_at, Product.created_at).desc(), Product.id.desc())
        .options(selectinload(Product.variants), selectinload(Product.changes))
    )
    if status is not None:
        query = query.where(Product.listing_status == status)
    return page_of(query, number, size)


def review_counts(condition: ColumnElement[bool]) -> dict[ListingStatus, int]:
    """Return how many products stand at each state.

    :param condition: on their producers
    """
    rows = db.session.execute(
        select(Product.listing_status, func.count())
        .outerjoin(Product.producer)
        .where(condition)
        .group_by(Product.listing_status)
    )
    return {status: count for status, count in rows}


def review_desk(
    status: ListingStatus, condition: ColumnElement[bool], text: str, number: int, size: int
) -> Page[Product]:
    """Return a page of the products at a state, those that came to it first coming first.

    :param condition: on their producers
    :param text: part of a name, with or without marks; all if empty
    """
    came = (
        select(ListingChange.product_id, func.max(ListingChange.id).label("step"))
        .group_by(ListingChange.product_id)
        .subquery()
    )
    query = (
        select(Product)
        .outerjoin(Product.producer)
        .outerjoin(came, came.c.product_id == Product.id)
        .where(Product.listing_status == status, condition)
        .order_by(func.coalesce(came.c.step, 0), Product.id)
        .options(
            contains_eager(Product.producer).options(
                joinedload(Producer.commune), joinedload(Producer.province)
            ),
            joinedload(Product.criteria_set),
            selectinload(Product.changes),
        )
    )
    # An address is the name without marks.
    if words := slugify(text):
        query = query.where(Product.slug.contains(words, autoescape=True))
    return page_of(query, number, size)


def find_request(request_id: int) -> ContactRequest | None:
    return db.session.scalar(
        select(ContactRequest)
        .where(ContactRequest.id == request_id)
        .options(joinedload(ContactRequest.product))
    )


def requests_to(producer_id: int, number: int, size: int) -> Page[ContactRequest]:
    """Return a page of the requests to a producer: those not done first, the newest first."""
    return page_of(
        select(ContactRequest)
        .join(ContactRequest.product)
        .where(Product.producer_id == producer_id)
        .order_by(ContactRequest.done_at.is_not(None), ContactRequest.id.desc())
        .options(contains_eager(ContactRequest.product)),
        number,
        size,
    )


def waiting_requests(producer_id: int) -> int:
    """Return how many requests to a producer are not done."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(ContactRequest)
            .join(ContactRequest.product)
            .where(Product.producer_id == producer_id, ContactRequest.done_at.is_(None))
        )
        or 0
    )
