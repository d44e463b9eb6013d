"""The coordinator asks an applicant to clarify, enters what came otherwise, and reads both side by side."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import use_clock
from competition.organisation.operations import create_person, join
from competition.organisation.records import Standing
from tests.pages.applicants import write
from tests.pages.clarifying import (
    EVENING,
    GREEN,
    REASON,
    TERM,
    TEXT,
    TOO_LATE,
    TYPED,
    answers_in,
    ask,
    asked_in,
    doubt,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.coordinators import A_PDF, OPEN_DESK, SCORING_DESK, handled, send, send_files
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_applicant_mails import mail_of, text_of_mail

PAGE, CHECK, ANSWER = "/clarification", "/eligibility", "/clarification/answer"
ASKED = {"text": TEXT, "in_project": ["project-place"], "in_results": ["evidence"], "slots": [], "day": "2026-09-22"}
CAME = {"channel": "post", "day": "2026-09-15", "hour": "11:30"}


@pytest.fixture
def coordinator(own_demo_site: Flask):
    return signed_in(own_demo_site, "coordinator")


def confirmed(client, page: str, typed) -> object:
    """Look over what was typed, and send it as the page that is looked at does."""
    checked = send(client, page, typed)
    assert checked.status_code == 200, text_of(checked)
    return client.post(page, data=dict(typed) | _carried(checked))


def _carried(page) -> dict[str, str]:
    return {name: value for name, value in fields_of(page).items() if name in {"csrf_token", "key", "checked"}}


def test_what_is_found_to_be_clarified_leads_to_asking_with_a_sensible_choice(own_demo_site: Flask, coordinator):
    doubt(own_demo_site)
    page = handled(own_demo_site, EVENING, PAGE)
    assert page in links_of(coordinator.get(handled(own_demo_site, EVENING, CHECK)))

    form = coordinator.get(page)

    assert (REASON in form.text, 'value="2026-09-22"' in form.text) == (True, True)
    assert 'name="in_project" type="checkbox" value="title"' not in form.text
    assert 'checked id="slots-5" name="slots" type="checkbox" value="clarification"' in form.text
    assert coordinator.get(handled(own_demo_site, "Stāsti no mūsu ielas: otrā sezona", PAGE)).status_code == 409


def test_a_requirement_about_the_period_proposes_its_days(own_demo_site: Flask, coordinator):
    key = _key(own_demo_site, EVENING)
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        check(act, key, {"1.7": Answered.PENDING}, {"1.7": "Par ilgu."})
    form = coordinator.get(handled(own_demo_site, EVENING, PAGE)).text
    proposed = [one for one in form.split("<input")[1:] if "checked" in one.partition(">")[0]]
    assert ["project-from" in proposed[0], "project-until" in proposed[1], len(proposed)] == [True, True, 2]


def test_it_is_looked_over_before_it_goes_and_goes_once(own_demo_site: Flask, coordinator):
    doubt(own_demo_site)
    page = handled(own_demo_site, EVENING, PAGE)

    checked = send(coordinator, page, ASKED)

    text = text_of(checked)
    assert asked_in(own_demo_site) == []
    assert ("Ko lasīs iesniedzējs" in text, "Vēl nekas nav nosūtīts." in text) == (True, True)
    assert "Jāprecizē pieteikums Nr. 2026-02" in text
    assert "Atbilde jāiesniedz līdz 2026. gada 22. septembrim (ieskaitot)." in text
    assert ("1 iesniedzēja pārstāvim pa e-pastu" in text, "Norises vieta" in text) == (True, True)
    assert checked.text.count('name="in_project" value="project-place"') == 1
    sent = dict(ASKED) | _carried(checked)
    first, second = coordinator.post(page, data=sent), coordinator.post(page, data=sent)
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    (one,) = asked_in(own_demo_site)
    assert (one.questions, one.slots, one.until_at) == (["project-place", "evidence"], [], TERM)
    assert coordinator.get(page).status_code == 409


def test_it_can_be_corrected_before_it_goes(own_demo_site: Flask, coordinator):
    doubt(own_demo_site)
    page = handled(own_demo_site, EVENING, PAGE)
    checked = send(coordinator, page, ASKED)

    again = coordinator.post(page, data=dict(ASKED) | _carried(checked) | {"edit": "yes"})

    assert (again.status_code, asked_in(own_demo_site)) == (200, [])
    assert TEXT in again.text
    assert 'checked id="in_results-1" name="in_results" type="checkbox" value="evidence"' in again.text


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"text": ""}, "text", "Uzrakstiet, kas jāprecizē."),
        ({"in_project": [], "in_results": []}, "text", "izvēlieties vismaz vienu jautājumu vai pielikumu"),
        ({"day": "2026-09-21"}, "day", "vismaz piecas darba dienas; izvēlieties 22.09.2026. vai vēlāku dienu"),
        ({"day": "2026-09-01"}, "day", "vismaz piecas darba dienas"),
        ({"in_project": ["title"]}, "in_project-0", "Izvēlieties"),
    ],
)
@pytest.mark.parametrize("step", [{}, {"checked": "yes"}], ids=["first", "confirmed"])
def test_what_cannot_be_asked_is_told_beside_its_field(
    own_demo_site: Flask, coordinator, change, field, sentence, step
):
    doubt(own_demo_site)
    refused = send(coordinator, handled(own_demo_site, EVENING, PAGE), ASKED | change | step)
    assert (refused.status_code, f"#{field}" in links_of(refused)) == (422, True)
    assert sentence in text_of(refused)
    assert asked_in(own_demo_site) == []


def test_before_the_deadline_nothing_is_asked(own_demo_site: Flask, coordinator):
    title = "Kustības laboratorija"
    typed = {f"answer_{place}": "yes" for place in range(9)} | {"answer_3": "pending", "reason_3": "Kas parakstīja?"}
    saved = send(coordinator, handled(own_demo_site, title, CHECK, OPEN_DESK), typed)
    assert saved.status_code == 303
    refused = coordinator.get(handled(own_demo_site, title, PAGE, OPEN_DESK))
    assert (refused.status_code, "vēl var mainīt visu pieteikumu" in text_of(refused)) == (409, True)
    assert handled(own_demo_site, title, PAGE, OPEN_DESK) not in links_of(coordinator.get(saved.location))


def test_after_a_check_with_a_doubt_the_way_to_ask_is_shown(own_demo_site: Flask, coordinator):
    typed = {"answer_3": "pending", "reason_3": "Kas parakstīja?"}
    saved = send(coordinator, handled(own_demo_site, EVENING, CHECK), typed)
    assert handled(own_demo_site, EVENING, PAGE) in links_of(coordinator.get(saved.location))


def test_the_applicants_people_get_a_message_with_the_term_and_the_way(own_demo_site: Flask, coordinator):
    doubt(own_demo_site)
    assert confirmed(coordinator, handled(own_demo_site, EVENING, PAGE), ASKED).status_code == 303
    mail = mail_of(own_demo_site, "clarification")
    text = text_of_mail(mail)
    assert mail["Subject"] == "Jāprecizē pieteikums Nr. 2026-02"
    assert TEXT in text
    assert "Atbilde jāiesniedz līdz 2026. gada 22. septembrim (ieskaitot)." in text
    assert f"/lv/applications/{_key(own_demo_site, EVENING)}/clarification" in text
    assert "klātienē, pa pastu" not in text


def test_the_desk_says_who_waits_for_whom_and_what_ends_soon(own_demo_site: Flask, coordinator):
    def said() -> str:
        return text_of(coordinator.get("/lv/desk"))

    assert "1 pieteikums jāprecizē, bet iesniedzējam tas vēl nav lūgts" in said()
    ask(own_demo_site)
    assert "1 iesniedzējam ir lūgts precizēt pieteikumu, un atbildes vēl nav" in said()
    use_clock(lambda: TERM - timedelta(days=2))
    assert "1 pieteikumam drīz beidzas precizēšanas termiņš" in said()
    listed = coordinator.get(f"{SCORING_DESK}/eligibility")
    assert "Vakara skolotāji Atbildi gaida līdz 22. septembrim (ieskaitot)." in text_of(listed)
    assert handled(own_demo_site, GREEN, PAGE) in links_of(listed)
    use_clock(lambda: TOO_LATE)
    assert "1 pieteikumam ir saņemts precizējums vai beidzies precizēšanas termiņš" in said()
    assert "Termiņš ir beidzies, un atbildes nav." in text_of(coordinator.get(f"{SCORING_DESK}/eligibility"))
    check_page = text_of(coordinator.get(handled(own_demo_site, EVENING, CHECK)))
    assert "Termiņš ir beidzies, un atbildes nav; lemiet pēc iesniegtā." in check_page


def answer(app: Flask) -> None:
    """The applicant types and hands in."""
    client = signed_in(app, "ngo2")
    here = f"/lv/applications/{_key(app, EVENING)}/clarification"
    assert write(client, here, TYPED).status_code == 303
    token = fields_of(client.get(f"{here}/review"))["csrf_token"]
    assert client.post(f"{here}/send", data={"csrf_token": token}).status_code == 303


@pytest.mark.parametrize("rest", [CHECK, ""])
def test_the_answer_stands_beside_what_was_submitted_with_its_date(own_demo_site: Flask, coordinator, rest):
    ask(own_demo_site, slots=())
    answer(own_demo_site)
    text = text_of(coordinator.get(handled(own_demo_site, EVENING, rest)))
    both = "Norises vieta Kā iesniegts Parauga apkaime, Liepāja Precizēts: 15. septembrī plkst. 12.00 Liepāja, Karosta"
    assert both in text or "Norises vieta Kā iesniegts " in text
    assert text.count("Liepāja, Karosta") >= 2  # side by side, and where the whole application is read
    assert "Iesniedzējs to var mainīt līdz 22. septembrim (ieskaitot); vērā ņem pēdējo." in text
    assert "Atbilde saņemta 15. septembrī plkst. 12.00." in text


def test_after_a_finding_the_desk_is_quiet_until_another_answer_comes(own_demo_site: Flask, coordinator):
    ask(own_demo_site, slots=())
    answer(own_demo_site)
    waits = "1 pieteikumam ir saņemts precizējums"
    assert waits in text_of(coordinator.get("/lv/desk"))
    use_clock(lambda: DEMO_DAY + timedelta(hours=1))
    found = send(coordinator, handled(own_demo_site, EVENING, CHECK), {f"answer_{place}": "yes" for place in range(9)})
    assert found.status_code == 303
    assert waits not in text_of(coordinator.get("/lv/desk"))


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("member3", f"/lv/committee/liepaja-demo-scoring/applications/{{{EVENING}}}"),
        ("auditor", f"/lv/audit/calls/liepaja-demo-scoring/applications/{{{EVENING}}}"),
        ("ngo2", f"/lv/applications/{{{EVENING}}}/submitted"),
    ],
)
def test_everybody_who_reads_the_application_sees_the_clarified_answer_beside_it(own_demo_site: Flask, who, path):
    ask(own_demo_site, slots=())
    answer(own_demo_site)
    text = text_of(signed_in(own_demo_site, who).get(path.replace(f"{{{EVENING}}}", str(_key(own_demo_site, EVENING)))))
    assert "Precizēts: " in text
    before, _, after = text.partition("Liepāja, Karosta")
    assert "Norises vieta" in before
    assert "septembrī plkst. 12.00" in before
    assert "Liepāja, Karosta" in text
    assert after


def test_what_is_not_for_the_committee_is_not_clarified_before_it(own_demo_site: Flask):
    ask(own_demo_site, questions=("applicant-phone",), slots=())
    client = signed_in(own_demo_site, "ngo2")
    here = f"/lv/applications/{_key(own_demo_site, EVENING)}/clarification"
    assert write(client, here, {"applicant-phone": "+371 6999 9999"}).status_code == 303
    token = fields_of(client.get(f"{here}/review"))["csrf_token"]
    client.post(f"{here}/send", data={"csrf_token": token})
    sheet = f"/lv/committee/liepaja-demo-scoring/applications/{_key(own_demo_site, EVENING)}"
    assert "6999 9999" not in signed_in(own_demo_site, "member3").get(sheet).text
    assert "6999 9999" in signed_in(own_demo_site, "coordinator").get(handled(own_demo_site, EVENING)).text


def test_of_an_application_on_paper_only_files_are_asked_and_its_applicant_is_told_by_hand(
    own_demo_site: Flask, coordinator
):
    page = handled(own_demo_site, GREEN, PAGE)
    form = coordinator.get(page)
    assert ('name="in_' in form.text, "jautājumi neatveras" in text_of(form)) == (False, True)
    checked = text_of(
        send(coordinator, page, {"text": "Iesniedziet pilnvaru.", "slots": ["power-of-attorney"], "day": ""})
    )
    assert ("Paziņojiet iesniedzējam paši" in checked, "klātienē, pa pastu" in checked) == (True, True)


def test_an_answer_on_paper_is_entered_with_its_day_and_its_files(own_demo_site: Flask, coordinator):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        organisation = act.get(Application, _key(own_demo_site, GREEN)).organisation_id
        join(act, create_person(act, "tresais@example.org", "Trešā Persona").id, organisation, Standing.OWNER)
    ask(own_demo_site, GREEN, (), ("power-of-attorney",))
    use_clock(lambda: DEMO_DAY + timedelta(days=1))
    page = handled(own_demo_site, GREEN, ANSWER)
    assert page in links_of(coordinator.get(handled(own_demo_site, GREEN)))
    typed = CAME | {"day": "2026-09-16"}

    first = send_files(coordinator, page, typed, files_0=("pilnvara.pdf", A_PDF))

    assert (first.status_code, first.location) == (303, handled(own_demo_site, GREEN, CHECK))
    (one,) = answers_in(own_demo_site, GREEN)
    assert (one.channel.value, one.received_at.isoformat()) == ("post", "2026-09-16T08:30:00+00:00")
    text = text_of(coordinator.get(handled(own_demo_site, GREEN)))
    assert "pilnvara.pdf" in text
    assert "Atbilde saņemta 16. septembrī plkst. 11.30." in text
    file = next(link for link in links_of(coordinator.get(handled(own_demo_site, GREEN))) if "/files/" in link)
    assert coordinator.get(file).status_code == 200
    assert "2026. gada 16. septembrī plkst. 11.30" in text_of_mail(mail_of(own_demo_site, "clarified"))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"day": "2026-09-14"}, "day"), ({"day": "2026-09-16"}, "day"), ({"channel": ""}, "channel-0"), ({}, "files_0")],
)
def test_an_answer_that_cannot_have_come_so_is_told_beside_its_field(own_demo_site: Flask, coordinator, change, field):
    ask(own_demo_site, GREEN, (), ("power-of-attorney",))
    files = {} if field == "files_0" else {"files_0": ("pilnvara.pdf", A_PDF)}
    use_clock(lambda: DEMO_DAY + timedelta(hours=2))
    typed = CAME | {"hour": "13:00"} | change
    refused = send_files(coordinator, handled(own_demo_site, GREEN, ANSWER), typed, **files)
    assert (refused.status_code, f"#{field}" in links_of(refused)) == (422, True)
    assert answers_in(own_demo_site, GREEN) == []


def test_for_whoever_can_answer_in_the_portal_nothing_is_entered(own_demo_site: Flask, coordinator):
    ask(own_demo_site)
    assert coordinator.get(handled(own_demo_site, EVENING, ANSWER)).status_code == 409
    assert handled(own_demo_site, EVENING, ANSWER) not in links_of(coordinator.get(handled(own_demo_site, EVENING)))


def _key(app: Flask, title: str):
    with app.app_context():
        return db.session().scalars(select(Application.id).where(Application.title == title)).one()
