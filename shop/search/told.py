"""What is told about products, as a full-text table of SQLite beside the index of names."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shop.search.engine import Document
from shop.search.words import Word, exact_words, folded_words

FILE = "told.db"
BUSY_TIMEOUT_S = 5

# Words arrive normalised: the table's own tokenizer only parts them at their spaces.
_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS told
USING fts5(exact, folded, tokenize = "unicode61 remove_diacritics 0", detail = full)
"""


class Told:
    """The table, open for reading or for one writer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> "Told":
        """Open the table for reading.

        :raises sqlite3.Error: if there is none
        """
        # Not read-only: after a kill the first to come, a reader too, puts the file in order.
        uri = f"{(folder / FILE).as_uri()}?mode=rw"
        # One thread at a time reads, but not always the same one.
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only = ON")
        return cls(connection)

    @classmethod
    @contextmanager
    def writing(cls, folder: Path) -> Iterator["Told"]:
        """Open the table, made if need be, for one change: all of it, or nothing."""
        connection = sqlite3.connect(folder / FILE, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            yield cls(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()

    def remove(self, product_ids: Iterable[int]) -> None:
        self._connection.executemany(
            "DELETE FROM told WHERE rowid = ?", ((each,) for each in product_ids)
        )

    def add(self, documents: Iterable[Document]) -> None:
        rows = ((each.product_id, f"{each.names} {each.story}") for each in documents)
        self._connection.executemany(
            "INSERT INTO told (rowid, exact, folded) VALUES (?, ?, ?)",
            (
                (product_id, " ".join(exact_words(text)), " ".join(folded_words(text)))
                for product_id, text in rows
            ),
        )

    def find(self, words: Sequence[Word], phrases: Sequence[Sequence[Word]]) -> frozenset[int]:
        asked = [_any_form(word) for word in words] + [_side_by_side(each) for each in phrases]
        rows = self._connection.execute(
            "SELECT rowid FROM told WHERE told MATCH ?", (" AND ".join(asked),)
        )
        return frozenset(key for (key,) in rows)

    def close(self) -> None:
        self._connection.close()


def _any_form(word: Word) -> str:
    terms = [f'exact : "{form}"' for form in sorted(word.forms)]
    if not word.has_marks:
        terms.append(f'folded : "{word.folded}"')
    return f"({' OR '.join(terms)})"


def _side_by_side(phrase: Sequence[Word]) -> str:
    if any(word.has_marks for word in phrase):
        return f'exact : "{" ".join(word.exact for word in phrase)}"'
    return f'folded : "{" ".join(word.folded for word in phrase)}"'
