"""Which products answer a text: by their names, by where they are, by what is told of them."""

from dataclasses import dataclass

from shop.search.engine import search_engine
from shop.search.old_places import OldPlace, old_place
from shop.search.rules import Answer, holds_phrases, matches_words
from shop.search.shelf import Shelf
from shop.search.words import Query, Word

FEW = 24  # a page: so many found by their names leave no need for stories


@dataclass(frozen=True)
class Found:
    """The products that answer, and the former place that the text names."""

    answer: Answer
    place: OldPlace | None = None


def find(shelf: Shelf, query: Query) -> Found:
    """Return what answers a text; stories are asked where names answer little."""
    by_name = holding(shelf, query)
    place = old_place(query.words, shelf) if not query.phrases else None
    by_place = (_there(shelf, place) - by_name) if place else set()
    by_story: set[int] = set()
    if len(by_name) + len(by_place) < FEW:
        told = search_engine().find_told(query.words, query.phrases)
        by_story = set(told & shelf.ids) - by_name - by_place
    found = Answer(frozenset(by_name), frozenset(by_place), frozenset(by_story))
    # A place that has nothing to do with what was found is none that was asked for.
    return Found(found, place if by_place or not by_name else None)


def holding(shelf: Shelf, query: Query) -> set[int]:
    """Return the ids of the products whose names hold every word, in one of its wordings."""
    found: set[int] = set()
    for words in query.wordings:
        found |= _holding(shelf, words)
    if query.phrases:
        found = {each for each in found if holds_phrases(shelf[each], query.phrases)}
    return found


def _holding(shelf: Shelf, words: list[Word]) -> set[int]:
    # What the index does not know, be it new or be there no index, is compared here.
    hits = search_engine().find(words)
    unknown = shelf.unknown_to(hits.known)
    compared = {each for each in unknown if matches_words(shelf[each], words)}
    return compared.union(hits.found & shelf.ids)


def _there(shelf: Shelf, place: OldPlace) -> set[int]:
    """Return what comes from where a place is today; from its margins, if from nowhere else."""
    for communes in (place.communes, place.margins):
        there = shelf.having("commune", communes)
        if found := {each.id for each in there if matches_words(each, place.rest)}:
            return found
    return set()
