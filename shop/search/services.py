"""Search: words to products, better words where there are none, and what keeps the index."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice, product

from shop import freshness
from shop.lib.text import fold
from shop.search import finding
from shop.search.documents import documents
from shop.search.engine import Document, search_engine
from shop.search.finding import holding
from shop.search.old_places import OldPlace
from shop.search.present import present_shelf
from shop.search.ranking import Ranked
from shop.search.rules import Answer, Filters, ListedProduct, Sort
from shop.search.selection import Selection, choose
from shop.search.shelf import Shelf
from shop.search.slips import near_words
from shop.search.words import Query, Word, read_query

MOST_OFFERS = 3
MOST_READINGS = 6  # of one word
MOST_TRIED = 60  # other wordings of one search


@dataclass(frozen=True)
class Offer:
    """Other words that find something; offered, never searched for in place of the asked ones."""

    text: str
    count: int


@dataclass(frozen=True)
class Found:
    """What a list shows, in its order, and what else somebody may have meant."""

    products: Sequence[ListedProduct]
    selection: Selection
    offers: list[Offer] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # words that no product answers
    place: OldPlace | None = None  # the former place by which some were found


def search(filters: Filters) -> Found:
    """Return the products that answer words and filters."""
    shelf = present_shelf()
    query = read_query(filters.q)
    found = finding.find(shelf, query) if query else finding.Found(Answer())
    answer = found.answer
    selection = choose(shelf, filters, found=answer.all if query else None)
    is_unanswered = bool(query) and not answer.by_name and not answer.by_place
    return Found(
        products=_in_order(selection, filters.sort, query, answer),
        selection=selection,
        offers=_offers(shelf, query.words, may_shorten=not answer.all) if is_unanswered else [],
        unknown=_unknown(shelf, query.words) if query and not answer.all else [],
        place=found.place,
    )


def _in_order(
    selection: Selection, sort: Sort, query: Query, answer: Answer
) -> Sequence[ListedProduct]:
    if query and sort is Sort.RELEVANCE:
        return Ranked(selection, query, answer)
    return selection.products


def _unknown(shelf: Shelf, words: list[Word]) -> list[str]:
    """Return the words that stand in no name."""
    return [word.exact for word in words if not holding(shelf, _query([word]))]


def _offers(shelf: Shelf, words: list[Word], *, may_shorten: bool) -> list[Offer]:
    """Return wordings that find something: slips put right, else one word left out."""
    vocabulary = search_engine().vocabulary()

    known = [word for word in words if holding(shelf, _query([word]))]

    def readings(word: Word) -> list[str]:
        if word in known:
            return [word.exact]
        near = near_words(word, vocabulary)
        # Of many that are equally near, those that go with the other words.
        return near if len(near) <= MOST_READINGS else nlargest(MOST_READINGS, near, key=beside)

    def beside(reading: str) -> int:
        return len(holding(shelf, _query([*known, Word(reading, fold(reading))])))

    corrected = (" ".join(each) for each in product(*map(readings, words)))
    shorter = (" ".join(word.exact for word in words if word is not left_out) for left_out in words)
    for wordings in (corrected, shorter) if may_shorten else (corrected,):
        tried = (
            Offer(text, len(holding(shelf, read_query(text))))
            for text in islice(wordings, MOST_TRIED)
            if text
        )
        if offers := [offer for offer in tried if offer.count]:
            return sorted(offers, key=lambda offer: -offer.count)[:MOST_OFFERS]
    return []


def _query(words: list[Word]) -> Query:
    return Query(words, [], [words])


def rebuild(watch: Callable[[Iterable[Document]], Iterable[Document]] = iter) -> int:
    """Build the index from the database, beside the one in use, and swap; say how many it holds.

    :param watch: wraps the products, to show progress
    """
    count = search_engine().rebuild(watch(documents()))
    freshness.bump()  # pages kept from before were made by the former words
    return count


def index_products(product_ids: Collection[int]) -> None:
    """Bring the index up to date with some products; those not shown are taken out."""
    search_engine().put(product_ids, documents(product_ids))
    freshness.touch(product_ids)  # as above
