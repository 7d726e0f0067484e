"""Everything a buyer has to know of a line, what blocks first."""

import pytest

from shop.cart.rules import BLOCKING, Problem, problems

AS_CHOSEN = {
    "for_sale": True,
    "quantity": 2,
    "stock": 2,
    "price_vnd": 90_000,
    "price_seen_vnd": 90_000,
    "stars": 4,
    "stars_seen": 4,
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"for_sale": False}, [Problem.NOT_FOR_SALE]),
        ({"for_sale": False, "stock": 0, "price_vnd": 1}, [Problem.NOT_FOR_SALE]),
        ({"stock": 0}, [Problem.SOLD_OUT]),
        ({"stock": -1}, [Problem.SOLD_OUT]),
        ({"stock": 1}, [Problem.FEWER]),
        ({"stock": 3}, []),
        ({"price_vnd": 89_999}, [Problem.PRICE_CHANGED]),
        ({"stars": None}, [Problem.CERTIFICATE_ENDED]),
        ({"stars": 5}, [Problem.STARS_CHANGED]),
        ({"stars_seen": None}, [Problem.STARS_CHANGED]),
        ({"stars": None, "stars_seen": None}, []),
        (
            {"stock": 1, "price_vnd": 1, "stars": None},
            [Problem.FEWER, Problem.PRICE_CHANGED, Problem.CERTIFICATE_ENDED],
        ),
    ],
)
def test_each_change_is_told(changed, expected):
    assert problems(**AS_CHOSEN | changed) == expected


def test_news_that_a_buyer_only_has_to_know_does_not_block():
    news = {Problem.PRICE_CHANGED, Problem.CERTIFICATE_ENDED, Problem.STARS_CHANGED}

    assert set(Problem) - BLOCKING == news
