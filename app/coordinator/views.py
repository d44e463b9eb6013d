"""Desk: where the role begins."""

from flask import Blueprint, render_template

from app.access import Do, may
from app.languages import UNDER_LANGUAGE

coordinator = Blueprint("coordinator", __name__, url_prefix=UNDER_LANGUAGE)


@coordinator.get("/desk")
@may(Do.COORDINATE)
def desk() -> str:
    """Where the work of the role begins."""
    return render_template("coordinator/desk.html")
