"""Every screen of the auditor, so that the site knows them all."""

from app.auditor import call, chain, complete, files, overview, readings
from app.auditor.blueprint import auditor

__all__ = ["auditor", "call", "chain", "complete", "files", "overview", "readings"]
