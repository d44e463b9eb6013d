"""Random rounds, small and full of ties, as the JSON of their archives."""

from hypothesis import strategies as st

from tests.archive.builders import a_criterion, an_application, an_archive

DEADLINE = "2020-03-23T15:00:00Z"
AFTER = "2020-03-23T15:00:00.000001Z"
RECEIVED = ["2020-03-10T09:00:00Z", "2020-03-11T09:00:00.5Z", DEADLINE, AFTER, "2020-03-24T10:00:00Z"]
COMPLETED = [None, "2020-03-23T20:00:00Z", "2020-03-24T10:00:00Z", "2020-04-20T10:00:00Z", "2020-04-21T10:00:00Z"]
MEMBERS = ("m1", "m2", "m4")
often_none = st.sampled_from([None, None, None, *RECEIVED[2:]])


@st.composite
def archives(draw):
    """A whole archive: up to seven applications, three members, two criteria."""
    value = an_archive()
    value["committee"].append({"key": "m4", "name": "Daina", "role": "alternate"})
    call = value["call"]
    call["deadline"] = draw(st.sampled_from([DEADLINE, "2020-03-11T09:00:00.4Z"]))
    call["criteria"] = [
        a_criterion(
            code, min="-1", max="3", step=draw(st.sampled_from(["1", "0.5"])), weight=draw(weights), **draw(floors)
        )
        for code in ("b", "a")
    ]
    call["eligibility_criteria"].append({"code": "1.0", "title": {"lv": "Paraksts"}})
    call["award"] = {"amount": "4600.00", "currency": "EUR"} | draw(quotas)
    call["scoring"] = {"minimum_sheets": draw(st.integers(1, 2))} | draw(rules)
    numbers = [f"N-{place}" for place in range(draw(st.integers(0, 7)))]
    value["applications"] = [draw(applications(number)) for number in numbers]
    value["score_sheets"] = [
        draw(sheets(number, member)) for number in numbers for member in MEMBERS if draw(st.integers(0, 5))
    ]
    value["amendments"] = draw(st.sampled_from([[], [{"number": 1, "published": DEADLINE, "deadline": DEADLINE}]]))
    if len(numbers) > 1:
        value["commission"] = {"tie_order": draw(orders(numbers))}
    return value


weights = st.sampled_from(["0", "1", "1", "1.5", "0.333333"])
floors = st.sampled_from([{}, {}, {"threshold": "0"}, {"threshold": "1.25"}])
quotas = st.integers(0, 5).map(lambda count: {"available": count}) | st.sampled_from(
    [{"budget": "0"}, {"budget": "9199.99"}, {"budget": "9200.00"}]
)
rules = st.fixed_dictionaries(
    {
        "threshold_total": st.sampled_from([None, None, "0", "1.5"]),
        "tie_break": st.sampled_from([[], ["a"], ["b"], ["a", "b"]]),
        "earlier_received_wins": st.booleans(),
    }
)
findings = st.sampled_from(["yes"] * 12 + ["no", "pending"])


@st.composite
def applications(draw, number):
    """An application, mostly eligible and in time."""
    found = {"1.1": draw(findings), "1.0": draw(findings)}
    if not draw(st.integers(0, 9)):
        del found["1.0"]
    until = draw(often_none)
    return an_application(
        number,
        received=draw(st.sampled_from([*RECEIVED[:2], *RECEIVED])),
        withdrawn=draw(st.sampled_from([None] * 8 + ["2020-03-25T00:00:00Z"])),
        exception=until and {"until": until},
        eligibility=found,
        conflicts=draw(st.lists(st.sampled_from(MEMBERS), unique=True, max_size=1)),
    )


@st.composite
def sheets(draw, number, member):
    """A sheet with points that every step allows, mostly completed after the application came."""
    points = st.sampled_from(["-1", "0", "1", "2", "2", "3"])
    completed = draw(st.sampled_from([*COMPLETED, *COMPLETED[3:] * 3]))
    scores = {"a": draw(points), "b": draw(points)}
    return {"application": number, "member": member, "completed": completed, "scores": scores}


@st.composite
def orders(draw, numbers):
    """Orders for some groups, no two for the same."""
    lists = draw(st.lists(st.lists(st.sampled_from(numbers), unique=True, max_size=4), max_size=6))
    return list({frozenset(order): order for order in lists}.values())
