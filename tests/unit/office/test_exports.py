import csv
import io

from shop.lib import clock
from shop.office.exports import as_csv
from shop.office.reports import all_reports
from tests.factories.certification import make_certificate


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
