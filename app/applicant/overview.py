"""My applications, and one of them: what is missing while it is written, its story once it was handed in."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask_babel import gettext

from app.access import Do, allowed, may
from app.acting import arrived, whoever
from app.applicant.blueprint import applicant
from app.applicant.own import Seen, file_address, names_of_writers, seen, to_the_second
from app.applicant.story import channel_words, story_of
from app.applicant.words import lacking_words, lacks_of, parts_of
from app.costly import costly
from app.extensions import db
from app.files import download
from app.formats import Calendar, Case, day
from app.forms import Form
from app.letters import MEDIA_TYPES, Format, numbered_letter
from competition.application.own import Own, own_applications
from competition.application.records import Application
from competition.application.states import State
from competition.call.amendments import terms_at
from competition.call.extras import extras_of
from competition.call.stage import Remaining, Stage, remaining
from competition.eligibility.clarifications import find_clarifying, last_answers, terms_of
from competition.eligibility.clarifying import is_open
from competition.eligibility.reading import whole_reading
from competition.eligibility.records import Clarification
from competition.foundation.clock import Moment, zone
from competition.result.own import told_of, verdicts
from competition.result.queries import call_rows
from competition.result.records import Notice


@dataclass(frozen=True, slots=True)
class Row:
    """An application in the list: its state's word, what it lacks, the next step.

    `clarify`: until when it is to be clarified, where that is asked and not answered.
    """

    own: Own
    state: str
    lacks: str
    step: str
    address: str
    calendar: Calendar
    remaining: Remaining | None
    current: bool
    clarify: Moment | None = None

    @property
    def application(self) -> Application:
        """The application itself."""
        return self.own.application


@applicant.get("/applications")
@may(Do.LIST_OWN)
def applications() -> str:
    """The applications of the person's organisations, and the calls in which one can be begun."""
    session, at = db.session(), arrived()
    mine = own_applications(session, whoever().id, at)
    keys = [own.application.id for own in mine]
    told = verdicts(session, keys, at)
    terms, answered = terms_of(session, keys), last_answers(session, keys)
    rows = []
    for own in mine:
        key = own.application.id
        asked = terms.get(key)
        open_ = asked and key not in told and is_open(own.application.state, asked.until_at, at)
        rows.append(_row(own, told.get(key), asked if open_ else None, answered=key in answered))
    may_begin = allowed(Do.WRITE_OWN, whoever())
    open_calls = [row for row in call_rows(session, at) if may_begin and row.stage == Stage.OPEN and row.call.form]
    return render_template(
        "applicant/applications.html",
        current=[row for row in rows if row.current],
        earlier=[row for row in rows if not row.current],
        open_calls=open_calls,
        several=len({own.application.organisation_id for own in mine}) > 1,
        calendar_of=lambda call: Calendar(zone(call.zone_name), at.astimezone(zone(call.zone_name)).year),
        round_of=lambda call: extras_of(call.more).round,
    )


@applicant.get("/applications/<uuid:application_id>")
@may(Do.READ_OWN)
def application(application_id: UUID) -> str:
    """One application: where it stands, and what can be done now."""
    one = seen(application_id)
    told = told_of(db.session(), one.own.application, one.own.call, one.at)
    now = find_clarifying(db.session(), application_id, one.at)
    draft = one.own.application.state == State.DRAFT
    state = "being_clarified" if now and now.open else one.own.state
    return render_template(
        "applicant/application.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        state=told.verdict if told else state,
        told=told,
        now=None if one.own.application.withdrawn_at else now,
        draft=draft,
        parts=parts_of(one.own),
        lacks=lacks_of(one.own) if one.own.writable else [],
        lacking=lacking_words(one.own),
        story=[] if draft else story_of(one, told, now),
        files=_files_by_hand(one),
        way=channel_words(one.own.application.channel) if one.own.application.channel else None,
        file_address=file_address(one.own),
        letter_days=_letter_days(told.letter if told else None),
        instant=to_the_second(one.place),
        form=Form(),
        writers=[] if one.own.may_write else names_of_writers(one.own),
        read=_just_read(one.own),
    )


@applicant.get("/applications/<uuid:application_id>/letter.<any(pdf, docx):suffix>")
@may(Do.READ_OWN)
@costly
def letter(application_id: UUID, suffix: Format) -> Response:
    """The letter with the decision as a file, once it is announced."""
    one = seen(application_id)
    told = told_of(db.session(), one.own.application, one.own.call, one.at)
    name, content = numbered_letter(told.letter if told else None, suffix)
    return download(content, name, MEDIA_TYPES[suffix], size=len(content))


def _letter_days(letter: Notice | None) -> dict[str, str]:
    """The days of a letter in words."""
    if letter is None or letter.dated is None:
        return {}
    contest = letter.contest_until
    return {"dated": day(letter.dated, Case.FROM), "contest_until": day(contest, Case.UNTIL) if contest else ""}


def _files_by_hand(one: Seen) -> list[object]:
    """The files of an application that came otherwise than through the form."""
    return list(whole_reading(db.session(), one.own.application.id).files) if one.own.by_hand else []


def _just_read(own: Own) -> int:
    """How many answers were just taken from a file, as the address tells."""
    count = request.args.get("read", 0, type=int)
    return count if own.may_write and 0 < count <= sum(1 for _ in own.form.questions) else 0


def _row(own: Own, verdict: str | None, clarifying: Clarification | None, *, answered: bool) -> Row:
    place = zone(own.call.zone_name)
    step, address = _next_step(own, verdict)
    clarify = clarifying.until if clarifying and not answered else None
    if clarify and own.may_write:
        step = gettext("Answer what is to be clarified")
        address = url_for("applicant.clarification", application_id=own.application.id)
    left = remaining(terms_at(own.call, own.at), own.at)
    return Row(
        own=own,
        state=verdict or ("being_clarified" if clarifying else own.state),
        lacks=lacking_words(own) if own.writable and own.accepts else "",
        step=step,
        address=address,
        calendar=Calendar(place, own.at.astimezone(place).year),
        remaining=left,
        current=verdict is None and own.state not in ("not_submitted", "withdrawn"),
        clarify=clarify,
    )


def _next_step(own: Own, verdict: str | None) -> tuple[str, str]:
    """What to do with an application now, in a word, and where."""
    page = url_for("applicant.application", application_id=own.application.id)
    if verdict:
        return gettext("Read the decision"), page
    if own.may_write and own.writable and own.accepts and (own.application.state == State.DRAFT or own.changed):
        if own.lacking:
            return gettext("Go on writing"), page
        return gettext("Check and submit"), url_for("applicant.review", application_id=own.application.id)
    return gettext("Open"), page
