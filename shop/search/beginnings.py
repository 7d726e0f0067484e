"""Names that are found by the beginnings of their words, in memory."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from shop.search.words import Word, exact_words, folded_words

_LAST = "\U0010ffff"  # after every letter


class _Words:
    """Which names hold a word, or one that begins so."""

    def __init__(self) -> None:
        self._holding: dict[str, set[int]] = defaultdict(set)
        self._sorted: list[str] = []

    def add(self, words: Iterable[str], key: int) -> None:
        for word in words:
            if word not in self._holding:
                insort(self._sorted, word)
            self._holding[word].add(key)

    def remove(self, words: Iterable[str], key: int) -> None:
        for word in words:
            self._holding[word].discard(key)

    def whole(self, word: str) -> set[int]:
        return self._holding.get(word, set())

    def begun(self, beginning: str) -> set[int]:
        first = bisect_left(self._sorted, beginning)
        last = bisect_left(self._sorted, beginning + _LAST)
        return set[int]().union(*(self._holding[word] for word in self._sorted[first:last]))


class Beginnings:
    """Some names by their numbers, with marks and without."""

    def __init__(self, names: Iterable[tuple[int, str]] = ()) -> None:
        self._names: dict[int, str] = {}
        self._exact, self._folded = _Words(), _Words()
        self.follow(names)

    def follow(self, names: Iterable[tuple[int, str]]) -> "Beginnings":
        """Take over names that are new or others than before; those not named stay."""
        for key, name in names:
            before = self._names.get(key)
            if before == name:
                continue
            if before is not None:
                self._exact.remove(exact_words(before), key)
                self._folded.remove(folded_words(before), key)
            self._exact.add(exact_words(name), key)
            self._folded.add(folded_words(name), key)
            self._names[key] = name
        return self

    def find(self, words: list[Word]) -> set[int]:
        """Return the numbers of the names that hold the words, the last one at least begun."""
        known = [self._answering(word) for word in words[:-1]]
        if not known:
            return self._begun(words[-1])
        held = reduce(set.intersection, known)
        # One letter begins very many words: then rather look at what holds the others.
        if len(words[-1].exact) == 1:
            return {key for key in held if self._has_begun(key, words[-1])}
        return held & self._begun(words[-1])

    def _answering(self, word: Word) -> set[int]:
        found = set[int]().union(*(self._exact.whole(form) for form in word.forms))
        return found | self._folded.whole(word.folded) if word.takes_any_marks else found

    def _begun(self, word: Word) -> set[int]:
        found = self._answering(word)
        if word.takes_any_marks:
            return found | self._folded.begun(word.folded)
        return found | self._exact.begun(word.exact)

    def _has_begun(self, key: int, word: Word) -> bool:
        if word.takes_any_marks:
            return any(own.startswith(word.folded) for own in folded_words(self._names[key]))
        return any(own.startswith(word.exact) for own in exact_words(self._names[key]))
