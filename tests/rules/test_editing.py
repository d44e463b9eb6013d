"""A form's file with one part changed: nothing else changes, what is written is read back, remarks stay."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from competition.form import editing
from competition.form.definition import Definition, Section, Slot
from competition.form.editing import PartElsewhere, change_question, move, remove
from competition.form.parts import (
    NEVER,
    Held,
    PartMissing,
    Side,
    Tie,
    What,
    held,
    key_for,
    keys_of,
    moved,
    question_of,
    without,
)
from competition.form.pieces import statements, take_apart
from competition.form.questions import MEANT, MOST, ONE_LINE, Choice, Column, Kind, Question
from competition.form.reading import FormInvalid, Why, read_definition
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.form.slots import MOST_FILES
from tests.rules.test_form_files import CHECKED, SMALL

BY_HAND = """# Mūsu veidlapa
format = "application-form/1" # nemainīt

# --- Pirmā daļa ---

[[sections]] # par ideju
key = "idea"
title = { lv = "Ideja", en = "Idea" } # īss

# virsraksts: prasa portāls
[[sections.questions]]
kind = "line"
key = "title"
label.lv = "Nosaukums" # pirmais
# garumu vēl apspriest
most = 150

[[sections.questions]]
key = "ways"
kind = "choices"
label = { lv = "Kā", en = "How" }
hint.lv = '''
Atzīmējiet visu, # arī šo
kas der [[sections]]'''
choices = [
    # pirmā
    { key = "camp", label.lv = "Nometnē" }, # vasarā
    { key = "club", label = { lv = "Klubā", en = "In a club" } },
    # beigas
]
required = false
# aiz jautājuma

[[sections.questions]]
key = "where"
kind = "choice"
label.lv = "Kur"

[[sections.questions.choices]]
key = "town" # pilsēta
label.lv = "Pilsētā"

# laukos arī
[[sections.questions.choices]]
key = "country"
label.lv = "Laukos"

[[attachments]]
key = "consent"
title.lv = "Piekrišana"
needed_with = "ways"

# --- Otrā daļa ---

[[sections]]
key = "plan"
title.lv = "Plāns"

[[sections.questions]]
key = "plan"
kind = "table"
label.lv = "Darbi"
columns = [{ key = "what", label.lv = "Ko", most = 500 }, { key = "who", label.lv = "Kas", required = false }]

[[attachments]]
key = "statutes"
title.lv = "Statūti"
required = true
# gals"""
UNTIMED = settings(deadline=None)
INLINE = """format = "application-form/1"
sections = [{ key = "a", title.lv = "A", questions = [{ key = "title", kind = "line", label.lv = "N" }] }]
"""
FILES = (PUMPURS_TEXT, BY_HAND, SMALL, CHECKED)

words = some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
in_languages = some.builds(lambda lv, en: {"lv": lv} | ({"en": en} if en else {}), words, some.none() | words)
row_keys = some.lists(
    some.sampled_from(["camp", "club", "town", "country", "what", "who", "other"]), min_size=1, max_size=4, unique=True
)
lengths, switches = some.integers(1, 3000), some.booleans()


@some.composite
def questions(draw: some.DrawFn, key: str) -> Question:
    kind = MEANT.get(key) or draw(some.sampled_from(list(Kind)))
    keys = draw(row_keys)
    return Question(
        key=key,
        label=draw(in_languages),
        hint=draw(some.none() | in_languages),
        kind=kind,
        required=draw(switches),
        most=draw(some.sampled_from([ONE_LINE, MOST.get(kind, ONE_LINE), 77])),
        for_committee=draw(switches),
        choices=tuple(Choice(one, draw(in_languages)) for one in keys) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
        columns=tuple(Column(one, draw(in_languages), draw(lengths), draw(switches)) for one in keys)
        if kind is Kind.TABLE
        else (),
        most_rows=draw(some.integers(1, 20)) if kind is Kind.TABLE else 20,
    )


@some.composite
def files(draw: some.DrawFn) -> str:
    """A form's file with remarks where they may stand."""
    lines: list[str] = []
    for place, one in enumerate(statements(draw(some.sampled_from(FILES)))):
        lines += draw(some.sampled_from([[]] * 9 + [[f"# p{place}\n"], ["\n", f"# q{place}\n", "\n"], ["\n"]]))
        lines.append(one)
    return "".join(lines)


def remarks_in(text: str) -> Counter[str]:
    return Counter(line.partition("#")[2] for line in text.splitlines() if "#" in line)


def others(form: Definition, what: What, key: str) -> Definition:
    return replace(without(form, what, key), check=())


@UNTIMED
@given(files())
def test_a_file_taken_apart_and_put_together_is_the_file(text):
    assert str(take_apart(text)) == (text if text.endswith("\n") else text + "\n")


@UNTIMED
@given(files(), some.data())
def test_a_changed_question_is_read_back_and_nothing_else_changes(text, data):
    before = read_definition(text)
    wanted = data.draw(questions(data.draw(some.sampled_from(keys_of(before, What.QUESTION)))))

    changed = change_question(text, wanted)

    after = read_definition(changed)
    assert question_of(after, wanted.key) == wanted
    assert others(after, What.QUESTION, wanted.key) == others(before, What.QUESTION, wanted.key)
    assert keys_of(after, What.QUESTION) == keys_of(before, What.QUESTION)


@UNTIMED
@given(files(), some.data())
def test_a_change_of_words_touches_only_their_lines_and_loses_no_remark(text, data):
    form = read_definition(text)
    old = question_of(form, data.draw(some.sampled_from(keys_of(form, What.QUESTION))))

    changed = change_question(text, replace(old, label={**old.label, "lv": "Pavisam citi vārdi"}))

    was, now = list(statements(text)), list(statements(changed))
    assert len(was) == len(now)
    different = [(one, other) for one, other in zip(was, now, strict=True) if one != other]
    assert [other.split("=")[0].strip() in ("label.lv", "label") for _, other in different] == [True]
    assert remarks_in(changed) == remarks_in(text)


@UNTIMED
@given(files(), some.data())
def test_what_is_saved_as_it_stands_stays_as_it_stands(text, data):
    form = read_definition(text)
    text = str(take_apart(text))

    assert change_question(text, data.draw(some.sampled_from(list(form.questions)))) == text
    assert editing.change_section(text, data.draw(some.sampled_from(form.sections))) == text
    assert editing.change_slot(text, data.draw(some.sampled_from(form.slots))) == text


@UNTIMED
@given(files(), some.data())
def test_a_part_that_is_moved_takes_its_text_along_and_no_remark_is_lost(text, data):
    form = read_definition(text)
    what = data.draw(some.sampled_from([one for one in What if keys_of(form, one)]))
    key, of = (data.draw(some.sampled_from(keys_of(form, what))) for _ in range(2))
    side = data.draw(some.sampled_from(list(Side)))

    wanted = moved(form, what, key, side, of) if key != of else form
    if not all(one.questions for one in wanted.sections):
        with pytest.raises(FormInvalid):
            move(text, what, key, side, of)
        return
    after = move(text, what, key, side, of)

    found = read_definition(after)
    assert (found.sections, found.slots) == (wanted.sections, wanted.slots)
    assert remarks_in(after) == remarks_in(text)
    assert move(after, what, key, side, of) == after


@UNTIMED
@given(files(), some.data())
def test_a_part_that_is_taken_out_is_gone_and_all_else_stays(text, data):
    form = read_definition(text)
    what = data.draw(some.sampled_from([one for one in What if keys_of(form, one)]))
    key = data.draw(some.sampled_from(keys_of(form, what)))

    if held(form, what, key):
        with pytest.raises(FormInvalid):
            remove(text, what, key)
        return
    after = remove(text, what, key)

    assert replace(read_definition(after), check=()) == others(form, what, key)
    assert all(line in text for line in after.splitlines())


@UNTIMED
@given(files(), some.data())
def test_what_is_added_is_read_back_behind_what_it_was_added_to_and_no_line_is_lost(text, data):
    form = read_definition(text)
    section = data.draw(some.sampled_from(form.sections))
    behind = data.draw(some.none() | some.sampled_from([one.key for one in section.questions]))
    new = data.draw(questions("brand-new"))

    after = editing.add_question(text, new, section.key, behind)

    found = read_definition(after)
    keys = [one.key for one in found.sections[form.sections.index(section)].questions]
    assert keys.index("brand-new") == (keys.index(behind) + 1 if behind else 0)
    assert question_of(found, "brand-new") == new
    assert others(found, What.QUESTION, "brand-new") == replace(form, check=())
    assert Counter(text.splitlines()) - Counter(after.splitlines()) == Counter()


@UNTIMED
@given(files(), some.data(), in_languages)
def test_a_section_and_an_attachment_are_added_and_changed(text, data, title):
    form = read_definition(text)
    behind = data.draw(some.none() | some.sampled_from(keys_of(form, What.SECTION)))
    section = Section("brand-new", "", title, (data.draw(questions("q-new")),))
    slot = Slot(
        "slot-new",
        title,
        data.draw(some.none() | in_languages),
        data.draw(switches),
        most=data.draw(some.integers(1, MOST_FILES)),
        kinds=data.draw(some.sampled_from([(), ("pdf",), ("pdf", "edoc", "png")])),
        megabytes=data.draw(some.none() | some.integers(1, 25)),
        template=data.draw(some.none() | some.just("Veidlapa „A”")),
    )

    after = editing.add_slot(editing.add_section(text, section, behind), slot)
    after = editing.change_section(after, replace(section, title={"lv": "Cits"}))
    changed = replace(slot, required=not slot.required, most=11 - slot.most, kinds=("docx",), megabytes=None)
    after = editing.change_slot(after, changed)

    found = read_definition(after)
    keys = keys_of(found, What.SECTION)
    at = keys.index("brand-new")
    assert at == (keys.index(behind) + 1 if behind else 0)
    assert (found.sections[at].title, found.sections[at].questions) == ({"lv": "Cits"}, section.questions)
    assert found.slots == (changed, *form.slots)
    assert without(found, What.SECTION, "brand-new").sections == form.sections


@pytest.mark.parametrize(
    ("change", "why", "where"),
    [
        (lambda one: replace(one, label={"lv": " "}), Why.NO_WORDS, "sections[1].questions[2].label"),
        (lambda one: replace(one, most=0), Why.NO_NUMBER, "sections[1].questions[2].most"),
        (lambda one: replace(one, choices=()), Why.MISSING, "sections[1].questions[2].choices"),
        (
            lambda one: replace(one, choices=(Choice("a", {"lv": "A"}), Choice("a", {"lv": "B"}))),
            Why.REPEATED_KEY,
            "sections[1].questions[2].choices[2].key",
        ),
    ],
)
def test_what_the_checker_refuses_is_refused_with_its_place(change: Callable[[Question], Question], why, where):
    ways = question_of(read_definition(SMALL), "ways")

    with pytest.raises(FormInvalid) as refused:
        change_question(SMALL, change(ways))

    assert [(fault.why, fault.where) for fault in refused.value.faults] == [(why, where)]


@given(some.text(max_size=50), some.sets(some.sampled_from(["q", "q-2", "x", "adrese"])))
def test_a_key_is_made_of_any_label_and_never_one_that_is_taken_or_means_something(label, taken):
    key = key_for(label, taken, "q")

    assert key not in taken | NEVER
    text = SMALL.replace('"ways"', f'"{key}"')
    assert question_of(read_definition(text), key).label == {"lv": "Kā"}


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Adrese", "adrese-2"),
        ("Kāds ir projekta mērķis un ko sasniegsiet?", "kads-ir-projekta-merkis-un-ko"),
        ("Title", "title-2"),
        ("2027. gads", "q-2027-gads"),
        ("…", "q"),
    ],
)
def test_a_key_is_made_of_the_words_of_the_label(label, key):
    assert key_for(label, {"adrese"}, "q") == key


def test_what_keeps_a_part_in_the_form_is_told():
    title, partners = question_of(PUMPURS, "title"), question_of(PUMPURS, "partners")
    slot = next(one for one in PUMPURS.slots if one.key == "partner-declaration")

    assert held(PUMPURS, What.QUESTION, "title") == [Held(Tie.TITLE, title)]
    assert held(PUMPURS, What.SECTION, "partners") == [Held(Tie.ATTACHMENT, partners, slot)]
    assert [one.by for one in held(PUMPURS, What.QUESTION, "partners")] == [Tie.ONLY_QUESTION, Tie.ATTACHMENT]
    assert [one.by for one in held(PUMPURS, What.QUESTION, "project-from")] == [Tie.CHECK]
    assert [one.by for one in held(read_definition(SMALL), What.SECTION, "idea")] == [
        Tie.ONLY_SECTION,
        Tie.TITLE,
        Tie.ATTACHMENT,
    ]
    assert held(PUMPURS, What.QUESTION, "aim-need") == []


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(PartMissing):
        remove(SMALL, What.QUESTION, "nekas")
    with pytest.raises(PartMissing):
        move(SMALL, What.SECTION, "idea", Side.BEFORE, "nekas")


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        SMALL.replace('label.lv = "Nosaukums"\nlabel.en = "Title"\n', '[sections.questions.label]\nlv = "Nosaukums"\n'),
    ],
)
def test_what_is_written_in_a_way_of_its_own_is_left_to_whoever_wrote_it(text):
    title = question_of(read_definition(text), "title")

    with pytest.raises(PartElsewhere):
        change_question(text, replace(title, required=False))


@UNTIMED
@given(some.sampled_from(FILES), some.data())
def test_any_chain_of_edits_ends_in_a_form_that_is_read(text, data):
    for _ in range(data.draw(some.integers(1, 6))):
        form = read_definition(text)
        what = data.draw(some.sampled_from(list(What)))
        keys = keys_of(form, what)
        with suppress(FormInvalid):
            if keys and data.draw(switches):
                text = move(
                    text, what, data.draw(some.sampled_from(keys)), Side.BEFORE, data.draw(some.sampled_from(keys))
                )
            elif keys:
                text = remove(text, what, data.draw(some.sampled_from(keys)))
    read_definition(text)
