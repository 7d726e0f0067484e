"""Check the stock book from the command line."""

import click

from shop.commands import Commands
from shop.inventory import queries

cli = Commands("inventory", help="The stock book.")


@cli.command("verify")
def verify() -> None:
    """Compare every stock level with the ledger and the promises; repair nothing."""
    differences = list(queries.differences())
    for each in differences:
        click.echo(
            f"variant {each.variant_id} lot {each.lot_id} location {each.location_id}: "
            f"{each.what} is {each.stored}, its rows sum to {each.summed}"
        )
    if differences:
        raise click.ClickException(f"{len(differences)} difference(s) found; nothing was changed")
    click.echo("Every stock level equals the ledger and the promises.")
