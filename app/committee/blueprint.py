"""The committee's pages stand on one blueprint."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

committee = Blueprint("committee", __name__, url_prefix=UNDER_LANGUAGE)
