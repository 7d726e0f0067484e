"""The light read of the list: the columns that cut, count and sort it.

Always as the database has it; `present` keeps it from one request to the next. Seven
statements, however many products there are.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, false, func, select, true, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute

from shop.catalog.models import CriteriaSet, ListingStatus, Product, ProductGroup, ProductVariant
from shop.certification.models import Certificate
from shop.certification.queries import is_valid_on, lets_sell
from shop.database import db
from shop.inventory.models import LocationKind, StockLevel, StockLocation
from shop.inventory.queries import box_units, is_sellable_on
from shop.lib import clock
from shop.places.models import Commune, Province
from shop.producers.models import CraftVillage, Producer, ProducerStatus
from shop.search.points import points_of_products
from shop.search.rules import ListedProduct

Ids = Collection[int] | None  # None: all


class _Maker(NamedTuple):
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
    points = points_of_products(ids)
    rows = db.session.execute(
        select(
            Product.id,
            Product.slug,
            Product.name_vi,
            Product.name_en,
            type_coerce(Product.product_group, String),  # the plain word is enough
            Product.criteria_set_no,
            Product.producer_id,
            Product.created_at,
            Product.collective_mark,
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
            stock=stock.get(key, 0) if can_be_sent else 0,
            created_at=created_at,
            mark=mark or "",
            points=tuple(sorted(points.get(key, ()))),
        )
        for key, slug, name, name_en, group, set_no, maker_id, created_at, mark in rows
        for maker in (makers.get(maker_id, NOBODY),)
        for can_be_sent in (
            maker.is_open and group != ProductGroup.TOURISM and lets_sell(key in stars),
        )
    ]


def _among(column: InstrumentedAttribute[int], ids: Ids) -> ColumnElement[bool]:
    if ids is None:
        return true()
    return column.in_(list(ids)) if ids else false()


def _makers() -> dict[int | None, _Maker]:
    rows = db.session.execute(
        select(
            Producer.id,
            Producer.slug,
            Producer.name,
            Producer.status,
            Producer.province_code,
            Producer.commune_code,
            CraftVillage.slug,
            # All names of where they are: today's and those that people still say.
            Producer.village_name,
            Producer.craft_village_name,
            CraftVillage.name,
            Commune.name,
            Producer.stated_commune,
            Producer.stated_district,
            Producer.stated_province,
            Province.name,
        )
        .outerjoin(Producer.craft_village)
        .outerjoin(Producer.commune)
        .outerjoin(Producer.province)
    )
    return {
        key: _Maker(
            slug=slug,
            name=name,
            province=province,
            commune=commune,
            village=village,
            place=" ".join(dict.fromkeys(filter(None, places))),
            is_open=status is ProducerStatus.OPEN,
        )
        for key, slug, name, status, province, commune, village, *places in rows
    }


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
    """Return the units of each product that can be sent: its own, and boxes that parts fill."""
    boxes = box_units(day)
    offered = ProductVariant.is_active & _among(ProductVariant.product_id, ids)
    own = (
        select(ProductVariant.product_id, func.sum(StockLevel.on_hand - StockLevel.reserved))
        .join(StockLevel, StockLevel.variant_id == ProductVariant.id)
        .join(StockLevel.lot)
        .join(StockLevel.location)
        .where(StockLocation.kind == LocationKind.STORE_ROOM, is_sellable_on(day), offered)
        .group_by(ProductVariant.product_id)
    )
    filled = (
        select(ProductVariant.product_id, func.sum(boxes.c.units))
        .join(boxes, boxes.c.box_id == ProductVariant.id)
        .where(offered)
        .group_by(ProductVariant.product_id)
    )
    stock = Counter[int]()
    for product_id, units in db.session.execute(union_all(own, filled)):
        stock[product_id] += int(units)
    return stock
