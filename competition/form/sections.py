"""The form of a call as data: which sections there are, and which of them must be answered.

The default sections are ours (RULES §7 [A]): a parameter of the call, not law. A call brought in has no form.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_FORM = "sections-1"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a form: its key in the address, its number and name on paper, whether it must be answered."""

    key: str
    numeral: str
    title: Mapping[str, str]
    required: bool = True


def _section(key: str, numeral: str, lv: str, en: str, *, required: bool = True) -> Section:
    return Section(key, numeral, {"lv": lv, "en": en}, required)


FORMS: Mapping[str, tuple[Section, ...]] = {
    DEFAULT_FORM: (
        _section("applicant", "I", "Iesniedzējs", "Applicant"),
        _section("group", "II", "Jauniešu iniciatīvu grupa", "Youth-initiative group", required=False),
        _section("partners", "III", "Sadarbības partneri", "Partners", required=False),
        _section("project", "IV", "Nosaukums, norises vieta, periods, ilgums", "Title, place, period, duration"),
        _section("aim", "V", "Mērķis un pamatojums", "Aim and grounds"),
        _section("target-group", "VI", "Mērķa grupa", "Target group"),
        _section("activities", "VII", "Aktivitātes", "Activities"),
        _section("results", "VIII", "Rezultāti un pierādījumi", "Results and evidence"),
        _section("team", "IX", "Komanda", "Team"),
        _section("publicity", "X", "Publicitāte", "Publicity"),
        _section("risks", "XI", "Riski", "Risks"),
        _section("funding", "XII", "Finansējums", "Funding", required=False),
        _section("declarations", "XIII", "Apliecinājumi", "Declarations"),
    )
}


def sections_of(form: str | None) -> tuple[Section, ...]:
    """The sections of a form by its name; none where a call has no form."""
    return FORMS[form] if form else ()
