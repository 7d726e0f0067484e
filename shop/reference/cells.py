"""What a single cell may hold; each reader returns the value or says what is wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shop.catalog.models import NetUnit
from shop.lib import clock

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEAR_IN_CODE = re.compile(r"[a-z]+-(\d{4})-")
_NET = re.compile(r"(?:(\d+) \w+ )?(\d+) (g|kg|ml|l)\b")
_UNITS = {
    "g": (NetUnit.GRAM, 1),
    "kg": (NetUnit.GRAM, 1000),
    "ml": (NetUnit.MILLILITRE, 1),
    "l": (NetUnit.MILLILITRE, 1000),
}
LEAST_PRICE_VND, MOST_PRICE_VND = 1_000, 100_000_000
LONGEST_CODE, LONGEST_PACK = 80, 38  # together they make a stock-keeping code


def text(most: int) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        if len(cell) > most:
            raise ValueError(f"{len(cell)} characters are more than {most}; shorten it")
        return cell

    return parse


def code(cell: str) -> str:
    if len(cell) > LONGEST_CODE or not _CODE.fullmatch(cell):
        text = f"{cell!r} is not a code; use a-z, 0-9 and single hyphens"
        raise ValueError(f"{text}, {LONGEST_CODE} characters at most")
    return cell


def digits(count: int) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        if len(cell) != count or not (cell.isascii() and cell.isdigit()):
            raise ValueError(f"{cell!r} is not {count} digits; keep the leading zeros")
        return cell

    return parse


def whole(least: int, most: int) -> Callable[[str], int]:
    def parse(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit()):
            raise ValueError(f"{cell!r} is not a whole number; write digits only")
        if not least <= int(cell) <= most:
            raise ValueError(f"{cell} is outside {least} to {most}; correct the number")
        return int(cell)

    return parse


def number(least: float, most: float) -> Callable[[str], float]:
    def parse(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is not a number; write it like 21.0386") from None
        if not least <= value <= most:
            raise ValueError(f"{cell} is outside {least} to {most}; correct the number")
        return value

    return parse


def one_of(kind: type[StrEnum]) -> Callable[[str], Any]:
    def parse(cell: str) -> StrEnum:
        try:
            return kind(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is unknown; write one of {', '.join(kind)}") from None

    return parse


def yes_no(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise ValueError(f"{cell!r} is neither 0 nor 1; write 1 for yes, 0 for no")
    return cell == "1"


def stated_date(cell: str) -> str:
    """Return a date as precise as its source states it: YYYY, YYYY-MM or YYYY-MM-DD."""
    match = _DATE.fullmatch(cell)
    try:
        if match is None:
            raise ValueError
        first = first_day(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    if first > _latest_day():
        raise ValueError(f"{cell} is still to come; only what has happened is a fact")
    return cell


def net_of(pack: str) -> tuple[int, NetUnit]:
    """Return what a pack holds, from its words: "bộ 3 hũ 250 g" holds 750 g.

    :raises ValueError: if the words name no quantity
    """
    match = _NET.search(pack)
    if match is None:
        raise ValueError(f"{pack!r} names no quantity; write it like hộp 100 g")
    unit, factor = _UNITS[match[3]]
    return int(match[1] or 1) * int(match[2]) * factor, unit


def pack(cell: str) -> str:
    if len(cell) > LONGEST_PACK:
        raise ValueError(f"{len(cell)} characters are more than {LONGEST_PACK}; shorten it")
    net_of(cell)
    return cell


def first_day(stated: str) -> date:
    """Return the first day that a stated date may mean."""
    parts = [int(part) for part in stated.split("-")]
    return date(*(parts + [1, 1])[:3])


def year_in_code(code: str) -> str | None:
    """Return the year that the code of a trade week names: "2023" of "tw-2023-son-la"."""
    match = _YEAR_IN_CODE.match(code)
    return match[1] if match else None


def _latest_day() -> date:
    # A demonstration may turn the shown clock back; what happened stays a fact.
    return max(clock.today(), datetime.now(clock.VIETNAM).date())
