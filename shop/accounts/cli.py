"""Accounts from the command line."""

import click

from shop.accounts import services
from shop.accounts.models import Role, Scope
from shop.commands import Commands
from shop.database import transaction
from shop.errors import ShopError

cli = Commands("accounts", help="People and their roles.")

LEAST_PASSWORD = 10


@cli.command("create-officer")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option("--administrator", is_flag=True, help="Also lets the person manage accounts.")
@click.option("--province", help="Province code; without it the office of the whole country.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.password_option()
def create_officer(
    email: str, name: str, administrator: bool, province: str | None, dry_run: bool, password: str
) -> None:
    """Open an officer's account, or make an existing account an officer's."""
    if len(password) < LEAST_PASSWORD:
        raise click.ClickException(f"a password needs {LEAST_PASSWORD} characters or more")
    role = Role.ADMINISTRATOR if administrator else Role.OFFICER
    if dry_run:
        click.echo(f"would make {email} an {role}")
        return
    try:
        with transaction():
            user = services.find_user(email) or services.register(name, email, password)
            scope = Scope.PROVINCE if province else Scope.ALL
            services.grant_role(user, role, scope, province, actor=None)
    except ShopError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{email} is an {role}")
