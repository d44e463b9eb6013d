"""The pages of accounts."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

accounts = Blueprint("accounts", __name__, url_prefix=UNDER_LANGUAGE)
