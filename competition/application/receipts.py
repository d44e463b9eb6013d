"""Giving receipts and checking them: each version that is handed in gets one, signed in the same act."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from competition.application.receipt import Said, read_code, seal
from competition.application.records import Application, ReceiptKey, Submission
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.signing import Signer


def receipt_for(act: Act, application: Application, submission: Submission) -> str | None:
    """The code of a version's receipt. A round that was held elsewhere gets none: the portal did not receive it."""
    if act.signer is None or act.brought_in:
        return None
    assert application.number is not None
    assert application.received_at is not None
    remember_key(act, act.signer)
    said = Said(
        call=act.get(Call, application.call_id).slug,
        number=application.number,
        version=submission.version,
        received=application.received_at,
        channel=submission.channel,
        digest=submission.digest,
        key=act.signer.key_id,
    )
    return seal(said, act.signer)


def remember_key(act: Act, signer: Signer) -> None:
    """Keep the public half of the key that signs, at its first use, for as long as there are receipts."""
    if act.session.get(ReceiptKey, signer.key_id) is not None:
        return
    act.session.flush()  # only what is added below may fail in silence
    with suppress(IntegrityError), act.session.begin_nested():  # somebody else's first use at the same time
        act.session.add(ReceiptKey(id=signer.key_id, public=signer.public, first_used_at=act.at))
        act.session.flush()
        act.note("receipt-key.used", f"receipt_key:{signer.key_id}", key=signer.key_id, public=signer.public)


def keys_of(session: Session) -> list[ReceiptKey]:
    """The keys that have signed receipts, the newest first."""
    return list(session.scalars(select(ReceiptKey).order_by(ReceiptKey.first_used_at.desc(), ReceiptKey.id)))


def public_keys(session: Session) -> Mapping[str, str]:
    """Their public halves by their names."""
    return {one.id: one.public for one in keys_of(session)}


def check_code(session: Session, code: str) -> Said:
    """What a genuine receipt of this installation says. Raises NotReceipt."""
    return read_code(code, public_keys(session))
