"""What every engine of search does, and which one this application has.

An engine knows words and nothing else: stars, prices and stock are read where they are true.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from flask import current_app

from shop.search.words import Word

WAIT_FOR_WRITER_S = 60


class Backend(StrEnum):
    WHOOSH = "whoosh"
    POSTGRESQL = "postgresql"


class Document(NamedTuple):
    """The words of one product."""

    product_id: int
    names: str  # of itself, its maker, place, kind and mark
    story: str = ""  # what is told about it


@dataclass(frozen=True)
class Hits:
    """What an engine says: the products with all the words, of those that it knows."""

    found: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    in_other_marks: frozenset[int] = frozenset()  # not as typed, but as the words look without


class WriterBusy(Exception):
    """Another writer does not end."""


class Engine(Protocol):
    """Any number of readers, one writer at a time."""

    def find(self, words: Sequence[Word], *, last_is_beginning: bool = False) -> Hits:
        """Return the products whose names hold every word, as typed or in other marks.

        Nothing is known without an index.

        :param last_is_beginning: the last word is still being typed
        """

    def find_told(
        self, words: Sequence[Word], phrases: Sequence[Sequence[Word]] = ()
    ) -> frozenset[int]:
        """Return the products whose names and story together hold every word.

        :param phrases: words that stand side by side, besides
        """

    def vocabulary(self) -> list[str]:
        """Return every word of the names, with its marks."""

    def problem(self) -> str | None:
        """Return what keeps the engine from serving, or None."""

    def put(self, product_ids: Collection[int], documents: Iterable[Document]) -> None:
        """Bring some products up to date; without an index do nothing.

        :param documents: of those that are shown, the others are taken out; read once no other
            writer is at work, so that the last one to write has read the last change
        :raises WriterBusy: if another writer does not end
        """

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build the index beside the present one, swap, and say how many products it holds.

        :param documents: read once no other writer is at work
        :raises WriterBusy: if another writer does not end
        """


def search_engine() -> Engine:
    """Return the engine of this application."""
    engine: Engine = current_app.extensions["search"]
    return engine
