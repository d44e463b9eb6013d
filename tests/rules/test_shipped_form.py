"""The form that new calls begin with asks what the competition scores, and of young people numbers only."""

from competition.form.questions import Kind
from competition.form.shipped import PUMPURS

ASKED = {one.key: one for one in PUMPURS.questions}


def test_everything_that_is_scored_has_its_question():
    asked = {
        "summary",
        "aim-goal",
        "aim-need",
        "target-how",
        "activities",
        "youth-lead",
        "results",
        "risks",
        "publicity",
    }
    assert {key for key in asked if ASKED[key].required} == asked


def test_young_people_are_counted_by_school_and_those_at_risk_among_them():
    by_school = ASKED["target-by-school"]
    assert (by_school.kind, by_school.required) == (Kind.TABLE, True)
    assert [column.key for column in by_school.columns] == ["school", "all", "at-risk"]


def test_it_is_said_why_no_names_are_asked_for():
    hint = ASKED["target-at-risk"].hint
    assert "vārdus un uzvārdus nerakstiet: ziņas par to, kuram draud mācību pārtraukšana, ir sensitīvas" in hint["lv"]
    assert "who is at risk of leaving school is sensitive" in hint["en"]


def test_what_is_hardest_to_write_has_an_example():
    for key in ("aim-goal", "youth-lead", "results"):
        assert "Piemēram: „" in ASKED[key].hint["lv"]
        assert "For example: “" in ASKED[key].hint["en"]
