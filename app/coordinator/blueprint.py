"""The coordinator's pages stand on one blueprint."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

coordinator = Blueprint("coordinator", __name__, url_prefix=UNDER_LANGUAGE)
