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
            check_schema()
            db.engine.dispose()  # workers are forked from here; a connection must not be shared
except SettingError as error:
    sys.exit(f"error: {error}")
