"""May we apply? The check before an application: public, answered in the address, kept nowhere, forbidding nothing."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.extensions import db
from app.schema import metadata
from competition.call.forms import put_form
from competition.call.records import Call, EligibilityCriterion
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import join
from competition.organisation.records import Membership, Person, Standing
from tests.pages.applicants import OPEN_CALL, SCORING_CALL, just_after, press, put_clock
from tests.pages.conftest import DEMO_DAY, At, draw_up_a_draft, signed_in
from tests.pages.mails import last_mail, path_in
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_applicant_pages import queries
from tests.pages.test_form_pages import SHORT

CHECK = f"/calls/{OPEN_CALL}/apply"
BEGIN = f"{CHECK}?begin=yes"
FINE = {
    "organisation": "association",
    "group": "none",
    "target-group": "at-risk",
    "period.project-from": "2026-12-01",
    "period.project-until": "2027-05-31",
    "asked": "yes",
}
VERDICTS = {
    "yes": {"lv": "Jā, jūs drīkstat pieteikties", "en": "Yes, you may apply"},
    "no": {"lv": "Nē, tā pieteikties nevar", "en": "No, you may not apply in this way"},
    "first": {"lv": "Vispirms vēl kaut kas jāizdara", "en": "Something has to be done first"},
}


@pytest.fixture
def somebody(demo_site: Flask, at: At) -> FlaskClient:
    """The browser of somebody without an account, on the demonstration's day."""
    at(DEMO_DAY)
    return demo_site.test_client()


def way_to(address: str, language: str = "lv", before: str = "/sign-in") -> str:
    """The way to an address by way of signing in."""
    return f"/{language}{before}?next={quote(f'/{language}{address}', safe='/?=')}"


def asked(client: FlaskClient, language: str = "lv", **changes: str) -> Any:
    """The page with these answers."""
    given = {**FINE, **{key.replace("_", "-"): value for key, value in changes.items()}}
    return client.get(f"/{language}{CHECK}?{urlencode(given)}")


def title_of(page: Any) -> str:
    """The name of the page in the browser."""
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    assert found
    return unescape(found[1])


def test_somebody_without_an_account_is_asked_and_given_no_cookie(somebody: FlaskClient, language):
    page = somebody.get(f"/{language}{CHECK}")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    for question in PUMPURS.check:
        assert question.label[language] in text_of(page)
    assert not any(words[language] in text_of(page) for words in VERDICTS.values())


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "yes"),
        ({"organisation": "youth-organisation", "group": "agreed"}, "yes"),
        ({"organisation": "other"}, "no"),
        ({"target_group": "others", "group": "not-agreed"}, "no"),
        ({"organisation": "group"}, "first"),
        ({"period.project-from": "", "period.project-until": ""}, "yes"),
    ],
)
def test_the_answer_stands_in_the_title_and_at_the_top(somebody: FlaskClient, language, changes, verdict):
    page = asked(somebody, language, **changes)

    words = VERDICTS[verdict][language]
    assert page.status_code == 200
    assert title_of(page).startswith(words)
    assert text_of(page).index(words, len(title_of(page))) < text_of(page).index(PUMPURS.check[0].label[language])


def test_a_no_has_every_reason_its_criterion_whom_to_ask_and_other_calls(somebody: FlaskClient):
    page = asked(somebody, organisation="other", target_group="others", group="not-agreed")

    text, links = text_of(page), links_of(page)
    assert "Skola vai jauniešu centrs projektā var būt sadarbības partneris." in text
    assert "1.2 atbilstības kritērijs: Iesniedzējs ir jaunatnes organizācija" in text
    assert "1.6 atbilstības kritērijs: Mērķa grupa atbilst nolikumam." in text
    assert "pieteikumam jāpievieno tās piekrišana" not in text
    assert {"mailto:konkurss@example.org", "/lv/", f"/lv/calls/{OPEN_CALL}#eligibility"} <= set(links)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-11-23", "2027-05-31", "Izvēlieties dienu no 2026. gada 24. novembra līdz"),
        ("2026-12-01", "2027-01-31", "Projektam jāilgst vismaz 3 mēnešus: līdz 2027. gada 28. februārim vai ilgāk."),
        ("2026-12-01", "2028-06-01", "Projekts nedrīkst būt ilgāks par 18 mēnešiem: līdz 2028. gada 31. maijam."),
    ],
)
def test_days_that_do_not_fit_are_to_be_chosen_first_by_the_calls_own_terms(somebody, first, last, sentence):
    page = asked(somebody, **{"period.project-from": first, "period.project-until": last})

    assert VERDICTS["first"]["lv"] in text_of(page)
    assert sentence in text_of(page)
    assert "1.7 atbilstības kritērijs" in text_of(page)


@pytest.mark.parametrize("first", ["2026-12-01", ""])
def test_days_not_chosen_yet_leave_it_a_yes_that_says_which_days_can_be_chosen(somebody: FlaskClient, first):
    page = asked(somebody, **{"period.project-from": first, "period.project-until": ""})

    assert VERDICTS["yes"]["lv"] in text_of(page)
    assert "Pirms iesniegšanas vēl jāizdara: Izvēlieties projekta dienas: no 2026. gada 24. novembra" in text_of(page)


@pytest.mark.parametrize("changes", [{}, {"organisation": "other"}, {"organisation": "group"}])
def test_whatever_it_says_one_may_begin_and_comes_back_without_the_answers(somebody, language, changes):
    links = links_of(asked(somebody, language, **changes))

    assert way_to(BEGIN, language, "/register") in {link.replace("%3D", "=") for link in links}
    assert way_to(BEGIN, language) in {link.replace("%3D", "=") for link in links}
    assert [link for link in links if "next=" in link and "organisation" in link] == []


def test_an_address_that_was_kept_is_answered_without_the_button(somebody: FlaskClient):
    kept = urlencode({key: value for key, value in FINE.items() if key != "asked"})

    assert VERDICTS["yes"]["lv"] in text_of(somebody.get(f"/lv{CHECK}?{kept}"))


def test_what_belongs_to_nobody_in_the_address_is_no_answer(somebody: FlaskClient):
    page = somebody.get(f"/lv{CHECK}?utm_source=avize&team=x")

    assert (page.status_code, "Jāizlabo" in text_of(page)) == (200, False)


CHOOSE, NO_DAY = "Izvēlieties vienu no atbildēm.", "Ierakstiet derīgu datumu."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("asked=yes", f"Kas iesniegs pieteikumu? {CHOOSE}"),
        (urlencode(FINE | {"organisation": "karalis"}), f"Kas iesniegs pieteikumu? {CHOOSE}"),
        (urlencode(FINE) + "&organisation=other", f"Kas iesniegs pieteikumu? {CHOOSE}"),
        (urlencode(FINE | {"organisation": "x" * 1_000_000}), f"Kas iesniegs pieteikumu? {CHOOSE}"),
        ("organisation=%ff%fe&asked", f"Kas iesniegs pieteikumu? {CHOOSE}"),
        (urlencode(FINE | {"period.project-from": "rīt"}), f"Pirmā diena: {NO_DAY}"),
        (urlencode(FINE | {"period.project-from": "9" * 1_000_000}), f"Pirmā diena: {NO_DAY}"),
        (urlencode(FINE) + "&period.project-until=2027-06-01", f"Pēdējā diena: {NO_DAY}"),
        (
            urlencode(FINE | {"period.project-until": "2026-11-30"}),
            "Pēdējā diena: Pēdējā diena nevar būt pirms pirmās.",
        ),
    ],
)
def test_a_slip_or_a_hostile_address_is_told_in_a_sentence(somebody: FlaskClient, query, sentence):
    page = somebody.get(f"/lv{CHECK}?{query}")

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert title_of(page).startswith("Kļūda: ")
    assert not any(words["lv"] in text_of(page) for words in VERDICTS.values())


@pytest.mark.parametrize(
    "query", [f"{urlencode(FINE)}&group=none", urlencode(FINE | {"period.project-from": "0001-01-01"})]
)
def test_the_same_twice_or_a_strange_day_is_an_answer_all_the_same(somebody: FlaskClient, query):
    assert somebody.get(f"/lv{CHECK}?{query}").status_code == 200


def test_what_was_answered_is_kept_nowhere(own_demo_site: Flask):
    client = own_demo_site.test_client()
    before = everything(own_demo_site)

    page = asked(client, organisation="other")

    assert page.headers["Cache-Control"] == "no-store"
    assert everything(own_demo_site) == before


def everything(app: Flask) -> Any:
    with app.app_context():
        tables = metadata.sorted_tables
        return {one.name: db.session.scalar(select(func.count()).select_from(one)) for one in tables}


def test_a_newcomer_goes_from_the_list_by_the_check_and_a_new_account_to_a_new_application(own_demo_site: Flask):
    client = own_demo_site.test_client()
    assert f"/lv{CHECK}" in links_of(client.get("/lv/"))
    found = asked(client)
    register = next(link for link in links_of(found) if link.startswith("/lv/register"))
    typed = {"name": "Zane Ozola", "email": "zane@example.org", "password": "zila upe dzied klusi"}
    client.post("/lv/register", data=fields_of(client.get(register)) | typed)

    link = path_in(last_mail(own_demo_site, "confirm"), "/register/")
    confirmed = press(client, link, link)
    assert (confirmed.status_code, confirmed.location) == (303, f"/lv{BEGIN}")
    add = next(link for link in links_of(client.get(confirmed.location)) if "/account/organisation" in link)
    named = {"number": "40008999103", "name": "Biedrība „Zilā upe”"}
    added = client.post(add, data=fields_of(client.get(add)) | named)
    assert (added.status_code, added.location) == (303, f"/lv{BEGIN}")

    begun = press(client, added.location, f"/lv{CHECK}")
    assert (begun.status_code, begun.location.startswith("/lv/applications/")) == (303, True)


def test_past_the_check_somebody_signs_in_and_comes_to_the_button(demo_site: Flask, somebody: FlaskClient, language):
    answer = somebody.get(f"/{language}{BEGIN}")

    assert (answer.status_code, answer.location.replace("%3D", "=")) == (303, way_to(BEGIN, language))
    page = signed_in(demo_site, "ngo").get(f"/{language}{BEGIN}")
    assert {"lv": "Sākt pieteikumu", "en": "Begin the application"}[language] in text_of(page)
    assert PUMPURS.check[0].label[language] not in text_of(page)
    assert f"/{language}{CHECK}" in links_of(page)


def test_who_is_signed_in_begins_from_the_page_of_the_check_too(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")

    assert PUMPURS.check[0].label["lv"] in text_of(client.get(f"/lv{CHECK}"))
    assert "Sākt bez pārbaudes" in text_of(client.get(f"/lv{CHECK}"))
    assert [link for link in links_of(asked(client)) if "/register" in link] == []
    assert press(client, f"/lv{CHECK}?{urlencode(FINE)}", f"/lv{CHECK}").status_code == 303


@pytest.mark.parametrize(
    "query", ["", f"?{urlencode(FINE)}", f"?{urlencode(FINE | {'organisation': 'x', 'period.project-from': 'x'})}"]
)
def test_somebody_of_two_organisations_ticks_what_the_label_says(own_demo_site: Flask, query):
    client = of_two_organisations(own_demo_site)

    page = client.get(f"/lv{CHECK}{query}")

    assert page.text.count('name="organisation"') == len(PUMPURS.check[0].answers) + 2
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert [one for one in ids if ids.count(one) > 1] == []
    assert set(re.findall(r'<label for="([^"]+)"', page.text)) <= set(ids)
    assert set(re.findall(r'<a href="#([^"]+)"', page.text)) <= {*ids, "content"}


def of_two_organisations(app: Flask) -> FlaskClient:
    """The browser of `ngo`, who now writes for the organisation of `ngo2`, too."""
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        of = select(Membership.organisation_id).join(Person, Person.id == Membership.person_id)
        person = act.session.scalars(select(Person).where(Person.email == "ngo@example.org")).one()
        other = act.session.scalars(of.where(Person.email == "ngo2@example.org")).one()
        join(act, person.id, other, Standing.EDITOR)
    return signed_in(app, "ngo")


@pytest.mark.parametrize("who", ["chair", "coordinator"])
def test_somebody_of_no_organisation_is_told_so_below_the_check(demo_site: Flask, at: At, who):
    at(DEMO_DAY)

    for address in (CHECK, BEGIN):
        page = signed_in(demo_site, who).get(f"/lv{address}")
        assert "Jūsu konts nav saistīts ar organizāciju" in text_of(page)
        assert "Sākt pieteikumu" not in text_of(page)


def test_nobody_begins_without_signing_in(own_demo_site: Flask):
    answer = own_demo_site.test_client().post(f"/lv{CHECK}")

    assert answer.status_code in (303, 400)
    assert "/applications/" not in (answer.location or "")


@pytest.mark.parametrize("query", ["", "?begin=yes", f"?{urlencode(FINE)}"])
def test_a_call_that_is_not_open_asks_nothing_and_says_so_without_an_account(somebody: FlaskClient, query):
    page = somebody.get(f"/lv/calls/{SCORING_CALL}/apply{query}")

    assert page.status_code == 200
    assert "Termiņš bija 5. septembris." in text_of(page)
    assert PUMPURS.check[0].label["lv"] not in text_of(page)


def test_after_the_last_accepted_instant_nothing_is_asked_any_more(own_demo_site: Flask):
    client = own_demo_site.test_client()
    put_clock(just_after(own_demo_site, OPEN_CALL))

    assert "Pieteikumu pašlaik sākt nevar" in text_of(client.get(f"/lv{CHECK}"))
    assert f"/lv{CHECK}" not in links_of(client.get("/lv/"))


@pytest.mark.parametrize("slug", ["nav-tada", "liepaja-melnraksts"])
def test_a_call_that_is_not_public_is_not_there(own_demo_site: Flask, slug):
    draw_up_a_draft(own_demo_site)

    assert own_demo_site.test_client().get(f"/lv/calls/{slug}/apply").status_code == 404


def with_form(app: Flask, text: str) -> None:
    """Give the open call another form, as if it had had it always."""
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        call = act.session.scalars(select(Call).where(Call.slug == OPEN_CALL)).one()
        put_form(act, call, text)
        act.note("test.form", call)


def test_a_call_whose_form_has_no_check_goes_straight_on(own_demo_site: Flask, language):
    with_form(own_demo_site, SHORT)
    client, here = own_demo_site.test_client(), f"/{language}{CHECK}"

    assert here not in links_of(client.get(f"/{language}/"))
    assert (client.get(here).status_code, client.get(here).location) == (303, way_to(CHECK, language))
    page = signed_in(own_demo_site, "ngo").get(here)
    assert {"lv": "Sākt pieteikumu", "en": "Begin the application"}[language] in text_of(page)
    assert 'name="asked"' not in page.text
    assert here not in links_of(page)


def test_a_paragraph_of_the_rules_is_told_and_a_criterion_that_the_call_has_not_is_passed_over(own_demo_site: Flask):
    ours = 'criterion = "9.9"\nparagraph.lv = "nolikuma 5. punkts"'
    with_form(own_demo_site, PUMPURS_TEXT.replace('criterion = "1.2"', ours))

    page = asked(own_demo_site.test_client(), organisation="other")

    assert "Pamats: nolikuma 5. punkts." in text_of(page)
    assert "9.9" not in text_of(page)
    desk = text_of(signed_in(own_demo_site, "coordinator").get(f"/lv/desk/calls/{OPEN_CALL}/form"))
    assert "Konkursā nav atbilstības kritērija 9.9" in desk


def test_a_call_that_does_not_say_when_projects_run_does_not_ask_for_days(own_demo_site: Flask):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        call = act.session.scalars(select(Call).where(Call.slug == OPEN_CALL)).one()
        call.months_min = call.months_max = call.implementation_from = call.implementation_until = None
        act.note("test.window", call)
    client = own_demo_site.test_client()

    assert "project-from" not in client.get(f"/lv{CHECK}").text
    assert VERDICTS["yes"]["lv"] in text_of(asked(client))


def test_the_call_leads_to_the_check_while_it_is_open(somebody: FlaskClient, language):
    here = f"/{language}{CHECK}"
    told = {"lv": "Pārbaudīt, vai drīkstat pieteikties", "en": "Check whether you may apply"}[language]

    page = somebody.get(f"/{language}/calls/{OPEN_CALL}")
    assert (told in text_of(page), here in links_of(page)) == (True, True)
    assert told not in text_of(somebody.get(f"/{language}/calls/{SCORING_CALL}"))


def test_the_list_of_calls_asks_for_all_forms_at_once(own_demo_site: Flask):
    client = own_demo_site.test_client()
    client.get("/lv/")
    before = queries(own_demo_site, lambda: client.get("/lv/?known"))
    with_forms_of_their_own(own_demo_site)

    assert queries(own_demo_site, lambda: client.get("/lv/?unread")) == before + 1


def with_forms_of_their_own(app: Flask) -> None:
    """Every open call with a form that nobody has read yet."""
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        for call in act.session.scalars(select(Call).where(Call.form.is_not(None))):
            put_form(act, call, f"{PUMPURS_TEXT}\n# {call.slug} {app.instance_path}")
            act.note("test.form", call)


def test_the_coordinator_sees_the_check_with_what_each_answer_leads_to(demo_site: Flask, at: At, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(f"/{language}/desk/calls/{OPEN_CALL}/form")

    text = text_of(page)
    for question in PUMPURS.check:
        assert question.label[language] in text
        for answer in question.answers:
            assert answer.label[language] in text
            assert (answer.reason or {language: ""})[language] in text
    assert {"lv": "Atbild: nē.", "en": "Says: no."}[language] in text
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_the_criteria_that_the_shipped_check_names_are_those_of_a_new_call(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    named = {one.basis.criterion for one in PUMPURS.check} | {
        answer.basis.criterion for one in PUMPURS.check for answer in one.answers
    }
    with own_demo_site.app_context():
        codes = set(
            db.session.scalars(select(EligibilityCriterion.code).join(Call).where(Call.slug == "liepaja-melnraksts"))
        )

    assert named - {None} <= codes
