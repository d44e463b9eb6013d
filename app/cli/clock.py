"""`flask demo clock`: what time the installation has, and another one."""

import click

from app.adapters import moved_clock
from app.cli.site import instant_or_end, refuse, settings_or_end
from app.config import HOUSE_ZONE
from competition.foundation.clock import now


@click.command()
@click.argument("instant", required=False, metavar="[INSTANT|reset]")
def clock(instant: str | None) -> None:
    """Print the installation's clock, or move it.

    INSTANT is a date, or a date and a time (2020-04-14T23:59); without an offset it is Riga's wall clock. Every process
    of the installation follows at once, until `reset` gives the machine's clock back.
    """
    settings = settings_or_end()
    if settings.production:
        refuse("the clock is never moved in production: real calls run by the real time")
    if instant == "reset":
        moved_clock.reset(settings)
    else:
        if instant:
            moved_clock.move_to(settings, instant_or_end(instant))
        moved_clock.install_clock(settings)
    moved = moved_clock.path_of(settings).exists()
    click.echo(f"{now().astimezone(HOUSE_ZONE).isoformat(timespec='seconds')} ({'moved' if moved else 'not moved'})")
