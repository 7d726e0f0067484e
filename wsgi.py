"""The web server's entry point; also FLASK_APP."""

import sys

import click

from shop import create_app
from shop.database import db
from shop.errors import SettingError
from shop.schema import check_schema


def is_served() -> bool:
    """Say whether a web server asks for the shop; each command looks by itself."""
    command = click.get_current_context(silent=True)
    return command is None or command.info_name == "run"


try:
    app = create_app()
    if is_served():
        with app.app_context():
            try:
                check_schema()
            finally:
                db.engine.dispose()  # workers are forked from here; none shares a connection
except SettingError as error:
    sys.exit(f"error: {error}")
