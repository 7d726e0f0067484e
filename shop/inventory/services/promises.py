"""Stock promised to buyers: held, given back, or gone with its order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from shop.accounts.models import User
from shop.catalog.models import ProductVariant
from shop.catalog.queries import box_contents
from shop.database import db, transaction
from shop.freshness import about
from shop.inventory import rules
from shop.inventory.errors import LotNotSellable, OutOfStock, ReservationEnded
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    Reservation,
    ReservationState,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.inventory.queries import is_sellable_on
from shop.inventory.rules import Offer, Share, Shortage, StockLine
from shop.jobs import enqueue
from shop.lib import clock
from shop.traceability.models import Lot
from shop.web.locale import localized


def reserve(
    lines: Iterable[StockLine], *, reference: str, expires_at: datetime | None = None
) -> list[Reservation]:
    """Promise stock of the producers' store rooms: every line, or none.

    Lots that expire first leave first. A line may come from several lots, one
    reservation for each. Of a box its parts are promised.

    :param reference: number of the purchase or order
    :param expires_at: UTC instant after which the promise lapses; None: never by itself
    :raises OutOfStock: naming every line that cannot be met
    """
    asked = rules.summed(lines)
    with transaction() as session:
        wanted = rules.summed(rules.unpacked(asked, _contents(asked)))
        variant_ids = list({line.variant_id for line in wanted})
        offers = _offers(variant_ids)
        allocation = rules.allocate(wanted, offers)
        if allocation.shortages and _release_lapsed([offer.stock_level_id for offer in offers]):
            allocation = rules.allocate(wanted, _offers(variant_ids))
        if allocation.shortages:
            raise _out_of_stock(allocation.shortages)
        products = _lock(share.stock_level_id for share in allocation.shares)
        reservations = [
            _hold(share, reference, expires_at, products)
            for share in sorted(allocation.shares, key=lambda share: share.stock_level_id)
        ]
        session.flush()
        if expires_at:
            enqueue("inventory.release_lapsed", run_at=expires_at)
    return reservations


def release(reservations: Iterable[Reservation]) -> None:
    """Take promises back; those that have ended already stay as they are."""
    with transaction():
        for reservation, product_id in _in_order(reservations):
            if _end(reservation, ReservationState.RELEASED):
                _unreserve(reservation, product_id, leaves=False)


def take(reservations: Iterable[Reservation], *, reference: str, actor: User | None) -> None:
    """Let promised goods leave: they are sold and gone.

    :param reference: number of the order
    :raises ReservationEnded: if a promise no longer holds
    """
    with transaction() as session:
        for reservation, product_id in _in_order(reservations):
            if not _end(reservation, ReservationState.TAKEN):
                raise ReservationEnded
            _unreserve(reservation, product_id, leaves=True)
            level = reservation.stock_level
            session.add(
                StockMovement(
                    variant_id=level.variant_id,
                    lot_id=level.lot_id,
                    location_id=level.location_id,
                    kind=MovementKind.SELL,
                    quantity=-reservation.quantity,
                    reference=reference,
                    actor_id=actor.id if actor else None,
                )
            )
        session.flush()


def swap_lots(swaps: Iterable[tuple[Reservation, Lot]]) -> list[Reservation]:
    """Hold other lots of the same goods in the same places instead: all of them, or none.

    :raises LotNotSellable: if one of these lots may not be sold today
    :raises OutOfStock: if one has too few free units there
    :raises ReservationEnded: if a promise no longer holds
    """
    wanted = list(swaps)
    with transaction() as session:
        _check_sellable({lot.id: lot for _, lot in wanted})
        targets = [_beside(reservation, lot) for reservation, lot in wanted]
        sources = [reservation.stock_level_id for reservation, _ in wanted]
        products = _lock(sources + targets)
        # All are given back before any is held: two parts may trade their lots.
        for reservation, _ in wanted:
            if not _end(reservation, ReservationState.RELEASED):
                raise ReservationEnded
            _unreserve(reservation, products[reservation.stock_level_id], leaves=False)
        swapped = [
            _hold(Share(target, old.quantity, old.box_id), old.reference, old.expires_at, products)
            for (old, _), target in zip(wanted, targets, strict=True)
        ]
        session.flush()
    return swapped


def release_lapsed() -> int:
    """Take back every promise whose time has passed; say how many there were."""
    with transaction():
        return _release_lapsed()


def _release_lapsed(level_ids: Sequence[int] | None = None) -> int:
    """Take back what has lapsed, of some levels that the caller holds, or of all."""
    lapsed = select(Reservation).where(
        Reservation.state == ReservationState.HELD, Reservation.expires_at <= clock.now()
    )
    if level_ids is not None:
        lapsed = lapsed.where(Reservation.stock_level_id.in_(level_ids))
    found = db.session.scalars(lapsed).all()
    release(found)
    return len(found)


def _check_sellable(lots: Mapping[int, Lot]) -> None:
    """Hold some lots and refuse one that may not be sold today."""
    held = db.session.scalars(
        select(Lot.id)
        .where(Lot.id.in_(lots), is_sellable_on(clock.today()))
        .order_by(Lot.id)
        .with_for_update(read=True)
    ).all()
    for lot_id in lots.keys() - set(held):
        raise LotNotSellable(lots[lot_id].lot_no)


def _beside(reservation: Reservation, lot: Lot) -> int:
    """Return the level of another lot of the goods that a promise is about, in its place."""
    old = reservation.stock_level
    found = db.session.scalar(
        select(StockLevel.id).filter_by(
            variant_id=old.variant_id, location_id=old.location_id, lot_id=lot.id
        )
    )
    if found is None:
        raise _out_of_stock([Shortage(old.variant_id, reservation.quantity, 0, reservation.box_id)])
    return found


def _offers(variant_ids: Sequence[int]) -> list[Offer]:
    """Lock and return what the store rooms hold of some packs in lots that may be sold."""
    # The shared lock makes a recall of these lots wait for us, or us for it.
    lot_ids = db.session.scalars(
        select(Lot.id)
        .where(Lot.id.in_(select(StockLevel.lot_id).where(StockLevel.variant_id.in_(variant_ids))))
        .where(is_sellable_on(clock.today()))
        .order_by(Lot.id)
        .with_for_update(read=True)
    ).all()
    rows = db.session.execute(
        select(
            StockLevel.id,
            StockLevel.variant_id,
            StockLevel.lot_id,
            Lot.expires_on,
            StockLevel.on_hand - StockLevel.reserved,
        )
        .join(StockLevel.lot)
        .join(StockLevel.location)
        .where(StockLevel.variant_id.in_(variant_ids), StockLevel.lot_id.in_(lot_ids))
        .where(StockLocation.kind == LocationKind.STORE_ROOM)
        .order_by(StockLevel.id)
        .with_for_update(of=StockLevel)
    )
    return [Offer(*row) for row in rows]


def _contents(lines: Iterable[StockLine]) -> dict[int, dict[int, int]]:
    """Return for each box among some lines the units of each pack in it."""
    boxes = box_contents(line.variant_id for line in lines)
    return {
        box_id: {each.part_id: each.quantity for each in parts} for box_id, parts in boxes.items()
    }


def _hold(
    share: Share, reference: str, expires_at: datetime | None, products: Mapping[int, int]
) -> Reservation:
    stock_level_id, quantity = share.stock_level_id, share.quantity
    # The WHERE clause is the stock check, whatever was read before.
    held = db.session.scalar(
        update(StockLevel)
        .where(StockLevel.id == stock_level_id)
        .where(StockLevel.on_hand - StockLevel.reserved >= quantity)
        .values(reserved=StockLevel.reserved + quantity)
        .returning(StockLevel.id),
        execution_options=about(products[stock_level_id]),
    )
    if held is None:
        level = db.session.get_one(StockLevel, stock_level_id, populate_existing=True)
        raise _out_of_stock([Shortage(level.variant_id, quantity, level.available, share.box_id)])
    reservation = Reservation(
        stock_level_id=stock_level_id,
        box_id=share.box_id,
        quantity=quantity,
        reference=reference,
        expires_at=expires_at,
    )
    db.session.add(reservation)
    return reservation


def _in_order(reservations: Iterable[Reservation]) -> list[tuple[Reservation, int]]:
    """Hold the levels of some promises; return each with the product it is about."""
    found = sorted(reservations, key=lambda each: (each.stock_level_id, each.id))
    products = _lock(each.stock_level_id for each in found)
    return [(each, products[each.stock_level_id]) for each in found]


def _lock(level_ids: Iterable[int]) -> dict[int, int]:
    """Hold some levels, and return the product of each."""
    rows = db.session.execute(
        select(StockLevel.id, ProductVariant.product_id)
        .join(StockLevel.variant)
        .where(StockLevel.id.in_(set(level_ids)))
        .order_by(StockLevel.id)
        .with_for_update(of=StockLevel)
    )
    return {level_id: product_id for level_id, product_id in rows}


def _end(reservation: Reservation, state: ReservationState) -> bool:
    """End a promise that still holds; say whether it did."""
    ended = db.session.scalar(
        update(Reservation)
        .where(Reservation.id == reservation.id, Reservation.state == ReservationState.HELD)
        .values(state=state, ended_at=clock.now())
        .returning(Reservation.id)
    )
    return ended is not None


def _unreserve(reservation: Reservation, product_id: int, *, leaves: bool) -> None:
    quantity = reservation.quantity
    values = {"reserved": StockLevel.reserved - quantity}
    if leaves:
        values["on_hand"] = StockLevel.on_hand - quantity
    db.session.execute(
        update(StockLevel).where(StockLevel.id == reservation.stock_level_id).values(values),
        execution_options=about(product_id),
    )


def _out_of_stock(shortages: Sequence[Shortage]) -> OutOfStock:
    variants = {
        variant.id: variant
        for variant in db.session.scalars(
            select(ProductVariant)
            .where(ProductVariant.id.in_([each.box_id or each.variant_id for each in shortages]))
            .options(joinedload(ProductVariant.product))
        )
    }
    names = [
        f"{localized(variant.product, 'name')} ({localized(variant, 'name')})"
        for each in shortages
        if (variant := variants.get(each.box_id or each.variant_id))
    ]
    return OutOfStock(shortages, list(dict.fromkeys(names)))
