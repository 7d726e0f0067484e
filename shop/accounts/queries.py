"""Reads of people that several domains share."""

from collections.abc import Iterable

from sqlalchemy import select

from shop.accounts.models import User
from shop.database import db


def names_of(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of people, for pages that say who did something."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(set(user_ids) - {None})))
    return {key: name for key, name in rows}
