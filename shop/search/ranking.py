"""Products that answer words, in their order: none is weighed that the first pages do not need.

How well a name answers is worth a look only where it holds the words at all. What holds
them elsewhere, in maker or place, is all equally near and comes in an order known before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from shop.lib.text import fold
from shop.search.bits import places, places_in
from shop.search.rules import (
    SEARCH_ORDER,
    Answer,
    By,
    Closeness,
    ListedProduct,
    closeness,
)
from shop.search.selection import InOrder, Selection
from shop.search.shelf import Shelf
from shop.search.words import Query, Word

AMONG_EQUALS = tuple(step for step in SEARCH_ORDER if step is not By.CLOSENESS)


class Ranked(InOrder):
    """A selection by how well it answers words."""

    def __init__(self, selection: Selection, query: Query, answer: Answer) -> None:
        self._shelf, chosen = selection.shelf, selection.products.chosen
        by_place, by_story, in_other_marks = (
            chosen & self._shelf.of_ids(ids)
            for ids in (answer.by_place, answer.by_story, answer.in_other_marks)
        )
        by_name = chosen & ~(by_place | by_story | in_other_marks)

        def weigh(group: int) -> dict[Closeness, list[int]]:
            return _weighed(self._shelf, group, query, answer) if group else {}

        levels = weigh(by_name)
        levels.pop(Closeness.WORDS_ANYWHERE, None)
        self._near = list(chain.from_iterable(levels[level] for level in sorted(levels)))
        rest = by_name & ~places(self._near, len(self._shelf))
        alike = weigh(in_other_marks).get(Closeness.NAME_IN_UNASKED_MARKS, [])
        named = places(alike, len(self._shelf))
        self._groups = (rest, by_place, by_story, named, in_other_marks & ~named)
        self._count = chosen.bit_count()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ListedProduct]:
        ordered = (self._shelf.ordered(group, AMONG_EQUALS) for group in self._groups if group)
        found = chain(self._near, chain.from_iterable(ordered))
        return map(self._shelf.rows.__getitem__, found)


def _weighed(shelf: Shelf, chosen: int, query: Query, answer: Answer) -> dict[Closeness, list[int]]:
    """Return the places whose names may hold the words by how close they are, each in order."""
    levels: dict[Closeness, list[int]] = defaultdict(list)
    held = places(_holding(shelf, chosen, query), len(shelf))
    for place in shelf.ordered(held, AMONG_EQUALS):
        levels[closeness(shelf.rows[place], query, answer)].append(place)
    return levels


def _holding(shelf: Shelf, chosen: int, query: Query) -> set[int]:
    """Return the places whose names may hold every word, marks aside."""
    names, among = shelf.names(), places_in(chosen, len(shelf))
    held: set[int] = set()
    for words in query.wordings:
        left: Iterable[int] = among
        for word in words:
            left = _with_one_of(_forms(word), names, left)
        held.update(left)
    return held


def _forms(word: Word) -> list[str]:
    return [f" {form} " for form in {word.folded, *map(fold, word.forms)}]


def _with_one_of(forms: list[str], names: list[str], among: Iterable[int]) -> list[int]:
    if len(forms) == 1:
        (form,) = forms
        return [place for place in among if form in names[place]]
    return [place for place in among if any(form in names[place] for form in forms)]
