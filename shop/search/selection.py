"""What is chosen of a shelf, and what each further or fewer choice would show."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice
from typing import overload

from shop.search.bits import as_flags
from shop.search.rules import COLUMNS, FACETS, ORDERS, Filters, ListedProduct, Sort
from shop.search.shelf import MANY, Shelf, Value


def choose(shelf: Shelf, filters: Filters, *, found: Collection[int] | None = None) -> "Selection":
    """Cut a shelf by filters.

    :param found: ids that the text search found; None where nothing was searched
    """
    cuts = {
        name: shelf.holding(name, chosen)
        for name in (*COLUMNS, "point")
        if (chosen := getattr(filters, name))
    }
    if filters.in_stock:
        cuts["in_stock"] = shelf.holding("in_stock", ["1"])
    if filters.price_min is not None or filters.price_max is not None:
        cuts["price"] = shelf.prices.between(filters.price_min, filters.price_max)
    if found is not None:
        cuts["q"] = shelf.of_ids(found)
    return Selection(shelf, cuts, filters.sort)


class Selection:
    """What is left of a shelf after some cuts."""

    def __init__(self, shelf: Shelf, cuts: Mapping[str, int], sort: Sort) -> None:
        self.shelf, self._cuts = shelf, cuts
        self.products = Chosen(shelf, self._all_but(None), sort)

    @cached_property
    def counts(self) -> dict[str, Counter[Value]]:
        """How many each value of a facet would show if it were the only one chosen of its name.

        So the number beside a choice is what choosing it alone would show.
        """
        if not self._cuts:
            return self.shelf.kept_of_version("counts", self._counted)
        return self._counted()

    def _counted(self) -> dict[str, Counter[Value]]:
        left = {name: self._all_but(name) for name in FACETS}
        size, origin_of = len(self.shelf), self.shelf.origin_of
        origins = {
            each: Counter(compress(origin_of, as_flags(each, size)))
            for each in {left[name] for name in MANY}
        }
        return {
            name: _counted_by_origin(self.shelf.origins[name], origins[left[name]])
            if name in MANY
            else _counted_by_sets(self.shelf.sets[name], left[name])
            for name in FACETS
        }

    @cached_property
    def without(self) -> Counter[str]:
        """How many there would be more, if this filter went."""
        more = {name: (self._all_but(name) & ~cut).bit_count() for name, cut in self._cuts.items()}
        return Counter({name: count for name, count in more.items() if count})

    def _all_but(self, name: str | None) -> int:
        left = self.shelf.everything
        for other, cut in self._cuts.items():
            if other != name:
                left &= cut
        return left


def _counted_by_origin(
    values: Sequence[Value | None], origins: Mapping[int, int]
) -> Counter[Value]:
    counts: dict[Value, int] = {}
    for origin, count in origins.items():
        if (value := values[origin]) is not None:
            counts[value] = counts.get(value, 0) + count
    return Counter(counts)


def _counted_by_sets(sets: Mapping[Value, int], left: int) -> Counter[Value]:
    counts = {value: (held & left).bit_count() for value, held in sets.items()}
    return Counter({value: count for value, count in counts.items() if count})


class InOrder(Sequence[ListedProduct]):
    """Products in an order; no more of them are ordered than are looked at."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> ListedProduct: ...
    @overload
    def __getitem__(self, at: slice) -> list[ListedProduct]: ...
    def __getitem__(self, at: int | slice) -> ListedProduct | list[ListedProduct]:
        if isinstance(at, slice):
            return list(islice(iter(self), *at.indices(len(self))))
        return next(islice(iter(self), range(len(self))[at], None))


class Chosen(InOrder):
    """Some places of a shelf, as a list is sorted."""

    def __init__(self, shelf: Shelf, chosen: int, sort: Sort) -> None:
        self._shelf, self.chosen, self._steps = shelf, chosen, ORDERS[sort]

    def __len__(self) -> int:
        return self.chosen.bit_count()

    def __iter__(self) -> Iterator[ListedProduct]:
        return map(self._shelf.rows.__getitem__, self._shelf.ordered(self.chosen, self._steps))
