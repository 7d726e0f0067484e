"""Reads of products that several domains share."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from shop.catalog.models import ListingStatus, Product, ProductVariant
from shop.database import db
from shop.lib.text import fold
from shop.producers.models import Producer


def find_published(slug: str) -> Product | None:
    """Return a published product with its kind, and its producer with the places around it."""
    producer = joinedload(Product.producer)
    return db.session.scalar(
        select(Product)
        .where(Product.slug == slug, Product.listing_status == ListingStatus.PUBLISHED)
        .options(
            joinedload(Product.criteria_set),
            producer.joinedload(Producer.commune),
            producer.joinedload(Producer.province),
            producer.joinedload(Producer.craft_village),
        )
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


def with_packs(product_ids: Iterable[int]) -> set[int]:
    """Return which of these products are offered in any pack."""
    return set(
        db.session.scalars(
            select(ProductVariant.product_id)
            .where(ProductVariant.product_id.in_(list(product_ids)), ProductVariant.is_active)
            .distinct()
        )
    )
