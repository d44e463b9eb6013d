"""The pages are the same on SQLite and on PostgreSQL; the window in Python is the window in SQL."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import create_app
from app.extensions import db
from competition.call.amendments import terms_at
from competition.call.deadline import is_open
from competition.call.queries import known_at, known_call, open_at
from competition.call.records import Call
from competition.call.stage import is_known
from competition.foundation.clock import TICK
from tests.pages.conftest import ANNOUNCED, EVALUATED, OPEN, At, bring_rounds_in, close, settings_for
from tests.pages.reading import sign_in, text_of

# What follows differs from one installation and one request to the next.
ITS_OWN = re.compile("Check it yourself|Request number")


@pytest.fixture
def pages(site, at: At):
    """What a site says, but for what is another each time: the head of the chain, the number of a request."""
    paths = [
        "/lv/",
        "/lv/calls/liepaja-2020",
        "/en/calls/liepaja-2020/results",
        "/feed.atom",
        "/calls/liepaja-2020.ics",
    ]

    def read(app):
        said = []
        for instant in (OPEN, EVALUATED, ANNOUNCED):
            at(instant)
            answers = [app.test_client().get(path) for path in paths]
            said += [
                (one.status_code, re.split("Check it yourself|Request number", text_of(one))[0]) for one in answers
            ]
        return said

    return read


def test_both_engines_show_the_same(site, pages, tmp_path: Path, database_url: str):
    app = create_app(settings_for(tmp_path, KONKURSS_DATABASE_URL=database_url))
    bring_rounds_in(app)
    assert pages(app) == pages(site)
    assert sign_in(app.test_client(), "coordinator@example.org", "pārole-ķēdē").status_code == 302
    close(app)


def test_the_windows_in_python_and_in_sql_agree_at_every_edge(site):
    with site.app_context():
        calls = db.session.scalars(select(Call)).all()
        edges = [moment.at for call in calls for moment in (call.opens, call.deadline, *call.terms.moved_to)]
        edges += [call.published.at for call in calls if call.published]
        edges += [amendment.published_at for call in calls for amendment in call.amendments]
        for at in (edge + shift for edge in edges for shift in (-TICK, timedelta(), TICK)):
            found = set(db.session.scalars(select(Call.slug).where(open_at(at))))
            assert found == {call.slug for call in calls if is_open(terms_at(call, at), at)}
            found = set(db.session.scalars(select(Call.slug).where(known_at(at))))
            assert found == {call.slug for call in calls if is_known(call.published, at)}


def test_a_draft_is_nobodys_business(own_site):
    with own_site.app_context():
        call = known_call(db.session(), "liepaja-2020", ANNOUNCED)
        db.session.execute(Call.__table__.update().where(Call.id == call.id).values(state="draft"))
        db.session.commit()
    client = own_site.test_client()
    for path in ("/lv/calls/liepaja-2020", "/lv/calls/liepaja-2020/results", "/calls/liepaja-2020/archive.json"):
        assert client.get(path).status_code == 404
