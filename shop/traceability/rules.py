"""What may become of a lot, in which order things happen to it, and what its code answers.

Sources: Nghị định 37/2026/NĐ-CP Art. 21-34; where it is silent, the choice is ours (project).
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from shop.traceability.models import Lot, LotStatus, TraceEventKind

TRANSITIONS: dict[LotStatus, frozenset[LotStatus]] = {
    LotStatus.DRAFT: frozenset({LotStatus.RELEASED, LotStatus.VOID}),
    LotStatus.RELEASED: frozenset(
        {LotStatus.DEPLETED, LotStatus.ON_HOLD, LotStatus.RECALLED, LotStatus.EXPIRED}
    ),
    LotStatus.ON_HOLD: frozenset({LotStatus.RELEASED, LotStatus.RECALLED, LotStatus.EXPIRED}),
    LotStatus.DEPLETED: frozenset({LotStatus.RECALLED}),
    LotStatus.RECALLED: frozenset({LotStatus.RECALL_CLOSED}),
    LotStatus.EXPIRED: frozenset(),
    LotStatus.RECALL_CLOSED: frozenset(),
    LotStatus.VOID: frozenset(),
}

# An earlier day is a year typed too short, such as 0026 (project).
EARLIEST_ON = date(2000, 1, 1)
# A lot is called expiring in the last fifth of its life, at most a month (project).
EXPIRING_SHARE, EXPIRING_MOST = 5, timedelta(days=30)

# Of these stages, whichever happen, the first of each comes in this order. Goods may also
# be received and inspected at any time.
STAGES: dict[TraceEventKind, int] = {
    TraceEventKind.HARVEST: 0,
    TraceEventKind.PROCESS: 1,
    TraceEventKind.PACK: 2,
    TraceEventKind.SHIP: 3,
    TraceEventKind.SELL: 4,
}


class Verdict(StrEnum):
    """What a code answers: the first that applies."""

    UNKNOWN = "unknown"
    VOID = "void"
    RECALLED = "recalled"
    SUSPECT = "suspect"
    SOLD = "sold"
    ON_HOLD = "on_hold"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    IN_ORDER = "in_order"


# Whose page offers nothing to buy.
WITHDRAWN = frozenset({Verdict.UNKNOWN, Verdict.VOID, Verdict.RECALLED, Verdict.SUSPECT})


class Happening(NamedTuple):
    """An event as far as its order matters."""

    kind: TraceEventKind
    at: datetime


class PublicField(StrEnum):
    """What a public page has to show (Art. 23.7), beside its picture and an expiry if any.

    The picture never lacks: a product without photographs gets a print of its kind.
    """

    PRODUCT_NAME = "product_name"
    PRODUCER_NAME = "producer_name"
    PRODUCER_ADDRESS = "producer_address"
    ORIGIN = "origin"
    LOT_NO = "lot_no"


def may_become(status: LotStatus, wanted: LotStatus) -> bool:
    return wanted in TRANSITIONS[status]


def missing_fields(lot: Lot) -> list[PublicField]:
    """Return what a lot lacks to be shown, released and labelled; nothing where it is whole."""
    producer = lot.product.producer
    address = producer.place_name if producer else ""
    shown = {
        PublicField.PRODUCT_NAME: lot.product.name_vi,
        PublicField.PRODUCER_NAME: producer.name if producer else "",
        PublicField.PRODUCER_ADDRESS: address,
        PublicField.ORIGIN: lot.place_vi or address,
        PublicField.LOT_NO: lot.lot_no,
    }
    return [field for field, value in shown.items() if not value.strip()]


def may_be_labelled(lot: Lot, day: date) -> bool:
    """Say whether labels for a lot are worth printing: drafts are, what may not be sold is not."""
    is_alive = lot.status in (LotStatus.DRAFT, LotStatus.RELEASED, LotStatus.ON_HOLD)
    return is_alive and not lot.is_expired_on(day) and not missing_fields(lot)


def expiring_from(lot: Lot) -> date | None:
    """Return the day from which a lot is called expiring; None if it does not expire."""
    if lot.expires_on is None:
        return None
    born_on = lot.packed_on or lot.made_on or lot.harvested_on
    warning = EXPIRING_MOST
    if born_on is not None:
        warning = min(warning, (lot.expires_on - born_on) // EXPIRING_SHARE)
    # A lot of one day still gets its warning on that day and the one before.
    return lot.expires_on - max(warning, timedelta(days=1))


def conditions(lot: Lot, day: date) -> set[Verdict]:
    """Return everything that is true of a lot on a day; drafts are known to nobody."""
    found = {
        LotStatus.DRAFT: {Verdict.UNKNOWN},
        LotStatus.VOID: {Verdict.VOID},
        LotStatus.ON_HOLD: {Verdict.ON_HOLD},
        LotStatus.RECALLED: {Verdict.RECALLED},
        LotStatus.RECALL_CLOSED: {Verdict.RECALLED},
    }.get(lot.status, set())
    begins = expiring_from(lot)
    if lot.is_expired_on(day):
        return found | {Verdict.EXPIRED}
    return found | ({Verdict.EXPIRING} if begins and day >= begins else set())


def verdict(applying: Collection[Verdict]) -> Verdict:
    """Return the one that matters most of all that apply; in order if none does."""
    return next((each for each in Verdict if each in applying), Verdict.IN_ORDER)


def next_kind(kinds: Iterable[TraceEventKind]) -> TraceEventKind:
    """Return what most likely happens next to a lot after some steps."""
    furthest = max((STAGES[kind] for kind in kinds if kind in STAGES), default=-1)
    return next((kind for kind in STAGES if STAGES[kind] > furthest), TraceEventKind.SELL)


def is_in_order(happenings: Iterable[Happening]) -> bool:
    """Say whether what happened to a lot could have happened in this order."""
    first: dict[TraceEventKind, datetime] = {}
    last_at = destroyed_at = None
    for kind, at in happenings:
        if kind in STAGES:
            first[kind] = min(at, first.get(kind, at))
        if kind is TraceEventKind.DESTROY:
            destroyed_at = min(at, destroyed_at or at)
        last_at = max(at, last_at or at)
    begun = [first[kind] for kind in sorted(first, key=STAGES.__getitem__)]
    ends_last = destroyed_at is None or last_at is None or last_at <= destroyed_at
    return begun == sorted(begun) and ends_last
