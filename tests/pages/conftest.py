"""The site on a database with the three rounds of Liepāja and a coordinator; its clock is where a test puts it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from app.accounts.operations import create_account
from app.config import ROOT, Settings, read_settings
from app.extensions import db
from app.languages import LANGUAGES
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import now, use_clock
from competition.organisation.records import Organiser, Person, Staff, StaffRole
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in

EMAIL, PASSWORD = "coordinator@example.org", "pārole-ķēdē"
BEFORE = datetime.fromisoformat("2020-02-01T12:00:00+02:00")
COMING = datetime.fromisoformat("2020-02-25T12:00:00+02:00")
OPEN = datetime.fromisoformat("2020-04-03T12:00:00+03:00")
EVALUATED = datetime.fromisoformat("2020-05-01T12:00:00+03:00")
ANNOUNCED = datetime.fromisoformat("2020-06-10T12:00:00+03:00")

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


def made_site(root: Path, migrated: Path, *more: Blueprint) -> Flask:
    """A site at `root` with the three rounds and a coordinator, and with `more` pages. Close it."""
    (root / "instance").mkdir()
    shutil.copyfile(migrated, root / "instance" / "konkurss.db")
    app = create_app(settings_for(root))
    for blueprint in more:
        app.register_blueprint(blueprint)
    bring_rounds_in(app)
    return app


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


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    """A browser without scripts, with a session of its own."""
    return site.test_client()


@pytest.fixture
def at() -> Iterator[At]:
    """Put the installation's clock somewhere: `at(OPEN)`."""
    yield lambda instant: use_clock(lambda: instant)
    use_clock(None)


@pytest.fixture(params=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the site."""
    return request.param
