"""The list of a decision as rows: its columns by name, every fault with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.certification.import_errors import TableFaulty, TableRefused
from shop.certification.tables import HEAD_WITHIN, MOST_ROWS, Cell, Formula, Line, lines_of
from shop.lib.text import fold

MOST_FAULTS = 100

# What lists call their columns, without marks; the first is the name that we give them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "product_name": ("ten san pham", "san pham", "product", "product name"),
    "producer_name": ("chu the", "ten chu the", "chu the san xuat", "producer", "maker"),
    "stars": ("so sao", "hang sao", "sao", "hang", "phan hang", "stars"),
    "score": ("diem", "tong diem", "diem so", "so diem", "score"),
    "certificate_no": (
        *("so giay chung nhan", "giay chung nhan", "so gcn", "certificate no"),
        *("certificate number", "so chung nhan"),
    ),
    "product_code": ("ma so san pham", "ma san pham", "ma so", "product code"),
    "issued_on": ("ngay cap", "ngay ban hanh", "ngay cong nhan", "issued on", "issued date"),
}
REQUIRED = ("product_name", "producer_name", "stars")
PRINTED = {
    "product_name": "Tên sản phẩm",
    "producer_name": "Chủ thể",
    "stars": "Số sao",
    "score": "Điểm",
    "certificate_no": "Số giấy chứng nhận",
    "product_code": "Mã số sản phẩm",
    "issued_on": "Ngày cấp",
}
# Other columns that lists have and the register does not need.
PASSED_OVER = {"stt", "tt", "no", "dia chi", "ghi chu", "note", "xa", "tinh", "nhom"}
LONGEST = {"product_name": 200, "producer_name": 200, "certificate_no": 60, "product_code": 60}

_STARS = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*(?:sao|stars?)?", re.IGNORECASE)
_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    line: int
    column: str  # as its head says
    says: LazyString


@dataclass(frozen=True)
class RowRead:
    """One line of a list, in shape."""

    line: int
    product_name: str
    producer_name: str
    stars: int
    score: Decimal | None = None
    certificate_no: str | None = None
    product_code: str | None = None
    issued_on: date | None = None


def read_list(stream: IO[bytes], name: str) -> list[RowRead]:
    """Return the rows of a CSV or XLSX file.

    :param name: of the file; only its ending is looked at, and only to refuse
    :raises TableRefused: if it cannot be read at all, or holds too much
    :raises TableFaulty: naming every fault with its line and column
    """
    return _rows(lines_of(stream, name))


def _rows(lines: Iterable[Line]) -> list[RowRead]:
    lines = iter(lines)
    names, heads = _head(lines)
    rows: list[RowRead] = []
    faults: list[Fault] = []
    count = 0
    for number, cells in lines:
        if all(_text(cell) == "" for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TableRefused(
                _l(
                    "The list has more than %(most)s rows. Split it into several.",
                    most=f"{MOST_ROWS:,}".replace(",", "."),
                )
            )
        given = dict(zip(names, cells, strict=False))
        row = _row(number, given, heads, faults)
        if row is not None:
            rows.append(row)
    if faults:
        raise TableFaulty(faults[:MOST_FAULTS], len(faults))
    if not rows:
        raise TableRefused(_l("Below its head, the list has no row."))
    return rows


def _head(lines: Iterator[Line]) -> tuple[list[str | None], dict[str, str]]:
    """Return the name of each column, and what its head says by name.

    :raises TableRefused: naming the columns that are missing, unknown or there twice
    """
    seen: list[str] = []
    for _number, cells in islice(lines, HEAD_WITHIN):
        texts = [" ".join(_text(cell).split()) for cell in cells]
        names = [_column(text) for text in texts]
        if len({name for name in names if name}) < 2:
            continue
        lacking = [PRINTED[name] for name in REQUIRED if name not in names]
        twice = sorted({PRINTED[name] for name in names if name and names.count(name) > 1})
        seen = [
            text
            for text, name in zip(texts, names, strict=True)
            if text and name is None and fold(text) not in PASSED_OVER
        ]
        if lacking:
            raise TableRefused(
                _l("These columns are missing: %(names)s.", names=", ".join(lacking))
            )
        if twice:
            raise TableRefused(
                _l("These columns stand there twice: %(names)s.", names=", ".join(twice))
            )
        if seen:
            raise TableRefused(
                _l(
                    "These columns are not known: %(names)s. Rename them, or leave them out.",
                    names=", ".join(each[:40] for each in seen),
                )
            )
        return names, {name: text for name, text in zip(names, texts, strict=True) if name}
    raise TableRefused(
        _l(
            "No head is found in the first %(count)s lines. The table needs the columns %(names)s.",
            count=HEAD_WITHIN,
            names=", ".join(PRINTED[name] for name in REQUIRED),
        )
    )


def _column(text: str) -> str | None:
    plain = fold(text).strip(" .:*")
    return next((name for name, known in COLUMNS.items() if plain in known), None)


def _row(
    line: int, given: dict[str | None, Cell], heads: dict[str, str], faults: list[Fault]
) -> RowRead | None:
    values: dict[str, Any] = {}
    before = len(faults)
    for name, head in heads.items():
        try:
            values[name] = _value(name, given.get(name))
        except _Unfit as unfit:
            faults.append(Fault(line, head, unfit.says))
    return RowRead(line, **values) if len(faults) == before else None


class _Unfit(Exception):
    def __init__(self, says: LazyString) -> None:
        super().__init__(says)
        self.says = says


def _value(name: str, cell: Cell) -> Any:
    if cell is Formula:
        raise _Unfit(_l("holds a formula; write its value"))
    text = _text(cell)
    if not text:
        if name in REQUIRED:
            raise _Unfit(_l("is empty"))
        return None
    match name:
        case "stars":
            return _stars(text)
        case "score":
            return _score(text)
        case "issued_on":
            return _day(cell, text)
    if len(text) > LONGEST[name]:
        raise _Unfit(_l("is longer than %(most)s characters", most=LONGEST[name]))
    return text


def _stars(text: str) -> int:
    found = _STARS.fullmatch(text)
    if not found:
        raise _Unfit(_l("is no number of stars"))
    return int(found[1])


def _score(text: str) -> Decimal:
    if not _SCORE.fullmatch(text):
        raise _Unfit(_l("is no score with at most two decimals"))
    return Decimal(text.replace(",", "."))


def _day(cell: Cell, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if found := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise _Unfit(_l("is no day such as 22/11/2026"))
    try:
        return date(year, month, day)
    except ValueError:
        raise _Unfit(_l("is a day that does not exist")) from None


def _text(cell: Cell) -> str:
    """Return what a cell says, as a person would write it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\0", "").strip()
