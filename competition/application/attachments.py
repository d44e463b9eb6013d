"""The files of an application: attached to a slot of the call's form, replaced, taken out again and brought back."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.placing import Attached, Shelf, columns_of
from competition.application.records import Application, Attachment
from competition.application.states import Verb, require
from competition.application.versions import lock_with_call
from competition.call.operations import FileNote
from competition.form.operations import definition_of
from competition.foundation.act import Act


def attach(act: Act, application_id: UUID, slot: str, file: FileNote, instead: UUID | None = None) -> Attachment:
    """Attach a file to a slot of the application, its content being in the store; with `instead`, in that one's place.

    The same file in the same slot again changes nothing. Raises WrongState, UnknownSlot, TooLargeHere, KindNotHere,
    TooManyFiles, ReplacedMeanwhile.
    """
    return _places(act, application_id).put(slot, file, instead)


def detach(act: Act, application_id: UUID, attachment_id: UUID) -> Application:
    """Take a file out of the application; what was submitted with it stays as it was.

    Raises WrongState, NotFound; DoneAlready of one that was taken out.
    """
    places = _places(act, application_id)
    places.take_out(attachment_id)
    return places.application


def bring_back(act: Act, application_id: UUID, attachment_id: UUID, instead: UUID | None = None) -> Attachment:
    """Put a file that was taken out or replaced into its slot once more. Raises NotFound, and as `attach`."""
    return _places(act, application_id).bring_back(attachment_id, instead)


def put_in(act: Act, application: Application, slot: str, file: FileNote) -> Attachment:
    """Write an attachment down, whatever the form asks for."""
    attachment = act.add(Attachment(application_id=application.id, slot=slot, attached_at=act.at, **columns_of(file)))
    act.note("application.attached", application, slot=slot, digest=file.digest, size=file.size)
    return attachment


def attached_to(act: Act, application: Application) -> list[Attachment]:
    """The files that are in the application now, as they came."""
    rows = select(Attachment).where(Attachment.application_id == application.id, Attachment.removed_at.is_(None))
    return list(act.session.scalars(rows.order_by(Attachment.id).execution_options(populate_existing=True)))


def ever_attached(session: Session, application_id: UUID) -> list[Attachment]:
    """All files that are or were in an application, as they came."""
    rows = select(Attachment).where(Attachment.application_id == application_id).order_by(Attachment.id)
    return list(session.scalars(rows))


def _places(act: Act, application_id: UUID) -> Attached:
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ATTACH)
    return Attached(
        act=act,
        application=application,
        shelf=Shelf.APPLICATION,
        slots=definition_of(act.session, application.form).slots,
        files=attached_to(act, application),
        kind=Attachment,
        owned={"application_id": application.id},
    )
