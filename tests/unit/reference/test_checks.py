"""What must hold between rows, tried on the published facts with one thing changed."""

import csv
import io
import shutil

import pytest

from shop.reference.dataset import DATA, BadData, read_dataset


@pytest.fixture
def problems_after(tmp_path):
    """Change rows of one file of a copy of the facts; give what is wrong then, as printed."""

    def changed(file, change):
        root = tmp_path / "data"
        shutil.copytree(DATA, root)
        path = root / file
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        rows = change(rows) or rows
        with path.open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        try:
            read_dataset(root)
        except BadData as error:
            return [str(problem) for problem in error.problems]
        return []

    return changed


def test_the_published_facts_hold():
    assert len(read_dataset().tables.products.rows) == 544


def set_cells(**cells):
    """Change the second row, which is line 3."""

    def change(rows):
        rows[1] |= cells

    return change


def repeat_first(**cells):
    return lambda rows: [*rows, rows[0] | cells]


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        (
            "ocop/prices.csv",
            set_cells(product_code="p-khong-co"),
            "prices.csv:3:1: product_code: 'p-khong-co' is not in ocop/products.csv; correct it",
        ),
        (
            "ocop/producers.csv",
            set_cells(commune_code="99999"),
            "producers.csv:3:10: commune_code: '99999' is not in admin/communes.csv; correct it",
        ),
        (
            "ocop/sales_points.csv",
            set_cells(lat=""),
            "sales_points.csv:3:15: precision: lat, lng and precision go together; fill in",
        ),
        (
            "ocop/sales_points.csv",
            set_cells(province="Atlantis", commune_code=""),
            "sales_points.csv:3:7: province: 'Atlantis' was and is no province; correct the name",
        ),
        (
            "ocop/products.csv",
            set_cells(criteria_set="16"),
            "products.csv:3:4: group: set 16 belongs to beverage, not",
        ),
        (
            "ocop/craft_villages.csv",
            lambda rows: [*rows, rows[0] | {"name": rows[0]["name"].upper()}],
            "says the same as line 2; remove one of them",
        ),
        (
            "ocop/prices.csv",
            lambda rows: [*rows, rows[0] | {"pack": rows[0]["pack"].upper().replace("ML", "ml")}],
            "pack: says the same as line 2; remove one of them",
        ),
        ("ocop/recognitions.csv", repeat_first(), "recognised_on: says the same as line 2"),
        (
            "ocop/recognitions.csv",
            set_cells(recognised_on="2025-07-06", issuer_level="district"),
            "recognitions.csv:3:7: issuer_level: no district certified any more on 2025-07-06",
        ),
        (
            "ocop/trade_weeks.csv",
            set_cells(start_on="2024-05-10", end_on="2024-05-09"),
            "trade_weeks.csv:3:4: end_on: 2024-05-09 is before 2024-05-10; correct one of them",
        ),
        (
            "admin/provinces.csv",
            repeat_first(code="99", name="Tỉnh Mới"),
            "provinces.csv:1:1: code: 35 provinces instead of 34; restore what is missing",
        ),
        (
            "admin/communes.csv",
            lambda rows: rows[:-1],
            "communes.csv:1:1: code: 3320 communes instead of 3321; restore what is missing",
        ),
    ],
)
def test_rows_that_do_not_fit_together_are_told(problems_after, file, change, said):
    problems = problems_after(file, change)

    assert any(said in problem for problem in problems), problems[:5]
    assert all(problem.count(":") >= 3 and "\n" not in problem for problem in problems)


def test_a_district_certified_through_its_last_day(problems_after):
    assert not problems_after(
        "ocop/recognitions.csv", set_cells(recognised_on="2025-07-05", issuer_level="district")
    )


@pytest.mark.parametrize("file", ["ocop/products.csv", "admin/communes.csv", "ocop/producers.csv"])
def test_a_file_that_is_missing_is_one_problem_not_one_for_each_row(tmp_path, file):
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    (root / file).unlink()

    with pytest.raises(BadData) as refused:
        read_dataset(root)

    assert [str(each) for each in refused.value.problems] == [
        f"{file}:1:1: the file is missing; put it back"
    ]
