"""The pages of the files of an application, for each role that reads applications: handed out, and looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template

from app.access import Do, may
from app.costly import costly
from app.extensions import db
from app.files import hand_out
from app.reading_log import shows
from app.viewing import addresses_of, hand_out_member, hand_out_picture, look_at, neighbours_of
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

    def note(slug: str, application_id: UUID, digest: str) -> FileNote:
        find(slug, application_id)
        return whole_reading(db.session(), application_id).file(digest)

    def file(slug: str, application_id: UUID, digest: str) -> Response:
        """A file of what was handed in last, or of what was clarified."""
        return hand_out(note(slug, application_id, digest))

    def file_look(slug: str, application_id: UUID, digest: str) -> str:
        """What is in it, to be read on the page."""
        opened = find(slug, application_id)
        reading = whole_reading(db.session(), application_id)
        where = {"slug": slug, "application_id": application_id}
        look = look_at(reading.file(digest), addresses_of(room.name, download, where, digest), opened.place)
        beside = neighbours_of(room.name, where, [one.file for one in reading.files], digest)
        return render_template(template, look=replace(look, neighbours=beside), **opened.about)

    def file_picture(slug: str, application_id: UUID, digest: str) -> Response:
        """A page of it, or it, as a picture that is made here."""
        return hand_out_picture(note(slug, application_id, digest))

    def file_member(slug: str, application_id: UUID, digest: str) -> Response:
        """A file inside it."""
        return hand_out_member(note(slug, application_id, digest))

    for view, name, rest in (
        (file, download, ""),
        (file_look, "file_look", "/look"),
        (file_picture, "file_picture", "/picture"),
        (costly(file_member), "file_member", "/member"),
    ):
        room.add_url_rule(f"{address}{rest}", name, may(do)(shows(Shown.FILE)(view)))
