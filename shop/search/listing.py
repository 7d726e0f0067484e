"""The light read of the list: the columns that cut, count and sort it.

Nothing of it is kept from one request to the next, so that a star falls with its last day
and stock is what it is. Six statements, however many products there are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from shop.catalog.models import CriteriaSet, ListingStatus, Product, ProductGroup, ProductVariant
from shop.certification.models import Certificate
from shop.certification.queries import is_valid_on
from shop.database import db
from shop.inventory.models import LocationKind, StockLevel, StockLocation
from shop.inventory.queries import is_sellable_on
from shop.lib import clock
from shop.places.models import SalesPoint
from shop.producers.models import Producer, ProducerStatus
from shop.search.rules import ListedProduct

Ids = Collection[int] | None  # None: all


@dataclass(frozen=True, slots=True)
class _Maker:
    slug: str | None = None
    name: str = ""
    province: str | None = None
    commune: str | None = None
    village: str | None = None
    place: str = ""
    is_open: bool = False


NOBODY = _Maker()


def listed_products(ids: Ids = None) -> list[ListedProduct]:
    """Return published products with the star and the stock of today.

    :param ids: only these
    """
    today = clock.today()
    makers, kinds = _makers(), _kinds()
    prices, stars, stock = _prices(ids), _stars(today, ids), _stock(today, ids)
    rows = db.session.execute(
        select(
            Product.id,
            Product.slug,
            Product.name_vi,
            Product.name_en,
            Product.product_group,
            Product.criteria_set_no,
            Product.producer_id,
            Product.created_at,
        ).where(Product.listing_status == ListingStatus.PUBLISHED, _among(Product.id, ids))
    )
    return [
        ListedProduct(
            id=key,
            slug=slug,
            name=name,
            name_en=name_en or "",
            group=group,
            criteria_set=set_no,
            kind=kinds[set_no],
            stars=stars.get(key),
            producer_slug=maker.slug,
            producer_name=maker.name,
            province=maker.province,
            commune=maker.commune,
            village=maker.village,
            place=maker.place,
            price_vnd=prices.get(key),
            # As the cart judges: what nobody sells cannot be sent.
            stock=stock.get(key, 0) if maker.is_open and group is not ProductGroup.TOURISM else 0,
            created_at=created_at,
        )
        for key, slug, name, name_en, group, set_no, maker_id, created_at in rows
        for maker in (makers.get(maker_id, NOBODY),)
    ]


def at_points(slugs: Collection[str]) -> set[int]:
    """Return the products that some of these sales points have today."""
    return set(
        db.session.scalars(
            select(ProductVariant.product_id)
            .join(StockLevel, StockLevel.variant_id == ProductVariant.id)
            .join(StockLevel.lot)
            .join(StockLevel.location)
            .join(StockLocation.sales_point)
            .where(SalesPoint.slug.in_(list(slugs)), is_sellable_on(clock.today()))
            .where(StockLevel.on_hand > StockLevel.reserved)
        )
    )


def _among(column: InstrumentedAttribute[int], ids: Ids) -> ColumnElement[bool]:
    if ids is None:
        return true()
    return column.in_(list(ids)) if ids else false()


def _makers() -> dict[int | None, _Maker]:
    found = db.session.scalars(
        select(Producer).options(
            joinedload(Producer.province),
            joinedload(Producer.commune),
            joinedload(Producer.craft_village),
        )
    )
    return {producer.id: _maker(producer) for producer in found}


def _maker(producer: Producer) -> _Maker:
    village, commune, province = producer.craft_village, producer.commune, producer.province
    names = (
        producer.village_name,
        producer.craft_village_name,
        village.name if village else None,
        commune.name if commune else None,
        producer.stated_commune,
        producer.stated_district,
        producer.stated_province,
        province.name if province else None,
    )
    return _Maker(
        slug=producer.slug,
        name=producer.name,
        province=producer.province_code,
        commune=producer.commune_code,
        village=village.slug if village else None,
        place=" ".join(dict.fromkeys(filter(None, names))),
        is_open=producer.status is ProducerStatus.OPEN,
    )


def _kinds() -> dict[int, str]:
    rows = db.session.execute(select(CriteriaSet.no, CriteriaSet.label_vi, CriteriaSet.label_en))
    return {no: f"{vietnamese} {english}" for no, vietnamese, english in rows}


def _prices(ids: Ids) -> dict[int, int]:
    rows = db.session.execute(
        select(ProductVariant.product_id, func.min(ProductVariant.price_vnd))
        .where(ProductVariant.is_active, _among(ProductVariant.product_id, ids))
        .group_by(ProductVariant.product_id)
    )
    return {product_id: price for product_id, price in rows}


def _stars(day: date, ids: Ids) -> dict[int, int]:
    rows = db.session.execute(
        select(Certificate.product_id, Certificate.stars)
        .where(is_valid_on(day), _among(Certificate.product_id, ids))
        .order_by(Certificate.issued_on, Certificate.id)
    )
    return {product_id: stars for product_id, stars in rows}  # the latest wins


def _stock(day: date, ids: Ids) -> dict[int, int]:
    rows = db.session.execute(
        select(ProductVariant.product_id, func.sum(StockLevel.on_hand - StockLevel.reserved))
        .join(StockLevel, StockLevel.variant_id == ProductVariant.id)
        .join(StockLevel.lot)
        .join(StockLevel.location)
        .where(StockLocation.kind == LocationKind.STORE_ROOM, is_sellable_on(day))
        .where(ProductVariant.is_active, _among(ProductVariant.product_id, ids))
        .group_by(ProductVariant.product_id)
    )
    return {product_id: int(units) for product_id, units in rows}
