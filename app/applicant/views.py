"""The applicant's pages: each family of them in a module of its own."""

from app.applicant import attachments, beginning, handing_in, overview, sections
from app.applicant.blueprint import applicant

__all__ = ["applicant", "attachments", "beginning", "handing_in", "overview", "sections"]
