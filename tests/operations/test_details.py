"""What an organisation keeps of itself, and how an application begins with it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from competition.application.records import Answer
from competition.application.writing import begin, save_section
from competition.form.merging import marks_of
from competition.form.shipped import PUMPURS_TEXT
from competition.foundation.audit import AuditEvent
from competition.organisation.details import (
    AccountNumberWrong,
    Details,
    SignatoryIncomplete,
    TelephoneWrong,
    details_of,
    write_details,
)
from competition.organisation.records import OrganisationDetails, SigningGround
from tests.builders import WHILE_OPEN, a_published_call, an_organisation
from tests.conftest import Stage

DETAILS = Details(
    address=" Parauga iela 1, Liepāja ",
    email="ngo@example.org",
    phone="+371 6000 0010",
    account="LV80 BANK 0000 4351 9500 1",
    signatory_name="Anna Paraudziņa",
    signatory_post="valdes priekšsēdētāja",
    signatory_ground=SigningGround.STATUTES,
)
ANSWERS = {
    "applicant-account": "LV80 BANK 0000 4351 9500 1",
    "applicant-address": "Parauga iela 1, Liepāja",
    "applicant-email": "ngo@example.org",
    "applicant-phone": "+371 6000 0010",
    "applicant-signatory": "Anna Paraudziņa, valdes priekšsēdētāja",
}


def written(stage: Stage, organisation, details: Details = DETAILS) -> OrganisationDetails:
    with stage.acting(at=WHILE_OPEN) as act:
        return write_details(act, organisation.id, details)


def begun(stage: Stage, call, organisation):
    with stage.acting(at=WHILE_OPEN) as act:
        return begin(act, call.id, organisation.id)


def answers(stage: Stage, application) -> Mapping[str, str]:
    stage.session.rollback()
    rows = stage.session.scalars(select(Answer).where(Answer.application_id == application.id))
    return {one.question: one.text for one in rows}


def test_details_are_kept_and_the_account_without_its_spaces(stage):
    organisation = an_organisation(stage)
    written(stage, organisation)

    stage.session.expire_all()
    kept = details_of(stage.session, organisation.id)
    assert kept is not None
    assert (kept.address, kept.account) == ("Parauga iela 1, Liepāja", "LV80BANK0000435195001")
    assert (kept.post_address, kept.signatory_ground) == (None, SigningGround.STATUTES)


def test_the_event_names_what_changed_and_not_what_stands_there(stage):
    organisation = an_organisation(stage)
    written(stage, organisation)
    written(stage, organisation, replace(DETAILS, phone="6000 0099", signatory_name="Jana Jauna"))

    events = stage.session.scalars(select(AuditEvent).where(AuditEvent.verb == "organisation.details-written"))
    *_, last = sorted(events, key=lambda one: one.number)
    assert last.facts == {"changed": ["phone", "signatory_name"]}
    assert last.details is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"account": "LV81 BANK 0000 4351 9500 1"}, AccountNumberWrong),
        ({"phone": "zvaniet"}, TelephoneWrong),
        ({"signatory_post": " "}, SignatoryIncomplete),
        ({"signatory_name": None}, SignatoryIncomplete),
        ({"signatory_ground": None}, SignatoryIncomplete),
    ],
)
def test_details_that_cannot_be_right_change_nothing(stage, changed, refusal):
    organisation = an_organisation(stage)
    written(stage, organisation)
    before = stage.everything()

    with pytest.raises(refusal):
        written(stage, organisation, replace(DETAILS, **changed))

    assert stage.everything() == before


def test_an_application_begins_with_the_details(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    written(stage, organisation)

    assert answers(stage, begun(stage, call, organisation)) == ANSWERS


def test_letters_go_to_the_postal_address_so_the_application_begins_with_it(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    written(stage, organisation, replace(DETAILS, post_address="a. k. 5, Liepāja"))

    assert answers(stage, begun(stage, call, organisation))["applicant-address"] == "a. k. 5, Liepāja"


def test_without_details_an_application_begins_empty(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)

    assert answers(stage, begun(stage, call, organisation)) == {}


def test_only_what_the_form_asks_in_that_way_is_taken(stage):
    form = PUMPURS_TEXT.replace('key = "applicant-phone"\nkind = "telephone"', 'key = "applicant-phone"\nkind = "text"')
    form = form.replace('key = "applicant-account"', 'key = "konts"')
    call, organisation = a_published_call(stage, form=form), an_organisation(stage)
    written(stage, organisation)

    taken = answers(stage, begun(stage, call, organisation))
    assert set(ANSWERS) - set(taken) == {"applicant-phone", "applicant-account"}


def test_a_second_click_begins_nothing_and_takes_nothing_anew(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    written(stage, organisation)
    first = begun(stage, call, organisation)
    written(stage, organisation, replace(DETAILS, phone="6000 0099"))

    assert begun(stage, call, organisation).id == first.id
    assert answers(stage, first) == ANSWERS


def test_what_is_changed_in_the_application_stays_there_and_changes_no_details(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    written(stage, organisation)
    first = begun(stage, call, organisation)
    with stage.acting(at=WHILE_OPEN) as act:
        seen = {one: ANSWERS.get(one, "") for one in (*ANSWERS, "applicant-contact")}
        save_section(act, first.id, "applicant", {"applicant-phone": "6000 0077"}, marks_of(_in_order(seen)))

    stage.session.expire_all()
    kept = details_of(stage.session, organisation.id)
    assert answers(stage, first) == ANSWERS | {"applicant-phone": "6000 0077"}
    assert kept is not None
    assert kept.phone == "+371 6000 0010"
    assert begun(stage, call, organisation).id != first.id


def _in_order(seen: Mapping[str, str]) -> Mapping[str, str]:
    """As the section asks them."""
    order = ("address", "email", "phone", "account", "signatory", "contact")
    return {f"applicant-{one}": seen[f"applicant-{one}"] for one in order}
