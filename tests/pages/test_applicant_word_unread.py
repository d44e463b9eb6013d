"""What of a form in Word was not read, or not with certainty, is told to the end and never ticked by the site."""

from copy import deepcopy
from typing import Any

import pytest
from docx.oxml.ns import qn
from flask import Flask

from competition.call.forms import form_digest
from competition.form.shipped import PUMPURS_TEXT
from documents.word_beginning import MOST
from tests.documents.forms import kept, lines_into, opened, table_of
from tests.pages.applicants import (
    A_MOMENT,
    HALF,
    OPEN_CALL,
    READY,
    THEIRS,
    address_of,
    answers_of,
    put_clock,
    write,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of
from tests.pages.test_applicant_history import colleague
from tests.pages.words import downloaded, filled_in, offered, send, take

GOAL, NEED = "5.1", "5.2"


def both(lv: str, en: str) -> dict[str, str]:
    return {"lv": lv, "en": en}


UNREAD = both("Ko nevarēja nolasīt", "What could not be read")
UNCLEAR = both("Nav saprotams, vai lodziņš ir atzīmēts.", "It is not clear whether the box is ticked.")


def heading(document: Any, begin: str) -> Any:
    return next(one for one in document.paragraphs if one.text.startswith(begin))


def test_text_typed_outside_of_every_place_is_told_where_nothing_else_differs(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    document = opened(downloaded(client, here))
    heading(document, f"{NEED}. ").add_run(" Tāpēc, ka nav kur būt.")
    document.add_paragraph("P.S. Vēl kas.")
    page = send(client, here, kept(document))
    told = text_of(page)
    assert offered(page) == {}
    for sentence in (
        both("Nolasītajā nekas neatšķiras", "Nothing that was read differs"),
        UNREAD,
        both("Tas ir ierakstīts ārpus atbildes vietas.", "This stands outside the place of the answer."),
    ):
        assert sentence[language] in told
    assert "„Tāpēc, ka nav kur būt.”" in told
    assert "„P.S. Vēl kas.”" in told
    assert both("Nekas neatšķiras", "Nothing differs")[language] not in told


@pytest.mark.parametrize("title", [HALF, READY])
def test_the_words_of_the_form_itself_are_never_told(own_demo_site: Flask, language, title):
    client = signed_in(own_demo_site, "ngo")
    here, other = (address_of(own_demo_site, title, language=one) for one in (language, "lv"))
    for address in (here, other):
        told = text_of(send(client, here, downloaded(client, address)))
        assert UNREAD[language] not in told
    empty = client.get(f"/{language}/calls/{OPEN_CALL}/form.docx").data
    assert UNREAD[language] not in text_of(send(client, here, empty))


def test_a_declaration_refused_is_never_taken_for_one_that_is_made(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, filled_in(downloaded(client, here), _13_1="☐ Jā\n☒ Nē", _13_2="☒ Nē"))
    assert offered(page) == {}
    assert text_of(page).count(UNCLEAR[language]) == 2


def test_an_answer_known_by_its_number_alone_is_offered_and_not_ticked(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    document = opened(filled_in(downloaded(client, here), _5_1="Mērķis.", _5_2="Vajadzība."))
    heading(document, f"{NEED}. ").runs[0].text = "5.2."
    page = send(client, here, kept(document))
    assert offered(page) == {"aim-goal": True, "aim-need": False}
    told = both("Failā sakrīt tikai jautājuma numurs", "Only the number of the question is that of the form")[language]
    assert told in text_of(page)
    take(client, here, page)
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "Mērķis."


def test_what_does_not_fit_is_ticked_only_over_what_does_not_fit_either(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    write(client, f"{here}/sections/target-group", {"target-all": "18"})
    page = send(client, here, filled_in(downloaded(client, here), _6_1="daudz"))
    assert offered(page) == {"target-all": False}
    assert both("Pašreizējā atbilde der.", "What stands there now fits.")[language] in text_of(page)
    take(client, here, page, {"target-all"})
    again = send(client, here, filled_in(downloaded(client, here), _6_1="ļoti daudz"))
    assert offered(again) == {"target-all": True}
    assert both("Pašreizējā atbilde der.", "What stands there now fits.")[language] not in text_of(again)


def test_what_was_not_read_is_told_after_taking_too(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila.", _13_1="varbūt"))
    done = take(client, here, page)
    assert done.status_code == 200
    assert answers_of(own_demo_site, HALF)["aim-goal"] == "No faila."
    told = text_of(done)
    assert both("No faila pārņemta 1 atbilde.", "1 answer is taken from the file.")[language] in told
    assert f"{UNCLEAR[language]} „varbūt”" in told
    assert {here, f"{here}/word"} <= set(links_of(done))
    again = take(client, here, page)
    assert (again.status_code, text_of(again)) == (200, told)


def test_what_was_not_read_is_told_where_nothing_was_ticked_and_where_somebody_else_was_faster(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila.", _13_1="varbūt"))
    none = take(client, here, page, ())
    assert none.status_code == 422
    assert "Nekas nav pārņemts" in text_of(none)
    put_clock(DEMO_DAY + A_MOMENT)
    write(colleague(own_demo_site), f"{here}/sections/aim", {"aim-goal": "Kolēģa teksts."})
    late = take(client, here, page)
    assert late.status_code == 409
    assert "Ne viss ir pārņemts" in text_of(late)
    for told in (none, late):
        assert f"{UNCLEAR['lv']} „varbūt”" in text_of(told)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{",
        "[]",
        "[1, 2, 3]",
        "[[[1]], [], 0]",
        '[[["aim-goal", "no_such", "x", ""]], [], false]',
        "[" * 5000,
        '[[[["list"], "unclear", "x", ""]], [], false]',
        "x" * 400_000,
    ],
)
def test_what_the_page_kept_is_believed_within_reason(own_demo_site: Flask, forged):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila."))
    assert take(client, here, page, kept=forged).status_code == 303


def test_words_that_the_page_kept_are_shown_as_words(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="No faila."))
    done = take(client, here, page, kept='[[[null, "no_question", "<script>", "<b>"]], [], false]')
    assert "<script>" in text_of(done)
    assert "„<script>”" not in done.text


def test_very_much_that_was_not_read_is_told_in_part_and_that_there_is_more(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(downloaded(client, here))
    table = document.tables[0]
    for number in range(300):
        table._tbl.append(deepcopy(table.rows[1]._tr))
        texts = list(table.rows[-1]._tr.iter(qn("w:t")))
        for text in texts:
            text.text = ""
        texts[0].text = f"Sava rinda {number}"
    page = send(client, here, kept(document))
    assert text_of(page).count("Sava rinda") == 199
    assert "Failā ir vēl kas tāds, ko nevarēja nolasīt" in text_of(page)


def test_the_form_of_another_application_is_said_to_be_one_and_nothing_is_ticked(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    page = send(client, here, downloaded(client, address_of(own_demo_site, READY, language=language)))
    told = text_of(page)
    assert (
        both("Šķiet, ka tas ir cita pieteikuma fails", "The file seems to be of another application")[language] in told
    )
    assert f"„{READY}”" in told
    assert offered(page)
    assert not any(offered(page).values())
    again = take(client, here, page, ())
    assert again.status_code == 422
    assert f"„{READY}”" in text_of(again)


def test_the_form_of_another_applicant_names_both(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    theirs = downloaded(signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS))
    told = text_of(send(client, address_of(own_demo_site, HALF), theirs))
    assert f"„{THEIRS}”, „" in told


def test_all_and_none_are_ticked_without_scripts_and_nothing_is_saved(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    before = answers_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_1="", _5_2="Vajag.", _13_2="varbūt"))
    assert offered(page) == {"aim-goal": False, "aim-need": True}
    everything = take(client, here, page, tick="all")
    nothing = take(client, here, everything, tick="none")
    for told, ticked in ((everything, True), (nothing, False)):
        assert (told.status_code, offered(told)) == (200, {"aim-goal": ticked, "aim-need": ticked})
        assert "„varbūt”" in text_of(told)
        assert both("Vēl nekas nav mainīts.", "Nothing is changed yet.")[language] in text_of(told)
    assert answers_of(own_demo_site, HALF) == before
    assert take(client, here, everything).status_code == 200
    assert answers_of(own_demo_site, HALF)["aim-goal"] == ""


def test_one_answer_alone_has_no_buttons_for_all_and_none(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    page = send(client, here, filled_in(downloaded(client, here), _5_2="Vajag."))
    assert 'name="tick"' not in page.text


def test_blanks_at_the_ends_of_lines_are_not_offered(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    write(client, f"{here}/sections/aim", {"aim-goal": "viens  \ndivi \n\ntrīs"})
    document = opened(downloaded(client, here))
    lines_into(document, GOAL, "viens", "divi", "", "trīs")
    assert offered(send(client, here, kept(document))) == {}


def test_another_version_of_the_form_is_not_spoken_of_where_nothing_differs(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(downloaded(client, here))
    sign = form_digest(PUMPURS_TEXT)[:10]
    parts = [document.element, document.sections[0].footer._element]
    for text in (one for part in parts for one in part.iter(qn("w:t")) if sign in (one.text or "")):
        text.text = text.text.replace(sign, "0" * 10)
    told = text_of(send(client, here, kept(document)))
    assert "Nekas neatšķiras" in told
    assert "cita šīs veidlapas versija" not in told


def test_a_long_beginning_is_looked_at_only_so_far(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(downloaded(client, here))
    for number in range(3 * MOST):
        document.paragraphs[1].insert_paragraph_before(f"Ievads {number}.")
    page = send(client, here, kept(document))
    assert (page.status_code, offered(page)) == (200, {})
    assert "Ievads 59." in text_of(page)


def test_a_picture_in_an_answer_is_told_beside_it(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF)
    document = opened(filled_in(downloaded(client, here), _5_1="Ar attēlu."))
    picture = deepcopy(document.paragraphs[0]._p)
    for part in list(picture):
        picture.remove(part)
    run = document.paragraphs[0]._p.makeelement(qn("w:r"))
    run.append(run.makeelement(qn("w:drawing")))
    picture.append(run)
    table_of(document, GOAL).rows[0].cells[0]._tc.append(picture)
    page = send(client, here, kept(document))
    assert offered(page) == {"aim-goal": True}
    assert "Šeit ir attēls" in text_of(page)
