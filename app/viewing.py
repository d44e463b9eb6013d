"""The safe viewer: what is in a file that was handed in, as text and pictures that are made here, never as the file.

Every role that reads applications has its pages; what they show is made here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request, url_for

from app.errors import Busy
from app.extensions import db
from app.file_words import SCANS, SaidSignature, facts_of, found_in, losses_of, remarks_of, said_signature, warnings_of
from app.files import PRIVATE, clean_name, content_of, download
from competition.application.reading import ANY_BYTES
from competition.call.operations import FileNote
from competition.eligibility.kept import contents_of
from competition.eligibility.searching import marked, words_in
from competition.foundation.errors import NotFound
from competition.foundation.kept_files import PIECE, KeptFile, files_known, require_harmless
from documents.guarded import AllBusy, Allowance, Limits, TooCostly, Unreadable, guarded
from documents.inspecting.facts import Inspection, Member
from documents.inspecting.inspection import inspect_file
from documents.inspecting.refusals import FileDamaged, FileTooCostly
from documents.inspecting.views import member_of, render_page, shrink_image
from documents.kinds import CONTAINER, DOCX, JPEG, KINDS, ODT, PDF, PNG, Kind

LOOKS = Limits(seconds=6, patience=3)
COME_BACK = 5
WIDTH = 1240
PICTURES = (JPEG, PNG)
MEMBERS, NAMED = 100, 20
CELLS = " | "
"""Between the cells of a row."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a list of files tells of one beside its facts: who signed it, and the files inside, as many as are named."""

    signatures: list[SaidSignature]
    members: list[Member]
    more: int = 0


@dataclass(frozen=True)
class Files:
    """The files of an application in a list: where each is downloaded and looked at, and what is known of it.

    `where`: what stands in their addresses beside the digest; the application's key is in it.
    """

    download: str
    where: Mapping[str, Any]
    look: str | None = None

    def __call__(self, digest: str) -> str:
        """Where it is downloaded."""
        return url_for(self.download, digest=digest, **self.where)

    def view(self, digest: str) -> str | None:
        """Where it is looked at, if it is."""
        return url_for(self.look, digest=digest, **self.where) if self.look else None

    def facts(self, digest: str) -> list[str]:
        """What is said of it beside its name."""
        found = found_in(self._kept(digest))
        return facts_of(found) if found else []

    def warnings(self, digest: str) -> list[str]:
        """What is to be known before it is relied upon."""
        kept = self._kept(digest)
        return list(warnings_of(kept, found_in(kept)))

    def losses(self, digest: str) -> list[str]:
        """What whoever reads it here may not see of it, and what to do about that."""
        kept = self._kept(digest)
        return list(losses_of(kept, found_in(kept)))

    def inside(self, digest: str, place: ZoneInfo) -> Inside | None:
        """Who signed it, with instants on the wall clock of `place`, and what is inside; None where nothing is."""
        found = found_in(self._kept(digest))
        if not found or not (found.signatures or found.members):
            return None
        signatures = [said_signature(one, place) for one in found.signatures]
        return Inside(signatures, list(found.members[:NAMED]), max(0, len(found.members) - NAMED))

    def _kept(self, digest: str) -> KeptFile | None:
        if digest not in self._known:  # it came with an answer on paper
            self._known.update(files_known(db.session(), [digest]))
        return self._known.get(digest)

    @cached_property
    def _known(self) -> dict[str, KeptFile]:
        return contents_of(db.session(), self.where["application_id"])


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which of an application's files one is, the first is 1, and those before and behind it: names and addresses."""

    place: int = 1
    count: int = 1
    before: tuple[str, str] | None = None
    behind: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a page of the viewer shows of a file, or of one inside it (`member`, the first is 1)."""

    file: FileNote
    kind: Kind | None
    found: Inspection | None
    scan: str
    place: ZoneInfo
    addresses: "Addresses"
    member: int | None = None
    page: int = 1
    warnings: list[str] = field(default_factory=list)
    lost: bool = False
    """Whether the store is known not to have it: then nothing can be drawn of it."""
    neighbours: Neighbours = field(default_factory=Neighbours)
    sought: list[str] = field(default_factory=list)
    """The words and phrases that were looked for on the way here, to be marked."""

    @property
    def facts(self) -> list[str]:
        """What it is, in a few words each."""
        return facts_of(self.found) if self.found else []

    @property
    def remarks(self) -> list[str]:
        """What is to be known of it that is no warning."""
        return remarks_of(self.found) if self.found else []

    @property
    def signatures(self) -> list[SaidSignature]:
        """Who signed it."""
        return [said_signature(one, self.place) for one in self.found.signatures] if self.found else []

    @property
    def pages(self) -> int:
        """How many pages can be turned over; none where it has no pages to be shown as pictures."""
        return self.found.pages or 0 if self.found and self.kind is PDF and not self.found.fault else 0

    @property
    def picture(self) -> str | None:
        """Where the picture of its page, or it as a picture, is."""
        if self.lost or not self.found or self.found.fault or not (self.pages or self.kind in PICTURES):
            return None
        return self.addresses.picture(self.member, self.page if self.pages else None)

    @property
    def text(self) -> list[str]:
        """Its words: those of the page, or all of them, paragraph by paragraph."""
        if not self.found or self.found.fault:
            return []
        pieces = self.found.text
        return list(pieces[self.page - 1 : self.page]) if self.pages else list(pieces)

    @property
    def marked_text(self) -> list[list[tuple[str, bool]]]:
        """The same in pieces, each with whether it is among the words that are looked for; cells of a row apart."""
        return [marked(piece.replace("\t", CELLS), self.sought) for piece in self.text if piece.strip()]

    @property
    def finds(self) -> bool:
        """Whether any of the words that are looked for stands in what is shown."""
        return any(hit for piece in self.marked_text for _, hit in piece)

    @property
    def is_words_only(self) -> bool:
        """Whether nothing but its words is shown of a file that has more to it."""
        return self.kind in (DOCX, ODT) and bool(self.text)

    @property
    def asked(self) -> dict[str, str]:
        """What the address asks for beside the page."""
        given = {"member": self.member, "q": request.args.get("q")}
        return {name: str(value) for name, value in given.items() if value}

    @property
    def members(self) -> list[tuple[int, Member]]:
        """The files inside, counted from one, as many as a page holds; of a file inside another they are named only."""
        return list(enumerate(self.found.members[:MEMBERS], 1)) if self.found else []

    @property
    def more_members(self) -> int:
        """How many files inside the page does not name."""
        return max(0, len(self.found.members) - MEMBERS) if self.found else 0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the viewer's pages of one file are."""

    download: str
    at: Callable[..., str]
    """The page itself, for a member and a page."""
    picture_at: Callable[..., str]
    member_at: Callable[..., str]

    def turned(self, member: int | None, page: int) -> str:
        """Another page."""
        return self.at(**_asked(member, page))

    def into(self, member: int) -> str:
        """A file inside."""
        return self.at(**_asked(member, None))

    def picture(self, member: int | None, page: int | None) -> str:
        """A picture of a page, or of a picture."""
        return self.picture_at(**_asked(member, page))

    def taken_out(self, member: int) -> str:
        """A file inside, to be downloaded."""
        return self.member_at(**_asked(member, None))

    @property
    def whole(self) -> str:
        """The file itself, from one inside it."""
        return self.at()


def addresses_of(room: str, download: str, where: Mapping[str, Any], digest: str) -> Addresses:
    """Where a role's pages of a file are: `room` is its blueprint, `download` its view that hands files out, `where`
    what stands in the addresses beside.
    """

    def at(view: str) -> Callable[..., str]:
        return partial(url_for, f"{room}.{view}", digest=digest, **where)

    sought = {"q": request.args["q"]} if request.args.get("q") else {}
    return Addresses(at(download)(), partial(at("file_look"), **sought), at("file_picture"), at("file_member"))


def neighbours_of(room: str, where: Mapping[str, Any], files: Iterable[FileNote], digest: str) -> Neighbours:
    """The files beside one in a list, in the order in which they are read; the same content counts once."""
    names: dict[str, str] = {}
    for one in files:
        names.setdefault(one.digest, one.file_name)
    order = list(names)
    here = order.index(digest)

    def at(place: int) -> tuple[str, str] | None:
        if not 0 <= place < len(order):
            return None
        return names[order[place]], url_for(f"{room}.file_look", digest=order[place], **where)

    return Neighbours(here + 1, len(order), at(here - 1), at(here + 1))


def look_at(file: FileNote, addresses: Addresses, place: ZoneInfo) -> Look:
    """What the viewer shows of a file, as the address asks. Raises NotFound, FileWithheld, FileNotScannedYet, Busy."""
    kept, found = _known(file)
    scan = str(SCANS[kept.scan]) if kept else ""
    kind, warnings = _kind_of(file), list(warnings_of(kept, found))
    if (number := request.args.get("member", type=int)) is not None:
        allowance = Allowance()
        one, content = _member(file, found, number, allowance)
        file, kind = _note_of(one), one.kind
        found = _carefully(partial(inspect_file, kind, content, LOOKS, allowance)) if kind else Inspection()
        warnings = list(warnings_of(None, found))
    elif kept and found and not found.members:
        found = replace(found, text=tuple(kept.text.split(PIECE)) if kept.text else ())
    sought = words_in(request.args.get("q", ""))
    lost = bool(kept and kept.missing_since)
    look = Look(file, kind, found, scan, place, addresses, number, warnings=warnings, lost=lost, sought=sought)
    return replace(look, page=min(max(request.args.get("page", 1, type=int), 1), look.pages or 1))


def hand_out_picture(file: FileNote) -> Response:
    """A page of a file, or a picture, as a picture that is made here. Raises NotFound, and why it cannot be made."""
    _, found = _known(file)
    allowance = Allowance()
    if member := request.args.get("member", type=int):
        one, content = _member(file, found, member, allowance)
        kind = one.kind
    else:
        kind, content = _kind_of(file), b"".join(content_of(file))
    if kind is not PDF and kind not in PICTURES:
        raise NotFound(what="picture", key=file.digest)
    if kind is PDF:
        page = request.args.get("page", 1, type=int)
        made = _carefully(lambda: guarded(render_page, content, page, WIDTH, limits=LOOKS, allowance=allowance), file)
    else:
        made = _carefully(lambda: guarded(shrink_image, content, WIDTH, limits=LOOKS, allowance=allowance), file)
    media_type = JPEG.media_type if kind is JPEG else PNG.media_type
    return Response(made, headers={"Cache-Control": PRIVATE}, mimetype=media_type)


def hand_out_member(file: FileNote) -> Response:
    """A file inside a container, to be downloaded. Raises NotFound, and why it cannot be taken out."""
    _, found = _known(file)
    one, content = _member(file, found, request.args.get("member", 0, type=int), Allowance())
    media_type = one.kind.media_type if one.kind else ANY_BYTES
    return download(content, clean_name(one.name), media_type, size=len(content))


def _known(file: FileNote) -> tuple[KeptFile | None, Inspection | None]:
    require_harmless(db.session(), file.digest, file.file_name)
    kept = files_known(db.session(), [file.digest]).get(file.digest)
    return kept, found_in(kept)


def _member(file: FileNote, found: Inspection | None, number: int, allowance: Allowance) -> tuple[Member, bytes]:
    members = found.members if found else ()
    if not 1 <= number <= len(members) or _kind_of(file) is not CONTAINER:
        raise NotFound(what="member", key=number)
    one = members[number - 1]
    content = b"".join(content_of(file))
    return one, _carefully(lambda: guarded(member_of, content, one.name, limits=LOOKS, allowance=allowance), file)


def _carefully(work: Callable[[], Any], file: FileNote | None = None) -> Any:
    """What the work gives. Raises Busy, FileTooCostly, FileDamaged."""
    name = file.file_name if file else ""
    try:
        return work()
    except AllBusy:
        raise Busy(retry_after=COME_BACK) from None
    except TooCostly:
        raise FileTooCostly(name=name) from None
    except Unreadable:
        raise FileDamaged(name=name) from None


def _note_of(one: Member) -> FileNote:
    return FileNote(one.name, one.kind.media_type if one.kind else ANY_BYTES, one.size, one.digest)


def _kind_of(file: FileNote) -> Kind | None:
    return next((kind for kind in KINDS if kind.media_type == file.media_type), None)


def _asked(member: int | None, page: int | None) -> dict[str, int]:
    """What an address asks for, without what goes without saying."""
    asked = {"member": member, "page": page}
    return {name: number for name, number in asked.items() if number is not None}
