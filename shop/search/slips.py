"""Slips of the hand: which known words somebody may have meant by an unknown one."""

from collections import defaultdict
from collections.abc import Iterable

from shop.lib.text import fold
from shop.search.words import Word

SHORTEST_CORRECTED = 3  # letters; of shorter words only the marks can be put right
LETTERS_FOR_TWO_SLIPS = 6


def near_words(word: Word, vocabulary: Iterable[str]) -> list[str]:
    """Return the words of a vocabulary that are equally near to a word, if near enough.

    Those with the more fitting marks come first.

    Wrong marks alone are no slip: "nước mấm" is as near to "mắm" as "mam" is.

    :param vocabulary: words with their marks
    """
    most = _most_slips(word.folded)
    near: dict[int, list[str]] = defaultdict(list)
    letters = set(word.folded)
    for known in vocabulary:
        if abs(len(known) - len(word.folded)) <= most and known.isalpha():
            bare = fold(known)
            # Each slip takes away one letter at most: few words are worth the full look.
            if len(letters.difference(bare)) <= most:
                slips = distance(word.folded, bare)
                near[slips].append(known)
                most = min(most, slips)
    return sorted(near[most], key=lambda known: (distance(word.exact, known), known))


def _most_slips(word: str) -> int:
    if len(word) < SHORTEST_CORRECTED:
        return 0
    return 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            least = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]
