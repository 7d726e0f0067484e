"""Where goods still stand for a star that has ended: on a shelf, or at a fair."""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from shop.catalog.models import Product, ProductVariant
from shop.certification.models import Certificate, CertificateStatus
from shop.certification.queries import is_public, is_valid_on
from shop.database import db
from shop.inventory.models import LocationKind, StockLevel, StockLocation
from shop.producers.models import Producer
from shop.trade_weeks.models import Booth, BoothStatus, DatePrecision, TradeWeek

SHELVES = (LocationKind.SALES_POINT, LocationKind.BOOTH)


def on_shelves(reach: ColumnElement[bool], today: date) -> list[tuple[Product, StockLocation]]:
    """Return goods at sales points and booths that had stars and have none today.

    :param reach: the condition on their makers
    """
    rows = db.session.execute(
        select(Product, StockLocation)
        .join(ProductVariant, ProductVariant.product_id == Product.id)
        .join(StockLevel, StockLevel.variant_id == ProductVariant.id)
        .join(StockLevel.location)
        .outerjoin(Product.producer)
        .where(
            reach,
            StockLevel.on_hand > 0,
            StockLocation.kind.in_(SHELVES),
            Product.id.in_(select(Certificate.product_id).where(is_public())),
            Product.id.not_in(select(Certificate.product_id).where(is_valid_on(today))),
        )
        .options(contains_eager(Product.producer), joinedload(StockLocation.sales_point))
        .order_by(Product.name_vi, Product.id, StockLocation.id)
    )
    return list({(product.id, place.id): (product, place) for product, place in rows}.values())


def at_fairs(reach: ColumnElement[bool], today: date) -> list[tuple[Booth, TradeWeek]]:
    """Return booths of fairs to come or on, whose maker has no star through their last day.

    :param reach: the condition on the makers
    """
    last_day = func.coalesce(TradeWeek.end_on, TradeWeek.start_on)
    holds = (
        select(Product.id)
        .join(Certificate, Certificate.product_id == Product.id)
        .where(
            Product.producer_id == Producer.id,
            Certificate.status == CertificateStatus.VERIFIED,
            Certificate.issued_on <= last_day,
            func.coalesce(Certificate.extended_until, Certificate.expires_on) >= last_day,
        )
        .correlate(Producer, TradeWeek)
        .exists()
    )
    rows = db.session.execute(
        select(Booth, TradeWeek)
        .join(TradeWeek, TradeWeek.id == Booth.trade_week_id)
        .join(Booth.producer)
        .where(
            reach,
            Booth.status.in_((BoothStatus.ASSIGNED, BoothStatus.CHECKED_IN)),
            TradeWeek.date_precision == DatePrecision.DAY,
            last_day >= today,
            ~holds,
        )
        .options(contains_eager(Booth.producer))
        .order_by(TradeWeek.start_on, TradeWeek.id, Booth.number)
    )
    return [(booth, week) for booth, week in rows]
