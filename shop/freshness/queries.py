"""Reads of the number, inside a request's own view of the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import db
from shop.freshness.models import ShelfChange, ShelfVersion
from shop.freshness.rules import Written

CHANGES_KEPT = 1000  # versions; who is further behind looks at everything again


def shelf_version() -> int:
    """Return the present version; ask before reading what is to be kept under it."""
    return db.session.scalar(select(ShelfVersion.number)) or 0


def changed_products(known: int, present: int) -> set[int] | None:
    """Return the products that changed after a version, through the present one.

    :returns: None where any product may have changed
    """
    if not present - CHANGES_KEPT <= known <= present:
        return None
    changed = set(
        db.session.scalars(
            select(ShelfChange.product_id).where(
                ShelfChange.version > known, ShelfChange.version <= present
            )
        )
    )
    return None if None in changed else {each for each in changed if each is not None}


def written(session: Session) -> Written:
    """Return what the session's open transaction has written so far."""
    noted: Written = session.connection().info.setdefault(Written, Written())
    return noted


def has_own_changes() -> bool:
    """Say whether our own transaction sees what no version speaks of yet."""
    return written(db.session()).is_shown
