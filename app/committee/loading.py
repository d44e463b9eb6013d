"""What the committee's pages are made of: one's own seat in a call, or 404, and the links of the call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import ngettext

from app.access import leads_to
from app.acting import arrived, whoever
from app.extensions import db
from app.formats import Calendar
from app.words import said_later as _l
from competition.call.records import Call
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from scoring.committee.queries import Seated, seat_of
from scoring.committee.records import CommitteeMember, Seat
from scoring.sheets.member_queries import Task, Unscored, Work, work_of

SEATS = {
    Seat.CHAIR: _l("chair"),
    Seat.MEMBER: _l("member of the committee"),
    Seat.ALTERNATE: _l("alternate member"),
    Seat.SECRETARY: _l("secretary"),
}
# Where a call leads to inside the committee: an endpoint and its words.
WAYS = (
    ("committee.call", _l("Applications")),
    ("committee.chair", _l("Declarations and progress")),
    ("committee.ranking", _l("Ranking")),
    ("committee.minutes", _l("Decision and minutes")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat in a call with the work that it brings, at the instant of the request."""

    seated: Seated
    at: datetime
    work: Work

    @property
    def member(self) -> CommitteeMember:
        """Who sits there."""
        return self.seated.member

    @property
    def call(self) -> Call:
        """The call."""
        return self.seated.call

    @property
    def scores(self) -> bool:
        """Whether who sits there scores."""
        return self.seated.scores

    @property
    def slug(self) -> str:
        """The call's short name."""
        return self.seated.call.slug

    @property
    def zone(self) -> ZoneInfo:
        """Where the call is held."""
        return zone(self.seated.call.zone_name)

    @property
    def calendar(self) -> Calendar:
        """How days are said: the present year goes without saying."""
        return calendar_of(self.seated, self.at)

    @property
    def asks_to_declare(self) -> bool:
        """Whether nothing else opens before the member has declared themselves."""
        may = self.seated.scores and self.seated.may_declare(self.at) and not self.work.decided
        return may and self.work.undeclared > 0

    def task(self, application_id: UUID) -> Task:
        """An application that is the member's to score. Raises NotFound."""
        if not self.seated.scores:
            raise NotFound(what="application", key=application_id)
        return self.work.task(application_id)


def own_place(slug: str) -> Place:
    """The person's own seat in the call with its work. Raises NotFound."""
    seated = own_seat(slug)
    return Place(seated, arrived(), work_of(db.session(), seated))


def own_seat(slug: str) -> Seated:
    """The person's own seat in the call. Raises NotFound."""
    return seat_of(db.session(), slug, whoever().id)


def calendar_of(seated: Seated, at: datetime) -> Calendar:
    """How days of a call are said."""
    place = zone(seated.call.zone_name)
    return Calendar(place, at.astimezone(place).year)


def seat_word(seated: Seated) -> str:
    """What the person is on the committee."""
    return str(SEATS[seated.member.seat])


def ways_of(seated: Seated) -> list[tuple[str, str, str]]:
    """Where a call leads to: words, address, endpoint; what whoever sits there may enter, and what is made for them."""
    slug = seated.call.slug
    return [
        (str(words), url_for(endpoint, slug=slug), endpoint)
        for endpoint, words in WAYS
        if leads_to(endpoint, slug=slug) and (seated.scores or endpoint != "committee.call")
    ]


def not_scored(work: Work) -> list[str]:
    """How many applications are not scored, and why; without names."""
    words = {
        Unscored.LATE: lambda num: ngettext("%(num)d came late", "%(num)d came late", num),
        Unscored.WITHDRAWN: lambda num: ngettext("%(num)d is withdrawn", "%(num)d are withdrawn", num),
        Unscored.NOT_ELIGIBLE: lambda num: ngettext("%(num)d is not eligible", "%(num)d are not eligible", num),
    }
    return [words[why](work.unscored[why]) for why in words if why in work.unscored]
