"""An installation for whoever starts the site as a server of its own: measurements and scanners."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from app import create_app
from app.config import read_settings
from app.extensions import db
from tests.databases import migrated_file

PASSWORD = "paraugs-paraugs-paraugs"


def installed(folder: Path, fill: Callable[[Flask], None]) -> dict[str, str]:
    """The environment of a site in `folder`, on a migrated file that `fill` has filled."""
    database = folder / "konkurss.db"
    shutil.move(migrated_file(folder), database)
    ours = {
        "KONKURSS_ENV": "test",
        "KONKURSS_DATABASE_URL": f"sqlite:///{database}",
        "KONKURSS_STORAGE_URL": f"file:{folder / 'files'}",
        "KONKURSS_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
        "KONKURSS_DEMO_PASSWORD": PASSWORD,
    }
    app = create_app(read_settings(ours, folder))
    fill(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return {name: value for name, value in os.environ.items() if not name.startswith("KONKURSS_")} | ours
