"""Amending a public call: first what will change and who will be told, then the order itself."""

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import force_locale
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.access import Do, may
from app.changing import FollowingForm
from app.config import Settings
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import HOUR_HINT, day, hour, in_languages, line, text
from app.coordinator.own import calendar_of, own_call, place_of, term_of
from app.extensions import db
from app.languages import USUAL
from app.making import making
from app.messages import Pages, amendment_words
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.publishing import (
    AmendmentOrder,
    DeadlineMovedEarlier,
    DeadlineUnmoved,
    amend,
    owners_told,
    require_later,
)
from competition.call.amendments import Overtaken, overtaken_by
from competition.call.deadline import deadline_in_force
from competition.call.queries import last_amendment
from competition.call.records import Amendment, Call
from competition.call.timeline import Step, timeline

WARNINGS = {
    Overtaken.RESULTS: _l("The new deadline is not before the day by which the results are promised."),
    Overtaken.PROJECTS: _l("The new deadline is not before the first day of the projects."),
}


class AmendmentForm(FollowingForm):
    """An order that moves the deadline."""

    deadline = day(_l("New last day for applications"), _l("Choose the new day of the deadline."))
    deadline_hour = hour(_l("Hour of the deadline"), hint=HOUR_HINT)
    legal_basis = line(
        _l("By which order"),
        _l("Write by which order the call is amended."),
        _l("Its kind, day and number, for example: order of 16 March 2020, No. 1-4/25."),
    )
    reason_lv = text(_l("Why, in Latvian"), _l("Write why the call is amended."), _l("Everybody reads it."))
    reason_en = text(_l("Why, in English"))

    def order(self, call: Call) -> AmendmentOrder:
        """What was typed, as `amend` takes it."""
        assert self.deadline.data is not None
        return AmendmentOrder(
            deadline=term_of(self.deadline.data, self.deadline_hour.data, place_of(call)),
            legal_basis=self.legal_basis.data,
            reason=in_languages(self.reason_lv.data, self.reason_en.data),
        )


@coordinator.route("/desk/calls/<slug>/amendments", methods=["GET", "POST"])
@may(Do.AMEND_CALL)
def amendments(slug: str) -> str | Response | tuple[str, int]:
    """The amendments of a call; a new one in two steps: what it will do, then publishing it."""
    call, form = own_call(slug), AmendmentForm()
    if "edit" not in request.form and form.validate_on_submit():
        order = form.order(call)
        beside = dict.fromkeys((DeadlineMovedEarlier.code, DeadlineUnmoved.code), form.deadline)
        with refusals_to(form, beside):
            if "checked" not in request.form:
                _require_last(form, db.session(), call)
                require_later(call.terms, order.deadline)
                return _check_page(call, form, order)
            with making(form, Amendment) as act:
                _require_last(form, act.session, act.lock(Call, call.id))
                amend(act, call.id, order)
        if not form.errors:
            return redirect(url_for(".amendments", slug=slug), 303)
    call = own_call(slug)
    form.follow(last_amendment(db.session(), call.id))
    page = render_template(
        "coordinator/amendments.html",
        call=call,
        form=form,
        orders=_orders(call),
        in_force=deadline_in_force(call.terms),
        calendar=calendar_of(call),
    )
    return page, status_of(form)


def _require_last(form: AmendmentForm, session: Session, call: Call) -> None:
    form.require_last(session, last_amendment(session, call.id), f"call:{call.id}", "call.amended")


def _check_page(call: Call, form: AmendmentForm, order: AmendmentOrder) -> str:
    return render_template(
        "coordinator/amendment.html",
        call=call,
        form=form,
        order=order,
        before=deadline_in_force(call.terms),
        overtaken=[WARNINGS[one] for one in overtaken_by(call, order.deadline)] if order.deadline else [],
        people=len(owners_told(db.session(), call.id)),
        letter=_letter(call, order),
        calendar=calendar_of(call),
    )


def _letter(call: Call, order: AmendmentOrder) -> tuple[str, str]:
    """The subject and the text of the message as those who are told will get it, in Latvian."""
    assert order.deadline is not None
    settings: Settings = current_app.extensions["konkurss-settings"]
    with force_locale(USUAL):
        moved = (deadline_in_force(call.terms), order.deadline)
        known = amendment_words(call, order, moved, Pages(settings.base_url, USUAL))
        subject, _, words = render_template(f"mail/amendment.{USUAL}.txt", **known).partition("\n")
    return subject, words.strip()


def _orders(call: Call) -> list[Step]:
    """The amendments that are published, the newest first."""
    last = max((one.published_at for one in call.amendments), default=call.opens.at)
    return [step for step in reversed(timeline(call, last, announced=False)) if step.amendment]
