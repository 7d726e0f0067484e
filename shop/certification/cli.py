"""Keep the register's times from the command line."""

import click

from shop.certification import services
from shop.commands import Commands

cli = Commands("certification", help="The register of certificates.")


@cli.command("remind")
@click.option("--dry-run", is_flag=True, help="List without writing to anyone.")
def remind(dry_run: bool) -> None:
    """Write to makers 240, 180, 150 and 125 days before a certificate ends, once each."""
    due = services.remind(dry_run=dry_run)
    for each in due:
        certificate = each.certificate
        click.echo(
            f"{certificate.expires_on}  {each.days:>3} days  {certificate.product.name_vi}  "
            f"{', '.join(each.addresses)}"
        )
    click.echo(f"{len(due)} letter(s) are due; whoever has had theirs gets none again.")
