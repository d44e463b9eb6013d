"""`flask audit`: does the chain of events still hold?"""

import click

from app.cli.site import with_site
from app.extensions import db
from competition.foundation.audit import head_of
from competition.foundation.checking import all_faults
from competition.foundation.engine import begin_reading
from competition.foundation.reading_log import unsealed

BROKEN = 1


@click.group()
def audit() -> None:
    """Check the chain of events."""


@audit.command()
@with_site
def verify() -> None:
    """Follow the chain to its head, with the readings that it seals; exit 1 with a line for each fault."""
    session = db.session()
    begin_reading(session)
    faults = list(all_faults(session))
    for fault in faults:
        click.echo(f"event {fault.number}: {fault.what}")
    if faults:
        raise SystemExit(BROKEN)
    head = head_of(session)
    click.echo(f"{head.number} events, every one as it was written; the head is {head.hash}")
    if waiting := unsealed(session):
        click.echo(f"{waiting} readings are not sealed yet; the worker does it every few minutes")
