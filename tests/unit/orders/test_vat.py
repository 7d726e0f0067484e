from datetime import date

import pytest

from shop.orders.vat import vat_percent
from shop.producers.models import ProducerKind

pytestmark = pytest.mark.nodb

TEA, FRUIT, SPIRIT = 11, 1, 14
FARM, COMPANY = ProducerKind.FARM, ProducerKind.COMPANY


@pytest.mark.parametrize(
    ("day", "criteria_set", "seller", "percent"),
    [
        (date(2025, 6, 30), TEA, COMPANY, 10),
        (date(2025, 7, 1), TEA, COMPANY, 8),
        (date(2026, 12, 31), TEA, COMPANY, 8),
        (date(2027, 1, 1), TEA, COMPANY, 10),
        (date(2026, 11, 22), SPIRIT, COMPANY, 10),
        (date(2026, 11, 22), FRUIT, FARM, 0),
        (date(2026, 11, 22), FRUIT, COMPANY, 8),
        (date(2026, 11, 22), FRUIT, None, 8),
        (date(2026, 11, 22), TEA, FARM, 8),
    ],
)
def test_the_rate_follows_the_day_the_goods_and_the_seller(day, criteria_set, seller, percent):
    assert vat_percent(day, criteria_set, seller) == percent


def test_a_day_of_which_the_table_says_nothing_has_no_rate():
    with pytest.raises(LookupError):
        vat_percent(date(2008, 12, 31), TEA, COMPANY)
