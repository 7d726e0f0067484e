"""Bands of prices, and which places of a shelf cost between two amounts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from shop.search.bits import places
from shop.search.rules import ListedProduct

STEPS = 64
# Đồng, both ends included; None is open.
PRICE_BANDS: tuple[tuple[int | None, int | None], ...] = (
    (None, 50_000),
    (50_000, 100_000),
    (100_000, 200_000),
    (200_000, 500_000),
    (500_000, None),
)


def band_value(least: int | None, most: int | None) -> str:
    """Return a band of prices as one word, such as 50000-100000."""
    return f"{least or ''}-{most or ''}"


class Prices:
    """Places from the cheapest on, with the set of those below each of some steps."""

    def __init__(self, rows: Sequence[ListedProduct]) -> None:
        priced = sorted(
            (product.price_vnd, place)
            for place, product in enumerate(rows)
            if product.price_vnd is not None
        )
        self._size = len(rows)
        self._amounts = [amount for amount, _ in priced]
        self._places = [place for _, place in priced]
        self._step = len(priced) // STEPS + 1
        self._below = [0]
        for start in range(0, len(priced), self._step):
            more = places(self._places[start : start + self._step], self._size)
            self._below.append(self._below[-1] | more)

    def between(self, least: int | None, most: int | None) -> int:
        """Return the places that cost at least and at most these amounts, in đồng."""
        end = len(self._amounts) if most is None else bisect_right(self._amounts, most)
        start = 0 if least is None else bisect_left(self._amounts, least)
        return self._cheapest(end) & ~self._cheapest(start)

    def _cheapest(self, count: int) -> int:
        steps = count // self._step
        rest = self._places[steps * self._step : count]
        return self._below[steps] | places(rest, self._size)
