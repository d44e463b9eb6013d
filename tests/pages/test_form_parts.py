"""A question, a section, an attachment of a call's form changed by plain fields, without the form's text."""

from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.coordinator.kinds import KINDS, MEANINGS, NAMES
from app.coordinator.part_places import TIES
from app.extensions import db
from competition.call.operations import FileNote, add_document
from competition.call.records import Call
from competition.form.definition import Definition
from competition.form.operations import write_form
from competition.form.parts import Tie, What, keys_of, question_of, section_with, slot_of, without
from competition.form.questions import MEANT, Choice, Column, Kind
from competition.form.reading import read_definition
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.foundation.act import SYSTEM, acting
from tests.pages.conftest import DEMO_DAY, draw_up_a_draft, signed_in
from tests.pages.reading import fields_of, text_of
from tests.pages.test_form_pages import versions
from tests.pages.test_one_language import foreign_pieces
from tests.rules.test_editing import INLINE

FORM = "/lv/desk/calls/liepaja-melnraksts/form"
GOAL, ACTIVITIES = f"{FORM}/questions/aim-goal", f"{FORM}/questions/activities"
COLUMN = {"label_lv": "Kolonna", "most": "10", "required": "y"}
NEW = f"{FORM}/sections/aim/new-question?behind=aim-goal"


@pytest.fixture
def site(own_demo_site: Flask) -> Flask:
    """A site with a call that is drawn up."""
    draw_up_a_draft(own_demo_site)
    return own_demo_site


@pytest.fixture
def desk(site: Flask) -> FlaskClient:
    """Its coordinator."""
    return signed_in(site, "coordinator")


def form_of(site: Flask) -> Definition:
    return read_definition(versions(site)[-1][1])


def sent(desk: FlaskClient, page: str, **typed: str) -> TestResponse:
    return desk.post(page, data=fields_of(desk.get(page)) | typed)


def landed(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.location.rpartition("#")[2] if answer.location else ""


def put(site: Flask, text: str) -> None:
    with site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = act.session.scalars(select(Call.id).where(Call.slug == "liepaja-melnraksts")).one()
        write_form(act, call, text)


def test_each_part_of_a_draft_s_form_has_what_can_be_done_with_it_and_a_public_one_s_has_nothing(desk: FlaskClient):
    page = desk.get(FORM).text
    for what, address in ((What.SECTION, "sections"), (What.QUESTION, "questions"), (What.ATTACHMENT, "attachments")):
        for key in keys_of(PUMPURS, what):
            assert f'id="{what}-{key}"' in page
            assert f'href="{FORM}/{address}/{key}"' in page
            assert f'href="{FORM}/{what}/{key}/remove"' in page

    public = desk.get("/lv/desk/calls/liepaja-demo/form").text
    assert "/remove" not in public
    assert "/move" not in public
    assert "/new-" not in public


def test_a_changed_question_is_the_next_version_in_which_nothing_else_differs(site: Flask, desk: FlaskClient):
    answer = sent(desk, GOAL, label_lv="Kāds ir  mērķis?", hint_lv="Viens\r\nteikums.", most="700")

    assert landed(answer) == (303, "question-aim-goal")
    (_, before), (number, after) = versions(site)
    old, new = question_of(PUMPURS, "aim-goal"), question_of(form_of(site), "aim-goal")
    assert number == 2
    assert new == replace(
        old, label={**old.label, "lv": "Kāds ir  mērķis?"}, hint={**old.hint, "lv": "Viens\nteikums."}, most=700
    )
    assert (
        without(form_of(site), What.QUESTION, "aim-goal").sections
        == without(PUMPURS, What.QUESTION, "aim-goal").sections
    )
    assert set(before.splitlines()) - set(after.splitlines()) == {
        'label.lv = "Kāds ir projekta mērķis?"',
        f'hint.lv = "{old.hint["lv"]}"',
    }
    shown = desk.get(answer.location)
    assert "Saglabāts. Tādu to redzēs iesniedzēji." in text_of(shown)


def test_saving_what_stands_there_makes_no_version(site: Flask, desk: FlaskClient):
    for page in (GOAL, ACTIVITIES, f"{FORM}/sections/aim", f"{FORM}/attachments/partner-declaration"):
        assert sent(desk, page).status_code == 303

    assert versions(site) == [(1, PUMPURS_TEXT)]


def test_a_choice_is_added_with_its_answers_where_it_was_asked_for(site: Flask, desk: FlaskClient):
    kinds = desk.get(NEW)
    for words, _ in KINDS.values():
        with site.test_request_context("/lv/"):
            assert str(words) in text_of(kinds)
    page = f"{NEW}&kind=choice"

    typed = fields_of(desk.get(page)) | {"label_lv": "Kur?", "choices-0-label_lv": "Skolā"}
    longer = desk.post(page, data=typed | {"row": "choices add"})
    typed = fields_of(longer) | {"choices-1-label_lv": "Pagalmā", "choices-1-label_en": "In the yard"}
    longer = desk.post(page, data=typed | {"row": "choices add"})
    moved = desk.post(page, data=fields_of(longer) | {"row": "choices up 1"})
    assert (longer.status_code, moved.status_code, len(versions(site))) == (200, 200, 1)
    answer = desk.post(page, data=fields_of(moved))

    assert landed(answer) == (303, "question-kur")
    form = form_of(site)
    assert [one.key for one in section_with(form, "kur").questions] == ["aim-goal", "kur", "aim-need"]
    asked = question_of(form, "kur")
    assert (asked.kind, asked.required, asked.for_committee) == (Kind.CHOICE, True, True)
    assert asked.choices == (
        Choice("pagalma", {"lv": "Pagalmā", "en": "In the yard"}),
        Choice("skola", {"lv": "Skolā"}),
    )


def test_a_new_part_sent_twice_is_made_once_and_leads_to_the_same(site: Flask, desk: FlaskClient):
    for page, typed, anchor in (
        (f"{NEW}&kind=line", {"label_lv": "Kur?"}, "question-kur"),
        (f"{FORM}/new-section?behind=aim", {"title_lv": "Vieta", "label_lv": "Kur tieši?"}, "section-vieta"),
        (f"{FORM}/new-attachment?behind=statutes", {"title_lv": "Karte"}, "attachment-karte"),
    ):
        data = fields_of(desk.get(page)) | typed
        before = len(versions(site))

        assert [landed(desk.post(page, data=data)) for _ in range(2)] == [(303, anchor)] * 2

        assert len(versions(site)) == before + 1


def test_a_section_is_added_with_its_first_question_and_renamed(site: Flask, desk: FlaskClient):
    sent(desk, f"{FORM}/new-section?behind=aim", title_lv="Vieta", label_lv="Kur?", kind="day")
    sent(desk, f"{FORM}/sections/vieta", title_lv="Norises vieta", title_en="Place")

    sections = form_of(site).sections
    place = [one.key for one in sections].index("vieta")
    assert [sections[place - 1].key, sections[place].numeral] == ["aim", "VI"]
    assert sections[place].title == {"lv": "Norises vieta", "en": "Place"}
    assert [(one.key, one.kind) for one in sections[place].questions] == [("kur", Kind.DAY)]


def test_an_attachment_is_changed_in_when_it_is_needed(site: Flask, desk: FlaskClient):
    page = f"{FORM}/attachments/partner-declaration"
    assert landed(sent(desk, page, needed="always")) == (303, "attachment-partner-declaration")
    always = next(one for one in form_of(site).slots if one.key == "partner-declaration")
    sent(desk, page, needed="group", title_lv="Cits")
    group = next(one for one in form_of(site).slots if one.key == "partner-declaration")

    assert (always.required, always.needed_with) == (True, None)
    assert (group.required, group.needed_with, group.title["lv"]) == (False, "group", "Cits")


def test_an_attachment_is_changed_in_what_it_takes_and_what_is_filled_in_for_it(site: Flask, desk: FlaskClient):
    page = f"{FORM}/attachments/statutes"
    with site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = act.session.scalars(select(Call).where(Call.slug == "liepaja-melnraksts")).one()
        add_document(act, call.id, {"lv": "Statūtu paraugs"}, FileNote("s.pdf", "application/pdf", 1, "ab" * 32))
    assert "Statūtu paraugs" in text_of(desk.get(page))

    typed = fields_of(desk.get(page)) | {
        "needed": "always",
        "most": "2",
        "megabytes": "5",
        "template": "Statūtu paraugs",
    }
    answer = desk.post(page, data=typed | {"kinds": ["edoc", "pdf"]})

    assert landed(answer) == (303, "attachment-statutes")
    slot = slot_of(form_of(site), "statutes")
    assert (slot.most, slot.kinds, slot.megabytes, slot.template) == (2, ("pdf", "edoc"), 5, "Statūtu paraugs")
    shown = text_of(desk.get(answer.location)).replace("\N{NO-BREAK SPACE}", " ")
    assert ("PDF, EDOC, līdz 5 MB; līdz 2 failiem" in shown, "Statūtu paraugs" in shown) == (True, True)
    for wrong, sentence in (
        ({"megabytes": "26"}, "no 1 līdz 25"),
        ({"most": "11"}, "no 1 līdz 10"),
        ({"template": "Nav tāda"}, "Izvēlieties"),
        ({"kinds": ["exe"]}, "Izvēlieties"),
    ):
        refused = desk.post(page, data=fields_of(desk.get(page)) | {"needed": "always"} | wrong)
        assert (refused.status_code, sentence in text_of(refused)) == (422, True), wrong


def test_what_two_desks_say_of_an_attachment_at_once_is_shown_beside_what_was_typed(site: Flask, desk: FlaskClient):
    page = f"{FORM}/attachments/statutes"
    opened = fields_of(desk.get(page)) | {"needed": "always", "template": ""}
    assert desk.post(page, data=opened | {"kinds": ["pdf"]}).status_code == 303

    later = desk.post(page, data=opened | {"kinds": ["edoc"]})

    assert (later.status_code, "Saglabātais: PDF" in text_of(later)) == (409, True)
    assert slot_of(form_of(site), "statutes").kinds == ("pdf",)


def test_a_document_that_the_call_has_not_is_told_and_stays_chosen(site: Flask, desk: FlaskClient):
    put(site, PUMPURS_TEXT.replace('key = "statutes"\n', 'key = "statutes"\ntemplate = "Nav tāda"\n'))
    page = f"{FORM}/attachments/statutes"

    assert "Konkursam šāda dokumenta vēl nav." in text_of(desk.get(FORM))
    assert "Nav tāda (konkursam tāda dokumenta nav)" in text_of(desk.get(page))
    assert sent(desk, page, needed="always", template="Nav tāda", title_lv="Statūti!").status_code == 303
    assert slot_of(form_of(site), "statutes").template == "Nav tāda"


def test_the_text_of_a_form_lets_no_file_be_larger_than_the_portal_takes(site: Flask, desk: FlaskClient):
    text = PUMPURS_TEXT.replace('key = "statutes"\n', 'key = "statutes"\nmegabytes = 26\n')

    answer = sent(desk, f"{FORM}/edit", text=text)

    assert (answer.status_code, "no 1 līdz 25, ko portāls pieņem" in text_of(answer)) == (422, True)


def test_a_question_without_english_is_offered_in_latvian(site: Flask, desk: FlaskClient):
    sent(desk, f"{FORM}/questions/partners", label_en="")

    page = desk.get(f"{FORM}/attachments/partner-declaration".replace("/lv/", "/en/"))

    assert "Where this is answered: Kādi ir sadarbības partneri" in text_of(page)
    assert "&lt;span" not in page.text


def test_columns_keep_their_keys_and_a_row_is_asked_about_before_it_goes(site: Flask, desk: FlaskClient):
    typed = fields_of(desk.get(ACTIVITIES)) | {"columns-1-label_lv": "Ko īsti darīs", "columns-1-most": "900"}
    asked = desk.post(ACTIVITIES, data=typed | {"row": "columns ask 0"})
    assert "Jā, noņemt" in text_of(asked)
    gone = desk.post(ACTIVITIES, data=fields_of(asked) | {"row": "columns remove 0"})
    assert desk.post(ACTIVITIES, data=fields_of(gone)).status_code == 303

    columns = question_of(form_of(site), "activities").columns
    old = question_of(PUMPURS, "activities").columns
    assert columns == (Column("what", {"lv": "Ko īsti darīs", "en": "What is done"}, 900), *old[2:])


def test_how_a_question_is_answered_is_changed_and_its_words_and_key_stay(site: Flask, desk: FlaskClient):
    assert "Garāks teksts" in text_of(desk.get(f"{GOAL}?kinds=1"))
    page = f"{GOAL}?kind=choices"
    answer = sent(desk, page, **{"choices-0-label_lv": "Mācīties"})

    assert answer.status_code == 303
    asked = question_of(form_of(site), "aim-goal")
    assert (asked.kind, asked.label) == (Kind.CHOICES, question_of(PUMPURS, "aim-goal").label)
    assert (asked.choices, asked.most) == ((Choice("macities", {"lv": "Mācīties"}),), 1000)


def test_a_question_with_which_the_portal_works_says_so_and_keeps_its_kind(site: Flask, desk: FlaskClient):
    page = f"{FORM}/questions/title"
    said = text_of(desk.get(page))
    assert "Atbildi portāls izmanto kā projekta nosaukumu" in said
    assert "Izvēlēties citu veidu" not in said

    desk.post(page, data=fields_of(desk.get(page)) | {"kind": "choice", "label_lv": "Kā sauc projektu?"})

    assert question_of(form_of(site), "title").kind is Kind.LINE
    assert (MEANINGS.keys(), NAMES.keys()) == (MEANT.keys(), MEANT.keys())


def test_a_question_with_a_meaning_that_was_removed_is_offered_again(site: Flask, desk: FlaskClient):
    assert "Visu izglītojamo skaits" not in text_of(desk.get(NEW))
    page = f"{FORM}/question/target-all/remove"
    assert landed(sent(desk, page)) == (303, "question-target-at-risk")
    assert "Visu izglītojamo skaits" in text_of(desk.get(NEW))

    assert landed(sent(desk, f"{NEW}&kind=target-all", label_lv="Cik kopā?")) == (303, "question-target-all")

    assert question_of(form_of(site), "target-all").kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("question/title", "Portālam jautājums „Projekta nosaukums” ir vajadzīgs"),
        ("question/partners", "Tas ir vienīgais jautājums sadaļā"),
        ("section/partners", "Pielikums „Sadarbības partnera apliecinājums” ir vajadzīgs, ja atbildēts uz"),
        ("section/project", "Vispirms veidlapas tekstā izņemiet no pārbaudes jautājumu par dienām"),
    ],
)
def test_what_holds_a_part_in_the_form_is_said_and_it_stays(site: Flask, desk: FlaskClient, part: str, why: str):
    page = f"{FORM}/{part}/remove"
    shown = desk.get(page)
    assert why in text_of(shown)
    assert 'method="post" action="' + page not in shown.text

    answer = desk.post(page, data={"csrf_token": fields_of(desk.get(FORM))["csrf_token"]})

    assert answer.status_code == 409
    assert versions(site) == [(1, PUMPURS_TEXT)]
    assert set(TIES) == set(Tie)


def test_a_section_is_removed_with_its_questions_after_they_were_named(site: Flask, desk: FlaskClient):
    page = f"{FORM}/section/aim/remove"
    assert "Kopā ar to zudīs 2 jautājumi" in text_of(desk.get(page))

    assert landed(sent(desk, page)) == (303, "section-project")

    assert form_of(site).sections == without(PUMPURS, What.SECTION, "aim").sections


def test_a_question_is_moved_over_the_edge_of_its_section(site: Flask, desk: FlaskClient):
    page = desk.get(FORM)
    assert 'value="behind project-until"' in page.text
    token = fields_of(page)["csrf_token"]

    answer = desk.post(f"{FORM}/question/aim-goal/move", data={"csrf_token": token, "to": "behind project-until"})

    assert landed(answer) == (303, "question-aim-goal")
    assert section_with(form_of(site), "aim-goal").key == "project"
    nowhere = {"csrf_token": token, "to": "somewhere"}
    assert desk.post(f"{FORM}/question/aim-goal/move", data=nowhere).status_code == 400


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        (GOAL, {"label_lv": " "}, "Ierakstiet jautājumu latviski."),
        (GOAL, {"most": "0"}, "Ierakstiet skaitli no 1 līdz 200000."),
        (f"{NEW}&kind=choice", {"label_lv": "Kur?"}, "Ierakstiet vismaz vienu."),
        (f"{NEW}&kind=choice", {"label_lv": "Kur?", "choices-0-label_en": "Here"}, "Ierakstiet arī latviski."),
        (f"{NEW}&kind=table", {"label_lv": "Kur?", "columns-0-label_lv": "A", "columns-0-most": "x"}, "skaitli"),
        (f"{FORM}/new-section", {"title_lv": "Vieta"}, "Ierakstiet jautājumu latviski."),
        (f"{FORM}/new-attachment", {"title_lv": "Karte", "needed": "nekas"}, "Izvēlieties"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    site: Flask, desk: FlaskClient, page: str, typed: dict[str, str], said: str
):
    answer = sent(desk, page, **typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert versions(site) == [(1, PUMPURS_TEXT)]


def test_what_only_the_checker_sees_is_said_too(site: Flask, desk: FlaskClient):
    typed = fields_of(desk.get(ACTIVITIES)) | {"columns-1-key": "name"}
    twice = desk.post(ACTIVITIES, data=typed)
    assert twice.status_code == 422
    assert "„name” te ir otro reizi" in text_of(twice)

    typed = fields_of(desk.get(ACTIVITIES)) | {"rows": "100"}
    more = {f"columns-{place}-{name}": words for place in range(7, 12) for name, words in COLUMN.items()}
    many = desk.post(ACTIVITIES, data=typed | more)
    assert many.status_code == 422
    assert "Sadaļā var būt ne vairāk kā 900 lauku, skaitot katru tabulas rindu." in text_of(many)
    assert versions(site) == [(1, PUMPURS_TEXT)]


def test_a_question_changed_in_another_window_is_not_overwritten(site: Flask, desk: FlaskClient):
    opened = fields_of(desk.get(ACTIVITIES))
    typed = {"label_lv": "Ko darīsiet?", "columns-0-label_lv": "Kā sauc"}
    assert desk.post(ACTIVITIES, data=opened | typed).status_code == 303

    later = desk.post(ACTIVITIES, data=opened | {"label_lv": "Darbi", "columns-1-label_lv": "Kas notiks"})

    assert later.status_code == 409
    said = text_of(later)
    assert "Saglabātais: Ko darīsiet?" in said
    assert "Saglabātais: Kā sauc, Name; Ko darīs" in said
    assert fields_of(later)["label_lv"] == "Darbi"
    assert len(versions(site)) == 2
    assert desk.post(ACTIVITIES, data=fields_of(later)).status_code == 303
    assert question_of(form_of(site), "activities").label["lv"] == "Darbi"


def test_two_windows_with_two_questions_do_not_meet(site: Flask, desk: FlaskClient):
    goal, need = fields_of(desk.get(GOAL)), fields_of(desk.get(f"{FORM}/questions/aim-need"))

    assert desk.post(GOAL, data=goal | {"label_lv": "Pirmais"}).status_code == 303
    assert desk.post(f"{FORM}/questions/aim-need", data=need | {"label_lv": "Otrais"}).status_code == 303

    form = form_of(site)
    assert [question_of(form, key).label["lv"] for key in ("aim-goal", "aim-need")] == ["Pirmais", "Otrais"]


def test_a_question_that_was_removed_meanwhile_gives_back_what_was_typed(site: Flask, desk: FlaskClient):
    opened = fields_of(desk.get(GOAL))
    sent(desk, f"{FORM}/question/aim-goal/remove")

    answer = desk.post(GOAL, data=opened | {"label_lv": "Kāds īsti ir projekta mērķis un kāpēc?"})

    assert answer.status_code == 404
    assert "Šīs daļas veidlapā vairs nav." in text_of(answer)
    assert "Kāds īsti ir projekta mērķis un kāpēc?" in unescape(answer.text)


def test_a_file_with_a_layout_of_its_own_is_changed_in_the_text_only(site: Flask, desk: FlaskClient):
    put(site, INLINE)

    answer = sent(desk, f"{FORM}/questions/title", label_lv="Cits")

    assert answer.status_code == 409
    assert "mainiet to tekstā" in text_of(answer)
    assert versions(site)[-1][1] == INLINE


@pytest.mark.parametrize(
    "page",
    [
        "sections/aim",
        "questions/aim-goal",
        "attachments/statutes",
        "new-section",
        "sections/aim/new-question",
        "new-attachment",
        "question/aim-need/remove",
    ],
)
def test_the_parts_of_a_public_call_s_form_do_not_change(demo_site: Flask, page: str):
    desk = signed_in(demo_site, "coordinator")

    assert desk.get(f"/lv/desk/calls/liepaja-demo/form/{page}").status_code == 409


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize(
    "page",
    [
        "",
        "?changed=question-title",
        "/sections/aim",
        "/questions/title",
        "/questions/activities",
        "/questions/aim-goal?kinds=1",
        "/attachments/partner-declaration",
        "/new-section",
        "/sections/aim/new-question",
        "/sections/aim/new-question?kind=choice",
        "/new-attachment",
        "/section/partners/remove",
    ],
)
def test_a_page_of_a_part_speaks_one_language(desk: FlaskClient, page: str, language: str):
    answer = desk.get(FORM.replace("/lv/", f"/{language}/") + page)

    assert answer.status_code == 200
    assert foreign_pieces(answer.text) == []
