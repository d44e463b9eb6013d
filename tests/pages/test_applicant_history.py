"""Earlier answers: who changed what and when, with what is gone and new marked, and brought back."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

import competition.application.earlier
from app.accounts.operations import create_account
from app.applicant.differing import told
from app.extensions import db
from competition.application.records import Application, Revision
from competition.application.submission import save
from competition.form.questions import Choice, Kind, Question
from competition.form.several import rows_in
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_person, join
from competition.organisation.records import Membership, Person, Standing
from tests.pages.applicants import (
    A_MOMENT,
    A_PDF,
    HALF,
    OPEN_CALL,
    READY,
    THEIRS,
    address_of,
    answers_of,
    just_after,
    key_of,
    press,
    put_clock,
    rows_of,
    send_file,
    token_of,
    versions_of,
    write,
)
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, signed_in
from tests.pages.reading import fields_of, links_of, text_of

AIM, GROUP = "/sections/aim", "/sections/target-group"
GOAL = "Jaunieši paši iekārto darbnīcu, kur pēc stundām var labot velosipēdus un palīdzēt cits citam mācībās."
BEGUN = "Jaunieši iekārto darbnīcu, kur pēc stundām var labot velosipēdus un mopēdus."


def changes(app: Flask, title: str, question: str) -> list[Revision]:
    return [one for one in rows_of(app, Revision, title) if one.question == question]


def earlier(app: Flask, title: str, question: str, place: int = -1, language: str = "lv") -> str:
    """Where one of the changes of a question is looked at; the last one."""
    return address_of(app, title, f"/history/{changes(app, title, question)[place].id}", language)


def bring_back(client: FlaskClient, address: str, page: TestResponse | None = None) -> TestResponse:
    """Press the button of a page with an earlier answer, as it stands now or as it was opened before."""
    fields = fields_of(page or client.get(address))
    return client.post(address, data={name: fields.get(name, "") for name in ("csrf_token", "seen")})


def colleague(app: Flask) -> FlaskClient:
    """The browser of somebody else who works for the organisation of `ngo`."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        ngo = act.session.scalars(select(Person).where(Person.email == "ngo@example.org")).one()
        theirs = act.session.scalars(select(Membership).where(Membership.person_id == ngo.id)).one()
        person = create_person(act, "otra@example.org", "Otra Persona")
        create_account(act.session, person, DEMO_PASSWORD)
        join(act, person.id, theirs.organisation_id, Standing.EDITOR)
    return signed_in(app, "otra")


def marked(answer: TestResponse, mark: str) -> list[str]:
    """What stands between the marks of a page, without what is said for the ear."""
    found = re.findall(rf"<{mark}>(.*?)</{mark}>", answer.text, re.DOTALL)
    return [re.sub(r"<span class=\"unseen\".*?</span>", "", one, flags=re.DOTALL).strip() for one in found]


def test_the_changes_of_a_section_are_told_with_who_and_when_and_marked(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    section = address_of(own_demo_site, HALF, AIM, language)
    here = address_of(own_demo_site, HALF, "/history?section=aim", language)
    assert here in links_of(client.get(section))

    page = client.get(here)

    text = text_of(page)
    assert {"lv": "9. septembrī plkst. 11.05, Anna Paraudziņa", "en": "9 September at 11:05, Anna Paraudziņa"}[
        language
    ] in text
    assert {"lv": "[pievienots: paši ]", "en": "[added: paši ]"}[language] in text
    assert marked(page, "del") == ["mopēdus."]
    assert marked(page, "ins") == ["paši", "palīdzēt cits citam mācībās.", BEGUN]
    assert text.index("11.05" if language == "lv" else "11:05") < text.index("10.20" if language == "lv" else "10:20")


def test_all_changes_of_an_application_are_told_page_by_page(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, READY)
    assert f"{here}/history" in links_of(client.get(here))
    first, second = client.get(f"{here}/history"), client.get(f"{here}/history?page=2")
    assert "Nosaukums, norises vieta, periods" in text_of(first)
    assert f"{here}/history?page=2" in links_of(first)
    assert f"{here}/history" in links_of(second)
    assert client.get(f"{here}/history?page=99").status_code == 200
    assert client.get(f"{here}/history?page=x").status_code == 200
    assert client.get(f"{here}/history?section=nav").status_code == 404


def test_only_the_changes_of_a_section_have_its_name_above_theirs(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, READY, "/history")
    above = re.compile(r'<p class="above">(.*?)</p>', re.DOTALL)
    assert above.findall(client.get(here).text) == []
    assert "<span>Mērķis un pamatojums</span>" in above.findall(client.get(f"{here}?section=aim").text)[0]


def test_a_section_in_which_nothing_was_written_says_so(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    page = client.get(address_of(own_demo_site, HALF, "/history?section=risks", language))
    assert {"lv": "Vēl nekas nav mainīts", "en": "Nothing was changed yet"}[language] in text_of(page)


def test_rows_of_a_table_and_what_was_ticked_are_told_in_words(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, READY, "/sections/activities", language)
    fields = fields_of(client.get(here))
    name = next(one for one, value in fields.items() if value == "Stāstu vākšana apkaimē")
    write(client, here, fields | {name: "Stāstu vākšana ciemā"})
    assert rows_in(answers_of(own_demo_site, READY)["activities"])[1][0] == "Stāstu vākšana ciemā"
    write(client, address_of(own_demo_site, READY, "/sections/declarations", language), {"declared-true": "y"})

    page = client.get(address_of(own_demo_site, READY, "/history", language))

    text = text_of(page)
    assert {"lv": "Rinda mainīta", "en": "Row changed"}[language] in text
    assert {"lv": "Kurš atbild: projekta vadītāja", "en": "Who is responsible: projekta vadītāja"}[language] in text
    assert "[[" not in page.text
    assert marked(page, "del")[:3] == [{"lv": "Jā", "en": "Yes"}[language]] * 3
    assert "apkaimē" in marked(page, "del")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[]"),
        ("[[]]", ""),
        ('[["Talka"]]', '[["Talka", ""]]'),
        ('[["Talka"]]', '[["Talka"], [""]]'),
        ('[["a","b","c","d","e","f","g"]]', '[["a","b","c","d","e","f","g","cits"]]'),
        ("nav tabula", "arī nav"),
    ],
)
def test_a_table_kept_in_another_way_has_no_visible_change(own_demo_site: Flask, language, before, after):
    client, key = signed_in(own_demo_site, "ngo"), key_of(own_demo_site, HALF)
    for place, text in enumerate((before or '[["x"]]', before, after), -3):
        with (
            own_demo_site.app_context(),
            acting(db.session(), SYSTEM, at=DEMO_DAY + (20 * place - 60) * A_MOMENT) as act,
        ):
            save(act, key, {"activities": text})
    page = client.get(address_of(own_demo_site, HALF, "/history?section=activities", language))
    first = page.text.split("<h2>")[1]
    assert {"lv": "Redzamu izmaiņu nav.", "en": "No visible change."}[language] in first
    assert "<del>" not in first
    whole = client.get(earlier(own_demo_site, HALF, "activities", language=language))
    assert {"lv": "Redzamu izmaiņu nav.", "en": "No visible change."}[language] in text_of(whole)


def test_choices_kept_in_another_order_have_no_visible_change(own_demo_site: Flask):
    choices = (Choice("camp", {"lv": "Nometne"}), Choice("club", {"lv": "Pulciņš"}))
    question = Question("ways", {"lv": "Kā"}, kind=Kind.CHOICES, choices=choices)
    with own_demo_site.test_request_context("/lv/"):
        assert not told(question, "camp,club", "club,camp").is_visible
        assert told(question, "camp,club", "club").is_visible


def test_what_a_colleague_deleted_is_brought_back(own_demo_site: Flask, language):
    client, other = signed_in(own_demo_site, "ngo"), colleague(own_demo_site)
    section = address_of(own_demo_site, HALF, AIM, language)
    write(other, section, {"aim-goal": ""})
    page = earlier(own_demo_site, HALF, "aim-goal", language=language)
    assert page in links_of(client.get(address_of(own_demo_site, HALF, "/history?section=aim", language)))
    shown = client.get(page)
    assert GOAL in text_of(shown)
    assert "Otra Persona" in text_of(shown)

    answer = bring_back(client, page)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{section}?back=aim-goal#aim-goal")
    assert answers_of(own_demo_site, HALF)["aim-goal"] == GOAL
    told = text_of(client.get(answer.headers["Location"]))
    assert {"lv": "Iepriekšējā atbilde ir atjaunota", "en": "The earlier answer is back"}[language] in told
    history = text_of(client.get(address_of(own_demo_site, HALF, "/history", language)))
    assert {"lv": "atjaunota iepriekšējā atbilde", "en": "an earlier answer was brought back"}[language] in history
    undone = bring_back(client, earlier(own_demo_site, HALF, "aim-goal", language=language))
    assert (undone.status_code, answers_of(own_demo_site, HALF)["aim-goal"]) == (303, "")


def test_an_address_says_that_an_answer_is_back_only_where_it_is(own_demo_site: Flask):
    client, section = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, HALF, AIM)
    told, here = "Iepriekšējā atbilde ir atjaunota", f"{section}?back=aim-goal"
    assert told not in text_of(client.get(here))
    bring_back(client, earlier(own_demo_site, HALF, "aim-goal"))
    assert told in text_of(client.get(here))
    for other in ("aim-need", "risks", "nav", ""):
        assert told not in text_of(client.get(f"{section}?back={other}"))
    write(client, section, {"aim-goal": "Cits mērķis."})
    assert told not in text_of(client.get(here))


def test_pressing_the_button_twice_brings_back_once(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    page = earlier(own_demo_site, HALF, "aim-goal")
    opened = client.get(page)
    answers = [bring_back(client, page, opened) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers_of(own_demo_site, HALF)["aim-goal"] == BEGUN
    assert len(changes(own_demo_site, HALF, "aim-goal")) == 3
    assert "Tagad tur ir tas pats." in text_of(client.get(page))
    assert "seen" not in fields_of(client.get(page))


def test_what_another_wrote_meanwhile_is_shown_before_it_is_written_over(own_demo_site: Flask, language):
    client, other = signed_in(own_demo_site, "ngo"), colleague(own_demo_site)
    page = earlier(own_demo_site, HALF, "aim-goal", language=language)
    opened = client.get(page)
    write(other, address_of(own_demo_site, HALF, AIM), {"aim-goal": "Pavisam cits mērķis."})

    answer = bring_back(client, page, opened)

    assert answer.status_code == 409
    text = text_of(answer)
    assert {"lv": "Nekas nav atjaunots, jo tikmēr", "en": "Nothing was brought back, because"}[language] in text
    assert "Otra Persona" in text
    assert marked(answer, "del") == ["Pavisam cits mērķis."]
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "Pavisam cits mērķis."
    assert bring_back(client, page, answer).status_code == 303
    assert answers_of(own_demo_site, HALF)["aim-goal"] == BEGUN


def test_a_window_that_was_open_before_is_told_of_what_was_brought_back(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    section = address_of(own_demo_site, HALF, AIM)
    opened = fields_of(client.get(section))
    bring_back(client, earlier(own_demo_site, HALF, "aim-goal"))

    typed = opened | {"aim-goal": "Cits mērķis.", "aim-need": "Tā vajag."}
    answer = client.post(f"{section}/saved", data=typed, headers={"Accept": "application/json"})

    assert answer.json["partly"]
    stored = answers_of(own_demo_site, HALF)
    assert (stored["aim-goal"], stored["aim-need"]) == (BEGUN, "Tā vajag.")


def test_a_button_without_its_marks_overwrites_nothing(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    page = earlier(own_demo_site, HALF, "aim-goal")
    assert client.post(page, data={"csrf_token": token_of(client, page)}).status_code == 409
    assert answers_of(own_demo_site, HALF)["aim-goal"] == GOAL


def test_others_see_nothing_of_it(own_demo_site: Flask):
    theirs = earlier(own_demo_site, HALF, "aim-goal")
    through_own = address_of(own_demo_site, THEIRS, f"/history/{changes(own_demo_site, HALF, 'aim-goal')[0].id}")
    stranger = signed_in(own_demo_site, "ngo2")
    for address in (theirs, through_own, address_of(own_demo_site, HALF, "/history")):
        assert stranger.get(address).status_code == 404
    token = {"csrf_token": token_of(stranger, address_of(own_demo_site, THEIRS, AIM)), "seen": ""}
    for address in (theirs, through_own):
        assert stranger.post(address, data=token).status_code == 404
    for who in ("coordinator", "chair", "auditor", "admin"):
        assert signed_in(own_demo_site, who).get(address_of(own_demo_site, THEIRS, "/history")).status_code == 403


def test_a_version_that_was_handed_in_stands_between_what_was_changed_before_it_and_after(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    text = text_of(client.get(f"{here}/history?section=risks"))
    assert "Iesniegta 1. versija" in text
    put_clock(DEMO_DAY + A_MOMENT)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    text = text_of(client.get(f"{here}/history?section=risks"))
    assert text.index("Cits risks.") < text.index("Iesniegta 1. versija") < text.rindex("Jaunieši pārtrauc dalību")


def test_versions_between_which_only_a_file_was_changed_are_told_on_whatever_page_they_fall(
    own_demo_site: Flask, monkeypatch: pytest.MonkeyPatch
):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    for place, risk in ((1, "Cits risks."), (3, ""), (5, "Rezerves plāns.")):
        put_clock(DEMO_DAY + place * A_MOMENT)
        if risk:
            write(client, f"{here}/sections/risks", {"risks": risk})
        else:
            send_file(client, f"{here}/attachments", "partner-declaration", "otra.pdf", A_PDF)
        put_clock(DEMO_DAY + (place + 1) * A_MOMENT)
        assert press(client, f"{here}/review", f"{here}/submit").status_code == 303
    assert len(versions_of(own_demo_site, THEIRS)) == 4

    text = text_of(client.get(f"{here}/history?section=risks"))
    assert versions_told(text) == ["4", "3", "2", "1"]
    assert text.index("Rezerves plāns.") < text.index("Iesniegta 3. versija")
    monkeypatch.setattr(competition.application.earlier, "AT_ONCE", 1)
    pages = [text_of(client.get(f"{here}/history?section=risks&page={page}")) for page in (1, 2, 3)]
    assert [versions_told(one) for one in pages] == [["4"], ["3", "2"], ["1"]]


def test_a_version_from_before_the_first_change_of_a_section_is_told_below_it(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    question = changes(own_demo_site, THEIRS, "risks")
    assert [one.handed_in for one in question] == [None]
    with own_demo_site.app_context():
        db.session.execute(delete(Revision).where(Revision.id == question[0].id))
        db.session.commit()
    put_clock(DEMO_DAY + A_MOMENT)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    text = text_of(client.get(f"{here}/history?section=risks"))
    assert text.index("Cits risks.") < text.index("Iesniegta 1. versija")


def versions_told(text: str) -> list[str]:
    """The numbers of the versions in the list, as they stand."""
    return re.findall(r"Iesniegta (\d+)\. versija", text)


def test_what_was_withdrawn_is_looked_at_and_not_brought_back(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    page = earlier(own_demo_site, THEIRS, "risks")
    opened = client.get(page)
    assert press(client, f"{here}/withdraw", f"{here}/withdraw").status_code == 303
    assert client.get(f"{here}/history").status_code == 200
    assert "Atjaunot šo atbildi" not in text_of(client.get(page))
    assert bring_back(client, page, opened).status_code == 409
    assert answers_of(own_demo_site, THEIRS)["risks"] != ""


def test_after_the_deadline_earlier_answers_are_brought_back_as_anything_is_written(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    put_clock(just_after(own_demo_site, OPEN_CALL))
    assert bring_back(client, earlier(own_demo_site, HALF, "aim-goal")).status_code == 303
    assert answers_of(own_demo_site, HALF)["aim-goal"] == BEGUN


def test_what_was_typed_is_shown_as_text(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    write(client, address_of(own_demo_site, HALF, AIM), {"aim-goal": "<script>alert(1)</script>\nOtrā rinda."})
    for page in (
        client.get(address_of(own_demo_site, HALF, "/history")),
        client.get(earlier(own_demo_site, HALF, "aim-goal")),
    ):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\nOtrā rinda." in page.text


def test_a_draft_that_is_deleted_has_no_earlier_answers(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, HALF)
    page = earlier(own_demo_site, HALF, "aim-goal")
    assert press(client, f"{here}/discard", f"{here}/discard").status_code == 303
    assert client.get(page).status_code == 404
    with own_demo_site.app_context():
        there = select(Application.id)
        assert not db.session.scalars(select(Revision).where(Revision.application_id.not_in(there))).all()
