"""Eligibility: which application is next, and each requirement of one with what the portal found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, RadioField
from wtforms.validators import Optional

from app import formats
from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.changing import ChangingForm
from app.coordinator.applications import addresses_under, answer_address, file_address
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import text
from app.coordinator.own import calendar_of, own_application, own_call, place_of
from app.coordinator.words import SIGNS
from app.dossier import ANSWERS
from app.extensions import db
from app.forms import Form, choices
from app.languages import page_language, said_plainly
from app.reading_log import shows, shows_many
from app.refusals import refusals_to, sentence_of, status_of
from app.words import said_later as _l
from competition.application.records import Application
from competition.application.states import Side, Verb, may_move
from competition.application.versions import lock_with_call
from competition.call.records import Call
from competition.eligibility.asking import refusal_to_ask
from competition.eligibility.clarifications import find_clarifying
from competition.eligibility.evidence import Evidence, Facts
from competition.eligibility.operations import FindingUnreasoned, check
from competition.eligibility.queries import Asked, asked_of, facts_of
from competition.eligibility.reading import whole_reading
from competition.eligibility.requirements import Answered, answers_to, unreasoned
from competition.eligibility.waiting import waiting_in
from competition.form.definition import Definition
from competition.form.operations import definition_of
from competition.foundation.reading_log import Shown
from scoring.sheets.applications import (
    ApplicationRow,
    Show,
    Wanted,
    application_list,
    being_clarified,
    standing_of,
    to_check,
)


@coordinator.get("/desk/calls/<slug>/eligibility")
@may(Do.CHECK_ELIGIBILITY)
@shows_many
def eligibility(slug: str) -> str:
    """The applications that wait for a check, the next one first."""
    call, session = own_call(slug), db.session()
    waiting, following = to_check(session, call)
    page = request.args.get("page", 1, type=int)
    return render_template(
        "coordinator/eligibility.html",
        call=call,
        saved=_just_saved(call),
        waiting=waiting,
        following=following,
        found=application_list(session, call, Wanted(), page),
        address=_addresses(url_for(".applications", slug=slug)),
        clarified=being_clarified(session, call),
        waiting_rows=waiting_in(session, [call.id], arrived()),
        calendar=calendar_of(call),
        check_address=lambda key: url_for(".check_eligibility", slug=slug, application_id=key),
        ask_address=lambda key: url_for(".ask_to_clarify", slug=slug, application_id=key),
        show=Show,
        page_address=lambda number: url_for(".eligibility", slug=slug, page=number),
    )


def _addresses(start: str) -> Callable[[ApplicationRow], str]:
    """Where each application is checked; of one that came late, which is not checked, its own page."""
    check_of, page_of = addresses_under(start, "/eligibility"), addresses_under(start)
    return lambda row: check_of(row) if row.in_time else page_of(row)


def form_of(asked: list[Asked]) -> type[ChangingForm]:
    """The form of a call's requirements: for each an answer and a reason."""
    fields: dict[str, object] = {}
    for place, one in enumerate(asked):
        fields[f"answer_{place}"] = RadioField(
            _l("Is %(code)s fulfilled?", code=one.code),
            choices=choices(*((answer.value, ANSWERS[answer]) for answer in answers_to(one.correctable))),
            validators=[Optional()],
        )
        fields[f"reason_{place}"] = text(_l("Reason under %(code)s", code=one.code))
    return type("CheckForm", (ChangingForm,), fields)


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/eligibility", methods=["GET", "POST"])
@may(Do.CHECK_ELIGIBILITY)
@shows(Shown.APPLICATION)
def check_eligibility(slug: str, application_id: UUID) -> str | Response | tuple[str, int]:
    """Whether one application fulfils the requirements of its call."""
    call, known = own_application(slug, application_id)
    session = db.session()
    asked = asked_of(session, call, known)
    form = form_of(asked)(data=_standing_answers(asked))
    form.mark(_standing_answers(asked))
    if form.validate_on_submit():
        found, reasons = _typed(form, asked)
        _complain(form, asked, found, reasons)
        if not form.errors:
            with refusals_to(form), acting(current_person()) as act:
                lock_with_call(act, known.id)
                now = _standing_answers(asked_of(session, call, known))
                check(act, known.id, found, reasons)
                form.require_fresh(act, now, f"application:{known.id}", "application.checked")  # rules speak first
        if not form.errors:
            return _onwards(slug, application_id)
    call, known = own_application(slug, application_id)
    page = _page(call, known, form)
    return page, status_of(form)


def _onwards(slug: str, application_id: UUID) -> Response:
    """To the next application that waits, or to the list where none does."""
    call, known = own_application(slug, application_id)
    _, following = to_check(db.session(), call, known.position)
    if following is None or following == application_id:
        return redirect(url_for(".eligibility", slug=slug, saved=application_id), 303)
    return redirect(url_for(".check_eligibility", slug=slug, application_id=following, saved=application_id), 303)


@dataclass(frozen=True, slots=True)
class Saved:
    """The check that was saved on the page before: of which number, and the codes that are not answered yet.

    `ask`: where the applicant is asked to clarify, where something is to be clarified and nobody has asked yet.
    """

    number: str
    open: Sequence[str]
    ask: str | None


def _just_saved(call: Call) -> Saved | None:
    key = request.args.get("saved", type=UUID)
    known = db.session.get(Application, key) if key else None
    if known is None or known.call_id != call.id:
        return None
    session, ask = db.session(), None
    asked = asked_of(session, call, known)
    if known.number and refusal_to_ask(session, call, known, arrived()) is None:
        ask = url_for(".ask_to_clarify", slug=call.slug, application_id=known.id)
    return Saved(known.number or "", [one.code for one in asked if one.answered is None], ask)


def _page(call: Call, known: Application, form: Form) -> str:
    session = db.session()
    asked, facts = asked_of(session, call, known), facts_of(session, call, known)
    now = find_clarifying(session, known.id, arrived())
    say = _Speaker(call, definition_of(session, known.form), known, facts)
    rows = [
        (one, form[f"answer_{place}"], form[f"reason_{place}"], [(sign, say(sign)) for sign in one.evidence])
        for place, one in enumerate(asked)
    ]
    return render_template(
        "coordinator/check.html",
        call=call,
        application=known,
        reading=whole_reading(session, known.id),
        form=form,
        now=now,
        enter=answer_address(call, now),
        may_ask=refusal_to_ask(session, call, known, arrived()) is None,
        file_address=file_address(call, known),
        rows=rows,
        saved=_just_saved(call) if request.method == "GET" else None,
        day=calendar_of(call).day_of_text,
        standing=standing_of(session, call, known),
        checkable=facts.in_time and may_move(Side.COORDINATOR, known.state, Verb.CHECK),
        late=not facts.in_time,
        calendar=calendar_of(call),
    )


def _standing_answers(asked: list[Asked]) -> dict[str, str | None]:
    """What was found so far, in the fields of the form."""
    answers = {f"answer_{place}": one.answered.value if one.answered else None for place, one in enumerate(asked)}
    return answers | {f"reason_{place}": one.reason for place, one in enumerate(asked)}


def _typed(form: Form, asked: list[Asked]) -> tuple[dict[str, Answered], dict[str, str]]:
    """What was chosen and written, by the requirements' codes; what was left open is left out."""
    found, reasons = {}, {}
    for place, one in enumerate(asked):
        answer, reason = form[f"answer_{place}"].data, form[f"reason_{place}"].data
        if answer in list(Answered):
            found[one.code] = Answered(answer)
        if reason:
            reasons[one.code] = reason
    return found, reasons


def _complain(form: Form, asked: list[Asked], found: dict[str, Answered], reasons: dict[str, str]) -> None:
    """Ask beside the field for the reasons that are missing."""
    silent = unreasoned(found, reasons)
    for place, one in enumerate(asked):
        if one.code in silent:
            field: Field = form[f"reason_{place}"]
            field.errors = [*field.errors, sentence_of(FindingUnreasoned())]


class _Speaker:
    """Says what the portal found for an application."""

    def __init__(self, call: Call, form: Definition, known: Application, facts: Facts) -> None:
        names = {one.key: one.label for one in form.questions} | {one.key: one.title for one in form.slots}
        self.names = {key: said_plainly(words, page_language()) for key, words in names.items()}
        self.known = {
            "received": formats.instant(facts.received, place_of(call)),
            "number": known.applicant_number or "",
            "period": " – ".join(formats.short_day(one) for one in facts.period) if facts.period else "",
        }

    def __call__(self, one: Evidence) -> str:
        """The sentence."""
        about = ", ".join(f"„{self.names.get(key, key)}”" for key in one.about)
        return str(SIGNS[one.sign]) % {**self.known, "about": about}
