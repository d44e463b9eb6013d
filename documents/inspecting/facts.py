"""What is found in a file: values without words for people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from documents.kinds import Kind


class Fault(StrEnum):
    """What makes a file of no use to us, however it is signed."""

    ENCRYPTED = "encrypted"
    """A password is needed to open it."""
    DAMAGED = "damaged"
    """Its parser gave up: something is missing or wrong in it."""
    TOO_COSTLY = "too-costly"
    """Looking into it took more time or memory than it may."""
    BOMB = "bomb"
    """It unpacks to very much more than it is: members, pixels."""
    TOO_MANY_FILES = "too-many-files"
    """A package of more members than anybody makes."""
    DEFINITIONS = "definitions"
    """Its XML declares entities, which could stand for very much or for something elsewhere."""
    MACROS = "macros"
    """It holds a program of its own."""
    TOO_MANY_PAGES = "too-many-pages"
    """A PDF of more pages than anybody reads."""
    UNSAFE_NAMES = "unsafe-names"
    """Its members are named so that they could leave the folder they are unpacked to, or twice alike."""
    NO_PAGES = "no-pages"
    """A PDF without a page."""
    NO_FILES = "no-files"
    """A container without a file: whatever is signed there is nothing."""
    TOO_MANY_DOTS = "too-many-dots"
    """A picture of more dots than are looked at, which are all in it."""


class Note(StrEnum):
    """What a reader is told; the file is taken with it."""

    JAVASCRIPT = "javascript"
    """A PDF with a script in it; it never runs here."""
    OPENS_BY_ITSELF = "opens-by-itself"
    """A PDF that does something when it is opened or turned over: starts a script or a program, opens an address."""
    EMBEDDED_FILES = "embedded-files"
    """Other files are inside, which are not looked into."""
    DYNAMIC_FORM = "dynamic-form"
    """A PDF whose pages are made by a form (XFA) only when it is opened: what is seen here may be less."""
    POLYGLOT = "polyglot"
    """Something of another format stands before, behind or between what belongs to the file."""
    MORE_BEHIND = "more-behind"
    """More follows the end of a picture: a short film, most likely, as telephones make them."""
    EXTERNAL_CONTENT = "external-content"
    """A part of what is shown (a picture, an object, a section) is fetched from elsewhere when it is opened."""
    REMOTE_TEMPLATE = "remote-template"
    """The document names a template elsewhere, whose macros would run."""
    RESTRICTED = "restricted"
    """Encrypted with an empty password, to forbid printing or copying: opens, and hides its scripts from a search."""
    TEXT_CUT = "text-cut"
    """There is more text than was kept."""
    NO_TEXT = "no-text"
    """No letter was found: a scan, most likely."""
    PAGES_UNREADABLE = "pages-unreadable"
    """Some pages could not be read, and stand empty."""
    NAMES_ALTERED = "names-altered"
    """Names of members are shown without their signs that are not seen or turn the direction of writing."""
    ONLY_STAMPED = "only-stamped"
    """There is a time-stamp, which is not looked at, and no signature: nobody has signed it."""
    PROGRAMS_INSIDE = "programs-inside"
    """A container with a program in it, or with a document that has macros; signed or not."""
    SIGNATURES_CUT = "signatures-cut"
    """There are more signatures than were looked at."""


class Verdict(StrEnum):
    """What arithmetic says of a signature. Never that it is qualified, nor that its signer is who it says."""

    INTACT = "intact"
    BROKEN = "broken"
    NOT_CHECKABLE = "not-checkable"


class Reason(StrEnum):
    """Why a signature is broken or cannot be checked."""

    CONTENT_CHANGED = "content-changed"
    """What was signed has another digest, or is not there."""
    SIGNATURE_WRONG = "signature-wrong"
    """The key of the certificate did not make this signature."""
    OTHER_CERTIFICATE = "other-certificate"
    """The certificate that is with it is not the one that it says it was made with."""
    ALGORITHM_TOO_OLD = "algorithm-too-old"
    """SHA-1 or older, for which another content could be made, or a key so short that it could be guessed."""
    NOT_FOR_SIGNING = "not-for-signing"
    """The certificate is for other uses."""
    OTHER_FORMAT = "other-format"
    """A format of signatures, or a way to sign a part, that is not read here; or less than its standard asks for."""
    TOO_LARGE = "too-large"
    """It names more parts, or is longer, than is looked at."""
    UNREADABLE = "unreadable"
    """The signature, or its certificate, could not be read."""


class Stamp(StrEnum):
    """The time-stamp of a signature: whether it is of this signature, and signed as it says."""

    NONE = "none"
    INTACT = "intact"
    BROKEN = "broken"
    NOT_FOR_STAMPING = "not-for-stamping"
    """Made with a certificate that is not for time-stamps, or by the signer: whoever wants can write any time so."""
    NOT_CHECKABLE = "not-checkable"


class Coverage(StrEnum):
    """How much of the file a signature is over."""

    WHOLE = "whole"
    """All of it: every octet of a PDF, every file of a container."""
    ADDED_TO = "added-to"
    """A PDF to which only further signatures, time-stamps or proofs were added, none of which is seen on a page."""
    DRAWN_ON = "drawn-on"
    """A PDF to which the same was added, and something is drawn on a page for it: whatever somebody liked."""
    CHANGED_LATER = "changed-later"
    """A PDF that was changed after it was signed."""
    PART = "part"
    """Some of it: `uncovered` names the files of a container that it leaves out."""


class Check(StrEnum):
    """What can be asked of a signature; each stands in `checked` or in `unchecked`."""

    DIGESTS = "digests"
    ARITHMETIC = "arithmetic"
    COVERAGE = "coverage"
    VALIDITY = "validity"
    """Whether the certificate was valid at the claimed time, and that of the time-stamp, by its own dates."""
    TIME_STAMP = "time-stamp"
    """The time-stamp's imprint and arithmetic; not who issued it."""
    STAMP_TRUST_LIST = "stamp-trust-list"
    """Whether the issuer of the time-stamp is one that the trusted lists name: without it its time is a claim."""
    TRUST_LIST = "trust-list"
    """Whether the issuer is one that the trusted lists name."""
    REVOCATION = "revocation"
    """Whether the certificate was withdrawn."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: what its certificate and it say, and what arithmetic says of them.

    A person's code in the certificate is left out. `outside_validity`: whether the certificate was not valid at the
    time that is claimed, or at that of the time-stamp; None where there is neither.
    """

    verdict: Verdict
    reason: Reason | None = None
    signer: str | None = None
    organisation: str | None = None
    issuer: str | None = None
    claimed_at: datetime | None = None
    stamp: Stamp = Stamp.NONE
    stamped_at: datetime | None = None
    outside_validity: bool | None = None
    coverage: Coverage = Coverage.PART
    uncovered: tuple[str, ...] = ()
    checked: tuple[Check, ...] = ()
    unchecked: tuple[Check, ...] = tuple(Check)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a container; `name` is safe to show and finds it (`views.member_of`)."""

    name: str
    size: int
    kind: Kind | None
    digest: str
    covered_by_signature: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that is known of a file's content. With a fault, whatever else was found until then.

    `text` has a text for each page of a PDF; for each paragraph and each row of a table of a document, whose cells are
    parted by tabs.
    """

    fault: Fault | None = None
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    text: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    signatures: tuple[Signature, ...] = ()
    width: int | None = None
    height: int | None = None


class Faulty(Exception):
    """Raised while a file is looked into: it has this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
