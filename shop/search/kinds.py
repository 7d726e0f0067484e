"""Kinds of goods by their words: the nearest thing where nothing else answers."""

from sqlalchemy import select

from shop.catalog.models import CriteriaSet
from shop.database import db
from shop.search.words import Word, exact_words, folded_words
from shop.web.locale import localized

MOST_KINDS = 3


def kinds_named(words: list[Word]) -> list[tuple[int, str]]:
    """Return the kinds whose name holds most of the words, with their names."""
    rows = db.session.scalars(select(CriteriaSet).order_by(CriteriaSet.no)).all()
    counted = [(_answered(row, words), row) for row in rows]
    best = sorted((each for each in counted if each[0]), key=lambda each: -each[0])
    return [(row.no, localized(row, "label")) for _count, row in best[:MOST_KINDS]]


def _answered(row: CriteriaSet, words: list[Word]) -> int:
    text = f"{row.label_vi} {row.label_en}"
    exact, folded = exact_words(text), folded_words(text)
    return sum(word.is_answered_by(exact, folded) for word in words)
