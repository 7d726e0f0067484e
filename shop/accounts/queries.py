"""Reads of people that several domains share."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from shop.accounts.models import Role, RoleGrant, Scope, User
from shop.database import db
from shop.lib import clock


def names_of(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of people, for pages that say who did something."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(set(user_ids) - {None})))
    return {key: name for key, name in rows}


def mails_of(role: Role, scope: Scope, scope_key: str) -> list[str]:
    """Return the mail addresses of those who have a role for something today."""
    today = clock.today()
    return list(
        db.session.scalars(
            select(User.email)
            .where(
                User.id.in_(
                    select(RoleGrant.user_id)
                    .filter_by(role=role, scope=scope, scope_key=scope_key)
                    .where(RoleGrant.starts_on <= today)
                    .where(or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today))
                )
            )
            .where(User.email.is_not(None), User.deactivated_at.is_(None))
            .order_by(User.id)
        )
    )
