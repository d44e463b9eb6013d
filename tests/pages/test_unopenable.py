"""Files that were taken and that nobody can open any more: told before and after handing in, which they do not keep."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.extensions import db
from competition.eligibility.records import ClarifyingFile
from competition.foundation.clock import machine_now
from competition.foundation.kept_files import KeptFile, Scan
from tests.pages.applicants import A_PDF, READY, address_of, files_of, press, send_file, versions_of
from tests.pages.clarifying import EVENING, ask
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of

TOLD = {
    "virus": {"lv": "Tajā atrasts vīruss (Eicar): pievienojiet", "en": "A virus was found in it (Eicar): attach"},
    "lost": {"lv": "Portāls to ir pazaudējis, un tā nav jūsu vaina", "en": "The portal has lost it, through no fault"},
}
COMPLETE = {"lv": "Viss vajadzīgais ir aizpildīts", "en": "Everything that is needed is there"}
STILL = {"lv": "iesniedziet tā, kā ir: pieteikums skaitīsies saņemts", "en": "hand in as it is: it counts as received"}
ONE = {"lv": "1 pievienoto failu neviens nevar atvērt", "en": "Nobody can open 1 of the attached files"}


def happen(app: Flask, what: str) -> str:
    """Let something happen to the first of the files; the place in which it is."""
    first = files_of(app, READY)[0]
    trouble = {
        "virus": {"scan": Scan.INFECTED, "virus": "Eicar"},
        "lost": {"missing_since": machine_now()},
        "waits": {"scan": Scan.PENDING},
    }
    with app.test_request_context():
        db.session.execute(update(KeptFile).where(KeptFile.digest == first.digest).values(trouble[what]))
        db.session.commit()
    return first.slot


@pytest.mark.parametrize("what", ["virus", "lost"])
def test_before_and_after_handing_in_it_is_told_which_file_nobody_can_open_and_it_is_still_received(
    own_demo_site: Flask, at, language, what
):
    at(DEMO_DAY)
    slot = happen(own_demo_site, what)
    client = signed_in(own_demo_site, "ngo")
    review = address_of(own_demo_site, READY, "/review", language)

    page = client.get(review)
    text = text_of(page)
    assert ONE[language] in text
    assert TOLD[what][language] in text
    assert STILL[language] in text
    assert COMPLETE[language] not in text
    assert address_of(own_demo_site, READY, "/attachments", language) + f"#{slot}" in links_of(page)

    answer = press(client, review, address_of(own_demo_site, READY, "/submit", language))
    assert answer.status_code == 303
    assert len(versions_of(own_demo_site, READY)) == 1
    assert TOLD[what][language] in text_of(client.get(answer.headers["Location"]))


def test_a_file_that_only_waits_for_the_scanner_is_no_trouble_to_whoever_hands_in(own_demo_site: Flask, at):
    at(DEMO_DAY)
    happen(own_demo_site, "waits")
    client = signed_in(own_demo_site, "ngo")

    text = text_of(client.get(address_of(own_demo_site, READY, "/review")))

    assert "neviens nevar atvērt" not in text
    assert COMPLETE["lv"] in text


def test_before_an_answer_is_handed_in_it_is_told_which_of_its_files_nobody_can_open(own_demo_site: Flask, at):
    at(DEMO_DAY)
    ask(own_demo_site)
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, EVENING, "/clarification")
    page = f"{here}/attachments"
    assert send_file(client, page, "power-of-attorney", "pilnvara.pdf", A_PDF).status_code == 303
    with own_demo_site.test_request_context():
        trouble = {"scan": Scan.INFECTED, "virus": "Eicar"}
        digest = db.session.scalars(select(ClarifyingFile.digest).order_by(ClarifyingFile.id.desc())).first()
        db.session.execute(update(KeptFile).where(KeptFile.digest == digest).values(trouble))
        db.session.commit()

    review = client.get(f"{here}/review")

    assert TOLD["virus"]["lv"] in text_of(review)
    assert f"{page}#power-of-attorney" in links_of(review)
