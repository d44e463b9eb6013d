"""`flask files`: what lies in the store beside what the records name."""

import sys

import click

from app.cli.site import with_site
from app.extensions import db
from app.keeping import look_for_missing, scan_waiting, sweep
from competition.foundation.kept_files import missing_files, waiting_for_scan


@click.group()
def files() -> None:
    """Check the files that are kept, and remove those that nobody names."""


@files.command()
@with_site
def check() -> None:
    """Look for what records name and the store does not have, and for what the scanner still has to see.

    Ends with 1 where something is missing.
    """
    session = db.session()
    scanned = scan_waiting(session)
    lost = look_for_missing(session)
    for one in missing_files(session):
        click.echo(f"missing: {one.digest}")
    if scanned:
        click.echo(f"scanned: {scanned}")
    if waiting := len(waiting_for_scan(session, 10_000)):
        click.echo(f"waiting for the scanner: {waiting}")
    click.echo(f"{lost} missing" if lost else "every file that a record names is there")
    if lost:
        sys.exit(1)


@files.command("sweep")
@click.option("--remove", is_flag=True, help="Remove what is found; without it, it is only listed.")
@with_site
def sweep_command(remove: bool) -> None:
    """List the contents that no record names and that lie there for a day, and halves that a killed process left."""
    found = sweep(db.session(), remove=remove)
    for digest in found.contents:
        click.echo(digest)
    for path in found.halves:
        click.echo(path.name)
    count = len(found.contents) + len(found.halves)
    click.echo(f"{count} {'removed' if remove else 'found'}, {found.octets} octets")
