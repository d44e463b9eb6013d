"""Files with which something is wrong: the store has lost them, or a virus was found in them."""

from flask import render_template, url_for
from flask_babel import ngettext

from app.access import Do, may
from app.config import HOUSE_ZONE
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import own_organisers
from app.dossier import to_the_second
from app.extensions import db
from competition.eligibility.kept import Troubled, troubled_files


def troubled_at_hand() -> list[Troubled]:
    """Those of the calls of whoever is here."""
    return troubled_files(db.session(), [one.id for one in own_organisers()])


def troubled_words(count: int) -> str:
    """What the desk says of them."""
    return ngettext("Something is wrong with %(num)d file", "Something is wrong with %(num)d files", count)


@coordinator.get("/desk/files")
@may(Do.COORDINATE)
def troubled() -> str:
    """Each of them: where it belongs, what is wrong, what to do."""
    return render_template(
        "coordinator/troubled.html",
        files=troubled_at_hand(),
        address=_address_of,
        instant=to_the_second(HOUSE_ZONE),
    )


def _address_of(one: Troubled) -> str:
    if one.draft:
        return url_for(".call", slug=one.call_slug)
    if one.application_id is None:
        return url_for(".documents", slug=one.call_slug)
    return url_for(".application", slug=one.call_slug, application_id=one.application_id)
