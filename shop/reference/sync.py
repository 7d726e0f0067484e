"""Bring tables to what the files say, without touching what people have changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session

from shop.database import Base, Origin
from shop.places.models import PositionPrecision

BATCH = 1_000
POSITION = {"lat", "lng", "position_precision"}

Values = dict[str, Any]


@dataclass
class Tally:
    """What a load did to one table."""

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0  # edited in the shop, so left alone

    @property
    def total(self) -> int:
        return self.added + self.changed + self.same + self.kept


@dataclass
class Synced:
    tally: Tally
    ids: dict[tuple[Any, ...], Any]  # primary key of each row by its key


def sync(
    session: Session,
    model: type[Base],
    key: tuple[str, ...],
    rows: Iterable[Values],
    *,
    initial: Mapping[tuple[Any, ...], Values] | None = None,
    origin: Origin = Origin.REFERENCE,
) -> Synced:
    """Add the rows that are missing and change those that differ.

    :param key: columns by which a row is found again
    :param rows: the columns that the reference data own
    :param initial: further columns of a new row by its key; later they are the shop's to change
    :param origin: rows of another origin are left alone
    """
    rows = list(rows)
    (primary,) = inspect(model).primary_key
    found = _existing(session, model, key, rows)
    tally, new, changed = Tally(), [], []
    for row in rows:
        row_key = tuple(row[name] for name in key)
        old = found.get(row_key)
        if old is None:
            new.append(row | (initial or {}).get(row_key, {}))
        elif old.get("origin", origin) is not origin:
            tally.kept += 1
        elif differences := _differences(old, row):
            changed.append({primary.name: old[primary.name]} | differences)
        else:
            tally.same += 1
    for start in range(0, len(new), BATCH):
        session.execute(insert(model), _same_keys(new[start : start + BATCH]))
    if changed:
        session.execute(update(model), changed)
    tally.added, tally.changed = len(new), len(changed)
    ids = {each: old[primary.name] for each, old in found.items()}
    if new:
        ids = {
            each: old[primary.name] for each, old in _existing(session, model, key, rows).items()
        }
    return Synced(tally, ids)


def _existing(
    session: Session, model: type[Base], key: tuple[str, ...], rows: list[Values]
) -> dict[tuple[Any, ...], Values]:
    columns = {column.name: column for column in model.__table__.columns}
    wanted = set(rows[0] if rows else ()) | set(key)
    wanted |= {column.name for column in inspect(model).primary_key}
    wanted |= {"origin", "position_precision"} & set(columns)
    table = session.execute(select(*(columns[name] for name in sorted(wanted)))).mappings()
    return {tuple(row[name] for name in key): dict(row) for row in table}


def _differences(old: Values, row: Values) -> Values:
    measured = old.get("position_precision") is PositionPrecision.EXACT
    return {
        name: value
        for name, value in row.items()
        # Somebody stood there: a centroid does not replace a true point.
        if old[name] != value and not (measured and name in POSITION)
    }


def _same_keys(rows: list[Values]) -> list[Values]:
    names = {name for row in rows for name in row}
    return [{name: row.get(name) for name in names} for row in rows]


def free_slug(wanted: str, taken: set[str]) -> str:
    """Return a slug that nobody has, and note it as taken."""
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    taken.add(slug)
    return slug
