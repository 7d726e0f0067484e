"""What a search box offers while somebody types: goods, kinds, makers, villages, places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import islice
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy import Select, func, select

from shop.catalog.models import CriteriaSet
from shop.database import db
from shop.places.models import Commune, Province
from shop.producers.models import CraftVillage, Producer
from shop.producers.rules import PUBLIC
from shop.search.beginnings import Beginnings
from shop.search.present import present_shelf
from shop.search.rules import ListedProduct
from shop.search.shelf import Shelf
from shop.search.words import Word, clean, folded_words, loosened, query_words
from shop.web.locale import language

FEWEST_LETTERS = 2
MOST_READ = 300  # products, of a beginning that very many words share
MOST_PRODUCTS = 6
MOST_OTHERS = 2  # of each other kind


class SuggestionKind(StrEnum):
    PRODUCT = "product"
    SET = "set"
    PRODUCER = "producer"
    VILLAGE = "village"
    PLACE = "place"


class Name(NamedTuple):
    """What leads somewhere, in one language or two; the more important ones come first."""

    key: str
    vietnamese: str
    english: str = ""


@dataclass(frozen=True)
class Suggestion:
    kind: SuggestionKind
    name: str
    detail: str  # who makes a product
    url: str


def suggest(text: str) -> list[Suggestion]:
    """Return what begins as somebody types, kind by kind; the last word may be unfinished."""
    words = query_words(text)
    if not words or len(clean(text)) < FEWEST_LETTERS:
        return []
    shelf = present_shelf()
    return [
        *_products(shelf, words),
        *(each for kind in _ADDRESSES for each in _others(kind, shelf, words)),
    ]


def _products(shelf: Shelf, words: list[Word]) -> Iterator[Suggestion]:
    # Kept from shelf to shelf, and brought up to date once for each.
    kept = shelf.kept("beginnings of products", Beginnings)
    names = shelf.kept_of_version("beginnings", lambda: kept.follow(_product_names(shelf)))
    phrase = " ".join(word.folded for word in words)

    def nearness(product: ListedProduct) -> tuple[bool, bool, bool, int, int]:
        at = " ".join(folded_words(product.name)).find(phrase)
        return at != 0, at < 0, product.stock <= 0, -(product.stars or 0), product.id

    found = shelf.among(islice(_begun(names, words), MOST_READ))
    for product in nsmallest(MOST_PRODUCTS, found, key=nearness):
        url = url_for("catalog.product", slug=product.slug)
        yield Suggestion(SuggestionKind.PRODUCT, product.name, product.producer_name, url)


def _begun(names: Beginnings, words: list[Word]) -> set[int]:
    """Find names as typed; in other marks where there are none, as between two keys of a mark."""
    return names.find(words) or names.find(loosened(words))


def _product_names(shelf: Shelf) -> Iterator[tuple[int, str]]:
    return (
        (each.id, f"{each.name} {each.name_en}" if each.name_en else each.name) for each in shelf
    )


def _others(kind: SuggestionKind, shelf: Shelf, words: list[Word]) -> Iterator[Suggestion]:
    names = shelf.kept(f"names of {kind}", lambda: list(_names(kind)))
    both = ((number, f"{each.vietnamese} {each.english}") for number, each in enumerate(names))
    found = _begun(shelf.kept(f"beginnings of {kind}", lambda: Beginnings(both)), words)
    leading = (names[n] for n in sorted(found) if _leads_somewhere(kind, shelf, names[n]))
    for name in islice(leading, MOST_OTHERS):
        shown = name.english if language() == "en" and name.english else name.vietnamese
        yield Suggestion(kind, shown, "", _ADDRESSES[kind](name.key))


def _leads_somewhere(kind: SuggestionKind, shelf: Shelf, name: Name) -> bool:
    match kind:
        case SuggestionKind.SET:
            return bool(shelf.holding("set", [int(name.key)]))
        case SuggestionKind.PLACE:
            return bool(shelf.holding(_level(name.key), [name.key]))
    return True  # a page of its own


def _level(code: str) -> str:
    return "province" if len(code) == 2 else "commune"


def _place_url(code: str) -> str:
    asked = {"province": code} if _level(code) == "province" else {"commune": code}
    return url_for("search.products", **asked)  # type: ignore[arg-type]  # not its options


_ADDRESSES: dict[SuggestionKind, Callable[[str], str]] = {
    SuggestionKind.SET: lambda number: url_for("search.products", set=number),
    SuggestionKind.PRODUCER: lambda slug: url_for("producers.show", slug=slug),
    SuggestionKind.VILLAGE: lambda slug: url_for("producers.village", slug=slug),
    SuggestionKind.PLACE: _place_url,
}


def _names(kind: SuggestionKind) -> Iterator[Name]:
    match kind:
        case SuggestionKind.SET:
            columns = (CriteriaSet.no, CriteriaSet.label_vi, CriteriaSet.label_en)
            for number, vietnamese, english in _rows(select(*columns).order_by(CriteriaSet.no)):
                yield Name(str(number), vietnamese, english)
        case SuggestionKind.PRODUCER:
            known = select(Producer.slug, Producer.name).where(Producer.status.in_(PUBLIC))
            yield from (Name(*row) for row in _rows(known.order_by(Producer.id)))
        case SuggestionKind.VILLAGE:
            villages = select(CraftVillage.slug, CraftVillage.name).order_by(CraftVillage.id)
            yield from (Name(*row) for row in _rows(villages))
        case SuggestionKind.PLACE:
            yield from (Name(*row) for row in _rows(select(Province.code, Province.name)))
            many = (
                select(Commune.code, Commune.name)
                .join(Producer, Producer.commune_code == Commune.code)
                .group_by(Commune.code, Commune.name)
                .order_by(func.count().desc(), Commune.code)
            )
            yield from (Name(*row) for row in _rows(many))


def _rows(query: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row) for row in db.session.execute(query))
