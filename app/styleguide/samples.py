"""Made-up things for the style guide to show, each in the shape in which pages get the real ones. Invented people and
organisations; what an applicant wrote is in Latvian, as it would be."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from app.file_words import CHECKS, SaidSignature
from app.formats import hour, points
from app.viewing import Inside
from competition.call.deadline import Terms
from competition.call.stage import Remaining, Stage, remaining
from competition.form.definition import Slot
from competition.form.slots import MEGABYTE
from competition.foundation.clock import Moment, day_of, exactly, whole_of, zone
from documents.inspecting.facts import Check, Member
from documents.kinds import PDF

RIGA = zone("Europe/Riga")
AWARD, GRANTED = Decimal(4600), Decimal(36800)
MOST_POINTS, LEAST_POINTS, SO_FAR = Decimal(50), Decimal(30), Decimal(4)


@dataclass(frozen=True, slots=True)
class Order:
    """An amendment, as the deadline's card knows it."""

    number: int
    published_at: datetime
    legal_basis: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A call, as the deadline's card knows it."""

    opens: Moment


@dataclass(frozen=True, slots=True)
class CardPage:
    """A call's page, as the deadline's card knows it."""

    stage: Stage
    deadline: Moment
    call: Opening
    remaining: Remaining | None = None
    moved_by: Order | None = None
    earlier_deadlines: list[Moment] = field(default_factory=list)


def cards(at: datetime) -> list[tuple[str, CardPage]]:
    """The deadline's card in each of its states at the instant `at`, with what the state is."""
    today = day_of(at, RIGA)

    def day(offset: int) -> Moment:
        return whole_of(today + timedelta(days=offset), RIGA)

    def terms(opens: Moment, *deadlines: Moment) -> Terms:
        return Terms(opens, deadlines[0], deadlines[1:])

    order = Order(1, at - timedelta(days=18), "Izglītības pārvaldes 2026. gada 20. augusta rīkojums Nr. 1-4/25")
    soon = exactly(at.replace(second=59, microsecond=0) + timedelta(minutes=42))
    return [
        (
            gettext("Open, moved by an order"),
            CardPage(
                stage=Stage.OPEN,
                deadline=day(11),
                call=Opening(day(-30)),
                remaining=remaining(terms(day(-30), day(-11), day(11)), at),
                moved_by=order,
                earlier_deadlines=[day(-11)],
            ),
        ),
        (
            gettext("Open, in its last hour"),
            CardPage(Stage.OPEN, soon, Opening(day(-30)), remaining(terms(day(-30), soon), at)),
        ),
        (gettext("Not open yet"), CardPage(Stage.COMING, day(30), Opening(day(7)))),
        (gettext("Over"), CardPage(Stage.EVALUATED, day(-3), Opening(day(-40)))),
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a work in a list of parts."""

    name: str
    address: str
    state: str = ""
    kind: str = ""


def sections() -> list[Part]:
    """The sections of an application, in each state that a section can be in."""
    return [
        Part(gettext("Applicant"), "#applicant", gettext("filled in"), "ok"),
        Part(gettext("Partners"), "#partners", gettext("not required")),
        Part(gettext("Target group"), "#target-group", gettext("1 missing"), "miss"),
        Part(gettext("Activities"), "#activities", gettext("not begun")),
        Part(gettext("Attachments"), "#attachments", gettext("1 of 3"), "miss"),
        Part(gettext("Check and submit"), "#review"),
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer."""

    question: str
    answer: str | None
    address: str | None = None


def answers() -> list[Answer]:
    """Answers short and long, one that is missing, one that is not to be changed."""
    return [
        Answer(gettext("Title of the project"), "Stāsti no mūsu ielas", "#title"),
        Answer(
            gettext("Aim"),
            "Jauniešus aicinās klases audzinātāji un divi vienaudži.\n\nKatru ceturtdienu darbnīcu vada dalībnieki.",
            "#aim",
        ),
        Answer(gettext("Young people at risk"), None, "#at-risk"),
        Answer(gettext("Submitted"), "2020-05"),
    ]


@dataclass(frozen=True, slots=True)
class File:
    """A file that is there."""

    name: str
    size: int
    facts: list[str]
    address: str = "#file"
    note: str | None = None
    kind: str = ""
    remove: str | None = None
    digest: str | None = None
    back: str | None = None
    inside: Inside | None = None


def files() -> list[File]:
    """Files as they may be found: whole, with a doubt, refused."""
    at = gettext("attached %(hour)s", hour=hour(time(14, 32)))
    return [
        File(
            "Partnera apliecinājums.edoc",
            62_000,
            [at, gettext("signature intact")],
            remove="#remove",
            inside=Inside([_signature()], [Member("apliecinājums.pdf", 48_000, PDF, "ab" * 32, True)], more=1),
        ),
        File(
            "Ļoti_gars_faila_nosaukums_kas_nebeidzas_un_nekur_nav_pārtraukts_2020_gada_pavasara_kārta.pdf",
            1_468_006,
            [at],
            note=gettext("Not scanned for viruses: the scanner does not answer."),
            kind="wait",
            remove="#remove",
        ),
        File(
            "statūti.docx",
            48_000,
            [at],
            note=gettext("The file is cut off. Save it again in Word and attach it again."),
            kind="bad",
            remove="#remove",
        ),
    ]


def _signature() -> SaidSignature:
    """A signature as it is mostly found."""
    return SaidSignature(
        good=True,
        verdict=gettext("the signature is intact; whether its issuer is to be trusted was not checked"),
        signer="JĀNIS PARAUDZIŅŠ",
        organisation=None,
        issuer="Example CA 2020",
        times=[gettext("no time-stamp")],
        remarks=[gettext("It is over the whole file.")],
        checked=[str(CHECKS[Check.DIGESTS])],
        unchecked=[str(CHECKS[Check.TRUST_LIST])],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A place for files of an application, as its pages show it."""

    slot: Slot
    field: Any
    takes: str
    added: tuple[str, ...] = ()
    offers: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    earlier: tuple[File, ...] = ()
    missing: bool = False
    template: None = None
    before: tuple[()] = ()
    attach: str = "#place"
    kinds: str = "PDF, EDOC"
    endings: tuple[str, ...] = ("pdf", "edoc")
    megabytes: int = 5
    strangers: tuple[()] = ()

    @property
    def octets(self) -> int:
        """How large a file may be."""
        return self.megabytes * MEGABYTE


def places(*fields: Any) -> list[Place]:
    """Places as they may be found: in need of a file; full, with what was there before and what is offered to it."""
    at = gettext("attached %(hour)s", hour=hour(time(14, 32)))
    titles = (
        {"lv": "Sadarbības partnera apliecinājums", "en": "Partner’s declaration"},
        {"lv": "Statūti", "en": "Statutes"},
    )
    empty, full = (Slot(f"place-{number}", title, most=2 - number) for number, title in enumerate(titles))
    takes = gettext("%(kinds)s, up to %(size)s MB", kinds="PDF, EDOC", size=5)
    statutes = File("statūti.pdf", 48_000, [at], remove="#remove", digest="ab" * 32)
    gone = gettext("replaced %(hour)s by “%(name)s”", hour=hour(time(14, 32)), name="statūti.pdf")
    earlier = File("statūti 2019.pdf", 47_000, [at, gone], back="#back", digest="cd" * 32)
    offer = gettext("“%(name)s” is not attached yet: there is a file here already.", name="jaunie.pdf")
    return [
        Place(empty, fields[0], takes, missing=True),
        Place(full, fields[1], takes, ("statūti.pdf",), ((offer, "#replace"),), (statutes,), (earlier,)),
    ]


def saved_at() -> str:
    """That what was typed is kept."""
    return gettext("Saved %(hour)s", hour=hour(time(14, 32)))


def kept_file() -> File:
    """A file of a submitted application: nobody takes it away any more."""
    return replace(files()[0], remove=None)


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the story of an application."""

    when: str
    iso: str
    what: str
    progress: str
    about: str | None = None


def events() -> list[Event]:
    """The story of an application until its decision is awaited."""
    at = hour(time(23, 58, 7))
    return [
        Event(
            gettext("14 April"), "2020-04-14", gettext("submitted"), "done", gettext("No. 2020-05, %(hour)s", hour=at)
        ),
        Event(gettext("22 April"), "2020-04-22", gettext("eligible"), "done"),
        Event(
            gettext("now"),
            "2020-05-01",
            gettext("being scored"),
            "now",
            gettext("Three members of the committee score it."),
        ),
        Event(gettext("until 20 May"), "2020-05-20", gettext("decision"), "ahead"),
    ]


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits for somebody."""

    sentence: str
    address: str = "#task"
    due: str | None = None
    urgent: bool = False


def todos() -> list[Todo]:
    """A coordinator's day."""
    return [
        Todo(gettext("The time for clarification ends for 3 applications"), due=gettext("tomorrow"), urgent=True),
        Todo(gettext("2 letters were not delivered"), due=gettext("since yesterday"), urgent=True),
        Todo(gettext("1 member of the committee has not begun"), due=gettext("5 days left")),
        Todo(gettext("4 applications wait for their eligibility check")),
    ]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the ranking."""

    place: int | None
    number: str
    applicant: str
    project: str
    points: Decimal
    outcome: str
    why: str | None = None


def ranked() -> list[Ranked]:
    """A ranking with a shared place, a tie at the line, a reserve and a missed floor."""
    floor = gettext("%(mean)s under criterion 2.2, %(least)s needed", mean=points("2.75"), least=points("3"))
    return [
        Ranked(1, "2026-01", "Biedrība „Pirmais piemērs”", "Skola pēc skolas", Decimal("46.80"), "approved"),
        Ranked(2, "2026-02", "Jauniešu centrs „Paraugs”", "Trešais solis", Decimal("44.20"), "approved"),
        Ranked(2, "2026-03", "Biedrība „Skatuve”", "Skatuve mums", Decimal("44.20"), "approved"),
        Ranked(4, "2026-04", "Nodibinājums „Darbnīca”", "Darīt pašiem", Decimal("38.60"), "tied"),
        Ranked(4, "2026-05", "Biedrība „Piemērs”", "Ielu darbnīca", Decimal("38.60"), "tied"),
        Ranked(6, "2026-06", "Biedrība „Trešais piemērs”", "Dārzs uz jumta", Decimal("31.00"), "reserve"),
        Ranked(None, "2026-07", "Biedrība „Otrs piemērs”", "Vasaras ritms", Decimal("44.50"), "refused", floor),
    ]


LEVELS = {
    "0": {"lv": "nav aprakstīts"},
    "1": {"lv": "minēts, bet nav pamatots"},
    "2": {"lv": "aprakstīts daļēji, trūkst būtiskā"},
    "3": {"lv": "iesaiste aprakstīta, noturēšana vispārīga"},
    "4": {"lv": "iesaiste un noturēšana aprakstīta ar piemēriem"},
    "5": {"lv": "plāno, vada un vērtē paši jaunieši"},
}
