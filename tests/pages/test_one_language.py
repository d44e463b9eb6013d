"""A page speaks one language; what it must say in another is marked so, for those who listen and for machines."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.extensions import db
from competition.call.records import Call, EligibilityCriterion, QualityCriterion, QualityLevel
from tests.pages.conftest import ANNOUNCED, COMING, DEMO_DAY, EMAIL, EVALUATED, OPEN, PASSWORD, At, signed_in
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, sign_in
from tests.pages.speaking import Piece, pieces_of

LOOK = "/applications/{Vakara skolotāji}/files/{digest Vakara skolotāji/statuti.pdf}/look"
# Every page and moment: a new page gets its line here.
PAGES: tuple[tuple[str, datetime], ...] = (
    ("/", COMING),
    ("/", OPEN),
    ("/", EVALUATED),
    ("/", ANNOUNCED),
    ("/calls/liepaja-2020", COMING),
    ("/calls/liepaja-2020", OPEN),
    ("/calls/liepaja-2020", EVALUATED),
    ("/calls/liepaja-2020", ANNOUNCED),
    ("/calls/liepaja-2019", ANNOUNCED),
    ("/calls/liepaja-2018", ANNOUNCED),
    ("/calls/liepaja-2020/results", EVALUATED),
    ("/calls/liepaja-2018/results", ANNOUNCED),
    ("/calls/liepaja-2019/results", ANNOUNCED),
    ("/calls/liepaja-2020/results", ANNOUNCED),
    ("/sign-in", OPEN),
    ("/sign-in/passkey", OPEN),
    ("/sign-out", OPEN),
    ("/register", OPEN),
    ("/register/sent", OPEN),
    ("/register/x", OPEN),
    ("/forgot", OPEN),
    ("/forgot/sent", OPEN),
    ("/forgot/done", OPEN),
    ("/forgot/x", OPEN),
    ("/account/email/changed", OPEN),
    ("/account/email/x", OPEN),
    ("/invitations/x", OPEN),
    ("/help", OPEN),
    ("/help/applicant", OPEN),
    ("/help/committee", OPEN),
    ("/help/auditor", OPEN),
    ("/help/administrator", OPEN),
    ("/help/accessibility", OPEN),
    ("/help/privacy", OPEN),
    ("/styleguide", OPEN),
    ("/styleguide/form", OPEN),
    ("/styleguide/files", OPEN),
    ("/styleguide/done", OPEN),
    ("/styleguide/sheet", OPEN),
    ("/styleguide/ranking", OPEN),
    ("/styleguide/desk", OPEN),
    ("/nav-tadas", OPEN),
    ("/calls/nav-tada", OPEN),
)
OF_SOMEBODY: tuple[str, ...] = (
    "/account",
    "/account/password",
    "/account/password/changed",
    "/account/codes",
    "/account/codes/app",
    "/account/codes/passkey",
    "/account/email",
    "/account/email/sent",
    "/sign-out",
    "/",
    "/calls/liepaja-2020",
)

SECOND = "{Stāsti no mūsu ielas: otrā sezona}"
STATUTES = "/applications/{Stāsti no mūsu ielas}/attachments/to/statutes"
CLARIFIED = "{clarified Stāsti no mūsu ielas: otrā sezona/partnera-apliecinajums.pdf}"

# Pages of the roles, in the demonstration: who looks, and where. A new page gets its line in its role's part.
OF_APPLICANTS: tuple[tuple[str, str], ...] = (
    ("ngo", "/account"),
    ("chair", "/account/organisation"),
    ("ngo", "/account/organisations/{organisation of ngo}"),
    ("ngo", "/account/organisations/{organisation of ngo}/details"),
    ("ngo2", "/account/organisations/{organisation of ngo2}/details"),
    ("ngo", "/account/organisations/{organisation of ngo}/people/{person ngo}/remove"),
    ("ngo", "/applications"),
    ("ngo", "/calls/liepaja-demo"),
    ("ngo", "/calls/liepaja-demo/apply"),
    ("ngo", "/calls/liepaja-demo/apply?begin=yes"),
    ("ngo", "/calls/liepaja-demo/apply?organisation=other&group=not-agreed&target-group=others"),
    ("ngo", "/calls/liepaja-demo/apply?organisation=group&group=none&target-group=not-at-risk"),
    ("ngo", "/calls/liepaja-demo/apply?organisation=association&group=none&target-group=at-risk"),
    ("chair", "/calls/liepaja-demo/apply"),
    ("ngo", "/calls/liepaja-demo-scoring/apply"),
    ("ngo", "/applications/{Pagalma darbnīca}"),
    ("ngo", "/applications/{Pagalma darbnīca}/sections/applicant"),
    ("ngo", "/applications/{Pagalma darbnīca}/sections/project"),
    ("ngo", "/applications/{Stāsti no mūsu ielas}/sections/target-group"),
    ("ngo", "/applications/{Pagalma darbnīca}/sections/declarations"),
    ("ngo", "/applications/{Pagalma darbnīca}/attachments"),
    ("ngo", "/applications/{Stāsti no mūsu ielas}/attachments"),
    (
        "ngo",
        "/applications/{Stāsti no mūsu ielas}/attachments/{Stāsti no mūsu ielas/statuti.pdf}/remove",
    ),
    ("ngo", f"{STATUTES}/replace?file={{offer Stāsti no mūsu ielas/statutes}}"),
    ("ngo", "/applications/{Pagalma darbnīca}/review"),
    ("ngo", "/applications/{Stāsti no mūsu ielas}/review"),
    ("ngo", "/applications/{Stāsti no mūsu ielas: otrā sezona}"),
    ("ngo", f"/applications/{SECOND}/submitted"),
    ("ngo", f"/applications/{SECOND}/clarification"),
    ("ngo", f"/applications/{SECOND}/clarification/attachments"),
    ("ngo", f"/applications/{SECOND}/clarification/attachments/{CLARIFIED}/remove"),
    ("ngo", f"/applications/{SECOND}/clarification/review"),
    ("ngo", f"/applications/{SECOND}/clarification/receipt"),
    ("ngo2", "/applications/{Kustības laboratorija}"),
    ("ngo2", "/applications/{Kustības laboratorija}/receipt"),
    ("ngo2", "/verify"),
    ("ngo2", "/verify?code=KR1.eyJjYWxsIjoibGllcGFqYSJ9." + "A" * 86),
    ("ngo2", "/applications/{Kustības laboratorija}/submitted"),
    ("ngo2", "/applications/{Kustības laboratorija}/withdraw"),
    ("ngo", "/account/organisations/{organisation of ngo}/requests/{request Piemērs}"),
    ("new", "/account"),
    ("new", "/account/organisation/ask"),
    ("reader", "/applications/{Kustības laboratorija}"),
    ("reader", "/applications/{Kustības laboratorija}/review"),
    ("reader", "/calls/liepaja-demo/apply"),
    ("reader", "/account/organisations/{organisation of ngo2}"),
    ("ngo", "/account/organisations/{organisation of ngo}/people/{person ngo}/standing"),
    ("ngo", "/applications/{Pagalma darbnīca}/discard"),
    ("ngo", "/applications/{Pagalma darbnīca}/word"),
    ("ngo", "/applications/{Pagalma darbnīca}?read=3"),
    ("ngo", "/applications/{Pagalma darbnīca}/history"),
    ("ngo", "/applications/{Stāsti no mūsu ielas}/history?section=activities"),
    ("ngo", "/applications/{Pagalma darbnīca}/history/{change Pagalma darbnīca/aim-goal}"),
)
OF_COMMITTEES: tuple[tuple[str, str], ...] = (
    ("chair", "/committee/liepaja-demo-scoring/ranking"),
    ("secretary", "/committee/liepaja-demo-scoring/minutes"),
    ("member3", "/committee/liepaja-demo-scoring/applications/{Vakara skolotāji}"),
    ("member3", f"/committee/liepaja-demo-scoring/applications/{SECOND}"),
    ("member3", "/committee"),
    ("member3", "/committee/liepaja-demo"),
    ("member3", "/committee/liepaja-demo/declaration"),
    ("member2", "/committee/liepaja-demo-scoring"),
    ("chair", "/committee/liepaja-demo-scoring/chair"),
    (
        "chair",
        f"/committee/liepaja-demo-scoring{LOOK}",
    ),
    ("chair", "/committee/liepaja-demo-scoring/search?q=biedriba"),
    ("chair", "/committee/liepaja-demo-scoring/chair/close"),
    ("chair", "/committee/liepaja-demo-scoring/chair/reopen"),
    ("secretary", "/committee/liepaja-demo-scoring/chair"),
)
OF_COORDINATORS: tuple[tuple[str, str], ...] = (
    ("coordinator", "/desk/calls/liepaja-demo-scoring/committee"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/ranking"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/decision"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/announcement"),
    ("coordinator", "/desk/calls/liepaja-2020/letters"),
    ("coordinator", "/desk/letterhead/liepaja"),
    ("coordinator", "/desk"),
    ("coordinator", "/desk/new-call"),
    ("coordinator", "/desk/files"),
    (
        "coordinator",
        f"/desk/calls/liepaja-demo-scoring{LOOK}",
    ),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/search"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/search?q=biedriba"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/search?q=nekas+tads"),
    ("coordinator", "/desk/requests/{request Trešais piemērs}"),
    ("coordinator", "/desk/calls/liepaja-demo"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring"),
    ("coordinator", "/desk/calls/liepaja-2020"),
    ("coordinator", "/desk/calls/liepaja-demo/preview"),
    ("coordinator", "/desk/calls/liepaja-demo/publish"),
    ("coordinator", "/desk/calls/liepaja-demo/form"),
    ("coordinator", "/desk/calls/liepaja-demo/documents"),
    ("coordinator", "/desk/calls/liepaja-demo/documents/{call liepaja-demo/nolikums.pdf}/replace"),
    ("coordinator", "/desk/calls/liepaja-demo/members"),
    ("coordinator", "/desk/calls/liepaja-demo/members/{member liepaja-demo/m1}/remove"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/amendments"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications?q=nekas"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/unsent"),
    ("coordinator", "/desk/calls/liepaja-demo/applications/new"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Velosipēdu darbnīca}"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Velosipēdu darbnīca}/registered"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Velosipēdu darbnīca}/accept-late"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Velosipēdu darbnīca}/add-file"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Velosipēdu darbnīca}/eligibility"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}/withdraw"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/eligibility"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}/eligibility"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Zaļā klase pagalmā}/eligibility"),
    ("coordinator", "/desk/calls/liepaja-demo-scoring/applications/{Zaļā klase pagalmā}/clarification"),
    ("coordinator", f"/desk/calls/liepaja-demo-scoring/applications/{SECOND}"),
    ("coordinator", f"/desk/calls/liepaja-demo-scoring/applications/{SECOND}/eligibility"),
)
OF_AUDITORS: tuple[tuple[str, str], ...] = (
    ("auditor", "/audit"),
    ("auditor", "/audit/chain"),
    (
        "auditor",
        f"/audit/calls/liepaja-demo-scoring{LOOK}",
    ),
    ("auditor", "/audit/chain?kind=committee"),
    ("auditor", "/audit/chain?person=nekas"),
    ("auditor", "/audit/chain/check"),
    ("auditor", "/audit/readings"),
    ("auditor", "/audit/calls/liepaja-demo"),
    ("auditor", "/audit/calls/liepaja-demo-scoring"),
    ("auditor", "/audit/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}"),
    ("auditor", f"/audit/calls/liepaja-demo-scoring/applications/{SECOND}"),
    ("auditor", "/audit/calls/liepaja-demo-scoring/ranking"),
    ("auditor", "/audit/calls/liepaja-demo-scoring/decision"),
    ("auditor", "/audit/calls/liepaja-demo-scoring/letters"),
    ("auditor", "/audit/calls/liepaja-2020/letters"),
    ("auditor", "/audit/calls/liepaja-2020/decision"),
)
OF_ADMINISTRATORS: tuple[tuple[str, str], ...] = (
    ("admin", "/admin"),
    ("admin", "/admin/people"),
    ("admin", "/admin/people?q=nekas"),
    ("admin", "/admin/people/invite"),
    ("admin", "/admin/people/{person coordinator@example.org}"),
    ("admin", "/admin/people/{person admin@example.org}"),
    ("admin", "/admin/people/{person coordinator@example.org}/lock"),
    ("admin", "/admin/people/{person coordinator@example.org}/open"),
    ("admin", "/admin/people/{person coordinator@example.org}/roles/{role coordinator@example.org}/take"),
    ("admin", "/admin/organisers"),
    ("admin", "/admin/organisers/new"),
    ("admin", "/admin/organisers/liepaja"),
    ("admin", "/admin/settings"),
    ("admin", "/admin/health"),
    ("admin", "/admin/events"),
)
OF_ROLES = (*OF_APPLICANTS, *OF_COMMITTEES, *OF_COORDINATORS, *OF_AUDITORS, *OF_ADMINISTRATORS)

# Names of their own, the same in every language.
PROPER = (
    "Konkurss",
    "Attīstības platforma YOU+",
    "Ilze Bērziņa",
    "Anna Paraudziņa",
    "Koordinatore Paraudziņa",
    "Auditore Paraudziņa",
    "Koordinators Paraugs",
    "Administrators Paraugs",
    "1. loceklis",
    "Otto Paraugs",
    "Rita Paraudziņa",
    "Nora Paraudziņa",
    "2. loceklis",
    "3. loceklis",
    "Priekšsēdētāja Paraudziņa",
    "Sekretārs Paraugs",
    "„PuMPuRS”",
    "“PuMPuRS”",
)
MADE_BY_MACHINES = re.compile(r"\S+@\S+|https?://\S+|\b[\w-]+\.(?:pdf|docx|json|ics)\b")
LATVIAN = re.compile(r"[āčēģīķļņšūž]", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|for|from|this|that|you|your|not|by|at|on|or|until|each|more|"
    r"call|calls|deadline|results?|application|applications|project|sign|error|page|points|file)\b",
    re.IGNORECASE,
)
FOREIGN: Mapping[str, re.Pattern[str]] = {"en": LATVIAN, "lv": ENGLISH}


def foreign_pieces(html: str) -> list[Piece]:
    """What a page says in another language than it is marked as."""
    return [piece for piece in pieces_of(html) if FOREIGN[piece.language].search(_without_names(piece.text))]


def _without_names(text: str) -> str:
    for name in PROPER:
        text = text.replace(name, "")
    return MADE_BY_MACHINES.sub("", text)


@pytest.mark.parametrize(("path", "moment"), PAGES)
def test_a_page_speaks_one_language(client: FlaskClient, at: At, language, path, moment):
    at(moment)
    assert foreign_pieces(client.get(f"/{language}{path}").text) == []


def fail_to_sign_in(client: FlaskClient, here: str) -> TestResponse:
    typed = {"email": "nobody@example.org", "password": "x"}
    return client.post(f"{here}/sign-in", data=fields_of(client.get(f"{here}/sign-in")) | typed)


@pytest.mark.parametrize("path", OF_SOMEBODY)
def test_a_page_of_somebody_signed_in_speaks_one_language(client: FlaskClient, at: At, language, path):
    at(OPEN)
    sign_in(client, EMAIL, PASSWORD)
    assert foreign_pieces(client.get(f"/{language}{path}").text) == []


@pytest.mark.parametrize(("who", "path"), OF_ROLES)
def test_a_page_of_a_role_speaks_one_language(demo_site: Flask, at: At, language, who, path):
    at(DEMO_DAY)
    answer = signed_in(demo_site, who).get(f"/{language}{with_keys(demo_site, path)}")
    assert answer.status_code == 200
    assert foreign_pieces(answer.text) == []


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda client, here: client.post(f"{here}/sign-in", data={"email": "a@example.org"}), 400),
        (fail_to_sign_in, 422),
        (lambda client, here: client.post(f"{here}/calls/liepaja-2020"), 405),
        (lambda client, here: client.get(f"{here}/%0d"), 404),
    ],
)
def test_a_page_that_says_no_speaks_one_language(
    client: FlaskClient, language, ask: Callable[..., TestResponse], status
):
    answer = ask(client, f"/{language}")
    assert answer.status_code == status
    assert foreign_pieces(answer.text) == []


@pytest.mark.parametrize("path", ["/", "/calls/liepaja-2020", "/calls/liepaja-2020/results"])
def test_what_nobody_has_translated_is_marked_as_latvian(own_site: Flask, at: At, path):
    at(ANNOUNCED)
    with own_site.app_context():
        forget_english(db.session())
    page = own_site.test_client().get(f"/en{path}").text
    pieces = [piece for piece in pieces_of(page) if piece.where != "title"]  # an element that can hold no mark
    assert [piece for piece in pieces if piece.language == "en" and LATVIAN.search(_without_names(piece.text))] == []
    assert [piece for piece in pieces if piece.language == "lv" and "Priekšlaicīgas" in piece.text] != []


def forget_english(session: Session) -> None:
    """Leave of every text in languages only its Latvian."""
    for call in session.scalars(select(Call)):
        call.more = json.dumps(without_english(json.loads(call.more or "{}")))
    for kind, name in ((Call, "title"), (EligibilityCriterion, "title"), (QualityCriterion, "title")):
        for one in session.scalars(select(kind)):
            setattr(one, name, without_english(getattr(one, name)))
    for level in session.scalars(select(QualityLevel)):
        level.text = without_english(level.text)
    session.commit()


def without_english(value: Any) -> Any:
    if isinstance(value, list):
        return [without_english(one) for one in value]
    if isinstance(value, dict):
        return {name: without_english(one) for name, one in value.items() if name != "en"}
    return value


def test_the_net_sees_a_forgotten_text_and_a_forgotten_mark():
    page = '<html lang="{}"><body><p>{}</p><p title="{}">x</p></body></html>'
    assert len(foreign_pieces(page.format("lv", "The results of the call", "Sign in"))) == 2
    assert len(foreign_pieces(page.format("en", "Rezultāti", "Pieteikties šeit"))) == 2
    assert foreign_pieces('<html lang="en"><p lang="lv">Rezultāti <code lang="en">the</code></p></html>') == []
    assert len(foreign_pieces('<html lang="en"><p lang="lv">Rezultāti <b>of the call</b></p></html>')) == 1
