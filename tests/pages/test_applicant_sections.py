"""Writing a section: whatever was typed is kept, also where it does not fit, in two windows, and after the deadline."""

import pytest
from flask import Flask

from tests.pages.applicants import (
    HALF,
    OPEN_CALL,
    READY,
    THEIRS,
    address_of,
    answers_of,
    just_after,
    press,
    put_clock,
    state_of,
    versions_of,
    write,
)
from tests.pages.conftest import signed_in
from tests.pages.reading import fields_of, text_of

LATER = "/sections/activities"
GROUP = "/sections/target-group"
PERIOD = "/sections/project"


def test_what_was_typed_is_saved_and_the_next_section_comes(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP, language)
    answer = write(client, here, {"target-how": "Aicinās\r\nvienaudži.", "target-schools": "2. vidusskola"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        address_of(own_demo_site, HALF, LATER, language),
    )
    stored = answers_of(own_demo_site, HALF)
    assert (stored["target-how"], stored["target-schools"]) == ("Aicinās\nvienaudži.", "2. vidusskola")
    assert (stored["target-all"], stored["target-at-risk"]) == ("18", "11")


def test_without_scripts_the_page_says_that_its_button_saves(own_demo_site: Flask):
    page = signed_in(own_demo_site, "ngo").get(address_of(own_demo_site, HALF, GROUP)).text
    told = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "Ierakstīto saglabā, kad nospiežat šo pogu." in told


def test_what_does_not_fit_is_saved_and_told_beside_its_field(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP)
    answer = write(client, here, {"target-all": "divdesmit", "target-at-risk": "11", "target-how": "x" * 1501})
    assert answer.status_code == 422
    assert "Ierakstiet veselu skaitli ar cipariem, piemēram, 24." in text_of(answer)
    assert "Teksts pārsniedz 1500 rakstzīmes; saīsiniet to." in text_of(answer)
    assert 'href="#target-all"' in answer.text
    assert "Kā uzrunāsiet un noturēsiet riska grupas jauniešus? Teksts pārsniedz 1500" in text_of(answer)
    assert "Izglītojamie kopā: Ierakstiet veselu skaitli" in text_of(answer)
    stored = answers_of(own_demo_site, HALF)
    assert (stored["target-all"], len(stored["target-how"])) == ("divdesmit", 1501)
    assert "jāizlabo 2" in text_of(client.get(address_of(own_demo_site, HALF)))


def test_numbers_and_days_are_seen_together(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    answer = write(client, address_of(own_demo_site, HALF, GROUP), {"target-all": "18", "target-at-risk": "19"})
    assert "Ierakstiet skaitu, kas nav lielāks par jauniešu skaitu kopā." in text_of(answer)
    days = {"project-from": "2027-03-01", "project-until": "2027-02-01"}
    answer = write(client, address_of(own_demo_site, HALF, PERIOD), days)
    assert "Pēdējā diena nevar būt pirms pirmās." in text_of(answer)


def test_the_days_that_the_call_allows_stand_beside_the_fields(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, PERIOD, language)
    page = text_of(client.get(here))
    assert {
        "lv": "Projektus īsteno no 2026. gada 24. novembra līdz 2028. gada 26. jūnijam.",
        "en": "Projects are carried out from 24 November 2026 until 26 June 2028.",
    }[language] in page
    assert {
        "lv": "Projekta ilgums mēnešos: no 3 līdz 18.",
        "en": "How long a project lasts, in months: from 3 to 18.",
    }[language] in page
    answer = write(client, here, {"project-from": "2026-12-01", "project-until": "2028-05-31"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-12-01", "2027-01-01", "Projektam jāilgst vismaz 3 mēnešus: līdz 2027. gada 28. februārim vai ilgāk."),
        ("2026-12-01", "2028-06-01", "Projekts nedrīkst būt ilgāks par 18 mēnešiem: līdz 2028. gada 31. maijam."),
        ("2026-10-01", "2027-03-01", "Izvēlieties dienu no 2026. gada 24. novembra līdz 2028. gada 26. jūnijam"),
    ],
)
def test_days_that_the_call_does_not_allow_are_told_while_writing_and_checking(own_demo_site: Flask, first, last, told):
    client = signed_in(own_demo_site, "ngo")
    answer = write(client, address_of(own_demo_site, READY, PERIOD), {"project-from": first, "project-until": last})
    assert (answer.status_code, told in text_of(answer)) == (422, True)
    review = address_of(own_demo_site, READY, "/review")
    assert told in text_of(client.get(review))
    assert press(client, review, address_of(own_demo_site, READY, "/submit")).status_code == 422
    assert versions_of(own_demo_site, READY) == []


def test_what_is_missing_is_no_mistake_while_one_writes(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    answer = write(client, address_of(own_demo_site, HALF, GROUP), {"target-all": "", "target-at-risk": ""})
    assert answer.status_code == 303
    assert answers_of(own_demo_site, HALF)["target-all"] == ""


def test_a_box_is_ticked_and_unticked(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, "/sections/declarations")
    write(client, here, {"declared-true": "y", "declared-once": "y"})
    assert answers_of(own_demo_site, HALF)["declared-true"] == "yes"
    write(client, here, {"declared-once": "y"})
    stored = answers_of(own_demo_site, HALF)
    assert (stored["declared-true"], stored["declared-once"]) == ("", "yes")


def test_saving_as_one_goes_says_when_and_gives_the_new_marks(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP, language)
    before = fields_of(client.get(here))["seen"]
    answer = write(client, here, {"target-how": "Pirmais."}, "/saved")
    hour = {"lv": "Saglabāts plkst.\u00a012.00", "en": "Saved at\u00a012:00"}[language]
    assert (answer.status_code, answer.json["said"]) == (200, hour)
    assert answer.json["seen"] == fields_of(client.get(here))["seen"] != before
    assert write(client, here, {"target-how": "Otrais."}, "/saved", seen=answer.json["seen"]).status_code == 200
    assert answers_of(own_demo_site, HALF)["target-how"] == "Otrais."


def test_two_windows_that_change_the_same_answer_lose_neither(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP, language)
    opened = fields_of(client.get(here))["seen"]
    write(client, here, {"target-how": "No pirmā loga."})
    answer = write(client, here, {"target-how": "No otrā loga.", "target-all": "20"}, seen=opened)
    assert answer.status_code == 409
    assert "No pirmā loga." in text_of(answer)
    assert "No otrā loga." in answer.text
    stored = answers_of(own_demo_site, HALF)
    assert (stored["target-how"], stored["target-all"]) == ("No pirmā loga.", "20")
    chosen = write(client, here, {"target-how": "No otrā loga."}, seen=fields_of(answer)["seen"])
    assert chosen.status_code == 303
    assert answers_of(own_demo_site, HALF)["target-how"] == "No otrā loga."


def test_saving_as_one_goes_says_that_another_window_was_faster(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP)
    opened = fields_of(client.get(here))["seen"]
    write(client, here, {"target-how": "No pirmā loga."})
    typed = {"target-how": "No otrā loga.", "target-schools": "No otrā loga."}
    seen = opened
    for _ in range(2):
        answer = write(client, here, typed, "/saved", seen=seen)
        seen = answer.json["seen"]
        assert (answer.status_code, answer.json["partly"]) == (200, True)
        assert "izņemot" in answer.json["said"]
        stored = answers_of(own_demo_site, HALF)
        assert (stored["target-how"], stored["target-schools"]) == ("No pirmā loga.", "No otrā loga.")


def test_a_script_is_told_why_nothing_is_saved(own_demo_site: Flask):
    client, stranger = signed_in(own_demo_site, "ngo"), own_demo_site.test_client()
    here = address_of(own_demo_site, HALF, GROUP) + "/saved"
    json = {"Accept": "application/json"}
    stale = client.post(here, data={"csrf_token": "cita", "target-how": "Teksts."}, headers=json)
    assert (stale.status_code, "sesija ir beigusies" in stale.json["said"]) == (400, True)
    page = stranger.get("/lv/sign-in")
    token = fields_of(page)["csrf_token"]
    gone = stranger.post(here, data={"csrf_token": token, "target-how": "Teksts."}, headers=json)
    assert (gone.status_code, "sesija ir beigusies" in gone.json["said"]) == (401, True)


def test_two_windows_with_different_answers_do_not_disturb_each_other(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP)
    opened = fields_of(client.get(here))
    write(client, here, {"target-how": "No pirmā loga."})
    stale = {"target-how": "", "target-schools": "No otrā loga."}
    assert write(client, here, stale, seen=opened["seen"]).status_code == 303
    stored = answers_of(own_demo_site, HALF)
    assert (stored["target-how"], stored["target-schools"]) == ("No pirmā loga.", "No otrā loga.")


def test_the_title_of_a_project_is_guarded_too(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, PERIOD)
    opened = fields_of(client.get(here))["seen"]
    write(client, here, {"title": "Jauns nosaukums"})
    again = client.post(
        here, data={"csrf_token": fields_of(client.get(here))["csrf_token"], "seen": opened, "title": "Cits nosaukums"}
    )
    assert again.status_code == 409
    assert state_of(own_demo_site, "Jauns nosaukums") == "draft"


def test_a_draft_is_still_saved_after_the_deadline_and_says_so(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP, language)
    put_clock(just_after(own_demo_site, OPEN_CALL))
    page = text_of(client.get(here))
    assert {"lv": "Nav iesniegts.", "en": "Not submitted."}[language] in page
    assert {"lv": "iesniegt to vairs nevar", "en": "can no longer be submitted"}[language] in page
    assert write(client, here, {"target-how": "Pēc termiņa."}).status_code == 303
    assert answers_of(own_demo_site, HALF)["target-how"] == "Pēc termiņa."


def test_what_was_typed_comes_back_to_somebody_who_signed_out_in_another_window(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, GROUP, language)
    fields = fields_of(client.get(here))
    client.post(f"/{language}/sign-out", data={"csrf_token": fields["csrf_token"]})
    typed = "Šis teksts ir pietiekami garš, lai to būtu žēl."
    sent = {"csrf_token": fields["csrf_token"], "seen": fields["seen"], "target-how": typed}
    assert client.post(f"{here}/saved", data=sent).status_code == 400
    answer = client.post(here, data=sent)
    assert (answer.status_code, typed in text_of(answer)) == (401, True)
    assert fields_of(answer)["target-how"] == typed
    assert answers_of(own_demo_site, HALF).get("target-how", "") != typed


def test_what_was_typed_comes_back_where_the_application_was_withdrawn_meanwhile(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS, GROUP)
    fields = fields_of(client.get(here))
    press(client, address_of(own_demo_site, THEIRS, "/withdraw"), address_of(own_demo_site, THEIRS, "/withdraw"))
    typed = "Šis teksts ir pietiekami garš, lai to būtu žēl."
    sent = {"csrf_token": fields["csrf_token"], "seen": fields["seen"], "target-how": typed}
    answer = client.post(here, data=sent)
    assert (answer.status_code, typed in text_of(answer)) == (409, True)
    assert "Pieteikums ir atsaukts, tāpēc to vairs nevar labot." in text_of(answer)
    opened = client.get(here)
    assert (opened.status_code, opened.headers["Location"]) == (303, address_of(own_demo_site, THEIRS, "/submitted"))


def test_a_section_that_the_form_has_not_is_not_there(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    assert client.get(address_of(own_demo_site, HALF, "/sections/nav-tadas")).status_code == 404


def test_what_was_submitted_is_not_touched_by_writing_on(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    before = [one.content for one in versions_of(own_demo_site, THEIRS)]
    write(client, address_of(own_demo_site, THEIRS, GROUP), {"target-how": "Labots."})
    assert [one.content for one in versions_of(own_demo_site, THEIRS)] == before
    page = text_of(client.get(address_of(own_demo_site, THEIRS)))
    assert "Labojumi nav iesniegti" in page
    assert "Pārbaudīt un iesniegt vēlreiz" in page


ODD = (
    "a\x0bb\x0c\x1b[31m",
    "\u202eapgriezts\u2066",
    "\ufffe\uffff\ufffd",
    "e\u0301" * 50 + "👩‍👩‍👧‍👦" * 20,
    "<script>alert(1)</script>&amp;{{ 7*7 }}'\"--",
    "\u2028\u2029\u00a0\u200b",
)


@pytest.mark.parametrize("text", ODD)
def test_odd_signs_are_kept_and_shown_as_they_were_typed(own_demo_site: Flask, text: str):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, "/sections/risks")
    assert write(client, here, {"risks": text}).status_code == 303
    assert answers_of(own_demo_site, HALF)["risks"] == text
    for page in (here, address_of(own_demo_site, HALF, "/review")):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("rest", ["", "/saved"])
def test_a_text_far_too_long_is_kept_and_told_with_its_limit(own_demo_site: Flask, rest: str):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, "/sections/risks")
    text = "ā" * 300_000
    answer = write(client, here, {"risks": text}, rest)
    assert answer.status_code == (200 if rest else 422)
    assert answers_of(own_demo_site, HALF)["risks"] == text
    assert "rakstzīm" in text_of(client.get(here))


def test_a_megabyte_pasted_into_a_field_is_refused_with_a_sentence_and_loses_nothing_saved(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, "/sections/risks")
    write(client, here, {"risks": "Saglabāts."})
    answer = write(client, here, {"risks": "ā" * 2_500_000})
    assert answer.status_code == 413
    assert text_of(answer)
    assert answers_of(own_demo_site, HALF)["risks"] == "Saglabāts."


def test_a_section_left_open_is_saved_after_the_application_was_submitted_and_told_to_be_not_submitted(
    own_demo_site: Flask,
):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, READY)
    left_open = fields_of(client.get(f"{here}/sections/risks"))
    press(client, f"{here}/review", f"{here}/submit")
    typed = {"csrf_token": left_open["csrf_token"], "seen": left_open["seen"], "risks": "Rakstīts pēc iesniegšanas."}
    assert client.post(f"{here}/sections/risks", data=typed).status_code == 303
    assert "Labojumi nav iesniegti" in text_of(client.get(here))
    assert versions_of(own_demo_site, READY)[-1].content["answers"]["risks"] != typed["risks"]
