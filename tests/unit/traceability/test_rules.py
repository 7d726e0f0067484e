from datetime import UTC, date, datetime, timedelta

import pytest

from shop.traceability import rules
from shop.traceability.models import Lot, LotStatus
from shop.traceability.models import TraceEventKind as Kind
from shop.traceability.rules import Happening, Verdict

DAY = date(2026, 11, 22)


def lot(status=LotStatus.RELEASED, **values):
    return Lot(status=status, **values)


def verdict(status=LotStatus.RELEASED, *, left=None, life=100):
    """The verdict on DAY of a lot whose last day is `left` days ahead, of `life` days."""
    expires_on = None if left is None else DAY + timedelta(days=left)
    packed_on = expires_on and expires_on - timedelta(days=life)
    return rules.verdict(
        rules.conditions(lot(status, expires_on=expires_on, packed_on=packed_on), DAY)
    )


@pytest.mark.parametrize(
    ("status", "left", "expected"),
    [
        (LotStatus.RELEASED, None, Verdict.IN_ORDER),
        (LotStatus.RELEASED, 21, Verdict.IN_ORDER),
        (LotStatus.RELEASED, 20, Verdict.EXPIRING),
        (LotStatus.RELEASED, 0, Verdict.EXPIRING),
        (LotStatus.RELEASED, -1, Verdict.EXPIRED),
        (LotStatus.DEPLETED, 50, Verdict.IN_ORDER),
        (LotStatus.EXPIRED, 50, Verdict.EXPIRED),
        (LotStatus.ON_HOLD, 50, Verdict.ON_HOLD),
        (LotStatus.ON_HOLD, -1, Verdict.ON_HOLD),
        (LotStatus.RECALLED, -1, Verdict.RECALLED),
        (LotStatus.RECALL_CLOSED, 50, Verdict.RECALLED),
        (LotStatus.VOID, -1, Verdict.VOID),
        (LotStatus.DRAFT, 50, Verdict.UNKNOWN),
        (LotStatus.DRAFT, -1, Verdict.UNKNOWN),
    ],
)
def test_a_code_answers_what_matters_most(status, left, expected):
    assert verdict(status, left=left) == expected


@pytest.mark.parametrize(
    ("life", "left", "expected"),
    [
        (5, 2, Verdict.IN_ORDER),
        (5, 1, Verdict.EXPIRING),
        (1, 1, Verdict.EXPIRING),
        (900, 31, Verdict.IN_ORDER),
        (900, 30, Verdict.EXPIRING),
    ],
)
def test_the_warning_comes_in_the_last_fifth_at_most_a_month_ahead(life, left, expected):
    assert verdict(left=left, life=life) == expected


def test_a_lot_without_a_first_day_is_warned_of_a_month_ahead():
    assert rules.expiring_from(lot(expires_on=DAY)) == DAY - timedelta(days=30)


@pytest.mark.parametrize(
    ("applying", "expected"),
    [
        (set(Verdict), Verdict.UNKNOWN),
        (set(Verdict) - {Verdict.UNKNOWN}, Verdict.VOID),
        ({Verdict.SOLD, Verdict.SUSPECT}, Verdict.SUSPECT),
        ({Verdict.SOLD, Verdict.EXPIRED}, Verdict.SOLD),
        (set(), Verdict.IN_ORDER),
    ],
)
def test_the_first_verdict_of_the_contract_wins(applying, expected):
    assert rules.verdict(applying) == expected


def test_the_table_of_lots_is_the_one_of_the_domain_notes():
    arrows = {(a.value, b.value) for a, then in rules.TRANSITIONS.items() for b in then}

    assert arrows == {
        ("draft", "released"),
        ("draft", "void"),
        ("released", "depleted"),
        ("released", "on_hold"),
        ("on_hold", "released"),
        ("released", "recalled"),
        ("on_hold", "recalled"),
        ("depleted", "recalled"),
        ("recalled", "recall_closed"),
        ("released", "expired"),
        ("on_hold", "expired"),
    }
    assert rules.TRANSITIONS.keys() == set(LotStatus)


@pytest.mark.parametrize(
    ("kinds", "possible"),
    [
        ([], True),
        ([Kind.HARVEST, Kind.PROCESS, Kind.PACK, Kind.SHIP, Kind.RECEIVE, Kind.SELL], True),
        ([Kind.RECEIVE, Kind.PROCESS, Kind.INSPECT, Kind.PACK], True),
        ([Kind.HARVEST, Kind.PACK, Kind.HARVEST, Kind.PACK], True),
        ([Kind.PACK, Kind.SHIP, Kind.SELL, Kind.SHIP, Kind.SELL], True),
        ([Kind.PACK, Kind.DESTROY], True),
        ([Kind.PACK, Kind.HARVEST], False),
        ([Kind.SHIP, Kind.PACK], False),
        ([Kind.SELL, Kind.SHIP], False),
        ([Kind.DESTROY, Kind.SHIP], False),
        ([Kind.DESTROY, Kind.INSPECT], False),
    ],
)
def test_goods_are_made_before_they_are_packed_sent_and_sold(kinds, possible):
    start = datetime(2026, 11, 1, tzinfo=UTC)
    happenings = [Happening(kind, start + timedelta(days=i)) for i, kind in enumerate(kinds)]

    assert rules.is_in_order(happenings) == possible
    assert rules.is_in_order(reversed(happenings)) == possible  # whenever they were written down
