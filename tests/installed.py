"""An installation for whoever starts the site as a server of its own: measurements and scanners."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask

from app import create_app
from app.config import read_settings
from app.extensions import db
from tests.databases import migrated_file

PASSWORD = "paraugs-paraugs-paraugs"
SECRET = "abcdefghijklmnopqrstuvwxyz0123456789"


def installed(
    folder: Path, fill: Callable[[Flask], object], database: str | None = None, more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of a site in `folder`, on a migrated database that `fill` has filled.

    `database`: the address of one that is empty; without it a file in the folder. `more`: further settings.
    """
    if database is None:
        shutil.move(migrated_file(folder), folder / "konkurss.db")
        database = f"sqlite:///{folder / 'konkurss.db'}"
    ours = {
        "KONKURSS_ENV": "test",
        "KONKURSS_DATABASE_URL": database,
        "KONKURSS_STORAGE_URL": f"file:{folder / 'files'}",
        "KONKURSS_MAIL_URL": f"file:{folder / 'mail'}",
        "KONKURSS_SECRET_KEY": SECRET,
        "KONKURSS_RECEIPT_KEY": SECRET[::-1],
        "KONKURSS_DEMO_PASSWORD": PASSWORD,
        **(more or {}),
    }
    app = create_app(read_settings(ours, folder))
    fill(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return {name: value for name, value in os.environ.items() if not name.startswith("KONKURSS_")} | ours
