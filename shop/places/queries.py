"""Reads of places."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from shop.database import db
from shop.lib.text import fold
from shop.places.models import Commune, FormerCommune, Province, SalesPoint, SalesPointKind

HANOI = "01"


@dataclass(frozen=True)
class PointFilter:
    """What a visitor asked for; None: all."""

    province_code: str | None = None
    commune_code: str | None = None
    kind: SalesPointKind | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        asked = (
            (SalesPoint.province_code, self.province_code),
            (SalesPoint.commune_code, self.commune_code),
            (SalesPoint.kind, self.kind),
        )
        return [column == value for column, value in asked if value is not None]


@dataclass(frozen=True)
class Choice:
    """A value to filter by, and how many points it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class CommuneHit:
    """A commune of today, found by its own name or by one that it took over."""

    commune: Commune
    formerly: str | None


def sales_points(asked: PointFilter) -> list[SalesPoint]:
    """Return sales points in reading order: by province, then by name."""
    found = db.session.scalars(_with_places(select(SalesPoint)).where(*asked.conditions()))
    # Databases put Đ after Z; people do not.
    return sorted(
        found,
        key=lambda point: (
            point.province_code is None,
            point.province_code or "",
            fold(point.name),
            point.id,
        ),
    )


def find_sales_point(slug: str) -> SalesPoint | None:
    return db.session.scalar(_with_places(select(SalesPoint)).where(SalesPoint.slug == slug))


def _with_places(query: Select[SalesPoint]) -> Select[SalesPoint]:
    return query.options(joinedload(SalesPoint.province), joinedload(SalesPoint.commune))


def all_provinces() -> list[Province]:
    """Return the provinces and cities by name; Hà Nội, where the market began, first."""
    return list(
        db.session.scalars(select(Province).order_by(Province.code != HANOI, Province.name))
    )


def province_choices() -> list[Choice]:
    """Return the provinces that have sales points."""
    rows = db.session.execute(
        select(Province, func.count())
        .join(SalesPoint, SalesPoint.province_code == Province.code)
        .group_by(Province.code)
        .order_by(Province.code)
    )
    return [Choice(province.code, province.short_name, count) for province, count in rows]


def commune_choices(province_code: str) -> list[Choice]:
    """Return the communes of a province that have sales points."""
    rows = db.session.execute(
        select(Commune, func.count())
        .join(SalesPoint, SalesPoint.commune_code == Commune.code)
        .where(Commune.province_code == province_code)
        .group_by(Commune.code)
    )
    found = [Choice(commune.code, commune.name, count) for commune, count in rows]
    return sorted(found, key=lambda choice: fold(choice.label.partition(" ")[2]))


def kind_counts() -> dict[SalesPointKind, int]:
    """Return how many sales points there are of each kind."""
    rows = db.session.execute(select(SalesPoint.kind, func.count()).group_by(SalesPoint.kind))
    return {kind: count for kind, count in rows}


def find_communes(province_code: str, text: str, *, most: int) -> list[CommuneHit]:
    """Return communes of a province by a part of their name, or of a former commune's.

    Names are compared without marks. Names that begin with the text come first.
    """
    words = fold(text).strip()
    own = db.session.scalars(
        select(Commune)
        .where(Commune.province_code == province_code)
        .options(joinedload(Commune.province))
    ).all()
    hits = {
        commune.code: CommuneHit(commune, None)
        for commune in own
        if words in fold(commune.short_name) or words in fold(commune.name)
    }
    if len(words) > 1:
        for old, commune in db.session.execute(
            select(FormerCommune.name, Commune)
            .join(FormerCommune.commune)
            .where(Commune.province_code == province_code, FormerCommune.name.is_not(None))
            .order_by(FormerCommune.is_main_successor.desc(), FormerCommune.id)
        ):
            if words in fold(str(old)):
                hits.setdefault(commune.code, CommuneHit(commune, old))
    return sorted(hits.values(), key=lambda hit: _closeness(hit, words))[:most]


def _closeness(hit: CommuneHit, words: str) -> tuple[bool, bool, str]:
    name = fold(hit.commune.short_name)
    return hit.formerly is not None, not name.startswith(words), name
