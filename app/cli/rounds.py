"""A round's way into the database and out of it: the halves of `flask call` that need the site."""

from pathlib import Path

from app.cli.site import with_site
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from scoring.archive import gather, replay
from scoring.archive.reading import read_file


@with_site
def bring_in(path: Path, organiser_slug: str | None) -> str:
    """Bring the call of the archive at `path` in, all of it or nothing; its slug. Raises ArchiveInvalid, Refusal."""
    archive = read_file(path)
    with acting(db.session(), SYSTEM, brought_in=True) as act:
        replay.bring_in(act, archive, organiser_slug)
    return archive.call.slug


@with_site
def write_out(slug: str, public: bool) -> str:
    """The canonical archive of the call with this slug, or the one fit for publishing. Raises NotFound."""
    return (gather.public_text if public else gather.full_text)(db.session(), slug)
