"""`flask serve`: the site with its demonstration and its worker, as `make run` starts it."""

import errno
import os
import socket
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from app.adapters.moved_clock import start_anew
from app.cli.site import database_answers, refuse, settings_or_end
from app.cli.supervisor import Supervisor
from app.config import ROOT, Environment, Settings
from app.migrating import upgrade

HOST = "127.0.0.1"
USUAL_ADDRESS = "http://127.0.0.1:8000"
BACKLOG = 256
STOPPED = 1
GUNICORN = (
    *("-m", "gunicorn", "wsgi:app", "--config", str(ROOT / "gunicorn.conf.py"), "--workers", "2"),
    *("--log-level", "warning", "--graceful-timeout", "5", "--no-control-socket"),
)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(port: int) -> None:
    """Bring the database up, load the demonstration, serve the site with the worker beside it until Ctrl-C."""
    settings = _addressed(settings_or_end(), port)
    with closing(_listening(port)) as door:
        supervisor = Supervisor()
        with supervisor.ending_at_once():
            _prepare(settings)
        ended = _run(supervisor, settings, door)
    if ended:
        click.echo(ended, err=True)
        raise SystemExit(STOPPED)


def _addressed(settings: Settings, port: int) -> Settings:
    """Links lead to the port at which we serve, where nobody said otherwise; so they do for our children."""
    if settings.base_url != USUAL_ADDRESS:
        return settings
    os.environ["KONKURSS_BASE_URL"] = f"http://{HOST}:{port}"
    return replace(settings, base_url=os.environ["KONKURSS_BASE_URL"])


def _run(supervisor: Supervisor, settings: Settings, door: socket.socket) -> str | None:
    """Server and worker, until somebody ends us (None) or one of them ends by itself (a sentence about it)."""
    number, port = door.fileno(), door.getsockname()[1]
    try:
        with supervisor.ending_at_once():
            _welcome(settings, port)
        supervisor.start("the server", [sys.executable, *GUNICORN, "--bind", f"fd://{number}"], settings.root, [number])
        supervisor.start("the worker", [str(Path(sys.executable).with_name("flask")), "worker"], settings.root)
        door.close()
        return supervisor.watch()
    finally:
        supervisor.end_all()


def _listening(port: int) -> socket.socket:
    """The door, open from the start: a second `serve` sees it, and early visitors wait instead of being turned away."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # for visitors who come before gunicorn sets it
    try:
        door.bind((HOST, port))
        door.listen(BACKLOG)
    except OSError as problem:
        door.close()
        taken = problem.errno == errno.EADDRINUSE
        refuse(f"port {port} is {'in use' if taken else 'not to be had'}; another one: make run PORT={port + 1}")
    return door


def _prepare(settings: Settings) -> None:
    """The clock, the schema and, for a demonstration, what it shows."""
    start_anew(settings)
    with database_answers():
        upgrade(settings.database_url)
        if settings.env is Environment.DEMO:
            _load(settings)


def _load(settings: Settings) -> None:
    from app import create_app  # noqa: PLC0415 - the whole site: only where a demonstration is loaded
    from app.cli.demo import load_demonstration  # noqa: PLC0415 - the same
    from app.extensions import db  # noqa: PLC0415 - the same

    app = create_app(settings)
    load_demonstration(app)
    with app.app_context():
        db.engine.dispose()


def _welcome(settings: Settings, port: int) -> None:
    click.echo(f"Konkurss: http://{HOST}:{port}")
    if settings.env is not Environment.DEMO:
        return
    from app.cli.demo import ACCOUNTS  # noqa: PLC0415 - the whole site: only where a demonstration is loaded

    width = max(len(email) for email, _ in ACCOUNTS)
    for email, who in ACCOUNTS:
        click.echo(f"  {email:<{width}}  {who}")
    click.echo(f"Everybody's password: {settings.demo_password}")
    sys.stdout.flush()
