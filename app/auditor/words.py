"""The auditor's words: of kinds of events, of what was read and by whom, of what is wrong with the chain."""

from collections.abc import Mapping
from typing import Any

from app.words import said_later as _l
from competition.application.chain import Kind
from competition.foundation.reading_log import ReadAs, Reading, Shown

KINDS: Mapping[Kind, Any] = {
    Kind.CALL: _l("the call and its documents"),
    Kind.APPLICATION: _l("applications"),
    Kind.ELIGIBILITY: _l("eligibility checks"),
    Kind.COMMITTEE: _l("the committee and its declarations"),
    Kind.SCORING: _l("scoring"),
    Kind.RESULT: _l("the decision, the announcement and letters"),
    Kind.ORGANISER: _l("the organiser and its letterhead"),
}
READ_AS: Mapping[ReadAs, Any] = {
    ReadAs.COORDINATOR: _l("coordinator"),
    ReadAs.AUDITOR: _l("auditor"),
    ReadAs.CHAIR: _l("chair of the committee"),
    ReadAs.MEMBER: _l("member of the committee"),
    ReadAs.ALTERNATE: _l("alternate member of the committee"),
    ReadAs.SECRETARY: _l("secretary of the committee"),
}
SHOWN: Mapping[Shown, Any] = {
    Shown.APPLICATION: _l("the application"),
    Shown.FILE: _l("a file of the application"),
    Shown.LETTER: _l("a letter"),
    Shown.EXPORT: _l("a file with everything"),
}
_APPLICATIONS, _RANKING, _LETTERS = _l("the list of applications"), _l("the ranking"), _l("the list of letters")
_DECISION, _EXTRACT = _l("the decision with the record of the meeting"), _l("the extract of the minutes")
_SEARCH = _l("what was found in the attachments")
_PROGRESS = _l("the committee’s progress, with the applications that lack sheets")
LISTS: Mapping[str, Any] = {
    "auditor.call": _APPLICATIONS,
    "auditor.decision": _DECISION,
    "auditor.letters": _LETTERS,
    "auditor.ranking": _RANKING,
    "committee.call": _APPLICATIONS,
    "committee.chair": _PROGRESS,
    "committee.close": _PROGRESS,
    "committee.declaration": _l("the list of applicants"),
    "committee.minutes": _DECISION,
    "committee.minutes_file": _EXTRACT,
    "committee.ranking": _RANKING,
    "committee.search": _SEARCH,
    "coordinator.applications": _APPLICATIONS,
    "coordinator.decision": _DECISION,
    "coordinator.eligibility": _l("the list of applications to be checked"),
    "coordinator.letters": _LETTERS,
    "coordinator.minutes_file": _EXTRACT,
    "coordinator.progress": _PROGRESS,
    "coordinator.ranking": _RANKING,
    "coordinator.search": _SEARCH,
    "coordinator.tie": _l("the applications that share a place"),
}
"""The pages with many applications of a call, by their endpoints."""
FAULTS: Mapping[str, Any] = {
    "missing": _l("The event is missing."),
    "added": _l("The event was added past the portal."),
    "does not follow the event before it": _l(
        "The event does not follow the one before it: it was moved or added, or the one before it was changed."
    ),
    "changed": _l("The event was changed: its content does not give its hash."),
    "readings": _l("The log of reading was changed: it does not give the digest that the event holds."),
}


def what_was_read(reading: Reading) -> str:
    """What somebody looked at: an application and what belongs to it, or a page with many of a call."""
    return str(LISTS.get(reading.page, SHOWN[reading.shown]))


def fault_in_words(what: str) -> str:
    """What is wrong with an event, of the words by which the check names it."""
    return str(FAULTS.get(what.split(":", maxsplit=1)[0], what))
