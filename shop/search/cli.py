"""The index of words from the command line."""

import click
from whoosh.index import LockError

from shop.commands import Commands
from shop.search import services
from shop.search.index import search_index
from shop.search.listing import listed_products

cli = Commands("search", help="The index of words.")


@cli.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def rebuild(dry_run: bool) -> None:
    """Build the index beside the one in use, and swap."""
    if dry_run:
        click.echo(f"would index {len(listed_products()):,} product(s)")
        return
    try:
        count = services.rebuild()
    except LockError:
        raise click.ClickException("somebody else is writing the index; nothing changed") from None
    if problem := search_index().problem():
        raise click.ClickException(problem)
    click.echo(f"indexed {count:,} product(s)")
