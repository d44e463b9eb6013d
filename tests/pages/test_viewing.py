"""The safe viewer: what is in a file is read on pages and in pictures that are made here, and found by its words."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, update

from app.extensions import db
from app.file_words import remarks_of, warnings_of
from competition.application.records import Application, Attachment
from competition.foundation.kept_files import KeptFile, Scan
from documents.inspecting.facts import Inspection, Note
from tests.documents import samples
from tests.documents.forgeries import HOME_MADE, NAMESAKE
from tests.documents.office import WITH_REMOTE_PICTURE, a_docx, paragraph, table
from tests.documents.pdfs import a_pdf, in_packed_objects
from tests.documents.samples import ASIC
from tests.documents.signed_pdfs import COVERING, WHOLE_PAGE, changed_later, encrypted, signed_once, with_field
from tests.documents.signing import FILES, SIGNED_AT, Signing, a_container
from tests.pages.applicants import key_of
from tests.pages.clarifying import EVENING
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.coordinators import PAPER, handled, send_files
from tests.pages.reading import links_of, text_of

PARTLY = Signing(files={"mimetype": ASIC}).element()
TITLE = PAPER["title"]
DESK = "/lv/desk/calls/liepaja-demo"
SCORING = "/lv/committee/liepaja-demo-scoring"


def brought(app: Flask, name: str, content: bytes) -> tuple[FlaskClient, str]:
    """A coordinator, and the page of a file that came by post with an application."""
    desk = signed_in(app, "coordinator")
    answer = send_files(desk, f"{DESK}/applications/new", PAPER, files=(name, content))
    assert answer.status_code == 303, text_of(answer)
    page = desk.get(handled(app, TITLE, desk=DESK))
    return desk, next(link for link in links_of(page) if link.endswith("/look"))


def pictured(answer) -> Image.Image:
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return Image.open(BytesIO(answer.data))


def test_a_pdf_is_read_page_by_page_as_a_picture_and_as_text(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens", "Divi"))

    first, second = desk.get(look), desk.get(f"{look}?page=2")

    assert "2 lappuses" in text_of(first)
    assert "1. lappuse no 2" in text_of(first)
    assert "2. lappuse no 2" in text_of(second)
    assert f"{look}?page=2#reading" in links_of(first)
    picture = pictured(desk.get(look.replace("/look", "/picture?page=2")))
    assert (picture.format, picture.width) == ("PNG", 1240)
    assert desk.get(f"{look}?page=99").status_code == 200
    assert desk.get(f"{look}?page=x").status_code == 200
    assert desk.get(look.replace("/look", "/picture?page=3")).status_code == 422


def test_a_document_of_word_is_read_as_text_that_is_no_markup(own_demo_site: Flask):
    text = paragraph("Labdien, šķiņķi &lt;script&gt;alert(1)&lt;/script&gt;")
    desk, look = brought(own_demo_site, "pieteikums.docx", a_docx(text))

    page = desk.get(look)

    assert "Labdien, šķiņķi <script>alert(1)</script>" in text_of(page)
    assert "<script>alert" not in page.text
    assert desk.get(look.replace("/look", "/picture")).status_code == 404


def test_a_picture_is_made_anew(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "skenets.jpg", samples.JPEG + b"GPS 56.5,21.0")

    picture = pictured(desk.get(look.replace("/look", "/picture")))

    assert picture.format == "JPEG"
    assert b"GPS" not in desk.get(look.replace("/look", "/picture")).data


def test_the_files_in_a_container_are_listed_looked_at_and_taken_out(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.asice", a_container(Signing()))
    name, content = next(iter(FILES.items()))

    page = desk.get(look)

    assert name in text_of(page)
    assert desk.get(f"{look}?member=1").status_code == 200
    assert f"{look}?member=1" in links_of(page)
    taken = desk.get(look.replace("/look", "/member?member=1"))
    assert taken.data == content
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert desk.get(f"{look}?member=9").status_code == 404
    assert desk.get(look.replace("/look", "/member")).status_code == 404
    assert desk.get(look.replace("/look", "/picture?member=1")).status_code in (200, 422)


def test_a_signature_is_said_with_its_signer_and_what_was_not_checked(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.asice", a_container(Signing()))

    text = text_of(desk.get(look))

    assert "JĀNIS BĒRZIŅŠ" in text
    assert "Paraksts ir neskarts; vai tā izdevējam var uzticēties, nav pārbaudīts." in text
    assert "vai sertifikāta izdevējs ir Eiropas Savienības uzticamības sarakstos" in text
    assert "vai laika zīmog" not in text
    assert "parakstījis: JĀNIS BĒRZIŅŠ" in text_of(desk.get(handled(own_demo_site, TITLE, desk=DESK)))


@pytest.mark.parametrize(
    "signing",
    [
        Signing(at="9999-12-31T23:30:00Z"),
        Signing(at="0001-01-01T00:00:00Z"),
        Signing(stamped_at=datetime(9999, 12, 31, 23, 30, tzinfo=UTC)),
    ],
    ids=["the last day", "the first day", "a time-stamp of the last day"],
)
def test_a_time_at_the_end_of_the_calendar_is_said_on_a_page(own_demo_site: Flask, signing):
    desk, look = brought(own_demo_site, "pieteikums.asice", a_container(signing))

    page = desk.get(look)

    assert page.status_code == 200
    assert "JĀNIS BĒRZIŅŠ" in text_of(page)
    assert any(year in text_of(page) for year in ("9999. gada 31. decembrī", "1. gada 1. janvārī"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("parakstits.pdf", signed_once, "Paraksts ir neskarts"),
        ("mainits.pdf", lambda: changed_later(signed_once()), "Pēc parakstīšanas fails ir mainīts."),
        ("aizsegts.pdf", lambda: with_field(signed_once(), WHOLE_PAGE, COVERING), "tas var aizsegt parakstīto"),
        ("cits.asice", lambda: a_container(Signing(beside=[NAMESAKE])), "tam pievienots cits sertifikāts, nevis"),
        (
            "zimogs.asice",
            lambda: a_container(Signing(stamped_at=SIGNED_AT, stamper=HOME_MADE)),
            "uz tā laiku nevar paļauties",
        ),
        (
            "laiks.asice",
            lambda: a_container(Signing(stamped_at=SIGNED_AT)),
            "vai laika zīmoga izdevējs ir Eiropas Savienības uzticamības sarakstos",
        ),
        ("neparakstits.asice", a_container, "Konteinerā nav neviena paraksta."),
        ("parole.pdf", lambda: encrypted("a", "b"), "To var atvērt tikai ar paroli."),
        ("skripts.pdf", lambda: in_packed_objects(b"<</S/JavaScript/JS(app.alert)>>"), "Tajā ir skripts"),
    ],
)
def test_what_is_to_be_known_before_it_is_relied_upon_is_said(own_demo_site: Flask, name, content, said):
    desk, look = brought(own_demo_site, name, content())

    assert said in text_of(desk.get(look))


def test_what_is_no_warning_is_said_beside_the_facts_and_not_in_lists(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.docx", WITH_REMOTE_PICTURE)
    sentence = "Daļa tā satura, to atverot, tiek ielādēta no citurienes"

    assert sentence in text_of(desk.get(look))
    assert sentence not in text_of(desk.get(handled(own_demo_site, TITLE, desk=DESK)))


def test_every_note_has_its_sentence_as_a_warning_or_a_remark(own_demo_site: Flask):
    with own_demo_site.test_request_context():
        for note in Note:
            found = Inspection(notes=(note,))
            assert len([*warnings_of(None, found), *remarks_of(found)]) == 1


def test_pages_stay_small_whatever_is_in_a_container(own_demo_site: Flask):
    names = {f"{number:03}{'n' * 240}.txt": b"x" for number in range(440)}
    container = a_container(files=names, more={f"META-INF/signatures{n}.xml": PARTLY for n in range(50)})
    desk, look = brought(own_demo_site, "pieteikums.asice", container)

    page = desk.get(look)

    assert len(page.data) < 1_000_000
    assert "un vēl 435" in text_of(page)
    assert "Vēl 340 failu šeit nav nosaukts" in text_of(page)
    assert f"{look}?member=100" in links_of(page)
    assert desk.get(f"{look}?member=440").status_code == 200
    assert len(desk.get(handled(own_demo_site, TITLE, desk=DESK)).data) < 300_000


def test_words_in_attachments_are_found_with_their_passage_and_page(own_demo_site: Flask):
    pages = ("Par mums", "TILTS tiks atklats pavasari")
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf(*pages))

    page = desk.get(f"{DESK}/search?q=tilts+atkl%C4%81ts")

    assert "Atrasts 1 failā" in text_of(page)
    assert "TILTS tiks atklats" in text_of(page)
    assert "<mark>TILTS</mark>" in page.text
    assert f"{look}?page=2&q=tilts+atklāts" in map(unquote, links_of(page))
    assert "Nevienā pielikumā" in text_of(desk.get(f"{DESK}/search?q=tilts+krauklis"))
    assert "vismaz divi burti" in text_of(desk.get(f"{DESK}/search?q=t"))
    assert desk.get(f"{DESK}/search?q=%25%5F").status_code == 200


def test_a_phrase_and_a_divided_word_are_found_and_nothing_found_says_how_to_look(own_demo_site: Flask):
    words = a_docx(paragraph("Mācību pārtrauk\u00adšanas risks, jauniešu") + paragraph("līdzdalība un atbalsts"))
    desk, look = brought(own_demo_site, "pieteikums.docx", words)

    def found(typed: str) -> bool:
        return any(link.startswith(look) for link in links_of(desk.get(f"{DESK}/search", query_string={"q": typed})))

    assert all(map(found, ("“jauniešu līdzdalība”", "pārtraukšanas", "risks, (atbalsts)")))
    assert not any(map(found, ("“līdzdalība jauniešu”", "“risks atbalsts”")))
    text = text_of(desk.get(f"{DESK}/search?q=krauklis"))
    assert "Vārdu visos locījumos atrod pēc tā sākuma" in text


def test_what_was_looked_for_is_marked_in_the_file_and_the_words_of_its_page_stand_open(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Par mums", "Pie tilta", "Tilts tiks atklats"))
    found = desk.get(f"{DESK}/search?q=tilt")
    (link,) = [link for link in links_of(found) if link.startswith(look)]
    assert link == f"{look}?page=2&q=tilt"

    page = desk.get(link)
    assert "<mark>tilt</mark>a" in page.text
    assert "<details open" in page.text
    assert f"{look}?q=tilt&page=3#reading" in links_of(page)
    assert "<details open" not in desk.get(f"{look}?page=1&q=tilt").text


def test_from_one_file_to_the_next_and_to_any_page_without_going_back(own_demo_site: Flask):
    desk, first = brought(own_demo_site, "pieteikums.pdf", a_pdf(*"ABCD"))
    member = signed_in(own_demo_site, "member")
    sheet = member.get(f"{SCORING}/applications/{key_of(own_demo_site, EVENING)}")
    files = list(dict.fromkeys(link for link in links_of(sheet) if link.endswith("/look")))

    here = member.get(files[0])
    assert f"1. fails no {len(files)}" in text_of(here)
    assert files[1] in links_of(here)
    last = member.get(files[-1])
    assert (files[-2] in links_of(last), "nākamais fails" in text_of(last)) == (True, False)

    assert 'name="page"' in desk.get(first).text
    assert "4. lappuse no 4" in text_of(desk.get(f"{first}?page=4"))
    assert ("turning." in desk.get(first).text, "turning." in here.text) == (True, False)


def test_of_a_word_file_it_is_said_that_only_its_words_are_shown(own_demo_site: Flask):
    words = a_docx(paragraph("Labdien!") + table(("Nr.", "Kas"), ("1.", "Telts")))
    desk, look = brought(own_demo_site, "pieteikums.docx", words)

    text = text_of(desk.get(look))

    assert "Šeit ir tikai dokumenta teksts." in text
    assert "1. | Telts" in text


def test_of_a_container_inside_another_it_is_said_how_to_read_its_files(own_demo_site: Flask):
    _, look = brought(own_demo_site, "a.asice", a_container(Signing(), files={"b.asice": a_container(Signing())}))

    text = text_of(signed_in(own_demo_site, "coordinator").get(f"{look}?member=1"))

    assert "lejupielādējiet konteineru, kurā tie ir" in text


def test_a_member_finds_and_sees_what_is_theirs_to_score_and_nothing_else(own_demo_site: Flask):
    member = signed_in(own_demo_site, "member")
    found = member.get(f"{SCORING}/search?q=paraugs")
    links = [link for link in links_of(found) if "/look" in link]

    assert links
    assert all(member.get(link).status_code == 200 for link in links)
    brought(own_demo_site, "pieteikums.pdf", a_pdf("biedriba ar retu vardu krauklis"))
    again = member.get(f"{SCORING}/search?q=krauklis")
    theirs = [link for link in links_of(again) if "/look" in link]
    assert all(member.get(link).status_code == 200 for link in theirs)


def test_what_the_scanner_has_not_seen_yet_is_not_looked_at(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens"))
    digest = look.split("/")[-2]
    with own_demo_site.app_context():
        kept = db.session.scalars(select(KeptFile).where(KeptFile.digest == digest)).one()
        kept.scan = Scan.PENDING
        db.session.commit()

    for address in (look, look.replace("/look", "/picture"), look.removesuffix("/look")):
        answer = desk.get(address)
        assert answer.status_code == 409
        assert "vēl nav pārbaudīts" in text_of(answer)


def test_whoever_reads_is_told_of_a_virus_found_later_and_not_that_the_file_was_not_taken(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens"))
    happened(own_demo_site, look, scan=Scan.INFECTED, virus="Eicar")

    for address in (look, look.replace("/look", "/picture"), look.removesuffix("/look")):
        answer = desk.get(address)
        text = text_of(answer)
        assert answer.status_code == 409
        assert "(Eicar): to nevienam vairs neizsniedz" in text
        assert "nav pieņemts" not in text


def test_of_a_lost_file_no_picture_is_promised_and_its_words_are_still_read(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens"))
    happened(own_demo_site, look, missing_since=DEMO_DAY)

    page = desk.get(look)

    assert "<img" not in page.text.split("<main")[1]
    assert "Viens" in text_of(page)


def test_a_lost_file_that_was_taken_out_and_brought_back_is_told_once(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens"))
    happened(own_demo_site, look, missing_since=DEMO_DAY)
    with own_demo_site.app_context():
        one = db.session.scalars(select(Attachment).where(Attachment.digest == look.split("/")[-2])).one()
        columns = {name: getattr(one, name) for name in ("application_id", "slot", "digest", "media_type", "size")}
        again = {"file_name": one.file_name, "attached_at": one.attached_at, "removed_at": one.attached_at}
        db.session.add(Attachment(**columns, **again))
        db.session.commit()

    assert text_of(desk.get("/lv/desk/files")).count("pieteikums.pdf") == 1


def happened(app: Flask, look: str, **what: Any) -> None:
    """Something happens to a file that is kept."""
    with app.app_context():
        db.session.execute(update(KeptFile).where(KeptFile.digest == look.split("/")[-2]).values(what))
        db.session.commit()


def test_a_file_that_was_never_looked_into_is_still_handed_out(own_demo_site: Flask):
    desk, look = brought(own_demo_site, "pieteikums.pdf", a_pdf("Viens"))
    digest = look.split("/")[-2]
    with own_demo_site.app_context():
        db.session.scalars(select(KeptFile).where(KeptFile.digest == digest)).one().inspection = None
        db.session.commit()

    assert "vēl nav aplūkojis" in text_of(desk.get(look))
    assert desk.get(look.removesuffix("/look")).status_code == 200


def test_words_of_the_files_in_a_container_are_found_and_lead_to_the_file(own_demo_site: Flask):
    inside = {"vestule.txt": b"x", "pieteikums.pdf": a_pdf("krauklis brauc ar tramvaju")}
    _, look = brought(own_demo_site, "pieteikums.asice", a_container(Signing(), files=inside))

    desk = signed_in(own_demo_site, "coordinator")

    assert f"{look}?member=2&q=tramvaju" in links_of(desk.get(f"{DESK}/search?q=tramvaju"))


def test_a_signature_that_is_not_over_the_whole_file_is_told_in_lists_too(own_demo_site: Flask):
    desk, _ = brought(own_demo_site, "parakstits.pdf", signed_once() + b"% pievienots\n")

    assert "paraksts neattiecas uz visu failu" in text_of(desk.get(handled(own_demo_site, TITLE, desk=DESK)))


def test_what_is_wrong_with_a_file_of_a_draft_is_its_writer_s_to_know(own_demo_site: Flask):
    digest, facts = "ab" * 32, {"size": 1, "text": "", "folded": ""}
    with own_demo_site.app_context():
        draft = db.session.scalars(select(Application.id).where(Application.number.is_(None)).limit(1)).one()
        file = {"file_name": "x.pdf", "media_type": "application/pdf", "size": 1, "digest": digest}
        db.session.add(Attachment(application_id=draft, slot="statutes", attached_at=DEMO_DAY, **file))
        db.session.add(KeptFile(digest=digest, kept_at=DEMO_DAY, scan=Scan.INFECTED, virus="Eicar", **facts))
        db.session.commit()
    desk = signed_in(own_demo_site, "coordinator")

    assert "Eicar" not in text_of(desk.get("/lv/desk/files"))
    assert "Kaut kas nav kārtībā" not in text_of(desk.get("/lv/desk"))
