"""Is the process alive, and can it work: what monitoring asks."""

from collections.abc import Callable

from flask import Blueprint, Flask, current_app, jsonify
from sqlalchemy import text
from werkzeug.wrappers import Response

from app.access import Do, may
from app.adapters.storage import Storage
from app.extensions import db

health = Blueprint("health", __name__)


@health.get("/healthz")
@may(Do.PROBE)
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@health.get("/readyz")
@may(Do.PROBE)
def ready() -> tuple[Response, int]:
    """Each part that the site cannot work without, by name."""
    parts = {"database": _tried(_ask_database), "storage": _tried(_ask_storage)}
    well = all(state == "ok" for state in parts.values())
    return jsonify(status="ok" if well else "failed", parts=parts), 200 if well else 503


def storage_of(app: Flask) -> Storage:
    """The installation's store of files."""
    return app.extensions["konkurss-storage"]


def _ask_database() -> None:
    db.session.execute(text("SELECT number FROM audit_head")).one()


def _ask_storage() -> None:
    storage_of(current_app).check()


def _tried(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception as error:
        current_app.logger.warning("not ready", exc_info=True)
        return f"failed: {type(error).__name__}"
    return "ok"
