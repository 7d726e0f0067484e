"""Which products answer a text: by their names, by where they are, by what is told of them."""

from dataclasses import dataclass
from typing import NamedTuple

from shop.search.engine import search_engine
from shop.search.old_places import OldPlace, old_place
from shop.search.rules import Answer, holds_phrases, matches_words
from shop.search.shelf import Shelf
from shop.search.words import Query, Word, loosened

FEW = 24  # a page: so many found by their names leave no need for stories


@dataclass(frozen=True)
class Found:
    """The products that answer, and the former place that the text names."""

    answer: Answer
    place: OldPlace | None = None


def find(shelf: Shelf, query: Query) -> Found:
    """Return what answers a text; stories are asked where names answer little."""
    held = _held(shelf, query)
    by_name = held.as_typed
    place = old_place(query.words, shelf) if not query.phrases else None
    by_place = (_there(shelf, place) - by_name) if place else set()
    by_story: set[int] = set()
    if len(by_name) + len(by_place) < FEW:
        told = search_engine().find_told(query.words, query.phrases)
        by_story = set(told & shelf.ids) - by_name - by_place
    in_other_marks = held.in_other_marks - by_place - by_story
    found = Answer(*map(frozenset, (by_name, by_place, by_story, in_other_marks)))
    # A place that has nothing to do with what was found is none that was asked for.
    return Found(found, place if by_place or not by_name else None)


def holding(shelf: Shelf, query: Query) -> set[int]:
    """Return the ids of the products whose names hold every word, in one of its wordings."""
    return _held(shelf, query).as_typed


class _Held(NamedTuple):
    """The products whose names hold the words."""

    as_typed: set[int]
    in_other_marks: set[int]  # and not as typed


def _held(shelf: Shelf, query: Query) -> _Held:
    held = [_holding(shelf, words) for words in query.wordings]
    as_typed = set[int]().union(*(each.as_typed for each in held))
    if query.phrases:  # what stands in quotation marks is meant as it is typed
        return _Held(
            {each for each in as_typed if holds_phrases(shelf[each], query.phrases)}, set()
        )
    return _Held(as_typed, set[int]().union(*(each.in_other_marks for each in held)) - as_typed)


def _holding(shelf: Shelf, words: list[Word]) -> _Held:
    # What the index does not know, be it new or be there no index, is compared here.
    hits = search_engine().find(words)
    unknown = shelf.unknown_to(hits.known)
    compared = {each for each in unknown if matches_words(shelf[each], loosened(words))}
    as_typed = {each for each in compared if matches_words(shelf[each], words)}
    return _Held(
        as_typed.union(hits.found & shelf.ids),
        (compared - as_typed).union(hits.in_other_marks & shelf.ids),
    )


def _there(shelf: Shelf, place: OldPlace) -> set[int]:
    """Return what comes from where a place is today; from its margins, if from nowhere else."""
    for communes in (place.communes, place.margins):
        there = shelf.having("commune", communes)
        if found := {each.id for each in there if matches_words(each, place.rest)}:
            return found
    return set()
