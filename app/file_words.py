"""What was found in a file, in words: short facts for lists, sentences for the viewer, what a signature is worth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

from app import formats
from app.words import said_later as _l
from competition.foundation.kept_files import KeptFile, Scan
from documents.inspecting.facts import Check, Coverage, Fault, Inspection, Note, Reason, Signature, Stamp, Verdict
from documents.inspecting.stored import from_json

FAULTS: Mapping[Fault, Any] = {
    Fault.ENCRYPTED: _l("It opens with a password only."),
    Fault.DAMAGED: _l("It cannot be read: it is damaged, or not whole."),
    Fault.TOO_COSTLY: _l("It is too intricate to be looked into."),
    Fault.BOMB: _l("It unpacks to very much more than it is."),
    Fault.TOO_MANY_FILES: _l("It holds more files than are looked into."),
    Fault.DEFINITIONS: _l("It holds definitions of its own (DTD entities), which are not looked into."),
    Fault.MACROS: _l("It holds macros: do not let them run."),
    Fault.TOO_MANY_PAGES: _l("It has too many pages to be shown."),
    Fault.UNSAFE_NAMES: _l("Files in it are named so that they cannot be shown safely."),
    Fault.NO_PAGES: _l("It has no page."),
    Fault.NO_FILES: _l("There is no file in it."),
    Fault.TOO_MANY_DOTS: _l("The picture has too many dots to be shown."),
}
NOTES: Mapping[Note, Any] = {
    Note.JAVASCRIPT: _l("There is a script in it, which never runs here."),
    Note.OPENS_BY_ITSELF: _l("It does something by itself when it is opened elsewhere, for example opens an address."),
    Note.EMBEDDED_FILES: _l("Other files are inside, which were not looked into."),
    Note.DYNAMIC_FORM: _l("Its pages are made only when it is opened: what is seen here may be less."),
    Note.POLYGLOT: _l("Something of another format is hidden in it."),
    Note.MORE_BEHIND: _l("More follows behind the picture, for example a short film, which is not shown here."),
    Note.EXTERNAL_CONTENT: _l("A part of it is fetched from elsewhere when it is opened, and is not shown here."),
    Note.REMOTE_TEMPLATE: _l("It names a template elsewhere, whose macros could run."),
    Note.RESTRICTED: _l("It forbids printing or copying."),
    Note.TEXT_CUT: _l("It holds more text than is shown and searched here."),
    Note.NO_TEXT: _l("There is no text in it, only pictures: it is not found by searching."),
    Note.PAGES_UNREADABLE: _l("Some of its pages could not be read."),
    Note.NAMES_ALTERED: _l("Names of files are shown without signs that are not seen or that mislead."),
    Note.PROGRAMS_INSIDE: _l("A file inside is a program or may hold one (macros): do not open it."),
    Note.ONLY_STAMPED: _l("There is only a time-stamp on it, which is not checked here: nobody has signed it."),
    Note.SIGNATURES_CUT: _l("It has more signatures than were looked at."),
}
NAMED, LONGEST_NAME, ENDING = 5, 80, 12
ALARMING = frozenset(
    {
        Note.JAVASCRIPT,
        Note.OPENS_BY_ITSELF,
        Note.POLYGLOT,
        Note.REMOTE_TEMPLATE,
        Note.PROGRAMS_INSIDE,
        Note.ONLY_STAMPED,
    }
)
LOST_OF_PAGES = frozenset({Note.DYNAMIC_FORM, Note.EMBEDDED_FILES, Note.PAGES_UNREADABLE})
REASONS: Mapping[Reason, Any] = {
    Reason.CONTENT_CHANGED: _l("what was signed was changed afterwards, or is missing"),
    Reason.SIGNATURE_WRONG: _l("the signature does not belong to this certificate"),
    Reason.OTHER_CERTIFICATE: _l("the certificate with it is not the one that it says it was made with"),
    Reason.ALGORITHM_TOO_OLD: _l("it is made in a way too old or too weak to be relied upon"),
    Reason.NOT_FOR_SIGNING: _l("the certificate is not for signing"),
    Reason.OTHER_FORMAT: _l("it is of a format that is not checked here"),
    Reason.TOO_LARGE: _l("it is too large to be checked here"),
    Reason.UNREADABLE: _l("it cannot be read"),
}
CHECKS: Mapping[Check, Any] = {
    Check.DIGESTS: _l("whether the content is the one that was signed"),
    Check.ARITHMETIC: _l("whether the key of the certificate made the signature"),
    Check.COVERAGE: _l("whether all of the file is signed"),
    Check.VALIDITY: _l("whether the certificate was valid on the days that the signature and its time-stamp name"),
    Check.TIME_STAMP: _l("whether the time-stamp is of this signature"),
    Check.STAMP_TRUST_LIST: _l("whether the issuer of the time-stamp is in the European Union’s trusted lists"),
    Check.TRUST_LIST: _l("whether the issuer of the certificate is in the European Union’s trusted lists"),
    Check.REVOCATION: _l("whether the certificate had been withdrawn"),
}
OF_STAMPS = (Check.TIME_STAMP, Check.STAMP_TRUST_LIST)
FALSE_STAMPS = (Stamp.BROKEN, Stamp.NOT_FOR_STAMPING)
SCANS: Mapping[Scan, Any] = {
    Scan.NOT_SCANNED: _l("not scanned for viruses"),
    Scan.PENDING: _l("waits to be scanned for viruses"),
    Scan.CLEAN: _l("no virus found"),
    Scan.INFECTED: _l("a virus was found"),
}


@dataclass(frozen=True, slots=True)
class SaidSignature:
    """A signature in words. `good`: nothing that was checked speaks against it."""

    good: bool
    verdict: str
    signer: str
    organisation: str | None
    issuer: str | None
    times: list[str]
    remarks: list[str]
    checked: list[str]
    unchecked: list[str]


def found_in(kept: KeptFile | None) -> Inspection | None:
    """What was found in a content; None where it was never looked into, or by another version of the portal."""
    if kept is None or kept.inspection is None:
        return None
    try:
        return from_json(kept.inspection)
    except ValueError:
        return None


def facts_of(found: Inspection) -> list[str]:
    """What a list says of a file beside its name and size, in a few words each."""
    facts = []
    if found.pages:
        facts.append(ngettext("%(num)d page", "%(num)d pages", found.pages))
    if found.width and found.height:
        facts.append(gettext("%(width)s × %(height)s dots", width=found.width, height=found.height))
    if found.members:
        facts.append(ngettext("%(num)d file inside", "%(num)d files inside", len(found.members)))
    facts.extend(_signed_by(one) for one in found.signatures)
    return facts


def warnings_of(kept: KeptFile | None, found: Inspection | None) -> Iterator[str]:
    """What a list warns of: sentences."""
    if kept is not None and kept.scan in (Scan.PENDING, Scan.INFECTED):
        yield gettext("Scanner: %(said)s.", said=SCANS[kept.scan])
    if kept is not None and kept.missing_since:
        yield gettext("The store has lost this file.")
    if found is None:
        return
    if found.fault:
        yield str(FAULTS[found.fault])
    yield from (str(NOTES[note]) for note in found.notes if note in ALARMING)
    if not found.fault and found.members and not found.signatures:
        yield gettext("The container has no signature.")
    for one in found.signatures:
        yield from _against(one)


def remarks_of(found: Inspection) -> list[str]:
    """What the viewer says besides its warnings: sentences."""
    return [str(NOTES[note]) for note in found.notes if note not in ALARMING]


def losses_of(kept: KeptFile | None, found: Inspection | None) -> Iterator[str]:
    """What those who read a file here may not see of it, and what to do about that: sentences for whoever sends it."""
    if kept is not None and kept.scan is Scan.INFECTED:
        yield gettext("Nobody can open it here: remove it, and attach a file without a virus.")
    if kept is not None and kept.missing_since:
        yield gettext("Remove it, and attach it once more.")
    if found is None:
        return
    lost = [str(NOTES[note]) for note in found.notes if note in LOST_OF_PAGES] if found.pages else []
    yield from lost
    if lost:
        yield gettext(
            "Those who read the application may see less of it than you do: print it into a new PDF, and attach that."
        )


def _against(one: Signature) -> Iterator[str]:
    """What speaks against relying on a signature."""
    who = _name_of(one)
    if one.outside_validity:
        yield gettext("The certificate of %(who)s was not valid when it was signed or time-stamped.", who=who)
    if one.stamp is Stamp.BROKEN:
        yield gettext("The time-stamp of %(who)s does not belong to the signature.", who=who)
    if one.stamp is Stamp.NOT_FOR_STAMPING:
        yield gettext(
            "The time-stamp of %(who)s was made with the signer’s own certificate, or one that is not for time-stamps.",
            who=who,
        )
    if one.verdict is not Verdict.INTACT:
        yield gettext("%(who)s – %(what)s.", who=who, what=_verdict_of(one))
    elif one.coverage is Coverage.CHANGED_LATER:
        yield gettext("The file was changed after %(who)s had signed it.", who=who)
    elif one.coverage is Coverage.DRAWN_ON:
        yield gettext("After %(who)s had signed, something that is seen on a page was added to the file.", who=who)
    elif one.uncovered:
        yield gettext("The signature of %(who)s leaves out: %(what)s.", who=who, what=_named(one.uncovered))
    elif one.coverage is Coverage.PART:
        yield gettext("The signature of %(who)s is not over the whole file.", who=who)


def said_signature(one: Signature, place: ZoneInfo) -> SaidSignature:
    """A signature in words; instants on the wall clock of `place`."""
    whole = one.coverage in (Coverage.WHOLE, Coverage.ADDED_TO)
    good = one.verdict is Verdict.INTACT and whole and not one.outside_validity and one.stamp not in FALSE_STAMPS
    return SaidSignature(
        good=good,
        verdict=_verdict_of(one),
        signer=_name_of(one),
        organisation=one.organisation,
        issuer=one.issuer,
        times=list(_times_of(one, place)),
        remarks=list(_remarks_on(one)),
        checked=[str(CHECKS[check]) for check in one.checked],
        unchecked=[
            str(CHECKS[check]) for check in one.unchecked if one.stamp is not Stamp.NONE or check not in OF_STAMPS
        ],
    )


def _signed_by(one: Signature) -> str:
    if one.verdict is Verdict.INTACT:
        return gettext("signed: %(who)s", who=_name_of(one))
    return gettext("signature of %(who)s: see below", who=_name_of(one))


def _name_of(one: Signature) -> str:
    return one.signer or one.organisation or gettext("somebody without a name")


def _verdict_of(one: Signature) -> str:
    if one.verdict is Verdict.INTACT and one.coverage is Coverage.CHANGED_LATER:
        return gettext("the signature is over what the file held before it was changed")
    if one.verdict is Verdict.INTACT and one.coverage is Coverage.DRAWN_ON:
        return gettext("the signature is over what the file held before something was added that is seen on a page")
    if one.verdict is Verdict.INTACT:
        return gettext("the signature is intact; whether its issuer is to be trusted was not checked")
    why = str(REASONS[one.reason]) if one.reason else ""
    if one.verdict is Verdict.BROKEN:
        return gettext("the signature does not hold: %(why)s", why=why)
    return gettext("the signature could not be checked: %(why)s", why=why)


def _times_of(one: Signature, place: ZoneInfo) -> Iterator[str]:
    if one.claimed_at:
        yield gettext("signed %(when)s, as the signature itself says", when=_when(one.claimed_at, place))
    match one.stamp:
        case Stamp.INTACT if one.stamped_at:
            yield gettext("time-stamped %(when)s, as the time-stamp itself says", when=_when(one.stamped_at, place))
        case Stamp.BROKEN:
            yield gettext("the time-stamp does not belong to this signature")
        case Stamp.NOT_FOR_STAMPING:
            yield gettext(
                "the time-stamp was made with the signer’s own certificate, or one that is not for time-stamps:"
                " its time is worth nothing"
            )
        case Stamp.NOT_CHECKABLE:
            yield gettext("the time-stamp could not be checked")
        case _:
            yield gettext("no time-stamp")


def _remarks_on(one: Signature) -> Iterator[str]:
    if one.outside_validity:
        yield gettext("The certificate was not valid on a day that the signature or its time-stamp names.")
    if one.verdict is not Verdict.INTACT:  # nothing is known to be signed
        return
    match one.coverage:
        case Coverage.CHANGED_LATER:
            yield gettext("The file was changed after it was signed.")
        case Coverage.DRAWN_ON:
            yield gettext(
                "Something that is seen on a page was added after it was signed, as for a further signature;"
                " it may cover what was signed."
            )
        case Coverage.ADDED_TO:
            yield gettext(
                "After it was signed only signatures, proofs and facts about the file were added; nothing of them is"
                " seen on the pages."
            )
        case Coverage.PART if one.uncovered:
            yield gettext("It is not over all files; it leaves out: %(what)s.", what=_named(one.uncovered))
        case Coverage.PART:
            yield gettext("It is not over the whole file.")
        case _:
            yield gettext("It is over the whole file.")


def _named(names: Sequence[str]) -> str:
    """Names of files, as many as a sentence holds, each no longer than it is read."""
    named = [gettext("“%(name)s”", name=shortened(name)) for name in names[:NAMED]]
    if len(names) > NAMED:
        named.append(ngettext("%(num)d more", "%(num)d more", len(names) - NAMED))
    return formats.listed(named)


def shortened(name: str) -> str:
    """A name, without its midst where it is long."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - ENDING - 1]}…{name[-ENDING:]}"


def _when(at: datetime, place: ZoneInfo) -> str:
    return formats.instant(at, place, seconds=True)
