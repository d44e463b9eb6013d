"""The list of applications, one with everything on it, registering, accepting late, withdrawing, checking."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.formats import NBSP
from app.messages import compose
from competition.application.records import Application, LateAcceptance
from competition.application.states import State
from competition.eligibility.records import Finding
from competition.foundation.clock import use_clock
from competition.foundation.outbox import OutboxMessage
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.coordinators import (
    A_PDF,
    BICYCLES,
    EVENING,
    GREEN,
    OPEN_DESK,
    PAPER,
    SCORING_DESK,
    application_of,
    handled,
    queries_for,
    send,
    send_files,
    token_of,
)
from tests.pages.reading import fields_of, links_of, text_of

LIST = f"{SCORING_DESK}/applications"
ACCEPTED = {"legal_basis": "Nolikuma 12. punkts", "reason_lv": "Portāls nebija pieejams.", "hour": ""}


def numbers_on(page) -> list[str]:
    """The numbers of the applications that a list shows, in its order."""
    return [part.split("</a>")[0].split(">")[-1] for part in page.text.split('<td class="code nowrap">')[1:]]


def test_the_list_holds_every_channel_with_the_second_of_receipt_and_the_state(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(f"/{language}/desk/calls/liepaja-demo-scoring/applications")
    text = text_of(page)
    assert numbers_on(page) == [f"2026-0{number}" for number in range(1, 8)]
    assert {"lv": "05.09.2026. 23.41.00", "en": "5 Sept 2026 23:41:00"}[language] in text
    words = {
        "lv": ("Vērtēšanā", "Precizēšanā", "Neatbilst", "Saņemts novēloti", "Atsaukts"),
        "en": ("Being scored", "Being clarified", "Not eligible", "Received late", "Withdrawn"),
    }
    assert [word for word in words[language] if word not in text] == []


def test_drafts_are_counted_and_not_shown(demo_site: Flask, at):
    at(DEMO_DAY)
    text = text_of(signed_in(demo_site, "coordinator").get(f"{OPEN_DESK}/applications"))
    assert "2 melnraksti nav redzami" in text
    assert "Pagalma darbnīca" not in text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("show=late", ["2026-06"]),
        ("show=withdrawn", ["2026-07"]),
        ("show=to_check", []),
        ("show=being_clarified", ["2026-03"]),
        ("show=not_eligible", ["2026-04"]),
        ("show=eligible", ["2026-01", "2026-02", "2026-05"]),
        ("channel=post", ["2026-03"]),
        ("channel=in_person&show=late", ["2026-06"]),
        ("q=zaļā+klase", ["2026-03"]),
        ("q=ZAĻĀ", ["2026-03"]),
        ("q=2026-05", ["2026-05"]),
        ("q=ceturtais", ["2026-04", "2026-07"]),
        ("q=%25", []),
        ("show=nonsense&channel=nonsense&page=99", [f"2026-0{number}" for number in range(1, 8)]),
    ],
)
def test_the_list_is_looked_through_by_its_address(demo_site: Flask, at, query, numbers):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(f"{LIST}?{query}")
    assert (page.status_code, numbers_on(page)) == (200, numbers)


def test_an_application_shows_everything_on_it(demo_site: Flask, at):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(handled(demo_site, EVENING))
    text = text_of(page)
    for told in ("Biedrība", "40008999029", "Parauga iela 2", "Iesniegts, 1. versija", "Pārbaudīta atbilstība"):
        assert told in text
    assert "Kas: Koordinatore Paraudziņa" in text
    assert "paziņojis par interešu konfliktu" in text
    files = [link for link in links_of(page) if "/files/" in link and not link.endswith("/look")]
    assert len(files) == 4
    with signed_in(demo_site, "coordinator").get(files[0]) as answer:
        assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_not_of_the_application_is_not_there(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator")
    assert client.get(handled(demo_site, EVENING, "/files/" + "0" * 64)).status_code == 404


def test_a_paper_is_registered_with_its_file_and_the_next_number(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/applications/new"
    answer = send_files(client, page, PAPER, files=("skenejums.pdf", A_PDF))
    assert answer.status_code == 303
    done = text_of(client.get(answer.location))
    assert "Pieteikums ir reģistrēts" in done
    assert "2026-03" in done
    assert "Saņemts pēc termiņa" not in done
    kept = application_of(own_demo_site, PAPER["title"])
    assert (kept.state, kept.channel.value, kept.received_at.isoformat()) == (
        State.SUBMITTED,
        "post",
        "2026-09-14T11:05:30+00:00",
    )
    assert "skenejums.pdf" in text_of(client.get(handled(own_demo_site, PAPER["title"], desk=OPEN_DESK)))


def test_a_second_click_registers_nothing_twice(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/applications/new"
    assert send(client, page, PAPER).status_code == 303
    again = send(client, page, PAPER)
    assert (again.status_code, "jau ir reģistrēts ar Nr. 2026-03" in text_of(again)) == (409, True)


def test_a_number_that_belongs_to_another_name_is_taken_only_once_said_to_be_the_same(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page, typed = f"{OPEN_DESK}/applications/new", PAPER | {"name": "biedriba PIEMERS", "number": "40008999014"}
    refused = send(client, page, typed)
    assert (refused.status_code, "#number" in links_of(refused)) == (422, True)
    assert "Ar šo reģistrācijas numuru portālā ir zināma organizācija Biedrība" in text_of(refused)
    same = fields_of(refused)["same"]
    other = send(client, page, typed | {"number": "40008999029", "same": same})
    assert (other.status_code, fields_of(other)["same"]) == (422, "40008999029")

    done = text_of(client.get(send(client, page, typed | {"same": same}).location))

    assert "Šī organizācija portālā jau ir zināma" in done
    assert "Apliecinājumu par saņemšanu pa e-pastu saņems:" in done


def test_the_form_and_the_page_after_it_say_who_gets_the_receipt(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/applications/new"
    assert "pa e-pastu saņem tie, kam portālā ir šīs organizācijas konts" in text_of(client.get(page))
    assert "Šai organizācijai portālā nav konta" in text_of(client.get(send(client, page, PAPER).location))


def test_the_receipt_of_a_paper_gives_the_instant_at_which_it_was_received(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    typed = PAPER | {"name": "Biedrība „Piemērs”", "number": "40008999014"}
    assert send(client, f"{OPEN_DESK}/applications/new", typed).status_code == 303
    with own_demo_site.app_context():
        waiting = db.session().scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert waiting is not None
        message = compose(db.session(), waiting, own_demo_site.extensions["konkurss-settings"])
    words = message.get_body()
    assert isinstance(words, EmailMessage)
    body = words.get_content().replace(NBSP, " ")
    assert "ir saņemts 2026. gada 14. septembrī plkst. 14.05.30" in body


def test_a_file_is_added_to_what_came_by_hand_as_its_next_version(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, GREEN, "/add-file")
    assert page in links_of(client.get(handled(own_demo_site, GREEN)))
    refused = send_files(client, page, {}, file=("skenējums.exe", b"MZ"))
    assert (refused.status_code, "#file" in links_of(refused)) == (422, True)

    assert send_files(client, page, {}, file=("pilnvara.pdf", A_PDF)).status_code == 303

    text = text_of(client.get(handled(own_demo_site, GREEN)))
    assert ("pilnvara.pdf" in text, "Pievienots fails, 2. versija" in text) == (True, True)


def test_a_file_of_what_came_through_the_form_is_not_the_coordinators_to_add(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, EVENING, "/add-file")
    assert page not in links_of(client.get(handled(own_demo_site, EVENING)))
    assert send_files(client, page, {}, file=("pilnvara.pdf", A_PDF)).status_code == 409
    assert "pilnvara.pdf" not in text_of(client.get(handled(own_demo_site, EVENING)))


def test_a_refused_form_says_that_its_file_must_be_chosen_again(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/applications/new"
    answer = send_files(client, page, PAPER | {"title": ""}, files=("skenejums.pdf", A_PDF))
    assert (answer.status_code, "#files" in links_of(answer)) == (422, True)
    assert "Izvēlieties failus vēlreiz" in text_of(answer)
    assert "#files" not in links_of(send(client, page, PAPER | {"title": ""}))


def test_a_late_paper_is_registered_and_said_to_be_late(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, f"{SCORING_DESK}/applications/new", PAPER)
    page = client.get(answer.location)
    assert "Saņemts pēc termiņa" in text_of(page)
    assert any(link.endswith("/accept-late") for link in links_of(page))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"title": ""}, "title"),
        ({"number": "40008999015"}, "number"),
        ({"number": "010190-12345"}, "number"),
        ({"email": "nav"}, "email"),
        ({"day": "2026-09-16"}, "day"),
        ({"day": "2026-08-01"}, "day"),
        ({"hour": "25:00"}, "hour"),
        ({"channel": "online"}, "channel-0"),
    ],
)
def test_what_cannot_be_registered_is_said_beside_its_field(own_demo_site: Flask, change, field):
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, f"{OPEN_DESK}/applications/new", PAPER | change)
    assert (answer.status_code, f"#{field}" in links_of(answer)) == (422, True)
    with own_demo_site.app_context():
        assert db.session().scalars(select(Application).where(Application.title == PAPER["title"])).all() == []


def test_one_late_application_is_accepted_in_two_steps(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, BICYCLES, "/accept-late")
    received = application_of(own_demo_site, BICYCLES).received_at
    typed = ACCEPTED | {"day": received.date().isoformat()}
    checked = send(client, page, typed)
    assert (checked.status_code, "Vēl nekas nav ierakstīts" in text_of(checked)) == (200, True)
    assert acceptances(own_demo_site) == 0
    sent = {name: value for name, value in fields_of(checked).items() if name != "q"}
    assert client.post(page, data=sent).status_code == 303
    assert acceptances(own_demo_site) == 1
    assert "Pieņemts, lai gan saņemts novēloti" in text_of(client.get(handled(own_demo_site, BICYCLES)))
    assert "pieņemts, lai gan saņemts novēloti" in text_of(client.get(LIST))
    assert client.get(page).status_code == 409
    assert numbers_on(client.get(f"{LIST}?show=late")) == []
    again = client.post(page, data=sent)
    assert (again.status_code, again.location) == (303, handled(own_demo_site, BICYCLES))
    assert acceptances(own_demo_site) == 1


def test_an_acceptance_is_cancelled_and_needs_a_ground_with_its_number(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, BICYCLES, "/accept-late")
    typed = ACCEPTED | {"day": application_of(own_demo_site, BICYCLES).received_at.date().isoformat()}
    checked = text_of(send(client, page, typed))
    assert ("Atcelt" in checked, "Nepieņemt" in checked) == (True, False)
    vague = send(client, page, typed | {"legal_basis": "Nr."})
    assert (vague.status_code, "#legal_basis" in links_of(vague)) == (422, True)


def test_a_late_application_says_how_it_is_answered_and_offers_no_check(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator")
    page = client.get(handled(demo_site, BICYCLES))
    assert "Vēstuli par to, ka pieteikums saņemts novēloti, sagatavo no komisijas lēmuma" in text_of(page)
    assert handled(demo_site, BICYCLES, "/accept-late") in links_of(page)
    assert handled(demo_site, BICYCLES, "/eligibility") not in links_of(page)
    listed = links_of(client.get(f"{SCORING_DESK}/eligibility"))
    assert handled(demo_site, BICYCLES) in listed
    assert handled(demo_site, BICYCLES, "/eligibility") not in listed


@pytest.mark.parametrize("confirmed", [{}, {"checked": "yes"}])
def test_an_acceptance_that_ends_before_the_application_came_is_refused(own_demo_site: Flask, confirmed):
    client = signed_in(own_demo_site, "coordinator")
    day = application_of(own_demo_site, BICYCLES).received_at.date() - timedelta(days=1)
    answer = send(client, handled(own_demo_site, BICYCLES, "/accept-late"), ACCEPTED | {"day": str(day)} | confirmed)
    assert (answer.status_code, "#day" in links_of(answer)) == (422, True)
    assert acceptances(own_demo_site) == 0


def acceptances(app: Flask) -> int:
    with app.app_context():
        return len(db.session().scalars(select(LateAcceptance)).all())


def test_an_application_is_withdrawn_on_the_applicants_letter(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, GREEN, "/withdraw")
    assert send(client, page, {}).status_code == 303
    assert application_of(own_demo_site, GREEN).state == State.WITHDRAWN
    again = send(client, page, {})
    assert (again.status_code, application_of(own_demo_site, GREEN).state) == (422, State.WITHDRAWN)
    assert not any(link.endswith("/withdraw") for link in links_of(client.get(handled(own_demo_site, GREEN))))


def test_the_portal_says_what_it_found_beside_each_requirement(demo_site: Flask, at, language):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator")
    text = text_of(client.get(handled(demo_site, EVENING, "/eligibility").replace("/lv/", f"/{language}/")))
    said = {
        "lv": ("Atbilst: saņemts termiņā", "atbildēts uz visiem obligātajiem", "ir visi obligātie pielikumi"),
        "en": ("Fits: Received in time", "Every required question of the form", "Every required attachment is there"),
    }
    assert [one for one in said[language] if one not in text] == []
    assert {"lv": "tas atbilst", "en": "which fits"}[language] in text


def test_a_check_is_saved_and_leads_to_the_next_one(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    start = client.get(f"{OPEN_DESK}/eligibility")
    first = handled(own_demo_site, "Kustības laboratorija", "/eligibility", OPEN_DESK)
    assert first in links_of(start)
    typed = {f"answer_{place}": "yes" for place in range(9)}
    answer = send(client, first, typed)
    second = handled(own_demo_site, "Dārzs uz jumta", "/eligibility", OPEN_DESK)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, second)
    assert "Pieteikuma 2026-01 pārbaude saglabāta." in text_of(client.get(answer.location))
    doubtful = typed | {"answer_3": "pending", "reason_3": "Jāiesniedz pilnvara."}
    done = send(client, second, doubtful).location
    assert done.partition("?")[0] == f"{OPEN_DESK}/eligibility"
    assert "Pieteikuma 2026-02 pārbaude saglabāta." in text_of(client.get(done))
    assert findings_of(own_demo_site, "Dārzs uz jumta")["pending"] == ["Jāiesniedz pilnvara."]
    assert "Precizēšanā" in text_of(client.get(f"{OPEN_DESK}/eligibility"))


@pytest.mark.parametrize("answer", ["no", "pending"])
def test_everything_but_a_yes_needs_its_reason(own_demo_site: Flask, answer):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, "Dārzs uz jumta", "/eligibility", OPEN_DESK)
    refused = send(client, page, {"answer_0": "yes", "answer_3": answer})
    assert (refused.status_code, "#reason_3" in links_of(refused)) == (422, True)
    assert findings_of(own_demo_site, "Dārzs uz jumta") == {}


def test_what_must_not_be_corrected_offers_no_clarifying(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, "Dārzs uz jumta", "/eligibility", OPEN_DESK)
    text = client.get(page).text
    assert [f'name="answer_{place}" type="radio" value="pending"' in text for place in range(4)] == [
        False,
        False,
        True,
        True,
    ]
    assert "nedrīkst precizēt" in text
    refused = send(client, page, {"answer_0": "pending", "reason_0": "Kāpēc?"})
    assert (refused.status_code, "#answer_0-0" in links_of(refused)) == (422, True)
    assert findings_of(own_demo_site, "Dārzs uz jumta") == {}


def test_the_whole_application_is_read_without_leaving_the_check(demo_site: Flask, at):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(handled(demo_site, EVENING, "/eligibility"))
    inside = page.text.partition("<details>")[2].partition("</details>")[0]
    assert "Lasīt visu pieteikumu" in inside
    assert 'class="answers"' in inside


def test_a_finding_is_changed_until_the_decision_also_once_scoring_has_begun(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, EVENING, "/eligibility")
    assert send(client, page, {"answer_5": "no", "reason_5": "Mērķa grupa neatbilst."}).status_code == 303
    assert findings_of(own_demo_site, EVENING)["no"] == ["Mērķa grupa neatbilst."]
    assert "Neatbilst" in text_of(client.get(handled(own_demo_site, EVENING)))


def test_a_late_application_is_not_checked(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, BICYCLES, "/eligibility")
    assert "Novēlotu pieteikumu reģistrē un uz to atbild, bet nevērtē." in text_of(client.get(page))
    token = token_of(client, handled(own_demo_site, EVENING, "/eligibility"))
    assert client.post(page, data={"csrf_token": token, "answer_0": "yes"}).status_code == 409
    assert findings_of(own_demo_site, BICYCLES) == {}


def test_every_page_counts_the_checked_the_clarified_and_the_open_alike(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    late = application_of(own_demo_site, BICYCLES)
    day = str(late.received_at.date() + timedelta(days=1))
    send(client, handled(own_demo_site, BICYCLES, "/accept-late"), ACCEPTED | {"day": day, "checked": "yes"})

    call, desk = text_of(client.get(SCORING_DESK)), text_of(client.get("/lv/desk"))
    page = client.get(f"{SCORING_DESK}/eligibility")

    assert "Jāpārbauda 1 Precizēšanā 1 Atbilst 3" in call
    assert "jāpārbauda: 1 · precizēšanā: 1" in call
    assert "neatbilst: 1" in call
    told = "1 pieteikumam jāpārbauda atbilstība"
    assert (told in desk, told in text_of(page)) == (True, True)
    assert "1 pieteikums jāprecizē, bet iesniedzējam tas vēl nav lūgts" in desk
    assert "1 pieteikums ir precizēšanā" in text_of(page)
    assert f"{LIST}?show=being_clarified" in links_of(page)


def findings_of(app: Flask, title: str) -> dict[str, list[str | None]]:
    key = application_of(app, title).id
    with app.app_context():
        found: dict[str, list[str | None]] = {}
        for one in db.session().scalars(select(Finding).where(Finding.application_id == key)):
            found.setdefault(one.answered.value, []).append(one.reason)
        return found


@pytest.mark.parametrize("path", [f"{OPEN_DESK}/applications", f"{OPEN_DESK}/eligibility", OPEN_DESK, "/lv/desk"])
def test_the_number_of_queries_does_not_grow_with_the_applications(own_demo_site: Flask, path):
    client = signed_in(own_demo_site, "coordinator")
    client.get(path)  # the first look is written into the log of reading
    before = queries_for(own_demo_site, client, path)
    for number in range(60):
        use_clock(lambda: DEMO_DAY)
        send(client, f"{OPEN_DESK}/applications/new", PAPER | {"title": f"Projekts {number}"})
    page = client.get(f"{OPEN_DESK}/applications")
    assert (len(numbers_on(page)), "62 pieteikumi" in text_of(page)) == (50, True)
    assert len(numbers_on(client.get(f"{OPEN_DESK}/applications?page=2"))) == 12
    assert queries_for(own_demo_site, client, path) == before
