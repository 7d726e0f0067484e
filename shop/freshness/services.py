"""Raise the number with the commit that makes it true.

The number is the last thing that a transaction writes. Its row stays locked until the
commit, so versions become visible in their order; and as nothing is locked after it, no two
transactions can wait for each other there.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from sqlalchemy import Engine, delete, event, insert, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import PassiveFlag, Session
from sqlalchemy.orm.attributes import get_history

from shop.database import transaction
from shop.freshness.models import ShelfChange
from shop.freshness.queries import CHANGES_KEPT, written
from shop.freshness.rules import NAMED_BY_STATEMENT, OF_A_PRODUCT, UNKNOWN, Written, written_table

PRUNED_EVERY = 100  # versions

# Both databases read it alike, and it makes the row where there is none yet.
_RAISE = text(
    "INSERT INTO shelf_version (id, number) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET number = shelf_version.number + 1 RETURNING number"
)


def about(product_id: int) -> dict[str, Any]:
    """Return the execution options that name the one product a statement writes about.

    A statement without them, and outside a flush, counts as one about everything.
    """
    return {"about_product": product_id}


def bump() -> None:
    """Make all that was kept stale, after a change that was made past the shop."""
    with transaction() as session:
        written(session).note(UNKNOWN)


def touch(product_ids: Iterable[int]) -> None:
    """Make stale what was kept of some products, after a change that no row of theirs tells."""
    with transaction() as session:
        for product_id in product_ids:
            written(session).note("products", product_id)


@event.listens_for(Engine, "begin")
def _start_anew(connection: Connection) -> None:
    connection.info.pop(Written, None)


@event.listens_for(Engine, "after_cursor_execute")
def _note(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: Any
) -> None:
    if table := written_table(statement):
        noted = connection.info.setdefault(Written, Written())
        noted.note(table, context.execution_options.get("about_product") if context else None)


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    session.info["unnamed"] = written(session).unnamed


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: Any) -> None:
    """Name the products whose rows a flush wrote. One that fails never comes here."""
    noted = written(session)
    rows = list(chain(session.new, session.dirty, session.deleted))
    # Of a stock level only the statement can say whose it is, and a flush says nothing.
    if not any(row.__tablename__ in NAMED_BY_STATEMENT for row in rows):
        noted.unnamed = session.info["unnamed"]
    for row in rows:
        noted.name(getattr(row, OF_A_PRODUCT.get(row.__tablename__, ""), None))
    for row in session.dirty:
        _name_former(noted, row)


def _name_former(noted: Written, row: Any) -> None:
    """Name the product that a row had before; where nobody has read it, it may be any."""
    if column := OF_A_PRODUCT.get(row.__tablename__):
        history = get_history(row, column, PassiveFlag.PASSIVE_NO_INITIALIZE)
        for former in history.deleted:
            noted.name(former)
        noted.unnamed += bool(history.added and not history.deleted)


@event.listens_for(Session, "before_commit")
def _raise(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    noted = written(session)
    if not noted.is_shown:
        return
    version = session.execute(_RAISE).scalar_one()
    if changes := noted.changes():
        rows = [{"version": version, "product_id": each} for each in changes]
        session.execute(insert(ShelfChange), rows)
    if version % PRUNED_EVERY == 0:
        session.execute(delete(ShelfChange).where(ShelfChange.version <= version - CHANGES_KEPT))
    # A savepoint that plays the transaction, as in tests, is followed by further ones.
    session.connection().info.pop(Written)
