"""A made-up letter under an organiser's own letterhead, to see what it will look like."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from competition.application.channels import Channel
from competition.foundation.clock import whole_of, zone
from competition.foundation.patterns import number_of
from competition.organisation.records import Letterhead
from competition.result.letter_facts import RULES, carried_by
from competition.result.notices import Addressee, LetterFacts, NoticeKind
from documents.letters import Letter, letter_of

ZONE = "Europe/Riga"
SERIAL = 14


def sample_letter(kept: Letterhead, today: date) -> Letter:
    """An award to an applicant who does not exist."""
    head, signature, author, contest = carried_by(kept)
    facts = LetterFacts(
        kind=NoticeKind.AWARD,
        head=head,
        addressee=Addressee("Biedrība „Piemērs”", "40008999014", "Piemēra iela 2, Paraugs, LV-0000"),
        call_title="Jaunatnes iniciatīvu projekti",
        call_rules=RULES,
        application_number=f"{today.year}-07",
        project_title="Ielu darbnīca",
        received=datetime(today.year, 1, 12, 8, 15, tzinfo=UTC),
        deadline=whole_of(date(today.year, 1, 14), zone(ZONE)),
        zone_name=ZONE,
        submitted_via=Channel.ONLINE,
        amount=Decimal("4600.00"),
        currency="EUR",
        contest=contest,
        signature=signature,
        number=number_of(kept.number_pattern, today.year, SERIAL),
        dated=today,
        score=Fraction("46.8"),
        most_points=Fraction(50),
        least_points=Fraction(30),
        rank=1,
        available=8,
        author=author,
    )
    return letter_of(facts)
