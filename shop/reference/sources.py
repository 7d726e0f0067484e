"""Where the facts come from: how many rows of each kind, and which sources they name."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from shop.catalog.models import CriteriaSet, Product, ProductFact, ProductVariant
from shop.certification.models import Certificate, ProgrammeTotal, Recognition, ScoreSheet
from shop.database import Origin, db
from shop.places.models import Commune, FormerCommune, Province, SalesPoint
from shop.producers.models import CraftVillage, Producer
from shop.traceability.models import Lot
from shop.trade_weeks.models import TradeWeek

SEPARATOR = " ; "  # between two sources of one row

SOURCED = (
    (Producer, _l("Makers")),
    (Product, _l("Products")),
    (Recognition, _l("Recognitions, as a source states them")),
    (Certificate, _l("Certificates")),
    (ProductFact, _l("Facts of labels")),
    (ProductVariant, _l("Packs with a price")),
    (SalesPoint, _l("Sales points")),
    (TradeWeek, _l("Trade weeks")),
    (CraftVillage, _l("Craft villages")),
    (ProgrammeTotal, _l("Published totals")),
)
OFFICIAL = (
    (Province, _l("Provinces and cities since 1 July 2025")),
    (Commune, _l("Communes, wards and special zones since 1 July 2025")),
    (FormerCommune, _l("Former communes and what became of them")),
    (CriteriaSet, _l("Criteria sets of Decision 26/2026/QĐ-TTg")),
    (ScoreSheet, _l("Score sheets of that decision, in short labels")),
)
MADE_UP = ((Lot, _l("Lots")),)


@dataclass(frozen=True)
class Count:
    """Rows of one kind by where they come from."""

    label: LazyString
    facts: int
    entered: int
    demo: int


@dataclass(frozen=True)
class NamedSource:
    """A publisher, or an article named by its title, and how many rows name it."""

    name: str
    is_site: bool
    rows: int


def counts() -> list[Count]:
    """Return how many rows of each kind there are, facts and sample data apart."""
    found = []
    for model, label in SOURCED:
        by_origin: dict[Origin, int] = {
            origin: count
            for origin, count in db.session.execute(
                select(model.origin, func.count()).group_by(model.origin)
            )
        }
        found.append(
            Count(
                label,
                by_origin.get(Origin.REFERENCE, 0),
                by_origin.get(Origin.ENTERED, 0),
                by_origin.get(Origin.DEMO, 0),
            )
        )
    return found


def official_counts() -> list[tuple[LazyString, int]]:
    """Return how many rows come from official lists that have no source of their own."""
    return [
        (label, db.session.scalar(select(func.count()).select_from(model)) or 0)
        for model, label in OFFICIAL
    ]


def made_up_counts() -> list[tuple[LazyString, int]]:
    """Return how many rows of kinds that no source can tell of there are."""
    return [
        (label, db.session.scalar(select(func.count()).select_from(model)) or 0)
        for model, label in MADE_UP
    ]


def named_sources() -> list[NamedSource]:
    """Return publishers and articles, those named most often first."""
    named: Counter[tuple[str, bool]] = Counter()
    for model, _label in SOURCED:
        rows = db.session.execute(
            select(model.source, func.count())
            .where(model.origin == Origin.REFERENCE, model.source.is_not(None))
            .group_by(model.source)
        )
        for source, count in rows:
            for one in {publisher(part) for part in str(source).split(SEPARATOR)}:
                named[one] += count
    return [
        NamedSource(name, is_site, count)
        for (name, is_site), count in sorted(named.items(), key=lambda item: (-item[1], item[0]))
    ]


def publisher(source: str) -> tuple[str, bool]:
    """Return the site of a web address, or an article as named, and whether it is a site."""
    host = urlsplit(source.strip()).hostname if "://" in source else None
    return (host.removeprefix("www."), True) if host else (source.strip(), False)
