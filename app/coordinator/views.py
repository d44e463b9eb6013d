"""Every screen of the coordinator, so that the site knows them all."""

from app.coordinator import (
    amendments,
    applications,
    call,
    checking,
    committee,
    desk,
    documents,
    drafting,
    intake,
    publishing,
)
from app.coordinator.blueprint import coordinator

__all__ = [
    "amendments",
    "applications",
    "call",
    "checking",
    "committee",
    "coordinator",
    "desk",
    "documents",
    "drafting",
    "intake",
    "publishing",
]
