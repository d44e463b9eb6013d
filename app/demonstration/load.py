"""Loading the demonstration: whatever is there already stays as it is."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.adapters.storage import Storage
from app.config import Settings
from app.demonstration.calls import OPEN, SCORING, SECOND, calendar_at, hold, open_plan, scoring_plan, second_plan
from app.demonstration.calls import seat_committee as seat
from app.demonstration.letterheads import heading_of
from app.demonstration.papers import Papers
from app.demonstration.people import PIEMERS, TRESAIS, Cast, seat_cast
from app.demonstration.work import Scene, fill_open_call, fill_scoring_call
from competition.application.work_requests import ask_to_work
from competition.call.operations import CallPlan
from competition.call.records import Call
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import now
from competition.foundation.signing import signer_from
from competition.organisation.letterhead import write_letterhead
from competition.organisation.operations import create_organiser
from competition.organisation.records import Letterhead, Organiser
from scoring.archive.model import Archive
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
ROUNDS = ("liepaja-2018", "liepaja-2019", "liepaja-2020")
LIEPAJA = ("liepaja", "Liepājas pilsētas Izglītības pārvalde")
PARAUGS = ("paraugs", "Parauga novada Izglītības pārvalde")


def load(session: Session, settings: Settings) -> list[str]:
    """Bring the finished rounds in and make the demonstration's own calls; the slugs of what was new."""
    known = set(session.scalars(select(Call.slug)))
    session.rollback()  # what was read here must not make the writing below a late one (engine.py)
    made = [slug for slug in ROUNDS if slug not in known]
    for slug in made:
        with acting(session, SYSTEM, brought_in=True) as act:
            bring_in(act, read_file(EXAMPLES / f"{slug}.json"))
    new = [slug for slug in (OPEN, SCORING, SECOND) if slug not in known]
    if new:
        with acting(session, SYSTEM, signer=signer_from(settings.receipt_key)) as act:
            _Loading(act, settings).hold_calls(new)
    return made + new


class _Loading:
    """One loading: its act, the sample's criteria, the calendar of its day."""

    def __init__(self, act: Act, settings: Settings) -> None:
        self.act = act
        self.storage = Storage(settings)
        self.days = calendar_at(now())
        self.sample: Archive = read_file(EXAMPLES / "liepaja-2020.json")
        self.first = _organiser(act, *LIEPAJA)
        self.second = _organiser(act, *PARAUGS)
        self.cast: Cast = seat_cast(act, settings.demo_password or "", self.first, self.second)

    def hold_calls(self, slugs: list[str]) -> None:
        if OPEN in slugs:
            scene = self._scene(self.first, open_plan(self.sample, self.days), (-14, 9))
            seat(scene.act.step(self.days.at(-9, 9)), scene.call, self.cast)
            fill_open_call(scene)
        if SCORING in slugs:
            scene = self._scene(self.first, scoring_plan(self.sample, self.days), (-60, 9))
            fill_scoring_call(scene, seat(scene.act.step(self.days.at(-50, 9)), scene.call, self.cast))
            self._ask_to_work()
        if SECOND in slugs:
            self._scene(self.second, second_plan(self.sample, self.days), (-6, 9), by="coordinator2")

    def _ask_to_work(self) -> None:
        """A newcomer has asked to work for an organisation with a responsible person, and for one without."""
        act = self.act.step(self.days.at(-1, 10), self.cast.actor("new"))
        for applicant in (PIEMERS, TRESAIS):
            ask_to_work(act, self.cast.people["new"], applicant.registration_number or "", "Kārtoju biedrības papīrus.")

    def _scene(self, organiser: Organiser, plan: CallPlan, when: tuple[int, int], by: str = "coordinator") -> Scene:
        papers = Papers(self.storage, organiser.name, self.days.at(*when))
        call = hold(self.act.step(self.days.at(*when), self.cast.actor(by)), organiser, plan, papers)
        return Scene(self.act, call, self.cast, self.days, papers)


def _organiser(act: Act, slug: str, name: str) -> Organiser:
    found = act.session.scalar(select(Organiser).where(Organiser.slug == slug))
    organiser = found or create_organiser(act, slug, name)
    if act.session.get(Letterhead, organiser.id) is None:
        write_letterhead(act, organiser.id, heading_of(organiser.name))
    return organiser
