"""The attachments that a call asks for, each kind in a slot of its own. Ours (RULES §7 [A]), not law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.form.sections import DEFAULT_FORM

ON_PAPER = "application"  # what came otherwise than through the form: the whole application as one file


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one kind of attachment: its key in the address, its words, when it is needed."""

    key: str
    title: Mapping[str, str]
    when: Mapping[str, str] | None = None
    required: bool = False


def _slot(key: str, lv: str, en: str, when: tuple[str, str] | None = None, *, required: bool = False) -> Slot:
    return Slot(key, {"lv": lv, "en": en}, {"lv": when[0], "en": when[1]} if when else None, required)


SLOTS: Mapping[str, tuple[Slot, ...]] = {
    DEFAULT_FORM: (
        _slot("statutes", "Statūti", "Statutes", required=True),
        _slot(
            "at-risk-declaration",
            "Apliecinājums par iesaistāmajiem riska grupas jauniešiem",
            "Declaration on the at-risk young people involved",
            (
                "Tikai skaits; jauniešu vārdus un uzvārdus nerakstiet.",
                "Numbers only; do not write young people’s names.",
            ),
            required=True,
        ),
        _slot(
            "partner-declaration",
            "Sadarbības partnera apliecinājums",
            "Partner’s declaration",
            ("Vajadzīgs tikai tad, ja ir sadarbības partneri.", "Needed only if there are partners."),
        ),
        _slot(
            "group-consent",
            "Jauniešu iniciatīvu grupas piekrišana",
            "Consent of the youth-initiative group",
            (
                "Vajadzīga tikai tad, ja piedalās jauniešu iniciatīvu grupa.",
                "Needed only if a youth-initiative group takes part.",
            ),
        ),
        _slot(
            "power-of-attorney",
            "Pilnvara",
            "Power of attorney",
            (
                "Vajadzīga tikai tad, ja pieteikumu iesniedz nevis paraksttiesīgā, bet cita persona.",
                "Needed only if somebody other than the authorised signatory submits.",
            ),
        ),
    )
}
NEEDED_WITH: Mapping[str, str] = {"partner-declaration": "partners", "group-consent": "group"}


def slots_of(form: str | None) -> tuple[Slot, ...]:
    """The slots of a form by its name; none where a call has no form."""
    return SLOTS[form] if form else ()


def missing_slots(filled: Iterable[str], answers: Mapping[str, str], form: str | None) -> list[str]:
    """The keys of the slots that still need a file: always, or because of what was answered."""
    there = set(filled)
    return [slot.key for slot in slots_of(form) if slot.key not in there and _is_needed(slot, answers)]


def _is_needed(slot: Slot, answers: Mapping[str, str]) -> bool:
    asked = NEEDED_WITH.get(slot.key)
    return slot.required or bool(asked and answers.get(asked, "").strip())
