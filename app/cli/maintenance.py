"""`flask maintenance`: the site closed while it is worked on, and opened again."""

import click

from app.adapters.maintenance import begin, end
from app.cli.site import instant_or_end, refuse, settings_or_end
from app.config import HOUSE_ZONE
from competition.foundation.clock import machine_now


@click.group()
def maintenance() -> None:
    """Close the site for maintenance, and open it again."""


@maintenance.command()
@click.option("--until", metavar="INSTANT", help="When it ends, as far as is known: 2026-05-05T20:00 is Riga time.")
def on(until: str | None) -> None:
    """Answer every page with 503 and say that it is for maintenance; said again, it names another end.

    /healthz, /readyz and static files are answered as always.
    """
    settings = settings_or_end()
    instant = instant_or_end(until) if until else None
    if instant and instant <= machine_now():
        refuse(f"{until} has passed already")
    begin(settings, instant)
    told = instant.astimezone(HOUSE_ZONE).isoformat(timespec="minutes") if instant else "it is opened"
    click.echo(f"the site is closed until {told}; `flask maintenance off` opens it")


@maintenance.command()
def off() -> None:
    """Open the site again."""
    was = end(settings_or_end())
    click.echo("the site is open" if was else "the site was not closed")
