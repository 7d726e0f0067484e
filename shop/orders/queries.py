"""Reads of purchases and orders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from shop.catalog.models import ProductVariant
from shop.database import db
from shop.inventory.models import Reservation, StockLevel
from shop.inventory.queries import is_sellable_on
from shop.lib import clock
from shop.orders.models import (
    LineAllocation,
    Order,
    OrderChange,
    OrderLine,
    OrderStatus,
    Purchase,
)
from shop.places.models import Commune
from shop.producers.models import Producer
from shop.traceability.models import Lot
from shop.web.paging import Page, page_of


def purchase_by_token(token: str) -> Purchase | None:
    return db.session.scalar(
        select(Purchase)
        .where(Purchase.token == token)
        .options(
            joinedload(Purchase.commune).joinedload(Commune.province),
            selectinload(Purchase.orders).options(*_details(), selectinload(Order.history)),
        )
    )


def purchase_by_checkout(checkout_token: str) -> Purchase | None:
    """Return the purchase that a checkout has led to already."""
    return db.session.scalar(select(Purchase).where(Purchase.checkout_token == checkout_token))


def order_by_token(token: str) -> Order | None:
    return db.session.scalar(
        _orders().where(Order.token == token).options(selectinload(Order.history))
    )


def producer_orders(
    producer_id: int,
    statuses: Collection[OrderStatus],
    number: int,
    size: int,
    *,
    newest_first: bool = False,
) -> Page[Order]:
    """Return a page of a producer's orders, the longest waiting first unless asked otherwise."""
    query = _orders().where(Order.producer_id == producer_id, Order.status.in_(statuses))
    if newest_first:
        query = query.order_by(Order.placed_at.desc(), Order.id.desc())
    else:
        query = query.order_by(Order.placed_at, Order.id)
    return page_of(query, number, size)


def first_orders(
    producer_id: int, statuses: Collection[OrderStatus], most: int
) -> dict[OrderStatus, list[Order]]:
    """Return of each state the few orders of a producer that have waited longest."""
    place = func.row_number().over(partition_by=Order.status, order_by=(Order.placed_at, Order.id))
    ranked = (
        select(Order.id, place.label("place"))
        .where(Order.producer_id == producer_id, Order.status.in_(statuses))
        .subquery()
    )
    found: dict[OrderStatus, list[Order]] = {status: [] for status in statuses}
    for order in db.session.scalars(
        _orders()
        .join(ranked, ranked.c.id == Order.id)
        .where(ranked.c.place <= most)
        .order_by(Order.placed_at, Order.id)
    ):
        found[order.status].append(order)
    return found


def order_counts(producer_id: int) -> dict[OrderStatus, int]:
    """Return how many orders of a producer stand at each state."""
    rows = db.session.execute(
        select(Order.status, func.count())
        .where(Order.producer_id == producer_id)
        .group_by(Order.status)
    )
    return {status: count for status, count in rows}


def delivered_since(producer_id: int, since: datetime) -> tuple[int, int]:
    """Return how many orders of a producer arrived since an instant, and their goods in đồng."""
    delivered = (
        select(OrderChange.order_id)
        .where(OrderChange.to_status == OrderStatus.DELIVERED, OrderChange.at >= since)
        .distinct()
    )
    count, goods_vnd = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Order.goods_vnd), 0)).where(
            Order.producer_id == producer_id, Order.id.in_(delivered)
        )
    ).one()
    return count, int(goods_vnd)


def purchases_of(user_id: int, *, most: int) -> list[Purchase]:
    """Return a buyer's purchases, the newest first."""
    return list(
        db.session.scalars(
            select(Purchase)
            .where(Purchase.user_id == user_id)
            .order_by(Purchase.placed_at.desc(), Purchase.id.desc())
            .limit(most)
            .options(
                selectinload(Purchase.orders).options(
                    selectinload(Order.lines), joinedload(Order.producer)
                )
            )
        )
    )


def last_purchase(user_id: int) -> Purchase | None:
    """Return the newest purchase, whose receiver is likely the next one's."""
    return db.session.scalar(
        select(Purchase)
        .where(Purchase.user_id == user_id)
        .order_by(Purchase.placed_at.desc(), Purchase.id.desc())
        .limit(1)
        .options(joinedload(Purchase.commune))
    )


@dataclass(frozen=True)
class LotChoice:
    """A lot that an allocation could be packed from."""

    lot: Lot
    free: int  # units that no order has


def lot_choices(order: Order) -> dict[int, list[LotChoice]]:
    """Return for each allocation of an order the other lots that could fill it, by expiry."""
    parts = [part for line in order.lines for part in line.allocations]
    taken = {part.reservation.stock_level_id for part in parts}
    locations = select(StockLevel.location_id).where(StockLevel.id.in_(taken))
    rows = db.session.execute(
        select(StockLevel.variant_id, Lot, StockLevel.on_hand - StockLevel.reserved)
        .join(StockLevel.lot)
        .where(StockLevel.variant_id.in_({part.goods.id for part in parts}))
        .where(StockLevel.location_id.in_(locations), is_sellable_on(clock.today()))
        .order_by(Lot.expires_on.is_(None), Lot.expires_on, Lot.id)
    ).all()
    return {
        part.id: [
            LotChoice(lot, free)
            for variant_id, lot, free in rows
            if variant_id == part.goods.id and lot.id != part.lot_id and free >= part.quantity
        ]
        for part in parts
    }


def _orders() -> Select[Order]:
    return select(Order).options(
        joinedload(Order.purchase).joinedload(Purchase.commune).joinedload(Commune.province),
        *_details(),
    )


def _details() -> tuple[Any, ...]:
    lines = selectinload(Order.lines)
    return (
        joinedload(Order.producer).options(
            joinedload(Producer.commune), joinedload(Producer.province)
        ),
        lines.joinedload(OrderLine.variant).joinedload(ProductVariant.product),
        lines.joinedload(OrderLine.certificate),
        lines.selectinload(OrderLine.allocations).options(
            joinedload(LineAllocation.lot),
            joinedload(LineAllocation.reservation)
            .joinedload(Reservation.stock_level)
            .joinedload(StockLevel.variant)
            .joinedload(ProductVariant.product),
        ),
        selectinload(Order.shipments),
    )
