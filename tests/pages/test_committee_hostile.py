"""What somebody may send to a sheet that no page of ours would send; and links of applications that are not theirs."""

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.demonstration.calls import SCORING
from app.extensions import db
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.audit import AuditEvent
from scoring.sheets.records import Score, ScoreSheet
from tests.pages.conftest import signed_in
from tests.pages.reading import fields_of

CALL = f"/lv/committee/{SCORING}"
IN_CONFLICT, OPEN = "Vakara skolotāji", "Zaļā klase pagalmā"
OFF_SCALE = ("6", "-1", "2.5", "NaN", "Infinity", "1e999999999", "9" * 5000, "٣", "0x3")


def key_of(app: Flask, title: str) -> UUID:
    """The application of the call that is being scored, by its title."""
    with app.app_context():
        asked = select(Application.id).join(Call, Call.id == Application.call_id).where(Call.slug == SCORING)
        return db.session.scalars(asked.where(Application.title == title)).one()


def written(app: Flask) -> tuple[int, ...]:
    """How many sheets, points and events there are."""
    with app.app_context():
        kinds = (ScoreSheet.id, Score.sheet_id, AuditEvent.number)
        return tuple(db.session.scalar(select(func.count(kind))) or 0 for kind in kinds)


def token_of(client: FlaskClient) -> dict[str, str]:
    """The token of whoever has signed in."""
    return {"csrf_token": fields_of(client.get("/lv/sign-out"))["csrf_token"]}


@pytest.mark.parametrize("points", OFF_SCALE)
def test_points_off_the_scale_are_never_kept_however_they_are_written(own_demo_site: Flask, points: str):
    client = signed_in(own_demo_site, "member3")
    sheet = f"{CALL}/applications/{key_of(own_demo_site, OPEN)}"
    typed = {**token_of(client), "seen": fields_of(client.get(sheet))["seen"], "points-2.1": points}

    saved = client.post(f"{sheet}/saved", data=typed, headers={"Accept": "application/json"})
    completed = client.post(sheet, data=typed)

    assert (saved.status_code, "2.1" in saved.text, completed.status_code) == (200, True, 422)
    with own_demo_site.app_context():
        kept = select(func.count(Score.sheet_id)).join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        assert db.session.scalar(kept.where(ScoreSheet.application_id == key_of(own_demo_site, OPEN))) == 0


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", ""),
        ("POST", ""),
        ("POST", "/saved"),
        ("GET", "/conflict"),
        ("POST", "/conflict"),
        ("GET", f"/files/{'ab' * 32}"),
    ],
)
@pytest.mark.parametrize(
    ("who", "title", "status"),
    [("member2", IN_CONFLICT, 404), ("secretary", OPEN, 403), ("member3", None, 404)],
)
def test_a_link_of_an_application_that_is_not_ones_own_is_no_link_at_all(
    own_demo_site: Flask, method: str, rest: str, who: str, title: str | None, status: int
):
    client = signed_in(own_demo_site, who)
    key = key_of(own_demo_site, title) if title else UUID(int=1)
    typed = {**token_of(client), "points-2.1": "4"} if method == "POST" else None
    before = written(own_demo_site)

    answer = client.open(f"{CALL}/applications/{key}{rest}", method=method, data=typed)

    nothing = client.open(f"{CALL}/applications/{UUID(int=2)}{rest}", method=method, data=typed)
    assert (answer.status_code, nothing.status_code) == (status, status)
    assert written(own_demo_site) == before
