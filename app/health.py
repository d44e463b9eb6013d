"""Is the process alive, and can it work: what monitoring asks."""

from http import HTTPStatus

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from app.access import Do, may
from app.adapters.storage import Storage
from app.extensions import db
from app.metrics import figures, refusal
from app.readiness import MAIL_ASKED_EVERY, Remembered, look

health = Blueprint("health", __name__)


@health.record_once
def remember(state: BlueprintSetupState) -> None:
    """Keep what the mail server answered last, for each installation."""
    state.app.extensions["konkurss-mail-state"] = Remembered(MAIL_ASKED_EVERY)


@health.get("/healthz")
@may(Do.PROBE)
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@health.get("/readyz")
@may(Do.PROBE)
def ready() -> tuple[Response, int]:
    """Each part of the installation, by name."""
    extensions = current_app.extensions
    found = look(extensions["konkurss-settings"], storage_of(current_app), extensions["konkurss-mail-state"])
    return jsonify(status=found.status, parts=found.parts), 200 if found.ready else 503


@health.get("/metrics")
@may(Do.PROBE)
def metrics() -> Response:
    """The figures, for monitoring alone: it names its token, or asks from this machine."""
    settings = current_app.extensions["konkurss-settings"]
    refused = refusal(settings, request.headers, request.remote_addr)
    if refused is HTTPStatus.UNAUTHORIZED:
        return Response(status=refused, headers={"WWW-Authenticate": "Bearer"})
    if refused:
        abort(refused)
    body, content_type = figures(db.session(), settings, request.headers.get("Accept", ""))
    return Response(body, content_type=content_type)


def storage_of(app: Flask) -> Storage:
    """The installation's store of files."""
    return app.extensions["konkurss-storage"]
