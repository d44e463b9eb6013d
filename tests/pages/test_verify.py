"""The page on which anybody checks a receipt, and the receipt as page, PDF and e-mail."""

import io
import json
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from competition.application.channels import Channel
from competition.application.receipt import Said, digest_of_answer, seal
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.signing import Signer, in_letters
from tests.documents.reading import words_of_pdf
from tests.pages.applicants import READY, THEIRS, address_of, press, versions_of, write
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of
from tests.pages.test_applicant_mails import mail_of, text_of_mail

GENUINE = {"lv": "Apliecinājums ir īsts", "en": "The receipt is genuine"}
NONE = {"lv": "Tas nav šī portāla apliecinājums", "en": "This is no receipt of this portal"}
CHANGED = {"lv": "Kods ir īsts, bet fails ir mainīts", "en": "The code is genuine, but the file was changed"}
WHOLE = {"lv": "Fails ir tāds, kādu portāls to izveidoja", "en": "The file is as the portal made it"}


def code_of(app: Flask, title: str = THEIRS) -> str:
    code = versions_of(app, title)[-1].receipt
    assert code is not None
    return code


def pdf_of(app: Flask, language: str = "lv") -> bytes:
    answer = signed_in(app, "ngo2").get(address_of(app, THEIRS, "/receipts/1.pdf", language))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.data


def _received(app: Flask, language: str) -> str:
    """When the version came, as the page says it: to the second, on the call's clock."""
    local = versions_of(app, THEIRS)[-1].at.astimezone(ZoneInfo("Europe/Riga"))
    return f"plkst. {local:%-H.%M.%S}" if language == "lv" else f"at {local:%-H:%M:%S}"


def check(client: FlaskClient, language: str, code: str = "", file: bytes | None = None) -> TestResponse:
    data: dict[str, object] = {"code": code}
    if file is not None:
        data["file"] = (io.BytesIO(file), "apliecinajums.pdf")
    return press(client, f"/{language}/verify", f"/{language}/verify", **data)


def test_anybody_checks_a_code_and_sees_what_it_says_and_nothing_of_the_application(demo_site: Flask, at, language):
    at(DEMO_DAY)
    answer = check(demo_site.test_client(), language, code_of(demo_site))
    text = text_of(answer)

    assert answer.status_code == 200
    assert GENUINE[language] in text
    assert "2026-01" in text
    assert versions_of(demo_site, THEIRS)[-1].digest in text
    assert _received(demo_site, language) in text
    for secret in (THEIRS, "Otrs piemērs"):
        assert secret not in text


def test_the_verdict_names_round_and_organiser_because_calls_share_titles_and_numbers(own_demo_site: Flask, language):
    names = {"lv": "Otrā kārta", "en": "The second round"}
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).join(Application).where(Application.title == THEIRS)).one()
        call.more = json.dumps({"call": {"round": names}})
        organiser = call.organiser_name
        db.session.commit()

    text = text_of(check(own_demo_site.test_client(), language, code_of(own_demo_site)))

    assert organiser in text
    assert names[language] in text


def test_a_code_with_line_breaks_of_a_message_is_checked(demo_site: Flask, at):
    at(DEMO_DAY)
    code = code_of(demo_site)
    broken = "\r\n> ".join(code[first : first + 60] for first in range(0, len(code), 60))

    assert GENUINE["lv"] in text_of(check(demo_site.test_client(), "lv", f"Sveiki!\r\n> {broken}\r\n"))


def test_the_address_of_the_square_shows_the_verdict_at_once(demo_site: Flask, at, language):
    at(DEMO_DAY)
    answer = demo_site.test_client().get(f"/{language}/verify", query_string={"code": code_of(demo_site)})

    assert GENUINE[language] in text_of(answer)


def test_the_pdf_is_checked_whole(demo_site: Flask, at, language):
    at(DEMO_DAY)
    text = text_of(check(demo_site.test_client(), language, file=pdf_of(demo_site, language)))

    assert GENUINE[language] in text
    assert WHOLE[language] in text


def test_a_pdf_that_was_changed_is_told_though_its_code_is_genuine(demo_site: Flask, at, language):
    at(DEMO_DAY)
    changed = pdf_of(demo_site).replace(b"%PDF-1.7", b"%PDF-1.6")
    text = text_of(check(demo_site.test_client(), language, file=changed))

    assert CHANGED[language] in text
    assert GENUINE[language] not in text


def test_the_message_is_checked_as_the_file_that_it_is(demo_site: Flask, at):
    """A saved e-mail has the code in it, and no seal of a PDF."""
    at(DEMO_DAY)
    message = EmailMessage()
    message.set_content(f"Kods:\n{code_of(demo_site)}\n", cte="quoted-printable")
    text = text_of(check(demo_site.test_client(), "lv", file=message.as_bytes()))

    assert GENUINE["lv"] in text
    assert "Pārbaudīts ir tikai kods" in text


@pytest.mark.parametrize("before", [b"\n", b"x" * 500])
def test_what_stands_before_a_pdf_does_not_hide_that_it_was_changed(demo_site: Flask, at, before):
    """Readers of PDF look past it."""
    at(DEMO_DAY)
    changed = before + pdf_of(demo_site)

    assert CHANGED["lv"] in text_of(check(demo_site.test_client(), "lv", file=changed))


def test_a_receipt_made_anew_after_a_change_of_key_is_whole(own_demo_site: Flask):
    own_demo_site.extensions["konkurss-signer"] = Signer(bytes(range(32)))
    text = text_of(check(own_demo_site.test_client(), "lv", file=pdf_of(own_demo_site)))

    assert WHOLE["lv"] in text
    assert own_demo_site.extensions["konkurss-signer"].public in text


def test_the_file_tells_nobody_digests_of_what_is_for_the_organiser_alone(demo_site: Flask, at, language):
    at(DEMO_DAY)
    answers = versions_of(demo_site, THEIRS)[-1].content["answers"]
    words = words_of_pdf(pdf_of(demo_site, language))
    page = text_of(signed_in(demo_site, "ngo2").get(address_of(demo_site, THEIRS, "/receipt", language)))

    for question in ("applicant-phone", "applicant-email", "applicant-account"):
        assert digest_of_answer(answers[question]) not in words
        assert digest_of_answer(answers[question]) in page
    assert digest_of_answer(answers["risks"]) in words


@pytest.mark.parametrize(
    "told", ['{"version":1e999}', '{"received":"0001-01-01T00:00:00+14:00"}', '{"key":[]}', '{"key":{}}']
)
def test_a_code_of_strange_values_is_none_of_ours(demo_site: Flask, at, told):
    at(DEMO_DAY)
    signer: Signer = demo_site.extensions["konkurss-signer"]
    full = {"call": "x", "number": "1", "version": 1, "received": "2020-01-01T00:00:00+00:00", "channel": "online"}
    body = f"KR1.{in_letters(json.dumps({**full, 'digest': 'x', 'key': signer.key_id, **json.loads(told)}).encode())}"

    for signature in ("A" * 86, signer.sign(body.encode())):
        answer = demo_site.test_client().get("/lv/verify", query_string={"code": f"{body}.{signature}"})
        assert (answer.status_code, NONE["lv"] in text_of(answer)) == (200, True)


def test_more_receipts_than_somebody_has_at_hand_are_refused(demo_site: Flask, at):
    at(DEMO_DAY)
    codes = [f"KR1.{'a' * 20}{number:03}.{'b' * 86}" for number in range(25)]
    answer = check(demo_site.test_client(), "lv", " ".join(codes))

    assert answer.status_code == 422
    assert "ne vairāk kā 20" in text_of(answer)


def test_a_code_that_somebody_else_signed_is_none_of_ours(demo_site: Flask, at, language):
    at(DEMO_DAY)
    theirs = Signer(bytes(32))
    said = Said("liepaja-demo", "2026-99", 1, DEMO_DAY, Channel.ONLINE, "ab" * 32, theirs.key_id)
    answer = check(demo_site.test_client(), language, seal(said, theirs))

    assert answer.status_code == 200
    assert NONE[language] in text_of(answer)
    assert "2026-99" not in text_of(answer)


@pytest.mark.parametrize("code", ["", "   ", "KR1.", "sveiki", "\x00", "KR2." + "a" * 300 + "." + "b" * 86, "ā" * 5000])
def test_a_text_without_a_code_is_told_what_a_code_looks_like(demo_site: Flask, at, language, code):
    at(DEMO_DAY)
    answer = check(demo_site.test_client(), language, code)

    assert answer.status_code == 422
    assert "KR1" in text_of(answer)


def test_a_text_that_is_too_long_for_a_receipt_is_refused_with_a_sentence(demo_site: Flask, at):
    at(DEMO_DAY)
    answer = check(demo_site.test_client(), "lv", "a" * 50_000)

    assert answer.status_code == 422
    assert "par garu" in text_of(answer)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"\x00" * 1000, b"PK\x03\x04", "KR1".encode("utf-16")])
def test_a_file_without_a_code_is_told_which_file_is_meant(demo_site: Flask, at, content):
    at(DEMO_DAY)
    answer = check(demo_site.test_client(), "lv", file=content)

    assert answer.status_code == 422
    assert "Šajā failā nav apliecinājuma koda" in text_of(answer)


def test_a_file_far_too_large_is_413(demo_site: Flask, at):
    at(DEMO_DAY)

    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head + b"0" * (3 * 1024 * 1024) + b"\r\n--x--\r\n"
    answer = demo_site.test_client().post("/lv/verify", data=body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 413


def test_the_public_keys_are_shown(demo_site: Flask, at, language):
    at(DEMO_DAY)
    signer: Signer = demo_site.extensions["konkurss-signer"]
    text = text_of(demo_site.test_client().get(f"/{language}/verify"))

    assert signer.public in text
    assert signer.key_id in text


def test_every_page_leads_to_the_check(demo_site: Flask, at, language):
    at(DEMO_DAY)

    assert f"/{language}/verify" in links_of(demo_site.test_client().get(f"/{language}/"))


def test_the_receipt_of_ones_own_gives_code_digests_and_file(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "ngo2").get(address_of(demo_site, THEIRS, "/receipt", language))

    assert code_of(demo_site) in text_of(page)
    assert address_of(demo_site, THEIRS, "/receipts/1.pdf", language) in links_of(page)


def test_nobody_else_takes_the_file(demo_site: Flask, at):
    at(DEMO_DAY)
    address = address_of(demo_site, THEIRS, "/receipts/1.pdf")

    assert signed_in(demo_site, "ngo").get(address).status_code == 404
    assert demo_site.test_client().get(address).status_code == 303


@pytest.mark.parametrize("version", [0, 2, 99999999999999999999])
def test_a_version_that_there_is_not_has_no_receipt(demo_site: Flask, at, version):
    at(DEMO_DAY)

    assert (
        signed_in(demo_site, "ngo2").get(address_of(demo_site, THEIRS, f"/receipts/{version}.pdf")).status_code == 404
    )


def test_an_earlier_version_keeps_its_receipt(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    press(client, f"{here}/review", f"{here}/submit")
    page = client.get(f"{here}/receipt")

    assert {f"{here}/receipts/1.pdf", f"{here}/receipts/2.pdf"} <= set(links_of(page))
    for version in versions_of(own_demo_site, THEIRS):
        assert GENUINE["lv"] in text_of(check(own_demo_site.test_client(), "lv", version.receipt or ""))


def test_the_message_holds_the_code_the_way_to_check_it_and_the_pdf(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    press(client, address_of(own_demo_site, READY, "/review"), address_of(own_demo_site, READY, "/submit"))
    mail = mail_of(own_demo_site, "receipt")
    (file,) = mail.iter_attachments()

    assert code_of(own_demo_site, READY) in "".join(text_of_mail(mail).split())
    assert "/lv/verify" in text_of_mail(mail)
    assert (file.get_filename() or "").startswith("apliecinajums-2026-")
    assert WHOLE["lv"] in text_of(check(own_demo_site.test_client(), "lv", file=file.get_payload(decode=True)))  # pyright: ignore[reportArgumentType]
