"""Places for files: what they take, several at once, one in the place of another, what was there before; the same for
an application and for what is answered when it is to be clarified.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from app import create_app
from app.adapters.storage import key_of as place_of
from app.extensions import db
from app.offered_files import OFFERED_FOR
from competition.application.records import Application, Attachment
from competition.application.submission import submit
from competition.call.forms import put_form
from competition.call.records import Call
from competition.form.operations import form_text
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import use_clock
from tests.documents import samples
from tests.pages.applicants import (
    A_PDF,
    HALF,
    READY,
    address_of,
    files_of,
    key_of,
    post_file,
    press,
    rows_of,
    send_file,
    token_of,
    versions_of,
)
from tests.pages.clarifying import EVENING, ask, files_in
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, close, load_on_its_day, settings_for, signed_in
from tests.pages.reading import fields_of, links_of, sign_in, text_of
from tests.pages.test_one_language import foreign_pieces

JSON = {"Accept": "application/json"}
OTHER_PDF, THIRD_PDF = A_PDF + b"%2\n%%EOF\n", A_PDF + b"%3\n%%EOF\n"
SEVERAL, ONE = "partner-declaration", "statutes"
MEGABYTE = 1024 * 1024


@pytest.fixture
def client(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "ngo")


@pytest.fixture
def here(own_demo_site: Flask) -> str:
    """The attachments of a draft that has none."""
    return address_of(own_demo_site, HALF, "/attachments")


@pytest.fixture
def demo_on_both(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The demonstration on each engine."""
    app = create_app(settings_for(tmp_path, KONKURSS_DATABASE_URL=database_url, KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD))
    load_on_its_day(app)
    use_clock(lambda: DEMO_DAY)
    yield app
    close(app)
    use_clock(None)


def send_all(client: FlaskClient, page: str, slot: str, files: Iterable[tuple[str, bytes]]) -> TestResponse:
    """Choose several files for a slot and send them at once, as browsers do without scripts."""
    parts = [(f"{slot}-file", FileStorage(BytesIO(content), name)) for name, content in files]
    boundary, body = encode_multipart(MultiDict([("csrf_token", token_of(client, page)), *parts]))
    return client.post(f"{page}/to/{slot}", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def send_by_script(client: FlaskClient, page: str, slot: str, name: str, content: bytes) -> TestResponse:
    """The same of one file, as the script of the page does."""
    data = {"csrf_token": token_of(client, page), f"{slot}-file": FileStorage(BytesIO(content), name)}
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(f"{page}/to/{slot}", data=body, content_type=kind, headers=JSON)


def asked_to_replace(client: FlaskClient, page: str, slot: str = ONE) -> str:
    """Fill a place for one file and send another; where it is asked whether that one replaces it."""
    assert send_file(client, page, slot, "statūti.pdf", A_PDF).status_code == 303
    answer = send_file(client, page, slot, "jaunie.pdf", OTHER_PDF)
    assert answer.status_code == 303
    return answer.location


def answered(client: FlaskClient, question: str, **typed: str) -> TestResponse:
    return client.post(question, data=fields_of(client.get(question)) | typed)


def names_in(app: Flask, title: str = HALF) -> list[tuple[str, str]]:
    return [(one.slot, one.file_name) for one in files_of(app, title)]


def is_stored(app: Flask, content: bytes) -> bool:
    store = app.extensions["konkurss-storage"].store
    key = place_of(hashlib.sha256(content).hexdigest())
    return any(one["path"] == key for several in store.list(prefix=key.rpartition("/")[0]) for one in several)


def with_form(app: Flask, before: str, after: str) -> None:
    """Let the call of the draft have said something else in its form from the beginning."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        application = act.session.scalars(select(Application).where(Application.title == HALF)).one()
        call = act.session.get_one(Call, application.call_id)
        text = form_text(act.session, application.form)
        assert before in text
        put_form(act, call, text.replace(before, after, 1))
        application.form = call.form
        act.note("call.form-written", call, slug=call.slug)


def test_a_full_place_asks_whether_the_file_is_replaced_and_nothing_is_changed_yet(
    own_demo_site: Flask, client, here, language
):
    page = here.replace("/lv/", f"/{language}/")
    question = asked_to_replace(client, page)

    asked = client.get(question)

    said = text_of(asked)
    words = {"lv": ("Vai aizstāt failu?", "Paturēt esošo"), "en": ("Replace the file?", "Keep the one that is there")}
    assert [one in said for one in words[language]] == [True, True]
    for name, content in (("statūti.pdf", A_PDF), ("jaunie.pdf", OTHER_PDF)):
        assert (name in said, hashlib.sha256(content).hexdigest() in asked.text) == (True, True)
    assert {"lv": "pievienots plkst. 12.00", "en": "attached at 12:00"}[language] in said
    assert f"{page}#statutes" in links_of(asked)
    assert names_in(own_demo_site) == [(ONE, "statūti.pdf")]
    assert foreign_pieces(asked.text) == []


def test_one_press_replaces_and_the_old_one_is_kept_below_its_place(own_demo_site: Flask, client, here, language):
    page = here.replace("/lv/", f"/{language}/")
    question = asked_to_replace(client, page)
    old = files_of(own_demo_site, HALF)[0]

    answer = answered(client, question)

    (new,) = files_of(own_demo_site, HALF)
    assert (answer.status_code, answer.location) == (303, f"{page}?added={new.id}#statutes")
    shown = client.get(answer.location)
    told = {
        "lv": ("Fails „jaunie.pdf” ir pievienots.", "Agrākie faili (1)", "aizstāts plkst. 12.00 ar „jaunie.pdf”"),
        "en": ("The file “jaunie.pdf” is attached.", "Earlier files (1)", "replaced at 12:00 by “jaunie.pdf”"),
    }[language]
    assert [one in text_of(shown) for one in told] == [True] * 3
    assert f"{page}/{old.id}/back" in links_of(shown)
    assert client.get(f"{page}/{old.id}/earlier").data == A_PDF
    assert foreign_pieces(shown.text) == []


def test_replacing_pressed_twice_leads_to_the_same_and_replaces_once(own_demo_site: Flask, client, here):
    question = asked_to_replace(client, here)
    fields = fields_of(client.get(question))

    first, second = (client.post(question, data=fields) for _ in range(2))

    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert names_in(own_demo_site) == [(ONE, "jaunie.pdf")]
    assert len(rows_of(own_demo_site, Attachment, HALF)) == 2


def test_whoever_comes_second_is_asked_again_with_what_is_there_now(own_demo_site: Flask, client, here):
    asked_to_replace(client, here)
    first, second = (
        send_file(client, here, ONE, name, content).location
        for name, content in (("pirmais.pdf", OTHER_PDF), ("otrais.pdf", THIRD_PDF))
    )
    fields = fields_of(client.get(second))
    assert answered(client, first).status_code == 303

    again = client.post(second, data=fields)

    assert (again.status_code, "Nekas nav aizstāts" in text_of(again)) == (409, True)
    assert "pirmais.pdf" in text_of(again)
    assert names_in(own_demo_site) == [(ONE, "pirmais.pdf")]
    assert client.post(second, data=fields_of(again)).status_code == 303
    assert names_in(own_demo_site) == [(ONE, "otrais.pdf")]


def test_of_several_the_person_says_which_one_is_replaced(own_demo_site: Flask, client, here):
    for number in range(10):
        send_file(client, here, SEVERAL, f"{number}.pdf", A_PDF + b"%" * number)
    question = send_file(client, here, SEVERAL, "vēl.pdf", OTHER_PDF).location
    keys = {one.file_name: str(one.id) for one in files_of(own_demo_site, HALF)}
    fields = {"csrf_token": fields_of(client.get(question))["csrf_token"]}

    unsaid = client.post(question, data=fields)
    assert (unsaid.status_code, "Izvēlieties, kuru failu aizstāt." in text_of(unsaid)) == (422, True)
    for wrong in ("x", str(key_of(own_demo_site, HALF))):
        assert client.post(question, data=fields | {"instead": wrong}).status_code == 409
    assert client.post(question, data=fields | {"instead": keys["4.pdf"]}).status_code == 303

    names = [name for _, name in names_in(own_demo_site)]
    assert (names.count("4.pdf"), names[-1], len(names)) == (0, "vēl.pdf", 10)


def test_an_offer_is_good_for_one_person_place_and_application_and_for_an_hour(own_demo_site: Flask, client, here):
    question = asked_to_replace(client, here)
    token = parse_qs(urlsplit(question).query)["file"][0]
    elsewhere = address_of(own_demo_site, READY, "/attachments")
    before = names_in(own_demo_site)
    forged = token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB")

    for address in (
        f"{here}/to/{SEVERAL}/replace?file={token}",
        f"{elsewhere}/to/{ONE}/replace?file={token}",
        f"{here}/to/{ONE}/replace?file={forged}",
        f"{here}/to/{ONE}/replace",
        f"{here}/to/{ONE}/replace?file=" + hashlib.sha256(A_PDF).hexdigest(),
        f"{here}/to/{ONE}/replace?file=%C4%81",
    ):
        for answer in (client.get(address), press(client, here, address)):
            assert (answer.status_code, "izvēlieties to vēlreiz" in text_of(answer)) == (409, True), address
    assert signed_in(own_demo_site, "ngo2").get(question).status_code == 404
    use_clock(lambda: DEMO_DAY + OFFERED_FOR)
    assert client.get(question).status_code == 200
    use_clock(lambda: DEMO_DAY + OFFERED_FOR + timedelta(seconds=1))
    assert press(client, here, question).status_code == 409
    assert names_in(own_demo_site) == before


def test_an_offer_tells_nothing_of_the_file_in_its_address(own_demo_site: Flask, client, here):
    question = asked_to_replace(client, here)

    for told in ("jaunie", hashlib.sha256(OTHER_PDF).hexdigest()[:16]):
        assert told not in question


def test_an_earlier_file_is_brought_back_once_however_often_the_button_is_pressed(own_demo_site: Flask, client, here):
    question = asked_to_replace(client, here)
    old = files_of(own_demo_site, HALF)[0]
    answered(client, question)
    back = f"{here}/{old.id}/back"
    fields = fields_of(client.get(back))

    first, second = (client.post(back, data=fields) for _ in range(2))

    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert names_in(own_demo_site) == [(ONE, "statūti.pdf")]
    assert "Agrākie faili (1)" in text_of(client.get(here))


def test_a_file_that_was_removed_is_brought_back_where_there_is_room(own_demo_site: Flask, client, here, language):
    page = here.replace("/lv/", f"/{language}/")
    send_file(client, page, ONE, "statūti.pdf", A_PDF)
    (file,) = files_of(own_demo_site, HALF)
    press(client, page, f"{page}/{file.id}/remove")
    removed = {"lv": "noņemts plkst. 12.00", "en": "removed at 12:00"}[language]
    assert removed in text_of(client.get(page))

    asked = client.get(f"{page}/{file.id}/back")
    assert {"lv": "Tam šeit ir vieta.", "en": "There is room for it."}[language] in text_of(asked)
    assert foreign_pieces(asked.text) == []
    assert answered(client, f"{page}/{file.id}/back").status_code == 303

    assert names_in(own_demo_site) == [(ONE, "statūti.pdf")]
    assert removed not in text_of(client.get(page))


def test_earlier_files_are_for_the_writers_of_the_application_alone(own_demo_site: Flask, client, here):
    answered(client, asked_to_replace(client, here))
    old = rows_of(own_demo_site, Attachment, HALF)[0]

    for who, status in (("ngo2", 404), ("chair", 403), ("coordinator", 403), ("auditor", 403)):
        other = signed_in(own_demo_site, who)
        assert [other.get(f"{here}/{old.id}/{rest}").status_code for rest in ("earlier", "back")] == [status] * 2, who
    assert client.get(f"{address_of(own_demo_site, READY)}/attachments/{old.id}/earlier").status_code == 404
    assert client.get(f"{here}/{old.id}").status_code == 404


def test_several_files_are_taken_in_one_request_each_by_itself(own_demo_site: Flask, client, here, language):
    page = here.replace("/lv/", f"/{language}/")
    files = [("viens.pdf", A_PDF), ("tukšs.pdf", b""), ("divi.pdf", OTHER_PDF), ("programma.exe", b"MZ" * 90)]

    answer = send_all(client, page, SEVERAL, files)

    assert answer.status_code == 422
    said = text_of(answer)
    told = {
        "lv": ("Fails „viens.pdf” ir pievienots.", "Fails „divi.pdf” ir pievienots.", "„tukšs.pdf” ir tukšs"),
        "en": ("The file “viens.pdf” is attached.", "The file “divi.pdf” is attached.", "“tukšs.pdf” is empty"),
    }[language]
    assert [one in said for one in told] == [True] * 3
    assert "programma.exe" in said
    assert answer.text.count('href="#partner-declaration-file"') == 2
    assert names_in(own_demo_site) == [(SEVERAL, "viens.pdf"), (SEVERAL, "divi.pdf")]
    assert foreign_pieces(answer.text) == []


def test_what_finds_no_room_of_several_is_offered_in_the_place_of_another(own_demo_site: Flask, client, here):
    answer = send_all(client, here, ONE, [("viens.pdf", A_PDF), ("divi.pdf", OTHER_PDF), ("trīs.pdf", THIRD_PDF)])

    assert (answer.status_code, names_in(own_demo_site)) == (409, [(ONE, "viens.pdf")])
    offers = [unescape(link) for link in links_of(answer) if "/replace?file=" in link]
    assert (len(offers), "„divi.pdf” vēl nav pievienots" in text_of(answer)) == (2, True)
    assert answered(client, offers[1]).status_code == 303
    assert names_in(own_demo_site) == [(ONE, "trīs.pdf")]


def test_several_that_are_all_whole_lead_on_with_their_names(own_demo_site: Flask, client, here):
    answer = send_all(client, here, SEVERAL, [("viens.pdf", A_PDF), ("divi.pdf", OTHER_PDF)])

    assert answer.status_code == 303
    shown = text_of(client.get(answer.location))
    assert ("„viens.pdf” ir pievienots" in shown, "„divi.pdf” ir pievienots" in shown) == (True, True)


def test_a_script_is_told_of_each_file_in_a_sentence(own_demo_site: Flask, client, here):
    told = [
        send_by_script(client, here, ONE, name, content)
        for name, content in (
            ("viens.pdf", A_PDF),
            ("viens.pdf", A_PDF),
            ("divi.pdf", OTHER_PDF),
            ("tukšs.pdf", b""),
            ("liels.pdf", A_PDF + b"\0" * (25 * MEGABYTE)),
            ("vēl lielāks.pdf", A_PDF + b"\0" * (27 * MEGABYTE)),
        )
    ]

    assert [one.status_code for one in told] == [200, 200, 409, 422, 413, 413]
    assert {told[0].json["said"], told[1].json["said"]} == {"Fails „viens.pdf” ir pievienots."}
    assert [bool(one.json["ask"]) for one in told] == [False, False, True, False, False, False]
    assert "šeit jau ir fails" in told[2].json["said"]
    assert client.get(told[2].json["ask"]).status_code == 200
    assert ("ir tukšs" in told[3].json["said"], "25" in told[5].json["said"]) == (True, True)
    assert names_in(own_demo_site) == [(ONE, "viens.pdf")]


def test_a_place_takes_no_larger_file_and_no_other_kind_than_its_form_says_and_keeps_nothing(
    own_demo_site: Flask, client, here, language
):
    with_form(own_demo_site, 'key = "statutes"\n', 'key = "statutes"\nmegabytes = 5\nkinds = ["pdf", "edoc"]\n')
    page = here.replace("/lv/", f"/{language}/")
    shown = client.get(page)
    takes = {"lv": "PDF, EDOC, līdz 5 MB; viens fails", "en": "PDF, EDOC, up to 5 MB; one file"}
    assert takes[language] in text_of(shown).replace("\N{NO-BREAK SPACE}", " ")
    assert 'accept=".pdf,.edoc,.asice,.sce"' in shown.text
    assert f'data-largest="{5 * MEGABYTE}"' in shown.text

    large, scan = A_PDF + b"\0" * (6 * MEGABYTE), samples.JPEG
    too_large = send_file(client, page, ONE, "liels.pdf", large)
    other_kind = send_file(client, page, ONE, "skenēts.jpg", scan)

    assert (too_large.status_code, other_kind.status_code) == (413, 422)
    assert {"lv": "lielāks par 5", "en": "larger than the 5"}[language] in text_of(too_large)
    assert {"lv": "šajā vietā nepieņem", "en": "not taken at this place"}[language] in text_of(other_kind)
    assert ("pdf, edoc" in text_of(other_kind), names_in(own_demo_site)) == (True, [])
    assert [is_stored(own_demo_site, content) for content in (large, scan)] == [False, False]
    most = A_PDF + b"\0" * (5 * MEGABYTE - len(A_PDF) - 6) + b"%%EOF\n"
    assert send_file(client, page, ONE, "tieši.pdf", most).status_code == 303


def test_a_document_that_the_form_names_is_to_be_filled_in_else_the_one_that_is_called_so(
    own_demo_site: Flask, client, here
):
    def forms() -> list[str]:
        return [link for link in links_of(client.get(here)) if "/documents/" in link]

    by_title = forms()
    with_form(own_demo_site, 'key = "statutes"\n', 'key = "statutes"\ntemplate = "Konkursa nolikums"\n')
    named = forms()
    with_form(own_demo_site, 'template = "Konkursa nolikums"', 'template = "Nav tāda"')

    assert (len(by_title), len(named), named[1:], forms()) == (1, 2, by_title, by_title)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # werkzeug leaves its file to the GC
def test_an_upload_that_is_cut_off_half_way_leaves_nothing(own_demo_site: Flask, client, here):
    data = {"csrf_token": token_of(client, here), f"{ONE}-file": FileStorage(BytesIO(A_PDF * 900), "a.pdf")}
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"

    for length in (len(body), 20_000):
        answer = client.post(
            f"{here}/to/{ONE}",
            input_stream=BytesIO(body[:20_000]),
            content_type=kind,
            content_length=length,
            headers={"Content-Length": str(length)},
        )
        assert 400 <= answer.status_code < 500, length
    gc.collect()
    assert (names_in(own_demo_site), is_stored(own_demo_site, A_PDF * 900)) == ([], False)


def test_the_name_comes_back_as_it_was_in_any_script(own_demo_site: Flask, client, here):
    names = ["Устав — ā̄.pdf", "章程.pdf", "👩‍👩‍👧‍👦 saime.pdf", "ga" + "rš" * 150 + ".pdf", "../../x\u202e.pdf"]
    for number, name in enumerate(names):
        send_file(client, here, SEVERAL, name, A_PDF + b"%" * number)

    kept = [one.file_name for one in files_of(own_demo_site, HALF)]
    assert kept[:3] == ["Устав — ā̄.pdf", "章程.pdf", "👩‍👩‍👧‍👦 saime.pdf"]
    assert (len(kept[3].encode()), kept[3][-4:], kept[4]) == (255, ".pdf", "x.pdf")
    file = files_of(own_demo_site, HALF)[1]
    said = client.get(f"{here}/{file.id}").headers["Content-Disposition"]
    assert said == "attachment; filename=\"fails.pdf\"; filename*=UTF-8''%E7%AB%A0%E7%A8%8B.pdf"


def test_every_page_that_tells_of_files_tells_the_same_of_the_same_records(own_demo_site: Flask, client):
    here = address_of(own_demo_site, READY)
    old = next(one for one in files_of(own_demo_site, READY) if one.slot == ONE)
    question = send_file(client, f"{here}/attachments", ONE, "Jaunie statūti.pdf", OTHER_PDF).location
    assert answered(client, question).status_code == 303
    now = {(one.file_name, one.size, one.digest) for one in files_of(own_demo_site, READY)}
    assert ("Jaunie statūti.pdf", len(OTHER_PDF), hashlib.sha256(OTHER_PDF).hexdigest()) in now

    listed = client.get(f"{here}/attachments")
    assert [digest in listed.text for _, _, digest in now] == [True] * len(now)
    review = client.get(f"{here}/review")
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        submit(act, key_of(own_demo_site, READY))
    kept = versions_of(own_demo_site, READY)[-1].content["attachments"]
    assert {(one["name"], one["size"], one["sha256"]) for one in kept} == now
    receipt, submitted = client.get(f"{here}/receipt"), client.get(f"{here}/submitted")
    for page in (review, receipt, submitted):
        assert ([name in text_of(page) for name, _, _ in now], old.digest in page.text) == ([True] * len(now), False)
    for _, _, digest in now:
        content = client.get(f"{here}/files/{digest}").data
        assert hashlib.sha256(content).hexdigest() == digest


def test_a_file_of_an_answer_is_replaced_and_brought_back_once_as_in_an_application(own_demo_site: Flask, language):
    ask(own_demo_site, EVENING, (), ("power-of-attorney", ONE))
    here = address_of(own_demo_site, EVENING, "/clarification/attachments", language)
    client = signed_in(own_demo_site, "ngo2")
    question = asked_to_replace(client, here)
    asked = client.get(question)
    assert foreign_pieces(asked.text) == []
    fields = fields_of(asked)
    assert [client.post(question, data=fields).status_code for _ in range(2)] == [303, 303]
    assert files_in(own_demo_site) == ["jaunie.pdf"]

    page = client.get(here)
    assert {"lv": "Agrākie faili (1)", "en": "Earlier files (1)"}[language] in text_of(page)
    assert foreign_pieces(page.text) == []
    back = next(link for link in links_of(page) if link.endswith("/back"))
    assert client.get(back.replace("/back", "/earlier")).data == A_PDF
    fields = fields_of(client.get(back))
    assert [client.post(back, data=fields).status_code for _ in range(2)] == [303, 303]
    assert files_in(own_demo_site) == ["statūti.pdf"]
    several = send_all(client, here, "power-of-attorney", [("a.pdf", THIRD_PDF), ("b.docx", samples.DOCX)])
    assert (several.status_code, "b.docx" in text_of(several)) == (422, True)
    assert files_in(own_demo_site) == ["statūti.pdf", "a.pdf"]
    token = parse_qs(urlsplit(question).query)["file"][0]
    own = address_of(own_demo_site, EVENING, f"/attachments/to/{ONE}/replace?file={token}", language)
    assert client.get(own).status_code == 409


def test_two_uploads_to_one_place_at_once_leave_one_file_and_one_question(demo_on_both: Flask):
    app = demo_on_both
    here = address_of(app, HALF, "/attachments")
    ends: dict[str, TestResponse] = {}
    together = Barrier(2)

    def sending(name: str, content: bytes) -> None:
        client = app.test_client()
        sign_in(client, "ngo@example.org", DEMO_PASSWORD)
        token = token_of(client, here)
        together.wait(timeout=30)
        ends[name] = post_file(client, f"{here}/to/{ONE}", ONE, name, content, token)

    threads = [Thread(target=sending, args=one) for one in (("a.pdf", OTHER_PDF), ("b.pdf", THIRD_PDF))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert [one.status_code for one in ends.values()] == [303, 303]
    (there,) = [one.file_name for one in files_of(app, HALF)]
    asked = [name for name, one in ends.items() if "/replace?file=" in one.location]
    assert {there, *asked} == {"a.pdf", "b.pdf"}
