"""Alembic's environment: the tables of shop.database.Base, on the application's database."""

from typing import Any

from alembic import context
from flask import current_app

from shop.database import Base, UTCDateTime
from shop.schema import refuse_newer

engine = current_app.extensions["migrate"].db.engine
target = Base.metadata


def _render_without_shop(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column type as what it is in the database: models move on."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


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
    with engine.connect().execution_options(write=True) as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
