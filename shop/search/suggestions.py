"""What a search box offers while somebody types: products, makers, villages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for
from sqlalchemy import select

from shop.database import db
from shop.lib.text import fold
from shop.producers.models import CraftVillage, Producer
from shop.producers.rules import PUBLIC
from shop.search.engine import search_engine
from shop.search.present import present_shelf
from shop.search.rules import ListedProduct
from shop.search.words import Word, clean, folded_words, query_words

FEWEST_LETTERS = 2
MOST_READ = 500  # products, of a beginning that very many words share
MOST_PRODUCTS = 6
MOST_OTHERS = 2  # makers, and villages


class SuggestionKind(StrEnum):
    PRODUCT = "product"
    PRODUCER = "producer"
    VILLAGE = "village"


@dataclass(frozen=True)
class Suggestion:
    kind: SuggestionKind
    name: str
    detail: str  # who makes a product
    url: str


def suggest(text: str) -> list[Suggestion]:
    """Return what begins as somebody types; the last word may be unfinished."""
    words = query_words(text)
    if not words or len(clean(text)) < FEWEST_LETTERS:
        return []
    return [*_products(text, words), *_producers(words), *_villages(words)]


def _products(text: str, words: list[Word]) -> Iterator[Suggestion]:
    hits = search_engine().find(words, last_is_beginning=True)
    phrase = fold(clean(text))

    def nearness(product: ListedProduct) -> tuple[bool, bool, bool, int, int]:
        name = fold(product.name)
        at = name.find(phrase)
        return at != 0, at < 0, not product.stock, -(product.stars or 0), product.id

    shelf = present_shelf()
    found = shelf.among(sorted(hits.found & shelf.ids)[:MOST_READ])
    for product in sorted(found, key=nearness)[:MOST_PRODUCTS]:
        url = url_for("catalog.product", slug=product.slug)
        yield Suggestion(SuggestionKind.PRODUCT, product.name, product.producer_name, url)


def _producers(words: list[Word]) -> Iterator[Suggestion]:
    rows = db.session.execute(
        select(Producer.slug, Producer.name)
        .where(Producer.status.in_(PUBLIC))
        .order_by(Producer.id)
    )
    for slug, name in _beginning(words, rows):
        url = url_for("producers.show", slug=slug)
        yield Suggestion(SuggestionKind.PRODUCER, name, "", url)


def _villages(words: list[Word]) -> Iterator[Suggestion]:
    rows = db.session.execute(
        select(CraftVillage.slug, CraftVillage.name).order_by(CraftVillage.id)
    )
    for slug, name in _beginning(words, rows):
        url = url_for("producers.village", slug=slug)
        yield Suggestion(SuggestionKind.VILLAGE, name, "", url)


def _beginning(words: list[Word], rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first few rows whose name holds the words, the last one at least begun."""
    whole, begun = {word.folded for word in words[:-1]}, words[-1].folded
    found = []
    for slug, name in rows:
        own = folded_words(name)
        if whole <= set(own) and any(each.startswith(begun) for each in own):
            found.append((slug, name))
    return found[:MOST_OTHERS]
