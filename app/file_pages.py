"""The pages of the files of an application, for each role that reads applications: handed out, and looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template

from app.access import Do, may
from app.costly import costly
from app.extensions import db
from app.files import hand_out
from app.reading_log import shows
from app.viewing import addresses_of, hand_out_member, hand_out_picture, look_at
from competition.call.operations import FileNote
from competition.eligibility.reading import whole_reading
from competition.foundation.reading_log import Shown


@dataclass(frozen=True, slots=True)
class Opened:
    """An application whose files are open to whoever asks: what their page names, and on whose clock."""

    about: Mapping[str, Any]
    place: ZoneInfo


def open_files(
    room: Blueprint, start: str, do: Do, find: Callable[[str, UUID], Opened], template: str, download: str = "file"
) -> None:
    """Give a role's room the pages of the files of an application, under `start`/applications/….

    `find(slug, application_id)` raises NotFound where it is not theirs to read; `download`: the view that hands out.
    """
    address = f"{start}/applications/<uuid:application_id>/files/<digest>"

    def note(slug: str, application_id: UUID, digest: str) -> tuple[Opened, FileNote]:
        opened = find(slug, application_id)
        return opened, whole_reading(db.session(), application_id).file(digest)

    def file(slug: str, application_id: UUID, digest: str) -> Response:
        """A file of what was handed in last, or of what was clarified."""
        return hand_out(note(slug, application_id, digest)[1])

    def file_look(slug: str, application_id: UUID, digest: str) -> str:
        """What is in it, to be read on the page."""
        opened, found = note(slug, application_id, digest)
        addresses = addresses_of(room.name, download, {"slug": slug, "application_id": application_id}, digest)
        return render_template(template, look=look_at(found, addresses, opened.place), **opened.about)

    def file_picture(slug: str, application_id: UUID, digest: str) -> Response:
        """A page of it, or it, as a picture that is made here."""
        return hand_out_picture(note(slug, application_id, digest)[1])

    def file_member(slug: str, application_id: UUID, digest: str) -> Response:
        """A file inside it."""
        return hand_out_member(note(slug, application_id, digest)[1])

    for view, name, rest in (
        (file, download, ""),
        (file_look, "file_look", "/look"),
        (file_picture, "file_picture", "/picture"),
        (costly(file_member), "file_member", "/member"),
    ):
        room.add_url_rule(f"{address}{rest}", name, may(do)(shows(Shown.FILE)(view)))
