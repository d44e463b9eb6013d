"""Made-up letters: one of each kind, any fact of it overridden."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from competition.application.channels import Channel
from competition.foundation.clock import whole_of, zone
from competition.result.notices import (
    Addressee,
    Author,
    Contest,
    Failed,
    Head,
    LetterFacts,
    NoticeKind,
    Signature,
)

RIGA = zone("Europe/Riga")
HEAD = Head(
    name="Liepājas pilsētas Izglītības pārvalde",
    registration_number="90000000000",
    address="Parauga iela 1, Liepāja, LV-0000",
    phone="60000000",
    email="izglitiba@example.org",
    place="Liepājā",
)
ADDRESSEE = Addressee(
    name="Biedrība „Piemērs”",
    registration_number="40008999014",
    address="Piemēra iela 2, Liepāja, LV-0000",
    email="biedriba@example.org",
)
PUPILS = "PMP riska grupas izglītojamo iesaiste un motivācijas palielināšana"
CONTENT = "Aktivitāšu saturs un metodes"
BY_KIND: dict[NoticeKind, dict[str, Any]] = {
    NoticeKind.AWARD: {"score": Fraction("46.8"), "rank": 1},
    NoticeKind.RESERVE: {"score": Fraction("31.25"), "rank": 9, "reserve_place": 1},
    NoticeKind.REFUSAL: {
        "score": Fraction("44.5"),
        "failed": (Failed("2.2", PUPILS, Fraction("2.75"), Fraction(3)),),
    },
    NoticeKind.INELIGIBLE: {
        "failed": (
            Failed(
                "1.6",
                "Mērķa grupa atbilst nolikumam",
                reason="Mērķa grupā iekļauti pieaugušie, nevis izglītojamie.",
            ),
        ),
    },
    NoticeKind.LATE: {"received": datetime(2020, 4, 15, 6, 5, 12, tzinfo=UTC)},
}


def a_letter(kind: NoticeKind = NoticeKind.AWARD, **facts: Any) -> LetterFacts:
    """A letter of the round of 2020 to an invented applicant."""
    usual = LetterFacts(
        kind=NoticeKind.LATE,
        head=HEAD,
        addressee=ADDRESSEE,
        call_title="Priekšlaicīgas mācību pārtraukšanas riska jauniešu iesaiste jaunatnes iniciatīvu projektos",
        call_rules="Konkursa nolikums",
        application_number="2020-07",
        project_title="Ielu darbnīca",
        received=datetime(2020, 3, 12, 8, 15, 37, tzinfo=UTC),
        deadline=whole_of(date(2020, 4, 14), RIGA),
        zone_name="Europe/Riga",
        submitted_via=Channel.ONLINE,
        amount=Decimal("4600.00"),
        currency="EUR",
        contest=Contest("Liepājas pilsētas domei", "Parauga ielā 2, Liepājā, LV-0000"),
        signature=Signature("Izglītības pārvaldes vadītāja", "A. Paraudziņa", electronic=True),
        number="1-9/2020/14",
        dated=date(2020, 5, 20),
        most_points=Fraction(50),
        least_points=Fraction(30),
        available=8,
        decided_on=date(2020, 5, 15),
        minutes="3",
        implementation=(date(2020, 6, 1), date(2020, 12, 31)),
        author=Author("B. Paraudziņš", "60000001", "b.paraudzins@example.org"),
    )
    return replace(usual, kind=kind, **{**BY_KIND[kind], **facts})
