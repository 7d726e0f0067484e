"""Which products answer a text: by their names, by where they are, by what is told of them."""

from collections.abc import Collection
from dataclasses import dataclass

from shop.search.engine import search_engine
from shop.search.old_places import OldPlace, old_place
from shop.search.rules import Answer, ListedProduct, holds_phrases, matches_words
from shop.search.words import Query, Word

FEW = 24  # a page: so many found by their names leave no need for stories


@dataclass(frozen=True)
class Found:
    """The products that answer, and the former place that the text names."""

    answer: Answer
    place: OldPlace | None = None


def find(listed: Collection[ListedProduct], query: Query) -> Found:
    """Return what answers a text; stories are asked where names answer little."""
    by_name = holding(listed, query)
    place = old_place(query.words) if not query.phrases else None
    by_place = (_there(listed, place) - by_name) if place else set()
    by_story: set[int] = set()
    if len(by_name) + len(by_place) < FEW:
        told = set(search_engine().find_told(query.words, query.phrases))
        by_story = told.intersection(each.id for each in listed) - by_name - by_place
    found = Answer(frozenset(by_name), frozenset(by_place), frozenset(by_story))
    # A place that has nothing to do with what was found is none that was asked for.
    return Found(found, place if by_place or not by_name else None)


def holding(listed: Collection[ListedProduct], query: Query) -> set[int]:
    """Return the ids of the products whose names hold every word, in one of its wordings."""
    found: set[int] = set()
    for words in query.wordings:
        found |= _holding(listed, words)
    if query.phrases:
        found = {
            each.id for each in listed if each.id in found and holds_phrases(each, query.phrases)
        }
    return found


def _holding(listed: Collection[ListedProduct], words: list[Word]) -> set[int]:
    # What the index does not know, be it new or be there no index, is compared here.
    hits = search_engine().find(words)
    ids = {each.id for each in listed}
    found = ids & hits.found
    if unknown := ids - hits.known:
        found |= {each.id for each in listed if each.id in unknown and matches_words(each, words)}
    return found


def _there(listed: Collection[ListedProduct], place: OldPlace) -> set[int]:
    """Return what comes from where a place is today; from its margins, if from nowhere else."""
    for communes in (place.communes, place.margins):
        there = [each for each in listed if each.commune in communes]
        if found := {each.id for each in there if matches_words(each, place.rest)}:
            return found
    return set()
