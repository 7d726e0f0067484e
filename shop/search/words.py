"""A text as the words that are looked for, with and without marks."""

import re
from dataclasses import dataclass
from functools import lru_cache

from shop.lib.text import fold, tone_normalised

LONGEST_TEXT = 200
MOST_WORDS = 12

# Words that people use for one thing in different parts of the country. Only the marked
# form counts: "che" without marks may be many other words.
_SAME = (
    {"trà", "chè"},
    {"mì", "mỳ"},
    {"lợn", "heo"},
    {"ngô", "bắp"},
    {"dứa", "thơm"},
    {"vừng", "mè"},
)
SYNONYMS = {word: frozenset(group) for group in _SAME for word in group}

_WORD = re.compile(r"\w+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\s]+")


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
        return SYNONYMS.get(self.exact, frozenset({self.exact}))


def clean(text: str) -> str:
    """Return what somebody typed without unprintable characters, at most LONGEST_TEXT long."""
    return _UNPRINTABLE.sub(" ", text[: 10 * LONGEST_TEXT]).strip()[:LONGEST_TEXT]


@lru_cache(maxsize=50_000)
def exact_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, each with its marks in their one place."""
    return tuple(_WORD.findall(tone_normalised(text)))


@lru_cache(maxsize=50_000)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without marks."""
    return tuple(_WORD.findall(fold(text)))


def query_words(text: str) -> list[Word]:
    """Return the words to look for, each once."""
    exact = dict.fromkeys(exact_words(clean(text)))
    return [Word(word, fold(word)) for word in exact][:MOST_WORDS]
