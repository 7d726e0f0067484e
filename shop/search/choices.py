"""What can be chosen on the list with its counts, and what was chosen with a way back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from shop.catalog.models import CriteriaSet, ProductGroup
from shop.database import db
from shop.places.queries import all_provinces
from shop.search.filters import CHOICES, STARS, Asked, address, group_label, without
from shop.search.labels import FILTERS
from shop.search.rules import Filters, Selection
from shop.web.filters import vnd
from shop.web.locale import localized


@dataclass(frozen=True)
class Option:
    """A choice and how many products it would show."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Chip:
    """A choice that was made, and the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class WayOut:
    """A filter that stands in the way, and what its absence would show."""

    label: str
    count: int
    url: str


def facets(selection: Selection, filters: Filters) -> dict[str, list[Option]]:
    """Return the choices of each facet: fixed ones in their order, many by their counts."""
    sets = {
        str(row.no): localized(row, "label")
        for row in db.session.scalars(select(CriteriaSet).order_by(CriteriaSet.no))
    }
    provinces = {province.code: province.short_name for province in all_provinces()}
    labels: dict[str, Mapping[str, str]] = {
        "stars": {value: _stars(value) for value in STARS},
        "group": {group.value: group_label(group) for group in ProductGroup},
        "set": sets,
        "province": provinces,
        "in_stock": {"1": _("Only what is in stock")},
    }
    shown = {
        name: [
            option
            for option in _options(names, selection.counts[name], _chosen(filters, name))
            if option.count or option.selected or name == "stars"
        ]
        for name, names in labels.items()
    }
    for name in ("set", "province"):
        shown[name].sort(key=lambda option: (not option.selected, -option.count))
    return shown


def _options(
    labels: Mapping[str, str], counts: Counter[int | str], chosen: set[str]
) -> Iterator[Option]:
    by_value = {str(value): count for value, count in counts.items()}
    for value, label in labels.items():
        yield Option(value, label, by_value.get(value, 0), value in chosen)


def _chosen(filters: Filters, name: str) -> set[str]:
    if name == "in_stock":
        return {"1"} if filters.in_stock else set()
    return {str(value) for value in getattr(filters, name)}


def chips(asked: Asked) -> list[Chip]:
    """Return what was chosen, in words, each with the address without it."""
    filters = asked.filters
    made = [(_("“%(text)s”", text=filters.q), without(filters, "q"))] if filters.q else []
    made += [
        (_value_label(asked, name, value), without(filters, name, value))
        for name in CHOICES
        for value in sorted(map(str, getattr(filters, name)), reverse=name == "stars")
    ]
    if (price := _price_label(filters)) is not None:
        made.append((price, without(filters, "price")))
    if filters.in_stock:
        made.append((_("In stock"), without(filters, "in_stock")))
    return [Chip(label, address(left)) for label, left in made]


def _value_label(asked: Asked, name: str, value: str) -> str:
    match name:
        case "stars":
            return _stars(value)
        case "group":
            return group_label(value)
        case "point":
            return _("at %(place)s", place=asked.names[name, value])
    return asked.names[name, value]


def _stars(value: str) -> str:
    return _("%(stars)s stars", stars=value)


def _price_label(filters: Filters) -> str | None:
    least, most = filters.price_min, filters.price_max
    if least is not None and most is not None:
        return _("%(least)s to %(most)s", least=vnd(least), most=vnd(most))
    if least is not None:
        return _("from %(least)s", least=vnd(least))
    if most is not None:
        return _("up to %(most)s", most=vnd(most))
    return None


def ways_out(selection: Selection, filters: Filters) -> list[WayOut]:
    """Return the filters whose absence would show something, the most helpful first."""
    return [
        WayOut(str(FILTERS[name]), count, address(without(filters, name)))
        for name, count in selection.without.most_common()
    ]


def ignored_labels(names: Iterable[str]) -> list[str]:
    return [str(FILTERS[name]) for name in names]
