"""A round's way into the database and out of it: the halves of `flask call` that need the site."""

from app.cli.site import with_site
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from scoring.archive import gather, replay
from scoring.archive.model import Archive


@with_site
def bring_in(archive: Archive, organiser_slug: str | None) -> None:
    """Bring the call of an archive in, all of it or nothing. Raises Refusal."""
    with acting(db.session(), SYSTEM, brought_in=True) as act:
        replay.bring_in(act, archive, organiser_slug)


@with_site
def write_out(slug: str, public: bool) -> str:
    """The canonical archive of the call with this slug, or the one fit for publishing. Raises NotFound."""
    return (gather.public_text if public else gather.full_text)(db.session(), slug)
