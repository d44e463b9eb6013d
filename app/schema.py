"""Every record of the installation, imported, so that the metadata is whole."""

from app.accounts import records as accounts
from competition.application import records as application
from competition.call import records as call
from competition.eligibility import records as eligibility
from competition.foundation import act, audit, kept_files, outbox, reading_log
from competition.foundation.base import Base
from competition.organisation import entry_records as entry
from competition.organisation import records as organisation
from competition.result import records as result
from scoring.committee import records as committee
from scoring.meeting import records as meeting
from scoring.sheets import records as sheets

ROOMS = (
    accounts,
    act,
    application,
    audit,
    call,
    committee,
    eligibility,
    entry,
    kept_files,
    meeting,
    organisation,
    outbox,
    reading_log,
    result,
    sheets,
)

metadata = Base.metadata
