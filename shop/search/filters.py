"""What an address asks a list for: read with care, written back in one order."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.datastructures import MultiDict

from shop.catalog.labels import GROUPS
from shop.catalog.models import CriteriaSet, ProductGroup
from shop.database import db
from shop.places.models import Commune, Province, SalesPoint
from shop.producers.models import CraftVillage, Producer
from shop.search.present import present_shelf
from shop.search.rules import Filters, Sort
from shop.search.shelf import Shelf
from shop.search.words import clean, query_words
from shop.web.locale import language, localized

MOST_VALUES = 40  # of one parameter
DEAREST_VND = 10**10
STARS = ("5", "4", "3")

_PRICE = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d{1,11}", re.ASCII)
_PAGE = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_SLUG = r"[a-z0-9-]{1,120}"


@dataclass(frozen=True)
class _Named:
    """A parameter whose values are rows with a name."""

    shape: str  # what is not so shaped is not looked up
    key: InstrumentedAttribute[Any]
    name: Callable[[Any], str]


NAMED = {
    "set": _Named(r"[1-9]\d?", CriteriaSet.no, lambda row: localized(row, "label")),
    "province": _Named(r"\d{2}", Province.code, lambda row: row.short_name),
    "commune": _Named(r"\d{5}", Commune.code, lambda row: row.name),
    "producer": _Named(_SLUG, Producer.slug, lambda row: row.name),
    "village": _Named(_SLUG, CraftVillage.slug, lambda row: row.name),
    "point": _Named(_SLUG, SalesPoint.slug, lambda row: row.name),
}
# Where several values of one parameter are "or".
CHOICES = ("stars", "group", *NAMED)


@dataclass(frozen=True)
class Asked:
    """What was understood of an address, and what was not."""

    filters: Filters
    ignored: tuple[str, ...]  # parameters with a value that makes no sense here
    names: Mapping[tuple[str, str], str]  # of what was chosen, by parameter and value

    @property
    def count(self) -> int:
        """How many choices narrow the list, words aside."""
        chosen = sum(len(getattr(self.filters, name)) for name in CHOICES)
        prices = (self.filters.price_min, self.filters.price_max)
        return chosen + self.filters.in_stock + sum(price is not None for price in prices)


def read_filters(args: MultiDict[str, str]) -> Asked:
    """Read the parameters of a list; what makes no sense is left out and told."""
    reader = _Reader(args)
    least, most = reader.price("price_min"), reader.price("price_max")
    if least is not None and most is not None and least > most:
        reader.ignored |= {"price_min": None, "price_max": None}
        least = most = None
    filters = Filters(
        q=reader.text(),
        stars=frozenset(int(value) for value in reader.known("stars", STARS)),
        group=reader.known("group", set(ProductGroup)),
        set=frozenset(int(value) for value in reader.named("set")),
        province=reader.named("province"),
        commune=reader.named("commune"),
        producer=reader.named("producer"),
        village=reader.named("village"),
        point=reader.named("point"),
        price_min=least,
        price_max=most,
        in_stock=bool(reader.known("in_stock", {"1", "0"}) & {"1"}),
        sort=Sort(next(iter(reader.known("sort", set(Sort))), Sort.RELEVANCE)),
        page=reader.page(),
    )
    return Asked(filters, tuple(reader.ignored), reader.names)


class _Reader:
    """Reads one parameter after another and remembers what made no sense."""

    def __init__(self, args: MultiDict[str, str]) -> None:
        self._args = args
        self.ignored: dict[str, None] = {}  # in the order of reading
        self.names: dict[tuple[str, str], str] = {}

    @cached_property
    def _shelf(self) -> Shelf:
        return present_shelf()

    def text(self) -> str:
        text = clean(self._args.get("q", ""))
        if text and not query_words(text):
            self.ignored["q"] = None
            return ""
        return text

    def known(self, name: str, values: Collection[str]) -> frozenset[str]:
        return self._keep(name, lambda asked: [value for value in asked if value in values])

    def named(self, name: str) -> frozenset[str]:
        """Return the values of a parameter that are rows of ours, and keep their names."""
        return self._keep(name, lambda asked: self._look_up(name, asked))

    def price(self, name: str) -> int | None:
        """Return an amount as people type it: 200000, 200.000."""
        return next(iter(map(int, self._keep(name, _prices))), None)

    def page(self) -> int:
        kept = self._keep("page", lambda asked: [v for v in asked[:1] if _PAGE.fullmatch(v)])
        return int(next(iter(kept), "1"))

    def _keep(self, name: str, understand: Callable[[list[str]], Iterable[str]]) -> frozenset[str]:
        asked = [value for value in map(str.strip, self._args.getlist(name)) if value]
        asked = list(dict.fromkeys(asked))
        kept = list(understand(asked[:MOST_VALUES])) if asked else []
        if len(kept) < len(asked):
            self.ignored[name] = None
        return frozenset(kept)

    def _look_up(self, name: str, asked: list[str]) -> list[str]:
        shape = NAMED[name].shape
        shaped = [value for value in asked if re.fullmatch(shape, value, re.ASCII)]
        found = names_of(name, shaped, self._shelf) if shaped else {}
        self.names |= {(name, value): label for value, label in found.items()}
        return list(found)


def names_of(name: str, values: Collection[str], shelf: Shelf) -> dict[str, str]:
    """Return the names of a parameter's values, of those that there are."""
    if not values:
        return {}
    known: dict[str, str] = shelf.kept(f"names of {name} in {language()}", dict)
    if missing := [value for value in values if value not in known]:
        known.update(_read_names(NAMED[name], missing))
    return {value: known[value] for value in values if value in known}


def _read_names(named: _Named, values: Iterable[str]) -> dict[str, str]:
    keys = [named.key.type.python_type(value) for value in values]
    rows = db.session.scalars(select(named.key.class_).where(named.key.in_(keys)))
    return {str(getattr(row, named.key.key)): named.name(row) for row in rows}


def _prices(asked: list[str]) -> list[str]:
    shaped = [re.sub(r"\D", "", value) for value in asked[:1] if _PRICE.fullmatch(value)]
    return [amount for amount in shaped if 1 <= int(amount) <= DEAREST_VND]


def address(filters: Filters, *, external: bool = False) -> str:
    """Return the one address of a list, its parameters always in the same order."""
    path = url_for("search.products", _external=external)
    query = urlencode(list(pairs(filters)))
    return f"{path}?{query}" if query else path


def pairs(filters: Filters) -> Iterable[tuple[str, str]]:
    """Yield the parameters that ask for these filters; what is so anyway is left out."""
    for each in fields(filters):
        value = getattr(filters, each.name)
        if value in (None, "", False) or value == each.default:
            continue
        if isinstance(value, frozenset):
            yield from ((each.name, str(one)) for one in sorted(value))
        else:
            yield each.name, "1" if value is True else str(value)


def without(filters: Filters, name: str, value: str | None = None) -> Filters:
    """Return filters without one choice, or without all choices of a parameter.

    :param name: a parameter, or "price" for both its ends
    """
    changes: dict[str, Any]
    match name:
        case "price":
            changes = {"price_min": None, "price_max": None}
        case "q":
            changes = {"q": ""}
        case "in_stock":
            changes = {"in_stock": False}
        case _:
            chosen = getattr(filters, name)
            left = {one for one in chosen if value is not None and str(one) != value}
            changes = {name: frozenset(left)}
    return replace(filters, page=1, **changes)


def group_label(value: str) -> str:
    return str(GROUPS[ProductGroup(value)])
