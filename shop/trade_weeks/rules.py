"""When a trade week is on, and what a booth's state means to a visitor."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from shop.trade_weeks.models import BoothStatus, DatePrecision

_STARS = re.compile(r"\b([345])\s*(?:sao|stars?)\b")
_WORD = re.compile(r"\w+")


class Phase(StrEnum):
    RUNNING = "running"
    COMING = "coming"
    PAST = "past"


class ShownStatus(StrEnum):
    """The three states that plan and list show."""

    FREE = "free"
    HELD = "held"
    ASSIGNED = "assigned"


SHOWN_AS = {
    BoothStatus.PLANNED: ShownStatus.FREE,
    BoothStatus.OPEN_FOR_APPLICATION: ShownStatus.FREE,
    BoothStatus.HELD: ShownStatus.HELD,
    BoothStatus.ASSIGNED: ShownStatus.ASSIGNED,
    BoothStatus.CHECKED_IN: ShownStatus.ASSIGNED,
    BoothStatus.CLOSED: ShownStatus.ASSIGNED,
}


def phase_on(day: date, start_on: date, end_on: date | None, *, precision: DatePrecision) -> Phase:
    """Return whether a trade week is past, on or coming; both its days count.

    Where only the month or year is stated it is on no day for sure: it is coming until
    the last possible day has passed.
    """
    last = end_on or start_on
    if day > last:
        return Phase.PAST
    if precision is DatePrecision.DAY and day >= start_on:
        return Phase.RUNNING
    return Phase.COMING


def stars_asked(text: str, spelling: Callable[[str], str]) -> tuple[int | None, list[str]]:
    """Return the stars that a search asks for, as in "trà 5 sao", and its other words.

    :param spelling: how the other words are written for comparing
    """
    found = _STARS.search(text.lower())
    return (int(found[1]) if found else None), _WORD.findall(
        spelling(_STARS.sub(" ", text.lower()))
    )
