"""Stock without a database: what is asked for, and from which lots it comes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shop.traceability.models import Lot, LotStatus

LOW_STOCK = 5  # so many units or fewer, and it is time to bring more (project)
STOCKED = frozenset({LotStatus.RELEASED, LotStatus.ON_HOLD})  # lots that goods come in of


class StockLine(NamedTuple):
    """So many units of a pack, wherever its producer keeps them."""

    variant_id: int
    quantity: int  # selling units
    box_id: int | None = None  # the box that they go into


@dataclass(frozen=True)
class Offer:
    """Units of a pack that lie free in one stock level."""

    stock_level_id: int
    variant_id: int
    lot_id: int
    expires_on: date | None  # of the lot
    free: int


@dataclass(frozen=True)
class Share:
    """The part of a line that one stock level gives."""

    stock_level_id: int
    quantity: int
    box_id: int | None = None


@dataclass(frozen=True)
class Shortage:
    """A line that cannot be met."""

    variant_id: int
    wanted: int
    free: int
    box_id: int | None = None  # it was meant for this one


@dataclass(frozen=True)
class Allocation:
    shares: list[Share]
    shortages: list[Shortage]


def may_come_in(lot: Lot, day: date) -> bool:
    """Say whether goods of a lot belong into a store room on a day."""
    return lot.status in STOCKED and not lot.is_expired_on(day)


def summed(lines: Iterable[StockLine]) -> list[StockLine]:
    """Return one line for each pack and what it goes into, in a fixed order.

    :raises ValueError: if a quantity is not positive
    """
    wanted: dict[tuple[int, int], int] = {}
    for line in lines:
        if line.quantity <= 0:
            raise ValueError(f"{line.quantity} units cannot be asked for")
        key = line.variant_id, line.box_id or 0
        wanted[key] = wanted.get(key, 0) + line.quantity
    return [StockLine(key[0], wanted[key], key[1] or None) for key in sorted(wanted)]


def unpacked(
    lines: Iterable[StockLine], parts: Mapping[int, Mapping[int, int]]
) -> Iterator[StockLine]:
    """Yield lines as stock knows them: instead of a box what lies in it.

    :param parts: for each box the units of each pack in it
    """
    for line in lines:
        if line.variant_id not in parts:
            yield line
            continue
        for part_id, quantity in parts[line.variant_id].items():
            yield StockLine(part_id, line.quantity * quantity, line.variant_id)


def allocate(lines: Iterable[StockLine], offers: Collection[Offer]) -> Allocation:
    """Spread lines over stock levels, earliest expiry first; what does not expire comes last."""
    by_variant: dict[int, list[Offer]] = {}
    for offer in sorted(offers, key=_leaves_first):
        by_variant.setdefault(offer.variant_id, []).append(offer)

    allocation = Allocation([], [])
    left = {offer.stock_level_id: offer.free for offer in offers}
    for line in summed(lines):
        missing = line.quantity
        for offer in by_variant.get(line.variant_id, ()):
            if taken := min(missing, left[offer.stock_level_id]):
                allocation.shares.append(Share(offer.stock_level_id, taken, line.box_id))
                left[offer.stock_level_id] -= taken
                missing -= taken
        if missing:
            free = line.quantity - missing
            allocation.shortages.append(Shortage(line.variant_id, line.quantity, free, line.box_id))
    return allocation


def _leaves_first(offer: Offer) -> tuple[date, int, int]:
    return offer.expires_on or date.max, offer.lot_id, offer.stock_level_id
