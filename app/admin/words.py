"""The administrator's words: of roles and standings, of the parts of the installation."""

from collections.abc import Mapping
from typing import Any

from app.words import said_later as _l
from competition.organisation.records import Staff, Standing
from scoring.committee.seats import Seat

ROLES: Mapping[Staff, Any] = {
    Staff.COORDINATOR: _l("Coordinator"),
    Staff.AUDITOR: _l("Auditor"),
    Staff.ADMINISTRATOR: _l("Administrator of the portal"),
}
SEATS: Mapping[Seat, Any] = {
    Seat.CHAIR: _l("Chair of the evaluation committee"),
    Seat.MEMBER: _l("Member of the evaluation committee"),
    Seat.ALTERNATE: _l("Alternate member of the evaluation committee"),
    Seat.SECRETARY: _l("Secretary of the evaluation committee"),
}
STANDINGS: Mapping[Standing, Any] = {
    Standing.OWNER: _l("Responsible person of the applicant"),
    Standing.EDITOR: _l("Works for the applicant"),
    Standing.READER: _l("Reads the applicant’s applications"),
}
PARTS: Mapping[str, Any] = {
    "database": _l("Database"),
    "storage": _l("Store of files"),
    "files": _l("Files that records name"),
    "scanner": _l("Scanner for viruses"),
    "worker": _l("Worker that sends messages"),
    "mail": _l("Mail"),
    "schema": _l("Database made for this version"),
    "clock": _l("Clock"),
}
MESSAGES: Mapping[str, Any] = {
    "receipt": _l("receipt of an application"),
    "amendment": _l("amendment of a call"),
    "decision": _l("decision with its letter"),
    "reminder": _l("reminder to a member of the committee"),
    "withdrawal": _l("withdrawal of an application"),
    "unsent": _l("reminder that an application is not submitted"),
    "not-submitted": _l("an application that was not submitted in time"),
}
