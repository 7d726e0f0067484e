import io
import time
import tracemalloc
from datetime import date
from decimal import Decimal

import pytest

from shop.certification.import_errors import TableFaulty, TableRefused
from shop.certification.lists import RowRead, read_list
from shop.certification.tables import LARGEST_BYTES, MOST_ROWS
from tests.factories.decisions import HEAD, csv_list, with_part, xlsx_list

pytestmark = pytest.mark.nodb

ROW = ("Trà sen", "HTX Sen", "4", "72.5", "15/GCN", "01-00166-12-2026", "22/11/2026")
READ = RowRead(
    2, "Trà sen", "HTX Sen", 4, Decimal("72.5"), "15/GCN", "01-00166-12-2026", date(2026, 11, 22)
)


def read(content, name="ds.csv"):
    return read_list(io.BytesIO(content), name)


def refusal(content, name="ds.xlsx"):
    with pytest.raises(TableRefused) as refused:
        read(content, name)
    return str(refused.value.message)


def faults(content):
    with pytest.raises(TableFaulty) as refused:
        read(content)
    return [(fault.line, fault.column) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        csv_list(ROW),
        csv_list(ROW, encoding="utf-8-sig"),
        csv_list(ROW, mark=";"),
        csv_list((*ROW[:3], '"72,5"', *ROW[4:])),
        csv_list((*ROW[:3], "72,5", *ROW[4:]), mark=";"),
        csv_list((*ROW[:6], "2026-11-22")),
        csv_list((*ROW[:2], "4 sao", *ROW[3:])),
        xlsx_list(ROW),
        xlsx_list((*ROW[:2], 4.0, *ROW[3:6], date(2026, 11, 22))),
    ],
)
def test_each_shape_of_a_list_says_the_same(content):
    assert read(content) == [READ]


def test_a_list_may_bear_a_title_and_columns_that_nobody_needs():
    title = ("Danh sách kèm theo quyết định, ngày 22", "", "", "")
    content = csv_list(
        ("TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"),
        ("1", *ROW[:3]),
        (),
        ("2", *ROW[:3]),
        head=title,
    )

    assert [row.line for row in read(content)] == [3, 5]
    assert read(content)[0].issued_on is None


def test_a_cell_of_several_lines_keeps_the_count():
    content = csv_list(('"Trà\nsen"', "HTX", "4"), ("Trà", "HTX", "x"), head=HEAD[:3])

    assert faults(content) == [(4, "Số sao")]


def test_every_fault_is_named_with_its_line_and_column():
    content = csv_list(
        ROW,
        ("", "HTX", "bốn", "7x", "", "", "31/02/2026"),
        ("Trà", "", "4", "72.555", "", "", "22/11/26"),
    )

    assert faults(content) == [
        (3, "Tên sản phẩm"),
        (3, "Số sao"),
        (3, "Điểm"),
        (3, "Ngày cấp"),
        (4, "Chủ thể"),
        (4, "Điểm"),
        (4, "Ngày cấp"),
    ]


def test_the_29th_of_february_is_a_day_in_leap_years_only():
    assert read(csv_list((*ROW[:6], "29/02/2024")))[0].issued_on == date(2024, 2, 29)
    assert faults(csv_list((*ROW[:6], "29/02/2026"))) == [(2, "Ngày cấp")]


@pytest.mark.parametrize("cell", ["=1+3", "=HYPERLINK(A1)"])
def test_a_formula_is_refused_never_reckoned(cell):
    content = xlsx_list((*ROW[:2], cell, *ROW[3:]))

    assert faults(content) == [(2, "Số sao")]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (("Tên sản phẩm", "Chủ thể"), "Số sao"),
        (("Tên sản phẩm", "Số sao"), "Chủ thể"),
        ((*HEAD[:3], "Điểm thi"), "Điểm thi"),
        ((*HEAD[:3], "Sao"), "Số sao"),
    ],
)
def test_columns_that_are_missing_unknown_or_twice_are_named(head, named):
    assert named in refusal(csv_list(ROW[: len(head)], head=head), "ds.csv")


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"x", csv_list(head=HEAD), b"PK\x03\x04 no", b"\0" * 400]
)
def test_what_holds_no_list_is_refused(content):
    assert refusal(content)


def test_another_encoding_is_named_with_its_line():
    content = csv_list(ROW) + "\r\nTrà".encode("cp1258", "replace") + b"\xe0\xff"

    assert "3" in refusal(content)


def test_an_open_quotation_mark_is_named_with_its_line():
    assert "2" in refusal(csv_list(('"Trà', "HTX", "4")))


@pytest.mark.parametrize(
    "content",
    [
        with_part(xlsx_list(ROW), "xl/vbaProject.bin", b"x"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        with_part(xlsx_list(ROW), "xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        with_part(xlsx_list(ROW), "xl/bomb.xml", b"0" * 40_000_000),
        xlsx_list(ROW)[:-200],
    ],
    ids=["macros", "password", "entities", "bomb", "cut"],
)
def test_a_workbook_that_could_do_harm_is_refused(content):
    assert refusal(content)


def test_a_workbook_with_macros_is_known_by_its_name_too():
    assert refusal(xlsx_list(ROW), "danh-sach.XLSM")


def test_a_file_beyond_5_mb_is_refused():
    assert "5 MB" in refusal(b"a" * (LARGEST_BYTES + 1))


@pytest.mark.parametrize("make", [csv_list, xlsx_list])
def test_5000_rows_are_read_and_one_more_is_not(make):
    assert len(read(make(*[ROW] * MOST_ROWS))) == MOST_ROWS
    assert "5.000" in refusal(make(*[ROW] * (MOST_ROWS + 1)))


@pytest.mark.parametrize("make", [csv_list, xlsx_list])
def test_50000_rows_are_refused_in_no_time(make):
    content = make(*[ROW] * 50_000)
    tracemalloc.start()
    begun = time.process_time()

    said = refusal(content)

    seconds, (_, most_bytes) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "5.000" in said
    assert seconds < 10 and most_bytes < 100_000_000
