"""Facts with their sources, and demonstration data, kept apart."""

from flask import Flask


def init_app(app: Flask) -> None:
    # The commands need every domain's models, which are read after this package.
    from shop.reference.demo.cli import cli

    app.cli.add_command(cli)
