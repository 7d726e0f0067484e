import csv
import io

import pytest

from shop.lib import clock
from shop.office.exports import as_csv, harmless
from shop.office.reports import all_reports
from tests.factories.certification import make_certificate


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_other_cells_stay_as_they_are():
    assert harmless("Chè (loại = 1)") == "Chè (loại = 1)"


def test_every_report_is_a_table_that_spreadsheets_open(app, session):
    make_certificate()

    with app.test_request_context():
        for report in all_reports(clock.today()):
            text = as_csv(report)
            head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))

            assert text.startswith("\ufeff")
            assert len(head) == 4
            assert all(len(row) == 4 for row in rows)
            assert all(row[1].isdigit() and row[2].isdigit() for row in rows)
