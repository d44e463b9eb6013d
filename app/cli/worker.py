"""`flask worker`: sends what waits in the outbox."""

import signal
from threading import Event

import click
from flask import current_app

from app.adapters.mail import mailer_at
from app.chores import Round
from app.cli.site import with_site
from app.config import Settings
from app.extensions import db
from app.worker import empty, work


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
@with_site
def worker(once: bool) -> None:
    """Send what waits in the outbox, and whatever comes, until SIGTERM or SIGINT."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    mailer = mailer_at(settings.mail_url)
    if once:
        Round(current_app._get_current_object()).do()  # noqa: SLF001  # pyright: ignore
        count = empty(db.session(), mailer, settings)
        click.echo(f"sent {count.sent}, later {count.later}, failed {count.failed}")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(current_app._get_current_object(), mailer, stop)  # noqa: SLF001  # pyright: ignore
