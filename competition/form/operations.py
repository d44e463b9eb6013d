"""A call's form, written by the coordinator until the call is published, and read by its digest."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.forms import form_digest, put_form
from competition.call.operations import AlreadyPublished
from competition.call.records import Call, CallState, FormVersion
from competition.form.definition import NO_FORM, Definition
from competition.form.reading import read_definition
from competition.foundation.act import Act
from competition.foundation.errors import NotFound

_READ: dict[str, Definition] = {}
"""The forms that this process has read, by digest: the same digest is the same form, in every database."""


def write_form(act: Act, call_id: UUID, text: str) -> Call:
    """Give a call that is not public yet another form; the same text again changes nothing.

    Raises AlreadyPublished, FormInvalid.
    """
    call = act.lock(Call, call_id)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=call.slug)
    text = text.replace("\r\n", "\n")
    definition = read_definition(text)
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


def definition_of(session: Session, digest: str | None) -> Definition:
    """The form with a digest; that which asks nothing where there is none. Raises NotFound."""
    if digest is None:
        return NO_FORM
    if digest not in _READ:
        _READ[digest] = read_definition(form_text(session, digest))
    return _READ[digest]


def form_text(session: Session, digest: str) -> str:
    """The file of the form with a digest. Raises NotFound."""
    text = session.scalar(select(FormVersion.text).where(FormVersion.digest == digest).limit(1))
    if text is None:
        raise NotFound(what="form", key=digest)
    return text
