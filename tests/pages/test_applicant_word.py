"""The form in Word, both ways: downloaded with what stands in it, compared before anything changes, taken by choice."""

from datetime import UTC, datetime

import pytest
from docx.oxml.ns import qn
from flask import Flask
from sqlalchemy import select, update

from app.extensions import db
from competition.application.records import Application, Revision
from competition.call.forms import form_digest
from competition.call.records import Call, FormVersion
from competition.form.shipped import PUMPURS_TEXT
from competition.foundation.base import new_key
from documents.guarded import AllBusy
from documents.kinds import OFFICE
from documents.word_places import tidy
from tests.documents.forms import a_file, kept, opened, paper_in, place_of, table_of
from tests.documents.samples import DOCM, MAIN, ODT_FILE, PDF, TYPES, packed, types
from tests.pages.applicants import (
    A_MOMENT,
    HALF,
    OPEN_CALL,
    READY,
    THEIRS,
    address_of,
    answers_of,
    just_after,
    key_of,
    put_clock,
    rows_of,
    write,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_applicant_history import colleague
from tests.pages.words import downloaded, filled_in, offered, send, sent, take

NEED, GOAL, ROWS = "Jauniešiem vajag ķirbjus.\n\nĻoti – „tiešām” 🎃.", "5.1", "7.1"
MUCH_MORE = 26 * 1024 * 1024


def both(lv: str, en: str) -> dict[str, str]:
    return {"lv": lv, "en": en}


def test_the_application_leads_to_the_form_in_word_and_back(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    for page in (here, f"{here}/sections/aim", f"{here}/attachments"):
        assert {f"{here}/form.docx", f"{here}/word"} <= set(links_of(client.get(page)))
    assert f"{here}/form.docx" in links_of(client.get(f"{here}/word"))


def test_it_is_downloaded_with_what_stands_in_it(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    answer = client.get(f"{here}/form.docx")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == (OFFICE, "private, no-store")
    assert (
        answer.headers["Content-Disposition"]
        == "attachment; filename=\"liepaja-demo-pieteikums.docx\"; filename*=UTF-8''liepaja-demo-pieteikums.docx"
    )
    goal = answers_of(own_demo_site, HALF)["aim-goal"]
    assert tidy(place_of(opened(answer.data), GOAL).text) == goal
    words = both("Pieteikuma veidlapa", "Application form")[language]
    assert paper_in(answer.data).blocks[0] == words
    assert answer.data == client.get(f"{here}/form.docx").data


def test_what_was_not_changed_in_the_file_is_not_offered(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    for title in (HALF, READY):
        here = address_of(own_demo_site, title, language=language)
        page = send(client, here, downloaded(client, here))
        assert (page.status_code, offered(page)) == (200, {})
        assert both("Nekas neatšķiras", "Nothing differs")[language] in text_of(page)


def test_what_differs_is_shown_before_anything_changes_and_then_taken(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    before = answers_of(own_demo_site, HALF)
    content = filled_in(downloaded(client, here), _5_2=NEED, _5_1=f"{before['aim-goal']} Vēl.", _6_1="36")
    page = send(client, here, content)
    assert (page.status_code, answers_of(own_demo_site, HALF)) == (200, before)
    assert offered(page) == {"aim-goal": True, "aim-need": True, "target-all": True}
    assert "Vēl.<span" in page.text.replace("\n", "")
    answer = take(client, here, page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}?read=3")
    told = both("No faila pārņemtas 3 atbildes.", "3 answers are taken from the file.")[language]
    assert told in text_of(client.get(answer.headers["Location"]))
    after = answers_of(own_demo_site, HALF)
    assert after == {**before, "aim-goal": f"{before['aim-goal']} Vēl.", "aim-need": NEED, "target-all": "36"}
    assert "aim-goal" in {one.question for one in rows_of(own_demo_site, Revision, HALF)}


def test_only_what_is_ticked_is_taken(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    before = answers_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_2=NEED, _5_1="Cits."))
    assert take(client, here, page, {"aim-need"}).status_code == 303
    assert answers_of(own_demo_site, HALF) == {**before, "aim-need": NEED}


def test_nothing_ticked_takes_nothing_and_says_so(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    before = answers_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="Cits."))
    again = take(client, here, page, ())
    assert (again.status_code, answers_of(own_demo_site, HALF)) == (422, before)
    assert both("Nekas nav atzīmēts.", "Nothing is ticked")[language] in text_of(again)
    assert offered(again) == {"aim-goal": False}
    assert take(client, here, again, {"aim-goal"}).status_code == 303
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "Cits."


def test_an_answer_is_emptied_only_where_that_is_chosen(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, filled_in(downloaded(client, here), _5_1=""))
    assert offered(page) == {"aim-goal": False}
    assert both("Failā šī vieta ir tukša.", "In the file this place is empty")[language] in text_of(page)
    take(client, here, page, {"aim-goal"})
    assert answers_of(own_demo_site, HALF)["aim-goal"] == ""


def test_rows_choices_ticks_days_and_the_title_are_taken_as_they_are_stored(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(filled_in(downloaded(client, here), _4_1="Ķirbju darbnīca", _4_3="5.2.2027.", _13_1="X Jā"))
    table = table_of(document, ROWS)
    for cell, text in zip(
        table.add_row().cells, ("Sākam", "Daudz\ndarām", "Martā", "Pagalmā", "12", "Anna"), strict=True
    ):
        cell.text = text
    page = send(client, here, kept(document))
    assert offered(page) == {"title": True, "project-from": True, "activities": True, "declared-true": True}
    take(client, here, page)
    title = "Ķirbju darbnīca"
    stored = answers_of(own_demo_site, title)
    assert (stored["project-from"], stored["declared-true"]) == ("2027-02-05", "yes")
    assert stored["activities"].endswith('["Sākam", "Daudz\\ndarām", "Martā", "Pagalmā", "12", "Anna"]]')


def test_what_does_not_fit_is_said_at_its_place(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    content = filled_in(downloaded(client, here), _5_1="ķ" * 1501, _4_3="31.02.2027.", _6_1="daudz")
    page = send(client, here, content)
    assert set(offered(page)) == {"aim-goal", "project-from", "target-all"}
    told = text_of(page)
    for sentence in (
        both("Teksts pārsniedz 1500 rakstzīmes; saīsiniet to.", "This is longer than 1500 characters: shorten it."),
        both("Ierakstiet derīgu datumu.", "Write a day that is in the calendar."),
        both(
            "Ierakstiet veselu skaitli ar cipariem, piemēram, 24.", "Write a whole number in figures, for example 24."
        ),
    ):
        assert sentence[language] in told
    take(client, here, page, {"aim-goal"})  # kept all the same, as what is typed: nothing is lost
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "ķ" * 1501


def test_what_could_not_be_read_is_said_with_its_words(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    document = opened(filled_in(downloaded(client, here), _13_1="varbūt", _5_2=NEED))
    row = next(one for one in document.tables[0].rows if one.cells[0].text.startswith("1.3"))._tr
    row.getparent().remove(row)
    page = send(client, here, kept(document))
    told = text_of(page)
    assert offered(page) == {"aim-need": True}
    for sentence in (
        both("Ko nevarēja nolasīt", "What could not be read"),
        both("Nav saprotams, vai lodziņš ir atzīmēts. „varbūt”", "It is not clear whether the box is ticked. „varbūt”"),
        both("Tālrunis Šī jautājuma vietas failā nav", "Telephone The place of this question is not in the file"),
    ):
        assert sentence[language] in told


def test_what_a_colleague_changed_meanwhile_is_not_overwritten_in_silence(own_demo_site: Flask, language):
    client, other = signed_in(own_demo_site, "ngo"), colleague(own_demo_site)
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila.", _5_2=NEED))
    put_clock(DEMO_DAY + A_MOMENT)
    write(other, f"{here}/sections/aim", {"aim-goal": "Kolēģa teksts.", "aim-need": ""})
    again = take(client, here, page)
    assert again.status_code == 409
    assert offered(again) == {"aim-goal": True}
    assert "Kolēģa" in again.text
    told = both("Turpmākās atbildes tikmēr mainījis kāds cits", "What follows was changed meanwhile")[language]
    assert told in text_of(again)
    stored = answers_of(own_demo_site, HALF)
    assert (stored["aim-goal"], stored["aim-need"]) == ("Kolēģa teksts.", NEED)
    assert take(client, here, again).status_code == 303
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "No faila."


def test_pressing_the_button_twice_takes_once(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila."))
    first = take(client, here, page)
    changes = len(rows_of(own_demo_site, Revision, HALF))
    second = take(client, here, page)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(rows_of(own_demo_site, Revision, HALF)) == changes


def test_the_same_file_sent_twice_shows_the_same_and_after_it_was_taken_nothing(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    content = filled_in(downloaded(client, here), _5_1="No faila.")
    assert offered(send(client, here, content)) == offered(send(client, here, content)) == {"aim-goal": True}
    take(client, here, send(client, here, content))
    assert offered(send(client, here, content)) == {}


def test_what_travels_in_the_page_is_checked_again_as_typed_text(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila.", _13_1="X Jā"))
    more = {
        "text-declared-true": "<script>",
        "text-activities": '{"no": "rows"}',
        "take-activities": "y",
        "seen-activities": "x",
        "text-nothing-such": "x",
        "take-nothing-such": "y",
    }
    answer = take(client, here, page, **more)
    assert answer.status_code == 303
    stored = answers_of(own_demo_site, HALF)
    assert (stored["declared-true"], stored["aim-goal"]) == ("yes", "No faila.")
    assert (stored.get("activities", ""), "nothing-such" in stored) == ("", False)
    forged = {"text-aim-goal": "Cits.", "seen-aim-goal": "x" * 5000}
    assert take(client, here, page, {"aim-goal"}, **forged).status_code == 409
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "No faila."


@pytest.mark.parametrize(
    ("name", "content", "lv", "en"),
    [
        ("v.docx", b"", "Fails „v.docx” ir tukšs", "The file “v.docx” is empty"),
        ("v.pdf", PDF, "Fails „v.pdf” ir PDF", "The file “v.pdf” is a PDF"),
        ("v.odt", ODT_FILE, "Fails „v.odt” ir ODT formātā", "The file “v.odt” is of the kind ODT"),
        ("v.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90, "„Saglabāt kā”", "“Save as”"),
        ("v.docx", DOCM, "var būt programmas (makro)", "may hold programs (macros)"),
        ("v.docx", packed({TYPES: types(MAIN), "word/document.xml": b"<!DOCTYPE a><a/>"}), "droši", "takes too much"),
        ("v.docx", b"\xff\xd8\xff\xe0rest", "nav Word fails", "is no Word file"),
        ("v.docx", a_file()[:4000], "Fails ir bojāts", "The file is damaged"),
        ("v.docx", a_file(), "cita konkursa veidlapa: liepaja-2027", "the form of another call: liepaja-2027"),
        (
            "v.docx",
            packed(
                {TYPES: types(MAIN), "word/document.xml": b"<document><body><p><t>Protokols</t></p></body></document>"}
            ),
            "nav šī portāla pieteikuma veidlapas",
            "there is no application form of this portal",
        ),
    ],
)
def test_another_file_has_its_sentence_on_the_same_page_and_changes_nothing(
    own_demo_site: Flask, language, name, content, lv, en
):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    before = answers_of(own_demo_site, HALF)
    page = send(client, here, content, name)
    assert (page.status_code, answers_of(own_demo_site, HALF)) == (422, before)
    assert both(lv, en)[language] in text_of(page)
    assert "file" in fields_of(page)


def test_no_file_has_its_sentence(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    token = fields_of(client.get(f"{here}/word"))["csrf_token"]
    page = sent(client, f"{here}/word", {"csrf_token": token})
    assert page.status_code == 422
    assert both("Izvēlieties failu.", "Choose a file.")[language] in text_of(page)


@pytest.mark.parametrize("size", [25 * 1024 * 1024 + 1, MUCH_MORE, 27 * 1024 * 1024])
def test_a_file_that_is_too_large_has_its_sentence_on_the_same_page(own_demo_site: Flask, language, size):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, b"x" * size)
    assert page.status_code == 413
    assert both("ir lielāks par 25 MB", "is larger than 25 MB")[language] in text_of(page)
    assert "file" in fields_of(page)


def test_where_all_places_for_reading_are_taken_one_is_asked_to_come_back(own_demo_site: Flask, monkeypatch):
    def busy(*_given: object) -> None:
        raise AllBusy

    monkeypatch.setattr("documents.word_reading.guarded", busy)
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, downloaded(client, here))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")


def test_the_form_of_another_call_says_of_which(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    other = client.get("/lv/calls/paraugs-demo/form.docx").data
    assert "cita konkursa veidlapa: Jauniešu ideju konkurss (paraugs)" in text_of(send(client, here, other))


EARLIER = """format = "application-form/1"
[[sections]]
key = "aim"
title.lv = "Mērķis un pamatojums"
[[sections.questions]]
key = "title"
kind = "line"
label.lv = "Projekta nosaukums"
[[sections.questions]]
key = "aim-need"
kind = "text"
label.lv = "Kādēļ tas ir vajadzīgs jūsu pilsētā?"
[[sections.questions]]
key = "old"
kind = "text"
label.lv = "Ko vēl gribat teikt?"
"""


def form_of(site: Flask, title: str, digest: str | None) -> str | None:
    """Give an application a version of the form; that which it had."""
    with site.app_context():
        application = db.session.scalars(select(Application).where(Application.title == title)).one()
        before, application.form = application.form, digest
        db.session.commit()
        return before


def test_of_an_older_version_of_the_form_what_still_fits_is_offered_and_the_rest_is_told(
    own_demo_site: Flask, language
):
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == OPEN_CALL)).one()
        db.session.add(
            FormVersion(
                id=new_key(),
                call_id=call.id,
                version=99,
                text=EARLIER,
                digest=form_digest(EARLIER),
                written_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
        db.session.commit()
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    form = form_of(own_demo_site, HALF, form_digest(EARLIER))
    older = downloaded(client, here)
    form_of(own_demo_site, HALF, form)
    content = filled_in(older, _1_1="Ķirbju darbnīca", _1_2=NEED, _1_3="Ka viss būs labi.")
    page = send(client, here, content)
    assert offered(page) == {"title": True, "aim-need": True}
    told = text_of(page)
    assert both("Failā ir cita šīs veidlapas versija", "The file is of another version of this form")[language] in told
    assert "Ko vēl gribat teikt?" in told
    assert "„Ka viss būs labi.”" in told


def test_of_a_version_that_the_call_never_had_what_is_known_by_its_words_is_offered(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(filled_in(downloaded(client, here), _5_1="No faila."))
    sign = form_digest(PUMPURS_TEXT)[:10]
    parts = [document.element, document.sections[0].footer._element]
    for text in (one for part in parts for one in part.iter(qn("w:t")) if sign in (one.text or "")):
        text.text = text.text.replace(sign, "0" * 10)
    page = send(client, here, kept(document))
    assert offered(page) == {"aim-goal": True}
    assert "Failā ir cita šīs veidlapas versija" in text_of(page)


def test_nobody_elses_application_is_read_or_written_by_it(own_demo_site: Flask):
    stranger, reader = signed_in(own_demo_site, "ngo2"), signed_in(own_demo_site, "reader")
    here, read = address_of(own_demo_site, HALF), address_of(own_demo_site, THEIRS)
    for client, address in ((stranger, here), (reader, read)):
        for rest in ("/form.docx", "/word"):
            assert client.get(f"{address}{rest}").status_code in (403, 404)
        for rest in ("/word", "/word/take"):
            token = fields_of(client.get("/lv/account"))["csrf_token"]
            assert sent(client, f"{address}{rest}", {"csrf_token": token}).status_code in (403, 404)


def test_an_application_that_can_be_changed_no_more_leads_to_what_was_handed_in(own_demo_site: Flask):
    key = key_of(own_demo_site, THEIRS)
    with own_demo_site.app_context():
        db.session.execute(
            update(Application).where(Application.id == key).values(state="withdrawn", withdrawn_at=DEMO_DAY)
        )
        db.session.commit()
    client = signed_in(own_demo_site, "ngo2")
    here = f"/lv/applications/{key}"
    for rest in ("/form.docx", "/word"):
        assert client.get(f"{here}{rest}").headers["Location"] == f"{here}/submitted"
    token = fields_of(client.get("/lv/account"))["csrf_token"]
    for rest in ("/word", "/word/take"):
        assert sent(client, f"{here}{rest}", {"csrf_token": token}).status_code == 409


def test_after_the_deadline_what_stands_is_still_kept_and_read(own_demo_site: Flask):
    put_clock(just_after(own_demo_site, OPEN_CALL))
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila."))
    assert take(client, here, page).status_code == 303
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "No faila."


def test_a_number_of_taken_answers_in_the_address_is_believed_within_reason(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    for asked in ("-1", "x", "0", "99999999"):
        assert "No faila" not in text_of(client.get(f"{here}?read={asked}"))


def test_everybody_takes_the_empty_form_of_a_call_that_has_one(own_demo_site: Flask, language):
    client = own_demo_site.test_client()
    address = f"/{language}/calls/{OPEN_CALL}/form.docx"
    assert address in links_of(client.get(f"/{language}/calls/{OPEN_CALL}"))
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, OFFICE)
    assert place_of(opened(answer.data), GOAL).text == ""
    assert client.get(f"/{language}/calls/liepaja-2020/form.docx").status_code == 404
    assert client.get(f"/{language}/calls/no-such/form.docx").status_code == 404


def test_the_empty_form_is_filled_in_and_read_into_an_application(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    empty = client.get(f"/lv/calls/{OPEN_CALL}/form.docx").data
    page = send(client, here, filled_in(empty, _5_2=NEED))
    assert [key for key, ticked in offered(page).items() if ticked] == ["aim-need"]
    assert offered(page)["aim-goal"] is False


def test_what_of_an_offered_answer_was_not_read_stands_beside_it(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    document = opened(filled_in(downloaded(client, here), _5_1="No faila."))
    table_of(document, GOAL)._tbl.addnext(document.add_paragraph("Vēl kas.")._p)
    page = send(client, here, kept(document))
    told = both("Tas ir ierakstīts ārpus atbildes vietas.", "This stands outside the place of the answer.")[language]
    assert f"{told} „Vēl kas.”" in text_of(page)
    assert offered(page) == {"aim-goal": True}
    assert 'id="missed"' not in page.text
