"""The smallest Flask view that reads and shows fifty applications: what the ranking is measured by."""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

PAGE = """<!doctype html>
<html lang="lv">
  <head><meta charset="utf-8"><title>{{ slug }}</title></head>
  <body><main><table>
    {% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.applicant_name }}</td><td>{{ row.title }}</td></tr>
    {% endfor %}
  </table></main></body>
</html>
"""


def create_app() -> Flask:
    """The application, on the database that KONKURSS_DATABASE_URL names."""
    app = Flask("bare")
    engine = create_engine(os.environ["KONKURSS_DATABASE_URL"])
    question = text(
        "SELECT number, applicant_name, title FROM application"
        " WHERE call_id = (SELECT id FROM call WHERE slug = :slug) ORDER BY position LIMIT 50"
    )

    @app.get("/<slug>")
    def ranking(slug: str) -> str:
        with engine.connect() as connection:
            rows = connection.execute(question, {"slug": slug}).all()
        return render_template_string(PAGE, slug=slug, rows=rows)

    return app
