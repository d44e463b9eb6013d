"""What an official letter contains, and what it lacks before it may be sent."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.application.channels import Channel
from competition.foundation.clock import Moment
from competition.result.notices import (
    CLAUSE,
    Addressee,
    Author,
    Contest,
    Failed,
    LetterFacts,
    NoticeKind,
    Signature,
    missing_in,
)
from tests.letters import HEAD, a_letter

TEXTS = st.text(max_size=40)
MAYBE = st.none() | TEXTS
POINTS = st.fractions(0, 100)
INSTANTS = st.datetimes(timezones=st.just(UTC))
FAILED = st.builds(Failed, TEXTS, TEXTS, POINTS, POINTS, MAYBE)
LETTERS = st.builds(
    replace,
    st.just(a_letter(NoticeKind.REFUSAL)),
    head=st.builds(replace, st.just(HEAD), name=TEXTS, phone=MAYBE),
    addressee=st.builds(Addressee, TEXTS, MAYBE, MAYBE, MAYBE),
    project_title=TEXTS,
    received=INSTANTS,
    deadline=st.builds(Moment, INSTANTS, st.none() | st.dates()),
    submitted_via=st.sampled_from(Channel),
    amount=st.decimals(0, 10**7, places=2),
    contest=st.builds(Contest, TEXTS, TEXTS, TEXTS),
    signature=st.builds(Signature, TEXTS, TEXTS, st.booleans()),
    number=MAYBE,
    dated=st.none() | st.dates(),
    score=POINTS,
    most_points=st.none() | POINTS,
    rank=st.none() | st.integers(1, 2000),
    failed=st.lists(FAILED, min_size=1, max_size=3).map(tuple),
    accepted_late=MAYBE,
    decided_on=st.none() | st.dates(),
    implementation=st.none() | st.tuples(st.dates(), st.dates()),
    legal_basis=st.lists(TEXTS, max_size=3).map(tuple),
    author=st.none() | st.builds(Author, TEXTS, MAYBE, MAYBE),
)


@given(LETTERS)
def test_facts_come_back_from_json_as_they_were(letter):
    assert LetterFacts.from_json(json.loads(json.dumps(letter.as_json()))) == letter


@pytest.mark.parametrize("kind", NoticeKind)
def test_facts_of_every_kind_come_back_from_json(kind):
    letter = a_letter(kind)
    assert LetterFacts.from_json(json.loads(json.dumps(letter.as_json()))) == letter


def test_facts_kept_before_a_fact_was_thought_of_have_its_usual_value():
    kept = a_letter().as_json()
    del kept["contract_days"], kept["legal_basis"]
    assert LetterFacts.from_json(kept) == a_letter()


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_whole_letter_lacks_nothing(kind):
    assert missing_in(a_letter(kind)) == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"number": None}, ["number"]),
        ({"dated": None}, ["dated"]),
        ({"contest": Contest("", "Parauga ielā 2")}, ["contest.body"]),
        ({"contest": Contest("domei", " ")}, ["contest.address"]),
        ({"contest": Contest("domei", "Parauga ielā 2", "")}, ["contest.wording"]),
        ({"signature": Signature("", "", electronic=True)}, ["signature.post", "signature.name"]),
        ({"head": replace(HEAD, address="", place="")}, ["head.address", "head.place"]),
        ({"call_rules": ""}, ["call_rules"]),
    ],
)
def test_a_letter_says_by_name_what_it_lacks_before_it_is_sent(change, missing):
    assert missing_in(a_letter(**change)) == missing


def test_an_ineligible_application_is_not_told_without_the_reason():
    letter = a_letter(
        NoticeKind.INELIGIBLE, failed=(Failed("1.6", "Mērķa grupa"), Failed("1.2", "Veids", reason="Ir."))
    )
    assert missing_in(letter) == ["failed.1.6.reason"]


def test_a_letter_is_a_draft_until_it_has_its_number_and_date():
    assert a_letter(number=None).is_draft
    assert a_letter(dated=None).is_draft
    assert not a_letter().is_draft


def test_the_clause_names_the_body_and_its_address():
    assert Contest("Parauga novada domei", "Parauga ielā 1, Paraugā").clause == (
        "Šo lēmumu saskaņā ar Administratīvā procesa likuma 76. panta otro daļu un 79. panta pirmo daļu var apstrīdēt "
        "viena mēneša laikā no tā spēkā stāšanās dienas, iesniedzot iesniegumu Parauga novada domei, "
        "Parauga ielā 1, Paraugā."
    )


def test_the_clause_is_worded_as_the_lawyer_wants_it():
    assert (
        Contest("domei", "Paraugā", "Lēmumu apstrīd ‹iestādei›, ‹adrese›.").clause == "Lēmumu apstrīd domei, Paraugā."
    )
    assert "‹iestādei›, ‹adrese›" in CLAUSE


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        (NoticeKind.AWARD, {"score": None}, "no score"),
        (NoticeKind.AWARD, {"contract_days": 0}, "no term for the contract"),
        (NoticeKind.AWARD, {"total_failed": True}, "an award that fails"),
        (NoticeKind.RESERVE, {"reserve_place": None}, "no place in the reserve"),
        (NoticeKind.REFUSAL, {"failed": ()}, "no reason for a refusal"),
        (NoticeKind.REFUSAL, {"failed": (Failed("2.2", "Saturs"),)}, "criterion without mean and floor"),
        (NoticeKind.REFUSAL, {"total_failed": True, "least_points": None}, "total without its floor"),
        (NoticeKind.INELIGIBLE, {"failed": ()}, "no requirement that failed"),
        (NoticeKind.LATE, {"received": datetime(2020, 4, 15)}, "received has no zone"),
    ],
)
def test_facts_that_contradict_each_other_are_a_fault_of_ours(kind, change, fault):
    with pytest.raises(ValueError, match=fault):
        a_letter(kind, **change)


def test_kept_facts_are_plain_values():
    kept = a_letter(amount=Decimal("4600.00"), score=Fraction(139, 3)).as_json()
    assert (kept["amount"], kept["score"], kept["dated"]) == ("4600.00", "139/3", "2020-05-20")
    assert kept["implementation"] == [date(2020, 6, 1).isoformat(), date(2020, 12, 31).isoformat()]
