"""Refusals that a caller may meet; shop.web.errors turns them into pages and JSON."""

import click
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class ShopError(Exception):
    """Something the shop refuses, with a stable code and a message for people.

    :param field: name of the form field that caused it, where one did
    """

    code = "shop.error"
    status = 422

    def __init__(self, message: str | LazyString, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(ShopError):
    code = "shop.not_found"
    status = 404


class Forbidden(ShopError):
    code = "shop.forbidden"
    status = 403


class RuleViolation(ShopError):
    code = "shop.rule_violation"
    status = 422


class Conflict(ShopError):
    code = "shop.conflict"
    status = 409


class DiskFull(ShopError):
    """There is no room left, or the disk does not take it; nothing half-written is kept."""

    code = "shop.disk_full"
    status = 507

    def __init__(self) -> None:
        super().__init__(
            _l("The shop has no room to keep this just now. Nothing was kept; try again later.")
        )


class SettingError(click.ClickException):
    """A setting or an environment that keeps the shop from starting: one line for operators."""
