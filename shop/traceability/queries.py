"""Reads of lots and their stories."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from shop.catalog.models import Product, ProductVariant
from shop.certification.models import Certificate
from shop.certification.queries import certificate_on
from shop.database import Origin, db
from shop.lib import gs1
from shop.lib.codes import tidy
from shop.producers.models import Producer
from shop.traceability.models import Lot, LotStatus, TraceEvent
from shop.web.paging import Page, page_of


@dataclass(frozen=True)
class Story:
    """What is recorded of a product and, where one is named, of its lot."""

    product: Product
    lot: Lot | None
    events: list[TraceEvent]  # as they stand, oldest first
    corrected: int  # steps that were recorded wrongly and then corrected
    certificate: Certificate | None  # valid on the day
    packs: list[ProductVariant]  # on offer

    @property
    def producer(self) -> Producer | None:
        return self.product.producer

    @property
    def is_demo(self) -> bool:
        """Some of it is made up: a lot, or the packs with their prices."""
        rows = [self.lot] if self.lot else self.packs
        return any(row.origin is Origin.DEMO for row in rows)


def lot_story(lot: Lot, day: date) -> Story:
    """Return everything that is recorded of a lot, in a fixed number of statements."""
    recorded = list(
        db.session.scalars(
            select(TraceEvent)
            .where(TraceEvent.lot_id == lot.id)
            .order_by(TraceEvent.event_at, TraceEvent.id)
        )
    )
    standing = standing_events(recorded)
    return _story(lot.product, lot, standing, len(recorded) - len(standing), day)


def product_story(product: Product, day: date) -> Story:
    """Return what is recorded of a product without naming a lot."""
    return _story(product, None, [], 0, day)


def standing_events(recorded: list[TraceEvent]) -> list[TraceEvent]:
    """Return the events that no later one corrects."""
    wrong = {event.corrects_id for event in recorded}
    return [event for event in recorded if event.id not in wrong]


def find_lot(code: str) -> Lot | None:
    """Return the lot with our own code, however people typed it."""
    return db.session.scalar(_whole(select(Lot)).where(Lot.code == tidy(code)))


def find_event(lot: Lot, event_id: str) -> TraceEvent | None:
    """Return a step of a lot by its public id, whether it stands or was corrected."""
    return db.session.scalar(select(TraceEvent).filter_by(lot_id=lot.id, event_id=event_id))


def find_lot_of(product: Product, lot_no: str) -> Lot | None:
    """Return a lot of a product by its number, which is case sensitive."""
    return db.session.scalar(_whole(select(Lot)).filter_by(product_id=product.id, lot_no=lot_no))


def find_product(gtin: str) -> Product | None:
    """Return the product that one of its packs bears this number for.

    :param gtin: of 8, 12, 13 or 14 digits; anything else is no product's
    """
    if not gs1.is_gtin(gtin):
        return None
    return db.session.scalar(
        select(Product)
        .join(Product.variants)
        .where(ProductVariant.gtin == gs1.gtin14(gtin))
        .options(
            joinedload(Product.producer).joinedload(Producer.commune),
            joinedload(Product.producer).joinedload(Producer.province),
        )
    )


def producer_lots(producer_id: int, number: int, size: int) -> Page[Lot]:
    """Return a page of the lots of a producer's products, newest first."""
    return page_of(
        select(Lot)
        .join(Lot.product)
        .where(Product.producer_id == producer_id)
        .options(contains_eager(Lot.product))
        .order_by(Lot.created_at.desc(), Lot.id.desc()),
        number,
        size,
    )


def lots_expiring(producer_id: int, until: date) -> list[Lot]:
    """Return the lots on sale that a producer must look after by a day, soonest first."""
    return list(
        db.session.scalars(
            select(Lot)
            .join(Lot.product)
            .where(Product.producer_id == producer_id, Lot.status == LotStatus.RELEASED)
            .where(Lot.expires_on <= until)
            .options(contains_eager(Lot.product))
            .order_by(Lot.expires_on, Lot.id)
        )
    )


def _story(
    product: Product, lot: Lot | None, events: list[TraceEvent], corrected: int, day: date
) -> Story:
    packs = db.session.scalars(
        select(ProductVariant)
        .where(ProductVariant.product_id == product.id, ProductVariant.is_active)
        .order_by(ProductVariant.position, ProductVariant.id)
    )
    return Story(product, lot, events, corrected, certificate_on(day, product.id), list(packs))


def _whole(query: Select[Lot]) -> Select[Lot]:
    producer = joinedload(Lot.product).joinedload(Product.producer)
    return query.options(
        producer.joinedload(Producer.commune), producer.joinedload(Producer.province)
    )
