"""Reports as files."""

from flask_babel import gettext as _

from shop.lib.spreadsheets import csv_parts
from shop.office.reports import Report


def as_csv(report: Report) -> str:
    """Return a report as CSV with a header row, facts and sample data in columns of their own."""
    head = [report.head, _("Facts"), _("Sample data"), _("Definition")]
    rows = (
        (row.label, row.facts, row.demo, "" if number else str(report.definition))
        for number, row in enumerate(report.rows)
    )
    return "".join(csv_parts(head, rows))
