"""The administrator's pages stand on one blueprint."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

admin = Blueprint("admin", __name__, url_prefix=UNDER_LANGUAGE)
