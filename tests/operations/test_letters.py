"""What an organiser's letters carry; their numbers and dates; and the days that follow once they have gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from competition.call.records import Call
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.organisation.letterhead import LetterPatternWrong, next_letter_number, write_letterhead
from competition.organisation.operations import create_organiser
from competition.organisation.records import Letterhead, LetterNumbering, Organiser
from competition.result.letters import LetterheadMissing, NotNumbered, SentAlready, SentInFuture, record_sent
from competition.result.notices import LetterFacts
from competition.result.operations import announce
from competition.result.records import Notice
from competition.result.terms import Way
from tests.builders import AFTERWARDS, HEADING, PUBLISHED, a_scored_call, decide_call, verbs_in

ANNOUNCED = AFTERWARDS + timedelta(days=1)
TWO = {"A": ("5", "5"), "B": ("2", "5")}


def organiser_of(stage) -> Organiser:
    return stage.session.scalars(select(Organiser).where(Organiser.slug == "liepaja")).one()


def a_decided_call(stage, scores=TWO, **plan) -> Call:
    call, _ = a_scored_call(stage, scores, **plan)
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    return call


def announced(stage, call: Call, at=ANNOUNCED, *, brought_in=False) -> list[Notice]:
    with stage.acting(at=at, brought_in=brought_in) as act:
        announce(act, call.id)
    return letters_of(stage, call)


def letters_of(stage, call: Call) -> list[Notice]:
    return list(stage.session.scalars(select(Notice).where(Notice.call_id == call.id).order_by(Notice.id)))


def numbers(letters: list[Notice]) -> list[str | None]:
    return [letter.number for letter in letters]


def written(stage, at=AFTERWARDS, **changes) -> Letterhead:
    organiser = organiser_of(stage)
    with stage.acting(at=at) as act:
        return write_letterhead(act, organiser.id, replace(HEADING, **changes))


def without_a_letterhead(stage) -> None:
    with stage.acting(at=AFTERWARDS) as act:
        act.note("test.unwritten", "organiser:1")
        act.session.execute(delete(Letterhead))
    stage.session.expunge_all()


def test_an_organiser_says_what_its_letters_carry_and_says_it_anew(stage):
    with stage.acting(at=PUBLISHED) as act:
        organiser = create_organiser(act, "ogre", "Ogres novada Izglītības pārvalde")
        write_letterhead(act, organiser.id, HEADING)
    with stage.acting(at=AFTERWARDS) as act:
        write_letterhead(act, organiser.id, replace(HEADING, place="Ogrē", number_pattern="{year}-{serial:03d}"))

    kept = stage.session.scalars(select(Letterhead)).one()
    assert (kept.place, kept.number_pattern, kept.changed_at) == ("Ogrē", "{year}-{serial:03d}", AFTERWARDS)
    assert (kept.signatory_name, kept.signs_electronically) == ("V. Paraudziņa", False)
    assert verbs_in(stage)[-2:] == ["letterhead.written"] * 2


@pytest.mark.parametrize(
    "pattern",
    ["", "1-9", "{year}", "{serial}/{serial}", "{year}{year}{serial}", "{serial!r}", "{serial.real}", "{x}{serial}"],
)
def test_a_pattern_that_gives_no_numbers_is_refused_and_nothing_moves(stage, pattern):
    a_decided_call(stage)
    before = stage.everything()

    with pytest.raises(LetterPatternWrong) as refused:
        written(stage, number_pattern=pattern)

    assert refused.value.facts == {"pattern": pattern}
    assert stage.everything() == before


def test_an_organiser_that_does_not_exist_has_no_letterhead(stage):
    before = stage.everything()

    with pytest.raises(NotFound), stage.acting(at=AFTERWARDS) as act:
        write_letterhead(act, UUID(int=7), HEADING)

    assert stage.everything() == before


def test_nothing_is_announced_without_a_letterhead_and_nothing_moves(stage):
    call = a_decided_call(stage)
    without_a_letterhead(stage)
    before = stage.everything()

    with pytest.raises(LetterheadMissing) as refused:
        announced(stage, call)
    assert refused.value.facts == {"organiser": "Liepājas pilsētas Izglītības pārvalde"}
    assert stage.everything() == before

    written(stage)
    assert numbers(announced(stage, call)) == ["1-9/2020/1", "1-9/2020/2"]


def test_a_round_brought_in_needs_no_letterhead_and_its_letters_have_no_numbers(stage):
    call = a_decided_call(stage)
    without_a_letterhead(stage)

    letters = announced(stage, call, brought_in=True)

    assert [(one.number, one.dated, one.facts) for one in letters] == [(None, None, None)] * 2
    assert stage.session.scalars(select(LetterNumbering)).all() == []


def test_the_numbers_go_on_from_call_to_call_of_one_organiser(stage):
    calls = [a_decided_call(stage, slug=f"liepaja-{place}") for place in "abc"]

    given = [numbers(announced(stage, call)) for call in calls]

    assert given == [["1-9/2020/1", "1-9/2020/2"], ["1-9/2020/3", "1-9/2020/4"], ["1-9/2020/5", "1-9/2020/6"]]


def test_the_numbers_begin_anew_with_the_year_on_the_organisers_calendar(stage):
    first, second, third = (a_decided_call(stage, slug=f"liepaja-{place}") for place in "abc")

    old = announced(stage, first, datetime(2020, 12, 31, 21, 59, 59, tzinfo=UTC))
    new = announced(stage, second, datetime(2020, 12, 31, 22, tzinfo=UTC))
    older = announced(stage, third, datetime(2020, 12, 31, 12, tzinfo=UTC))

    assert (numbers(old), {one.dated for one in old}) == (["1-9/2020/1", "1-9/2020/2"], {date(2020, 12, 31)})
    assert (numbers(new), {one.dated for one in new}) == (["1-9/2021/1", "1-9/2021/2"], {date(2021, 1, 1)})
    assert numbers(older) == ["1-9/2020/3", "1-9/2020/4"]


def test_a_pattern_without_the_year_gives_no_number_twice_in_the_next_year(stage):
    calls = [a_decided_call(stage, slug=f"liepaja-{place}") for place in "ab"]
    written(stage, number_pattern="V-{serial}")

    old = announced(stage, calls[0], datetime(2020, 12, 1, tzinfo=UTC))
    new = announced(stage, calls[1], datetime(2021, 1, 15, tzinfo=UTC))

    assert (numbers(old), numbers(new)) == (["V-1", "V-2"], ["V-3", "V-4"])


def test_a_pattern_that_was_changed_gives_no_number_twice(stage):
    calls = [a_decided_call(stage, slug=f"liepaja-{place}") for place in "ab"]
    written(stage, number_pattern="{year}-1{serial}")
    old = announced(stage, calls[0])
    with stage.acting(at=ANNOUNCED) as act:
        act.note("test.counted", "organiser:1")
        act.session.get_one(LetterNumbering, (organiser_of(stage).id, 2020)).last = 10

    written(stage, number_pattern="{year}-{serial}")
    new = announced(stage, calls[1])

    assert (numbers(old), numbers(new)) == (["2020-11", "2020-12"], ["2020-13", "2020-14"])


def test_each_organiser_numbers_its_letters_for_itself(stage):
    announced(stage, a_decided_call(stage))
    with stage.acting(at=ANNOUNCED) as act:
        other = create_organiser(act, "ogre", "Ogres novada Izglītības pārvalde")
        letterhead = write_letterhead(act, other.id, HEADING)
        given = [next_letter_number(act, letterhead, year) for year in (2020, 2020, 2021)]

    assert given == ["1-9/2020/1", "1-9/2020/2", "1-9/2021/1"]
    ours = stage.session.get_one(LetterNumbering, (organiser_of(stage).id, 2020))
    assert ours.last == 2


def test_letters_keep_what_they_said_when_the_letterhead_is_written_anew(stage):
    letters = announced(stage, a_decided_call(stage))
    before = [dict(one.facts) for one in letters]

    written(stage, ANNOUNCED, signatory_name="J. Jaunais", number_pattern="X/{year}/{serial}")

    stage.session.expire_all()
    assert [one.facts for one in letters] == before
    assert {LetterFacts.from_json(one.facts).signature.name for one in letters} == {"V. Paraudziņa"}
    assert numbers(letters) == ["1-9/2020/1", "1-9/2020/2"]


def test_a_letter_names_its_own_number_and_date(stage):
    letters = announced(stage, a_decided_call(stage))

    facts = [LetterFacts.from_json(one.facts) for one in letters]
    assert [(one.number, one.dated) for one in facts] == [(one.number, one.dated) for one in letters]


@pytest.mark.parametrize(
    ("way", "notified", "contest"),
    [
        (Way.BY_HAND, date(2020, 4, 21), date(2020, 5, 21)),
        (Way.EMAIL, date(2020, 4, 23), date(2020, 5, 25)),
        (Way.E_ADDRESS, date(2020, 4, 23), date(2020, 5, 25)),
        (Way.REGISTERED_POST, date(2020, 4, 28), date(2020, 5, 28)),
        (Way.POST, date(2020, 4, 29), date(2020, 5, 29)),
    ],
)
def test_the_days_that_follow_depend_on_the_way_by_which_a_letter_went(stage, way, notified, contest):
    letter, other = announced(stage, a_decided_call(stage))

    with stage.acting(at=ANNOUNCED) as act:
        sent = record_sent(act, letter.id, way)

    assert (sent.sent_at, sent.sent_by) == (ANNOUNCED, way)
    assert (sent.notified_on, sent.in_force_on, sent.contest_until) == (notified, notified, contest)
    assert (other.sent_at, other.contest_until) == (None, None)
    assert verbs_in(stage)[-1] == "letter.sent"


def test_a_letter_that_went_earlier_is_written_down_with_its_own_day_in_riga(stage):
    letter, _ = announced(stage, a_decided_call(stage))
    just_after_midnight = datetime(2020, 4, 21, 21, tzinfo=UTC)

    with stage.acting(at=ANNOUNCED + timedelta(days=9)) as act:
        sent = record_sent(act, letter.id, Way.BY_HAND, just_after_midnight)

    assert (sent.sent_at, sent.notified_on) == (just_after_midnight, date(2020, 4, 22))


def test_when_a_letter_went_is_written_down_once(stage):
    letter, _ = announced(stage, a_decided_call(stage))
    with stage.acting(at=ANNOUNCED) as act:
        record_sent(act, letter.id, Way.POST)
    before = stage.everything()

    with pytest.raises(SentAlready) as refused, stage.acting(at=ANNOUNCED + TICK) as act:
        record_sent(act, letter.id, Way.BY_HAND)

    assert refused.value.facts == {"number": "1-9/2020/1"}
    assert stage.everything() == before


def test_a_letter_cannot_have_gone_later_than_now(stage):
    letter, _ = announced(stage, a_decided_call(stage))
    before = stage.everything()

    with pytest.raises(SentInFuture), stage.acting(at=ANNOUNCED) as act:
        record_sent(act, letter.id, Way.BY_HAND, ANNOUNCED + TICK)

    assert stage.everything() == before


def test_a_letter_of_a_round_brought_in_has_no_number_and_is_not_sent(stage):
    letter, _ = announced(stage, a_decided_call(stage), brought_in=True)
    before = stage.everything()

    with pytest.raises(NotNumbered), stage.acting(at=ANNOUNCED) as act:
        record_sent(act, letter.id, Way.BY_HAND)

    assert stage.everything() == before


def test_a_letter_that_does_not_exist_is_not_sent(stage):
    with pytest.raises(NotFound), stage.acting(at=ANNOUNCED) as act:
        record_sent(act, UUID(int=7), Way.BY_HAND)
