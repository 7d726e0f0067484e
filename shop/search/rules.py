"""Which products a list shows, how many each further choice would show, and in what order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from shop.search.words import (
    Query,
    Word,
    exact_row,
    exact_words,
    folded_row,
    folded_words,
    in_a_row,
    loosened,
)

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

    A tuple, for there is one of each product in memory.
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
    points: tuple[str, ...] = ()  # slugs of the sales points that have it today

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


# Facets whose value is a column; "in_stock", "price" and "point" are counted besides.
COLUMNS: dict[str, Callable[[ListedProduct], int | str | None]] = {
    "stars": attrgetter("stars"),
    "group": attrgetter("group"),
    "set": attrgetter("criteria_set"),
    "province": attrgetter("province"),
    "commune": attrgetter("commune"),
    "producer": attrgetter("producer_slug"),
    "village": attrgetter("village"),
}
FACETS = (*COLUMNS, "in_stock", "price", "point")


@dataclass(frozen=True)
class Answer:
    """The products that answer a text, by what of them answers it."""

    by_name: frozenset[int] = frozenset()
    by_place: frozenset[int] = frozenset()  # where the place that the text names is today
    by_story: frozenset[int] = frozenset()
    in_other_marks: frozenset[int] = frozenset()  # by name, but not as it was typed

    @property
    def all(self) -> frozenset[int]:
        return self.by_name.union(self.by_place, self.by_story, self.in_other_marks)


class Closeness(IntEnum):
    """How well a product answers a text, best first."""

    SAME_NAME = 0
    SAME_NAME_IN_OTHER_MARKS = 1
    PHRASE = 2
    PHRASE_IN_OTHER_MARKS = 3
    PHRASE_BY_OTHER_NAME = 4
    WORDS_IN_NAME = 5
    WORDS_IN_NAME_IN_OTHER_MARKS = 6
    WORDS_IN_NAME_BY_OTHER_NAME = 7
    WORDS_ANYWHERE = 8
    IN_PLACE = 9
    IN_STORY = 10
    NAME_IN_UNASKED_MARKS = 11
    ANYWHERE_IN_UNASKED_MARKS = 12


def closeness(product: ListedProduct, query: Query, answer: Answer) -> Closeness:
    """Say how well a product that was found answers the words."""
    if product.id in answer.by_story:
        return Closeness.IN_STORY
    if product.id in answer.by_place:
        return Closeness.IN_PLACE
    if product.id in answer.in_other_marks:
        return _in_unasked_marks(product, query)
    best = Closeness.WORDS_ANYWHERE
    for name in filter(None, (product.name, product.name_en)):
        for number, wording in enumerate(query.rows):
            reached = _in_name(name, *wording)
            # In another wording even the very name is another name for what was typed.
            least = Closeness.PHRASE_BY_OTHER_NAME if number else reached
            best = min(best, max(reached, least))
    return best


def _in_unasked_marks(product: ListedProduct, query: Query) -> Closeness:
    """Tell a name that looks like what was typed from a maker or place that does."""
    is_in_name = any(
        all(word.is_answered_by(exact_words(name), folded_words(name)) for word in loosened(words))
        for name in (product.name, product.name_en)
        for words in query.wordings
    )
    return Closeness.NAME_IN_UNASKED_MARKS if is_in_name else Closeness.ANYWHERE_IN_UNASKED_MARKS


def _in_name(name: str, words: list[Word], wanted: str, bare: str) -> Closeness:
    """Say how well a name answers words, which stand in a row with marks and without."""
    if wanted in (row := exact_row(name)):
        return Closeness.SAME_NAME if row == wanted else Closeness.PHRASE
    exact, folded = exact_words(name), folded_words(name)
    if not all([word.is_answered_by(exact, folded) for word in words]):
        return Closeness.WORDS_ANYWHERE
    if bare in (row := folded_row(name)):
        is_whole = row == bare
        return Closeness.SAME_NAME_IN_OTHER_MARKS if is_whole else Closeness.PHRASE_IN_OTHER_MARKS
    if _answers_in_a_row(exact, folded, words):
        return Closeness.PHRASE_BY_OTHER_NAME
    if all(word.exact in exact for word in words):
        return Closeness.WORDS_IN_NAME
    if all(word.folded in folded for word in words):
        return Closeness.WORDS_IN_NAME_IN_OTHER_MARKS
    return Closeness.WORDS_IN_NAME_BY_OTHER_NAME


def holds_phrases(product: ListedProduct, phrases: Iterable[list[Word]]) -> bool:
    """Say whether each phrase stands in one of a product's names, its words side by side."""
    own = (product.name, product.name_en, product.producer_name, product.place, product.kind)
    names = (*own, product.mark)
    return all(any(_says_in_a_row(name, phrase) for name in names) for phrase in phrases)


def _says_in_a_row(name: str, phrase: list[Word]) -> bool:
    """Say whether a name holds a phrase as it was typed; without marks, in any marks."""
    if any(word.has_marks for word in phrase):
        return in_a_row(word.exact for word in phrase) in exact_row(name)
    return in_a_row(word.folded for word in phrase) in folded_row(name)


def _answers_in_a_row(exact: tuple[str, ...], folded: tuple[str, ...], words: list[Word]) -> bool:
    """Say whether a name holds the words side by side, without marks or by another name."""
    return any(
        all(
            word.is_answered_by(exact[at : at + 1], folded[at : at + 1])
            for at, word in enumerate(words, start)
        )
        for start in range(len(exact) - len(words) + 1)
    )


class By(StrEnum):
    """What an order looks at."""

    CLOSENESS = "closeness"
    STOCK = "stock"
    STARS = "stars"
    NEWEST = "newest"
    PRICE = "price"
    PRICE_DOWN = "price_down"
    TURNS = "turns"  # makers take turns, so that none fills a page


# The whole of the ranking: each step decides where those before it leave a tie. The page
# about the ranking is written from this table, and nothing else puts products in an order.
SEARCH_ORDER = (By.CLOSENESS, By.STARS, By.STOCK, By.TURNS)
ORDERS = {
    Sort.RELEVANCE: (By.STOCK, By.STARS, By.TURNS),
    Sort.NEWEST: (By.NEWEST,),
    Sort.PRICE: (By.PRICE,),
    Sort.PRICE_DOWN: (By.PRICE_DOWN,),
    Sort.STARS: (By.STARS, By.TURNS),
}
RANKED_SINCE = date(2026, 11, 25)  # the first day of the orders above


def in_order(
    products: Iterable[ListedProduct],
    sort: Sort,
    *,
    query: Query | None = None,
    answer: Answer | None = None,
) -> list[ListedProduct]:
    """Sort a list as asked; without words, "relevance" is the shop's display order."""
    shown = sorted(products, key=lambda product: product.id)
    steps = SEARCH_ORDER if sort is Sort.RELEVANCE and query else ORDERS[sort]
    return sorted(shown, key=order_key(steps, turns_of(shown), query=query, answer=answer))


def order_key(
    steps: Iterable[By],
    turns: Mapping[int, int],
    *,
    query: Query | None = None,
    answer: Answer | None = None,
) -> Callable[[ListedProduct], tuple[Any, ...]]:
    """Return by what products are sorted; no two of them are equal.

    :param turns: how many products of the same maker come before each
    """
    keys: dict[By, Callable[[ListedProduct], Any]] = {
        By.STOCK: lambda p: p.stock <= 0,
        By.STARS: lambda p: -(p.stars or 0),
        By.NEWEST: lambda p: (-p.created_at.timestamp(), -p.id),
        By.PRICE: lambda p: (p.price_vnd is None, p.price_vnd),
        By.PRICE_DOWN: lambda p: (p.price_vnd is None, -(p.price_vnd or 0)),
        By.TURNS: lambda p: turns[p.id],
    }
    if query:
        found = answer or Answer()
        keys[By.CLOSENESS] = lambda p: closeness(p, query, found)
    wanted = [*(keys[step] for step in steps), lambda p: p.id]
    return lambda p: tuple([key(p) for key in wanted])


def turns_of(products: Iterable[ListedProduct]) -> Mapping[int, int]:
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
    exact, folded = exact_words(product.text), folded_words(product.text)
    return all(word.is_answered_by(exact, folded) for word in words)
