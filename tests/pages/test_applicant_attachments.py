"""Attachments: each kind of file that is not taken has its sentence beside its place; what is there is its owner's."""

import hashlib

import pytest
from flask import Flask

from tests.pages.applicants import (
    A_PDF,
    HALF,
    OPEN_CALL,
    READY,
    THEIRS,
    address_of,
    files_of,
    just_after,
    post_file,
    put_clock,
    send_file,
    token_of,
    versions_of,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of

LARGEST = 25 * 1024 * 1024
MUCH_MORE = 2 * 1024 * 1024


def attachments(app: Flask, title: str, rest: str = "", language: str = "lv") -> str:
    return address_of(app, title, f"/attachments{rest}", language)


def test_a_file_is_attached_with_its_size_time_and_digest(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = attachments(own_demo_site, HALF, language=language)
    answer = send_file(client, here, "statutes", "mape/Mūsu statūti.pdf", A_PDF)
    (file,) = files_of(own_demo_site, HALF)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}?added={file.id}#statutes")
    told = {"lv": "Fails „Mūsu statūti.pdf” ir pievienots.", "en": "The file “Mūsu statūti.pdf” is attached."}
    assert told[language] in text_of(client.get(answer.headers["Location"]))
    assert told[language] not in text_of(client.get(here))
    digest = hashlib.sha256(A_PDF).hexdigest()
    assert (file.slot, file.file_name, file.digest) == ("statutes", "Mūsu statūti.pdf", digest)
    page = client.get(here)
    assert digest in page.text
    assert {"lv": "pievienots plkst. 12.00", "en": "attached at 12:00"}[language] in text_of(page)


def test_a_file_is_handed_out_as_a_file_to_its_owners(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = attachments(own_demo_site, HALF)
    send_file(client, here, "statutes", "statūti.pdf", A_PDF)
    (file,) = files_of(own_demo_site, HALF)
    answer = client.get(f"{here}/{file.id}")
    assert (answer.status_code, answer.data) == (200, A_PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert signed_in(own_demo_site, "ngo2").get(f"{here}/{file.id}").status_code == 404
    assert client.get(f"{attachments(own_demo_site, READY)}/{file.id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tukšs.pdf", b"", "Fails „tukšs.pdf” ir tukšs"),
        ("nogriezts.pdf", A_PDF[:30], "ir bojāts vai nepilnīgs"),
        ("attēls.png", A_PDF, "Pēc satura „attēls.png” ir PDF fails."),
        ("teksts.pdf", b"Tikai teksts.", "Fails „teksts.pdf” nosaukts par PDF, bet tā saturs nav PDF"),
        ("programma.exe", b"MZ" + b"\0" * 100, "Tādus failus kā „programma.exe” nepieņem"),
    ],
)
def test_a_file_that_is_not_taken_has_its_sentence_at_its_place(own_demo_site: Flask, name, content, sentence):
    client = signed_in(own_demo_site, "ngo")
    answer = send_file(client, attachments(own_demo_site, HALF), "statutes", name, content)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'href="#statutes-file"' in answer.text
    assert files_of(own_demo_site, HALF) == []


@pytest.mark.parametrize("more", [1, MUCH_MORE])
def test_a_file_that_is_too_large_comes_back_with_the_form(own_demo_site: Flask, language, more):
    client = signed_in(own_demo_site, "ngo")
    here = attachments(own_demo_site, HALF, language=language)
    answer = send_file(client, here, "statutes", "liels.pdf", A_PDF + b"\0" * (LARGEST + more))
    assert answer.status_code == 413
    assert {"lv": "lielāks par 25", "en": "larger than 25"}[language] in text_of(answer)
    assert 'href="#statutes-file"' in answer.text
    assert files_of(own_demo_site, HALF) == []


def test_a_stranger_learns_nothing_by_sending_too_much(own_demo_site: Flask):
    here = attachments(own_demo_site, HALF)
    for client in (own_demo_site.test_client(), signed_in(own_demo_site, "ngo2"), signed_in(own_demo_site, "chair")):
        answer = post_file(client, f"{here}/to/statutes", "statutes", "x.pdf", b"\0" * (LARGEST + MUCH_MORE))
        assert answer.status_code in (404, 413)
        assert HALF not in text_of(answer)


def test_sending_nothing_says_so(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = attachments(own_demo_site, HALF)
    answer = client.post(
        f"{here}/to/statutes", data={"csrf_token": token_of(client, here)}, content_type="multipart/form-data"
    )
    assert (answer.status_code, "Izvēlieties failu." in text_of(answer)) == (422, True)


def test_the_eleventh_file_in_a_place_is_asked_which_one_it_replaces(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here, several = attachments(own_demo_site, HALF), "partner-declaration"
    for number in range(10):
        assert send_file(client, here, several, f"{number}.pdf", A_PDF + b"%" * number).status_code == 303
    answer = send_file(client, here, several, "vēl.pdf", A_PDF + b"%" * 10)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, f"{here}/to/{several}/replace")
    assert len(files_of(own_demo_site, HALF)) == 10


def test_a_file_is_taken_out_after_a_question_and_stays_in_what_was_submitted(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo2")
    here = attachments(own_demo_site, THEIRS, language=language)
    before = files_of(own_demo_site, THEIRS)
    first = before[0]
    question = f"{here}/{first.id}/remove"
    assert first.file_name in text_of(client.get(question))
    for _ in range(2):  # the second click, in another window
        token = token_of(client, here)
        answer = client.post(question, data={"csrf_token": token})
        assert (answer.status_code, answer.headers["Location"].partition("#")[0]) == (303, here)
    assert [one.id for one in files_of(own_demo_site, THEIRS)] == [one.id for one in before[1:]]
    (version,) = versions_of(own_demo_site, THEIRS)
    assert first.digest in [one["sha256"] for one in version.content["attachments"]]
    kept = client.get(address_of(own_demo_site, THEIRS, f"/files/{first.digest}"))
    assert kept.status_code == 200


def test_a_place_that_the_call_has_not_is_not_there(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    here = attachments(own_demo_site, HALF)
    assert client.get(f"{here}/to/nav-tadas").status_code == 404
    assert send_file(client, here, "nav-tadas", "a.pdf", A_PDF).status_code == 404
    assert client.get(f"{here}/to/statutes").headers["Location"] == f"{here}#statutes"


def test_the_form_to_be_filled_in_is_beside_its_place(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "ngo").get(attachments(demo_site, HALF, language=language))
    forms = [link for link in links_of(page) if "/documents/" in link]
    assert len(forms) == 1


def test_files_can_be_attached_to_a_draft_after_the_deadline_too(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    put_clock(just_after(own_demo_site, OPEN_CALL))
    here = attachments(own_demo_site, HALF)
    assert send_file(client, here, "statutes", "statūti.pdf", A_PDF).status_code == 303
    assert "iesniegt to vairs nevar" in text_of(client.get(here))
