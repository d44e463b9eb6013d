"""Every refusal's sentence, status and way on: one table, keyed by the refusal's code (its parts: `app/answers`).

The web shows the sentence beside the field or as a page; the commands print it as one line. A sentence may name the
refusal's facts (`%(slug)s`).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from flask import Flask, g, jsonify, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field

from app.answers import applications, calls, committee, files, people
from app.answers.answer import Answer, Way
from app.config import HOUSE_ZONE
from app.errors import WayOn, advice_for, error_page, typed_texts, wants_json
from app.formats import instant, listed, short_day
from competition.foundation.errors import Refusal
from competition.foundation.twice import DoneAlready

PARTS = (applications, calls, files, people, committee)
ANSWERS: dict[str, Answer] = {code: answer for part in PARTS for code, answer in part.ANSWERS.items()}


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
    if isinstance(value, datetime):
        return instant(value, HOUSE_ZONE)
    return short_day(value) if isinstance(value, date) else str(value)


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
