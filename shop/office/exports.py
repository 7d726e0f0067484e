"""Reports as files."""

import csv
import io

from flask_babel import gettext as _

from shop.office.reports import Report

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # spreadsheets take it as a sign of UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(report: Report) -> str:
    """Return a report as CSV with a header row, facts and sample data in columns of their own."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([report.head, _("Facts"), _("Sample data"), _("Definition")])
    for number, row in enumerate(report.rows):
        about = str(report.definition) if number == 0 else ""
        writer.writerow([harmless(row.label), row.facts, row.demo, about])
    return BYTE_ORDER_MARK + text.getvalue()


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
