"""The places for files of an application, and of what is answered when it is to be clarified: what is in them, files
more, files less, one in the place of another. Both have pages of their own; what these show and do is here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.acting import acting, whoever
from app.applicant.forms import SlotForm
from app.applicant.own import Seen, clock_words, file_address
from app.errors import wants_json
from app.file_names import clean_name
from app.files import hand_out
from app.offered_files import To, offered
from app.refusals import ANSWERS, sentence_of
from app.slots import keep_for, largest_file, strangers_in_words, takes_in_words, template_of
from app.viewing import Files, Inside
from competition.application.placing import (
    Shelf,
    TooManyFiles,
    earlier_of,
    file_with,
    in_slot,
    note_of,
    slot_with,
)
from competition.application.reading import HandedInFile
from competition.call.operations import FileNote
from competition.call.records import CallDocument
from competition.form.definition import Slot
from competition.form.slots import MEGABYTE, endings_of, kinds_of, megabytes_of
from competition.foundation.errors import Refusal
from competition.foundation.twice import DoneAlready

ROOM = "applicant."
FORM_ERROR, FULL = 422, 409


@dataclass(frozen=True, slots=True)
class Ways:
    """The endpoints of the pages around some places; `key` is what the address of a file calls its key."""

    page: str
    attach: str
    replace: str
    file: str
    remove: str
    earlier: str
    back: str
    key: str


@dataclass(frozen=True)
class Cabinet:
    """Some places of an application as their pages show them, and the verbs by which they are changed.

    `ever` asks for all files that are or were there; `before` are those that were handed in before, by their slots.
    """

    shelf: Shelf
    ways: Ways
    one: Seen
    slots: Sequence[Slot]
    files: Sequence[Any]
    missing: Collection[str]
    put: Callable[..., Any]
    take_out: Callable[..., Any]
    bring_back: Callable[..., Any]
    ever: Callable[[], Sequence[Any]]
    before: Sequence[HandedInFile] = ()

    @property
    def key(self) -> UUID:
        """The key of the application."""
        return self.one.own.application.id

    @cached_property
    def about(self) -> Files:
        """What is known of the files, asked once for all of them."""
        return file_address(self.one.own)

    def address(self, way: str, **more: Any) -> str:
        """One of the pages around."""
        return url_for(f"{ROOM}{way}", application_id=self.key, **more)

    def address_of(self, way: str, file: UUID) -> str:
        """One of the pages about a file."""
        return self.address(way, **{self.ways.key: file})

    def page(self, slot: str | None = None, added: Sequence[UUID] = ()) -> str:
        """The page of the places, at one of them; it tells which files were just `added`."""
        return self.address(self.ways.page, added=[str(one) for one in added] or None, _anchor=slot)

    def to(self, slot: str) -> To:
        """To what a file is offered by whoever is here."""
        return To(self.shelf.name, self.key, slot, whoever().id)


Open = Callable[[UUID], Cabinet]


@dataclass(frozen=True, slots=True)
class File:
    """A file that is or was there, as `file_list` shows it."""

    name: str
    address: str
    size: int
    facts: list[str]
    digest: str
    remove: str | None = None
    back: str | None = None
    note: str | None = None
    kind: str = ""
    inside: Inside | None = None


@dataclass(slots=True)
class Sent:
    """What became of the files that were sent to a place: attached, refused with a sentence, or offered to it, full."""

    slot: Slot
    form: SlotForm
    added: list[tuple[UUID, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    offers: list[tuple[str, str]] = field(default_factory=list)
    status: int = FORM_ERROR

    @property
    def whole(self) -> bool:
        """Whether nothing is to be told but that it is attached."""
        return bool(self.added) and not self.refused and not self.offers

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What was refused, as the page begins with it."""
        return [(self.form.file.id, sentence) for sentence in self.refused]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its files and the form for more; the call's document to be filled in for it, if there is one."""

    slot: Slot
    missing: bool
    before: list[HandedInFile]
    files: list[File]
    earlier: list[File]
    form: SlotForm
    template: CallDocument | None
    added: list[str]
    offers: list[tuple[str, str]]
    attach: str
    takes: str
    kinds: str
    endings: tuple[str, ...]
    megabytes: int
    strangers: list[tuple[Sequence[str], str]]

    @property
    def field(self) -> Any:
        """The field that takes the files."""
        return self.form.file

    @property
    def octets(self) -> int:
        """How large a file may be."""
        return self.megabytes * MEGABYTE


def places_of(cabinet: Cabinet, sent: Sent | None = None) -> list[Place]:
    """Every place as its page shows it; of one, what became of what was `sent` there."""
    ever = cabinet.ever()
    return [_place(cabinet, slot, ever, sent if sent and sent.slot.key == slot.key else None) for slot in cabinet.slots]


def take(opened: Open, show: Callable[[UUID, Sent], str], application_id: UUID, slot: str) -> Any:
    """Check the files that were sent to a place and put them there, each by itself.

    On to the page; back to it where something is wrong, or to the question which one is replaced, where the place is
    full. A script is told in a sentence.
    """
    cabinet = opened(application_id)
    place = slot_with(cabinet.slots, slot)
    sent = Sent(place, SlotForm(prefix=place.key))
    if sent.form.validate_on_submit():
        _keep(cabinet, sent, [file for file in sent.form.file.data or [] if file])
    else:
        sent.refused = [str(sentence) for _, all_of in sent.form.errors.items() for sentence in all_of]
    sent.form.file.errors = sent.refused
    if wants_json():
        return _answer(sent), 200 if sent.whole else sent.status
    if sent.whole:
        return redirect(cabinet.page(place.key, [key for key, _ in sent.added]), 303)
    if len(sent.offers) == 1 and not sent.added and not sent.refused:
        return redirect(sent.offers[0][1], 303)
    return show(application_id, sent), sent.status


def tell_of_size(opened: Open, show: Callable[[UUID, Sent], str], values: Mapping[str, Any]) -> Any:
    """That what was sent to a place, as the address says, is more than the site reads: a page, or a sentence."""
    sent = _too_large(opened(values["application_id"]), values["slot"])
    if wants_json():
        return jsonify(said=sent.refused[0], ask=None)
    return show(values["application_id"], sent)


def _too_large(cabinet: Cabinet, slot: str) -> Sent:
    place = slot_with(cabinet.slots, slot)
    sentence = gettext(
        "The file is larger than %(size)s MB: save its pictures smaller, or split it.",
        size=megabytes_of(place, largest_file()),
    )
    if place.most > 1:
        several = gettext("If you chose several files, send them one after the other.")
        sentence = f"{sentence} {several}"
    sent = Sent(place, SlotForm(prefix=place.key, formdata=None), refused=[sentence])
    sent.form.file.errors = sent.refused
    return sent


def remove(cabinet: Cabinet, key: UUID) -> Response:
    """Take a file out; a second click takes out nothing more."""
    slot = next((file.slot for file in cabinet.files if file.id == key), None)
    person = whoever()
    with suppress(DoneAlready), acting(person) as act:
        cabinet.take_out(act, cabinet.key, key)
    return redirect(cabinet.page(slot), 303)


def hand_out_earlier(cabinet: Cabinet, key: UUID) -> Response:
    """A file that is or was in one of the places, as it was attached. Raises NotFound."""
    return hand_out(note_of(file_with(cabinet.ever(), key)), to_sender=True)


def file_shown(cabinet: Cabinet, file: Any) -> File:
    """A file that is there."""
    warnings = [*cabinet.about.warnings(file.digest), *cabinet.about.losses(file.digest)]
    return File(
        name=file.file_name,
        address=cabinet.address_of(cabinet.ways.file, file.id),
        size=file.size,
        facts=[*cabinet.about.facts(file.digest), _attached(cabinet, file)],
        digest=file.digest,
        note=" ".join(warnings) or None,
        kind="wait",
        remove=cabinet.address_of(cabinet.ways.remove, file.id),
        inside=cabinet.about.inside(file.digest, cabinet.one.place),
    )


def _keep(cabinet: Cabinet, sent: Sent, files: Sequence[FileStorage]) -> None:
    """Keep what can be kept, and put it where there is room; note what became of each."""
    kept: list[FileNote] = []
    for file in files:
        try:
            kept.append(keep_for(sent.slot, file))
        except Refusal as refusal:
            sent.refused.append(_about(file, sentence_of(refusal)))
            sent.status = ANSWERS[refusal.code].status
    if not kept:
        return
    full: list[FileNote] = []
    with suppress(TooManyFiles), acting(whoever()) as act:
        for file in kept:
            try:
                sent.added.append((cabinet.put(act, cabinet.key, sent.slot.key, file).id, file.file_name))
            except TooManyFiles:  # nothing was changed yet: the others go on
                full.append(file)
        if not sent.added:
            raise TooManyFiles
    if full and not sent.refused:
        sent.status = FULL
    sent.offers = [(file.file_name, _question(cabinet, sent.slot.key, file)) for file in full]


def _about(file: FileStorage, sentence: str) -> str:
    """A sentence about a file, which names it."""
    name = clean_name(file.filename or "")
    return sentence if name in sentence else f"{name}: {sentence}"


def _question(cabinet: Cabinet, slot: str, file: FileNote) -> str:
    """Where it is asked which file is replaced by one that is kept."""
    token = offered(cabinet.to(slot), file, cabinet.one.at)
    return cabinet.address(cabinet.ways.replace, slot=slot, file=token)


def _answer(sent: Sent) -> Response:
    """What became of a file, for a script that sends one at a time."""
    attached = [gettext("The file “%(name)s” is attached.", name=name) for _, name in sent.added]
    full = [full_in_words(sent.slot, name) for name, _ in sent.offers]
    ask = sent.offers[0][1] if sent.offers else None
    return jsonify(said=" ".join([*attached, *sent.refused, *full]), ask=ask)


def full_in_words(slot: Slot, name: str) -> str:
    """That a file that was sent is not in its place, which is full."""
    if slot.most == 1:
        return gettext("“%(name)s” is not attached yet: there is a file here already.", name=name)
    return gettext("“%(name)s” is not attached yet: no more than %(most)s files go here.", name=name, most=slot.most)


def _place(cabinet: Cabinet, slot: Slot, ever: Sequence[Any], sent: Sent | None) -> Place:
    there = in_slot(cabinet.files, slot.key)
    return Place(
        slot=slot,
        missing=slot.key in cabinet.missing,
        before=[one for one in cabinet.before if one.slot == slot.key],
        files=[file_shown(cabinet, file) for file in there],
        earlier=list(_earlier(cabinet, slot, ever)),
        form=sent.form if sent else SlotForm(prefix=slot.key, formdata=None),
        template=template_of(slot, cabinet.one.page.documents),
        added=_added(there, sent),
        offers=[(full_in_words(slot, name), address) for name, address in sent.offers] if sent else [],
        attach=cabinet.address(cabinet.ways.attach, slot=slot.key),
        takes=takes_in_words(slot),
        kinds=", ".join(one.upper() for one in kinds_of(slot)),
        endings=endings_of(slot),
        megabytes=megabytes_of(slot, largest_file()),
        strangers=strangers_in_words(),
    )


def _added(there: Sequence[Any], sent: Sent | None) -> list[str]:
    """The names of the files that were just attached: as the form tells, or the address."""
    if sent:
        return [name for _, name in sent.added]
    keys = request.args.getlist("added")
    return [file.file_name for file in there if str(file.id) in keys]


def _earlier(cabinet: Cabinet, slot: Slot, ever: Sequence[Any]) -> Iterator[File]:
    for one in earlier_of(ever, slot.key):
        hour = clock_words(one.at, cabinet.one.at, cabinet.one.place)
        gone = gettext("removed %(hour)s", hour=hour)
        if one.by:
            gone = gettext("replaced %(hour)s by “%(name)s”", hour=hour, name=one.by)
        yield File(
            name=one.file.file_name,
            address=cabinet.address_of(cabinet.ways.earlier, one.file.id),
            size=one.file.size,
            facts=[_attached(cabinet, one.file), gone],
            digest=one.file.digest,
            back=cabinet.address_of(cabinet.ways.back, one.file.id),
        )


def _attached(cabinet: Cabinet, file: Any) -> str:
    return gettext("attached %(hour)s", hour=clock_words(file.attached_at, cabinet.one.at, cabinet.one.place))
