"""Who comes to see an application, in words: read off the table of permissions and the views, so that it is true."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from app.access import PERMISSIONS, Do, asked_of
from app.formats import listed
from app.reading_log import shown_by
from app.standing import Kind
from app.words import said_later as _l
from competition.foundation.reading_log import Shown

WORDS: Mapping[Kind, Any] = {
    Kind.APPLICANT: _l("the people of your organisation"),
    Kind.COORDINATOR: _l("the organiser’s coordinators"),
    Kind.CHAIR: _l("the chair of the committee"),
    Kind.MEMBER: _l("the members of the committee"),
    Kind.SECRETARY: _l("the secretary of the committee"),
    Kind.AUDITOR: _l("the organiser’s auditors"),
    Kind.ADMINISTRATOR: _l("the administrator of the portal"),
}
OF_AN_APPLICATION = frozenset({Shown.APPLICATION, Shown.FILE})


def kinds_that_read() -> frozenset[Kind]:
    """The kinds of people to whom some page shows an application that came in, or a file of it."""
    asked = (asked_of(view) for view in current_app.view_functions.values() if shown_by(view) in OF_AN_APPLICATION)
    return frozenset(kind for do in (*asked, Do.READ_OWN) if do for kind in PERMISSIONS[do])


def readers_in_words() -> str:
    """Those kinds, as a sentence to an applicant lists them."""
    kinds = kinds_that_read()
    return listed([str(word) for kind, word in WORDS.items() if kind in kinds])
