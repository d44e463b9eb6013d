"""A form's file is read whole, or everything that is wrong with it is said with its place."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.form.definition import Basis, CheckAnswer, Says, Slot
from competition.form.questions import Kind
from competition.form.reading import MOST_BYTES, MOST_CHECKED, Fault, FormInvalid, Why, numeral_of, read_definition
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.form.slots import ENDINGS, KindNotHere, TooLargeHere, endings_of, require_fits
from documents.kinds import KINDS

SMALL = """
format = "application-form/1"

[[sections]]
key = "idea"
title.lv = "Ideja"

[[sections.questions]]
key = "title"
kind = "line"
label.lv = "Nosaukums"
label.en = "Title"

[[sections.questions]]
key = "ways"
kind = "choices"
label.lv = "Kā"
choices = [{ key = "camp", label.lv = "Nometnē" }, { key = "club", label.lv = "Klubā" }]
required = false

[[sections.questions]]
key = "plan"
kind = "table"
label.lv = "Darbi"
rows = 5
columns = [{ key = "what", label.lv = "Ko", most = 500 }, { key = "who", label.lv = "Kas", required = false }]

[[attachments]]
key = "consent"
title.lv = "Piekrišana"
needed_with = "ways"
"""


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(FormInvalid) as refused:
        read_definition(text)
    return list(refused.value.faults)


def test_a_file_says_everything_that_a_form_asks():
    form = read_definition(SMALL)

    (section,) = form.sections
    title, ways, plan = section.questions
    assert (section.key, section.numeral, section.title) == ("idea", "I", {"lv": "Ideja"})
    assert (title.kind, title.most, title.required, title.label["en"]) == (Kind.LINE, 200, True, "Title")
    assert ([one.key for one in ways.choices], ways.required) == (["camp", "club"], False)
    assert [(one.key, one.most, one.required) for one in plan.columns] == [("what", 500, True), ("who", 200, False)]
    assert plan.most_rows == 5
    assert [(one.key, one.required, one.needed_with) for one in form.slots] == [("consent", False, "ways")]


def test_the_form_that_is_shipped_asks_for_no_young_person_by_name():
    assert [one.numeral for one in PUMPURS.sections][-1] == "XIII"
    declared = next(one for one in PUMPURS.questions if one.key == "declared-names")
    assert (declared.kind, declared.required) == (Kind.TICK, True)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('format = "application-form/1"', 'format = "application-form/3"', Fault(Why.FORMAT, "format")),
        ('format = "application-form/1"', "", Fault(Why.MISSING, "format")),
        ('key = "idea"', "", Fault(Why.MISSING, "sections[1].key")),
        ('key = "idea"', 'key = "Ideja!"', Fault(Why.NO_KEY, "sections[1].key", "Ideja!")),
        ('key = "ways"', 'key = "errors"', Fault(Why.NO_KEY, "sections[1].questions[2].key", "errors")),
        ('key = "ways"', 'key = "title"', Fault(Why.REPEATED_KEY, "sections[1].questions[2].key", "title")),
        ('kind = "choices"', 'kind = "poem"', Fault(Why.UNKNOWN_KIND, "sections[1].questions[2].kind", "poem")),
        ('kind = "choices"', "", Fault(Why.MISSING, "sections[1].questions[2].kind")),
        ('kind = "line"', 'kind = "text"', Fault(Why.WRONG_KIND, "sections[1].questions[1].kind", "line")),
        ('title.lv = "Ideja"', 'title.en = "Idea"', Fault(Why.NO_WORDS, "sections[1].title")),
        ('title.lv = "Ideja"', 'title = "Ideja"', Fault(Why.NO_WORDS, "sections[1].title")),
        ("required = false\n", 'required = "no"\n', Fault(Why.NO_SWITCH, "sections[1].questions[2].required")),
        ("rows = 5", "rows = 0", Fault(Why.NO_NUMBER, "sections[1].questions[3].rows")),
        ("rows = 5", "lines = 5", Fault(Why.UNKNOWN_FIELD, "sections[1].questions[3].lines", "lines")),
        (
            'needed_with = "ways"',
            'needed_with = "way"',
            Fault(Why.UNKNOWN_QUESTION, "attachments[1].needed_with", "way"),
        ),
        ('key = "camp", ', "", Fault(Why.MISSING, "sections[1].questions[2].choices[1].key")),
        ('needed_with = "ways"', "most = 11", Fault(Why.NO_COUNT_OF_FILES, "attachments[1].most")),
        ('needed_with = "ways"', "most = 0", Fault(Why.NO_COUNT_OF_FILES, "attachments[1].most")),
        ('needed_with = "ways"', 'most = "2"', Fault(Why.NO_COUNT_OF_FILES, "attachments[1].most")),
        ('needed_with = "ways"', 'kinds = "pdf"', Fault(Why.NO_KINDS, "attachments[1].kinds")),
        ('needed_with = "ways"', "kinds = []", Fault(Why.NO_KINDS, "attachments[1].kinds")),
        ('needed_with = "ways"', 'kinds = ["pdf", "exe"]', Fault(Why.UNKNOWN_FILE_KIND, "attachments[1].kinds", "exe")),
        ('needed_with = "ways"', "megabytes = 0", Fault(Why.NO_MEGABYTES, "attachments[1].megabytes", "1000")),
        ('needed_with = "ways"', "megabytes = 2.5", Fault(Why.NO_MEGABYTES, "attachments[1].megabytes", "1000")),
        ('needed_with = "ways"', 'template = ""', Fault(Why.NO_TEXT, "attachments[1].template")),
        ('key = "consent"', 'key = "application"', Fault(Why.NO_KEY, "attachments[1].key", "application")),
        ("rows = 5", '"foo[1]" = 1', Fault(Why.UNKNOWN_FIELD, "sections[1].questions[3].foo[1]", "foo[1]")),
        ('key = "club"', 'key = "camp"', Fault(Why.REPEATED_KEY, "sections[1].questions[2].choices[2].key", "camp")),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before, after, fault):
    assert before in SMALL

    assert fault in faults_of(SMALL.replace(before, after, 1))


def test_a_place_says_how_many_files_of_which_kinds_and_how_large_it_takes_and_what_is_filled_in_for_it():
    says = 'most = 3\nkinds = ["edoc", "pdf"]\nmegabytes = 5\ntemplate = "Piekrišanas veidlapa"\n'

    (slot,) = read_definition(SMALL + says).slots

    assert (slot.most, slot.kinds, slot.megabytes, slot.template) == (3, ("pdf", "edoc"), 5, "Piekrišanas veidlapa")


@pytest.mark.parametrize(("number", "most"), [(1, 10), (2, 1)])
def test_a_place_that_says_nothing_takes_what_places_took_when_its_form_was_written(number, most):
    form = read_definition(SMALL.replace("application-form/1", f"application-form/{number}"))

    (slot,) = form.slots
    assert (slot.most, slot.kinds, slot.megabytes, slot.template, form.usual_most) == (most, (), None, None, most)


def test_a_form_that_is_written_lets_no_file_be_larger_than_the_installation_takes():
    large = SMALL + "megabytes = 26\n"

    assert read_definition(large, largest=26).slots[0].megabytes == 26
    with pytest.raises(FormInvalid) as refused:
        read_definition(large, largest=25)
    assert refused.value.faults == [Fault(Why.NO_MEGABYTES, "attachments[1].megabytes", "25")]


def test_kinds_that_are_all_that_the_portal_takes_are_as_if_none_were_named():
    kinds = ", ".join(f'"{one}"' for one in ENDINGS)

    assert read_definition(f"{SMALL}kinds = [{kinds}]\n").slots[0].kinds == ()


def test_a_kind_that_a_place_takes_is_taken_by_whatever_ending_the_portal_knows_it():
    for kind in KINDS:
        for usual in set(kind.endings) & set(ENDINGS):
            assert set(endings_of(Slot("a", {}, kinds=(usual,)))) == set(kind.endings)
    assert set(endings_of(Slot("a", {}))) == {ending for kind in KINDS for ending in kind.endings}


@pytest.mark.parametrize(
    ("name", "size", "refusal"),
    [
        ("a.pdf", 5 * 1024 * 1024, None),
        ("a.PDF", 1, None),
        ("a.JPEG", 1, None),
        ("a.pdf", 5 * 1024 * 1024 + 1, TooLargeHere),
        ("a.docx", 1, KindNotHere),
        ("pdf", 1, KindNotHere),
    ],
)
def test_a_place_takes_a_file_by_its_ending_and_size(name, size, refusal):
    slot = Slot("a", {}, kinds=("pdf", "jpg"), megabytes=5)

    if refusal is None:
        require_fits(slot, name, size)
        return
    with pytest.raises(refusal):
        require_fits(slot, name, size)


CHECKED = (
    SMALL
    + """
[[sections]]
key = "days"
title.lv = "Dienas"

[[sections.questions]]
key = "project-from"
kind = "day"
label.lv = "Pirmā diena"

[[sections.questions]]
key = "project-until"
kind = "day"
label.lv = "Pēdējā diena"

[[check]]
key = "organisation"
label.lv = "Kas jūs esat?"
hint.lv = "Viena atbilde."

[[check.answers]]
key = "association"
label.lv = "Biedrība"
verdict = "yes"

[[check.answers]]
key = "school"
label.lv = "Skola"
verdict = "no"
reason.lv = "Piesakās biedrības."
paragraph.lv = "nolikuma 5. punkts"
criterion = "1.2"

[[check]]
key = "when"
kind = "period"
label.lv = "Kad?"
criterion = "1.7"
"""
)
PERIOD = 'kind = "period"'


def test_a_file_says_what_the_check_before_the_form_asks():
    who, when = read_definition(CHECKED).check

    association, school = who.answers
    assert (who.key, who.label, who.hint, who.days) == (
        "organisation",
        {"lv": "Kas jūs esat?"},
        {"lv": "Viena atbilde."},
        (),
    )
    assert association == CheckAnswer("association", {"lv": "Biedrība"})
    assert (school.says, school.reason) == (Says.NO, {"lv": "Piesakās biedrības."})
    assert school.basis == Basis({"lv": "nolikuma 5. punkts"}, "1.2")
    assert [one.label["lv"] for one in when.days] == ["Pirmā diena", "Pēdējā diena"]
    assert (when.answers, when.basis) == ((), Basis(criterion="1.7"))


def test_a_form_need_have_no_check():
    assert read_definition(SMALL).check == ()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('key = "organisation"', "", Fault(Why.MISSING, "check[1].key")),
        ('key = "organisation"', 'key = "asked"', Fault(Why.NO_KEY, "check[1].key", "asked")),
        ('key = "when"', 'key = "organisation"', Fault(Why.REPEATED_KEY, "check[2].key", "organisation")),
        ('label.lv = "Kas jūs esat?"', "", Fault(Why.MISSING, "check[1].label")),
        ('key = "school"', 'key = "association"', Fault(Why.REPEATED_KEY, "check[1].answers[2].key", "association")),
        ('verdict = "no"', "", Fault(Why.MISSING, "check[1].answers[2].verdict")),
        ('verdict = "no"', 'verdict = "nē"', Fault(Why.UNKNOWN_VERDICT, "check[1].answers[2].verdict")),
        ('verdict = "no"', "verdict = { no = true }", Fault(Why.UNKNOWN_VERDICT, "check[1].answers[2].verdict")),
        ('verdict = "no"', 'verdict = "yes"', Fault(Why.UNKNOWN_FIELD, "check[1].answers[2].reason", "reason")),
        ('verdict = "yes"', 'verdict = "first"\nreason.lv = "Dibiniet."', Fault(Why.NO_YES, "check[1].answers")),
        ('reason.lv = "Piesakās biedrības."', "", Fault(Why.MISSING, "check[1].answers[2].reason")),
        ('paragraph.lv = "nolikuma 5. punkts"', "paragraph = 5", Fault(Why.NO_WORDS, "check[1].answers[2].paragraph")),
        ('criterion = "1.2"', "criterion = 1.2", Fault(Why.NO_TEXT, "check[1].answers[2].criterion")),
        (PERIOD, 'kind = "poem"', Fault(Why.UNKNOWN_CHECK, "check[2].kind")),
        (PERIOD, "", Fault(Why.MISSING, "check[2].answers")),
        (PERIOD, f"{PERIOD}\nanswers = []", Fault(Why.UNKNOWN_FIELD, "check[2].answers", "answers")),
        ('key = "project-until"', 'key = "the-end"', Fault(Why.UNKNOWN_QUESTION, "check[2].kind", "project-until")),
    ],
)
def test_what_is_wrong_with_the_check_is_said_with_its_place(before, after, fault):
    assert before in CHECKED

    assert fault in faults_of(CHECKED.replace(before, after, 1))


def test_the_check_asks_for_the_days_once():
    again = '\n[[check]]\nkey = "again"\nkind = "period"\nlabel.lv = "Kad vēl?"\n'

    assert faults_of(CHECKED + again) == [Fault(Why.SECOND_PERIOD, "check[3].kind")]


def test_the_check_is_short():
    one = '\n[[check]]\nkey = "q{}"\nlabel.lv = "Vai?"\nanswers = [{{ key = "a", label.lv = "Jā", verdict = "yes" }}]\n'
    more = [one.format(place) for place in range(MOST_CHECKED)]

    assert len(read_definition(SMALL + "".join(more)).check) == MOST_CHECKED
    assert faults_of(SMALL + "".join(more) + one.format("x")) == [Fault(Why.TOO_MANY_CHECKED, "check")]


def test_a_section_with_more_fields_than_can_be_sent_is_refused():
    cells = ", ".join(f'{{ key = "c{place}", label.lv = "Kolonna" }}' for place in range(10))
    head, _, _ = SMALL.partition('[[sections.questions]]\nkey = "plan"')
    table = f'[[sections.questions]]\nkey = "plan"\nkind = "table"\nlabel.lv = "Darbi"\ncolumns = [{cells}]\n'

    assert read_definition(f"{head}{table}rows = 89\n")
    assert faults_of(f"{head}{table}rows = 90\n") == [Fault(Why.TOO_MANY_FIELDS, "sections[1].questions")]


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file():
    wrong = SMALL.replace('key = "idea"', "").replace("rows = 5", "rows = 500").replace('"ways"', '"Ways"', 1)

    assert [fault.where for fault in faults_of(wrong)] == [
        "sections[1].key",
        "sections[1].questions[2].key",
        "sections[1].questions[3].rows",
        "attachments[1].needed_with",
    ]


def test_a_form_without_the_project_s_title_is_refused():
    assert faults_of(SMALL.replace('key = "title"', 'key = "called"', 1)) == [Fault(Why.NO_TITLE, "sections")]


def test_a_key_that_stands_twice_in_a_table_is_told_with_its_line():
    (fault,) = faults_of(SMALL.replace('key = "idea"', 'key = "idea"\nkey = "aim"'))

    assert (fault.why, fault.where) == (Why.NO_TOML, "6")


@pytest.mark.parametrize("text", ["", "{}", "format", 'a = "\ud800"', "a = [" * 5000, "x" * (MOST_BYTES + 1)])
def test_what_is_no_form_at_all_is_refused_too(text):
    assert faults_of(text)


@given(some.text())
def test_any_text_is_read_or_refused(text):
    with suppress(FormInvalid):
        read_definition(text)


@given(some.sampled_from(PUMPURS_TEXT.splitlines()))
def test_the_shipped_form_without_one_of_its_lines_is_read_or_refused(line):
    shorter = PUMPURS_TEXT.replace(line + "\n", "", 1)
    with suppress(FormInvalid):
        read_definition(shorter)


def test_the_shipped_form_is_a_plain_file():
    assert tomllib.loads(PUMPURS_TEXT)["format"] == "application-form/2"


@pytest.mark.parametrize(("place", "told"), [(1, "I"), (4, "IV"), (9, "IX"), (13, "XIII"), (19, "XIX"), (24, "XXIV")])
def test_sections_have_roman_numbers(place, told):
    assert numeral_of(place) == told
