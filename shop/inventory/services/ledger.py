"""Goods that come, go and are counted."""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import ProductVariant
from shop.catalog.queries import box_contents
from shop.database import db, transaction
from shop.freshness import about
from shop.inventory.errors import (
    BoxHoldsNothing,
    NotEnoughFree,
    NothingMoves,
    ReasonMissing,
    WrongGoods,
)
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.traceability.models import Lot


def receive(
    location: StockLocation,
    variant: ProductVariant,
    lot: Lot,
    quantity: int,
    *,
    kind: MovementKind = MovementKind.RECEIVE,
    reason: str | None = None,
    reference: str | None = None,
    actor: User | None,
) -> None:
    """Put units of a lot onto a location.

    :param reference: number of what brought them: an order, a delivery note
    :raises NothingMoves: if the quantity is not positive
    :raises WrongGoods: if lot, pack and location do not belong together
    """
    if quantity <= 0:
        raise NothingMoves
    with transaction():
        _check_goods(location, variant, lot)
        _add(location, variant, lot, quantity)
        _record(
            StockMovement(
                variant_id=variant.id,
                lot_id=lot.id,
                location_id=location.id,
                kind=kind,
                quantity=quantity,
                reason=reason,
                reference=reference,
            ),
            actor,
        )


def adjust(
    location: StockLocation,
    variant: ProductVariant,
    lot: Lot,
    change: int,
    *,
    reason: str,
    kind: MovementKind = MovementKind.ADJUST,
    actor: User | None,
) -> None:
    """Correct the count of what lies at a location.

    :param change: units, signed
    :raises NothingMoves: if the change is none
    :raises ReasonMissing: if no reason is given
    :raises NotEnoughFree: if more would leave than lies there and no order has
    :raises WrongGoods: if lot, pack and location do not belong together
    """
    if change == 0:
        raise NothingMoves
    if not reason.strip():
        raise ReasonMissing
    with transaction():
        _check_goods(location, variant, lot)
        if change > 0:
            _add(location, variant, lot, change)
        else:
            _remove(location, variant, lot, -change)
        _record(
            StockMovement(
                variant_id=variant.id,
                lot_id=lot.id,
                location_id=location.id,
                kind=kind,
                quantity=change,
                reason=reason.strip(),
            ),
            actor,
        )


def move(
    source: StockLocation,
    target: StockLocation,
    variant: ProductVariant,
    lot: Lot,
    quantity: int,
    *,
    reference: str | None = None,
    actor: User | None,
) -> None:
    """Carry units from one location of a producer to another.

    :raises NothingMoves: if the quantity is not positive, or the places are one
    :raises NotEnoughFree: if more would leave than lies there and no order has
    :raises WrongGoods: if lot, pack and locations do not belong together
    """
    if quantity <= 0 or source.id == target.id:
        raise NothingMoves
    at_point = target.kind is LocationKind.SALES_POINT
    arrival = MovementKind.CONSIGN if at_point else MovementKind.TRANSFER_IN
    with transaction() as session:
        for location in (source, target):
            _check_goods(location, variant, lot)
        session.execute(
            select(StockLevel.id)
            .filter_by(variant_id=variant.id, lot_id=lot.id)
            .where(StockLevel.location_id.in_((source.id, target.id)))
            .order_by(StockLevel.id)
            .with_for_update()
        ).all()
        _remove(source, variant, lot, quantity)
        _add(target, variant, lot, quantity)
        for location, kind, signed in (
            (source, MovementKind.TRANSFER_OUT, -quantity),
            (target, arrival, quantity),
        ):
            _record(
                StockMovement(
                    variant_id=variant.id,
                    lot_id=lot.id,
                    location_id=location.id,
                    kind=kind,
                    quantity=signed,
                    reference=reference,
                ),
                actor,
            )


def _check_goods(location: StockLocation, variant: ProductVariant, lot: Lot) -> None:
    if lot.product_id != variant.product_id or location.producer_id != lot.product.producer_id:
        raise WrongGoods
    if box_contents([variant.id]):
        raise BoxHoldsNothing


def _add(location: StockLocation, variant: ProductVariant, lot: Lot, quantity: int) -> None:
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    db.session.scalars(
        insert(StockLevel)
        .values(
            variant_id=variant.id,
            lot_id=lot.id,
            location_id=location.id,
            on_hand=quantity,
            reserved=0,
        )
        .on_conflict_do_update(
            index_elements=["variant_id", "lot_id", "location_id"],
            set_={"on_hand": StockLevel.on_hand + quantity},
        )
        .returning(StockLevel),
        execution_options={"populate_existing": True} | about(variant.product_id),
    ).one()


def _remove(location: StockLocation, variant: ProductVariant, lot: Lot, quantity: int) -> None:
    here = (
        (StockLevel.variant_id == variant.id)
        & (StockLevel.lot_id == lot.id)
        & (StockLevel.location_id == location.id)
    )
    removed = db.session.scalar(
        update(StockLevel)
        .where(here, StockLevel.on_hand - StockLevel.reserved >= quantity)
        .values(on_hand=StockLevel.on_hand - quantity)
        .returning(StockLevel.id),
        execution_options=about(variant.product_id),
    )
    if removed is None:
        free = db.session.scalar(select(StockLevel.on_hand - StockLevel.reserved).where(here))
        raise NotEnoughFree(quantity, free or 0)


def _record(movement: StockMovement, actor: User | None) -> None:
    movement.actor_id = actor.id if actor else None
    db.session.add(movement)
    audit.record(
        actor,
        f"stock.{movement.kind}",
        movement,
        quantity=movement.quantity,
        reason=movement.reason,
    )
