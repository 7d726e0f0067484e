"""What can be chosen on the list with its counts, and what was chosen with a way back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from shop.catalog.models import ProductGroup
from shop.search.filters import (
    CHOICES,
    NAMED,
    STARS,
    Asked,
    address,
    group_label,
    names_of,
    without,
)
from shop.search.labels import FILTERS
from shop.search.prices import PRICE_BANDS, band_value
from shop.search.rules import Filters
from shop.search.selection import Selection
from shop.web.filters import vnd

MOST_OPTIONS = 30  # of one facet; whoever looks for a rarer one types its name


@dataclass(frozen=True)
class Option:
    """A choice and how many products it would show."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Band:
    """A band of prices, how many products cost so much, and the address of their list."""

    label: str
    count: int
    url: str
    is_chosen: bool


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
    """Return the choices of each facet that lead somewhere, and those that were made.

    Fixed ones stand in their order; many stand by their counts, the chosen ones first.
    """
    labels: dict[str, Mapping[str, str]] = {
        "stars": {value: _stars(value) for value in STARS},
        "group": {group.value: group_label(group) for group in ProductGroup},
        "in_stock": {"1": _("Only what is in stock")},
    }
    shown = {
        name: _options(names, selection.counts[name], _chosen(filters, name))
        for name, names in labels.items()
    }
    for name in NAMED:
        chosen, counts = _chosen(filters, name), selection.counts[name]
        frequent = [str(value) for value, _count in counts.most_common(MOST_OPTIONS)]
        options = _options(names_of(name, {*frequent, *chosen}, selection.shelf), counts, chosen)
        shown[name] = sorted(
            options, key=lambda option: (not option.selected, -option.count, option.label)
        )
    return shown


def price_bands(selection: Selection, filters: Filters) -> list[Band]:
    """Return the bands of prices that lead somewhere, and the chosen one."""
    chosen = (filters.price_min, filters.price_max)
    return [
        Band(
            _price_words(*band),
            selection.counts["price"][band_value(*band)],
            address(replace(filters, price_min=band[0], price_max=band[1], page=1)),
            is_chosen=band == chosen,
        )
        for band in PRICE_BANDS
        if selection.counts["price"][band_value(*band)] or band == chosen
    ]


def _options(
    labels: Mapping[str, str], counts: Counter[int | str], chosen: set[str]
) -> list[Option]:
    options = (
        # Sets and stars are counted by their numbers, all else by its word.
        Option(
            value,
            label,
            counts[value] or (counts[int(value)] if value.isdigit() else 0),
            value in chosen,
        )
        for value, label in labels.items()
    )
    return [option for option in options if option.count or option.selected]


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
    if price := _price_words(filters.price_min, filters.price_max):
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


def _price_words(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return _("%(least)s to %(most)s", least=vnd(least), most=vnd(most))
    if least is not None:
        return _("from %(least)s", least=vnd(least))
    if most is not None:
        return _("up to %(most)s", most=vnd(most))
    return ""


def ways_out(selection: Selection, filters: Filters) -> list[WayOut]:
    """Return the filters whose absence would show something, the most helpful first."""
    return [
        WayOut(str(FILTERS[name]), count, address(without(filters, name)))
        for name, count in selection.without.most_common()
    ]


def ignored_labels(names: Iterable[str]) -> list[str]:
    return [str(FILTERS[name]) for name in names]
