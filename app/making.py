"""Forms that make a record: sent twice (a double click, a second try, the back button) they make one.

Such a form carries a key from the moment when it is shown. The record's own key is made of it and of what was typed:
the same form with the same in it leads to where it led the first time; with something else in it, it is refused with
its text kept, and a second press makes another record.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import request
from wtforms import HiddenField

from app.acting import acting, current_person
from app.extensions import db
from app.forms import Form
from competition.foundation.act import Act
from competition.foundation.base import Base
from competition.foundation.twice import MadeAlready, form_key, made_key, new_form_key, record_key, require_unmade

KEY = "key"
NOT_TYPED = {"csrf_token", KEY}
PIECE = 1 << 16


class MakingForm(Form):
    """A form with the key of the record that it makes."""

    key = HiddenField(default=lambda: str(new_form_key()))

    @property
    def record(self) -> UUID:
        """The key of the record that is made of what was typed."""
        return record_key(form_key(self.key.data), _digest())


def was_made(form: MakingForm, kind: type[Base]) -> bool:
    """Whether the form, as it was sent, has made its record: for views whose page is not there any more then."""
    return form.validate_on_submit() and made_key(db.session(), kind, form.record) == form.record


@contextmanager
def making(form: MakingForm, kind: type[Base]) -> Iterator[Act]:
    """Open an act of whoever is signed in that makes the record of a form, once. Stands inside `refusals_to`.

    Raises DoneAlready, which is no refusal, where the same was made by the same form; MadeAlready where that made
    something else: the form has another key then.
    """
    with acting(current_person()) as act:
        key = form.record
        try:
            require_unmade(act.session, kind, key)
        except MadeAlready:
            form.key.data = str(new_form_key())
            raise
        act.given = key
        yield act


def _digest() -> bytes:
    """A digest of what was typed and of the files that were chosen."""
    found = hashlib.sha256()
    for name, text in sorted(request.form.items(multi=True)):
        if name not in NOT_TYPED:
            found.update(f"{name}\0{text}\0".encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda one: (one[0], one[1].filename or "")):
        found.update(f"{name}\0{file.filename}\0".encode())
        file.stream.seek(0)
        while piece := file.stream.read(PIECE):
            found.update(piece)
        file.stream.seek(0)
    return found.digest()
