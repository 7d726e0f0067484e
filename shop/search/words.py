"""A text as the words that are looked for, with and without marks."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from shop.lib.text import fold, tone_normalised
from shop.search.synonyms import also_called, other_wordings

LONGEST_TEXT = 200
LONGEST_STRICT = 2  # letters: "bò" and "bơ" are too many things to stand for each other
MOST_WORDS = 12

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\s]+")
# Everything here is that, and no name says it.
_SAYS_NOTHING = frozenset({"ocop"})
# How goods were made is no name for them, and without marks "chế" would answer "che", tea.
_HOW_MADE = re.compile(r"\b(?:sơ chế|chế biến)\b", re.IGNORECASE)
_HOW_MADE_AS_TYPED = re.compile(r"\b(?:sơ chế|chế biến|so che|che bien)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """One word that somebody looks for."""

    exact: str
    folded: str
    is_loose: bool = False  # answered by other marks than the typed ones, too

    @cached_property
    def has_marks(self) -> bool:
        return self.exact != self.folded

    @cached_property
    def takes_any_marks(self) -> bool:
        """Without marks a word may stand for any that look so."""
        return self.is_loose or not self.has_marks

    def loosened(self) -> "Word":
        is_fit = self.has_marks and len(self.folded) > LONGEST_STRICT
        return replace(self, is_loose=True) if is_fit else self

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words with marks that answer it: itself, and what else it is called."""
        return frozenset({self.exact, *also_called(self.exact)})

    def is_answered_by(self, exact: Collection[str], folded: Collection[str]) -> bool:
        """Say whether a text holds the word.

        :param exact: the text's words with their marks
        :param folded: the same words without
        """
        if self.takes_any_marks and self.folded in folded:
            return True
        return any([form in exact for form in self.forms])


def clean(text: str) -> str:
    """Return what somebody typed without unprintable characters, at most LONGEST_TEXT long."""
    return _UNPRINTABLE.sub(" ", text[: 10 * LONGEST_TEXT]).strip()[:LONGEST_TEXT]


@lru_cache(maxsize=50_000)
def exact_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, each with its marks in their one place."""
    return tuple(_WORD.findall(_HOW_MADE.sub(" ", tone_normalised(text))))


@lru_cache(maxsize=50_000)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without marks."""
    return tuple(_WORD.findall(fold(_HOW_MADE.sub(" ", tone_normalised(text)))))


def in_a_row(words: Iterable[str]) -> str:
    """Return words as one text, a space around each: phrases are found in it as they are."""
    return f" {' '.join(words)} "


@lru_cache(maxsize=50_000)
def exact_row(text: str) -> str:
    return in_a_row(exact_words(text))


@lru_cache(maxsize=50_000)
def folded_row(text: str) -> str:
    return in_a_row(folded_words(text))


def query_words(text: str) -> list[Word]:
    """Return the words to look for, each once."""
    named = _HOW_MADE_AS_TYPED.sub(" ", tone_normalised(clean(text)))
    exact = dict.fromkeys(exact_words(named))
    return [Word(word, fold(word)) for word in exact if word not in _SAYS_NOTHING][:MOST_WORDS]


def loosened(words: Iterable[Word]) -> list[Word]:
    """Return words that are answered in any marks; short ones keep theirs."""
    return [word.loosened() for word in words]


@dataclass(frozen=True)
class Query:
    """What somebody looks for."""

    words: list[Word]
    phrases: list[list[Word]]  # what stood in quotation marks: words side by side
    wordings: list[list[Word]]  # the words, and what several of them together are also called

    def __bool__(self) -> bool:
        return bool(self.words)

    @cached_property
    def rows(self) -> list[tuple[list[Word], str, str]]:
        """Each wording, and it in a row with marks and without."""
        return [
            (words, in_a_row(_exact(words)), in_a_row(word.folded for word in words))
            for words in self.wordings
        ]


def read_query(text: str) -> Query:
    """Return a text that somebody typed as words, phrases and other wordings."""
    words = query_words(text)
    quoted = (query_words(each) for each in _QUOTED.findall(clean(text)))
    others = [[Word(word, fold(word)) for word in each] for each in other_wordings(_exact(words))]
    return Query(words, [each for each in quoted if len(each) > 1], [words, *others])


def _exact(words: list[Word]) -> tuple[str, ...]:
    return tuple(word.exact for word in words)
