"""Search: words to products, better words where there are none, and what keeps the index."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from shop.search.index import search_index
from shop.search.listing import at_points, listed_products
from shop.search.rules import (
    Filters,
    ListedProduct,
    Selection,
    in_order,
    matches_words,
    select_products,
)
from shop.search.slips import near_words
from shop.search.words import Word, query_words

MOST_OFFERS = 3
MOST_TRIED = 60  # other wordings of one search


@dataclass(frozen=True)
class Offer:
    """Other words that find something; offered, never searched for in place of the asked ones."""

    text: str
    count: int


@dataclass(frozen=True)
class Found:
    """What a list shows, in its order, and what else somebody may have meant."""

    products: list[ListedProduct]
    selection: Selection
    offers: list[Offer]


def search(filters: Filters) -> Found:
    """Return the products that answer words and filters."""
    listed = listed_products()
    words = query_words(filters.q)
    found = holding(listed, words) if words else None
    selection = select_products(
        listed,
        filters,
        found=found,
        at_points=at_points(filters.point) if filters.point else None,
    )
    return Found(
        products=in_order(selection.products, filters.sort, words=words),
        selection=selection,
        offers=_offers(listed, words) if words and not found else [],
    )


def holding(listed: Iterable[ListedProduct], words: list[Word]) -> set[int]:
    """Return the ids of the products that hold every word.

    What the index does not know, be it new or be there no index, is compared here.
    """
    hits = search_index().find(words)
    return {
        each.id
        for each in listed
        if (each.id in hits.found if each.id in hits.known else matches_words(each, words))
    }


def _offers(listed: Collection[ListedProduct], words: list[Word]) -> list[Offer]:
    """Return wordings that find something: slips put right, else one word left out."""
    vocabulary = search_index().vocabulary()

    def readings(word: Word) -> list[str]:
        is_known = bool(holding(listed, [word]))
        return [word.exact] if is_known else near_words(word, vocabulary)

    corrected = (" ".join(each) for each in product(*map(readings, words)))
    shorter = (" ".join(word.exact for word in words if word is not left_out) for left_out in words)
    for wordings in (corrected, shorter):
        tried = (
            Offer(text, len(holding(listed, query_words(text))))
            for text in islice(wordings, MOST_TRIED)
            if text
        )
        if offers := [offer for offer in tried if offer.count]:
            return sorted(offers, key=lambda offer: -offer.count)[:MOST_OFFERS]
    return []


def rebuild() -> int:
    """Build the index from the database, beside the one in use, and swap; say how many it holds."""
    return search_index().rebuild(_texts())


def _texts() -> Iterator[tuple[int, str]]:
    for each in listed_products():
        yield each.id, each.text


def index_product(product_id: int) -> None:
    """Bring the index up to date with one product, or take it out when it is not shown."""
    listed = listed_products([product_id])
    search_index().put(product_id, listed[0].text if listed else None)
