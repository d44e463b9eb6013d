"""What can be wrong with an application form, each in a sentence; and where, in words."""

import re
from typing import Any

from flask_babel import gettext

from app.words import said_later as _l
from competition.form.reading import Fault, Why

SENTENCES: dict[Why, Any] = {
    Why.NO_TOML: _l(
        "from here on the text cannot be read: is a quotation mark, a bracket or “=” missing or too many, or a name"
        " here twice? Within a text write „…”, not straight quotation marks."
    ),
    Why.TOO_LARGE: _l("the file is larger than a form can be"),
    Why.FORMAT: _l('the text must say: format = "application-form/2"'),
    Why.MISSING: _l("this is missing"),
    Why.UNKNOWN_FIELD: _l("there is nothing of that name in a form"),
    Why.NO_TEXT: _l("a text must stand here, in quotation marks"),
    Why.NO_WORDS: _l("texts in Latvian (.lv) and, if you wish, in English (.en) must stand here"),
    Why.NO_SWITCH: _l("true or false must stand here, without quotation marks"),
    Why.NO_NUMBER: _l("a whole number that is not too large must stand here"),
    Why.NO_TABLES: _l("at least one part of the form must stand here"),
    Why.NO_KEY: _l("“%(what)s” is no name: small Latin letters, digits and hyphens, a letter first, at most 40"),
    Why.REPEATED_KEY: _l("“%(what)s” stands here a second time"),
    Why.UNKNOWN_KIND: _l("there is no such kind of question: “%(what)s”"),
    Why.WRONG_KIND: _l("this question must be of the kind “%(what)s”, because the portal works with its answer"),
    Why.UNKNOWN_QUESTION: _l("the form has no question “%(what)s”"),
    Why.NO_COUNT_OF_FILES: _l("how many files it takes: a whole number from 1 to 10"),
    Why.NO_KINDS: _l('kinds of files must stand here as a list, for example ["pdf", "edoc"]'),
    Why.UNKNOWN_FILE_KIND: _l("the portal does not take files of the kind “%(what)s”"),
    Why.NO_MEGABYTES: _l("how large a file may be, in whole megabytes: from 1 to %(what)s, which the portal takes"),
    Why.TOO_MANY_FIELDS: _l("a section can have 900 fields at the most, each row of a table counted"),
    Why.NOT_UTF8: _l("the file’s letters cannot be read: save it as UTF-8"),
    Why.UNKNOWN_CHECK: _l(
        'the check asks for one of its answers (leave “kind” out) or for the project’s days (kind = "period")'
    ),
    Why.UNKNOWN_VERDICT: _l('"yes", "no" or "first" must stand here'),
    Why.NO_YES: _l('at least one answer must have verdict = "yes": nobody could apply otherwise'),
    Why.SECOND_PERIOD: _l("the check can ask for the project’s days only once"),
    Why.TOO_MANY_CHECKED: _l("the check can have 12 questions at the most"),
    Why.NO_TITLE: _l('the form must ask for the project’s title (key = "title")'),
}


NUMBERED = re.compile(r"(\w+)\[(\d+)\]")
PLACES: dict[str, Any] = {
    "sections": _l("section %(number)s"),
    "questions": _l("question %(number)s"),
    "choices": _l("answer %(number)s"),
    "columns": _l("column %(number)s"),
    "attachments": _l("attachment %(number)s"),
    "check": _l("question %(number)s of the check"),
    "answers": _l("answer %(number)s"),
}


def fault_in_words(fault: Fault) -> str:
    """A fault with its place, in words."""
    sentence = _sentence(fault)
    if fault.why is Why.NO_TOML:
        return gettext("Line %(line)s (%(text)s): %(fault)s", line=fault.where, text=fault.what, fault=sentence)
    if not fault.where:
        return fault_alone(fault)
    return f"{', '.join(_place(part) for part in fault.where.split('.'))}: {sentence}."


def fault_alone(fault: Fault) -> str:
    """A fault beside the field that it is about."""
    sentence = _sentence(fault)
    return sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith(".") else ".")


def _sentence(fault: Fault) -> str:
    return str(SENTENCES[fault.why]) % {"what": fault.what}


def _place(part: str) -> str:
    """A step of the way to a place: which section, which question; the name of a field stays as it is in the file."""
    found = NUMBERED.fullmatch(part)
    return str(PLACES[found[1]]) % {"number": found[2]} if found and found[1] in PLACES else part
