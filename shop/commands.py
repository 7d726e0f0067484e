"""What our commands share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from shop.schema import check_schema, first_line


class Commands(AppGroup):
    """A group of our commands: none of them runs on a database of another version."""

    def command(  # type: ignore[override]
        self, *names: Any, **options: Any
    ) -> Callable[..., click.Command]:
        def decorate(function: Callable[..., Any]) -> click.Command:
            command: click.Command = click.Group.command(self, *names, **options)(
                with_appcontext(_guarded(function))
            )
            return command

        return decorate


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        check_schema()
        try:
            return function(*args, **kwargs)
        except OperationalError as error:  # a full disk, a lost server: no fault of ours
            raise click.ClickException(
                f"the database gave up ({first_line(error)}); "
                "nothing half-done was kept: mend it and run this again"
            ) from None

    return guarded
