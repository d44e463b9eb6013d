"""The made-up documents and attachments of the demonstration: each page headed PARAUGS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.adapters.storage import Storage
from competition.call.operations import CallPlan, FileNote
from documents.pdf import set_paper

PDF = "application/pdf"
Parts = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Papers:
    """Makes papers of one organiser, dated, and keeps them in the store."""

    storage: Storage
    author: str
    dated: datetime

    def pdf(self, file_name: str, title: str, parts: Parts) -> FileNote:
        """A PDF with headed parts."""
        told = [{"title": heading, "paragraphs": list(paragraphs)} for heading, paragraphs in parts]
        content = set_paper("sample.typ", {"title": title, "author": self.author, "parts": told}, self.dated)
        return self._keep(file_name, PDF, content)

    def _keep(self, file_name: str, media_type: str, content: bytes) -> FileNote:
        return FileNote(file_name, media_type, len(content), self.storage.put(content))


def call_papers(papers: Papers, plan: CallPlan) -> list[tuple[Mapping[str, str], FileNote]]:
    """The documents of a demonstration call, with their titles."""
    rules = papers.pdf("nolikums.pdf", "Konkursa nolikums", RULES)
    measured = papers.pdf("kriteriji.pdf", "Vērtēšanas kritēriji", _criteria(plan))
    partner = papers.pdf("partnera-apliecinajums.pdf", "Sadarbības partnera apliecinājums", PARTNER)
    return [
        ({"lv": "Konkursa nolikums", "en": "Rules of the call"}, rules),
        ({"lv": "Vērtēšanas kritēriji", "en": "Evaluation criteria"}, measured),
        ({"lv": "Sadarbības partnera apliecinājums", "en": "Partner’s declaration"}, partner),
    ]


def statutes(papers: Papers, organisation: str) -> FileNote:
    """An applicant's made-up statutes."""
    return papers.pdf("statuti.pdf", f"{organisation}: statūti", STATUTES)


def declaration(papers: Papers, organisation: str) -> FileNote:
    """A made-up declaration on the at-risk young people involved: counts only."""
    return papers.pdf("apliecinajums.pdf", f"{organisation}: apliecinājums par iesaistāmajiem jauniešiem", COUNTS)


def application_on_paper(papers: Papers, organisation: str, title: str, idea: str) -> FileNote:
    """A made-up application as it came otherwise than through the form, scanned."""
    parts = (("Projekta nosaukums", (title,)), ("Mērķis", (idea,)), ("Iesniedzējs", (organisation,)))
    return papers.pdf("projekta-iesniegums.pdf", "Projekta iesniegums", parts)


def partner_declaration(papers: Papers, organisation: str) -> FileNote:
    """A made-up partner's declaration."""
    return papers.pdf("partnera-apliecinajums.pdf", f"{organisation}: sadarbības partnera apliecinājums", PARTNER)


def consent(papers: Papers, organisation: str) -> FileNote:
    """A made-up consent of a youth-initiative group."""
    return papers.pdf("grupas-piekrisana.pdf", f"{organisation}: jauniešu iniciatīvu grupas piekrišana", CONSENT)


def _criteria(plan: CallPlan) -> Parts:
    first = [f"{one.code}. {one.title['lv']}" for one in plan.requirements]
    second = [
        f"{one.code}. {one.title['lv']}: no {one.minimum} līdz {one.maximum} punktiem"
        + (f", ne mazāk kā {one.threshold}." if one.threshold is not None else ".")
        for one in plan.criteria
    ]
    third = [f"Kopā jāsaņem ne mazāk kā {plan.threshold_total} punkti."] if plan.threshold_total is not None else []
    if plan.tie_break:
        third.append(f"Ja punktu skaits ir vienāds, izšķir kritēriji {', '.join(plan.tie_break)} šādā secībā.")
    third.append("Ja vērtējums joprojām ir vienāds, izšķir komisijas balsojums.")
    return [("1. Atbilstības kritēriji", first), ("2. Kvalitātes kritēriji", second), ("3. Secība", third)]


AIM = (
    "Konkursa mērķis ir paaugstināt priekšlaicīgas mācību pārtraukšanas riska jauniešu motivāciju turpināt "
    "izglītību un iesaistīt viņus jaunatnes iniciatīvu projektos ārpus formālās izglītības."
)
WHO = (
    "Pieteikties var jaunatnes organizācija, biedrība vai nodibinājums, kas veic darbu ar jaunatni, "
    "arī kopā ar neformālu jauniešu iniciatīvu grupu."
)
TARGET = (
    "Mērķa grupa ir vispārējās izglītības 5.–12. klašu un profesionālās izglītības 1.–4. kursa izglītojamie, kuriem "
    "draud priekšlaicīga mācību pārtraukšana. Viena organizācija var iesniegt vairākus pieteikumus."
)
HANDING_IN = (
    "Pieteikumu iesniedz tiešsaistē konkursu portālā, klātienē Izglītības pārvaldē, Parauga ielā 1, darbdienās no "
    "plkst. 9.00 līdz 17.00, nosūta pa pastu uz šo adresi vai elektroniski parakstītu (.edoc, .asice vai parakstīts "
    ".pdf, līdz 25 MB) nosūta uz konkurss@example.org. Portālā iesniegtam un elektroniski sūtītam pieteikumam ņem "
    "vērā brīdi, kad tas saņemts, pa pastu sūtītam – dienu, kad tas saņemts."
)
ATTACHED = (
    "Pieteikumam pievieno iesniedzēja statūtus un apliecinājumu par iesaistāmajiem riska grupas jauniešiem.",
    "Portālā katru failu pievieno savā vietā.",
    "Ja ir sadarbības partneris, pievieno tā apliecinājumu; ja piedalās jauniešu iniciatīvu grupa – tās piekrišanu.",
    "Ja pieteikumu paraksta nevis paraksttiesīgā, bet cita persona, pievieno pilnvaru.",
)
JUDGED = (
    "Vērtēšanas komisija vispirms pārbauda pieteikumu atbilstību, pēc tam vērtē kvalitāti.",
    "Punkti un minimālais punktu skaits ir norādīti vērtēšanas kritērijos un konkursa lapā.",
    "Finansējumu piešķir pirmajiem pieteikumiem kvotas robežās; citi ar pietiekamu punktu skaitu paliek rezervē.",
)
RULES: Parts = (
    (
        "1. Vispārīgie noteikumi",
        (
            "Šis dokuments ir izdomāts: tas rāda, kā konkursa dokumenti izskatās portālā, un tam nav juridiska spēka.",
            AIM,
        ),
    ),
    (
        "2. Iesniedzēji un finansējums",
        (
            WHO,
            TARGET,
            "Katram apstiprinātajam projektam piešķir tieši 4600,00 EUR, ne vairāk un ne mazāk.",
        ),
    ),
    (
        "3. Iesniegšana",
        ("Termiņš ir norādīts konkursa lapā.", HANDING_IN),
    ),
    (
        "4. Pielikumi",
        ATTACHED,
    ),
    (
        "5. Vērtēšana",
        JUDGED,
    ),
)
PARTNER: Parts = (
    ("Apliecinājums", ("Sadarbības partneris apliecina gatavību piedalīties projekta īstenošanā. Izdomāts paraugs.",)),
)
STATUTES: Parts = (("1. Mērķi", ("Biedrības mērķis ir veicināt jauniešu līdzdalību. Izdomāts paraugs.",)),)
COUNTS: Parts = (
    ("Iesaistāmie jaunieši", ("Kopā 24 izglītojamie, no tiem 15 PMP riska grupā. Izdomāts paraugs bez vārdiem.",)),
)
CONSENT: Parts = (
    ("Piekrišana", ("Jauniešu iniciatīvu grupa piekrīt piedalīties projektā kopā ar iesniedzēju. Izdomāts paraugs.",)),
)
