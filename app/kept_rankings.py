"""The rankings of calls, each computed once until something is done (docs/decisions/0011).

Computing the outcome of two thousand applications takes a second; showing it must not. Whatever is done is an event,
so a ranking holds as long as the chain of events has the same head.
"""

import json
from collections import OrderedDict
from threading import Lock
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.records import Call
from competition.foundation.audit import AuditHead
from competition.result.records import Decision
from scoring.committee.staff_conflicts import whole
from scoring.meeting.queries import round_of
from scoring.meeting.ranking_page import Ranking, ranking_of
from scoring.outcome import outcome_of
from scoring.sheets.queries import is_closed

MOST = 8
Key = tuple[str, UUID, str]


class KeptRankings:
    """The last few rankings of a process, by call and by the hash of the chain's head."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Ranking] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, call: Call) -> Ranking:
        """The ranking of a call: as decided, or as it stands now."""
        head = session.scalar(select(AuditHead.hash)) or ""
        key = (str(session.get_bind().engine.url), call.id, head)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        if found is None:
            with whole(session):
                found = _ranking(session, call)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return found


def _ranking(session: Session, call: Call) -> Ranking:
    kept = session.scalar(select(Decision.outcome).where(Decision.call_id == call.id))
    outcome = json.loads(kept) if kept else outcome_of(round_of(session, call)).as_json()
    return ranking_of(outcome, call.available, closed=is_closed(session, call.id), decided=kept is not None)


rankings = KeptRankings()
