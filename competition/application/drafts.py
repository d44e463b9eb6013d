"""Drafts made and unmade: one with a withdrawn application's answers, and one that nobody wants any more."""

from uuid import UUID

from sqlalchemy import delete, select

from competition.application.records import Answer, Application, Attachment, LateAcceptance, Revision, UnsentNotice
from competition.application.states import State, WrongState, discardable
from competition.application.submission import require_open, start
from competition.application.versions import answers_of, lock_with_call
from competition.application.writing import NoForm
from competition.foundation.act import Act
from competition.organisation.records import Organisation


def copy_to_draft(act: Act, application_id: UUID) -> Application:
    """Begin a draft with the title and the answers of a withdrawn application; its files are not copied.

    A second click finds the first one's draft, as long as nothing was changed in it. Raises WrongState, NoForm,
    CallNotOpen.
    """
    call, withdrawn = lock_with_call(act, application_id)
    if withdrawn.state is not State.WITHDRAWN:
        raise WrongState(state=withdrawn.state, verb="copy")
    answers = answers_of(act, withdrawn.id)
    if call.form is None or not answers:
        raise NoForm(slug=call.slug)
    require_open(act, call)
    act.lock(Organisation, withdrawn.organisation_id)  # two clicks at once come one after the other
    for draft in _drafts_like(act, withdrawn):
        if answers_of(act, draft.id) == answers:
            act.note("application.copied-again", draft, number=withdrawn.number)
            return draft
    draft = start(act, call.id, withdrawn.organisation_id, wins_before=withdrawn.wins_before)
    draft.title = withdrawn.title
    for question, text in answers.items():
        act.session.add(Answer(application_id=draft.id, question=question, text=text, saved_at=act.at))
    act.note("application.copied", draft, number=withdrawn.number)
    return draft


def discard(act: Act, application_id: UUID) -> None:
    """Take away a draft that was never handed in, with its answers, their earlier texts and the list of its files.

    Their content stays in the store under its digest, where others may have attached the same. A draft that was
    accepted after the deadline stays: the act that accepted it does. Raises WrongState.
    """
    _, draft = lock_with_call(act, application_id)
    accepted = act.session.scalar(select(LateAcceptance.id).where(LateAcceptance.application_id == draft.id))
    require_discardable(draft.state, accepted=accepted is not None)
    files = select(Attachment.id).where(Attachment.application_id == draft.id)
    act.note("application.discarded", draft, files=len(act.session.scalars(files).all()))
    for kind in (Answer, Revision, Attachment, UnsentNotice):
        act.session.execute(delete(kind).where(kind.application_id == draft.id))
    act.session.execute(delete(Application).where(Application.id == draft.id))


def require_discardable(state: State, *, accepted: bool) -> None:
    """Raise WrongState unless it is a draft that no act `accepted` after the deadline."""
    if not discardable(state, accepted=accepted):
        raise WrongState(state=state, verb="discard")


def _drafts_like(act: Act, application: Application) -> list[Application]:
    rows = select(Application).where(
        Application.call_id == application.call_id,
        Application.organisation_id == application.organisation_id,
        Application.state == State.DRAFT,
        Application.title == application.title,
    )
    return list(act.session.scalars(rows.order_by(Application.id).execution_options(populate_existing=True)))
