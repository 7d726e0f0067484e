"""The list's columns as they stand in memory, and what is asked of them.

Each product has a place on the shelf. What can be chosen is a set of places: a whole number
with a bit for each, so that cutting is "and" and counting is counting bits, however many
products there are. A shelf never changes: a change makes the next one beside it.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from itertools import compress
from typing import Any, TypeVar, cast

from shop.search.bits import as_flags, places, places_in
from shop.search.prices import PRICE_BANDS, Prices, band_value
from shop.search.rules import (
    COLUMNS,
    By,
    ListedProduct,
    order_key,
    turns_of,
)
from shop.search.words import folded_words

T = TypeVar("T")
Value = int | str
Steps = tuple[By, ...]

# These have very many values, so they are counted one by one; each value of others is a set.
MANY = ("commune", "producer", "village")
SETS = tuple(name for name in COLUMNS if name not in MANY)
FURTHER_SETS = ("in_stock", "point")
SORTED_AT_ONCE = 400  # so few are sorted sooner than found in the order of all
NAMED = ListedProduct._fields.index("name_en") + 1  # columns from the first through the names
MOVED_ONE_BY_ONE = 20  # changed products; for more an order is made anew


class Shelf:
    """Published products with the star and the stock of one day, as of one version."""

    def __init__(self, rows: Iterable[ListedProduct], *, version: int, day: date) -> None:
        self.version, self.day = version, day
        self.rows = sorted(rows, key=lambda product: product.id)
        self.place_of = {product.id: place for place, product in enumerate(self.rows)}
        self.ids = frozenset(self.place_of)
        self.everything = (1 << len(self.rows)) - 1
        self._lists = {
            name: _lists((place, COLUMNS[name](row)) for place, row in enumerate(self.rows))
            for name in MANY
        }
        # Where products come from is told once for all that come from there, by a number.
        numbers: dict[tuple[Value | None, ...], int] = {}
        origins = (tuple([COLUMNS[name](row) for name in MANY]) for row in self.rows)
        self.origin_of = [numbers.setdefault(each, len(numbers)) for each in origins]
        self.origins = {name: [each[at] for each in numbers] for at, name in enumerate(MANY)}
        self.sets = self._all_sets()
        self._price()
        self.turns = turns_of(self.rows)
        self._orders: dict[Steps, list[int]] = {}
        self._unknown: tuple[Collection[int], frozenset[int]] = (frozenset(), self.ids)
        self._names: list[str] | None = None
        self._kept: dict[str, Any] = {}
        self._own: dict[str, Any] = {}
        self.cards: dict[tuple[str, int], Any] = {}  # made for pages, by language and product

    def _all_sets(self) -> dict[str, dict[Value, int]]:
        held: dict[str, list[tuple[int, Value]]] = {name: [] for name in (*SETS, *FURTHER_SETS)}
        for place, row in enumerate(self.rows):
            for name, value in _values(row):
                held[name].append((place, value))
        return {
            name: {value: places(those, len(self)) for value, those in _lists(pairs).items()}
            for name, pairs in held.items()
        }

    def _price(self) -> None:
        self.prices = Prices(self.rows)
        self.sets["price"] = {band_value(*band): self.prices.between(*band) for band in PRICE_BANDS}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ListedProduct]:
        return iter(self.rows)

    def __contains__(self, product_id: int) -> bool:
        return product_id in self.place_of

    def __getitem__(self, product_id: int) -> ListedProduct:
        return self.rows[self.place_of[product_id]]

    def among(self, ids: Iterable[int]) -> list[ListedProduct]:
        """Return some products, as far as they are here."""
        return [self[each] for each in ids if each in self]

    def names(self) -> list[str]:
        """Return for each place the words of its names without marks, a space around each."""
        if self._names is None:
            both = (
                folded_words(row.name) + ("|",) + folded_words(row.name_en) for row in self.rows
            )
            self._names = [f" {' '.join(words)} " for words in both]
        return self._names

    def apart(self) -> "Shelf":
        """Return the same for one reader alone, whose own reads are of an older version."""
        shelf = copy(self)
        shelf._kept, shelf._own, shelf.cards = {}, {}, {}
        return shelf

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what was made once for this shelf and those after it.

        It lasts until more changes than single products, so it must not speak of these.
        """
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    def kept_of_version(self, name: str, make: Callable[[], T]) -> T:
        """Return what was made once for this shelf alone."""
        if name not in self._own:
            self._own[name] = make()
        return cast(T, self._own[name])

    def unknown_to(self, known: Collection[int]) -> frozenset[int]:
        """Return the products that are not among those an index knows."""
        if self._unknown[0] is not known:
            self._unknown = (known, self.ids.difference(known))
        return self._unknown[1]

    def holding(self, name: str, values: Iterable[Value]) -> int:
        """Return the places that have one of some values."""
        if name in self.sets:
            held = 0
            for value in values:
                held |= self.sets[name].get(value, 0)
            return held
        lists = self._lists[name]
        return places([place for value in values for place in lists.get(value, ())], len(self))

    def having(self, name: str, values: Iterable[Value]) -> list[ListedProduct]:
        """Return the products that have one of some values in a column of many."""
        lists = self._lists[name]
        return [self.rows[place] for value in values for place in lists.get(value, ())]

    def of_ids(self, ids: Iterable[int]) -> int:
        """Return the places of some products, as far as they are here."""
        return places([self.place_of[each] for each in ids if each in self.place_of], len(self))

    def ordered(self, chosen: int, steps: Steps) -> Iterable[int]:
        """Return places in an order, the first ones cheaply."""
        if chosen == self.everything:
            return self._order(steps)
        if chosen.bit_count() <= SORTED_AT_ONCE:
            return sorted(places_in(chosen, len(self)), key=self._key(steps))
        order, flags = self._order(steps), as_flags(chosen, len(self))
        return compress(order, map(flags.__getitem__, order))

    def _key(self, steps: Steps) -> Callable[[int], Any]:
        key, rows = order_key(steps, self.turns), self.rows
        return lambda place: key(rows[place])

    def _order(self, steps: Steps) -> list[int]:
        if steps not in self._orders:
            self._orders[steps] = sorted(range(len(self)), key=self._key(steps))
        return self._orders[steps]

    def next(self, rows: Iterable[ListedProduct], ids: Collection[int], version: int) -> "Shelf":
        """Return the shelf after a change of some products.

        :param rows: those of them that are published now
        :param ids: of all of them
        """
        after = {row.id: row for row in rows}
        before = {each: self[each] for each in ids if each in self}
        if after.keys() == before.keys() and not any(
            COLUMNS[name](after[each]) != COLUMNS[name](before[each])
            for each in after
            for name in MANY
        ):
            return self._with(after, version)
        others = (row for row in self.rows if row.id not in ids)
        shelf = Shelf([*others, *after.values()], version=version, day=self.day)
        self._hand_on(shelf, ids)
        return shelf

    def _hand_on(self, shelf: "Shelf", ids: Collection[int]) -> None:
        shelf._kept, shelf._own = dict(self._kept), {}
        shelf.cards = {key: card for key, card in self.cards.copy().items() if key[1] not in ids}

    def _with(self, after: Mapping[int, ListedProduct], version: int) -> "Shelf":
        """Return the next shelf where each product has its old place."""
        shelf = copy(self)
        shelf.version, shelf.rows = version, self.rows.copy()
        shelf.sets = {name: dict(sets) for name, sets in self.sets.items()}
        self._hand_on(shelf, after.keys())
        changed = {self.place_of[each]: row for each, row in after.items()}
        for place, row in changed.items():
            _move(shelf.sets, 1 << place, set(_values(self.rows[place])), set(_values(row)))
            shelf.rows[place] = row
        if any(row.price_vnd != self.rows[place].price_vnd for place, row in changed.items()):
            shelf._price()
        if any(row[:NAMED] != self.rows[place][:NAMED] for place, row in changed.items()):
            shelf._names = None
        shelf._orders = {}
        if len(changed) <= MOVED_ONE_BY_ONE:
            shelf._orders = {
                steps: _moved(order, changed.keys(), self._key(steps), shelf._key(steps))
                for steps, order in self._orders.copy().items()
            }
        return shelf


def _values(row: ListedProduct) -> Iterator[tuple[str, Value]]:
    """Yield what a product has in the facets that are sets, prices aside."""
    for name in SETS:
        if (value := COLUMNS[name](row)) is not None:
            yield name, value
    if row.is_in_stock:
        yield "in_stock", "1"
    for slug in row.points:
        yield "point", slug


def _lists(pairs: Iterable[tuple[int, Value | None]]) -> dict[Value, list[int]]:
    lists: dict[Value, list[int]] = defaultdict(list)
    for place, value in pairs:
        if value is not None:
            lists[value].append(place)
    return dict(lists)


Values = set[tuple[str, Value]]


def _move(sets: dict[str, dict[Value, int]], bit: int, before: Values, after: Values) -> None:
    for name, value in before - after:
        sets[name][value] &= ~bit
    for name, value in after - before:
        sets[name][value] = sets[name].get(value, 0) | bit


def _moved(
    order: list[int],
    changed: Collection[int],
    key_before: Callable[[int], Any],
    key_after: Callable[[int], Any],
) -> list[int]:
    """Return an order with the changed places where they belong now."""
    order = order.copy()
    moving = [place for place in changed if key_before(place) != key_after(place)]
    for place in moving:
        order.remove(place)
    for place in moving:
        insort(order, place, key=key_after)
    return order
