from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.lib.dates import add_months

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
months = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_end_where_the_month_ends(day, months, result):
    assert add_months(day, months) == result


@given(days, months)
def test_a_month_later_is_the_same_day_or_the_last_one(day, months):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(days, days, months)
def test_adding_months_keeps_the_order_of_days(one, other, months):
    earlier, later = sorted([one, other])

    assert add_months(earlier, months) <= add_months(later, months)
