"""The site on a database with the three rounds of Liepāja and a coordinator; its clock is where a test puts it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app, proof
from app.accounts import codes, halfway, passkeys
from app.accounts.operations import create_account
from app.cli.demo import load_demonstration
from app.config import ROOT, Settings, read_settings
from app.extensions import db
from app.languages import LANGUAGES
from competition.call import template
from competition.call.operations import CallPlan, Implementation, draw_up
from competition.form.shipped import PUMPURS_TEXT
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import machine_now, now, start_of, use_clock, whole_of, zone
from competition.organisation.records import Organiser, Person, Staff, StaffRole
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in
from tests.pages.reading import sign_in, text_of

EMAIL, PASSWORD = "coordinator@example.org", "pārole-ķēdē"
# Between two seconds, as the instants of real requests are: what takes whole seconds only fails here.
BEFORE = datetime.fromisoformat("2020-02-01T12:00:00.376528+02:00")
COMING = datetime.fromisoformat("2020-02-25T12:00:00.376528+02:00")
OPEN = datetime.fromisoformat("2020-04-03T12:00:00.376528+03:00")
EVALUATED = datetime.fromisoformat("2020-05-01T12:00:00.376528+03:00")
ANNOUNCED = datetime.fromisoformat("2020-06-10T12:00:00.376528+03:00")
DEMO_PASSWORD = "paraugs-paraugs-paraugs"
DEMO_DAY = datetime.fromisoformat("2026-09-15T12:00:00.376528+03:00")
"""The day on which the demonstration of tests is loaded: a Tuesday."""

At = Callable[[datetime], None]


def settings_for(root: Path, **more: str) -> Settings:
    """Settings of a test's installation whose data lies at `root`."""
    return read_settings({"KONKURSS_ENV": "test", **more}, root)


def bring_rounds_in(app: Flask, years: tuple[int, ...] = (2018, 2019, 2020)) -> None:
    """Replay the rounds into the site's database and give it a coordinator with an account."""
    with app.app_context():
        for year in years:
            with acting(db.session(), SYSTEM, brought_in=True) as act:
                bring_in(act, read_file(ROOT / "examples" / f"liepaja-{year}.json"))
        with acting(db.session(), SYSTEM) as act:
            organiser = act.session.scalars(select(Organiser)).one()
            person = Person(name="Ilze Bērziņa", email=EMAIL, created_at=now())
            act.add(person)
            act.add(StaffRole(person_id=person.id, role=Staff.COORDINATOR, organiser_id=organiser.id))
            create_account(act.session, person, PASSWORD)
            act.note("person.made", person)


def close(app: Flask) -> None:
    """Let go of the site's database."""
    with app.app_context():
        db.engine.dispose()


def made_site(root: Path, migrated: Path, *more: Blueprint, demonstration: bool = False) -> Flask:
    """A site at `root` with the three rounds and a coordinator, and with `more` pages. Close it.

    With the demonstration, its people sign in with PASSWORD too.
    """
    (root / "instance").mkdir()
    shutil.copyfile(migrated, root / "instance" / "konkurss.db")
    app = create_app(settings_for(root, KONKURSS_DEMO_PASSWORD=PASSWORD))
    for blueprint in more:
        app.register_blueprint(blueprint)
    bring_rounds_in(app)
    if demonstration:
        load_on_its_day(app)
    return app


def draw_up_a_draft(app: Flask, slug: str = "liepaja-melnraksts") -> None:
    """A call of the demonstration's first organiser that is drawn up from the template and not public."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        organiser = act.session.scalars(select(Organiser).where(Organiser.slug == "liepaja")).one()
        draw_up(act, organiser.id, a_draft_plan(slug))


def a_draft_plan(slug: str) -> CallPlan:
    """A call after the template, open in the month after DEMO_DAY."""
    place = zone("Europe/Riga")
    return CallPlan(
        slug=slug,
        title=template.TITLE,
        opens=start_of(date(2026, 10, 1), place),
        deadline=whole_of(date(2026, 11, 5), place),
        implementation=Implementation(start_of(date(2026, 12, 1), place), whole_of(date(2027, 12, 31), place), 3, 18),
        award_amount=template.AWARD,
        quota=2,
        requirements=template.REQUIREMENTS,
        criteria=template.criteria(),
        minimum_sheets=template.MINIMUM_SHEETS,
        threshold_total=template.THRESHOLD_TOTAL,
        tie_break=template.TIE_BREAK,
        form=PUMPURS_TEXT,
    )


def load_on_its_day(app: Flask) -> None:
    """Load the demonstration as on DEMO_DAY."""
    use_clock(lambda: DEMO_DAY)
    load_demonstration(app)
    use_clock(None)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Flask]:
    """The site, for tests that only read."""
    app = made_site(tmp_path_factory.mktemp("site"), migrated_sqlite)
    yield app
    close(app)


@pytest.fixture
def own_site(site: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A site of the test's own, to be changed."""
    settings: Settings = site.extensions["konkurss-settings"]
    (tmp_path / "instance").mkdir()
    for ending in ("", "-wal"):
        kept = Path(settings.database_url.removeprefix("sqlite:///") + ending)
        if kept.exists():
            shutil.copyfile(kept, tmp_path / "instance" / kept.name)
    app = create_app(settings_for(tmp_path))
    yield app
    close(app)


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """An installation with the demonstration, loaded on DEMO_DAY."""
    root = tmp_path_factory.mktemp("demonstration")
    (root / "instance").mkdir()
    shutil.copyfile(migrated_sqlite, root / "instance" / "konkurss.db")
    app = create_app(settings_for(root, KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD))
    load_on_its_day(app)
    close(app)
    return root


@pytest.fixture(scope="session")
def demo_site(demo_root: Path) -> Iterator[Flask]:
    """The site with the demonstration, for tests that only read. Its clock: `at(DEMO_DAY)`."""
    app = create_app(settings_for(demo_root, KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD))
    yield app
    close(app)


@pytest.fixture
def own_demo_site(demo_root: Path, tmp_path: Path) -> Iterator[Flask]:
    """A site with the demonstration of the test's own, to be changed, on DEMO_DAY."""
    shutil.copytree(demo_root, tmp_path / "site")
    app = create_app(settings_for(tmp_path / "site", KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD))
    use_clock(lambda: DEMO_DAY)  # the installation puts its own clock when it is made
    yield app
    close(app)
    use_clock(None)


def signed_in(app: Flask, who: str) -> FlaskClient:
    """The browser, without scripts, of somebody of the demonstration: `signed_in(app, "chair")`."""
    client = app.test_client()
    answer = sign_in(client, f"{who}@example.org", DEMO_PASSWORD)
    assert answer.status_code < 400, text_of(answer)
    return client


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    """A browser without scripts, with a session of its own."""
    return site.test_client()


@pytest.fixture
def at() -> Iterator[At]:
    """Put the installation's clock somewhere: `at(OPEN)`."""
    yield lambda instant: use_clock(lambda: instant)
    use_clock(None)


class Clock:
    """The machine's clock, which a test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return machine_now() + self.ahead

    def forward(self, **more: int) -> None:
        """Let so much time pass: `clock.forward(minutes=16)`."""
        self.ahead += timedelta(**more)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What accounts go by."""
    ours = Clock()
    for module in (codes, halfway, passkeys, proof):
        monkeypatch.setattr(module, "machine_now", ours)
    return ours


@pytest.fixture
def strict(own_site: Flask) -> Flask:
    """A site that requires the second step as a production does, and counts as one."""
    own_site.config["KONKURSS_CODES_REQUIRED"] = True
    own_site.extensions["konkurss-throttle"].factor = 1
    return own_site


@pytest.fixture(params=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the site."""
    return request.param
