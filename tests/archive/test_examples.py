"""The three example archives: canonical, correct, true to what was announced, and honest about the rest."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from stdnum.lv import pvn

from scoring.archive.comparing import differences
from scoring.archive.reading import read_archive, read_file
from scoring.archive.writing import canonical
from scoring.outcome import outcome_of

EXAMPLES = Path(__file__).parents[2] / "examples"
UNNAMED = "(ziņojumā nav nosaukts)"
ANNOUNCED = {
    2018: {
        "Raiņa 6. vidusskolas atbalsta biedrība",
        "Melngaiļskolas atbalsta biedrība",
        "J. Čakstes Liepājas 10. vidusskolas atbalsta biedrība",
        "Liepājas Novada fonds",
        "KBI Biznesa HUB biedrība",
        "Kurzemes radošās industrijas attīstības centrs",
        "Piedzīvojuma gars",
        "STEM izglītības vēstniecība",
        "Radi Vidi Pats",
        "RAVEteam",
    },
    2019: set(),
    2020: {
        "Attīstības platforma YOU+",
        "Melngaiļskolas atbalsta biedrība",
        "Pirmā skola",
        "Radi Vidi Pats",
        "Izaugsmes matrica",
        "centrs MARTA",
        "Workout Generation",
    },
}
WON_BEFORE = {
    "Attīstības platforma YOU+": 2,
    "Melngaiļskolas atbalsta biedrība": 1,
    "Pirmā skola": 1,
    "Radi Vidi Pats": 1,
    "Izaugsmes matrica": 0,
    "centrs MARTA": 0,
    "Workout Generation": 0,
}
REAL = set().union(*ANNOUNCED.values()) | {UNNAMED}
COUNTS = {
    2018: {"received": 14, "in_time": 14, "eligible": 13, "awards": 10, "reserve": 1},
    2019: {"received": 9, "in_time": 7, "eligible": 6, "awards": 5, "reserve": 1},
    2020: {"received": 14, "in_time": 13, "eligible": 12, "awards": 8, "reserve": 2},
}

every_year = pytest.mark.parametrize("year", [2018, 2019, 2020])


def path_of(year: int) -> Path:
    return EXAMPLES / f"liepaja-{year}.json"


def file_of(year: int) -> dict[str, Any]:
    return json.loads(path_of(year).read_bytes())


def recomputed(file: dict[str, Any]) -> dict[str, Any]:
    return outcome_of(read_archive(json.dumps(file).encode()).round()).as_json()


def results_of(file: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What became of each application, by its number."""
    return {result["number"]: result for result in recomputed(file)["applications"]}


def outcomes_of(file: dict[str, Any]) -> list[tuple[str, str]]:
    """The applicants' names with what became of them, in the order of the file."""
    results = results_of(file)
    return [(item["organisation"]["name"], results[item["number"]]["outcome"]) for item in file["applications"]]


def application_received(file: dict[str, Any], at: str) -> str:
    return next(item["number"] for item in file["applications"] if item["received"] == at)


def is_invented(organisation: dict[str, Any]) -> bool:
    return "made_up" in organisation.get("more", {})


@every_year
def test_an_example_is_in_the_canonical_form(year):
    assert canonical(read_file(path_of(year))).encode() == path_of(year).read_bytes()


@every_year
def test_an_example_records_the_outcome_that_the_rules_give(year):
    archive = read_file(path_of(year))
    assert archive.recorded is not None
    assert differences(archive.recorded, outcome_of(archive.round()).as_json()) == []


@every_year
def test_an_example_counts_as_designed(year):
    assert recomputed(file_of(year))["counts"] == COUNTS[year]


def test_the_sum_of_2020_is_eight_flat_amounts():
    outcome = recomputed(file_of(2020))
    assert (outcome["awarded_total"], outcome["currency"]) == ("36800.00", "EUR")
    assert outcome["deadline"] == "2020-04-14T20:59:59.999999Z"


@pytest.mark.parametrize(("year", "unnamed"), [(2018, set()), (2020, {UNNAMED})])
def test_the_awards_are_exactly_the_announced_winners(year, unnamed):
    winners = [name for name, outcome in outcomes_of(file_of(year)) if outcome == "award"]
    assert set(winners) == ANNOUNCED[year] | unnamed
    assert len(winners) == len(set(winners))


@every_year
def test_everybody_but_the_announced_winners_is_invented_and_says_so(year):
    file = file_of(year)
    assert {item["organisation"]["name"] for item in file["applications"] if not is_invented(item["organisation"])} == {
        name for name, _ in outcomes_of(file) if name in REAL
    }
    assert {outcome for name, outcome in outcomes_of(file) if name in REAL} <= {"award"}


@every_year
def test_a_real_organisation_has_no_number_no_conflict_no_lateness_and_no_refusal(year):
    file = file_of(year)
    real = [item for item in file["applications"] if item["organisation"]["name"] in REAL]
    assert [item["organisation"].get("registration_number") for item in real] == [None] * len(real)
    assert [key for item in real for key in ("conflicts", "withdrawn", "exception") if key in item] == []
    assert {answer for item in real for answer in item["eligibility"].values()} <= {"yes"}
    assert {results_of(file)[item["number"]]["outcome"] for item in real} <= {"award"}


@every_year
def test_nobody_real_has_a_project_title_that_could_be_taken_for_theirs(year):
    titles = [item["title"] for item in file_of(year)["applications"] if item["organisation"]["name"] in REAL]
    assert [
        title for title in titles if not re.fullmatch(r"Projekta nosaukums nav zināms \(\d+\. piemērs\)", title)
    ] == []
    assert len(titles) == len(set(titles))


@every_year
def test_invented_registration_numbers_are_well_formed_and_from_the_end_of_the_range(year):
    numbers = [
        item["organisation"]["registration_number"]
        for item in file_of(year)["applications"]
        if is_invented(item["organisation"])
    ]
    assert [number for number in numbers if not (pvn.is_valid(number) and number.startswith("400089990"))] == []
    assert len(numbers) == len(set(numbers))


def test_an_invented_organisation_keeps_its_name_and_number_through_the_rounds():
    known = {
        (item["organisation"]["registration_number"], item["organisation"]["name"])
        for year in COUNTS
        for item in file_of(year)["applications"]
        if is_invented(item["organisation"])
    }
    assert len({number for number, _ in known}) == len({name for _, name in known}) == len(known)


def test_the_wins_before_2020_are_the_announced_ones_each_with_its_source():
    real = [item["organisation"] for item in file_of(2020)["applications"] if item["organisation"]["name"] in REAL]
    told = {organisation["name"]: organisation["wins_before"] for organisation in real if "wins_before" in organisation}
    assert told == WON_BEFORE
    assert [o["name"] for o in real if ("wins_before" in o) != ("wins_before_source" in o.get("more", {}))] == []


def test_the_wins_of_the_invented_agree_with_the_round_before():
    winners = {name for name, outcome in outcomes_of(file_of(2019)) if outcome == "award"}
    stated = {
        item["organisation"]["name"]: item["organisation"]["wins_before"]
        for item in file_of(2020)["applications"]
        if is_invented(item["organisation"])
    }
    assert stated == {name: int(name in winners) for name in stated}


def test_the_other_spelling_of_2020_is_known():
    spellings = {
        item["organisation"]["name"]: item["organisation"]["more"]["spellings"]
        for item in file_of(2020)["applications"]
        if "spellings" in item["organisation"].get("more", {})
    }
    assert spellings == {"Radi Vidi Pats": ["Radi Vdi Pats"]}


def test_the_application_of_24_march_is_in_time_only_thanks_to_the_amendment():
    file = file_of(2020)
    number = application_received(file, "2020-03-24T09:00:00+02:00")
    assert results_of(file)[number]["outcome"] == "reserve"
    del file["amendments"]
    assert results_of(file)[number]["outcome"] == "late"


def test_the_last_second_of_14_april_is_in_time_and_the_first_instant_of_the_15th_is_late():
    file = file_of(2020)
    results = results_of(file)
    assert results[application_received(file, "2020-04-14T23:59:59+03:00")]["outcome"] == "reserve"
    assert [number for number, result in results.items() if result["outcome"] == "late"] == [
        application_received(file, "2020-04-15T00:00:00+03:00")
    ]


def test_the_hour_of_2019_is_met_exactly_and_missed_by_a_microsecond():
    file = file_of(2019)
    results = results_of(file)
    assert results[application_received(file, "2019-05-20T17:00:00+03:00")]["outcome"] == "award"
    assert results[application_received(file, "2019-05-20T17:00:00.000001+03:00")]["outcome"] == "late"


def test_every_channel_appears_in_2019():
    channels = {item["channel"] for item in file_of(2019)["applications"]}
    assert channels == {"online", "in_person", "post", "email", "e_document"}


def test_44_50_is_refused_for_one_floor_and_the_conflicted_sheet_would_have_saved_it():
    file = file_of(2020)
    number = next(item["number"] for item in file["applications"] if item.get("conflicts"))
    refused = results_of(file)[number]
    assert (refused["outcome"], refused["reasons"], refused["rank"]) == ("below_threshold", ["2.2"], None)
    assert (refused["score"]["shown"], refused["criteria"]["2.2"]["shown"]) == ("44.50", "2.75")
    assert (refused["sheets_counted"], refused["excluded_sheets"]) == (4, ["m4"])
    for item in file["applications"]:
        item.pop("conflicts", None)
    assert results_of(file)[number]["outcome"] == "award"


def test_the_tie_at_the_line_is_settled_by_the_committee_alone():
    file = file_of(2020)
    (tied,) = file["commission"]["tie_order"]
    settled = results_of(file)
    assert [(settled[number]["outcome"], settled[number]["rank"]) for number in tied] == [("award", 8), ("reserve", 9)]
    del file["commission"]
    open_still = results_of(file)
    assert [(open_still[number]["outcome"], open_still[number]["rank"]) for number in tied] == [("tie", 8)] * 2
    assert {settled[tied[0]]["score"]["exact"], settled[tied[1]]["score"]["exact"]} == {"193/5"}


@every_year
def test_members_give_whole_points(year):
    points = {value for sheet in file_of(year)["score_sheets"] for value in sheet["scores"].values()}
    assert points <= {"0", "1", "2", "3", "4", "5"}


def test_one_point_more_that_changes_a_rank_is_found_and_named():
    file = file_of(2020)
    before = results_of(file)
    sixth, seventh = (next(n for n, result in before.items() if result["rank"] == rank) for rank in (6, 7))
    sheet = next(
        sheet for sheet in file["score_sheets"] if sheet["application"] == seventh and sheet["scores"]["2.4.1"] != "5"
    )
    sheet["scores"]["2.4.1"] = str(int(sheet["scores"]["2.4.1"]) + 1)

    found = differences(file["recorded"], recomputed(file))

    assert f"{seventh}: rank: recorded 7, the rules give 6" in found
    assert f"{sixth}: rank: recorded 6, the rules give 7" in found
    assert {line.partition(":")[0] for line in found} == {sixth, seventh}


def at_the_end_of(name: str, value: Any) -> list[Any]:
    """What a name such as `applications[].title` stands for; a KeyError or IndexError where there is no such thing."""
    found = [value]
    for step in re.findall(r"[^.\[\]]+|\[\d*\]", name):
        if step == "[]":
            found = [item for value in found for item in value]
        elif step.startswith("["):
            found = [value[int(step[1:-1])] for value in found]
        else:
            found = [value[step] for value in found]
    return found


def marks_in(value: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every mark of made-up data, with the object it speaks of."""
    if isinstance(value, list):
        return [mark for item in value for mark in marks_in(item)]
    if not isinstance(value, dict):
        return []
    inside = value.get("more", {})
    own = [(value, inside["made_up"])] if "made_up" in inside else []
    return own + [mark for item in value.values() for mark in marks_in(item)]


@every_year
def test_every_mark_of_made_up_data_speaks_both_languages_and_names_what_is_there(year):
    file = file_of(year)
    marks = marks_in(file)
    assert {id(about) for about, _ in marks} >= {id(file), id(file["call"]), *map(id, file["applications"])}
    for about, mark in marks:
        assert set(mark) in ({"lv", "en"}, {"lv", "en", "fields"})
        assert mark["lv"].endswith(".")
        assert mark["en"].endswith(".")
        for name in mark.get("fields", []):
            assert at_the_end_of(name, about) != []


@every_year
def test_points_outcome_and_committee_are_marked_as_made_up(year):
    assert {"committee", "score_sheets", "recorded", "call.criteria"} <= set(file_of(year)["more"]["made_up"]["fields"])


def figures(year: int, name: str) -> list[int]:
    return [source["figures"][name] for source in file_of(year)["more"]["sources"] if name in source["figures"]]


def test_figures_that_the_announcements_do_not_agree_on_are_all_kept():
    assert (figures(2018, "approved"), figures(2018, "carried_out")) == ([12, 10, 10], [8])
    assert (figures(2020, "approved"), figures(2020, "named")) == ([8], [7])


@every_year
def test_the_round_tells_the_same_sources_as_the_file(year):
    file = file_of(year)
    assert file["call"]["more"]["sources"] == [
        {language: source[language] for language in ("lv", "en")} for source in file["more"]["sources"]
    ]


@every_year
def test_an_example_is_told_in_both_languages(year):
    def texts(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [text for item in value for text in texts(item)]
        if not isinstance(value, dict):
            return []
        return ([value] if "lv" in value else []) + [text for item in value.values() for text in texts(item)]

    assert [text for text in texts(file_of(year)) if "en" not in text] == []


def test_the_criteria_of_2020_have_a_text_for_every_point():
    assert [[level["points"] for level in criterion["levels"]] for criterion in file_of(2020)["call"]["criteria"]] == [
        ["0", "1", "2", "3", "4", "5"]
    ] * 10


@every_year
def test_the_rules_of_a_round_are_those_of_the_others(year):
    file, model = deepcopy(file_of(year)), deepcopy(file_of(2020))
    for criterion in [*file["call"]["criteria"], *model["call"]["criteria"]]:
        criterion.pop("levels", None)
    for key in ("title", "organiser", "timezone", "eligibility_criteria", "criteria", "scoring"):
        assert file["call"][key] == model["call"][key]
