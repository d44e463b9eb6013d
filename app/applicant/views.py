"""My applications: where the role begins."""

from flask import Blueprint, render_template

from app.access import Do, may
from app.languages import UNDER_LANGUAGE

applicant = Blueprint("applicant", __name__, url_prefix=UNDER_LANGUAGE)


@applicant.get("/applications")
@may(Do.APPLY)
def applications() -> str:
    """Where the work of the role begins."""
    return render_template("applicant/applications.html")
