"""Where a member's work begins: the calls where they sit, and the applications of one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.access import Do, leads_to, may
from app.acting import arrived, whoever
from app.committee.blueprint import committee
from app.committee.loading import Place, calendar_of, not_scored, own_place, seat_word, ways_of
from app.extensions import db
from app.formats import points
from app.reading_log import shows_many
from competition.call.deadline import deadline_in_force
from scoring.committee.declaring import conflicts_of
from scoring.committee.queries import Seated, seats_of
from scoring.sheets.member_queries import Filled, Task, Work, filled_of, titles_of, work_in
from scoring.sheets.own import criteria_in


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call where somebody sits: what waits there, by when."""

    seated: Seated
    seat: str
    waits: str
    promise: str | None
    urgent: bool
    address: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """An application with the state of the member's sheet."""

    task: Task
    title: str
    state: str
    kind: str
    address: str


@committee.get("/committee")
@may(Do.SIT)
def calls() -> str:
    """The calls where the person sits: what waits, and by when."""
    session, at = db.session(), arrived()
    seats = seats_of(session, whoever().id)
    work = work_in(session, seats)
    return render_template("committee/calls.html", rows=[_call_row(one, work[one.call.id], at) for one in seats])


@committee.get("/committee/<slug>")
@may(Do.SEE_OWN_WORK)
@shows_many
def call(slug: str) -> str | Response:
    """The applications that are the member's to score, with the state of each sheet."""
    place = own_place(slug)
    if place.asks_to_declare:
        return redirect(url_for(".declaration", slug=slug), 303)
    if not place.scores:
        return redirect(url_for(".chair", slug=slug), 303)
    session = db.session()
    filled = filled_of(session, place.member.id)
    titles = titles_of(session, place.work.tasks)
    criteria = len(criteria_in(session, place.call.id))
    return render_template(
        "committee/call.html",
        **about(place),
        rows=[_task_row(place, task, titles, filled, criteria) for task in place.work.tasks],
        following=place.work.next_after(),
        unscored=not_scored(place.work),
        stepped_aside="stepped_aside" in request.args,
        all_done="completed" in request.args,
        pledged_at=place.member.pledged_at,
        conflicts=conflicts_of(session, place.member.id),
    )


def about(place: Place) -> dict[str, object]:
    """What every page of a call in the committee shows."""
    results_by = place.call.results_by
    return {
        "place": place,
        "call": place.call,
        "seat": seat_word(place.seated),
        "ways": ways_of(place.seated),
        "calendar": place.calendar,
        "work": place.work,
        "promise": place.calendar.promised(results_by, place.at) if results_by else None,
        "begins": deadline_in_force(place.call.terms),
        "before_deadline": not place.seated.may_declare(place.at),
    }


def _call_row(seated: Seated, work: Work, at: datetime) -> CallRow:
    calendar = calendar_of(seated, at)
    waits, urgent = _what_waits(seated, work, at)
    results_by = seated.call.results_by
    return CallRow(
        seated,
        seat_word(seated),
        waits[:1].upper() + waits[1:],
        calendar.promised(results_by, at) if results_by and not work.decided else None,
        urgent,
        url_for(".minutes" if _is_to_decide(seated, work) else ".call", slug=seated.call.slug),
    )


def _is_to_decide(seated: Seated, work: Work) -> bool:
    """Whether the decision is for this person to enter."""
    waits = work.closed_at is not None and not work.decided
    return waits and leads_to("committee.minutes", slug=seated.call.slug)


def _what_waits(seated: Seated, work: Work, at: datetime) -> tuple[str, bool]:
    """What a call wants of the person, in plain words, and whether it wants something now."""
    said: tuple[tuple[bool, Callable[[], str], bool], ...] = (
        (work.decided, lambda: gettext("The committee has decided."), False),
        (
            not seated.may_declare(at),
            lambda: gettext(
                "Nothing yet: applications come in %(until)s.",
                until=calendar_of(seated, at).term(deadline_in_force(seated.call.terms)),
            ),
            False,
        ),
        (_is_to_decide(seated, work), lambda: gettext("The decision and the minutes are to be entered."), True),
        (work.closed_at is not None, lambda: gettext("The scoring is closed."), False),
        (not seated.scores, lambda: gettext("The members are scoring."), False),
        (
            work.undeclared > 0,
            lambda: ngettext(
                "Your declaration about %(num)d applicant", "Your declaration about %(num)d applicants", work.undeclared
            ),
            True,
        ),
        (not work.tasks, lambda: gettext("There is no application for you to score."), False),
        (work.done == len(work.tasks), lambda: gettext("All your sheets are completed."), False),
        (True, lambda: sheets_done(work), True),
    )
    words, urgent = next((words, urgent) for holds, words, urgent in said if holds)
    return words(), urgent


def sheets_done(work: Work) -> str:
    """How many sheets are completed, in a sentence."""
    return ngettext(
        "%(done)s of %(all)s sheets completed",
        "%(done)s of %(all)s sheets completed",
        work.done,
        done=work.done,
        all=len(work.tasks),
    )


def _task_row(place: Place, task: Task, titles: dict[UUID, str], filled: dict[UUID, Filled], criteria: int) -> TaskRow:
    far = filled.get(task.application_id)
    state, kind = gettext("not begun yet"), ""
    if task.completed and far:
        state, kind = gettext("completed, points: %(points)s", points=points(far.total)), "ok"
    elif task.sheet_id:
        state, kind = (
            gettext("draft, %(given)s of %(all)s criteria", given=far.criteria if far else 0, all=criteria),
            "miss",
        )
    address = url_for(".sheet", slug=place.slug, application_id=task.application_id)
    return TaskRow(task, titles.get(task.application_id, ""), state, kind, address)
