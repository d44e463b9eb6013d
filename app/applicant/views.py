"""The applicant's pages: each family of them in a module of its own."""

from app.applicant import (
    attachments,
    beginning,
    clarifying,
    clarifying_answer,
    clarifying_files,
    drafts,
    handing_in,
    history,
    overview,
    papers,
    sections,
    submitted,
    word,
)
from app.applicant.blueprint import applicant

__all__ = [
    "applicant",
    "attachments",
    "beginning",
    "clarifying",
    "clarifying_answer",
    "clarifying_files",
    "drafts",
    "handing_in",
    "history",
    "overview",
    "papers",
    "sections",
    "submitted",
    "word",
]
