"""Where a product can be had on a day: from store rooms by post, and by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from shop.catalog.models import BoxPart, Product, ProductVariant
from shop.catalog.queries import box_contents, packs_of
from shop.database import db
from shop.inventory.models import LocationKind, StockLevel, StockLocation
from shop.inventory.queries import available, is_sellable_on
from shop.places.models import SalesPoint
from shop.traceability.models import Lot


@dataclass(frozen=True)
class PackSupply:
    """A pack and what can be sent of it."""

    pack: ProductVariant
    stock: int  # units that can be promised
    lot: Lot | None  # whose units leave first; none of a box, which has those of its parts
    parts: Sequence[BoxPart] = ()  # of a box


@dataclass(frozen=True)
class PointSupply:
    """A sales point that has some packs of a product."""

    point: SalesPoint
    units: int


@dataclass(frozen=True)
class Supply:
    """All of a product that can be had on a day."""

    packs: list[PackSupply]  # on offer, whether in stock or not
    points: list[PointSupply]  # by name

    @property
    def stock(self) -> int:
        return sum(each.stock for each in self.packs)

    @property
    def first(self) -> PackSupply | None:
        """The pack to propose: the first that can be sent, else the first."""
        return next((each for each in self.packs if each.stock), next(iter(self.packs), None))

    @property
    def most(self) -> int:
        """Units of the pack of which there are most."""
        return max((each.stock for each in self.packs), default=0)

    @property
    def cheapest(self) -> ProductVariant | None:
        packs = (each.pack for each in self.packs)
        return min(packs, key=lambda pack: pack.price_vnd, default=None)

    @property
    def is_price_from(self) -> bool:
        return len({each.pack.price_vnd for each in self.packs}) > 1

    @property
    def lots(self) -> dict[Lot, list[ProductVariant]]:
        """The lots that leave first, each with the packs that come from it."""
        lots: dict[Lot, list[ProductVariant]] = {}
        for each in self.packs:
            if each.lot:
                lots.setdefault(each.lot, []).append(each.pack)
        return lots

    @property
    def boxes(self) -> list[PackSupply]:
        return [each for each in self.packs if each.parts]

    @property
    def has_demo_price(self) -> bool:
        return any(each.pack.is_demo for each in self.packs)

    @property
    def has_demo_stock(self) -> bool:
        return any(lot.is_demo for lot in self.lots)


def supply_of(product: Product, day: date) -> Supply:
    """Return where a product can be had, in a fixed number of statements."""
    packs = packs_of(product.id)
    ids = [pack.id for pack in packs]
    stock, lots, parts = available(ids, day), first_lots(ids, day), box_contents(ids)
    return Supply(
        [
            PackSupply(pack, stock.get(pack.id, 0), lots.get(pack.id), parts.get(pack.id, ()))
            for pack in packs
        ],
        points_with_units(ids, day),
    )


def first_lots(variant_ids: Iterable[int], day: date) -> dict[int, Lot]:
    """Return for each pack the lot whose units leave the store room first."""
    rows = db.session.execute(
        select(StockLevel.variant_id, Lot)
        .join(StockLevel.lot)
        .join(StockLevel.location)
        .where(StockLevel.variant_id.in_(list(variant_ids)))
        .where(StockLocation.kind == LocationKind.STORE_ROOM, is_sellable_on(day))
        .where(StockLevel.on_hand > StockLevel.reserved)
    )
    first: dict[int, Lot] = {}
    for variant_id, lot in sorted(rows, key=lambda row: (row[1].expires_on or date.max, row[1].id)):
        first.setdefault(variant_id, lot)
    return first


def points_with_units(variant_ids: Iterable[int], day: date) -> list[PointSupply]:
    """Return the sales points that have some of these packs on a day, by name."""
    units = (
        select(
            StockLocation.sales_point_id,
            func.sum(StockLevel.on_hand - StockLevel.reserved).label("units"),
        )
        .join(StockLevel, StockLevel.location_id == StockLocation.id)
        .join(StockLevel.lot)
        .where(StockLevel.variant_id.in_(list(variant_ids)), is_sellable_on(day))
        .where(StockLocation.sales_point_id.is_not(None))
        .group_by(StockLocation.sales_point_id)
        .subquery()
    )
    rows = db.session.execute(
        select(SalesPoint, units.c.units)
        .join(units, units.c.sales_point_id == SalesPoint.id)
        .where(units.c.units > 0)
        .options(joinedload(SalesPoint.commune), joinedload(SalesPoint.province))
        .order_by(SalesPoint.name, SalesPoint.id)
    )
    return [PointSupply(point, int(count)) for point, count in rows]
