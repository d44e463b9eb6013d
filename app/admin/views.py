"""Every screen of the administrator, so that the site knows them all."""

from app.admin import installation, inviting, organisers, people
from app.admin.blueprint import admin

__all__ = ["admin", "installation", "inviting", "organisers", "people"]
