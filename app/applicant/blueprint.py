"""The applicant's pages, all under one name."""

from flask import Blueprint

from app.languages import UNDER_LANGUAGE

applicant = Blueprint("applicant", __name__, url_prefix=UNDER_LANGUAGE)
