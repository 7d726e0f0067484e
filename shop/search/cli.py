"""The index of words from the command line."""

import sys
from collections.abc import Iterable, Iterator

import click

from shop.commands import Commands
from shop.search import services
from shop.search.engine import Document, WriterBusy, search_engine
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
        count = services.rebuild(_with_progress)
    except WriterBusy:
        raise click.ClickException("somebody else is writing the index; nothing changed") from None
    if problem := search_engine().problem():
        raise click.ClickException(problem)
    click.echo(f"indexed {count:,} product(s)")


def _with_progress(documents: Iterable[Document]) -> Iterator[Document]:
    """Hand on documents, with a progress bar where somebody watches."""
    if not sys.stdout.isatty():
        yield from documents
        return
    with click.progressbar(documents, length=len(listed_products()), label="Indexing") as bar:
        yield from bar
