"""`flask audit`: does the chain of events still hold?"""

import click

from app.cli.site import with_site
from app.extensions import db
from competition.foundation.audit import faults_in, head_of
from competition.foundation.engine import begin_reading

BROKEN = 1


@click.group()
def audit() -> None:
    """Check the chain of events."""


@audit.command()
@with_site
def verify() -> None:
    """Follow the chain from its first event to its head; exit 1 with a line for each fault."""
    session = db.session()
    begin_reading(session)
    faults = list(faults_in(session))
    for fault in faults:
        click.echo(f"event {fault.number}: {fault.what}")
    if faults:
        raise SystemExit(BROKEN)
    head = head_of(session)
    click.echo(f"{head.number} events, every one as it was written; the head is {head.hash}")
