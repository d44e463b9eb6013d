"""Where the coordinator's work begins."""

from flask import render_template

from app.access import Do, may
from app.coordinator import announcement, decision, letterhead, letters, progress, ranking
from app.coordinator.blueprint import coordinator

__all__ = ["announcement", "coordinator", "decision", "letterhead", "letters", "progress", "ranking"]


@coordinator.get("/desk")
@may(Do.COORDINATE)
def desk() -> str:
    """Where the work of the role begins."""
    return render_template("coordinator/desk.html")
