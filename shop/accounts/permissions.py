"""The one table of who may do what, and the two decorators that state it on every view.

A grant gives a role for a scope and a time. `requires` asks the role; which object
of that scope it is about, the domains' policies decide.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_login import current_user

from shop.accounts.models import Role, Scope, User
from shop.errors import Forbidden
from shop.extensions import login_manager
from shop.lib import clock

ROLES: dict[Role, frozenset[str]] = {
    Role.CONSUMER: frozenset({"account.use"}),
    Role.PRODUCER: frozenset(
        {
            *("account.use", "workspace.use"),
            *("catalog.edit", "orders.fulfil", "stock.keep", "lots.keep"),
        }
    ),
    Role.POINT_STAFF: frozenset({"account.use", "counter.use"}),
    Role.BOOTH_STAFF: frozenset({"account.use", "counter.use"}),
    Role.OFFICER: frozenset(
        {"account.use", "office.view", "catalog.review", "certification.record"}
    ),
    Role.ADMINISTRATOR: frozenset({"account.use", "office.view", "accounts.manage"}),
}

PUBLIC = "public"

# Endpoints below accounts, and of libraries, whose views cannot carry a decorator.
DECLARED_ENDPOINTS = {
    "static": PUBLIC,
    "health.process": PUBLIC,
    "health.ready": PUBLIC,
    "metrics.show": PUBLIC,  # for whoever has its token
    "media.show": PUBLIC,  # whoever knows a checksum has seen the file
    "api-docs.openapi_json": PUBLIC,
    "api_docs.show": PUBLIC,
    "gallery.show": PUBLIC,  # only while developing
}

View = Callable[..., Any]


def public(view: View) -> View:
    """State that anyone may call this view."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[View], View]:
    """State that this view needs a role with a permission.

    :raises Forbidden: for a signed-in person without it; others are sent to sign in
    """
    if not any(permission in permissions for permissions in ROLES.values()):
        raise ValueError(f"no role gives {permission}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            if not holds(current_user, permission):
                raise Forbidden(_l("Your account is not for this page."))
            return view(*args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def holds(user: User, permission: str) -> bool:
    """Say whether a person's roles give a permission today, for any scope."""
    if not user.is_authenticated:
        return False
    return any(permission in ROLES[grant.role] for grant in user.grants_on(clock.today()))


def scope_keys(user: User, permission: str, scope: Scope) -> set[str] | None:
    """Return the keys of a scope for which a person holds a permission today.

    :returns: None where a grant reaches all of them
    """
    keys = set()
    for grant in user.grants_on(clock.today()):
        if permission not in ROLES[grant.role]:
            continue
        if grant.scope is Scope.ALL:
            return None
        if grant.scope is scope and grant.scope_key is not None:
            keys.add(grant.scope_key)
    return keys
