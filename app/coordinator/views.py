"""Every screen of the coordinator, so that the site knows them all."""

from app.coordinator import (
    adding,
    amendments,
    announcement,
    applications,
    call,
    checking,
    committee,
    decision,
    desk,
    documents,
    drafting,
    intake,
    letterhead,
    letters,
    progress,
    publishing,
    ranking,
)
from app.coordinator.blueprint import coordinator

__all__ = [
    "adding",
    "amendments",
    "announcement",
    "applications",
    "call",
    "checking",
    "committee",
    "coordinator",
    "decision",
    "desk",
    "documents",
    "drafting",
    "intake",
    "letterhead",
    "letters",
    "progress",
    "publishing",
    "ranking",
]
