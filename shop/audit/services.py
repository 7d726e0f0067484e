"""Write the audit log."""

from typing import Any

from flask import g, has_request_context
from sqlalchemy import inspect

from shop.audit.models import AuditEntry
from shop.database import Base, db


def record(actor: Any | None, action: str, subject: Base, **details: Any) -> None:
    """Add an entry to the audit log, in the transaction of the change it tells of.

    :param actor: the user who acts; None for the system or a guest
    :param details: plain values that JSON can hold
    """
    db.session.flush()  # a new subject gets its id here
    key = inspect(subject).identity or ("",)
    db.session.add(
        AuditEntry(
            actor_id=actor.id if actor is not None else None,
            action=action,
            subject_type=subject.__tablename__,
            subject_id="/".join(str(part) for part in key),
            details=details,
            request_id=g.get("request_id") if has_request_context() else None,
        )
    )
