"""One file of facts: every kind of mistake is told by file, line and column, with what to do."""

import pytest

from shop.reference.criteria import FILE, SCHEMA_FILE, read_criteria
from shop.reference.dataset import DATA
from shop.reference.read import read_table
from shop.reference.tables import Tables

HEADER = "product_code,pack,price_vnd,seen_on,source"
ROW = "p-tra-sen,hộp 100 g,420000,2024-10-01,https://example.vn/bai"


@pytest.fixture
def read(tmp_path):
    """Read a file of prices; give the table and its problems as they are printed."""

    def reading(content):
        table = Tables().prices
        path = tmp_path / table.file
        path.parent.mkdir(exist_ok=True)
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return table, [str(problem) for problem in read_table(tmp_path, table)]

    return reading


def with_row(**changes):
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | changes
    return f"{HEADER}\n{','.join(cells.values())}\n"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\n{ROW}",
        b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode(),
    ],
    ids=["plain", "from Windows", "no last line end", "from a spreadsheet"],
)
def test_a_right_file_is_read(read, content):
    table, problems = read(content)

    assert not problems
    assert [(row.line, row.price_vnd) for row in table.rows] == [(2, 420_000)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "ocop/prices.csv:1:1: the file is missing; put it back"),
        ("", "ocop/prices.csv:1:1: the file is empty; put back what it held"),
        (f"{HEADER}\n", "ocop/prices.csv:1:1: no row follows the header; restore what is missing"),
        (
            f"{HEADER}\n".encode() + "ché".encode("latin-1"),
            "ocop/prices.csv:2:3: byte 0xe9 is not UTF-8; save the file as UTF-8",
        ),
        (
            f"{HEADER.replace('pack', 'size')}\n{ROW}\n",
            f"ocop/prices.csv:1:2: pack: the header says 'size'; name the columns {HEADER}",
        ),
        (f"{HEADER},note\n{ROW},x\n", "ocop/prices.csv:1:6: column 'note' is unknown; remove it"),
        (
            f'{HEADER}\n"p-tra\nsen,x\n',
            "ocop/prices.csv:2:1: not CSV (unexpected end of data); close the quotation mark",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_one_problem(read, content, said):
    table, problems = read(content)

    assert problems == [said]
    assert not table.is_read


def test_a_folder_in_the_place_of_a_file_is_told(read, tmp_path):
    (tmp_path / "ocop" / "prices.csv").mkdir(parents=True)

    _table, problems = read(None)

    assert len(problems) == 1
    assert problems[0].startswith("ocop/prices.csv:1:1: the file cannot be read (")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("p-tra-sen", "2:2: 1 cells instead of 5; look for a missing comma or quote"),
        (f"{ROW},x", "2:6: 6 cells instead of 5; look for a missing comma or quote"),
        ("", "2:1: 0 cells instead of 5; look for a missing comma or quote"),
    ],
)
def test_a_ragged_row_is_told(read, row, said):
    _table, problems = read(f"{HEADER}\n{row}\n{ROW}\n")

    assert problems == [f"ocop/prices.csv:{said}"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"product_code": "Trà sen"}, "2:1: product_code: 'Trà sen' is not a code; use a-z, 0-9"),
        ({"product_code": "p-" + "x" * 79}, "2:1: product_code: 'p-xxx"),
        ({"product_code": ""}, "2:1: product_code: the cell is empty; fill it in"),
        ({"pack": "một hộp"}, "2:2: pack: 'một hộp' names no quantity; write it like hộp 100 g"),
        ({"pack": f"hộp {'x' * 40} 100 g"}, "2:2: pack: 50 characters are more than 38; shorten"),
        ({"pack": " hộp 100 g"}, "2:2: pack: ' hộp 100 g' begins or ends with a space; remove it"),
        ({"pack": "ho\u0323\u0302p 100 g"}, "2:2: pack: "),
        ({"pack": "hộp\x00 100 g"}, "2:2: pack: 'hộp\\x00 100 g' holds a line break or control"),
        ({"price_vnd": "12k"}, "2:3: price_vnd: '12k' is not a whole number; write digits only"),
        ({"price_vnd": "-1000"}, "2:3: price_vnd: '-1000' is not a whole number; write digits"),
        ({"price_vnd": "999"}, "2:3: price_vnd: 999 is outside 1000 to 100000000; correct"),
        ({"price_vnd": "100000001"}, "2:3: price_vnd: 100000001 is outside 1000 to 100000000"),
        ({"seen_on": "2026-02-30"}, "2:4: seen_on: '2026-02-30' is no date; write YYYY, YYYY-MM"),
        ({"seen_on": "01/10/2024"}, "2:4: seen_on: '01/10/2024' is no date; write YYYY, YYYY-MM"),
        ({"seen_on": "2999"}, "2:4: seen_on: 2999 is still to come; only what has happened is"),
    ],
)
def test_a_wrong_cell_is_told_by_line_and_column(read, changes, said):
    _table, problems = read(with_row(**changes))

    assert len(problems) == 1
    assert problems[0].startswith(f"ocop/prices.csv:{said}")


@pytest.mark.parametrize("price", ["1000", "100000000"])
def test_the_bounds_of_a_number_are_inside(read, price):
    assert not read(with_row(price_vnd=price))[1]


def test_every_wrong_cell_is_told_at_once(read):
    _table, problems = read(with_row(price_vnd="12k", seen_on="soon") + "x\n")

    assert [problem.split(": ")[0] for problem in problems] == [
        "ocop/prices.csv:2:3",
        "ocop/prices.csv:2:4",
        "ocop/prices.csv:3:2",
    ]


@pytest.mark.parametrize("name", [FILE, SCHEMA_FILE])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "1:1: the file is missing; put it back"),
        (b"", "1:1: the file is empty; put back what it held"),
        (b'{"sets": [\n  1,, 2]}', "2:5: not JSON (Expecting value); correct it"),
        (b'{"a": "\xff"}', "1:8: byte 0xff is not UTF-8; save the file as UTF-8"),
    ],
)
def test_broken_score_sheets_are_told_by_line_and_column(tmp_path, name, content, said):
    (tmp_path / "ocop").mkdir()
    for each in (FILE, SCHEMA_FILE):
        (tmp_path / each).write_bytes((DATA / each).read_bytes())
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)

    data, problems = read_criteria(tmp_path)

    assert not data
    assert [str(problem) for problem in problems] == [f"{name}:{said}"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"no": 1,', '"no": "one",', "is not of type 'integer'"),
        ('"max": 40', '"max": 41', "correct one of them"),
    ],
)
def test_a_score_sheet_that_does_not_add_up_is_told(tmp_path, before, after, said):
    (tmp_path / "ocop").mkdir()
    (tmp_path / SCHEMA_FILE).write_bytes((DATA / SCHEMA_FILE).read_bytes())
    text = (DATA / FILE).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / FILE).write_text(text.replace(before, after, 1), encoding="utf-8")

    _data, problems = read_criteria(tmp_path)

    line = text[: text.index(before)].count("\n") + 1
    assert any(problem.line == line and said in problem.text for problem in problems)
