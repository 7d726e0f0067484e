"""What a producer does with goods of their own: put away, look at what came back."""

from collections.abc import Mapping

from shop.accounts.models import User
from shop.database import lock, transaction
from shop.inventory import queries
from shop.inventory.errors import CountMoved, LotNotStocked, NothingReturned, PutAwayMeanwhile
from shop.inventory.models import LocationKind, MovementKind, StockLevel
from shop.inventory.rules import may_come_in
from shop.inventory.services.ledger import adjust, move, receive
from shop.inventory.services.locations import store_room
from shop.lib import clock
from shop.traceability import services as traceability
from shop.traceability.models import Lot


def put_away(
    lot: Lot,
    units: Mapping[int, int],
    *,
    reference: str | None = None,
    seen: int | None = None,
    actor: User,
) -> None:
    """Receive units of a lot into its producer's store room.

    :param units: selling units by the row id of their pack
    :param reference: number of a delivery note, or another word to find it again
    :param seen: the newest line of the ledger that the person knew of
    :raises LotNotStocked: if the lot is a draft, given up, expired or recalled
    :raises PutAwayMeanwhile: if units of the lot came in that the person does not know of
    :raises NothingMoves: if a quantity is not positive
    """
    with transaction():
        lock(lot)  # alone, so that the same form sent twice is seen the second time
        if lot.product.producer is None or not may_come_in(lot, clock.today()):
            raise LotNotStocked(lot.lot_no)
        if seen is not None and queries.last_receipt(lot.id) > seen:
            raise PutAwayMeanwhile
        room = store_room(lot.product.producer)
        packs = {pack.id: pack for pack in lot.product.variants}
        for pack_id in sorted(units):
            receive(room, packs[pack_id], lot, units[pack_id], reference=reference, actor=actor)


def release_lot(lot: Lot, units: Mapping[int, int], *, actor: User) -> None:
    """Let a lot be sold and put its first units away, both or neither.

    :param units: selling units by the row id of their pack; none may follow later
    :raises LotStepNotAllowed: if the lot stands elsewhere by now
    :raises LotIncomplete: if its public page would lack what the law asks for
    :raises LotExpired: if its last day has passed
    """
    with transaction():
        traceability.release_lot(lot, actor=actor)
        put_away(lot, units, actor=actor)


def correct(
    level: StockLevel, change: int, *, reason: str, seen: int | None = None, actor: User
) -> None:
    """Make the book say what really lies there.

    :param change: units, signed
    :param seen: units on hand that the person saw
    :raises CountMoved: if as many do not lie there any more
    :raises NothingMoves: if the change is none
    :raises ReasonMissing: if no reason is given
    :raises NotEnoughFree: if more would leave than lies there and no order has
    """
    with transaction():
        _hold_as_seen(level, seen)
        adjust(level.location, level.variant, level.lot, change, reason=reason, actor=actor)


def put_back(level: StockLevel, quantity: int, *, seen: int | None = None, actor: User) -> None:
    """Return goods that came back, and were found to be good, to the store room.

    :param seen: units on hand that the person saw
    :raises NothingReturned: if they do not wait to be looked at
    :raises LotNotStocked: if their lot is not on sale any more
    :raises CountMoved: if as many do not lie there any more
    :raises NothingMoves: if the quantity is not positive
    :raises NotEnoughFree: if fewer lie there
    """
    with transaction():
        lot, location = level.lot, level.location
        lock(lot, shared=True)
        if location.kind is not LocationKind.INSPECTION:
            raise NothingReturned
        if not may_come_in(lot, clock.today()):
            raise LotNotStocked(lot.lot_no)
        room = store_room(location.producer)
        _hold_as_seen(level, seen)
        move(location, room, level.variant, lot, quantity, actor=actor)


def write_off(
    level: StockLevel, quantity: int, *, reason: str, seen: int | None = None, actor: User
) -> None:
    """Take out for good what came back and is not fit to be sold.

    :param seen: units on hand that the person saw
    :raises NothingReturned: if it does not wait to be looked at
    :raises CountMoved: if as many do not lie there any more
    :raises NothingMoves: if the quantity is not positive
    :raises ReasonMissing: if no reason is given
    :raises NotEnoughFree: if fewer lie there
    """
    location, variant, lot = level.location, level.variant, level.lot
    if location.kind is not LocationKind.INSPECTION:
        raise NothingReturned
    with transaction():
        _hold_as_seen(level, seen)
        gone = -max(quantity, 0)
        kind = MovementKind.DESTROY
        adjust(location, variant, lot, gone, reason=reason, kind=kind, actor=actor)


def _hold_as_seen(level: StockLevel, seen: int | None) -> None:
    lock(level)
    if seen is not None and level.on_hand != seen:
        raise CountMoved(level.on_hand)
