"""Everything that the contract calls invalid, with the place that the error must name."""

import pytest

from scoring.archive.reading import read_archive
from scoring.archive.text import ArchiveInvalid
from tests.archive.builders import ABSENT, a_criterion, a_sheet, an_application, an_archive, as_file, changed, read

CALL = ("call",)
AWARD = ("call", "award")
CRITERION = ("call", "criteria", 0)
APPLICATION = ("applications", 0)
SHEET = ("score_sheets", 0)
IMPLEMENTATION = {"from": "2020-06-01", "until": "2020-12-31", "months_min": 3, "months_max": 18}
AMENDMENT = {"number": 1, "published": "2020-03-16T12:00"}
OTHERS = [("committee", 0), APPLICATION, ("applications", 0, "organisation"), SHEET]
LEVEL = {"points": "5", "text": {"lv": "Labi"}}

REQUIRED = [
    (path, key)
    for path, keys in [
        ((), "format call committee applications score_sheets"),
        (CALL, "slug title organiser timezone opens deadline award eligibility_criteria criteria scoring"),
        (("call", "organiser"), "name"),
        (AWARD, "amount currency"),
        (("call", "eligibility_criteria", 0), "code title"),
        (CRITERION, "code title min max step weight"),
        (("call", "scoring"), "minimum_sheets"),
        (("committee", 0), "key name role"),
        (APPLICATION, "number title organisation channel received eligibility"),
        (("applications", 0, "organisation"), "name"),
        (SHEET, "application member completed scores"),
    ]
    for key in keys.split()
]


def place_of(path):
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def refused(value):
    with pytest.raises(ArchiveInvalid) as caught:
        read(value)
    message = str(caught.value)
    assert message.splitlines() == [message]
    assert "expected " in message
    return caught.value.place


def test_the_archive_that_all_these_change_is_valid():
    assert read(an_archive()).call.slug == "liepaja-2020"


@pytest.mark.parametrize(("path", "key"), REQUIRED)
def test_a_required_key_that_is_missing(path, key):
    assert refused(changed((*path, key), ABSENT)) == place_of((*path, key))


@pytest.mark.parametrize(("path", "key"), [item for item in REQUIRED if item[1] != "completed"])
def test_a_required_key_that_is_null(path, key):
    assert refused(changed((*path, key), None)) == place_of((*path, key))


@pytest.mark.parametrize(
    "path",
    [
        (),
        CALL,
        ("call", "organiser"),
        AWARD,
        ("call", "eligibility_criteria", 0),
        CRITERION,
        ("call", "scoring"),
        *OTHERS,
    ],
)
def test_a_key_that_nobody_knows(path):
    assert refused(changed((*path, "mroe"), {})) == place_of((*path, "mroe"))


@pytest.mark.parametrize("name", ["Title", "ti tle", "a\nb", "ключ", ""])
def test_a_strange_key_is_named_on_one_line(name):
    assert refused(changed((name,), 1))


INVALID_VALUES = [
    (("format",), ["call-archive/2", "", 1]),
    (("call",), [[], "x", 1, True]),
    (("call", "slug"), ["", "Liepaja", "a" * 65, "a_b", "a\n", "ā", 1]),
    (("call", "title", "lv"), ["", " ", "\u2003\n", None, 1]),
    (("call", "title", "en"), [" ", 1, ["x"]]),
    (("call", "organiser", "name"), ["", "\t"]),
    (("call", "organiser", "slug"), ["", "A"]),
    (("call", "timezone"), ["", "europe/riga", "Factory", "localtime", "Riga", "UTC+2", 2, "../Europe/Riga"]),
    (
        ("call", "opens"),
        ["", "2020-3-1", "2020-02-30", "01.03.2020", "2020-03-24", "1989-12-31", "2200-01-01", 20200301],
    ),
    (
        ("call", "deadline"),
        ["2020-03-23T24:00", "2020-03-23T23:59:60", "2020-03-23 17:00", "2020-03-23T17", "2020-W12-1"],
    ),
    (
        ("call", "deadline"),
        ["2020-03-23T17:00+0200", "2020-03-23T17:00z", "2020-03-23t17:00", "2020-03-23T17:00+24:00"],
    ),
    (
        ("call", "deadline"),
        ["2020-03-23T17:00:00.", "2020-03-23T17:00:00.1234567", "2020-03-23T17:00:00,5", "2020-03-23Z"],
    ),
    (
        ("call", "deadline"),
        ["2020-03-23T17:00+02:60", "2020-03-23T17:00 +02:00", "2020-03-23\n", "٢٠٢٠-03-23", " 2020-03-23"],
    ),
    (("call", "published"), ["", "yesterday", {}, []]),
    (("call", "results_by"), ["", "2020-13-01"]),
    (("call", "announced"), ["", "2020-00-01"]),
    (("call", "implementation"), [[], "", "2020", 1, False]),
    (
        ("call", "award", "amount"),
        ["0", "0.00", "-1.00", "4600.001", "4600,00", "04600", 4600, "1e3", "12345678901", ".5", "5."],
    ),
    (("call", "award", "currency"), ["", "eur", "EU", "EURO", "€€€"]),
    (("call", "award", "available"), [-1, "8", 8.0, True, [], {}]),
    (("call", "eligibility_criteria"), [{}, "1.1"]),
    (("call", "eligibility_criteria", 0, "code"), ["", "a b", "a" * 33, "ā"]),
    (("call", "eligibility_criteria", 0, "correctable"), ["yes", 0, 1, [], {}, ""]),
    (("call", "criteria"), [[], {}]),
    (("call", "criteria", 0, "code"), ["total", "", "2,2", "2.2\n"]),
    (
        ("call", "criteria", 0, "min"),
        ["", "00", "+1", "1.", "1.1234567", "--1", 0, "١", " 1", "1\n", "NaN", "12345678901"],
    ),
    (("call", "criteria", 0, "max"), ["-1", 5, 5.0, True]),
    (("call", "criteria", 0, "step"), ["0", "-1", "-0", "0.000000"]),
    (("call", "criteria", 0, "weight"), ["-1", "-0.000001"]),
    (("call", "criteria", 0, "threshold"), ["", 3, [], {}]),
    (("call", "criteria", 0, "levels"), [{}, "", 0]),
    (("call", "scoring"), [[], None, 1]),
    (("call", "scoring", "minimum_sheets"), [0, -1, "1", 1.0, 1.5, True]),
    (("call", "scoring", "threshold_total"), ["", 30, {}]),
    (("call", "scoring", "tie_break"), [{}, "", "2.2"]),
    (("call", "scoring", "earlier_received_wins"), ["", 0, 1, "false", []]),
    (("amendments",), [{}, "", 0, False]),
    (("committee",), [{}, "m1"]),
    (("committee", 0, "key"), ["", "m 1"]),
    (("committee", 0, "name"), ["", " "]),
    (("committee", 0, "role"), ["", "Chair", "president", 1]),
    (("applications", 0, "number"), ["", "2020_01", "a" * 33, "ā", "2020-01\n"]),
    (("applications", 0, "title"), ["", "  ", {"lv": "x"}]),
    (
        ("applications", 0, "organisation", "registration_number"),
        ["", "4000899901", "400089990145", "4000899901a", 40008999014],
    ),
    (("applications", 0, "organisation", "wins_before"), [-1, "2", 2.0, False]),
    (("applications", 0, "channel"), ["", "fax", "Online"]),
    (("applications", 0, "received"), ["2020-03-10", "", "2020-03-10T09", "2020-02-29T23:59:59.999999"]),
    (("applications", 0, "withdrawn"), ["", "2020-03-10", "2020-03-10T08:59:59.999999", False, []]),
    (("applications", 0, "exception"), ["", [], False, "2020-03-10T09:00"]),
    (("applications", 0, "eligibility"), [[], "yes"]),
    (("applications", 0, "conflicts"), [{}, "m1", False]),
    (("score_sheets",), [{}, ""]),
    (("score_sheets", 0, "application"), ["2020-99", "", 1]),
    (("score_sheets", 0, "member"), ["m9", "", None]),
    (("score_sheets", 0, "completed"), ["", False, "2020-04-20", {}]),
    (("score_sheets", 0, "scores"), [[], ""]),
    (("commission",), [[], "", 0]),
    (("recorded",), [[], "", 0, False]),
    (("more",), [[], "", 0, False, "x"]),
]


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, values in INVALID_VALUES for value in values])
def test_a_value_that_may_not_stand_there(path, value):
    expected = place_of(path)
    named = refused(changed(path, value))
    assert named == ("call.deadline" if expected == "call.opens" and value == "2020-03-24" else expected)


INVALID_INSIDE = [
    (("call", "title"), {"en": "x"}, "call.title.lv"),
    (("call", "title"), {"lv": "x", "eng": "y"}, "call.title.eng"),
    (("call", "title"), {"lv": "x", "EN": "y"}, "call.title.EN"),
    (("call", "title"), {"lv": "x", "more": {}}, "call.title.more"),
    (("call", "implementation"), {"from": "2020-06-01"}, "call.implementation.until"),
    (("call", "implementation"), IMPLEMENTATION | {"until": "2020-05-31"}, "call.implementation.until"),
    (("call", "implementation"), IMPLEMENTATION | {"months_min": 19}, "call.implementation.months_max"),
    (("call", "implementation"), IMPLEMENTATION | {"months_min": -1}, "call.implementation.months_min"),
    (("call", "implementation"), IMPLEMENTATION | {"months_max": "3"}, "call.implementation.months_max"),
    (("call", "implementation"), IMPLEMENTATION | {"from": None}, "call.implementation.from"),
    (AWARD, {"amount": "1.00", "currency": "EUR"}, "call.award.available"),
    (AWARD, {"amount": "1.00", "currency": "EUR", "available": None, "budget": None}, "call.award.available"),
    (AWARD, {"amount": "1.00", "currency": "EUR", "available": 0, "budget": "0"}, "call.award.budget"),
    (AWARD, {"amount": "1.00", "currency": "EUR", "budget": "-1"}, "call.award.budget"),
    (("call", "criteria"), [a_criterion(), a_criterion()], "call.criteria[1].code"),
    (("call", "criteria", 0, "levels"), [LEVEL, {"points": "5"}], "call.criteria[0].levels[1].text"),
    (("call", "criteria", 0, "levels"), [LEVEL | {"points": 5}], "call.criteria[0].levels[0].points"),
    (("call", "criteria", 0, "levels"), [LEVEL | {"text": {}}], "call.criteria[0].levels[0].text.lv"),
    (("call", "eligibility_criteria"), [{"code": "1", "title": {"lv": "x"}}] * 2, "call.eligibility_criteria[1].code"),
    (("call", "scoring", "tie_break"), ["2.2", "2.2"], "call.scoring.tie_break[1]"),
    (("call", "scoring", "tie_break"), ["1.1"], "call.scoring.tie_break[0]"),
    (("call", "scoring", "tie_break"), [None], "call.scoring.tie_break[0]"),
    (("amendments",), [AMENDMENT | {"number": 2}], "amendments[0].number"),
    (("amendments",), [AMENDMENT | {"number": True}], "amendments[0].number"),
    (("amendments",), [AMENDMENT, AMENDMENT], "amendments[1].number"),
    (("amendments",), [AMENDMENT | {"published": "2020-03-16"}], "amendments[0].published"),
    (("amendments",), [AMENDMENT | {"legal_basis": " "}], "amendments[0].legal_basis"),
    (("amendments",), [AMENDMENT | {"reason": ""}], "amendments[0].reason"),
    (("amendments",), [AMENDMENT | {"reason": {"en": "x"}}], "amendments[0].reason.lv"),
    (("amendments",), [AMENDMENT | {"deadline": ""}], "amendments[0].deadline"),
    (("amendments",), [AMENDMENT | {"deadline": "2020-03-22"}], "amendments[0].deadline"),
    (
        ("amendments",),
        [AMENDMENT, AMENDMENT | {"number": 2, "published": "2020-03-16T11:59:59.999999"}],
        "amendments[1].published",
    ),
    (
        ("amendments",),
        [
            AMENDMENT | {"deadline": "2020-04-14"},
            AMENDMENT | {"number": 2},
            AMENDMENT | {"number": 3, "deadline": "2020-04-13"},
        ],
        "amendments[2].deadline",
    ),
    (("committee",), [{"key": "m1", "name": "A", "role": "chair"}] * 2, "committee[1].key"),
    (("committee", 1, "role"), "chair", "committee[1].role"),
    (("committee", 0, "role"), "secretary", "score_sheets[0].member"),
    (("applications",), [an_application(), an_application()], "applications[1].number"),
    (("applications", 0, "eligibility"), {"1.2": "yes"}, 'applications[0].eligibility["1.2"]'),
    (("applications", 0, "eligibility"), {"1.1": None}, 'applications[0].eligibility["1.1"]'),
    (("applications", 0, "eligibility"), {"1.1": "maybe"}, 'applications[0].eligibility["1.1"]'),
    (("applications", 0, "eligibility"), {"1.1": "yes", "more": {}}, "applications[0].eligibility.more"),
    (("applications", 0, "conflicts"), ["m9"], "applications[0].conflicts[0]"),
    (("applications", 0, "conflicts"), ["m1", "m1"], "applications[0].conflicts[1]"),
    (("applications", 0, "exception"), {"until": None}, "applications[0].exception.until"),
    (("applications", 0, "exception"), {"until": "2020-04-01"}, "applications[0].exception.until"),
    (("applications", 0, "exception"), {"legal_basis": "x"}, "applications[0].exception.until"),
    (("score_sheets",), [a_sheet(), a_sheet()], "score_sheets[1]"),
    (("score_sheets",), [a_sheet(), a_sheet(completed=None)], "score_sheets[1]"),
    (("score_sheets", 0, "member"), "m3", "score_sheets[0].member"),
    (("score_sheets",), [a_sheet(member="m3", completed=None)], "score_sheets[0].member"),
    (("score_sheets", 0, "scores"), {}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": "6"}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": "-0.000001"}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": "2.5"}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": None}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": 4}, 'score_sheets[0].scores["2.2"]'),
    (("score_sheets", 0, "scores"), {"2.2": "4", "2.3": "1"}, 'score_sheets[0].scores["2.3"]'),
    (("score_sheets", 0, "scores"), {"2.2": "4", "more": {}}, "score_sheets[0].scores.more"),
    (("score_sheets", 0), a_sheet(completed=None, scores={"2.3": "1"}), 'score_sheets[0].scores["2.3"]'),
    (("score_sheets", 0), a_sheet(completed=None, scores={"2.2": "1,5"}), 'score_sheets[0].scores["2.2"]'),
    (("commission",), {"tie_orders": []}, "commission.tie_orders"),
    (("commission",), {"tie_order": {}}, "commission.tie_order"),
    (("commission",), {"tie_order": ["2020-01"]}, "commission.tie_order[0]"),
    (("commission",), {"tie_order": [["2020-99"]]}, "commission.tie_order[0][0]"),
    (("commission",), {"tie_order": [["2020-01", "2020-01"]]}, "commission.tie_order[0][1]"),
]


@pytest.mark.parametrize(("path", "value", "place"), INVALID_INSIDE)
def test_something_that_does_not_fit_inside(path, value, place):
    assert refused(changed(path, value)) == place


def test_two_orders_for_the_same_group():
    value = an_archive() | {"applications": [an_application("A"), an_application("B")], "score_sheets": []}
    value["commission"] = {"tie_order": [["A"], ["A", "B"], ["A"], [], [], ["B", "A"]]}
    assert refused(value) == "commission.tie_order[5]"


def test_a_sheet_of_a_conflicted_member_must_be_whole_too():
    value = changed(("applications", 0, "conflicts"), ["m2"])
    value["score_sheets"][1]["scores"] = {}
    assert refused(value) == 'score_sheets[1].scores["2.2"]'


def test_a_sheet_of_a_withdrawn_application_must_be_whole_too():
    value = changed(("applications", 0, "withdrawn"), "2020-03-10T09:00")
    value["score_sheets"][1]["scores"] = {"2.2": "9"}
    assert refused(value) == 'score_sheets[1].scores["2.2"]'


@pytest.mark.parametrize("written", ["8.0", "8e0", "1E1", "0.0", "-0.0", "-1"])
def test_an_integer_is_written_without_point_or_exponent(written):
    data = as_file(an_archive()).replace(b'"available": 1', f'"available": {written}'.encode())
    with pytest.raises(ArchiveInvalid, match=r"^call\.award\.available: expected an integer"):
        read_archive(data)
