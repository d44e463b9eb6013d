"""Scoring: where the role begins."""

from flask import Blueprint, render_template

from app.access import Do, may
from app.languages import UNDER_LANGUAGE

committee = Blueprint("committee", __name__, url_prefix=UNDER_LANGUAGE)


@committee.get("/committee")
@may(Do.SIT)
def calls() -> str:
    """Where the work of the role begins."""
    return render_template("committee/calls.html")
