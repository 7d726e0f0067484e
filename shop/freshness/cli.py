"""For operators who changed the database by hand."""

import click

from shop.commands import Commands
from shop.freshness import bump

cli = Commands("freshness", help="What pages and lists are kept for.")


@cli.command("bump")
def bump_command() -> None:
    """Make every page and list that is kept be made anew."""
    bump()
    click.echo("everything will be read again")
