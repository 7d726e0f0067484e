"""The embedded engine: a folder for each generation, and a file that names the present one.

Names lie in an index of Whoosh, stories beside it in a full-text table of SQLite.

It can always be built again from the database. Whatever is wrong with it, a search goes on
without: what the index does not know is compared word by word.
"""

import logging
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import compress
from operator import and_, or_
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import create_in, open_dir
from whoosh.reading import TermNotFound
from whoosh.util.filelock import try_for

from shop.lib.codes import new_code
from shop.search.bits import as_flags, places
from shop.search.engine import WAIT_FOR_WRITER_S, Document, Hits, WriterBusy
from shop.search.schema import SCHEMA, fields_of
from shop.search.told import Told
from shop.search.words import Word, loosened

log = logging.getLogger(__name__)

PRESENT = "present"
MOST_TERMS = 2000  # kept as sets of numbers


@dataclass(frozen=True)
class _Generation:
    """One generation, opened for reading as it stood after one of its writers."""

    name: str
    index: Any
    state: int  # grows with each writer; read before the words, so never too new
    reader: Any
    ids: list[int]  # product ids by the index's own numbers; 0 where one was taken out
    known: frozenset[int]  # all of them
    told: Told
    terms: dict[tuple[str, bytes], int]  # sets of the index's numbers that were asked for

    @classmethod
    def open(cls, folder: Path, name: str) -> "_Generation":
        index = open_dir(str(folder / name), readonly=True)
        state = index.latest_generation()
        reader = index.reader()
        ids = [0] * reader.doc_count_all()
        for number, row in reader.iter_docs():
            ids[number] = int(row["key"])
        told = Told.open(folder / name)
        return cls(name, index, state, reader, ids, frozenset(filter(None, ids)), told, {})

    def is_present(self, name: str | None) -> bool:
        # Not the library's own up_to_date(), which is always true of an index of files.
        return self.name == name and self.index.latest_generation() == self.state

    def find(self, words: Sequence[Word], *, last_is_beginning: bool) -> Hits:
        def holding(words: Sequence[Word]) -> int:
            answers = [self._answering(word) for word in words[:-1]]
            return reduce(and_, answers, self._answering(words[-1], is_beginning=last_is_beginning))

        as_typed = holding(words)
        other = holding(loosened(words)) & ~as_typed
        return Hits(self._products(as_typed), self.known, self._products(other))

    def _answering(self, word: Word, *, is_beginning: bool = False) -> int:
        """Return the set of the index's numbers of the products that answer a word."""
        terms = [("exact", form.encode()) for form in word.forms]
        if word.takes_any_marks:
            terms.append(("folded", word.folded.encode()))
        if is_beginning:
            terms += [
                (name, term)
                for name, text in (("exact", word.exact), ("folded", word.folded))
                if name == "exact" or word.takes_any_marks
                for term in self.reader.expand_prefix(name, text)
            ]
        return reduce(or_, (self._numbers(term) for term in terms), 0)

    def _numbers(self, term: tuple[str, bytes]) -> int:
        # The library walks its postings one by one: once for each word and generation.
        if term not in self.terms:
            if len(self.terms) >= MOST_TERMS:
                self.terms.clear()
            self.terms[term] = places(list(self._postings(*term)), len(self.ids))
        return self.terms[term]

    @cached_property
    def vocabulary(self) -> list[str]:
        return [term.decode() for term in self.reader.lexicon("exact")]

    def _products(self, numbers: int) -> frozenset[int]:
        if not numbers:
            return frozenset()
        return frozenset(compress(self.ids, as_flags(numbers, len(self.ids))))

    def _postings(self, name: str, term: bytes) -> Iterable[int]:
        try:
            numbers: Iterable[int] = self.reader.postings(name, term).all_ids()
        except TermNotFound:
            return ()
        return numbers

    def close(self) -> None:
        self.reader.close()
        self.index.close()
        self.told.close()


class SearchIndex:
    """The index of one instance folder. Any number of readers, one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: _Generation | None = None
        self._reading = Lock()  # a reader of the library serves one thread at a time

    def find(self, words: Sequence[Word], *, last_is_beginning: bool = False) -> Hits:
        with self._sound() as present:
            if present and words:
                return present.find(words, last_is_beginning=last_is_beginning)
        return Hits()

    def find_told(
        self, words: Sequence[Word], phrases: Sequence[Sequence[Word]] = ()
    ) -> frozenset[int]:
        with self._sound() as present:
            if present and (words or phrases):
                return present.told.find(words, phrases)
        return frozenset()

    def vocabulary(self) -> list[str]:
        with self._sound() as present:
            return present.vocabulary if present else []
        return []

    def problem(self) -> str | None:
        if self._present_name() is None:
            return "there is no index; run: flask search rebuild"
        with self._sound() as present:
            if present is not None:
                return None
        return "the index cannot be read; run: flask search rebuild"

    def put(self, product_ids: Collection[int], documents: Iterable[Document]) -> None:
        with self._writing():
            name = self._present_name()
            if name is None:
                return
            shown = list(documents)
            gone = set(product_ids) - {each.product_id for each in shown}
            # Either write may be the last one before a kill: the job then does both again.
            with Told.writing(self._folder / name) as told:
                told.remove(product_ids)
                told.add(shown)
            with open_dir(str(self._folder / name)).writer() as writer:
                for product_id in gone:
                    writer.delete_by_term("key", str(product_id))
                for each in shown:
                    writer.update_document(**fields_of(each))

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build the index beside the present one and swap; readers follow at their next search."""
        with self._writing():
            name = f"words-{new_code()}"
            path = self._folder / name
            path.mkdir(mode=0o700)
            count = 0
            with Told.writing(path) as told, create_in(str(path), SCHEMA).writer() as writer:
                for each in documents:
                    told.add([each])
                    writer.add_document(**fields_of(each))
                    count += 1
            named = self._folder / f"{PRESENT}.new"
            named.write_text(name)
            os.replace(named, self._folder / PRESENT)
            self._remove_others(name)
        return count

    def _remove_others(self, name: str) -> None:
        """Remove older generations, and what a broken-off build left; readers hold theirs open."""
        for path in self._folder.glob("words-*"):
            if path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        # The index names classes that are loaded on opening: nobody else may write there.
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._folder.chmod(0o700)
        lock = FileStorage(str(self._folder)).lock("writer")
        if not try_for(lock.acquire, timeout=WAIT_FOR_WRITER_S):
            raise WriterBusy(f"another writer holds {self._folder}")
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _sound(self) -> Iterator[_Generation | None]:
        """Give the present generation for reading; None where it is missing or damaged.

        A damaged file can fail in any way, when it is opened or later: the block then ends
        where it is, and what follows it answers without the index.
        """
        with self._reading:
            try:
                present = self._up_to_date()
            except Exception as error:
                self._give_up(error)
                present = None
            try:
                yield present
            except Exception as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        log.error("search index cannot be read", exc_info=error)
        self._opened = None

    def _up_to_date(self) -> _Generation | None:
        name, opened = self._present_name(), self._opened
        if opened and not opened.is_present(name):
            opened.close()
            opened = None
        if opened is None and name is not None:
            opened = _Generation.open(self._folder, name)
        self._opened = opened
        return opened

    def _present_name(self) -> str | None:
        try:
            return (self._folder / PRESENT).read_text()
        except FileNotFoundError:
            return None
