"""Accounts from the command line."""

import click

from shop.accounts import services
from shop.accounts.models import Role, Scope
from shop.commands import Commands
from shop.database import transaction
from shop.errors import ShopError
from shop.places.queries import all_provinces

cli = Commands("accounts", help="People and their roles.")


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
    """Open an officer's account, or make an existing account an officer's.

    Anybody may have opened it, so it gets this name and this password.
    """
    if len(password) < services.LEAST_PASSWORD:
        raise click.ClickException(f"a password needs {services.LEAST_PASSWORD} characters or more")
    if province and province not in {each.code for each in all_provinces()}:
        raise click.ClickException(f"{province!r} is no code of a province, such as 01")
    role = Role.ADMINISTRATOR if administrator else Role.OFFICER
    if dry_run:
        click.echo(f"would make {email} an {role}")
        return
    try:
        with transaction():
            user = services.find_user(email)
            if user is None:
                user = services.register(name, email, password)
            else:
                services.entrust(user, name, password)
            scope = Scope.PROVINCE if province else Scope.ALL
            services.grant_role(user, role, scope, province, actor=None)
    except ShopError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{email} is an {role}")
