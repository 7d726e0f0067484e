"""What else things are called in other parts of the country, read from a table of reasons.

The table also keeps pairs that are not used, so that nobody adds them again unaware.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from shop.lib.text import fold, tone_normalised

TABLE = Path(__file__).with_suffix(".csv")
MOST_OTHERS = 3  # wordings of one search


class Synonym(NamedTuple):
    words: tuple[str, ...]
    also: tuple[str, ...]


def also_called(word: str) -> frozenset[str]:
    """Return the single words that mean the same.

    Somebody who types without marks means one of the words that look so: "che" is "chè" too.
    """
    exact, folded = _single()
    return exact.get(word, frozenset()) if fold(word) != word else folded.get(word, frozenset())


def other_wordings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a search in other words, where several words together are called otherwise."""
    found = (
        words[:at] + each.also + words[at + len(each.words) :]
        for each in _several()
        for at in range(len(words) - len(each.words) + 1)
        if _same(words[at : at + len(each.words)], each.words)
    )
    return list(dict.fromkeys(found))[:MOST_OTHERS]


def _same(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if typed == known:
        return True
    # One word without marks says too little: "lac" may be anything.
    is_bare = all(fold(word) == word for word in typed)
    return is_bare and len(known) > 1 and typed == tuple(map(fold, known))


def _rows() -> Iterator[Synonym]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["use"] == "yes":
                word, also = tone_normalised(row["word"]), tone_normalised(row["also"])
                yield Synonym(tuple(word.split()), tuple(also.split()))


@cache
def _single() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    exact: dict[str, set[str]] = {}
    folded: dict[str, set[str]] = {}
    for each in _rows():
        if len(each.words) == len(each.also) == 1:
            exact.setdefault(each.words[0], set()).add(each.also[0])
            folded.setdefault(fold(each.words[0]), set()).add(each.also[0])
    return (
        {word: frozenset(also) for word, also in exact.items()},
        {word: frozenset(also) for word, also in folded.items()},
    )


@cache
def _several() -> tuple[Synonym, ...]:
    return tuple(each for each in _rows() if len(each.words) > 1 or len(each.also) > 1)
