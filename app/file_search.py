"""Looking for words in the attachments of a call: the form, and what was found, for each role that reads them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import request, url_for
from wtforms import StringField

from app.extensions import db
from app.forms import Form
from app.words import said_later as _l
from competition.eligibility.searching import Hit, Passage, passages_of, search_files, words_in
from documents.kinds import CONTAINER, PDF

SHOWN = 50


class WordsForm(Form):
    """What is looked for. Asked for with the address: nothing changes by it."""

    q = StringField(_l("Words in the attachments"))


def found_files(room: str, slug: str, applications: Iterable[UUID]) -> Mapping[str, Any]:
    """What a page of a search shows: the form, and the files of these applications in which all its words stand."""
    form = WordsForm(request.args, meta={"csrf": False})
    words = words_in(form.q.data or "")
    hits = search_files(db.session(), applications, words)
    return {
        "form": form,
        "asked": bool((form.q.data or "").strip()),
        "words": words,
        "hits": passages_of(db.session(), hits[:SHOWN], words[0]) if hits else [],
        "count": len(hits),
        "start": url_for(f"{room}.search", slug=slug),
        "address": _address_in(room, slug, form.q.data),
    }


def _address_in(room: str, slug: str, typed: str | None) -> Callable[[Hit, Passage], str]:
    """Where a file is looked at, at the place of what was found."""

    def address(hit: Hit, passage: Passage) -> str:
        view, piece = f"{room}.file_look", passage.piece
        member = piece if hit.media_type == CONTAINER.media_type else None
        page = piece if hit.media_type == PDF.media_type and piece > 1 else None
        where = {"slug": slug, "application_id": hit.application_id, "digest": hit.digest}
        return url_for(view, **where, member=member, page=page, q=typed)

    return address
