"""The declarative base, the session, and the only place that commits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SQLITE_BUSY_TIMEOUT_S = 20
LARGEST_ID = 2**31 - 1  # of PostgreSQL's integers


class UTCDateTime(TypeDecorator[datetime]):
    """An instant with its zone; SQLite forgets zones, so UTC is given back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Whole đồng that add up: some hundred units of a dear thing pass what 32 bits hold.
Amount = Annotated[int, mapped_column(BigInteger)]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime}


def enum_column(kind: type[StrEnum], name: str, **options: Any) -> Mapped[Any]:
    """Return a text column that holds one of the values of an enum, checked by the database."""
    return mapped_column(
        Enum(
            kind,
            name=name,
            native_enum=False,
            create_constraint=True,
            length=30,
            values_callable=lambda members: [member.value for member in members],
        ),
        **options,
    )


class Origin(StrEnum):
    """Where a row comes from; facts and demonstration are never mixed."""

    REFERENCE = "reference"  # a published fact, with its source
    DEMO = "demo"  # made up to show the shop
    ENTERED = "entered"  # written by somebody who uses the shop


class Sourced:
    """Columns of rows that may be facts with a source, demonstration, or entered here."""

    origin: Mapped[Origin] = enum_column(Origin, "origin", default=Origin.ENTERED, index=True)
    source: Mapped[str | None]

    @property
    def is_demo(self) -> bool:
        return self.origin is Origin.DEMO


# The models derive from Base itself; only its tables are shared with the extension.
db = SQLAlchemy(metadata=Base.metadata)


@contextmanager
def transaction() -> Iterator[Session]:
    """Run a block as one unit: the outermost block commits, any error undoes it all."""
    session = db.session()
    if session.info.get("in_transaction"):
        try:
            yield session
        except BaseException:
            session.info["failed"] = True
            raise
        return

    assert not (session.new or session.dirty or session.deleted)
    session.rollback()  # end the read: rows are read again under the write lock
    session.connection(execution_options={"write": True})
    session.info.update(in_transaction=True, failed=False)
    try:
        yield session
        if session.info["failed"]:
            raise RuntimeError("an inner block failed; nothing is committed")
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["in_transaction"] = False


def lock(row: Base, *, shared: bool = False) -> None:
    """Read a row again and hold it, so that nobody else changes it before we commit.

    :param shared: others may hold it beside us, which still keeps it from changing
    """
    # Only the row itself: what is loaded along with it may be missing, and such a join
    # cannot be locked. Rows that refer to it may be added meanwhile: keys never change, and
    # whoever holds one of the row's dependants would otherwise wait for us, and we for them.
    how = {"read": shared, "key_share": not shared, "of": type(row)}
    db.session.refresh(row, with_for_update=how)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(raw: Any, _record: Any) -> None:
    if not isinstance(raw, sqlite3.Connection):
        return
    raw.isolation_level = None  # transactions begin where _begin_sqlite says so
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {SQLITE_BUSY_TIMEOUT_S * 1000}",
    ):
        raw.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    # A read that turns into a write fails as locked, so writers take the lock at once.
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
