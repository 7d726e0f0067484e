"""Reference data from the command line."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from shop.commands import Commands
from shop.reference import services
from shop.reference.dataset import DATA, BadData
from shop.reference.sync import Tally

Step = TypeVar("Step", bound=tuple[str, Any])

cli = Commands("reference", help="Published facts with their sources.")


@cli.command("load")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA,
    help="Folder of the files; those that come with the shop if not given.",
)
@click.option("--dry-run", is_flag=True, help="Check and compare; write nothing.")
def load(data: Path, dry_run: bool) -> None:
    """Load the published facts; a second time changes nothing."""
    try:
        tallies = services.load(data, dry_run=dry_run, watch=with_progress)
    except BadData as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException(f"{error}; nothing was written") from None
    report(tallies, dry_run=dry_run)


def report(tallies: dict[str, Tally], *, dry_run: bool) -> None:
    """Print what a load did to each table."""
    for name, tally in tallies.items():
        parts = [
            f"{count:,} {word}"
            for word, count in (("new", tally.added), ("changed", tally.changed))
            if count
        ]
        if tally.kept:
            parts.append(f"{tally.kept:,} edited here and left alone")
        click.echo(f"{tally.total:>8,}  {name}" + (f" ({', '.join(parts)})" if parts else ""))
    if not any(tally.added or tally.changed for tally in tallies.values()):
        click.echo("Nothing has changed.")
    elif dry_run:
        click.echo("Dry run: nothing was written.")


def with_progress(steps: Iterable[Step]) -> Iterator[Step]:
    """Hand on named steps, with a progress bar where somebody watches."""
    if not sys.stdout.isatty():
        yield from steps
        return
    with click.progressbar(
        list(steps), label="Loading", item_show_func=lambda step: step[0] if step else ""
    ) as bar:
        yield from bar
