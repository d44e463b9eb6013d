"""The auditor's pages stand on one blueprint."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

auditor = Blueprint("auditor", __name__, url_prefix=UNDER_LANGUAGE)
