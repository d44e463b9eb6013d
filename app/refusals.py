"""Every refusal's sentence, status and way on: one table, keyed by the refusal's code.

The web shows the sentence beside the field or as a page; the commands print it as one line. A sentence may name the
refusal's facts (`%(slug)s`).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Flask, g, jsonify, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field

from app.config import HOUSE_ZONE
from app.errors import WayOn, advice_for, error_page, typed_texts, wants_json
from app.formats import instant, listed
from competition.foundation.errors import Refusal
from competition.foundation.twice import DoneAlready


class Way(StrEnum):
    """Where a page that says no leads on to."""

    CALLS = "calls"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to somebody who is refused."""

    sentence: Any  # translated when it is said
    status: int
    way: Way = Way.CALLS
    advice: Any = None  # what to do next; where there is none, that of the status


ANSWERS: dict[str, Answer] = {
    "not-found": Answer(_l("There is nothing here, or it is not public."), 404),
    "not-announced": Answer(
        _l("The results of this call are not announced yet."),
        404,
        Way.CALL,
        _l("They will be on this page once they are announced. The call’s page tells which step is under way."),
    ),
    # applications
    "made-already": Answer(
        _l("This form was sent before. What you typed now is not saved yet: press the button again to save it, too."),
        409,
    ),
    "changed-meanwhile": Answer(
        _l(
            "Nothing is saved yet, because something else was saved meanwhile (%(who)s, %(at)s). Look at it and press"
            " the button again: what then stands in the fields is saved."
        ),
        409,
    ),
    "wrong-state": Answer(_l("This cannot be done with the application as it stands now."), 409),
    "withdrawn": Answer(
        _l("The application is withdrawn, so it can no longer be changed."),
        409,
        advice=_l("What was submitted can be read on the application’s page, under “My applications”."),
    ),
    "call-not-open": Answer(_l("This call does not take applications now."), 422),
    "application-incomplete": Answer(_l("Something is still missing in the application."), 422),
    "unknown-question": Answer(_l("The form of this call has no such question."), 404),
    "no-form": Answer(
        _l("This call takes no applications in the portal; its page says how to hand one in."), 422, Way.CALL
    ),
    "unknown-slot": Answer(_l("This call asks for no such attachment."), 404),
    "too-many-files": Answer(_l("There are %(most)s files here already; remove one first."), 422),
    "received-before-opening": Answer(_l("The call did not take applications yet at that time."), 422),
    "received-in-future": Answer(_l("An application cannot have been received later than now."), 422),
    "intake-incomplete": Answer(_l("Give the title, the applicant and the way in which the application came."), 422),
    "acceptance-incomplete": Answer(_l("Name the legal ground and the reason for accepting it late."), 422),
    "accepted-already": Answer(_l("This application has been accepted late already."), 409),
    "accepted-too-short": Answer(
        _l("The application came later than that; the acceptance must last at least until then."), 422
    ),
    "not-by-hand": Answer(
        _l("The applicant handed this application in through the portal; files are added only by them."), 409
    ),
    "number-of-another": Answer(
        _l("By this registration number the portal knows the organisation %(name)s. Correct the number or the name."),
        422,
    ),
    "registered-already": Answer(_l("This application is registered already, as No. %(number)s."), 409),
    # calls
    "terms-out-of-order": Answer(_l("The days of the call do not follow each other."), 422),
    "projects-too-short": Answer(
        _l("From the first to the last day of the projects there must be at least %(months)s months."),
        422,
    ),
    "already-published": Answer(_l("The call is public; only an amendment can change it."), 409),
    "form-invalid": Answer(_l("This is no application form yet: %(count)s things are wrong with it."), 422),
    "not-published": Answer(_l("The call is not public yet."), 409),
    "call-incomplete": Answer(_l("Something is missing without which the call cannot be published."), 422),
    "deadline-moved-earlier": Answer(_l("A deadline can only be moved to a later time."), 422),
    "deadline-unmoved": Answer(_l("This deadline is in force already; choose a later one."), 422),
    "order-incomplete": Answer(_l("Name the legal basis and the reason, and what changes."), 422),
    "ground-vague": Answer(
        _l("Name the legal ground so that it can be found: the order or the point, with its number or day."), 422
    ),
    "call-decided": Answer(_l("The call is decided; its terms do not change any more."), 409),
    "number-pattern-wrong": Answer(
        _l(
            "A pattern of numbers has {serial} once; it may have {year}, letters, digits, full stops, slashes, hyphens."
        ),
        422,
    ),
    # eligibility
    "unknown-requirement": Answer(_l("The call has no such eligibility criterion."), 404),
    "not-in-time": Answer(_l("The application came late; it is registered and answered, but not evaluated."), 409),
    "finding-unreasoned": Answer(_l("Write why a criterion is not met, or what must be clarified."), 422),
    "not-clarifiable": Answer(
        _l("Criterion %(codes)s cannot be corrected after submission: choose whether it is met."), 422
    ),
    # results
    "already-decided": Answer(_l("The call is decided already."), 409),
    "not-decided": Answer(_l("There is no decision to announce yet."), 409),
    "already-announced": Answer(_l("The results are announced already."), 409),
    "deadline-not-passed": Answer(_l("Nothing is decided while applications may still come in."), 409),
    "beyond-means": Answer(_l("The call has no money for so many awards."), 422),
    # letters
    "letterhead-missing": Answer(_l("Fill in the letterhead first: head, signature, where to contest."), 409),
    "letter-incomplete": Answer(
        _l("The letter on application No. %(application)s lacks something; it is listed on the page."), 409
    ),
    "letter-pattern-wrong": Answer(
        _l(
            "A pattern of numbers has {serial} once; it may have {year}, letters, digits, full stops, slashes, hyphens."
        ),
        422,
    ),
    "letter-not-numbered": Answer(_l("This letter has no number yet."), 409),
    "nobody-to-tell": Answer(
        _l("Nobody of the applicant of letter No. %(number)s has an account; send it by post or hand it over."), 409
    ),
    "letter-sent-already": Answer(_l("When letter No. %(number)s was sent is written down already."), 409),
    "letter-sent-before-dated": Answer(_l("A letter cannot have been sent before the day of its date."), 422),
    "letter-sent-in-future": Answer(_l("A letter cannot have been sent later than now."), 422),
    "registration-number-wrong": Answer(
        _l("Check the registration number: it has eleven digits, and the last of them does not fit the others here."),
        422,
    ),
    "telephone-wrong": Answer(_l("Write one telephone number in figures, for example +371 6000 0000."), 422),
    # files
    "file-empty": Answer(_l("The file “%(name)s” is empty; see whether it was saved, and choose it again."), 422),
    "file-kind-unknown": Answer(_l("Files such as “%(name)s” are not taken; save it as one of these: %(kinds)s."), 422),
    "file-misnamed": Answer(
        _l("The file “%(name)s” holds something else than its name says; save it anew from the program that made it."),
        422,
    ),
    "file-not-as-named": Answer(
        _l(
            "The file “%(name)s” is named as a %(kind)s file, but its content is not %(kind)s;"
            " save it anew from the program that made it."
        ),
        422,
    ),
    "file-cut-off": Answer(
        _l("The file is damaged or its end is missing; open it to see whether it is whole, and choose it again."), 422
    ),
    "file-too-large": Answer(
        _l("The file “%(name)s” is larger than %(largest)s MB; save its pictures smaller, or split it."), 413
    ),
    # organisers and people
    "slug-taken": Answer(_l("The short name “%(slug)s” is taken."), 422),
    "slug-malformed": Answer(_l("A short name is 1 to 64 small letters, digits and hyphens."), 422),
    "address-taken": Answer(_l("A person with this e-mail address is known already."), 422),
    "name-missing": Answer(_l("A name is needed."), 422),
    "organiser-missing": Answer(_l("This role belongs to an organiser; only the administrator’s does not."), 422),
    "own-roles": Answer(_l("Your own roles and your own account are for another administrator to change."), 409),
    "role-known": Answer(_l("The person has this role already."), 409),
    "last-administrator": Answer(
        _l("This is the last administrator: make somebody else an administrator first."),
        409,
    ),
    "account-missing": Answer(_l("The person has no account."), 409),
    "message-not-failed": Answer(_l("Only a message that failed can be sent anew; this one is sent or will be."), 409),
    "unknown-organiser": Answer(_l("There is no organiser “%(slug)s”."), 404),
    # accounts
    "password-short": Answer(
        _l("A password has at least %(least)s characters: take three or four unrelated words."), 422
    ),
    "password-long": Answer(_l("A password has at most %(most)s characters."), 422),
    "password-weak": Answer(
        _l("This password is among the first that somebody would try: take three or four unrelated words."), 422
    ),
    "code-wrong": Answer(
        _l("This code does not count: write the newest one that the app shows, because each works once."),
        422,
    ),
    "passkey-wrong": Answer(
        _l(
            "This passkey does not count: the portal does not know it, or the answer came too late."
            " Try again, or go on without it."
        ),
        422,
    ),
    "passkey-known": Answer(_l("This passkey was added before."), 409),
    "codes-needed": Answer(
        _l("Whoever works for an organiser or sits on a committee signs in with the second step."), 409
    ),
    "link-unknown": Answer(_l("This link is not whole, or it is too old."), 404),
    "link-used": Answer(_l("This link was used already; it works once."), 409),
    "organisation-known": Answer(
        _l(
            "The organisation with this number is in the portal already: ask one of its people to invite you,"
            " or write to the organiser of the call."
        ),
        422,
    ),
    "address-not-mailable": Answer(
        _l("Messages may not reach this address: it has letters that not every mail server knows. Give another."), 422
    ),
    "not-owner": Answer(_l("Only those who are responsible for the organisation can do this."), 403),
    "last-owner": Answer(
        _l("Somebody must stay responsible for the organisation: first invite another responsible person."), 409
    ),
    "works-for-it-already": Answer(_l("This person works for the organisation already."), 422),
    "invitation-taken-back": Answer(_l("This invitation was taken back."), 409),
    "link-over": Answer(_l("The time of this link is over."), 409),
    # what is brought in
    "number-too-large": Answer(_l("The number at %(place)s is larger than the portal can hold."), 422),
    # the committee
    "chair-taken": Answer(_l("The committee has a chair already."), 409),
    "member-known": Answer(_l("This person is on the committee already."), 409),
    "name-on-committee": Answer(_l("%(name)s is on the committee already."), 409),
    "member-has-acted": Answer(
        _l("This member is not removed: they have declared or scored already, or the committee has met."), 409
    ),
    "other-call": Answer(_l("This member sits on the committee of another call."), 422),
    "conflict-known": Answer(_l("This conflict of interest has been declared already."), 409),
    "staff-conflict-known": Answer(_l("This conflict of interest has been declared already."), 409),
    "own-conflict": Answer(_l("Nobody takes back their own declaration of a conflict of interest: another does."), 403),
    "step-aside": Answer(
        _l("You declared a conflict of interest with one of these applications: another coordinator does this."), 403
    ),
    "secretary-scores": Answer(_l("The secretary keeps the minutes and does not score."), 422),
    "in-conflict": Answer(_l("A member with a conflict of interest does not score this application."), 409),
    "sheet-completed": Answer(_l("The sheet is completed; it does not change any more."), 409),
    "sheet-changed": Answer(_l("The sheet was changed meanwhile, in another tab or on another device."), 409),
    "not-eligible": Answer(_l("An application that does not meet the eligibility criteria is not scored."), 409),
    "off-scale": Answer(_l("Each criterion needs points that its scale allows."), 422),
    "applicants-unknown": Answer(
        _l("Members declare conflicts of interest once the deadline has passed and the applicants are known."), 409
    ),
    "declaration-incomplete": Answer(_l("Choose for each applicant whether there is a conflict of interest."), 422),
    "declared-otherwise": Answer(
        _l("Nothing is saved, because you declared otherwise before, and that stands: %(names)s."),
        409,
        advice=_l(
            "If you noticed a conflict of interest later, declare it on the page of that application; if you declared"
            " one by mistake, tell the organiser of the call."
        ),
    ),
    "not-declared": Answer(_l("Declare first whether you have a conflict of interest with this applicant."), 409),
    "scoring-closed": Answer(_l("The scoring is closed; sheets do not change any more."), 409),
    "reasons-missing": Answer(_l("Points below a criterion’s minimum need their reason."), 422),
    "closed-already": Answer(_l("The scoring is closed already."), 409),
    "not-closed": Answer(_l("The scoring is still open."), 409),
    "reason-missing": Answer(_l("Write the reason."), 422),
    "scoring-open": Answer(_l("The committee decides once the chair has closed the scoring."), 409),
    "minutes-incomplete": Answer(
        _l("Write the day and the number of the meeting, who was there and how they voted."), 422
    ),
    "meeting-in-future": Answer(_l("The meeting cannot have been held later than today."), 422),
    "cannot-decide": Answer(_l("The meeting could not decide: it was not quorate, or the vote did not carry."), 422),
    "not-quorate": Answer(
        _l("The meeting was not quorate: %(able)s of %(voting)s could vote, at least %(needed)s are needed."), 422
    ),
    "votes-below-zero": Answer(_l("A number of votes cannot be below zero."), 422),
    "too-many-votes": Answer(
        _l("There are %(votes)s votes, but %(able)s of those present can vote; the secretary does not."), 422
    ),
    "not-carried": Answer(_l("The vote did not carry: %(in_favour)s in favour, %(against)s against."), 422),
    "reminded-today": Answer(_l("%(name)s was reminded today already; the next reminder can go tomorrow."), 409),
    "nothing-to-remind": Answer(_l("%(name)s has nothing left to do in this call."), 409),
    "no-account": Answer(_l("%(name)s has no account in the portal; remind them by telephone or e-mail."), 409),
    "order-unreasoned": Answer(_l("Write why the applications stand in this order."), 422),
    "order-taken": Answer(_l("These applications were put in order before."), 409),
    "order-malformed": Answer(_l("An order names applications of one call, each once."), 422),
    "still-undecided": Answer(_l("Not checked, or not scored to the end: %(numbers)s."), 409),
    "tie-unsettled": Answer(
        _l("Applications share a place at the funding line; the committee orders them first."), 409
    ),
}


def sentence_of(refusal: Refusal) -> str:
    """What is said to somebody who is refused, in the language of the page; in English outside the site."""
    return str(ANSWERS[refusal.code].sentence) % _Spoken(refusal.facts)


class _Spoken(dict[str, str]):
    """A refusal's facts as they are said; one that is not there is left out."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({name: _say(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return ""


def _say(value: object) -> str:
    if isinstance(value, list | tuple):
        return listed([_say(one) for one in value])
    return instant(value, HOUSE_ZONE) if isinstance(value, datetime) else str(value)


@contextmanager
def refusals_to(
    form: FlaskForm,
    beside: Field | Mapping[str, Field] | None = None,
    *,
    but: type[Refusal] | tuple[type[Refusal], ...] = (),
) -> Iterator[None]:
    """Put a refusal of what is done inside among the form's errors, or beside a field. Stands outside `acting`.

    `beside`: the field beside which refusals belong, or fields by the refusals' codes. `but`: refusals that have a page
    of their own go on to the view. What was done already by the same form is no refusal: the view goes on as then.
    """
    try:
        yield
    except DoneAlready:
        return
    except Refusal as refusal:
        g.refused = refusal.code
        if isinstance(refusal, but):
            raise
        field = beside if isinstance(beside, Field) else (beside or {}).get(refusal.code)
        if field is None:
            form.form_errors.append(sentence_of(refusal))
        else:
            field.errors = [*field.errors, sentence_of(refusal)]


def status_of(form: FlaskForm) -> int:
    """The status of a page with a form: that of the refusal it met, 422 for other errors, 200 where there are none."""
    if not form.errors:
        return 200
    return ANSWERS[g.refused].status if "refused" in g and form.form_errors else 422


def answer_refusals(app: Flask) -> None:
    """Show a refusal that no form caught as a page of its own."""

    @app.errorhandler(Refusal)
    def say_no(refusal: Refusal) -> tuple[str | Response, int]:
        g.refused = refusal.code
        answer = ANSWERS[refusal.code]
        if wants_json():
            return jsonify(said=gettext("Not saved: %(why)s", why=sentence_of(refusal))), answer.status
        sentence, ways = sentence_of(refusal), _ways_on(answer.way, refusal)
        advice = str(answer.advice or advice_for(answer.status))
        return error_page(answer.status, sentence, advice, ways, typed=typed_texts()), answer.status


def _ways_on(way: Way, refusal: Refusal) -> list[WayOn]:
    slug = refusal.facts.get("slug")
    if way is Way.CALL and slug:
        return [(gettext("To the call"), url_for("public.call", slug=slug))]
    return [(gettext("To the list of calls"), url_for("public.calls"))]
