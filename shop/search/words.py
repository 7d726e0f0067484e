"""A text as the words that are looked for, with and without marks."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from shop.lib.text import fold, tone_normalised

LONGEST_TEXT = 200
MOST_WORDS = 12

# What else a word is called in other parts of the country. Not every pair goes both ways:
# "bắp" is maize, but "bắp cải" is no "ngô"; and "thơm" stays out, for it is fragrance
# more often than pineapple.
ALSO_CALLED = {
    "trà": "chè",
    "chè": "trà",
    "mì": "mỳ",
    "mỳ": "mì",
    "lợn": "heo",
    "heo": "lợn",
    "bắp": "ngô",
    "vừng": "mè",
    "mè": "vừng",
}
# Somebody who types without marks means one of the words that look so: "che" is "chè" too.
_ALSO_CALLED_FOLDED: dict[str, set[str]] = {}
for _word, _other in ALSO_CALLED.items():
    _ALSO_CALLED_FOLDED.setdefault(fold(_word), set()).add(_other)

_WORD = re.compile(r"\w+")
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

    @property
    def has_marks(self) -> bool:
        return self.exact != self.folded

    @property
    def forms(self) -> frozenset[str]:
        """The words with marks that answer it: itself, and what else it is called."""
        if self.has_marks:
            also = {ALSO_CALLED.get(self.exact, self.exact)}
        else:
            also = _ALSO_CALLED_FOLDED.get(self.folded, set())
        return frozenset({self.exact, *also})

    def is_answered_by(self, exact: Collection[str], folded: Collection[str]) -> bool:
        """Say whether a text holds the word; without marks it may stand for any that look so.

        :param exact: the text's words with their marks
        :param folded: the same words without
        """
        if not self.has_marks and self.folded in folded:
            return True
        return any(form in exact for form in self.forms)


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


def query_words(text: str) -> list[Word]:
    """Return the words to look for, each once."""
    named = _HOW_MADE_AS_TYPED.sub(" ", tone_normalised(clean(text)))
    exact = dict.fromkeys(exact_words(named))
    return [Word(word, fold(word)) for word in exact if word not in _SAYS_NOTHING][:MOST_WORDS]
