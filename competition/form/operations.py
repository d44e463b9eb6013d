"""A call's form, written by the coordinator until the call is published, and read by its digest."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.forms import form_digest, put_form
from competition.call.operations import AlreadyPublished
from competition.call.queries import window_of
from competition.call.records import Call, CallState, FormVersion
from competition.form.check import asked_in
from competition.form.definition import NO_FORM, CheckQuestion, Definition
from competition.form.reading import read_definition
from competition.form.slots import MOST_MEGABYTES
from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready

_READ: dict[str, Definition] = {}
"""The forms that this process has read, by digest: the same digest is the same form, in every database."""


def write_form(act: Act, call_id: UUID, text: str, largest: int = MOST_MEGABYTES) -> Call:
    """Give a call that is not public yet another form; the same text again changes nothing.

    `largest`: of how many megabytes the installation takes files. Raises AlreadyPublished, FormInvalid.
    """
    call = act.lock(Call, call_id)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=call.slug)
    text = text.replace("\r\n", "\n")
    definition = read_definition(text, largest)
    if call.form == form_digest(text):
        act.note("call.form-written-again", call, slug=call.slug)
        return call
    version = put_form(act, call, text)
    act.note(
        "call.form-written",
        call,
        slug=call.slug,
        version=version.version,
        digest=version.digest,
        questions=sum(1 for _ in definition.questions),
    )
    return call


def edit_form(act: Act, call_id: UUID, edit: Callable[[str], str], largest: int = MOST_MEGABYTES) -> Call:
    """Give a call that is not public yet the form that `edit` makes of the text of its own; `largest` as above.

    Raises AlreadyPublished, FormInvalid; NotFound where the call has no form, DoneAlready where `edit` changes nothing,
    and what `edit` raises.
    """
    call = act.lock(Call, call_id)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=call.slug)
    if call.form is None:
        raise NotFound(what="form", key=call.slug)
    text = form_text(act.session, call.form)
    edited = edit(text)
    if edited == text:
        raise DoneAlready
    return write_form(act, call_id, edited, largest)


def definition_of(session: Session, digest: str | None) -> Definition:
    """The form with a digest; that which asks nothing where there is none. Raises NotFound."""
    if digest is None:
        return NO_FORM
    if digest not in _READ:
        _READ[digest] = read_definition(form_text(session, digest))
    return _READ[digest]


def read_forms(session: Session, digests: Iterable[str | None]) -> None:
    """Read these forms at once, so that `definition_of` asks for none of them."""
    unread = {digest for digest in digests if digest} - _READ.keys()
    if unread:
        rows = session.execute(select(FormVersion.digest, FormVersion.text).where(FormVersion.digest.in_(unread)))
        for digest, text in rows:
            _READ[digest] = read_definition(text)


def check_of(session: Session, call: Call) -> tuple[CheckQuestion, ...]:
    """The questions of the check that stands before an application in a call; none where its form has none."""
    return asked_in(definition_of(session, call.form).check, window_of(call))


def form_beginning(session: Session, call_id: UUID, beginning: str) -> Definition | None:
    """The version of a call's form whose digest begins so; None where the call never had one."""
    versions = select(FormVersion.digest).where(FormVersion.call_id == call_id).order_by(FormVersion.version.desc())
    found = next((digest for digest in session.scalars(versions) if digest.startswith(beginning)), None)
    return definition_of(session, found) if found else None


def form_text(session: Session, digest: str) -> str:
    """The file of the form with a digest. Raises NotFound."""
    text = session.scalar(select(FormVersion.text).where(FormVersion.digest == digest).limit(1))
    if text is None:
        raise NotFound(what="form", key=digest)
    return text
