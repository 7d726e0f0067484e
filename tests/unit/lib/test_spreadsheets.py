import csv
import io

import pytest

from shop.lib.spreadsheets import ROWS_AT_ONCE, csv_parts, harmless

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_taken_for_a_formula(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["Chè (loại = 1)", "Xã Bát Tràng", ""])
def test_other_cells_stay_as_they_are(text):
    assert harmless(text) == text


def test_a_table_comes_in_parts_and_whole():
    rows = [(f"=trà {number}, «sen»", number, None) for number in range(2 * ROWS_AT_ONCE + 1)]

    parts = list(csv_parts(["name", "count", "note"], rows))

    assert len(parts) == 3
    text = "".join(parts)
    assert text.startswith("\ufeff")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert table[0] == ["name", "count", "note"]
    assert table[1] == ["'=trà 0, «sen»", "0", ""]
    assert len(table) == len(rows) + 1


def test_an_empty_table_is_its_head():
    assert list(csv_parts(["name"], [])) == ["\ufeffname\r\n"]
