"""The work in the demonstration's calls: applications in every state, findings, a conflict, sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from app.demonstration.answers import BEGUN, HALF, whole, whole_for
from app.demonstration.calls import Calendar
from app.demonstration.papers import Papers, application_on_paper, consent, declaration, partner_declaration, statutes
from app.demonstration.people import CETURTAIS, PIEKTAIS, SESTAIS, TRESAIS, Cast
from competition.application.attachments import attach
from competition.application.intake import Intake, receive
from competition.application.publishing import AmendmentOrder, amend
from competition.application.records import Channel
from competition.application.submission import save, start, submit, withdraw
from competition.call.records import Call
from competition.eligibility.answering import answer_clarification, attach_clarifying, save_clarifying
from competition.eligibility.asking import Asking, ask_clarification
from competition.eligibility.clarifications import clarifying_of
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.form.merging import marks_of
from competition.foundation.act import Act
from competition.foundation.clock import whole_of
from competition.organisation.operations import Applicant, find_or_make
from scoring.committee.declaring import declare, still_to_declare
from scoring.committee.records import CommitteeMember
from scoring.sheets.operations import Points, complete, save_points

CRITERIA = ("2.1", "2.2", "2.3.1", "2.3.2", "2.4.1", "2.4.2", "2.4.3", "2.5", "2.6", "2.7")
HALF_A_YEAR = timedelta(days=182)
REQUIREMENTS = tuple(f"1.{number}" for number in range(1, 10))
FLOOR = Decimal(3)
DOUBTS = {
    "2.2": "Nav skaidrs, kā jauniešus uzrunās un noturēs.",
    "2.4.1": "Aktivitātes aprakstītas pārāk vispārīgi.",
    "2.4.3": "Rezultātus nevarēs pārbaudīt.",
}
CLARIFIED = (
    "Dalībnieku skaitu pierāda katras nodarbības dalībnieku saraksts ar parakstiem, ko glabā biedrība;"
    " skolotājs tos pārbauda reizi mēnesī. Sešas raidieraksta sērijas ir publiski noklausāmas."
)
IDEA = "Jaunieši paši izplāno un vada nodarbības saviem vienaudžiem, kuriem draud mācību pārtraukšana."


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the work is done: the act it belongs to, the call, the people, the days, the papers."""

    act: Act
    call: Call
    cast: Cast
    days: Calendar
    papers: Papers

    def period(self) -> tuple[date, date]:
        """The first and the last day of a project within the call's window."""
        begins = self.call.implementation_from_day
        assert begins is not None
        return begins, begins + HALF_A_YEAR

    def by(self, name: str, day: int, hour: int, minute: int = 0) -> Act:
        """A step of somebody at a time of a day counted from the loading."""
        return self.act.step(self.days.at(day, hour, minute), self.cast.actor(name))


def fill_open_call(scene: Scene) -> None:
    """A draft half filled in, one ready to submit, one submitted, one that came by post."""
    half = start(scene.by("ngo", -6, 10), scene.call.id, scene.cast.organisations["ngo"])
    save(scene.by("ngo", -6, 10, 20), half.id, BEGUN, "Darbnīca pagalmā")
    save(scene.by("ngo", -6, 11, 5), half.id, HALF, "Pagalma darbnīca")
    _write(scene, "ngo", -4, whole(*scene.period()), "Stāsti no mūsu ielas")
    theirs = whole_for("ngo2@example.org", IDEA, *scene.period())
    submit(scene.by("ngo2", -2, 15), _write(scene, "ngo2", -3, theirs, "Kustības laboratorija"))
    _by_paper(scene, TRESAIS, "Dārzs uz jumta", Channel.POST, (-1, 11))


def fill_scoring_call(scene: Scene, members: Mapping[str, UUID]) -> None:
    """Everything from eligibility still open to a sheet in every state; one late, one withdrawn, one conflict."""
    order = AmendmentOrder(
        whole_of(scene.days.day(-10), scene.days.place),
        "Izglītības pārvaldes rīkojums Nr. 1-4/12 (paraugs)",
        {
            "lv": "Termiņš pagarināts, lai vairāk jauniešu grupu paspētu sagatavot pieteikumus.",
            "en": "The deadline is extended so that more groups of young people can prepare their applications.",
        },
    )
    amend(scene.by("coordinator", -25, 12), scene.call.id, order)
    first = _write(scene, "ngo", -22, whole(*scene.period()), "Stāsti no mūsu ielas: otrā sezona")
    submit(scene.by("ngo", -21, 16, 40), first)
    theirs = whole_for("ngo2@example.org", IDEA, *scene.period())
    second = _write(scene, "ngo2", -15, theirs, "Vakara skolotāji")
    submit(scene.by("ngo2", -10, 23, 41), second)
    third = _by_paper(scene, TRESAIS, "Zaļā klase pagalmā", Channel.POST, (-14, 10))
    fourth = _by_paper(scene, CETURTAIS, "Robotu skola lielajiem", Channel.E_DOCUMENT, (-12, 14))
    fifth = _by_paper(scene, PIEKTAIS, "Teātris bez skatuves", Channel.EMAIL, (-11, 9))
    _by_paper(scene, SESTAIS, "Velosipēdu darbnīca", Channel.IN_PERSON, (-9, 9))
    seventh = _by_paper(scene, CETURTAIS, "Nakts basketbols", Channel.IN_PERSON, (-13, 15))
    withdraw(scene.by("coordinator", -11, 16), seventh)
    _clarify(scene, first)
    _check_all(scene, (first, second, fifth), third, fourth)
    _declare(scene, members, second)
    _score(scene, members, (first, second, fifth))


def _write(scene: Scene, name: str, day: int, answers: Mapping[str, str], title: str) -> UUID:
    """A draft with every section answered and its attachments in place."""
    organisation_id = scene.cast.organisations[name]
    draft = start(scene.by(name, day, 10), scene.call.id, organisation_id)
    save(scene.by(name, day, 12, 30), draft.id, answers, title)
    attach(scene.by(name, day, 13), draft.id, "statutes", statutes(scene.papers, draft.applicant_name))
    step = scene.by(name, day, 13, 5)
    attach(step, draft.id, "at-risk-declaration", declaration(scene.papers, draft.applicant_name))
    attach(step, draft.id, "partner-declaration", partner_declaration(scene.papers, draft.applicant_name))
    attach(step, draft.id, "group-consent", consent(scene.papers, draft.applicant_name))
    return draft.id


def _by_paper(scene: Scene, applicant: Applicant, title: str, channel: Channel, when: tuple[int, int]) -> UUID:
    step = scene.by("coordinator", *when)
    find_or_make(step, applicant)
    intake = Intake(
        applicant,
        title,
        channel,
        step.at,
        address="Parauga iela 3, Liepāja, LV-3401",
        files=(application_on_paper(scene.papers, applicant.name, title, IDEA),),
    )
    return receive(step, scene.call.id, intake).id


def _clarify(scene: Scene, application_id: UUID) -> None:
    """One is asked to clarify, and answers: its original and its clarified answer stand side by side."""
    doubt = {"1.3": "Nav saprotams, kā pierādīs dalībnieku skaitu un partnera iesaisti."}
    check(scene.by("coordinator", -9, 10), application_id, {"1.3": Answered.PENDING}, doubt)
    asking = Asking(
        "Precizējiet, ar ko pierādīsiet dalībnieku skaitu, un pievienojiet partnera apliecinājumu.",
        ("evidence",),
        ("partner-declaration",),
    )
    ask_clarification(scene.by("coordinator", -9, 10, 20), application_id, asking)
    step = scene.by("ngo", -8, 8)
    now = clarifying_of(step.session, application_id, step.at)
    save_clarifying(step, application_id, {"evidence": CLARIFIED}, marks_of(now.stored))
    paper = partner_declaration(scene.papers, now.application.applicant_name)
    attach_clarifying(step, application_id, "partner-declaration", paper)
    answer_clarification(scene.by("ngo", -8, 8, 30), application_id)


def _check_all(scene: Scene, fulfilled: Sequence[UUID], pending: UUID, failed: UUID) -> None:
    all_yes = dict.fromkeys(REQUIREMENTS, Answered.YES)
    for minute, application_id in enumerate(fulfilled):
        check(scene.by("coordinator", -8, 10, minute), application_id, all_yes)
    doubt = {"1.4": "Nav pievienota pilnvara; jāprecizē, vai parakstītājs drīkst pārstāvēt biedrību."}
    check(scene.by("coordinator", -8, 11), pending, {**all_yes, "1.4": Answered.PENDING}, doubt)
    reasons = {"1.6": "Mērķa grupā iekļauti pieaugušie, nevis izglītojamie."}
    check(scene.by("coordinator", -8, 11, 30), failed, {**all_yes, "1.6": Answered.NO}, reasons)


def _declare(scene: Scene, members: Mapping[str, UUID], in_conflict: UUID) -> None:
    """Everybody but the secretary has declared themselves; the second member is in conflict with one applicant."""
    for hour, name in enumerate(("chair", "member", "member2", "member3"), start=9):
        step = scene.by(name, -7, hour)
        asked = {one.id for one in still_to_declare(step.session, step.get(CommitteeMember, members[name]))}
        conflicts = {in_conflict} if name == "member2" else set()
        declare(step, members[name], conflicts=conflicts, free=asked - conflicts)


def _score(scene: Scene, members: Mapping[str, UUID], applications: tuple[UUID, UUID, UUID]) -> None:
    first, second, fifth = applications
    complete(scene.by("chair", -6, 18), _points(first, members["chair"], "4545444334"))
    complete(scene.by("member", -6, 19), _points(first, members["member"], "4444343343"))
    save_points(scene.by("member2", -5, 20), _points(first, members["member2"], "4354"))
    complete(scene.by("chair", -5, 18), _points(second, members["chair"], "3445434433"))
    complete(scene.by("member", -5, 19), _points(second, members["member"], "4434544343"))
    for hour, name in enumerate(("chair", "member", "member2", "member3"), start=17):
        complete(scene.by(name, -4, hour), _points(fifth, members[name], "3233332322"))


def _points(application_id: UUID, member_id: UUID, digits: str) -> Points:
    """Points by criterion, one digit each in the call's order."""
    points = {code: Decimal(digit) for code, digit in zip(CRITERIA, digits, strict=False)}
    reasons = {code: text for code, text in DOUBTS.items() if points.get(code, FLOOR) < FLOOR}
    return Points(application_id, member_id, points, reasons=reasons)
