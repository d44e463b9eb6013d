"""The versions of a call's form: each text is kept whole. What stands in it is read in `competition.form`."""

import hashlib

from sqlalchemy import func, select

from competition.call.records import Call, FormVersion
from competition.foundation.act import Act


def put_form(act: Act, call: Call, text: str) -> FormVersion:
    """Keep a text, which was checked, as the next version of the call's form."""
    last = act.session.scalar(select(func.max(FormVersion.version)).where(FormVersion.call_id == call.id)) or 0
    digest = form_digest(text)
    call.form = digest
    return act.add(
        FormVersion(id=act.key(), call_id=call.id, version=last + 1, text=text, digest=digest, written_at=act.at)
    )


def form_digest(text: str) -> str:
    """By what a form is known: the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()
