"""My applications, one of them, and applying in a call: what each says, to whom, and what it never says."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.extensions import db
from competition.application.intake import Intake, receive
from competition.application.publishing import AmendmentOrder, amend
from competition.application.records import Application, Channel
from competition.application.states import State
from competition.call.records import Call, QualityCriterion
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK, exactly, now
from competition.organisation.operations import Applicant, find_or_make, join
from competition.organisation.records import Membership, Person, Standing
from competition.result.letters import record_sent
from competition.result.operations import Ruling, announce, record_decision
from competition.result.records import Notice, Verdict
from competition.result.terms import Way
from tests.pages.applicants import (
    A_MOMENT,
    HALF,
    OPEN_CALL,
    READY,
    SCORING_CALL,
    SECOND_SEASON,
    THEIRS,
    address_of,
    deadline_of,
    files_of,
    just_after,
    press,
    put_clock,
    state_of,
    token_of,
    write,
)
from tests.pages.conftest import DEMO_DAY, At, signed_in
from tests.pages.reading import links_of, text_of

APPLY = f"/calls/{OPEN_CALL}/apply"
MEAN = {"exact": "11/4", "shown": "2.75"}
WRITTEN = (
    "/sections/aim",
    "/sections/aim/saved",
    "/submit",
    "/withdraw",
    "/copy",
    "/discard",
    "/attachments/to/statutes",
)
PAGES = (
    "",
    "/sections/aim",
    "/attachments",
    "/review",
    "/receipt",
    "/submitted",
    "/withdraw",
    "/discard",
    "/submit",
    "/attachments/to/statutes",
)


def call_of(slug: str) -> Call:
    return db.session().scalars(select(Call).where(Call.slug == slug)).one()


def decide(app: Flask, verdict: Verdict = Verdict.BELOW_THRESHOLD, reasons: tuple[str, ...] = ("2.2",)) -> None:
    """Decide the call that is being scored: `verdict` for the application of “Piemērs”, nothing for the others."""
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        call = call_of(SCORING_CALL)
        ours = act.session.scalars(select(Application).where(Application.title == SECOND_SEASON)).one()
        codes = act.session.scalars(select(QualityCriterion.code).where(QualityCriterion.call_id == call.id))
        scored = verdict not in (Verdict.INELIGIBLE, Verdict.LATE)
        criteria = {code: MEAN if code == "2.2" else {"exact": "4", "shown": "4.00"} for code in codes}
        told = {"criteria": criteria, "score": {"exact": "89/2", "shown": "44.50"}} if scored else {}
        outcome = {"applications": [{"number": ours.number, "criteria": None, "score": None} | told]}
        ruling = Ruling(ours.id, verdict, 1 if scored else None, "44.50" if scored else None, reasons)
        record_decision(act, call.id, [ruling], json.dumps(outcome))


def announce_it(app: Flask) -> None:
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        announce(act, call_of(SCORING_CALL).id)


def move_deadline(app: Flask, slug: str) -> None:
    order = AmendmentOrder(
        exactly(now() + timedelta(days=7)), "Rīkojums Nr. 5 (paraugs)", {"lv": "Lai paspētu.", "en": "To be in time."}
    )
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        amend(act, call_of(slug).id, order)


@pytest.fixture
def ours(demo_site: Flask, at: At):
    at(DEMO_DAY)
    return signed_in(demo_site, "ngo")


def test_the_list_says_of_each_application_its_state_and_the_next_step(demo_site: Flask, ours):
    page = ours.get("/lv/applications")
    text = text_of(page)
    assert f"{HALF} Melnraksts" in text
    assert "trūkst 21 atbildes, trūkst 2 pielikumu" in text
    assert f"{SECOND_SEASON} Vērtēšanā Nr. 2026-01" in text
    assert address_of(demo_site, READY, "/review") in links_of(page)
    assert f"/lv{APPLY}" in links_of(page)
    assert "Kustības laboratorija" not in text


def queries(app: Flask, ask: Callable[[], object]) -> int:
    """How many queries a request needs."""
    asked: list[str] = []

    def count(*parts: Any) -> None:
        asked.append(parts[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(asked)


def test_the_list_needs_no_more_queries_for_more_applications(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    few = queries(own_demo_site, lambda: client.get("/lv/applications"))
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        whose = act.session.scalars(select(Application).where(Application.title == HALF)).one()
        for number in range(20):
            act.add(
                Application(
                    call_id=whose.call_id,
                    organisation_id=whose.organisation_id,
                    applicant_name=whose.applicant_name,
                    title=f"Nr. {number}",
                    started_at=act.at,
                )
            )
        act.note("test.many", whose)
    assert queries(own_demo_site, lambda: client.get("/lv/applications")) == few


def test_a_newcomer_of_an_organisation_is_told_how_to_begin(own_demo_site: Flask, language):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        person = act.session.scalars(select(Person).where(Person.email == "chair@example.org")).one()
        join(act, person.id, find_or_make(act, Applicant("Biedrība „Jaunā”", "40008999071")).id, Standing.OWNER)
    page = signed_in(own_demo_site, "chair").get(f"/{language}/applications")
    assert {"lv": "Pieteikumu vēl nav", "en": "There are no applications yet"}[language] in text_of(page)
    assert f"/{language}{APPLY}" in links_of(page)


@pytest.mark.parametrize("rest", PAGES)
def test_another_organisations_application_is_not_there(demo_site: Flask, at: At, rest):
    at(DEMO_DAY)
    address = address_of(demo_site, THEIRS, rest)
    assert signed_in(demo_site, "ngo").get(address).status_code == 404
    assert demo_site.test_client().get(address).status_code == 303
    assert signed_in(demo_site, "member").get(address).status_code == 403


@pytest.mark.parametrize("rest", WRITTEN)
def test_nothing_is_done_with_another_organisations_application(own_demo_site: Flask, rest):
    client = signed_in(own_demo_site, "ngo")
    token = token_of(client, f"/lv{APPLY}")
    answer = client.post(address_of(own_demo_site, THEIRS, rest), data={"csrf_token": token})
    assert answer.status_code == 404
    assert state_of(own_demo_site, THEIRS) == State.SUBMITTED


def test_files_of_another_organisations_application_are_not_there(demo_site: Flask, ours):
    (first, *_) = files_of(demo_site, THEIRS)
    for rest in (f"/attachments/{first.id}", f"/attachments/{first.id}/remove", f"/files/{first.digest}"):
        assert ours.get(address_of(demo_site, THEIRS, rest)).status_code == 404


def test_a_draft_says_what_each_section_lacks_and_that_it_is_not_submitted(demo_site: Flask, ours):
    text = text_of(ours.get(address_of(demo_site, HALF)))
    assert "Mērķa grupa trūkst 3" in text
    assert "Aktivitātes nav sākts" in text
    assert "Sadarbības partneri nav obligāti" in text
    assert "Nav iesniegts." in text
    assert "vēl 21 diena 11 h" in text


def test_a_draft_after_the_deadline_is_plainly_not_submitted_until_an_order_opens_it_again(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, READY)
    put_clock(just_after(own_demo_site, OPEN_CALL))
    text = text_of(client.get(here))
    assert "Nav iesniegts Termiņš bija 6. oktobris." in text
    assert "Uzrakstītais ir saglabāts." in text
    assert press(client, f"{here}/sections/aim", f"{here}/submit").status_code == 422
    move_deadline(own_demo_site, OPEN_CALL)
    assert "Pārbaudīt un iesniegt" in text_of(client.get(here))
    assert press(client, f"{here}/review", f"{here}/submit").status_code == 303


def test_what_came_on_paper_is_shown_without_a_form(own_demo_site: Flask, language):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        intake = Intake(Applicant("Biedrība „Piemērs”", "40008999014"), "Pa pastu sūtīts", Channel.POST, act.at)
        receive(act, call_of(OPEN_CALL).id, intake)
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, "Pa pastu sūtīts", language=language)
    text = text_of(client.get(here))
    assert {"lv": "Saņemts pa pastu", "en": "Received by post"}[language] in text
    for rest in ("/sections/aim", "/review"):
        answer = client.get(f"{here}{rest}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}/submitted")
    assert "Pa pastu sūtīts" in text_of(client.get(f"{here}/submitted"))
    assert client.get(f"{here}/receipt").status_code == 200


def test_while_it_is_scored_only_that_is_told(demo_site: Flask, ours):
    text = text_of(ours.get(address_of(demo_site, SECOND_SEASON)))
    assert "Vērtēšanā" in text
    assert "līdz 5. oktobrim Vērtēšana un rezultāti" in text
    assert "Labot un iesniegt vēlreiz" not in text


@pytest.mark.parametrize("verdict", [Verdict.AWARD, Verdict.BELOW_THRESHOLD, Verdict.LATE])
def test_nothing_of_a_decision_shows_before_it_is_announced(own_demo_site: Flask, language, verdict):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, SECOND_SEASON, language=language)
    pages = (
        here,
        f"{here}/receipt",
        f"{here}/submitted",
        f"/{language}/applications",
        f"/{language}/calls/{SCORING_CALL}/apply",
    )
    before = [text_of(client.get(page)) for page in pages]
    decide(own_demo_site, verdict, () if verdict == Verdict.AWARD else ("2.2",))
    assert [text_of(client.get(page)) for page in pages] == before
    put_clock(DEMO_DAY + A_MOMENT)
    announce_it(own_demo_site)
    put_clock(DEMO_DAY + A_MOMENT - TICK)
    assert text_of(client.get(here)) == before[0]
    put_clock(DEMO_DAY)
    assert [text_of(client.get(page)) for page in pages] == before
    put_clock(DEMO_DAY + A_MOMENT)
    after = [text_of(client.get(page)) for page in pages]
    assert after[0] != before[0]
    assert after[3] != before[3]


def test_the_decision_is_told_with_its_points_and_the_floor_that_failed(own_demo_site: Flask):
    decide(own_demo_site)
    announce_it(own_demo_site)
    text = text_of(signed_in(own_demo_site, "ngo").get(address_of(own_demo_site, SECOND_SEASON)))
    assert "Noraidīts" in text
    assert "44,50 no 50" in text
    assert "par maz: vajadzēja vismaz 3 2,75 no 5" in text
    assert "15. septembra vēstule Nr." in text
    assert "Vēstule vēl nav nosūtīta." in text


def test_the_days_of_the_letter_are_told_once_it_has_gone(own_demo_site: Flask, language):
    decide(own_demo_site, Verdict.AWARD, ())
    announce_it(own_demo_site)
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        record_sent(act, act.session.scalars(select(Notice.id).where(Notice.number.is_not(None))).one(), Way.EMAIL)
    text = text_of(signed_in(own_demo_site, "ngo").get(address_of(own_demo_site, SECOND_SEASON, language=language)))
    assert {"lv": "Tam piešķirti 4600,00 EUR.", "en": "It is granted 4,600.00 EUR."}[language] in text
    until = {"lv": "Lēmumu var apstrīdēt līdz 2026. gada 19. oktobrim", "en": "contested until 19 October 2026"}
    assert until[language] in text


def test_points_are_not_told_where_the_call_does_not_tell_them(own_demo_site: Flask):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        call_of(SCORING_CALL).tells_points = False
        act.note("test.silent", call_of(SCORING_CALL))
    decide(own_demo_site)
    announce_it(own_demo_site)
    text = text_of(signed_in(own_demo_site, "ngo").get(address_of(own_demo_site, SECOND_SEASON)))
    assert "44,50" not in text
    assert "2,75" not in text
    assert "Par maz punktu šajos kritērijos: 2.2" in text


def test_applying_shows_what_was_begun_already(demo_site: Flask, ours):
    page = ours.get(f"/lv{APPLY}")
    assert {address_of(demo_site, HALF), address_of(demo_site, READY)} <= set(links_of(page))
    assert "Iesniedzējs: Biedrība „Piemērs”" in text_of(page).replace('"Piemērs"', "„Piemērs”")


def test_somebody_without_an_organisation_is_told_whom_to_ask(demo_site: Flask, at: At, language):
    at(DEMO_DAY)
    client = signed_in(demo_site, "chair")
    text = text_of(client.get(f"/{language}{APPLY}"))
    assert {"lv": "Jūsu konts nav saistīts ar organizāciju", "en": "belongs to no organisation"}[language] in text
    assert "konkurss@example.org" in text
    answer = client.post(f"/{language}{APPLY}", data={"csrf_token": token_of(client, f"/{language}/sign-out")})
    assert answer.status_code == 422


def test_an_application_is_begun_once_however_often_the_button_is_pressed(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    first, second = (press(client, f"/lv{APPLY}", f"/lv{APPLY}") for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (303, second.headers["Location"])
    write(client, f"{first.headers['Location']}/sections/aim", {"aim-goal": "Mērķis."})
    third = press(client, f"/lv{APPLY}", f"/lv{APPLY}")
    assert third.headers["Location"] != first.headers["Location"]
    assert "Pieteikums vēl bez nosaukuma" in text_of(client.get(third.headers["Location"]))


def test_somebody_of_two_organisations_says_for_which(own_demo_site: Flask, language):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        person = act.session.scalars(select(Person).where(Person.email == "ngo@example.org")).one()
        second = act.session.scalars(
            select(Membership.organisation_id).join(Person).where(Person.email == "ngo2@example.org")
        ).one()
        join(act, person.id, second, Standing.EDITOR)
        second = str(second)
    client = signed_in(own_demo_site, "ngo")
    here = f"/{language}{APPLY}"
    refused = press(client, here, here)
    assert refused.status_code == 422
    assert {"lv": "Izvēlieties, kas piesakās.", "en": "Choose who applies."}[language] in text_of(refused)
    assert press(client, here, here, organisation="0" * 32).status_code == 422
    assert press(client, here, here, organisation=second).status_code == 303


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [(SCORING_CALL, "Termiņš bija 5. septembris."), ("liepaja-2020", "Termiņš bija 2020. gada 14. aprīlis.")],
)
def test_a_call_that_is_not_open_says_so(own_demo_site: Flask, slug, sentence):
    client = signed_in(own_demo_site, "ngo")
    here = f"/lv/calls/{slug}/apply"
    assert sentence in text_of(client.get(here))
    answer = client.post(here, data={"csrf_token": token_of(client, f"/lv{APPLY}")})
    assert answer.status_code == 422


def test_the_deadline_is_looked_at_when_an_application_is_begun(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = f"/lv{APPLY}"
    token = token_of(client, here)
    put_clock(deadline_of(own_demo_site, OPEN_CALL))
    assert client.post(here, data={"csrf_token": token}).status_code == 303
    put_clock(just_after(own_demo_site, OPEN_CALL))
    assert client.post(here, data={"csrf_token": token}).status_code == 422


def test_a_call_that_does_not_exist_cannot_be_applied_in(demo_site: Flask, ours):
    assert ours.get("/lv/calls/nav-tada/apply").status_code == 404


def test_a_round_brought_in_is_told_too(demo_site: Flask, ours, language):
    here = address_of(demo_site, "Ielu darbnīca", language=language)
    page = ours.get(here)
    assert (page.status_code, {"lv": "Apstiprināts", "en": "Approved"}[language] in text_of(page)) == (200, True)
    assert {
        "lv": "Kārta notika ārpus portāla: vēstules ar lēmumu šeit nav.",
        "en": "The round was held outside the portal: the letter with the decision is not here.",
    }[language] in text_of(page)
    receipt = text_of(ours.get(f"{here}/receipt"))
    for promised in ("Pēc termiņa", "After the deadline", "e-pasta adresi", "e-mail address"):
        assert promised not in receipt
    assert all(ours.get(link).status_code in (200, 404) for link in links_of(page) if link.startswith(here))
