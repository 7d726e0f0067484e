"""Reads of stock that several domains share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from shop.catalog.models import ProductVariant
from shop.database import db
from shop.inventory.models import (
    LocationKind,
    Reservation,
    ReservationState,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.places.models import SalesPoint
from shop.producers.models import Producer
from shop.traceability.models import Lot, LotStatus


def is_sellable_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a lot may be sold on a day."""
    return (Lot.status == LotStatus.RELEASED) & or_(Lot.expires_on.is_(None), Lot.expires_on >= day)


def available(
    variant_ids: Iterable[int],
    day: date,
    *,
    kind: LocationKind = LocationKind.STORE_ROOM,
) -> dict[int, int]:
    """Return how many units of each variant may be promised from a kind of place.

    Store rooms serve the web; variants without any are left out.
    """
    rows = db.session.execute(
        select(StockLevel.variant_id, func.sum(StockLevel.on_hand - StockLevel.reserved))
        .join(StockLevel.location)
        .join(StockLevel.lot)
        .where(StockLevel.variant_id.in_(list(variant_ids)))
        .where(StockLocation.kind == kind, is_sellable_on(day))
        .group_by(StockLevel.variant_id)
    )
    return {variant_id: int(units) for variant_id, units in rows}


@dataclass(frozen=True)
class Shown:
    """Units of a pack that lie at a place."""

    variant: ProductVariant
    units: int


def shown_at_point(sales_point_id: int, day: date) -> dict[Producer, list[Shown]]:
    """Return what a sales point has today, by producer, in the order of their names."""
    units = func.sum(StockLevel.on_hand - StockLevel.reserved)
    rows = db.session.execute(
        select(Producer, ProductVariant, units)
        .join(StockLocation, StockLocation.producer_id == Producer.id)
        .join(StockLevel, StockLevel.location_id == StockLocation.id)
        .join(StockLevel.lot)
        .join(StockLevel.variant)
        .where(StockLocation.sales_point_id == sales_point_id, is_sellable_on(day))
        .group_by(Producer.id, ProductVariant.id)
        .having(units > 0)
        .order_by(Producer.name, ProductVariant.id)
        .options(selectinload(ProductVariant.product))
    )
    shown: dict[Producer, list[Shown]] = {}
    for producer, variant, count in rows:
        shown.setdefault(producer, []).append(Shown(variant, int(count)))
    return shown


def points_showing(variant_ids: Iterable[int], day: date) -> list[SalesPoint]:
    """Return the sales points that have some of these packs on a day, by name."""
    return list(
        db.session.scalars(
            select(SalesPoint)
            .where(
                SalesPoint.id.in_(
                    select(StockLocation.sales_point_id)
                    .join(StockLevel, StockLevel.location_id == StockLocation.id)
                    .join(StockLevel.lot)
                    .where(StockLevel.variant_id.in_(list(variant_ids)), is_sellable_on(day))
                    .where(StockLevel.on_hand > StockLevel.reserved)
                )
            )
            .options(joinedload(SalesPoint.commune), joinedload(SalesPoint.province))
            .order_by(SalesPoint.name, SalesPoint.id)
        )
    )


@dataclass(frozen=True)
class Difference:
    """A running total that its rows do not bear out."""

    variant_id: int
    lot_id: int
    location_id: int
    what: str  # "on_hand" or "reserved"
    stored: int
    summed: int


def differences() -> Iterator[Difference]:
    """Yield every stock level that does not equal its ledger, or its promises."""
    key = (StockLevel.variant_id, StockLevel.lot_id, StockLevel.location_id)
    levels = {
        row[:3]: row[3:]
        for row in db.session.execute(select(*key, StockLevel.on_hand, StockLevel.reserved))
    }
    ledger = _sums(
        select(
            StockMovement.variant_id,
            StockMovement.lot_id,
            StockMovement.location_id,
            func.sum(StockMovement.quantity),
        ).group_by(StockMovement.variant_id, StockMovement.lot_id, StockMovement.location_id)
    )
    held = _sums(
        select(*key, func.sum(Reservation.quantity))
        .join(Reservation.stock_level)
        .where(Reservation.state == ReservationState.HELD)
        .group_by(*key)
    )
    for item in sorted(levels.keys() | ledger.keys()):
        on_hand, reserved = levels.get(item, (0, 0))
        for what, stored, summed in (
            ("on_hand", on_hand, ledger.get(item, 0)),
            ("reserved", reserved, held.get(item, 0)),
        ):
            if stored != summed:
                yield Difference(*item, what, stored, summed)


def _sums(query: Select[int, int, int, int]) -> dict[tuple[int, int, int], int]:
    return {(row[0], row[1], row[2]): int(row[3]) for row in db.session.execute(query)}
