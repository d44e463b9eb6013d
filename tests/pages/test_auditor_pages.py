"""The auditor's room: everything of one's own organisers to be read and checked, and nothing that changes anything."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.routing import Rule

from app.access import Do, asked_of
from app.extensions import db
from app.happenings import HAPPENED
from app.schema import metadata
from competition.application.chain import BEGINNINGS, PER_PAGE
from competition.application.records import Submission
from competition.eligibility.records import ClarificationAnswer
from competition.foundation.act import SYSTEM, acting
from competition.foundation.audit import AuditEvent
from competition.foundation.reading_log import Reading, seal
from competition.organisation.operations import create_organiser, give_role
from competition.organisation.queries import person_by_email
from competition.organisation.records import Staff
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.coordinators import queries_for
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, links_of, sign_in, text_of

CALL = "/lv/audit/calls/liepaja-demo-scoring"
EVENING = f"{CALL}/applications/{{Vakara skolotāji}}"
PAGES = (
    "/lv/audit",
    "/lv/audit/chain",
    "/lv/audit/chain/check",
    "/lv/audit/readings",
    CALL,
    EVENING,
    f"{CALL}/ranking",
    f"{CALL}/decision",
    f"{CALL}/letters",
)


@pytest.fixture
def auditor(own_demo_site: Flask):
    return signed_in(own_demo_site, "auditor")


def everything(app: Flask) -> list[tuple[str, tuple[object, ...]]]:
    with app.app_context():
        return [
            (table.name, tuple(row))
            for table in metadata.sorted_tables
            if table.name != Reading.__tablename__
            for row in db.session.execute(select(table)).all()
        ]


def test_an_auditor_comes_to_the_room_after_signing_in(own_demo_site: Flask):
    answer = sign_in(own_demo_site.test_client(), "auditor@example.org", "paraugs-paraugs-paraugs")
    assert answer.headers["Location"] == "/lv/audit"


@pytest.mark.parametrize("path", PAGES)
def test_the_auditor_reads_every_page_of_the_room_and_nobody_else_does(own_demo_site: Flask, path: str):
    address = with_keys(own_demo_site, path)
    assert signed_in(own_demo_site, "auditor").get(address).status_code == 200
    for other in ("coordinator", "chair", "ngo", "admin"):
        assert signed_in(own_demo_site, other).get(address).status_code == 403
    assert own_demo_site.test_client().get(address).status_code == 303


def test_an_auditor_changes_nothing_whatever_they_post(own_demo_site: Flask, auditor):
    token = fields_of(auditor.get("/lv/account"))["csrf_token"]
    typed = {"csrf_token": token, "name": "X", "role": "auditor", "title_lv": "X"}
    addresses = [
        rule.rule.replace("<any(lv, en):lang>", "lv") for rule in own_demo_site.url_map.iter_rules() if takes_post(rule)
    ]
    before = everything(own_demo_site)

    answers = [auditor.post(filled(own_demo_site, one), data=typed).status_code for one in addresses]

    assert len(answers) > 30
    assert set(answers) <= {403, 404, 422}
    assert everything(own_demo_site) == before


def takes_post(rule: Rule) -> bool:
    outside = ("security.", "styleguide.", "accounts.")  # signing in and out, what keeps nothing, one's own account
    return "POST" in (rule.methods or set()) and not rule.endpoint.startswith(outside)


def filled(app: Flask, address: str) -> str:
    """An address of the router with what the demonstration has in its places."""
    known = {
        "<slug>": "liepaja-demo-scoring",
        "<uuid:application_id>": "{Vakara skolotāji}",
        "<uuid:member_id>": "{member liepaja-demo-scoring/m1}",
        "<organiser>": "liepaja",
    }
    for place, value in known.items():
        address = address.replace(place, value)
    address = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000000", address)
    return with_keys(app, re.sub(r"<[^>]+>", "x", address))


def test_no_page_of_the_room_takes_a_post(site: Flask):
    own = [rule for rule in site.url_map.iter_rules() if asked_of(site.view_functions[rule.endpoint]) is Do.AUDIT]
    assert len(own) > 10
    assert all(not (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"} for rule in own)


def test_the_calls_and_events_of_other_organisers_are_not_there(own_demo_site: Flask):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        create_organiser(act, "cits", "Citas pilsētas izglītības pārvalde")
        organiser = create_organiser(act, "tresais", "Trešā pārvalde")
        person = person_by_email(act.session, "ngo2@example.org")
        assert person is not None
        give_role(act, person.id, Staff.AUDITOR, organiser.id)
    other = signed_in(own_demo_site, "ngo2")

    assert other.get(with_keys(own_demo_site, EVENING)).status_code == 404
    assert other.get(CALL).status_code == 404
    assert other.get(f"{CALL}/file.zip").status_code == 404
    chain = text_of(other.get("/lv/audit/chain"))
    assert "Reģistrēts organizētājs: Trešā pārvalde" in chain
    assert "Citas pilsētas" not in chain
    assert "liepaja-demo" not in chain
    assert "Jaunatnes iniciatīvu" not in chain
    mine = text_of(signed_in(own_demo_site, "auditor").get("/lv/audit/chain"))
    assert "Trešā pārvalde" not in mine


def test_the_chain_tells_each_event_in_words_with_its_number_and_hash(own_demo_site: Flask, auditor):
    page = auditor.get("/lv/audit/chain?application=2026-01&call=liepaja-demo-scoring&kind=eligibility")
    with own_demo_site.app_context():
        checked = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "application.checked"))
        event = next(one for one in checked if one.facts["number"] == "2026-01" and not one.brought_in)

    said = text_of(page)
    assert "Pārbaudīta atbilstība" in said
    assert event.hash in said
    assert "pieteikums Nr. 2026-01" in said
    assert "Pabeigta vērtēšanas veidlapa" not in said


@pytest.mark.parametrize(
    ("search", "there", "not_there"),
    [
        ("kind=committee", "Iecelts komisijas loceklis", "Pabeigta vērtēšanas veidlapa"),
        ("kind=call", "Konkurss izsludināts", "Iecelts komisijas loceklis"),
        ("person=chair@", "Pabeigta vērtēšanas veidlapa", "Konkurss izsludināts"),
        ("person=nav-tāda", "Neviens notikums neatbilst", "Konkurss izsludināts"),
        ("until=2000-01-01", "Neviens notikums neatbilst", "Konkurss izsludināts"),
        ("since=2100-01-01", "Neviens notikums neatbilst", "Konkurss izsludināts"),
        ("application=2026-99", "Neviens notikums neatbilst", "Konkurss izsludināts"),
        ("until=9999-12-31&since=0001-01-01&kind=x&call=y&before=x", "Pabeigta vērtēšanas veidlapa", "Nekas"),
    ],
)
def test_the_chain_is_searched(auditor, search: str, there: str, not_there: str):
    said = text_of(auditor.get(f"/lv/audit/chain?{search}"))
    assert there in said
    assert not_there not in said.replace("Reģistrēts", "")


def test_a_day_is_a_day_on_the_calls_clock(own_demo_site: Flask, auditor):
    midnight = DEMO_DAY.replace(hour=0, minute=0) + timedelta(days=40)
    with own_demo_site.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "call.published")).first()
        assert event is not None
        with acting(db.session(), SYSTEM, at=midnight) as act:
            from competition.call.records import Call

            act.note("call.revised", act.session.scalars(select(Call).where(Call.slug == "liepaja-demo")).one())
    day = midnight.date().isoformat()
    before = (midnight - timedelta(days=1)).date().isoformat()

    assert "Konkurss mainīts pirms" in text_of(auditor.get(f"/lv/audit/chain?since={day}&until={day}"))
    assert "Konkurss mainīts pirms" not in text_of(auditor.get(f"/lv/audit/chain?until={before}&kind=call"))


@pytest.mark.parametrize("before", ["9" * 25, "-" + "9" * 25, "-1", str(2**63), "x"])
def test_a_number_that_no_event_can_have_is_passed_over(auditor, before: str):
    answer = auditor.get(f"/lv/audit/chain?before={before}")
    assert answer.status_code == 200
    assert text_of(answer) == text_of(auditor.get("/lv/audit/chain"))


def test_older_events_are_on_the_next_page_and_none_twice(auditor):
    address, numbers = "/lv/audit/chain", []
    for _ in range(100):
        page = auditor.get(address)
        found = [
            int(one.split(".")[0]) for one in text_of(page).split("Notikums Nr. ")[1:] for one in [one.split(" ")[0]]
        ]
        assert len(found) <= PER_PAGE
        numbers += found
        following = [link for link in links_of(page) if "before=" in link and link.startswith("/lv")]
        if not following or following[-1] == address:
            break
        address = following[-1]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) > 2 * PER_PAGE


@pytest.mark.parametrize("path", ["/lv/audit/chain", "/lv/audit/readings", "/lv/audit"])
def test_the_queries_of_a_page_do_not_grow(own_demo_site: Flask, auditor, path: str):
    address = with_keys(own_demo_site, "/lv/audit/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}")
    auditor.get(address)
    few = queries_for(own_demo_site, auditor, path)
    for other in ("{Velosipēdu darbnīca}", "{Zaļā klase pagalmā}"):
        auditor.get(with_keys(own_demo_site, f"{CALL}/applications/{other}"))
    assert queries_for(own_demo_site, auditor, path) == few <= 17


def test_the_check_says_how_far_it_went_and_that_the_chain_holds(own_demo_site: Flask, auditor):
    auditor.get(with_keys(own_demo_site, EVENING))
    with own_demo_site.app_context():
        assert seal(db.session()) >= 1
        last = db.session.scalar(select(AuditEvent.number).order_by(AuditEvent.number.desc()).limit(1))

    said = text_of(auditor.get("/lv/audit/chain/check"))

    assert "Ķēde ir neskarta" in said
    assert f"no Nr. 1 līdz Nr. {last}" in said
    assert auditor.get("/lv/audit/chain/check?from=99999999999").status_code == 200


def test_a_broken_chain_is_told_with_its_place(own_demo_site: Flask, auditor):
    with own_demo_site.app_context():
        db.session.execute(text("DROP TRIGGER audit_event_update_guard"))
        db.session.execute(text("UPDATE audit_event SET verb = 'call.amended' WHERE number = 7"))
        db.session.commit()

    said = text_of(auditor.get("/lv/audit/chain/check"))

    assert "Ķēde ir pārrauta 1 vietā" in said
    assert "Notikums Nr. 7: Notikums ir mainīts: tā saturs neatbilst jaucējvērtībai." in said


def test_a_long_chain_is_checked_a_stretch_at_a_time(auditor, monkeypatch):
    monkeypatch.setattr("app.auditor.chain.CHECKED_AT_ONCE", 50)

    first = auditor.get("/lv/audit/chain/check")
    assert "no Nr. 1 līdz Nr. 50" in text_of(first)
    following = next(link for link in links_of(first) if "from=51" in link)
    second = text_of(auditor.get(following))
    assert "no Nr. 51 līdz Nr. 100" in second
    assert "Ķēde ir neskarta" in second


def test_the_log_of_reading_tells_who_read_what(own_demo_site: Flask, auditor):
    signed_in(own_demo_site, "coordinator").get(
        with_keys(own_demo_site, "/lv/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}")
    )
    auditor.get(with_keys(own_demo_site, EVENING))

    said = text_of(auditor.get("/lv/audit/readings"))
    assert "koordinators" in said
    assert "auditors" in said
    only = text_of(auditor.get("/lv/audit/readings?person=coordinator@&call=liepaja-demo-scoring"))
    assert "koordinators" in only
    assert "Auditore Paraudziņa auditors" not in only


def test_the_complete_file_can_be_checked_without_the_portal(own_demo_site: Flask, auditor, tmp_path: Path):
    answer = auditor.get(f"{CALL}/file.zip")
    assert answer.status_code == 200
    content = zipfile.ZipFile(io.BytesIO(answer.data))
    folder = tmp_path / "lieta"
    content.extractall(folder)
    names = set(content.namelist())
    assert {"README.txt", "check.py", "archive.json", "events.json", "readings.json", "minutes.json"} <= names
    assert content.namelist()[-1] == "digests.txt"

    good = subprocess.run([sys.executable, folder / "check.py"], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "Everything holds. / Viss ir kārtībā.\n")
    sums = subprocess.run(["sha256sum", "-c", "--quiet", "digests.txt"], cwd=folder, check=False)
    assert sums.returncode == 0

    with own_demo_site.app_context():
        digests = set(db.session.scalars(select(Submission.digest)))
        answered = db.session.scalars(select(ClarificationAnswer.digest)).one()
    asked = "applications/2026-01/clarification"
    assert {
        f"{asked}/asked.json",
        f"{asked}/answer-v1.json",
        f"{asked}/answer-v1/01-partnera-apliecinajums.pdf",
    } <= names
    assert hashlib.sha256(content.read(f"{asked}/answer-v1.json")).hexdigest() == answered
    kept = {line.split("  ")[0] for line in content.read("digests.txt").decode().splitlines()}
    assert digests & kept

    (folder / "archive.json").write_text("{}", encoding="utf-8")
    events = folder / "events.json"
    events.write_text(
        events.read_text(encoding="utf-8").replace('"sheet.completed"', '"sheet.saved"', 1), encoding="utf-8"
    )
    bad = subprocess.run([sys.executable, folder / "check.py"], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "archive.json" in bad.stdout
    assert "event / notikums" in bad.stdout


@pytest.mark.parametrize("slug", ["liepaja-demo", "liepaja-2018", "liepaja-2020"])
def test_every_call_has_its_complete_file(own_demo_site: Flask, auditor, slug: str):
    answer = auditor.get(f"/lv/audit/calls/{slug}/file.zip")
    assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None


def test_every_event_that_is_noted_has_its_words_and_its_kind(own_demo_site: Flask):
    with own_demo_site.app_context():
        noted = set(db.session.scalars(select(AuditEvent.verb).distinct()))
    assert noted - set(HAPPENED) == set()
    beginnings = tuple(one for beginnings in BEGINNINGS.values() for one in beginnings)
    assert [verb for verb in HAPPENED if not verb.startswith(beginnings)] == []
