"""Demonstration stock: in each producer's store room, and on consignment at sales points."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from shop.catalog.models import Product, ProductVariant
from shop.catalog.queries import is_box
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.lib import clock
from shop.places.models import SalesPoint
from shop.reference.checks import HANOI
from shop.reference.demo import seed
from shop.reference.demo.kinds import Kind
from shop.reference.demo.lots import lot_no, lot_size
from shop.reference.demo.people import POINT_CODE, PRODUCER_CODE
from shop.reference.demo.shelf import goods
from shop.reference.sync import Tally, Values
from shop.traceability.models import Lot, LotStatus

REFERENCE = "demo"
SOLD_OUT_EVERY = 15
NEVER_SOLD_OUT = {"lotus_tea", "tea", "herbal_tea"}
POINT_EVERY = 2  # of two points in Hà Nội one shows goods here
DEAR_VND = 1_000_000  # works of art stay with their makers
LEAST_SHOWN, MOST_SHOWN = 9, 16


@dataclass(frozen=True)
class Delivery:
    """So many units of a variant and lot that should lie at a location."""

    variant_id: int
    lot_id: int
    location_id: int
    quantity: int
    kind: MovementKind


def load_store_rooms(session: Session) -> Tally:
    """Fill the producers' store rooms."""
    everything = goods(session)
    producers = {product.producer_id: product.producer for product, _ in everything}
    rooms = _locations(
        session,
        [
            {"producer_id": key, "kind": LocationKind.STORE_ROOM, "name": "Kho"}
            for key in sorted(producers)  # type: ignore[type-var]
        ],
    )
    lots, variants = _lots(session), _variants(session)
    deliveries = [
        Delivery(
            variant_id, lot_id, rooms[product.producer_id, None], quantity, MovementKind.RECEIVE
        )
        for product, kind in everything
        for number, lot_id in lots.get(product.id, ())
        for variant_id, quantity in _shares(product, kind, number, variants.get(product.id, ()))
    ]
    return deliver(session, deliveries)


def load_point_stock(session: Session) -> Tally:
    """Lay goods on consignment at some sales points of Hà Nội."""
    points = [
        point
        for point in session.scalars(select(SalesPoint).order_by(SalesPoint.code))
        if point.code == POINT_CODE
        or (
            point.province_code == HANOI
            and point.code
            and seed.number(1, POINT_EVERY, point.code, "shows") == 1
        )
    ]
    shown = {point.id: _shown_at(point, goods(session)) for point in points}
    places = _locations(
        session,
        [
            {
                "producer_id": producer_id,
                "kind": LocationKind.SALES_POINT,
                "sales_point_id": point.id,
                "name": point.name[:120],
            }
            for point in points
            for producer_id in sorted({product.producer_id for product in shown[point.id]})  # type: ignore[type-var]
        ],
    )
    lots, variants = _lots(session), _variants(session)
    deliveries = [
        Delivery(
            variants[product.id][0],
            lots[product.id][-1][1],
            places[product.producer_id, point.id],
            seed.number(2, 12, point.code, product.code),
            MovementKind.CONSIGN,
        )
        for point in points
        for product in shown[point.id]
        if lots.get(product.id) and variants.get(product.id)
    ]
    return deliver(session, deliveries)


def deliver(session: Session, deliveries: Iterable[Delivery]) -> Tally:
    """Bring each level to its wanted quantity, with a movement for what was added.

    A level of which more than a third is left is not touched.
    """
    levels = {
        (level.variant_id, level.lot_id, level.location_id): level
        for level in session.execute(
            select(
                StockLevel.id,
                StockLevel.variant_id,
                StockLevel.lot_id,
                StockLevel.location_id,
                StockLevel.on_hand,
                StockLevel.reserved,
            )
        )
    }
    tally, new, raised, movements = Tally(), [], [], []
    for each in deliveries:
        key = {
            "variant_id": each.variant_id,
            "lot_id": each.lot_id,
            "location_id": each.location_id,
        }
        level = levels.get((each.variant_id, each.lot_id, each.location_id))
        missing = each.quantity - (level.on_hand - level.reserved if level else 0)
        if level is None:
            new.append(key | {"on_hand": each.quantity, "reserved": 0})
        elif missing * 3 > each.quantity * 2:
            raised.append({"id": level.id, "on_hand": level.on_hand + missing})
        else:
            tally.same += 1
            continue
        movements.append(
            key
            | {"kind": each.kind, "quantity": missing, "reference": REFERENCE, "at": clock.now()}
        )
    for model, rows in ((StockLevel, new), (StockMovement, movements)):
        if rows:
            session.execute(insert(model), rows)
    if raised:
        session.execute(update(StockLevel), raised)
    tally.added, tally.changed = len(new), len(raised)
    return tally


def _shares(
    product: Product, kind: Kind, number: int, variants: Iterable[int]
) -> Iterator[tuple[int, int]]:
    assert product.code
    sold_out = seed.number(1, SOLD_OUT_EVERY, product.code, "sold out") == 1
    if sold_out and product.subgroup not in NEVER_SOLD_OUT:
        return
    variants = list(variants)
    for variant_id in variants:
        yield variant_id, max(1, lot_size(kind, product.code, number) // (2 * len(variants) + 1))


def _shown_at(point: SalesPoint, everything: list[tuple[Product, Kind]]) -> list[Product]:
    """Return what a point shows: goods of its own old district first, then of the city."""

    def nearness(product: Product) -> tuple[int, int]:
        producer = product.producer
        assert producer
        if point.code == POINT_CODE and producer.code == PRODUCER_CODE:
            near = 0  # the two sign-ins that the demonstration leads through meet here
        elif producer.stated_district and producer.stated_district == point.stated_district:
            near = 1
        else:
            near = 2 if producer.province_code == HANOI else 3
        return near, seed.number(0, 1_000_000, point.code, product.code)

    count = seed.number(LEAST_SHOWN, MOST_SHOWN, point.code, "count")
    everyday = [
        product for product, kind in everything if kind.shelf_days or kind.most_vnd < DEAR_VND
    ]
    return sorted(everyday, key=nearness)[:count]


def _locations(session: Session, rows: list[Values]) -> dict[tuple[int | None, int | None], int]:
    def existing() -> dict[tuple[int | None, int | None], int]:
        found = session.execute(
            select(StockLocation.producer_id, StockLocation.sales_point_id, StockLocation.id).where(
                StockLocation.kind.in_((LocationKind.STORE_ROOM, LocationKind.SALES_POINT))
            )
        )
        return {(producer_id, point_id): key for producer_id, point_id, key in found}

    known = existing()
    new = [row for row in rows if (row["producer_id"], row.get("sales_point_id")) not in known]
    if new:
        session.execute(insert(StockLocation), new)
    return existing()


def _lots(session: Session) -> dict[int, list[tuple[int, int]]]:
    """Return number and id of the demonstration lots that may lie on a shelf, by product."""
    numbers = {lot_no(number): number for number in (1, 2)}
    found: dict[int, list[tuple[int, int]]] = {}
    for product_id, name, key in session.execute(
        select(Lot.product_id, Lot.lot_no, Lot.id)
        .where(Lot.status.in_((LotStatus.RELEASED, LotStatus.ON_HOLD)))
        .order_by(Lot.lot_no)
    ):
        if name in numbers:
            found.setdefault(product_id, []).append((numbers[name], key))
    return found


def _variants(session: Session) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for product_id, key in session.execute(
        select(ProductVariant.product_id, ProductVariant.id)
        .where(ProductVariant.is_active, ~is_box())
        .order_by(ProductVariant.product_id, ProductVariant.position)
    ):
        found.setdefault(product_id, []).append(key)
    return found
