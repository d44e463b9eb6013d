"""The coordinator's pages: every module of the folder hangs its views here."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

coordinator = Blueprint("coordinator", __name__, url_prefix=UNDER_LANGUAGE)
