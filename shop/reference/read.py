"""Read tables of facts: each cell to its type, each mistake to its line and column."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong, and what to do."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


@dataclass(frozen=True)
class Column:
    """How the cells of one column are read."""

    parse: Callable[[str], Any]
    is_required: bool = False
    is_unique: bool = False


@dataclass
class Table(Generic[Row]):
    """A CSV file, the class of its rows, and its columns in their order."""

    file: str
    row_type: Callable[..., Row]
    columns: Mapping[str, Column]
    rows: list[Row] = field(default_factory=list)  # those without a problem
    # Line of the first occurrence of each value, of rows with a problem elsewhere too: what
    # refers to such a row is no mistake.
    seen: dict[str, dict[Any, int]] = field(default_factory=dict)
    lines: int = 0
    # False: the file as a whole has a problem, so that nothing else can be said about its rows.
    is_read: bool = False

    def problem(self, line: int, column: str, text: str) -> Problem:
        number = list(self.columns).index(column) + 1
        return Problem(self.file, line, number, f"{column}: {text}")


def read_table(root: Path, table: Table[Any]) -> list[Problem]:
    """Fill `table.rows` from its file; return every problem met.

    Rows carry the `line` on which they start.
    """
    text, problems = read_text(root, table.file)
    if text is None:
        return problems
    reader = csv.reader(io.StringIO(text), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if problems := _header_problems(table, header):
            return problems
        table.seen = {name: {} for name in table.columns}
        line = reader.line_num + 1
        for cells in reader:
            values, wrong = _read_row(table, line, cells)
            table.lines += 1
            problems += wrong
            if not wrong:
                table.rows.append(table.row_type(line=line, **values))
            line = reader.line_num + 1
    except csv.Error as error:
        text = f"not CSV ({error}); close the quotation mark"
        return [*problems, Problem(table.file, line, 1, text)]
    if not table.lines:
        return [Problem(table.file, 1, 1, "no row follows the header; restore what is missing")]
    table.is_read = True
    return problems


def read_text(root: Path, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file; None and the problem if it is absent, empty or not UTF-8."""
    try:
        # Spreadsheets put a mark of three bytes before UTF-8.
        raw = (root / file).read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        return None, [Problem(file, 1, 1, "the file is missing; put it back")]
    except OSError as error:
        text = f"the file cannot be read ({error.strerror}); put back one that can"
        return None, [Problem(file, 1, 1, text)]
    if not raw.strip():
        return None, [Problem(file, 1, 1, "the file is empty; put back what it held")]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        text = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return None, [Problem(file, line, column, text)]


def _header_problems(table: Table[Any], header: list[str]) -> list[Problem]:
    wanted = list(table.columns)
    for number, name in enumerate(wanted, start=1):
        found = header[number - 1] if number <= len(header) else ""
        if found != name:
            text = f"{name}: the header says {found!r}; name the columns {','.join(wanted)}"
            return [Problem(table.file, 1, number, text)]
    if len(header) > len(wanted):
        text = f"column {header[len(wanted)]!r} is unknown; remove it"
        return [Problem(table.file, 1, len(wanted) + 1, text)]
    return []


def _read_row(
    table: Table[Any], line: int, cells: list[str]
) -> tuple[dict[str, Any], list[Problem]]:
    if len(cells) != len(table.columns):
        text = (
            f"{len(cells)} cells instead of {len(table.columns)}; look for a missing comma or quote"
        )
        return {}, [Problem(table.file, line, min(len(cells), len(table.columns)) + 1, text)]
    values, problems = {}, []
    for (name, column), cell in zip(table.columns.items(), cells, strict=True):
        try:
            values[name] = value = _read_cell(column, cell)
            first = table.seen[name].setdefault(value, line)
            if column.is_unique and first != line:
                raise ValueError(f"{cell!r} stands on line {first} already; give each row its own")
        except ValueError as error:
            problems.append(table.problem(line, name, str(error)))
    return values, problems


def _read_cell(column: Column, cell: str) -> Any:
    if cell == "":
        if column.is_required:
            raise ValueError("the cell is empty; fill it in")
        return None
    if cell != cell.strip():
        raise ValueError(f"{cell!r} begins or ends with a space; remove it")
    if not cell.isprintable():
        raise ValueError(f"{cell!r} holds a line break or control character; remove it")
    if not unicodedata.is_normalized("NFC", cell):
        raise ValueError(f"{cell!r} is not NFC; save it with composed characters")
    return column.parse(cell)
