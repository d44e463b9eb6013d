"""A form that LibreOffice opens and saves keeps every answer."""

from pathlib import Path

from competition.form.several import rows_text
from competition.form.shipped import PUMPURS
from documents.word_answers import sign_in
from documents.word_places import FormSign
from tests.builders import SAMPLES
from tests.documents.forms import ANSWERS, DIGEST, FORM, a_file, kept, lines_into, opened, paper_in, read
from tests.documents.libre_office import converted

LATVIAN = "Āčī ēģ īķ ļņ šūž – „Šķērsielā ķēžu ļaudis” 🚲\n\nĢērbtuve, <&> 100 %\tun viss"
SIGN = FormSign("liepaja-2027", DIGEST[:10])
NEWER = "docx"


def test_every_answer_is_kept_to_odt_and_back(tmp_path: Path):
    odt = converted(tmp_path, "veidlapa.docx", a_file(), "odt")
    back = converted(tmp_path, "veidlapa.odt", odt, NEWER)

    found = read(back)

    assert (dict(found.answers), found.unread, sign_in(paper_in(back))) == (dict(ANSWERS), (), SIGN)


def test_every_answer_is_kept_where_it_is_saved_as_the_same_kind_again(tmp_path: Path):
    again = converted(tmp_path, "veidlapa.docx", a_file(language="en"), NEWER)

    found = read(again)

    assert (dict(found.answers), found.unread, sign_in(paper_in(again))) == (dict(ANSWERS), (), SIGN)


def test_what_was_typed_in_between_is_kept_too(tmp_path: Path):
    document = opened(a_file({}))
    lines_into(document, "2.1", *LATVIAN.split("\n"))
    lines_into(document, "2.2", "☐ Skolā", "X Skolā, pagalmā", "☐ Telpā X")
    lines_into(document, "1.6", "5.2.2027.")
    back = converted(tmp_path, "veidlapa.odt", converted(tmp_path, "veidlapa.docx", kept(document), "odt"), NEWER)

    found = read(back)

    typed = {"goal": LATVIAN, "place": "yard", "from": "2027-02-05"}
    assert (dict(found.answers), found.unread) == ({one.key: "" for one in FORM.questions} | typed, ())


def test_the_shipped_form_with_an_answer_to_everything_is_kept_to_odt_and_back(tmp_path: Path):
    line = " ".join(LATVIAN.split())
    tables = {
        one.key: rows_text([[f"{number}. rinda: {line}" for _ in one.columns] for number in range(1, 9)])
        for one in PUMPURS.questions
        if one.columns
    }
    answers = {one.key: SAMPLES.get(one.kind, line) for one in PUMPURS.questions} | tables
    odt = converted(tmp_path, "veidlapa.docx", a_file(answers, form=PUMPURS), "odt")
    back = converted(tmp_path, "veidlapa.odt", odt, NEWER)

    found = read(back, PUMPURS)

    assert (dict(found.answers), found.unread) == (answers, ())
