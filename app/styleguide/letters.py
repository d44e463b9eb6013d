"""Made-up letters for the style guide: one to be signed electronically, and a draft without its number."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from competition.application.channels import Channel
from competition.foundation.clock import whole_of, zone
from competition.result.notices import Addressee, Author, Contest, Failed, Head, LetterFacts, NoticeKind, Signature
from documents.letters import Letter, letter_of

APPROVED = LetterFacts(
    kind=NoticeKind.AWARD,
    head=Head(
        name="Parauga novada Izglītības pārvalde",
        address="Parauga iela 1, Paraugs, LV-0000",
        place="Paraugā",
        phone="6000 0000",
        email="konkurss@example.org",
    ),
    addressee=Addressee("Biedrība „Piemērs”", "40008999014", email="biedriba@example.org"),
    call_title="Priekšlaicīgas mācību pārtraukšanas riska jauniešu iesaiste jaunatnes iniciatīvu projektos",
    call_rules="Konkursa nolikums",
    application_number="2020-07",
    project_title="Ielu darbnīca",
    received=datetime(2020, 3, 12, 8, 15, tzinfo=UTC),
    deadline=whole_of(date(2020, 4, 14), zone("Europe/Riga")),
    zone_name="Europe/Riga",
    submitted_via=Channel.ONLINE,
    amount=Decimal("4600.00"),
    currency="EUR",
    contest=Contest("Parauga novada domei", "Parauga ielā 2, Paraugā, LV-0000"),
    signature=Signature("Izglītības pārvaldes vadītāja", "A. Paraudziņa", electronic=True),
    number="1-9/2020/14",
    dated=date(2020, 5, 20),
    score=Fraction("46.8"),
    most_points=Fraction(50),
    least_points=Fraction(30),
    rank=1,
    available=8,
    decided_on=date(2020, 5, 18),
    minutes="3",
    implementation=(date(2020, 6, 1), date(2020, 12, 31)),
    author=Author("B. Paraudziņš", "6000 0001", "b.paraudzins@example.org"),
)
REFUSED = replace(
    APPROVED,
    kind=NoticeKind.REFUSAL,
    addressee=Addressee("Biedrība „Otrs piemērs”", "40008999029", email="otrs@example.org"),
    application_number="2020-11",
    project_title="Vasaras ritms",
    signature=Signature("Izglītības pārvaldes vadītāja", "A. Paraudziņa", electronic=False),
    number=None,
    dated=None,
    score=Fraction("44.5"),
    rank=None,
    failed=(
        Failed(
            "2.2",
            "PMP riska grupas izglītojamo iesaiste un motivācijas palielināšana",
            Fraction("2.75"),
            Fraction(3),
        ),
    ),
)


def letters() -> list[Letter]:
    """Both letters in their parts."""
    return [letter_of(facts) for facts in (APPROVED, REFUSED)]
