"""Lines of a table from CSV or XLSX, and refusals of files that would do harm."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from flask_babel import lazy_gettext as _l
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shop.certification.import_errors import TableRefused

LARGEST_MB = 5
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 40
HEAD_WITHIN = 20  # lines: lists often bear a title above their table
MOST_UNPACKED_BYTES = 30 * 1024 * 1024
MOST_PARTS = 500  # files in a workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wraps around an encrypted workbook
_ZIP = b"PK\x03\x04"
# What the reader of workbooks raises for a broken one.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, EOFError, OSError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError),
)

Cell = Any  # str, number, date or None
Line = tuple[int, Sequence[Cell]]  # number of the line in the file, from 1


def lines_of(stream: IO[bytes], name: str) -> Iterator[Line]:
    """Return the lines of a CSV or XLSX file, read as they are asked for.

    :param name: of the file; only its ending is looked at, and only to refuse
    :raises TableRefused: if it cannot be read, also while it is read
    """
    content = stream.read(LARGEST_BYTES + 1)
    if not content:
        raise TableRefused(_l("This file is empty."))
    if len(content) > LARGEST_BYTES:
        raise TableRefused(_l("The file is larger than %(most)s MB.", most=LARGEST_MB))
    if content.startswith(_ZIP):
        check_workbook(content, name)
        return _workbook_lines(content)
    if content.startswith(_OLE):
        raise TableRefused(
            _l("The workbook has a password, or is an old .xls. Save it as .xlsx without one.")
        )
    return _csv_lines(content)


def check_workbook(content: bytes, name: str) -> None:
    """Refuse a workbook with macros, passwords, or far more in it than it seems.

    :raises TableRefused: saying which
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            parts = pack.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise TableRefused(_l("The workbook has a password. Save it without one."))
            if (
                len(parts) > MOST_PARTS
                or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES
            ):
                raise TableRefused(
                    _l(
                        "Unpacked, the workbook is far too large. Keep the list alone, "
                        "at most %(most)s rows.",
                        most=f"{MOST_ROWS:,}".replace(",", "."),
                    )
                )
            if _has_macros(pack, name):
                raise TableRefused(
                    _l("The workbook holds macros, which we do not take. Save it as .xlsx.")
                )
            # A document type can define entities that unfold without end.
            if any(_has_doctype(pack, part) for part in parts):
                raise TableRefused(_l("This is not a whole workbook. Save it anew as .xlsx."))
    except _BROKEN:
        raise TableRefused(_l("This is not a whole workbook. Save it anew as .xlsx.")) from None


def _has_macros(pack: zipfile.ZipFile, name: str) -> bool:
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        return True
    if any(part.lower().endswith("vbaproject.bin") for part in pack.namelist()):
        return True
    return b"macroenabled" in pack.read("[Content_Types].xml").lower()


def _has_doctype(pack: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with pack.open(part) as content:
        return b"<!doctype" in content.read(4096).lower()


def _workbook_lines(content: bytes) -> Iterator[Line]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            if not book.worksheets:
                raise TableRefused(_l("The workbook has no sheet with a table."))
            yield from _sheet_lines(book.worksheets[0])
        finally:
            book.close()
    except _BROKEN:
        raise TableRefused(_l("This is not a whole workbook. Save it anew as .xlsx.")) from None


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    last = HEAD_WITHIN + MOST_ROWS + 1
    for number, row in enumerate(sheet.iter_rows(max_row=last, max_col=MOST_COLUMNS), start=1):
        yield number, [Formula if cell.data_type == "f" else cell.value for cell in row]


class Formula:
    """Stands for a cell that computes; we take only what is written."""


def _csv_lines(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TableRefused(
            _l("Line %(line)s is not UTF-8. Save the list as “CSV UTF-8”.", line=line)
        ) from None
    head = next((each for each in text.splitlines() if "," in each or ";" in each), "")
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    before = 0
    try:
        for row in reader:
            yield before + 1, row[:MOST_COLUMNS]
            before = reader.line_num
    except csv.Error:
        raise TableRefused(
            _l("Line %(line)s cannot be read: a quotation mark is not closed.", line=before + 1)
        ) from None
