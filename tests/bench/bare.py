"""The smallest Flask view with one query and one template, on the database of the site: what a page is measured by."""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

PAGE = """<!doctype html>
<html lang="lv">
  <head><meta charset="utf-8"><title>{{ call.slug }}</title></head>
  <body><main><h1>{{ call.slug }}</h1><p>{{ call.organiser_name }}</p></main></body>
</html>
"""


def create_app() -> Flask:
    """The application, on the database that KONKURSS_DATABASE_URL names."""
    app = Flask("bare")
    engine = create_engine(os.environ["KONKURSS_DATABASE_URL"])
    question = text("SELECT slug, organiser_name FROM call WHERE slug = :slug")

    @app.get("/<slug>")
    def call(slug: str) -> str:
        with engine.connect() as connection:
            return render_template_string(PAGE, call=connection.execute(question, {"slug": slug}).one())

    return app
