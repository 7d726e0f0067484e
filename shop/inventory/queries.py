"""Reads of stock that several domains share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from shop.catalog.models import BoxPart, ListingStatus, Product, ProductVariant
from shop.catalog.queries import is_box
from shop.database import db
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    Reservation,
    ReservationState,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.inventory.rules import LOW_STOCK, STOCKED
from shop.producers.models import Producer
from shop.traceability.models import Lot, LotStatus
from shop.web.paging import Page, page_of


def is_sellable_on(day: date) -> ColumnElement[bool]:
    """Return the condition under which a lot may be sold on a day."""
    return (Lot.status == LotStatus.RELEASED) & or_(Lot.expires_on.is_(None), Lot.expires_on >= day)


def available(variant_ids: Iterable[int], day: date) -> dict[int, int]:
    """Return how many units of each variant may be promised from the store rooms.

    They serve the web. Of a box there are as many as its scarcest part fills; variants
    without any are left out.
    """
    ids = list(variant_ids)
    alone = _free_units(day).where(StockLevel.variant_id.in_(ids))
    boxes = box_units(day)
    rows = db.session.execute(
        union_all(alone, select(boxes.c.box_id, boxes.c.units).where(boxes.c.box_id.in_(ids)))
    )
    return {variant_id: int(units) for variant_id, units in rows if units}


def _free_units(day: date) -> Select[int, int]:
    return (
        select(
            StockLevel.variant_id,
            func.sum(StockLevel.on_hand - StockLevel.reserved).label("units"),
        )
        .join(StockLevel.location)
        .join(StockLevel.lot)
        .where(StockLocation.kind == LocationKind.STORE_ROOM, is_sellable_on(day))
        .group_by(StockLevel.variant_id)
    )


def box_units(day: date) -> Subquery:
    """Return the boxes (`box_id`) with how many of each (`units`) their parts would fill."""
    free = _free_units(day).where(StockLevel.variant_id.in_(select(BoxPart.part_id))).subquery()
    filled = func.coalesce(free.c.units, 0) // BoxPart.quantity
    return (
        select(BoxPart.box_id, func.min(filled).label("units"))
        .outerjoin(free, free.c.variant_id == BoxPart.part_id)
        .group_by(BoxPart.box_id)
        .subquery()
    )


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


@dataclass(frozen=True)
class StockItem:
    """A pack in its maker's stock book: where it lies, lot by lot."""

    variant: ProductVariant
    levels: list[StockLevel]  # that hold something, earliest expiry first
    sellable: int  # units that the web may still promise

    @property
    def on_hand(self) -> int:
        return sum(level.on_hand for level in self.levels)

    @property
    def is_low(self) -> bool:
        is_offered = self.variant.product.listing_status is ListingStatus.PUBLISHED
        return is_offered and self.variant.is_active and self.sellable <= LOW_STOCK


def stock_book(producer_id: int, day: date) -> list[StockItem]:
    """Return a producer's packs with what lies of each: in use or left over.

    A box is not among them: what lies there are its parts.
    """
    levels: dict[int, list[StockLevel]] = {}
    for level in db.session.scalars(
        select(StockLevel)
        .join(StockLevel.location)
        .join(StockLevel.lot)
        .where(StockLocation.producer_id == producer_id, StockLevel.on_hand > 0)
        .options(contains_eager(StockLevel.location), contains_eager(StockLevel.lot))
        .order_by(Lot.expires_on.is_(None), Lot.expires_on, StockLevel.id)
    ):
        levels.setdefault(level.variant_id, []).append(level)
    packs = db.session.scalars(
        select(ProductVariant)
        .join(ProductVariant.product)
        .where(Product.producer_id == producer_id, ~is_box())
        .where(or_(ProductVariant.is_active, ProductVariant.id.in_(list(levels))))
        .options(contains_eager(ProductVariant.product))
        .order_by(Product.name_vi, Product.id, ProductVariant.position, ProductVariant.id)
    )
    return [
        StockItem(pack, levels.get(pack.id, []), _sellable(levels.get(pack.id, []), day))
        for pack in packs
    ]


def _sellable(levels: Iterable[StockLevel], day: date) -> int:
    return sum(
        level.available
        for level in levels
        if level.location.kind is LocationKind.STORE_ROOM and level.lot.is_sellable_on(day)
    )


def receivable(producer_id: int, day: date) -> list[tuple[ProductVariant, Lot]]:
    """Return the packs and lots of which goods may come into a producer's store room."""
    rows = db.session.execute(
        select(ProductVariant, Lot)
        .join(ProductVariant.product)
        .join(Lot, Lot.product_id == Product.id)
        .where(Product.producer_id == producer_id, ProductVariant.is_active, ~is_box())
        .where(Lot.status.in_(STOCKED), or_(Lot.expires_on.is_(None), Lot.expires_on >= day))
        .options(contains_eager(ProductVariant.product))
        .order_by(Product.name_vi, Product.id, ProductVariant.position, Lot.id.desc())
    )
    return [(variant, lot) for variant, lot in rows]


def levels_of_lot(lot_id: int) -> list[StockLevel]:
    """Return where the units of a lot lie, by pack."""
    return list(
        db.session.scalars(
            select(StockLevel)
            .where(StockLevel.lot_id == lot_id)
            .options(joinedload(StockLevel.location), joinedload(StockLevel.variant))
            .order_by(StockLevel.variant_id, StockLevel.id)
        )
    )


def units_by_lot(lot_ids: Iterable[int]) -> dict[int, int]:
    """Return how many units of each lot lie anywhere; lots without any are left out."""
    rows = db.session.execute(
        select(StockLevel.lot_id, func.sum(StockLevel.on_hand))
        .where(StockLevel.lot_id.in_(list(lot_ids)))
        .group_by(StockLevel.lot_id)
    )
    return {lot_id: int(units) for lot_id, units in rows}


def movements_of(level: StockLevel, number: int, size: int) -> Page[StockMovement]:
    """Return a page of the ledger of one level, newest first."""
    here = (
        (StockMovement.variant_id == level.variant_id)
        & (StockMovement.lot_id == level.lot_id)
        & (StockMovement.location_id == level.location_id)
    )
    return page_of(
        select(StockMovement)
        .where(here)
        .order_by(StockMovement.at.desc(), StockMovement.id.desc()),
        number,
        size,
    )


def last_receipt(lot_id: int | None = None) -> int:
    """Return the newest line of the ledger with which goods came in; 0 if there is none."""
    newest = select(func.max(StockMovement.id)).where(StockMovement.kind == MovementKind.RECEIVE)
    if lot_id is not None:
        newest = newest.where(StockMovement.lot_id == lot_id)
    return db.session.scalar(newest) or 0


def promises_on(level: StockLevel) -> list[Reservation]:
    """Return the promises that hold units of a level, the oldest first."""
    return list(
        db.session.scalars(
            select(Reservation)
            .filter_by(stock_level_id=level.id, state=ReservationState.HELD)
            .order_by(Reservation.id)
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
