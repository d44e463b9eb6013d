"""The committee's views, from their modules."""

from app.committee import calls, chairing, conflict, declaration, minutes, reading, scoring
from app.committee.blueprint import committee

__all__ = ["calls", "chairing", "committee", "conflict", "declaration", "minutes", "reading", "scoring"]
