"""Writing an application page by page: begun once, saved section by section, from several pages at once; and
bringing back what stood there before."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import exists, select

from competition.application.prefilling import answers_from
from competition.application.records import Answer, Application, Attachment, Revision
from competition.application.revisions import last_revision
from competition.application.states import State
from competition.application.submission import UnknownQuestion, require_open, start, write
from competition.application.versions import kept_answers, lock_with_call, texts_of
from competition.call.records import Call
from competition.form.definition import Definition, Section
from competition.form.merging import BETWEEN, Merged, mark_of, merge
from competition.form.operations import definition_of
from competition.form.questions import TITLE
from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.twice import DoneAlready
from competition.organisation.details import details_of
from competition.organisation.records import Organisation, Person


class NoForm(Refusal):
    """The call has no form in the portal: applications come otherwise."""

    code = "no-form"


class WrittenMeanwhile(Refusal):
    """Something else stands under the question now than stood there when an earlier text was to be brought back."""

    code = "written-meanwhile"


def begin(act: Act, call_id: UUID, organisation_id: UUID) -> Application:
    """Begin an application, or go on with one in which nothing was written yet: a second click begins nothing.

    It begins with what the organisation's details answer. What is changed in it is changed in it alone; a draft that
    is gone on with keeps what stands in it. Raises NoForm, CallNotOpen.
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
            ~exists().where(Answer.application_id == Application.id, Answer.from_details.is_(False)),
            ~exists().where(Attachment.application_id == Application.id),
        )
        .order_by(Application.id)
    ).first()
    if untouched is None:
        return _with_details(act, start(act, call_id, organisation_id))
    act.note("application.begun-again", untouched, call=call.slug)
    return untouched


def _with_details(act: Act, begun: Application) -> Application:
    """The application with the answers that its organisation's details give, saved as it begins."""
    details = details_of(act.session, begun.organisation_id)
    answers = answers_from(details, definition_of(act.session, begun.form))
    for question, text in answers.items():
        act.add(Answer(application_id=begun.id, question=question, text=text, saved_at=act.at, from_details=True))
    if answers:
        act.note("application.details-taken", begun, questions=sorted(answers))
    return begun


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
    kept = kept_answers(act, application_id)
    merged = merge(stored_in(section, application.title, texts_of(kept)), typed, seen)
    write(act, application, kept, merged.to_save)
    title = TITLE in merged.to_save
    act.note("application.saved", application, questions=sorted(set(merged.to_save) - {TITLE}), title=title)
    return merged


def take_answers(act: Act, application_id: UUID, taken: Mapping[str, str], seen: Mapping[str, str]) -> Merged:
    """Save answers that came in a file, by their questions' keys, where the page had `seen` these marks of what stood.

    It is a save as that of a section: what somebody else changed meanwhile stays, and the answer names it. The same
    again saves nothing. Raises WrongState, UnknownQuestion.
    """
    _, application = lock_with_call(act, application_id)
    asked = [question.key for question in definition_of(act.session, application.form).questions]
    if unknown := sorted(set(taken) - set(asked)):
        raise UnknownQuestion(questions=unknown)
    kept = kept_answers(act, application_id)
    given = {**texts_of(kept), TITLE: application.title}
    stored = {key: given.get(key, "") for key in asked if key in taken}
    merged = merge(stored, taken, BETWEEN.join(seen.get(key, "") for key in stored))
    write(act, application, kept, merged.to_save)
    act.note("application.read-from-word", application, questions=sorted(merged.to_save))
    return merged


def bring_back(act: Act, application_id: UUID, revision_id: UUID, seen: str) -> Revision:
    """Write again what stood before a change, on a page that had `seen` the mark of what stands there now.

    It is a save as any other: what it takes away can be brought back too. Raises DoneAlready where it stands there;
    NotFound, WrongState, WrittenMeanwhile.
    """
    _, application = lock_with_call(act, application_id)
    revision = act.get(Revision, revision_id)
    if revision.application_id != application_id:
        raise NotFound(what="revision", key=revision_id)
    question, kept = revision.question, kept_answers(act, application_id)
    now = {**texts_of(kept), TITLE: application.title}.get(question, "")
    if now == revision.text:
        raise DoneAlready
    if mark_of(now) != seen:
        raise WrittenMeanwhile(**_last_written(act, application_id, question))
    write(act, application, kept, {question: revision.text}, brought_back=True)
    act.note("application.brought-back", application, question=question)
    return revision


def _last_written(act: Act, application_id: UUID, question: str) -> dict[str, object]:
    """Who wrote last under a question, and when, as far as is known."""
    last = last_revision(act, application_id, question)
    person = act.session.get(Person, last.person_id) if last and last.person_id else None
    facts = {"who": person.name if person else None, "at": last.until if last else None}
    return {name: value for name, value in facts.items() if value is not None}


def stored_in(section: Section, title: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What stands under each question of a section."""
    given = {**answers, TITLE: title}
    return {question.key: given.get(question.key, "") for question in section.questions}
