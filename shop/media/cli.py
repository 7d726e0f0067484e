"""Look after kept files."""

import click

from shop.commands import Commands
from shop.media import services

cli = Commands("media", help="Look after kept files.")


@cli.command("sweep")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken away.")
def sweep(dry_run: bool) -> None:
    """Take away files that nothing uses any more."""
    swept = services.sweep(dry_run=dry_run)
    for checksum in swept.checksums:
        click.echo(f"unused  {checksum}")
    for path in swept.strays:
        click.echo(f"stray   {path}")
    count = len(swept.checksums) + len(swept.strays)
    click.echo(
        f"{'would take' if dry_run else 'took'} away {count} file(s), "
        f"{swept.size_bytes / 1_000_000:.1f} MB"
    )
