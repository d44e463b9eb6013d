"""What looks at the tests' statements finds the inner questions that are tied to nothing, and no others."""

import pytest

from tests.tied import loose_in

CALLS = "SELECT call.id FROM call WHERE EXISTS (SELECT * FROM application WHERE application.call_id"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT call.id FROM call WHERE EXISTS (SELECT * FROM application WHERE application.state = ?)",
        "SELECT m.id FROM m WHERE NOT (EXISTS (SELECT * FROM declaration, m WHERE declaration.member_id = m.id))",
        f"{CALLS} = call.id AND NOT (EXISTS (SELECT * FROM late WHERE late.until > ?)))",
        f"{CALLS} = ? AND NOT (EXISTS (SELECT * FROM late WHERE late.application_id = application.id)))",
    ],
    ids=["to nothing", "to a table named again", "within another", "around another"],
)
def test_a_question_of_all_rows_is_found(statement):
    assert loose_in(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT EXISTS (SELECT * FROM decision WHERE decision.call_id = ?)",
        "SELECT call.id FROM call WHERE EXISTS (SELECT * FROM application WHERE application.call_id = call.id)",
        f"{CALLS} = ? AND NOT (EXISTS (SELECT * FROM declaration WHERE declaration.call_id = call.id)))",
    ],
    ids=["alone", "tied", "tied within another"],
)
def test_a_question_that_is_tied_is_left_alone(statement):
    assert loose_in(statement) is None
