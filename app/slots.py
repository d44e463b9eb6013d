"""What the site does with the places of a form for attachments: what one takes, in words; files that come to it."""

from collections.abc import Iterable, Sequence
from io import SEEK_END

from flask import current_app
from flask_babel import gettext, ngettext
from werkzeug.datastructures import FileStorage

from app.acting import arrived
from app.config import Settings
from app.file_names import clean_name
from app.files import keep_file
from app.refusals import sentence_of
from competition.call.documents import Current, in_force
from competition.call.operations import FileNote
from competition.call.records import Call, CallDocument
from competition.form.definition import Slot
from competition.form.slots import KindNotHere, kinds_of, megabytes_of, require_fits
from documents.strangers import BY_ENDING, WAYS, refusal_of, require_no_stranger


def largest_file() -> int:
    """Of how many megabytes the installation takes files."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    return settings.max_upload_mb


def takes_in_words(slot: Slot) -> str:
    """What a place takes: of which kinds, how large, how many files."""
    kinds = ", ".join(one.upper() for one in kinds_of(slot))
    told = gettext("%(kinds)s, up to %(size)s MB", kinds=kinds, size=megabytes_of(slot, largest_file()))
    most = gettext("one file")
    if slot.most > 1:
        most = ngettext("up to %(num)d file", "up to %(num)d files", slot.most)
    return f"{told}; {most}"


def keep_for(slot: Slot, sent: FileStorage) -> FileNote:
    """Check a file that somebody sent to a place and keep it; what is written down of it.

    Nothing is kept of what the place does not take. Raises TooLargeHere, KindNotHere, and what `keep_file` raises.
    """
    size = sent.stream.seek(0, SEEK_END)
    sent.stream.seek(0)
    name = clean_name(sent.filename or "")
    try:
        if size:
            require_fits(slot, name, size)
    except KindNotHere:
        require_no_stranger(name)
        raise
    return keep_file(sent)


def strangers_in_words() -> list[tuple[Sequence[str], str]]:
    """What a script says of files of kinds that are not taken, without sending them: the endings of their names, and
    the sentence, in which `{name}` and `{found}` stand for the name and the kind.
    """
    return [
        (
            [ending for ending, kind in BY_ENDING.items() if kind in kinds],
            sentence_of(refusal_of(kinds[0], "{name}", "{found}")),
        )
        for kinds in WAYS.values()
    ]


def template_of(slot: Slot, documents: Iterable[Current]) -> CallDocument | None:
    """The document of the call that is to be filled in for a place: the one it names, else one that is called so."""
    titled = {one.document.title.get("lv"): one.document for one in reversed(list(documents))}
    return titled.get(slot.template) or titled.get(slot.title["lv"])


def templates_of(call: Call) -> list[str]:
    """The Latvian titles of the documents of a call that are in force, each once, in their order."""
    return list(dict.fromkeys(one.document.title["lv"] for one in in_force(call.documents, arrived())))
