"""The applicant's pages: each family of them in a module of its own."""

from app.applicant import attachments, beginning, drafts, handing_in, overview, sections, submitted
from app.applicant.blueprint import applicant

__all__ = ["applicant", "attachments", "beginning", "drafts", "handing_in", "overview", "sections", "submitted"]
