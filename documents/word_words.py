"""What a form in Word says of itself, in Latvian and in English: how it is filled in, what each question asks for."""

from collections.abc import Iterator, Mapping

from competition.form.questions import ONE_LINE, Column, Kind, Question, Words

LANGUAGES = {"lv": "lv-LV", "en": "en-GB"}
USUAL = "lv"
NBSP = "\u00a0"
WORDS: Mapping[str, Words] = {
    "kind": {"lv": "Pieteikuma veidlapa", "en": "Application form"},
    "sign": {"lv": "Veidlapas kods", "en": "Form code"},
    "untitled": {"lv": "Pieteikums bez nosaukuma", "en": "Application without a title yet"},
    "how": {"lv": "Kā aizpildīt", "en": "How to fill it in"},
    "question": {"lv": "Jautājums", "en": "Question"},
    "answer": {"lv": "Atbilde", "en": "Answer"},
    "yes": {"lv": "Jā", "en": "Yes"},
    "page-before": {"lv": "", "en": "page "},
    "page-after": {"lv": ". lpp.", "en": ""},
    "place": {"lv": "Vieta atbildei uz jautājumu", "en": "The place for the answer to question"},
    "required": {"lv": "Jāatbild.", "en": "Must be answered."},
    "ticked": {"lv": "Jāatzīmē.", "en": "Must be ticked."},
    "optional": {"lv": "Var atstāt tukšu.", "en": "May be left empty."},
    "empty-cell": {"lv": "var atstāt tukšu", "en": "may be left empty"},
    "signs": {"lv": "Ne vairāk kā %s rakstzīmes.", "en": "%s characters at the most."},
    "signs-in-cell": {"lv": "ne vairāk kā %s rakstzīmes", "en": "%s characters at the most"},
    "number": {"lv": "Vesels skaitlis.", "en": "A whole number."},
    "day": {"lv": "Datums: dd.mm.gggg.", "en": "A day: dd.mm.yyyy."},
    "period": {
        "lv": "Pirmā un pēdējā diena: dd.mm.gggg. – dd.mm.gggg.",
        "en": "The first and the last day: dd.mm.yyyy. – dd.mm.yyyy.",
    },
    "one": {"lv": "Atzīmējiet vienu.", "en": "Tick one."},
    "several": {"lv": "Var atzīmēt vairākus.", "en": "Several may be ticked."},
    "rows": {
        "lv": "Katram ierakstam sava rinda; rindas var pievienot, kopā ne vairāk kā %s. Katrā vietā ne vairāk kā %s "
        "rakstzīmes, ja nav norādīts citādi.",
        "en": "A row for each entry; rows can be added, %s in all at the most. %s characters in each place at the "
        "most, if nothing else is said.",
    },
}
HOW: Mapping[str, tuple[str, ...]] = {
    "lv": (
        "Rakstiet tabulā blakus jautājumam vai rāmī zem tā. Vieta pati kļūst lielāka.",
        "Jautājumus un to numurus (piemēram, 1.1.) atstājiet, kā tie ir: pēc tiem portāls atpazīst atbildes.",
        "Lai atzīmētu, noklikšķiniet uz ☐ vai ierakstiet tā vietā X.",
        (
            "Failu saglabājiet Word formātā (.docx). Portālā sava pieteikuma lapā izvēlieties „Nolasīt no Word faila”: "
            "redzēsiet, kas mainās, un tikai tad izlemsiet, ko ņemt no faila."
        ),
        "Nolasīt nenozīmē iesniegt. Pielikumus pievieno un pieteikumu iesniedz portālā.",
    ),
    "en": (
        "Write in the table beside the question, or in the box under it. The place grows as you write.",
        "Leave the questions and their numbers (for example 1.1.) as they are: the site knows the answers by them.",
        "To tick, click on ☐ or write X in its place.",
        (
            "Save the file as Word (.docx). On the site, on your application’s page, choose “Read from a Word file”: "
            "you see what changes, and only then decide what to take from the file."
        ),
        "Reading is not submitting. Attachments are added, and the application is submitted, on the site.",
    ),
}
HOW_BEFORE = (
    (
        "Failu saglabājiet Word formātā (.docx). Portālā sava pieteikuma lapā izvēlieties „Nolasīt no Word”: "
        "redzēsiet, kas mainās, un tikai tad izlemsiet, ko ņemt no faila."
    ),
    (
        "Save the file as Word (.docx). On the site, on your application’s page, choose “Read from Word”: you see what "
        "changes, and only then decide what to take from the file."
    ),
)
"""What forms said that are out already."""
_OF_KIND = {Kind.NUMBER: "number", Kind.DAY: "day", Kind.PERIOD: "period", Kind.CHOICE: "one", Kind.CHOICES: "several"}
_COUNTED = (Kind.LINE, Kind.TEXT)


def word(name: str, language: str, *facts: object) -> str:
    """One of the form's words."""
    text = WORDS[name][language]
    return text % facts if facts else text


def said_in(texts: Words, language: str) -> str:
    """A text of the call in a language, or else in Latvian."""
    return texts.get(language) or texts[USUAL]


def asked_for(question: Question, language: str) -> str:
    """Whether a question must be answered, and how long or what the answer may be, in a line."""
    must = "ticked" if question.kind is Kind.TICK else "required"
    told = [word(must if question.required else "optional", language)]
    if question.kind in _OF_KIND:
        told.append(word(_OF_KIND[question.kind], language))
    if question.kind in _COUNTED:
        told.append(word("signs", language, question.most))
    if question.kind is Kind.TABLE:
        told.append(word("rows", language, question.most_rows, ONE_LINE))
    return " ".join(told)


def head_line(column: Column, language: str) -> str:
    """What stands under a column's words: how long its cells may be, and whether they may stay empty."""
    told = [word("signs-in-cell", language, column.most)] if column.most != ONE_LINE else []
    if not column.required:
        told.append(word("empty-cell", language))
    return "; ".join(told)


def told_in_head(column: Column) -> Iterator[str]:
    """Every line that may stand under a column's words, in both languages; none among them."""
    yield ""
    for language in LANGUAGES:
        yield head_line(column, language)


def fixed_lines() -> Iterator[str]:
    """Every line that stands in any form, whatever it asks, in both languages."""
    for language in LANGUAGES:
        yield from (word(name, language) for name in ("kind", "how", "question", "answer"))
        yield f"{word('question', language)} {word('answer', language)}"
        yield from HOW[language]
    yield from HOW_BEFORE


def told_under(question: Question) -> Iterator[str]:
    """Every line that may stand under a question's words, in both languages."""
    for language in LANGUAGES:
        yield asked_for(question, language)
    if question.hint:
        yield from question.hint.values()
