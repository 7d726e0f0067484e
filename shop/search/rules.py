"""Which products a list shows, how many each further choice would show, and in what order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from shop.search.words import Word, exact_words, folded_words


# What a product's group is called: words by which it is found, in both languages.
GROUP_WORDS = {
    "food": "Thực phẩm Food",
    "beverage": "Đồ uống Drinks",
    "medicinal": "Dược liệu Medicinal herbs",
    "handicraft": "Hàng thủ công mỹ nghệ Handicrafts",
    "ornamental": "Sinh vật cảnh Flowers, plants and pets",
    "tourism": "Du lịch cộng đồng Community tourism",
}


class ListedProduct(NamedTuple):
    """The columns of a published product by which lists are cut and sorted.

    A tuple, for every request makes one of each product.
    """

    id: int
    slug: str
    name: str
    name_en: str
    group: str
    criteria_set: int
    kind: str  # the criteria set's names in both languages
    stars: int | None  # of the certificate valid today
    producer_slug: str | None
    producer_name: str
    province: str | None
    commune: str | None
    village: str | None
    place: str  # all names of where it comes from
    price_vnd: int | None  # of the cheapest pack
    stock: int  # units of all packs that can be sent today
    created_at: datetime
    mark: str = ""  # the collective mark it carries

    @property
    def text(self) -> str:
        """All words by which it is found by its names."""
        own = (self.name, self.name_en, self.producer_name, self.place, self.kind, self.mark)
        return " ".join((*own, GROUP_WORDS.get(self.group, "")))

    @property
    def is_in_stock(self) -> bool:
        return self.stock > 0


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE = "price"
    PRICE_DOWN = "-price"
    STARS = "stars"


@dataclass(frozen=True)
class Filters:
    """What somebody asked a list for: values of one name are "or", different names "and"."""

    q: str = ""
    stars: frozenset[int] = frozenset()
    group: frozenset[str] = frozenset()
    set: frozenset[int] = frozenset()
    province: frozenset[str] = frozenset()
    commune: frozenset[str] = frozenset()
    producer: frozenset[str] = frozenset()
    village: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()
    price_min: int | None = None
    price_max: int | None = None
    in_stock: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    def without_text(self) -> "Filters":
        return replace(self, q="")


FACETS: dict[str, Callable[[ListedProduct], int | str | None]] = {
    "stars": lambda product: product.stars,
    "group": lambda product: product.group,
    "set": lambda product: product.criteria_set,
    "province": lambda product: product.province,
    "in_stock": lambda product: "1" if product.is_in_stock else None,
}
_COLUMNS: dict[str, Callable[[ListedProduct], int | str | None]] = {
    "stars": lambda product: product.stars,
    "group": lambda product: product.group,
    "set": lambda product: product.criteria_set,
    "province": lambda product: product.province,
    "commune": lambda product: product.commune,
    "producer": lambda product: product.producer_slug,
    "village": lambda product: product.village,
}


@dataclass(frozen=True)
class Selection:
    """What is left of a list, and what each further or fewer choice would leave."""

    products: list[ListedProduct]
    counts: dict[str, Counter[int | str]] = field(default_factory=dict)  # by facet and value
    without: Counter[str] = field(default_factory=Counter)  # more, if this filter went


def select_products(
    products: Iterable[ListedProduct],
    filters: Filters,
    *,
    found: Collection[int] | None = None,
    at_points: Collection[int] | None = None,
) -> Selection:
    """Cut a list by its filters and count its facets in one pass.

    A facet's value is counted as if it were the only one chosen of its name, so that the
    number beside a choice is what choosing it alone would show.

    :param found: ids that the text search found; None where nothing was searched
    :param at_points: ids with stock at the chosen sales points; None where none is chosen
    """
    tests = _tests(filters, found, at_points)
    kept: list[ListedProduct] = []
    counts: dict[str, Counter[int | str]] = {name: Counter() for name in FACETS}
    without: Counter[str] = Counter()
    for product in products:
        failed = [name for name, holds in tests.items() if not holds(product)]
        if len(failed) > 1:
            continue
        if failed:
            without[failed[0]] += 1
        else:
            kept.append(product)
        for name in failed or FACETS:
            if name in FACETS and (value := FACETS[name](product)) is not None:
                counts[name][value] += 1
    return Selection(kept, counts, without)


def _tests(
    filters: Filters, found: Collection[int] | None, at_points: Collection[int] | None
) -> dict[str, Callable[[ListedProduct], bool]]:
    tests: dict[str, Callable[[ListedProduct], bool]] = {}
    for name, column in _COLUMNS.items():
        if chosen := getattr(filters, name):
            tests[name] = lambda p, column=column, chosen=chosen: column(p) in chosen  # type: ignore[misc]
    if filters.in_stock:
        tests["in_stock"] = lambda product: product.is_in_stock
    if filters.price_min is not None or filters.price_max is not None:
        tests["price"] = lambda product: _costs_within(product, filters)
    if found is not None:
        tests["q"] = lambda product: product.id in found
    if at_points is not None:
        tests["point"] = lambda product: product.id in at_points
    return tests


def _costs_within(product: ListedProduct, filters: Filters) -> bool:
    if product.price_vnd is None:
        return False
    least, most = filters.price_min, filters.price_max
    return (least is None or product.price_vnd >= least) and (
        most is None or product.price_vnd <= most
    )


class Closeness(StrEnum):
    """How well a product answers a text, best first by value."""

    SAME_NAME = "0"
    PHRASE = "1"
    PHRASE_IN_OTHER_LETTERS = "2"
    WORDS_IN_NAME = "3"
    WORDS_ANYWHERE = "4"


def closeness(product: ListedProduct, words: list[Word]) -> Closeness:
    """Say how well a product that was found answers the words."""
    wanted, wanted_folded = [w.exact for w in words], [w.folded for w in words]
    best = Closeness.WORDS_ANYWHERE
    for name in filter(None, (product.name, product.name_en)):
        exact, folded = exact_words(name), folded_words(name)
        if list(exact) == wanted or list(folded) == wanted_folded:
            return Closeness.SAME_NAME
        if _holds_phrase(exact, wanted):
            best = min(best, Closeness.PHRASE)
        elif _answers_in_a_row(exact, folded, words):
            best = min(best, Closeness.PHRASE_IN_OTHER_LETTERS)
        elif all(word.is_answered_by(exact, folded) for word in words):
            best = min(best, Closeness.WORDS_IN_NAME)
    return best


def _holds_phrase(words: tuple[str, ...], phrase: list[str]) -> bool:
    size = len(phrase)
    return any(list(words[start : start + size]) == phrase for start in range(len(words)))


def _answers_in_a_row(exact: tuple[str, ...], folded: tuple[str, ...], words: list[Word]) -> bool:
    """Say whether a name holds the words side by side, without marks or by another name."""
    return any(
        all(
            word.is_answered_by(exact[at : at + 1], folded[at : at + 1])
            for at, word in enumerate(words, start)
        )
        for start in range(len(exact) - len(words) + 1)
    )


def in_order(
    products: Iterable[ListedProduct], sort: Sort, *, words: list[Word] | None = None
) -> list[ListedProduct]:
    """Sort a list as asked; without words, "relevance" is the shop's display order.

    The display order: what can be sent today first, then more stars, then the producers
    take turns, so that none fills a page.
    """
    shown = sorted(products, key=lambda product: product.id)
    turns = _turns(shown)
    match sort:
        case Sort.NEWEST:
            return sorted(shown, key=lambda p: (p.created_at, p.id), reverse=True)
        case Sort.PRICE | Sort.PRICE_DOWN:
            direction = -1 if sort is Sort.PRICE_DOWN else 1
            return sorted(
                shown, key=lambda p: (p.price_vnd is None, direction * (p.price_vnd or 0))
            )
        case Sort.STARS:
            return sorted(shown, key=lambda p: (-(p.stars or 0), turns[p.id]))
    if words:
        return sorted(
            shown, key=lambda p: (closeness(p, words), -(p.stars or 0), not p.stock, turns[p.id])
        )
    return sorted(shown, key=lambda p: (not p.stock, -(p.stars or 0), turns[p.id]))


def _turns(products: Iterable[ListedProduct]) -> Mapping[int, int]:
    """Return for each product how many of its producer come before it."""
    seen: Counter[str | int] = Counter()
    turns: dict[int, int] = {}
    for product in products:
        key = product.producer_slug or product.id
        turns[product.id] = seen[key]
        seen[key] += 1
    return turns


def matches_words(product: ListedProduct, words: list[Word]) -> bool:
    """Say whether a product holds every word, without an index."""
    exact, folded = set(exact_words(product.text)), set(folded_words(product.text))
    return all(word.is_answered_by(exact, folded) for word in words)
