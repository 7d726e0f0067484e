"""Alembic's environment: the tables of shop.database.Base, on the application's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from shop.database import Base, UTCDateTime
from shop.errors import SettingError
from shop.schema import refuse_newer

engine = current_app.extensions["migrate"].db.engine
target = Base.metadata


def _render_without_shop(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column type as what it is in the database: models move on."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def _loose_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite, which changes a table by copying it, drop one that others refer to."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection  # no transaction has begun yet
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check_keys(connection: Connection) -> None:
    """Undo migrations after which a row refers to none.

    :raises SettingError: naming the tables
    """
    if connection.dialect.name == "sqlite":
        broken = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if broken:
            raise SettingError(
                f"rows of {', '.join(sorted(broken))} refer to nothing; nothing was changed"
            )


def run() -> None:
    options = {
        "target_metadata": target,
        "render_as_batch": True,
        "compare_type": True,
        "render_item": _render_without_shop,
    }
    if context.is_offline_mode():
        context.configure(url=str(engine.url), literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    refuse_newer()
    with engine.connect().execution_options(write=True) as connection, _loose_keys(connection):
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
            _check_keys(connection)
        connection.commit()  # the keys are bound again only where no transaction is open


run()
