"""Names of communes and districts before July 2025, and where they are today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from shop.database import db
from shop.lib.text import fold
from shop.places.models import Commune, FormerCommune
from shop.search.shelf import Shelf
from shop.search.words import Word, exact_words

KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Phường", "Quận", "Huyện", "Xã")
# "Từ Liêm" was parted into Bắc and Nam, and people never stopped saying it.
_SIDES = frozenset({"bắc", "nam", "đông", "tây"})
FEWEST_WORDS, MOST_WORDS = 2, 5  # of a name; one word alone is too often something else


class _Old(NamedTuple):
    name: str  # without its kind
    words: tuple[str, ...]  # with their marks
    communes: frozenset[str]  # codes of today
    margins: frozenset[str]  # of communes that took over no more than a strip


@dataclass(frozen=True)
class OldPlace:
    """A former name that a search holds, where that is today, and the words beside it."""

    name: str
    communes: frozenset[str]
    margins: frozenset[str]
    rest: list[Word]


def old_place(words: list[Word], shelf: Shelf) -> OldPlace | None:
    """Return the longest former name among the words of a search."""
    names = shelf.kept("old places", _read)
    for size in range(min(len(words), MOST_WORDS), FEWEST_WORDS - 1, -1):
        for at in range(len(words) - size + 1):
            typed = words[at : at + size]
            has_marks = any(word.has_marks for word in typed)
            alike = [
                each
                for each in names.get(tuple(word.folded for word in typed), [])
                if not has_marks or each.words == tuple(word.exact for word in typed)
            ]
            if alike:
                rest = words[:at] + words[at + size :]
                communes = frozenset[str]().union(*(each.communes for each in alike))
                margins = frozenset[str]().union(*(each.margins for each in alike))
                return OldPlace(alike[0].name, communes, margins, rest)
    return None


def names_of_today(communes: Iterable[str | None], old_name: str) -> list[str]:
    """Return the names of communes, the one that kept the old name first."""
    found = db.session.scalars(select(Commune.name).where(Commune.code.in_(list(communes))))
    return sorted(found, key=lambda name: (bare(name) != old_name, name))


def bare(name: str) -> str:
    """Return a place's name without its kind: "Xã Quảng Bị" is "Quảng Bị"."""
    kind = next((kind for kind in KINDS if name.startswith(f"{kind} ")), "")
    return name[len(kind) :].strip()


def _read() -> dict[tuple[str, ...], list[_Old]]:
    today: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    rows = db.session.execute(
        select(
            FormerCommune.name,
            FormerCommune.district_name,
            FormerCommune.commune_code,
            FormerCommune.is_main_successor,
        )
    )
    for name, district, code, is_main in rows:
        for each in (*_called(name), *_called(district, has_sides=True)):
            today[each][not is_main].add(code)
    by_words: dict[tuple[str, ...], list[_Old]] = defaultdict(list)
    for each, (communes, margins) in today.items():
        words = exact_words(each)
        if FEWEST_WORDS <= len(words) <= MOST_WORDS:
            old = _Old(each, words, frozenset(communes), frozenset(margins))
            by_words[tuple(map(fold, words))].append(old)
    return dict(by_words)


def _called(name: str | None, *, has_sides: bool = False) -> Iterator[str]:
    if not name:
        return
    own = bare(name)
    yield own
    side, _, rest = own.partition(" ")
    if has_sides and side.lower() in _SIDES:
        yield rest
