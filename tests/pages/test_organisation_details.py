"""The details of an organisation: who changes them, what is checked, and how an application begins with them."""

import pytest
from flask import Flask

from app.extensions import db
from competition.organisation.details import details_of
from competition.organisation.queries import person_by_email
from competition.organisation.records import OrganisationDetails, SigningGround
from tests.pages.conftest import signed_in
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, links_of, text_of

PAGE, OTHERS = (f"/lv/account/organisations/{{organisation of {name}}}/details" for name in ("ngo", "ngo2"))
SIGNS = {"signatory_name": "Otto Paraugs", "signatory_post": "valdes loceklis", "signatory_ground": "power_of_attorney"}


def kept(app: Flask, name: str) -> OrganisationDetails | None:
    with app.app_context():
        person = person_by_email(db.session(), f"{name}@example.org")
        assert person is not None
        return details_of(db.session(), person.memberships[0].organisation_id)


def test_details_are_written_and_read_back(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "ngo2"), with_keys(own_demo_site, OTHERS)
    typed = {"address": "Parauga iela 2", "account": "lv80bank0000435195001", "email": "Otto@Example.org"} | SIGNS
    answer = client.post(page, data=fields_of(client.get(page)) | typed)
    assert (answer.status_code, answer.location) == (303, f"{page}?saved=1")
    shown = client.get(answer.location)
    fields = fields_of(shown)
    assert (fields["account"], fields["email"]) == ("LV80 BANK 0000 4351 9500 1", "otto@example.org")
    assert "Saglabāts" in text_of(shown)
    details = kept(own_demo_site, "ngo2")
    assert details is not None
    assert (details.account, details.signatory_ground) == ("LV80BANK0000435195001", SigningGround.POWER_OF_ATTORNEY)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"account": "LV81BANK0000435195001"}, "Pārbaudiet bankas konta numuru"),
        ({"phone": "zvaniet"}, "Ierakstiet vienu tālruņa numuru"),
        ({"email": "anna"}, "Ierakstiet e-pasta adresi"),
        ({"signatory_post": ""}, "Par paraksttiesīgo personu norādiet vārdu, amatu un pamatu"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field_and_not_saved(own_demo_site: Flask, typed, sentence):
    client, page = signed_in(own_demo_site, "ngo"), with_keys(own_demo_site, PAGE)
    before = kept(own_demo_site, "ngo")
    answer = client.post(page, data=fields_of(client.get(page)) | typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    after = kept(own_demo_site, "ngo")
    assert before is not None
    assert after is not None
    assert after.changed_at == before.changed_at


def test_a_signatory_is_taken_away_though_a_choice_cannot_be(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "ngo"), with_keys(own_demo_site, PAGE)
    typed = fields_of(client.get(page)) | {"signatory_name": "", "signatory_post": "", "signatory_ground": "statutes"}
    assert [client.post(page, data=typed).status_code for _ in range(2)] == [303, 303]
    details = kept(own_demo_site, "ngo")
    assert details is not None
    assert (details.signatory_name, details.signatory_post, details.signatory_ground) == (None, None, None)


def test_an_older_tab_does_not_overwrite_the_details(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "ngo"), with_keys(own_demo_site, PAGE)
    opened = fields_of(client.get(page)) | {"signatory_ground": "statutes"}
    assert client.post(page, data=opened | {"phone": "6000 0077"}).status_code == 303
    later = client.post(page, data=opened | {"phone": "6000 0088", "address": "Jaunā iela 3"})
    assert later.status_code == 409
    assert "Saglabātais: 6000 0077" in text_of(later)
    details = kept(own_demo_site, "ngo")
    assert details is not None
    assert (details.phone, details.address) == ("6000 0077", "Parauga iela 1, Liepāja, LV-3401")
    assert client.post(page, data=fields_of(later) | {"signatory_ground": "statutes"}).status_code == 303


def test_the_details_are_for_the_people_of_the_organisation(own_demo_site: Flask):
    page = with_keys(own_demo_site, PAGE)
    assert [signed_in(own_demo_site, who).get(page).status_code for who in ("ngo2", "chair")] == [404, 403]


def test_an_application_begins_with_the_details_and_says_so(own_demo_site: Flask):
    client, apply = signed_in(own_demo_site, "ngo"), "/lv/calls/liepaja-demo/apply"
    before = client.get(apply)
    assert with_keys(own_demo_site, PAGE) in links_of(before)
    begun = client.post(apply, data=fields_of(before)).location
    section = client.get(f"{begun}/sections/applicant")
    shown = fields_of(section)
    assert shown["applicant-account"] == "LV80 BANK 0000 4351 9500 1"
    assert shown["applicant-signatory"] == "Anna Paraudziņa, valdes priekšsēdētāja"
    assert "Tas, ko maināt šeit, mainās tikai šajā pieteikumā." in text_of(section)
    assert "mainās tikai šajā pieteikumā" not in text_of(client.get(f"{begun}/sections/aim"))
