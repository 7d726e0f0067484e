from datetime import date

import pytest

from shop.certification.models import ScoreSheet
from shop.certification.queries import legal_document_on
from tests.factories import save
from tests.factories.catalog import make_criteria_set


@pytest.mark.parametrize(
    ("day", "document"),
    [
        (date(2023, 1, 1), None),
        (date(2023, 2, 24), "148/QĐ-TTg"),
        (date(2026, 7, 21), "26/2026/QĐ-TTg"),
        (date(2026, 5, 21), "148/QĐ-TTg"),
        (date(2026, 5, 22), "26/2026/QĐ-TTg"),
    ],
)
def test_the_criteria_are_those_of_the_day_the_later_ones_first(session, day, document):
    number = make_criteria_set().no
    for name, since, until in (
        ("148/QĐ-TTg", date(2023, 2, 24), date(2026, 7, 21)),
        ("26/2026/QĐ-TTg", date(2026, 5, 22), None),
    ):
        save(
            ScoreSheet(
                criteria_set_no=number,
                legal_document=name,
                effective_from=since,
                effective_to=until,
                sheet={},
            )
        )

    assert legal_document_on(day, number) == document
