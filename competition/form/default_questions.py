"""The questions of the default form, section by section. Ours (RULES §7 [A]), not law."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

TITLE = "title"
ADDRESS, EMAIL = "applicant-address", "applicant-email"
FROM, UNTIL = "project-from", "project-until"
ALL, AT_RISK = "target-all", "target-at-risk"


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    EMAIL = "email"
    IBAN = "iban"
    TELEPHONE = "telephone"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its key, its words and its hint in languages, its kind, the most characters of an answer.

    The committee reads what it scores; how to reach and pay the applicant is for the organiser alone.
    """

    key: str
    label: Mapping[str, str]
    hint: Mapping[str, str] | None = None
    kind: Kind = Kind.TEXT
    required: bool = True
    most: int = 3000
    for_committee: bool = True


def _ask(
    key: str,
    lv: str,
    en: str,
    *,
    hint: tuple[str, str] | None = None,
    kind: Kind = Kind.TEXT,
    required: bool = True,
    most: int = 3000,
) -> Question:
    told = {"lv": hint[0], "en": hint[1]} if hint else None
    return Question(key, {"lv": lv, "en": en}, told, kind, required, most)


def _line(key: str, lv: str, en: str, hint: tuple[str, str] | None = None, kind: Kind = Kind.LINE) -> Question:
    return _ask(key, lv, en, hint=hint, kind=kind, most=200)


def _for_organiser(question: Question) -> Question:
    return replace(question, for_committee=False)


def _tick(key: str, lv: str, en: str) -> Question:
    return _ask(key, lv, en, kind=Kind.TICK, most=3)


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "applicant": (
        _line(
            ADDRESS,
            "Adrese",
            "Address",
            ("Iela, māja, pilsēta vai pagasts, pasta indekss", "Street, house, town or parish, postcode"),
        ),
        _for_organiser(
            _line(
                EMAIL,
                "E-pasta adrese",
                "E-mail address",
                (
                    "Uz to sūtīs lēmumu. Vērtēšanas komisija to neredz.",
                    "The decision will be sent to it. The committee does not see it.",
                ),
                Kind.EMAIL,
            )
        ),
        _for_organiser(
            _line(
                "applicant-phone",
                "Tālrunis",
                "Telephone",
                ("Vērtēšanas komisija to neredz.", "The committee does not see it."),
                Kind.TELEPHONE,
            )
        ),
        _for_organiser(
            _line(
                "applicant-account",
                "Bankas konts (IBAN)",
                "Bank account (IBAN)",
                (
                    "Uz to pārskaita finansējumu. Vērtēšanas komisija to neredz.",
                    "The funding is paid to it. The committee does not see it.",
                ),
                Kind.IBAN,
            )
        ),
        _line(
            "applicant-signatory",
            "Paraksttiesīgā persona",
            "Authorised signatory",
            ("Vārds, uzvārds un amats", "Name and post"),
        ),
        _for_organiser(
            _line(
                "applicant-contact",
                "Kontaktpersona",
                "Contact person",
                (
                    "Vārds, uzvārds un tālrunis. Vērtēšanas komisija to neredz.",
                    "Name and telephone. The committee does not see it.",
                ),
            )
        ),
    ),
    "group": (
        _ask(
            "group",
            "Pastāstiet par jauniešu iniciatīvu grupu, kas piedalās projektā",
            "Tell us about the youth-initiative group that takes part",
            hint=(
                (
                    "Cik jauniešu, no kurienes, kā radās ideja; jauniešu vārdus un uzvārdus nerakstiet. "
                    "Ja grupas nav, atstājiet tukšu."
                ),
                (
                    "How many young people, from where, how the idea came; do not write their names. "
                    "Leave it empty if there is no group."
                ),
            ),
            required=False,
        ),
    ),
    "partners": (
        _ask(
            "partners",
            "Kādi ir sadarbības partneri, un ko katrs no tiem dara?",
            "Who are the partners, and what does each do?",
            hint=(
                "Skolas, jauniešu centri, citas organizācijas. Ja partneru nav, atstājiet tukšu.",
                "Schools, youth centres, other organisations. Leave it empty if there are none.",
            ),
            required=False,
        ),
    ),
    "project": (
        _line(TITLE, "Projekta nosaukums", "Title of the project"),
        _line(
            "project-place",
            "Norises vieta",
            "Place",
            ("Skola, apkaime vai adrese, kur notiek nodarbības", "The school, part of town or address"),
        ),
        _line(FROM, "Pirmā diena", "First day", kind=Kind.DAY),
        _line(UNTIL, "Pēdējā diena", "Last day", kind=Kind.DAY),
    ),
    "aim": (
        _ask(
            "aim-goal",
            "Kāds ir projekta mērķis?",
            "What is the aim of the project?",
            most=1500,
        ),
        _ask(
            "aim-need",
            "Kāpēc tas vajadzīgs?",
            "Why is it needed?",
            hint=(
                "Kas jauniešiem traucē mācīties, un kā jūs to zināt.",
                "What keeps the young people from learning, and how you know.",
            ),
        ),
    ),
    "target-group": (
        _line(
            ALL,
            "Izglītojamie kopā",
            "Pupils in all",
            ("5.–12. klase un 1.–4. kurss", "Grades 5–12 and years 1–4 of vocational schools"),
            Kind.NUMBER,
        ),
        _line(
            AT_RISK,
            "No tiem PMP riska grupā",
            "Of these, at risk of leaving school early",
            (
                "Tikai skaits; jauniešu vārdus un uzvārdus nerakstiet",
                "The number only; do not write young people’s names",
            ),
            Kind.NUMBER,
        ),
        _line("target-grades", "Klases un kursi", "Grades and years"),
        _ask("target-schools", "Izglītības iestādes", "Schools", most=1000),
        _ask(
            "target-how",
            "Kā uzrunāsiet un noturēsiet riska grupas jauniešus?",
            "How will you reach and keep the young people at risk?",
            hint=(
                "Kas viņus aicina, kas palīdz nokļūt, ko viņi vada paši.",
                "Who invites them, who helps them get there, what they lead themselves.",
            ),
            most=1500,
        ),
    ),
    "activities": (
        _ask(
            "activities",
            "Aktivitātes",
            "Activities",
            hint=(
                "Katrai: numurs, nosaukums, ko darīs, kad, kur, cik dalībnieku, kurš atbild.",
                "For each: number, name, what is done, when, where, how many take part, who is responsible.",
            ),
            most=6000,
        ),
    ),
    "results": (
        _ask("results", "Ko sasniegsiet?", "What will you achieve?"),
        _ask(
            "evidence",
            "Ar ko to pierādīsiet?",
            "How will you prove it?",
            hint=("Skaitļi, darbi, atsauksmes, saraksti.", "Numbers, works, feedback, lists."),
            most=1500,
        ),
    ),
    "team": (
        _ask(
            "team",
            "Kas vada projektu, un kāda ir viņu pieredze?",
            "Who leads the project, and what is their experience?",
            hint=("Arī jaunieši, kas vada paši.", "Young people who lead themselves, too."),
            most=2000,
        ),
    ),
    "publicity": (
        _ask("publicity", "Kā par projektu uzzinās citi?", "How will others learn of the project?", most=1500),
    ),
    "risks": (
        _ask(
            "risks",
            "Kas var neizdoties, un ko tad darīsiet?",
            "What may go wrong, and what will you do then?",
            most=2000,
        ),
    ),
    "funding": (
        _ask(
            "funding-use",
            "Kam izmantosiet finansējumu?",
            "What will you use the money for?",
            hint=(
                "Īsumā. Tāmes nav: vienreizējo maksājumu saņem par sasniegtajiem rezultātiem.",
                "In short. There is no budget: the lump sum is paid for the results achieved.",
            ),
            required=False,
            most=1500,
        ),
    ),
    "declarations": (
        _tick(
            "declared-true",
            "Apliecinu, ka sniegtās ziņas ir patiesas.",
            "I declare that the information given is true.",
        ),
        _tick(
            "declared-debts",
            "Apliecinu, ka iesniedzējam nav nodokļu parādu virs 150 EUR un neizpildītu saistību pret pašvaldību.",
            "I declare that the applicant has no tax debts above 150 EUR and no unmet obligations to the municipality.",
        ),
        _tick(
            "declared-once",
            "Apliecinu, ka tās pašas aktivitātes nefinansē no citiem publiskiem līdzekļiem.",
            "I declare that the same activities are not paid for from other public money.",
        ),
        _tick(
            "declared-names",
            "Apliecinu, ka pieteikumā nav jauniešu vārdu kopā ar riskiem un citu nevajadzīgu personas datu.",
            "I declare that there are no names of young people with risks, nor other needless personal data.",
        ),
    ),
}
