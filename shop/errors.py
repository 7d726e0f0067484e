"""Refusals that a caller may meet; shop.web.errors turns them into pages and JSON."""

import click
from flask_babel import LazyString


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


class SettingError(click.ClickException):
    """A setting or an environment that keeps the shop from starting: one line for operators."""
