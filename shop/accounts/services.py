"""People: register, sign in, grant roles."""

import secrets
import unicodedata
from datetime import date

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app
from sqlalchemy import select

from shop import audit
from shop.accounts.errors import AlreadyRegistered, NotReachable, WrongCredentials
from shop.accounts.models import Role, RoleGrant, Scope, User
from shop.database import db, transaction
from shop.lib import clock
from shop.lib.mails import mail_address
from shop.lib.phones import phone_e164

LEAST_PASSWORD = 10  # characters

_hasher = PasswordHasher()
# Checked for unknown names, so that the answer takes as long as for known ones.
_NOBODY = _hasher.hash(secrets.token_urlsafe())


def reach(text: str) -> dict[str, str]:
    """Return how a person wrote to be reached: {"email": …} or {"phone": …}.

    :raises NotReachable: if it is neither
    """
    if email := mail_address(text):
        return {"email": email}
    if phone := phone_e164(text):
        return {"phone": phone}
    raise NotReachable()


def find_user(text: str) -> User | None:
    """Return the person with this mail address or phone number."""
    try:
        found = reach(text)
    except NotReachable:
        return None
    return db.session.scalar(select(User).filter_by(**found))


def authenticate(text: str, password: str) -> User:
    """Return the person whose mail or phone and password these are.

    :raises WrongCredentials: without telling which of them is wrong
    """
    user = find_user(text)
    try:
        _hasher.verify((user and user.password_hash) or _NOBODY, _spelled(password))
    except VerificationError:
        raise WrongCredentials from None
    if user is None or user.password_hash is None or not may_enter(user):
        raise WrongCredentials
    return user


def may_enter(user: User) -> bool:
    """Say whether a person may be signed in; those of the demonstration only in one."""
    return user.is_active and (not user.is_demo or bool(current_app.config["DEMO"]))


def register(name: str, reachable_at: str, password: str | None, *, is_demo: bool = False) -> User:
    """Open an account with the consumer's role.

    :param reachable_at: mail address or phone number
    :raises NotReachable: if it is neither
    :raises AlreadyRegistered: if somebody has it
    """
    reached = reach(reachable_at)
    with transaction() as session:
        if session.scalar(select(User.id).filter_by(**reached)):
            raise AlreadyRegistered
        user = User(
            name=name,
            password_hash=_hasher.hash(_spelled(password)) if password else None,
            session_key=_new_session_key(),
            is_demo=is_demo,
            **reached,
        )
        session.add(user)
        audit.record(None, "account.registered", user)
        grant_role(user, Role.CONSUMER, Scope.OWN, actor=None)
    return user


def entrust(user: User, name: str, password: str) -> None:
    """Make an account that of a person we know, whoever opened it: nobody stays signed in."""
    password_hash = _hasher.hash(_spelled(password))
    with transaction():
        user.name, user.password_hash = name, password_hash
        user.session_key = _new_session_key()
        audit.record(None, "account.entrusted", user)


def grant_role(
    user: User,
    role: Role,
    scope: Scope,
    scope_key: str | None = None,
    *,
    actor: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a person a role for a scope and a time; given for all of it already, return that.

    :param scope_key: row id, or code, of the thing that the scope names
    :param ends_on: last day; None for no end
    """
    starts_on = starts_on or clock.today()
    with transaction() as session:
        for grant in user.grants:
            same = (grant.role, grant.scope, grant.scope_key) == (role, scope, scope_key)
            if same and grant.covers(starts_on, ends_on):
                return grant
        grant = RoleGrant(
            user=user,
            role=role,
            scope=scope,
            scope_key=scope_key,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by_id=actor.id if actor else None,
        )
        session.add(grant)
        audit.record(actor, "role.granted", user, role=role, scope=scope, key=scope_key)
    return grant


def _spelled(password: str) -> str:
    """Return a password as every keyboard writes it: "ế" is one sign here, two or three there."""
    return unicodedata.normalize("NFKC", password)


def _new_session_key() -> str:
    return secrets.token_hex(16)
