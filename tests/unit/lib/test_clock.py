"""The day begins in Vietnam, seven hours before it does in UTC."""

from datetime import UTC, date, datetime

import pytest

from shop.lib import clock

NEW_YEAR = date(2026, 1, 1)
LAST_SECOND = datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2025, 12, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"), [(LAST_SECOND, date(2025, 12, 31)), (MIDNIGHT, NEW_YEAR)]
)
def test_an_instant_lies_on_the_day_that_it_is_in_vietnam(instant, day):
    assert clock.day_of(instant) == day


def test_today_turns_at_midnight_in_vietnam(at):
    at(MIDNIGHT)

    assert clock.today() == NEW_YEAR
    assert clock.now() >= MIDNIGHT and clock.now().tzinfo is UTC


def test_the_day_before_lasts_until_then(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LAST_SECOND)

    assert clock.today() == date(2025, 12, 31)
