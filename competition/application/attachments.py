"""The files of an application: attached to a slot of the call's form, taken out again, and which are still missing."""

from uuid import UUID

from sqlalchemy import select

from competition.application.records import Application, Attachment
from competition.application.states import Verb, require
from competition.application.versions import lock_with_call
from competition.call.operations import FileNote
from competition.form.operations import definition_of
from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.twice import DoneAlready


class UnknownSlot(Refusal):
    """The call asks for no such attachment."""

    code = "unknown-slot"


class TooManyFiles(Refusal):
    """A slot takes so many files, not more."""

    code = "too-many-files"


MOST_IN_A_SLOT = 10


def attach(act: Act, application_id: UUID, slot: str, file: FileNote) -> Attachment:
    """Attach a file to a slot of the application; its content is in the store under its digest.

    The same file in the same slot again changes nothing. Raises WrongState, UnknownSlot, TooManyFiles.
    """
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ATTACH)
    if slot not in {one.key for one in definition_of(act.session, application.form).slots}:
        raise UnknownSlot(slot=slot)
    there = [one for one in attached_to(act, application) if one.slot == slot]
    if same := next((one for one in there if one.digest == file.digest), None):
        act.note("application.attached-again", application, slot=slot, digest=file.digest)
        return same
    if len(there) >= MOST_IN_A_SLOT:
        raise TooManyFiles(most=MOST_IN_A_SLOT)
    return put_in(act, application, slot, file)


def put_in(act: Act, application: Application, slot: str, file: FileNote) -> Attachment:
    """Write an attachment down, whatever the form asks for."""
    attachment = act.add(
        Attachment(
            application_id=application.id,
            slot=slot,
            file_name=file.file_name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
            attached_at=act.at,
        )
    )
    act.note("application.attached", application, slot=slot, digest=file.digest, size=file.size)
    return attachment


def detach(act: Act, application_id: UUID, attachment_id: UUID) -> Application:
    """Take a file out of the application; what was submitted with it stays as it was.

    Raises WrongState, NotFound; DoneAlready of one that was taken out.
    """
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ATTACH)
    attachment = act.get(Attachment, attachment_id)
    if attachment.application_id != application.id:
        raise NotFound(what="attachment", key=attachment_id)
    if attachment.removed_at is not None:
        raise DoneAlready
    attachment.removed_at = act.at
    act.note("application.detached", application, slot=attachment.slot, digest=attachment.digest)
    return application


def attached_to(act: Act, application: Application) -> list[Attachment]:
    """The files that are in the application now, as they came."""
    rows = select(Attachment).where(Attachment.application_id == application.id, Attachment.removed_at.is_(None))
    return list(act.session.scalars(rows.order_by(Attachment.id).execution_options(populate_existing=True)))
