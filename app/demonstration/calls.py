"""The demonstration's own calls: one open, one being scored, one of a second organiser; dated from the loading."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.demonstration.papers import Papers, call_papers
from app.demonstration.people import Cast
from competition.application.publishing import publish
from competition.call.operations import CallPlan, Implementation, add_document, draw_up
from competition.call.records import Call
from competition.form.shipped import PUMPURS_TEXT
from competition.foundation.act import Act
from competition.foundation.clock import day_of, exactly, instant_of, start_of, whole_of, zone
from competition.organisation.records import Organiser
from scoring.archive.kept import keep
from scoring.archive.model import Archive
from scoring.archive.planning import criteria_of, requirements_of
from scoring.committee.operations import Appointment, appoint
from scoring.committee.records import Seat

OPEN, SCORING, SECOND = "liepaja-demo", "liepaja-demo-scoring", "paraugs-demo"
MADE_UP = {
    "lv": "Šis ir paraugs: viss konkurss, tā dokumenti un pieteikumi ir izdomāti.",
    "en": "This is a sample: the whole call, its documents and applications are made up.",
}
CONTACT = {"email": "konkurss@example.org", "phone": "+371 6000 0000", "address": "Parauga iela 1 (izdomāta adrese)"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days and instants counted from the day of loading, on the wall clocks of Riga."""

    today: date
    place: ZoneInfo

    def day(self, offset: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=offset)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """A wall-clock time on the day so many days from today, as an instant."""
        return instant_of(datetime.combine(self.day(offset), time(hour, minute)), self.place)


def calendar_at(now: datetime) -> Calendar:
    """The calendar of a loading at `now`."""
    place = zone("Europe/Riga")
    return Calendar(day_of(now, place), place)


def open_plan(sample: Archive, days: Calendar) -> CallPlan:
    """The call that is open now: since ten days, for three weeks more."""
    return CallPlan(
        slug=OPEN,
        title={"lv": "Jaunatnes iniciatīvu projektu konkurss (paraugs)", "en": "Youth-initiative projects (a sample)"},
        opens=start_of(days.day(-10), days.place),
        deadline=whole_of(days.day(21), days.place),
        results_by=whole_of(days.day(50), days.place),
        implementation=Implementation(
            start_of(days.day(70), days.place), whole_of(days.day(650), days.place), months_min=3, months_max=18
        ),
        award_amount=Decimal("4600.00"),
        quota=3,
        requirements=requirements_of(sample),
        criteria=criteria_of(sample),
        minimum_sheets=3,
        threshold_total=Decimal(30),
        tie_break=("2.2", "2.4.1", "2.4.3"),
        form=PUMPURS_TEXT,
        more=keep(call={"made_up": MADE_UP, "contact": CONTACT}),
    )


def scoring_plan(sample: Archive, days: Calendar) -> CallPlan:
    """The call whose deadline has passed and which is being scored."""
    return replace(
        open_plan(sample, days),
        slug=SCORING,
        title={
            "lv": "Jaunatnes iniciatīvu projektu konkurss, iepriekšējā kārta (paraugs)",
            "en": "Youth-initiative projects, the round before (a sample)",
        },
        opens=start_of(days.day(-55), days.place),
        deadline=whole_of(days.day(-20), days.place),
        results_by=whole_of(days.day(20), days.place),
        quota=2,
    )


def second_plan(sample: Archive, days: Calendar) -> CallPlan:
    """A small open call of another organiser, with a deadline that has its hour."""
    return replace(
        open_plan(sample, days),
        slug=SECOND,
        title={"lv": "Jauniešu ideju konkurss (paraugs)", "en": "Ideas of young people (a sample)"},
        opens=start_of(days.day(-5), days.place),
        deadline=exactly(days.at(14, 17)),
        quota=2,
        criteria=criteria_of(sample)[:3],
        threshold_total=None,
        tie_break=(),
    )


def hold(act: Act, organiser: Organiser, plan: CallPlan, papers: Papers) -> Call:
    """Draw a call up with its documents and publish it."""
    call = draw_up(act, organiser.id, plan)
    for title, file in call_papers(papers, plan):
        add_document(act, call.id, title, file)
    return publish(act, call.id)


def seat_committee(act: Act, call: Call, cast: Cast) -> dict[str, UUID]:
    """The committee of a demonstration call: the chair and three members who score, and the secretary."""
    seats = (
        ("chair", "m1", "Priekšsēdētāja Paraudziņa", Seat.CHAIR),
        ("member", "m2", "1. loceklis", Seat.MEMBER),
        ("member2", "m3", "2. loceklis", Seat.MEMBER),
        ("member3", "m4", "3. loceklis", Seat.MEMBER),
        ("secretary", "m5", "Sekretārs Paraugs", Seat.SECRETARY),
    )
    return {
        name: appoint(act, call.id, Appointment(key, told, seat, cast.people[name])).id
        for name, key, told, seat in seats
    }
