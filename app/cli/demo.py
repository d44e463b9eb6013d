"""`flask demo`: the demonstration, loaded, removed, and its clock."""

import shutil
from pathlib import Path

import click
from flask import Flask, current_app

from app.cli.clock import clock
from app.cli.site import with_site
from app.config import Settings
from app.demonstration.load import load
from app.demonstration.people import GUESTS
from app.extensions import db
from app.keeping import know_all
from app.migrating import configured

ACCOUNTS = tuple((guest.email, guest.who) for guest in GUESTS)


@click.group()
def demo() -> None:
    """Make the demonstration, move its clock, or remove it."""


demo.add_command(clock)


@demo.command("load")
@with_site
def load_command() -> None:
    """Bring the three rounds in and make the demonstration's calls and accounts; what is there stays."""
    _refuse_in_production("a real installation has no demonstration")
    made = load_demonstration(current_app)
    click.echo(f"loaded: {', '.join(made)}" if made else "the demonstration is there already")


@demo.command()
@with_site
def remove() -> None:
    """Throw the database, the files and the mail of the demonstration away, to begin anew."""
    _refuse_in_production("a real installation is not thrown away")
    settings: Settings = current_app.extensions["konkurss-settings"]
    db.session.remove()
    db.engine.dispose()
    _empty_database(settings.database_url)
    for address in (settings.storage_url, settings.mail_url):
        if address.startswith("file:"):
            _empty_folder(Path(address.removeprefix("file:")))
    click.echo("the demonstration is removed; `make run` makes a new one")


def load_demonstration(app: Flask) -> list[str]:
    """Load the demonstration inside the site; the slugs of the calls that were new."""
    with app.app_context():
        loaded = load(db.session(), app.extensions["konkurss-settings"])
        know_all(db.session())
        return loaded


def _refuse_in_production(why: str) -> None:
    if current_app.extensions["konkurss-settings"].production:
        click.echo(f"refused in production: {why}", err=True)
        raise SystemExit(2)


def _empty_database(url: str) -> None:
    if url.startswith("sqlite:///"):
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)
        return
    from alembic import command  # noqa: PLC0415 - slow, and needed on PostgreSQL only

    command.downgrade(configured(url), "base")


def _empty_folder(folder: Path) -> None:
    for entry in folder.glob("*"):
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != ".gitkeep":
            entry.unlink()
