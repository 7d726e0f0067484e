"""Demonstration data from the command line."""

import click
from flask import current_app

from shop.commands import Commands
from shop.reference.cli import report, with_progress
from shop.reference.demo import services

cli = Commands("demo", help="Made-up data that shows the shop; only with DEMO=1.")


@cli.command("load")
@click.option(
    "--scale", type=click.IntRange(1), help="Add this many synthetic products, for benchmarks."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def load(scale: int | None, dry_run: bool) -> None:
    """Load the demonstration data, or move it to today."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("demonstration data needs DEMO=1; a real shop has none")
    try:
        tallies = services.load(scale=scale or 0, dry_run=dry_run, watch=with_progress)
    except services.NoFacts:
        raise click.ClickException("load the facts first: flask reference load") from None
    report(tallies, dry_run=dry_run)
