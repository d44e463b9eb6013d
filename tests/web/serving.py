"""The site with its demonstration, served by this process at a moment of our choice; it leaves nothing behind."""

import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from app import create_app
from app.config import parse_instant, read_settings
from app.demonstration.load import load
from app.extensions import db
from app.migrating import upgrade
from competition.foundation.clock import machine_now, use_clock


@contextmanager
def served(clock: str | None = None) -> Iterator[str]:
    """The address of a fresh demonstration; `clock` is an instant at which it stands (Riga's), else it is now."""
    at = parse_instant(clock) if clock else machine_now()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        app = _loaded(Path(name), at)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            use_clock(None)
            with app.app_context():
                db.engine.dispose()


def _loaded(folder: Path, at: datetime) -> Flask:
    settings = read_settings({"KONKURSS_ENV": "test", "KONKURSS_DEMO_PASSWORD": "unused"}, folder)
    upgrade(settings.database_url)
    app = create_app(settings)
    use_clock(lambda: at)
    with app.app_context():
        load(db.session(), settings)
        db.session.remove()
    return app
