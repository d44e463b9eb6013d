"""Bringing a round in: its archive is replayed through the operations that the pages use, step by step.

One transaction; each step has its historical instant and its event. What the rules would refuse today but the file
holds (the sheet of a late application, say) is stored as evidence, never counted. Call archive, Commands.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from competition.application.intake import Acceptance, Intake, accept_late, receive
from competition.application.numbering import Registered
from competition.application.publishing import AmendmentOrder, amend, publish
from competition.application.records import Channel
from competition.application.submission import save, start, submit, withdraw
from competition.call.deadline import deadline_in_force, is_open
from competition.call.operations import draw_up
from competition.call.records import Call, CallState
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.operations import Applicant, create_organiser, find_or_make
from competition.organisation.records import Organiser
from competition.result.operations import announce
from scoring.archive.kept import keep, keep_one
from scoring.archive.model import Application, Archive, ScoreSheet
from scoring.archive.planning import plan_of, slug_from
from scoring.committee.operations import Appointment, appoint, declare_conflict
from scoring.committee.records import Seat
from scoring.meeting.operations import StillUndecided, TieUnsettled, decide, settle_tie
from scoring.sheets.operations import Points, complete, save_points

LARGEST = 2**63 - 1

Step = tuple[datetime, int, Callable[[Act], None]]


class TooLarge(Refusal):
    """A number that is valid in an archive but that no database of ours can hold."""

    code = "number-too-large"


class UnknownOrganiser(Refusal):
    """The organiser that was named does not exist."""

    code = "unknown-organiser"


def bring_in(act: Act, archive: Archive, organiser_slug: str | None = None) -> Call:
    """Bring the call of an archive into the database, all of it, by the operations of the portal.

    `act` is a system's act marked as brought in. `organiser_slug`: the organiser whose call it becomes; by default
    the one that the file names, made known if it is new. Raises SlugTaken, UnknownOrganiser, TooLarge.
    """
    _require_room(archive)
    begins = (archive.call.published or archive.call.opens).at
    first = act.step(begins)
    organiser = _organiser(first, archive, organiser_slug)
    call = draw_up(first, organiser.id, plan_of(archive, organiser_slug))
    replay = _Replay(archive, call)
    replay.seat(first)
    for at, _, step in sorted(replay.intake_steps(begins), key=lambda one: one[:2]):
        step(act.step(at))
    after = max(deadline_in_force(call.terms).at, replay.last_received())
    for at, _, step in sorted(replay.scoring_steps(after), key=lambda one: one[:2]):
        step(act.step(at))
    replay.conclude(act, after)
    return call


class _Replay:
    """The steps of one archive, and the keys under which its parts came to stand."""

    def __init__(self, archive: Archive, call: Call) -> None:
        self.archive = archive
        self.call = call
        self.members: dict[str, UUID] = {}
        self.applications: dict[str, UUID] = {}

    def seat(self, act: Act) -> None:
        for member in self.archive.committee:
            appointment = Appointment(member.key, member.name, Seat(member.role), more=keep_one(member.more))
            self.members[member.key] = appoint(act, self.call.id, appointment).id

    def intake_steps(self, begins: datetime) -> Iterator[Step]:
        """Publication, amendments, applications and withdrawals, each at its instant."""
        yield begins, 0, lambda act: _do(publish(act, self.call.id, self.archive.call.published))
        for amendment in self.archive.amendments:
            order = AmendmentOrder(
                amendment.deadline, amendment.legal_basis, amendment.reason, keep_one(amendment.more)
            )
            yield amendment.published, 1, lambda act, order=order: _do(amend(act, self.call.id, order))
        for position, application in enumerate(self.archive.applications):
            yield application.received, 2, lambda act, one=application, at=position: self._take_in(act, one, at)
            if application.withdrawn:
                yield application.withdrawn, 3, lambda act, one=application: self._take_back(act, one)

    def scoring_steps(self, after: datetime) -> Iterator[Step]:
        """What was found and scored; findings and conflicts have no instant of their own: `after` the deadline."""
        for application in self.archive.applications:
            if application.eligibility:
                yield after, 0, lambda act, one=application: self._check(act, one)
            for member in application.conflicts:
                yield after, 1, lambda act, one=application, key=member: self._declare(act, one, key)
        for position, sheet in enumerate(self.archive.score_sheets):
            at = sheet.completed or after
            yield at, 2, lambda act, one=sheet, place=position: self._score(act, one, place)

    def conclude(self, act: Act, after: datetime) -> None:
        """The meeting's orders, the decision and its announcement, where the file says that there were any."""
        completed = [sheet.completed for sheet in self.archive.score_sheets if sheet.completed]
        withdrawn = [one.withdrawn for one in self.archive.applications if one.withdrawn]
        announced = self.archive.call.announced
        last = max([after, *completed, *withdrawn])
        meeting = act.step(last)
        for order in self.archive.commission.tie_order if self.archive.commission else ():
            settle_tie(meeting, self.call.id, [self.applications[number] for number in order])
        if announced is None and not self.archive.recorded:
            return
        try:
            decide(meeting, self.call.id)
        except (StillUndecided, TieUnsettled):
            self.call.announced = announced
            meeting.note("call.brought-in-undecided", self.call, announced=announced.at if announced else None)
            return
        if announced:
            announce(act.step(announced.at), self.call.id, announced)

    def last_received(self) -> datetime:
        return max([self.archive.call.opens.at, *(one.received for one in self.archive.applications)])

    def _take_in(self, act: Act, application: Application, position: int) -> None:
        given = Registered(application.number, position)
        organisation = application.organisation
        spellings = (organisation.more or {}).get("spellings")
        applicant = Applicant(organisation.name, organisation.registration_number, _names_in(spellings))
        more = keep(
            application=application.more,
            organisation=organisation.more,
            exception=application.exception.more if application.exception else None,
        )
        if application.channel == Channel.ONLINE and self._takes_online(act.at):
            made = start(act, self.call.id, find_or_make(act, applicant).id, wins_before=organisation.wins_before)
            made.applicant_name, made.applicant_number = organisation.name, organisation.registration_number
            made.more = more
            save(act, made.id, {}, application.title)
            submit(act, made.id, given)
        else:
            intake = Intake(
                applicant,
                application.title,
                Channel(application.channel),
                application.received,
                organisation.wins_before,
                more,
            )
            made = receive(act, self.call.id, intake, given)
        self.applications[application.number] = made.id
        if application.exception:
            exception = application.exception
            accept_late(act, made.id, Acceptance(exception.until, exception.legal_basis, exception.reason))

    def _takes_online(self, at: datetime) -> bool:
        """Whether the portal would have taken it then: late ones came, too, and are registered as evidence."""
        return self.call.state == CallState.PUBLISHED and is_open(self.call.terms, at)

    def _take_back(self, act: Act, application: Application) -> None:
        withdraw(act, self.applications[application.number])

    def _check(self, act: Act, application: Application) -> None:
        found = {code: Answered(value) for code, value in application.eligibility.items()}
        check(act, self.applications[application.number], found)

    def _declare(self, act: Act, application: Application, member: str) -> None:
        declare_conflict(act, self.applications[application.number], self.members[member])

    def _score(self, act: Act, sheet: ScoreSheet, position: int) -> None:
        points = Points(
            self.applications[sheet.application],
            self.members[sheet.member],
            sheet.scores,
            position,
            keep_one(sheet.more),
        )
        (complete if sheet.completed else save_points)(act, points)


def _do(_: Any) -> None:
    """A step gives nothing back."""


def _names_in(spellings: Any) -> tuple[str, ...]:
    return tuple(name for name in spellings if isinstance(name, str)) if isinstance(spellings, list) else ()


def _organiser(act: Act, archive: Archive, asked: str | None) -> Organiser:
    named = archive.call.organiser
    slug = asked or named.slug
    if slug:
        found = act.session.scalar(select(Organiser).where(Organiser.slug == slug))
    else:
        found = act.session.scalars(select(Organiser).where(Organiser.name == named.name)).first()
    if found:
        return found
    if asked:
        raise UnknownOrganiser(slug=asked)
    return create_organiser(act, slug or slug_from(named.name), named.name)


def _require_room(archive: Archive) -> None:
    """A database holds whole numbers to 2⁶³-1; the archive knows no such bound."""
    call = archive.call
    numbers: dict[str, int | None] = {
        "call.award.available": call.award.available,
        "call.scoring.minimum_sheets": call.scoring.minimum_sheets,
        "call.implementation.months_max": call.implementation.months_max if call.implementation else None,
    }
    for place, application in enumerate(archive.applications):
        numbers[f"applications[{place}].organisation.wins_before"] = application.organisation.wins_before
    for place, number in numbers.items():
        if number is not None and number > LARGEST:
            raise TooLarge(place=place, largest=LARGEST)
