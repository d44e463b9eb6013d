"""The smallest Flask view that writes one row, on the site's database and with its care for a written row."""

import os

from flask import Flask, request
from sqlalchemy import create_engine, text

from competition.foundation.engine import prepare_engine

TABLE = "CREATE TABLE IF NOT EXISTS bare_note (id INTEGER PRIMARY KEY, notes TEXT NOT NULL)"


def create_app() -> Flask:
    """The application, on the database that KONKURSS_DATABASE_URL names."""
    app = Flask("bare")
    engine = create_engine(os.environ["KONKURSS_DATABASE_URL"])
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text(TABLE))
    row = text("INSERT INTO bare_note (notes) VALUES (:notes)")

    @app.post("/")
    def write() -> str:
        with engine.begin() as connection:
            connection.execute(row, {"notes": request.form["notes"]})
        return "ok"

    return app
