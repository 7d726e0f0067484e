"""The engine of several hosts: words as rows of PostgreSQL, written where products are."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, cast, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session

from shop.catalog.models import ListingStatus, Product
from shop.database import db, transaction
from shop.search.engine import Document, Hits
from shop.search.models import SearchDocument, SearchWord
from shop.search.words import Word, exact_words, folded_words, loosened

BATCH = 500
ONE_WRITER = 7_204_311  # the number of the lock that writers take in turn

_ALL = select(SearchDocument.product_id)
_LISTED = select(Product.id).where(Product.listing_status == ListingStatus.PUBLISHED).limit(1)


def _among(column: InstrumentedAttribute[str], asked: Iterable[str]) -> ColumnElement[bool]:
    return column.bool_op("@@")(cast(" & ".join(asked), TSQUERY))


class DatabaseIndex:
    """The index in the application's own database."""

    def find(self, words: Sequence[Word], *, last_is_beginning: bool = False) -> Hits:
        if not words:
            return Hits()

        def holding(words: Sequence[Word]) -> ColumnElement[bool]:
            asked = [_any_form(word) for word in words[:-1]]
            asked.append(_any_form(words[-1], is_beginning=last_is_beginning))
            return _among(SearchDocument.names, asked)

        # What holds them as typed is among what holds them in any marks.
        rows = db.session.execute(
            select(SearchDocument.product_id, holding(words)).where(holding(loosened(words)))
        )
        held: dict[bool, list[int]] = {True: [], False: []}
        for product_id, is_as_typed in rows:
            held[is_as_typed].append(product_id)
        known = frozenset(db.session.scalars(_ALL))
        return Hits(frozenset(held[True]), known, frozenset(held[False]))

    def find_told(
        self, words: Sequence[Word], phrases: Sequence[Sequence[Word]] = ()
    ) -> frozenset[int]:
        query = _ALL
        if words:
            query = query.where(_among(SearchDocument.told, map(_any_form, words)))
        for phrase in phrases:
            has_marks = any(word.has_marks for word in phrase)
            column = SearchDocument.exact if has_marks else SearchDocument.folded
            wanted = " ".join(word.exact if has_marks else word.folded for word in phrase)
            query = query.where(column.contains(f" {wanted} "))
        return frozenset(db.session.scalars(query)) if words or phrases else frozenset()

    def vocabulary(self) -> list[str]:
        return list(db.session.scalars(select(SearchWord.word)))

    def problem(self) -> str | None:
        try:
            is_there = db.session.scalar(_ALL.limit(1)) is not None
            is_needed = not is_there and db.session.scalar(_LISTED) is not None
        except DBAPIError as error:
            return f"the index cannot be read ({type(error.orig).__name__})"
        return None if not is_needed else "there is no index; run: flask search rebuild"

    def put(self, product_ids: Collection[int], documents: Iterable[Document]) -> None:
        with transaction() as session:
            _take_turn(session)
            former = SearchDocument.product_id.in_(list(product_ids))
            session.execute(delete(SearchDocument).where(former))
            _write(session, list(documents))

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Write all rows anew; readers see the former ones until the last one is there."""
        count = 0
        with transaction() as session:
            _take_turn(session)
            for table in (SearchDocument, SearchWord):
                session.execute(delete(table))
            left = iter(documents)
            while batch := list(islice(left, BATCH)):
                _write(session, batch)
                count += len(batch)
        return count


def _take_turn(session: Session) -> None:
    session.execute(select(func.pg_advisory_xact_lock(ONE_WRITER)))


def _write(session: Session, documents: Sequence[Document]) -> None:
    if not documents:
        return
    session.execute(
        insert(SearchDocument).values(names=_given("names"), told=_given("told")),
        [_row(each) for each in documents],
    )
    words = sorted({word for each in documents for word in exact_words(each.names)})
    if words:
        session.execute(
            insert(SearchWord).on_conflict_do_nothing(), [{"word": word} for word in words]
        )


def _given(name: str) -> ColumnElement[Any]:
    return func.array_to_tsvector(bindparam(f"words_of_{name}", type_=ARRAY(Text)))


def _row(document: Document) -> dict[str, Any]:
    whole = f"{document.names} {document.story}"
    return {
        "product_id": document.product_id,
        "words_of_names": _twice(document.names),
        "words_of_told": _twice(whole),
        "exact": f" {' '.join(exact_words(whole))} ",
        "folded": f" {' '.join(folded_words(whole))} ",
    }


def _twice(words: str) -> list[str]:
    return [*exact_words(words), *(f"~{word}" for word in folded_words(words))]


def _any_form(word: Word, *, is_beginning: bool = False) -> str:
    """Return a word as the server's query language has it; words are letters and digits only."""
    terms = [f"'{form}'" for form in sorted(word.forms)]
    if word.takes_any_marks:
        terms.append(f"'~{word.folded}'")
    if is_beginning:
        terms.append(f"'{word.exact}':*")
        if word.takes_any_marks:
            terms.append(f"'~{word.folded}':*")
    return f"({' | '.join(terms)})"
