"""What stands for a tick, a choice or a day in a form that was filled in by people, and what stands for none."""

from dataclasses import replace
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from competition.form.answers import YES
from competition.form.questions import Choice
from documents.word_answers import Unread, WordAnswers
from documents.word_troubles import Trouble
from tests.documents.forms import FORM, a_file, kept, lines, lines_into, opened, place_of, read, retyped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACE, WHO, TRUE, ONCE = "2.2", "2.3", "3.1", "3.2"


def set_box(cell: Any, *, checked: str | None = None, sign: str | None = None) -> None:
    """Change what the control of a box says, and what is seen of it."""
    newer = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    box = next(cell._tc.iter(qn("w:sdt")))
    if checked is not None:
        next(box.iter(f"{newer}checked")).set(f"{newer}val", checked)
    if sign is not None:
        next(box.iter(qn("w:t"))).text = sign


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("☒ Jā", YES),
        ("☑ Jā", YES),
        ("X Jā", YES),
        ("x Jā", YES),
        ("Jā х", YES),
        ("☐X Jā", YES),
        ("[x] Jā", YES),
        ("Jā ✔", YES),
        ("Jā", YES),
        ("☐ Jā", ""),
        ("[ ] Jā", ""),
        ("√ Jā", YES),
        ("⊠ Jā", YES),
        ("☒ Jā / ☐ Nē", YES),
        ("☐ Jā / ☐ Nē", ""),
        ("Nē", ""),
        ("", ""),
    ],
)
def test_whatever_stands_for_a_tick_is_one(line, said):
    def tick(document: Any) -> None:
        lines_into(document, TRUE, line)

    assert retyped(tick).answers["true"] == said


def test_a_box_is_ticked_as_its_control_says_and_boxes_of_older_forms_and_fonts_of_signs_too():
    def click(document: Any) -> None:
        set_box(place_of(document, ONCE), checked="1", sign="☒")
        lines_into(document, TRUE)
        place_of(document, TRUE).paragraphs[0]._p.append(
            parse_xml(
                f'<w:r {W}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox>'
                "</w:ffData></w:fldChar><w:t>Jā</w:t></w:r>"
            )
        )
        lines_into(document, PLACE)
        place = place_of(document, PLACE)
        for code, words in (("F0A8", "Skolā"), ("F0FE", "Telpā X")):
            line = place.add_paragraph()
            line._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="{code}"/><w:t> {words}</w:t></w:r>'))

    answers = retyped(click).answers

    assert (answers["once"], answers["true"], answers["place"]) == (YES, "", "x")


@pytest.mark.parametrize(
    "texts",
    [
        ("☐ Jā / ☒ Nē",),
        ("☐ Jā", "☒ Nē"),
        ("☒ Nē",),
        ("☐ Nē",),
        ("X nē",),
        ("Nav x",),
        ("Jā / Nē",),
        ("☐v Jā",),
        ("v Jā",),
        ("+ Jā",),
        ("☐ + Jā",),
        ("☐ Jā +",),
        ("☐ Jā jā",),
        ("☐ Jā, apliecinu",),
        ("☒ Jā, ja dos naudu",),
        ("☐ Jā", "Apliecinu"),
        ("ja",),
    ],
)
def test_what_may_be_a_tick_or_none_is_told_and_is_neither(texts):
    found = retyped(lines(TRUE, *texts))

    assert "true" not in found.answers
    assert found.unread == (Unread("true", Trouble.UNCLEAR, "\n".join(texts)),)


@pytest.mark.parametrize(("checked", "sign"), [("0", "☒"), ("1", "☐"), ("0", "X")])
def test_a_box_that_looks_otherwise_than_its_control_says_is_told_and_is_neither(checked, sign):
    found = retyped(lambda document: set_box(place_of(document, TRUE), checked=checked, sign=sign))

    assert "true" not in found.answers
    assert found.unread == (Unread("true", Trouble.UNCLEAR, "☒? Jā"),)


def test_a_choice_in_whose_box_sign_and_control_differ_is_told():
    found = retyped(lambda document: set_box(place_of(document, PLACE), sign="☒"))

    assert (found.answers["place"], found.unread) == ("yard", (Unread("place", Trouble.UNCLEAR, "☒? Skolā"),))


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("☐ Skolā", "X Skolā, pagalmā", "☐ Telpā X"), "yard"),
        (("Skolā, pagalmā",), "yard"),
        (("☐ Skolā", "☐ Skolā, pagalmā", "☐ Telpā X"), ""),
        (("☐ Skolā x", "☐ Skolā, pagalmā", "☐ Telpā X"), "school"),
        (("☐ At school", "☐ At school, in the yard", "☒ In room X"), "x"),
        (("☐ Skolā", "☐ Skolā, pagalmā", "☐ Telpā X", "☐ Cits"), ""),
        (("☒ Skolā ☐ Skolā, pagalmā ☐ Telpā X",), "school"),
        (("☐ Skolā ☐ Skolā, pagalmā ☒ Telpā X",), "x"),
        (("☒ Skolā\t☐ Skolā, pagalmā", "☐ Telpā X"), "school"),
        (("☐ Skolā", "☐x Skolā, pagalmā", "[ ] Telpā X"), "yard"),
        (("☐ Skolā", "☐ Skolā, pagalmā", "X Telpā X"), "x"),
        (("- SKOLĀ",), "school"),
    ],
)
def test_one_answer_is_chosen_however_it_is_marked(texts, said):
    found = retyped(lines(PLACE, *texts))

    assert (found.answers["place"], found.unread) == (said, ())


WHOM = replace(
    FORM,
    sections=(
        replace(
            FORM.sections[1],
            questions=tuple(
                replace(
                    one,
                    choices=tuple(
                        Choice(key, {"lv": label})
                        for key, label in (("school", "Skola"), ("centre", "Jauniešu centrs"), ("other", "Cits"))
                    ),
                )
                for one in FORM.sections[1].questions[1:3]
            ),
        ),
    ),
)
ALONE, SOME = "1.1", "1.2"


def chosen(code: str, *texts: str) -> WordAnswers:
    """What is read where these lines stand in the place of a question of WHOM."""
    document = opened(a_file({}, form=WHOM))
    lines_into(document, code, *texts)
    return read(kept(document), WHOM)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("☒ Skola", "☐ Jauniešu centrs", "☒ Cits"), "school,other"),
        (("skola, jauniešu centrs",), "school,centre"),
        (("Skola un jauniešu centrs",), "school,centre"),
        (("☒ Skola, jauniešu centrs", "☐ Cits"), "school,centre"),
        (("Skola", "Cits"), "school,other"),
    ],
)
def test_several_answers_are_chosen_however_they_are_marked(texts, said):
    found = chosen(SOME, *texts)

    assert (found.answers["who"], found.unread) == (said, ())


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("☐ Skola", "☐ Jauniešu centrs", "☒ Cits: parks"), "☒ Cits: parks"),
        (("☐ Skola", "☐ Jauniešu centrs", "☒ Cits: bibliotēka un skola"), "☒ Cits: bibliotēka un skola"),
        (("☐ Skola", "☐ Jauniešu centrs", "☒ Cits (nav jauniešu centrs)"), "☒ Cits (nav jauniešu centrs)"),
    ],
)
def test_what_is_written_behind_a_chosen_answer_is_told_and_chooses_no_other(texts, told):
    found = chosen(ALONE, *texts)

    assert (found.answers["place"], found.unread) == ("other", (Unread("place", Trouble.BESIDE, told),))


@pytest.mark.parametrize(
    "texts",
    [
        *(
            ("☐ Skola", f"{mark} Jauniešu centrs", "☐ Cits")
            for mark in ("v", "V", "+", "*", "jā", "xx", "→", "nē", "", "☐xx", "☐v")
        ),
        ("☐ Skola", "☐ Jauniešu centrs - jā", "☐ Cits"),
        ("☐ Skola", "☐ Jauniešu centrs (jā)", "☐ Cits"),
        ("☐ Skola", "☐ Jauniešu centrs", "☐ Cits", "Skola"),
        ("☐ Skola", "☐ Jauniešu centrs", "☐ Cits", "Atbilde: skola"),
        ("☐ Jauniešu centrs",),
        ("Skola", "Jauniešu centrs", "Cits"),
        ("Nē skola",),
        ("Skola vai jauniešu centrs",),
        ("Skola - jā", "Jauniešu centrs - nē"),
        ("jā Skola", "nē Jauniešu centrs"),
    ],
)
@pytest.mark.parametrize(("code", "key"), [(ALONE, "place"), (SOME, "who")])
def test_a_choice_marked_in_a_way_of_ones_own_is_told_and_none_is_chosen(texts, code, key):
    found = chosen(code, *texts)

    assert key not in found.answers
    assert {one.key for one in found.unread} == {key}
    assert {one.why for one in found.unread} <= {Trouble.UNCLEAR, Trouble.NO_CHOICE}


def test_a_tick_between_two_answers_is_told():
    found = chosen(ALONE, "Skola ☒ Jauniešu centrs ☐ Cits")

    assert [(one.key, one.why) for one in found.unread] == [("place", Trouble.UNCLEAR)]


@pytest.mark.parametrize("look", ["strike", "bold", "underline"])
@pytest.mark.parametrize("box", ["☐ ", ""])
def test_choices_that_are_struck_through_or_set_off_instead_of_ticked_are_told(look, box):
    document = opened(a_file({}, form=WHOM))
    lines_into(document, ALONE, *(f"{box}{label}" for label in ("Skola", "Jauniešu centrs", "Cits")))
    setattr(place_of(document, ALONE).paragraphs[-2].runs[0].font, look, True)

    found = read(kept(document), WHOM)

    assert "place" not in found.answers
    assert [(one.key, one.why) for one in found.unread] == [("place", Trouble.UNCLEAR)]


def test_an_answer_with_a_box_that_is_ticked_and_one_that_is_not_is_told():
    found = chosen(ALONE, "☒ Skola", "☐ Skola", "☐ Jauniešu centrs", "☐ Cits")

    assert [(one.key, one.why) for one in found.unread] == [("place", Trouble.UNCLEAR)]


def test_several_ticks_where_one_may_be_are_told_and_nothing_is_guessed():
    texts = ("☒ Skolā", "☒ Telpā X")
    found = retyped(lines(PLACE, *texts), lines(WHO, *texts))

    assert "place" not in found.answers
    assert (found.answers["who"], found.unread) == ("school,x", (Unread("place", Trouble.SEVERAL, "\n".join(texts)),))


def test_an_answer_of_ones_own_among_choices_is_told():
    found = retyped(lines(PLACE, "☐ Skolā", "☒ Parkā"), lines(WHO, "☒ Skolā", "☒ Ar kori"), lines(TRUE, "varbūt"))

    assert {"place", "true"} & set(found.answers) == set()
    assert found.answers["who"] == "school"
    assert set(found.unread) == {
        Unread("place", Trouble.NO_CHOICE, "☒ Parkā"),
        Unread("who", Trouble.NO_CHOICE, "☒ Ar kori"),
        Unread("true", Trouble.UNCLEAR, "varbūt"),
    }


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("05.02.2027.", "2027-02-05"),
        ("5.2.2027", "2027-02-05"),
        ("5. 2. 2027.", "2027-02-05"),
        ("05/02/2027", "2027-02-05"),
        ("2027-02-05", "2027-02-05"),
        ("2027. gada 5. februāris", "2027-02-05"),
        ("2027. gada 5. februārī", "2027-02-05"),
        ("5 February 2027", "2027-02-05"),
        ("5. februāris, 2027", "2027-02-05"),
        ("5. februārī 2027. gadā", "2027-02-05"),
        ("2027.02.05.", "2027-02-05"),
        ("2027. gada 05.02.", "2027-02-05"),
        ("05.02.27.", "2027-02-05"),
        ("05–02–2027", "2027-02-05"),
        ("February 5, 2027", "2027-02-05"),
        ("5th February 2027", "2027-02-05"),
        ("20270205", "2027-02-05"),
        ("2027-W05-5", "2027-02-05"),
        ("02/25/2027", "02/25/2027"),
        ("31.02.2027.", "31.02.2027."),
        ("februārī", "februārī"),
    ],
)
def test_a_day_is_known_however_it_is_written_and_what_is_none_stays_as_it_was_typed(typed, kept_as):
    assert retyped(lines("1.6", typed)).answers["from"] == kept_as


@pytest.mark.parametrize(
    "texts",
    [
        ("15.02.2027. – 19.02.2027.",),
        ("15.02.2027.-19.02.2027.",),
        ("15.–19.02.2027.",),
        ("15.02.–19.02.2027.",),
        ("2027. gada 15.–19. februāris",),
        ("no 15.02.2027. līdz 19.02.2027.",),
        ("15.02.2027. –", "19.02.2027."),
        ("15.02.2027.", "–", "19.02.2027."),
        ("No 15.02.2027.", "līdz 19.02.2027."),
        ("2027-02-15 - 2027-02-19",),
        ("2027-02-15/2027-02-19",),
        ("15.02.2027., 19.02.2027.",),
        ("15. – 19. February 2027",),
    ],
)
def test_a_first_and_a_last_day_are_known_however_they_are_written(texts):
    found = retyped(lines("1.8", *texts))

    assert (found.answers["camp"], found.unread) == ("2027-02-15\n2027-02-19", ())


@pytest.mark.parametrize("text", ["15.02.2027. – maija beigas", "15.02.2027. – 19.02.2027. (piecas dienas)", "vasarā"])
def test_what_is_no_first_and_last_day_stays_as_it_was_typed(text):
    typed = retyped(lines("1.8", text)).answers["camp"]

    assert [one for one in text.replace("–", " ").split() if one not in typed and one != "15.02.2027."] == []
