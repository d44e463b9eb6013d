"""Writing an application page by page: begun once, saved section by section, from several pages at once."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import exists, select

from competition.application.records import Answer, Application, Attachment
from competition.application.states import State
from competition.application.submission import UnknownQuestion, require_open, save, start
from competition.application.versions import answers_of, lock_with_call
from competition.call.records import Call
from competition.form.definition import Definition, Section
from competition.form.merging import Merged, merge
from competition.form.operations import definition_of
from competition.form.questions import TITLE
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.records import Organisation


class NoForm(Refusal):
    """The call has no form in the portal: applications come otherwise."""

    code = "no-form"


def begin(act: Act, call_id: UUID, organisation_id: UUID) -> Application:
    """Begin an application, or go on with one of theirs in which nothing stands yet: a second click begins nothing.

    Raises NoForm, CallNotOpen.
    """
    call = act.share(Call, call_id)
    if call.form is None:
        raise NoForm(slug=call.slug)
    require_open(act, call)
    act.lock(Organisation, organisation_id)  # two clicks at once come one after the other
    untouched = act.session.scalars(
        select(Application)
        .where(
            Application.call_id == call_id,
            Application.organisation_id == organisation_id,
            Application.state == State.DRAFT,
            Application.title == "",
            ~exists().where(Answer.application_id == Application.id),
            ~exists().where(Attachment.application_id == Application.id),
        )
        .order_by(Application.id)
    ).first()
    if untouched is None:
        return start(act, call_id, organisation_id)
    act.note("application.begun-again", untouched, call=call.slug)
    return untouched


def section_of(form: Definition, key: str) -> Section:
    """The section of a form with that key. Raises UnknownQuestion."""
    found = next((section for section in form.sections if section.key == key), None)
    if found is None:
        raise UnknownQuestion(section=key)
    return found


def save_section(act: Act, application_id: UUID, key: str, typed: Mapping[str, str], seen: str) -> Merged:
    """Save what was typed into one section on a page that had `seen` the marks of what stood there.

    Saved whether it fits or not. What somebody else changed meanwhile stays as it is stored: the answer names it.
    Raises WrongState, UnknownQuestion.
    """
    _, application = lock_with_call(act, application_id)
    section = section_of(definition_of(act.session, application.form), key)
    merged = merge(stored_in(section, application.title, answers_of(act, application_id)), typed, seen)
    answers = {question: text for question, text in merged.to_save.items() if question != TITLE}
    save(act, application_id, answers, merged.to_save.get(TITLE))
    return merged


def stored_in(section: Section, title: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What stands under each question of a section."""
    given = {**answers, TITLE: title}
    return {question.key: given.get(question.key, "") for question in section.questions}
