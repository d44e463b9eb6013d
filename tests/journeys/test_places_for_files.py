"""Files on their way to their places, in a browser: chosen, dropped, several at once, one for another, cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from app.files import Looked, looked_into
from competition.foundation.clock import use_clock
from documents.kinds import Kind
from tests.documents.signing import CHANGED, NEIGHBOUR, Signing, a_container, a_signer
from tests.journeys.applying import PDF, visiting
from tests.journeys.conftest import give_password
from tests.pages.applicants import HALF, address_of, files_of
from tests.pages.clarifying import EVENING, ask, files_in
from tests.pages.conftest import DEMO_DAY, close, made_site

ONE, SEVERAL = "Statūti", "Sadarbības partnera apliecinājums"
DROPPED = """(files) => {
    const carried = new DataTransfer();
    for (const [name, text] of files) carried.items.add(new File([text], name));
    return carried;
}"""
Site = Callable[..., Any]


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Flask]:
    """A demonstration of this module's own: files are put into it."""
    app = made_site(tmp_path_factory.mktemp("files"), migrated_sqlite, demonstration=True)
    yield app
    close(app)
    use_clock(None)


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, own_site: Flask, browser: Browser) -> Iterator[Page]:
    """The attachments of a draft, on a desk and on a phone."""
    use_clock(lambda: DEMO_DAY)
    with visiting(own_site, browser, viewport={"width": request.param, "height": 900}) as page:
        give_password(page, "ngo@example.org")
        page.goto(address_of(own_site, HALF, "/attachments"))
        yield page


def place(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def pdf(text: str) -> bytes:
    """A file of its own."""
    return PDF + f"%{text}\n%%EOF\n".encode()


def choose(place: Locator, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files]
    place.locator("input[type=file]").set_input_files(chosen)  # pyright: ignore[reportArgumentType]


def drop(place: Locator, *files: tuple[str, bytes]) -> None:
    carried = place.page.evaluate_handle(DROPPED, [[name, content.decode("latin-1")] for name, content in files])
    for happens in ("dragenter", "dragover", "drop"):
        place.dispatch_event(happens, {"dataTransfer": carried})


def line(place: Locator, name: str) -> Locator:
    return place.locator("[data-sendings] > li").filter(has=place.page.get_by_text(name, exact=True))


def expect_there(place: Locator, *names: str) -> None:
    """These files are in a place, as the page lists them."""
    expect(place.locator("[data-there] > .rows > li > a[lang=lv]")).to_have_text(list(names))


def empty(page: Page, name: str) -> None:
    """Take whatever is in a place out of it, as people do."""
    while place(page, name).get_by_role("link", name="Noņemt").count():
        place(page, name).get_by_role("link", name="Noņemt").first.click()
        page.get_by_role("button", name="Noņemt failu").click()
        page.wait_for_url("**/attachments*")


def test_several_are_sent_at_once_and_one_that_is_refused_does_not_stop_the_others(page: Page, own_site: Flask):
    empty(page, SEVERAL)
    partner = place(page, SEVERAL)

    choose(partner, ("viens.pdf", pdf("a1")), ("programma.exe", b"MZ"), ("tukšs.pdf", b""), ("divi.pdf", pdf("a2")))

    expect(line(partner, "divi.pdf")).to_contain_text("Fails „divi.pdf” ir pievienots.")
    expect(line(partner, "programma.exe")).to_contain_text("Šāda veida failus šeit nepieņem")
    expect(line(partner, "tukšs.pdf")).to_contain_text("ir tukšs")
    expect_there(partner, "viens.pdf", "divi.pdf")
    expect(partner.locator("[data-heard]")).to_contain_text("divi.pdf")


def test_files_are_dropped_onto_their_place_which_shows_it_while_they_are_dragged(page: Page, own_site: Flask):
    empty(page, SEVERAL)
    partner, frame = place(page, SEVERAL), place(page, SEVERAL).locator(".upload")
    carried = page.evaluate_handle(DROPPED, [["a.pdf", "x"]])
    partner.dispatch_event("dragenter", {"dataTransfer": carried})
    expect(frame).to_have_attribute("data-dragging", "")
    partner.dispatch_event("dragleave", {"dataTransfer": carried})
    expect(frame).not_to_have_attribute("data-dragging", "")

    drop(partner, ("vilkts.pdf", pdf("b1")), ("vilkts otrs.pdf", pdf("b2")))

    expect(line(partner, "vilkts otrs.pdf")).to_contain_text("ir pievienots")
    expect(frame).not_to_have_attribute("data-dragging", "")
    expect_there(partner, "vilkts.pdf", "vilkts otrs.pdf")


def test_a_file_that_is_dropped_beside_a_place_does_not_take_the_page_away(page: Page):
    here = page.url
    heading = page.get_by_role("heading", level=1)
    carried = page.evaluate_handle(DROPPED, [["a.pdf", "x"]])

    kept = heading.evaluate(
        """(one, carried) => ["dragover", "drop"].map((kind) => !one.dispatchEvent(
            new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true })))""",
        carried,
    )

    assert (kept, page.url) == ([True, True], here)


def test_one_file_takes_the_place_of_another_after_a_question_and_is_brought_back(page: Page, own_site: Flask):
    empty(page, ONE)
    choose(place(page, ONE), ("statūti.pdf", pdf("c1")))
    expect(line(place(page, ONE), "statūti.pdf")).to_contain_text("ir pievienots")
    drop(place(page, ONE), ("jaunie.pdf", pdf("c2")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Vai aizstāt failu?")
    page.get_by_role("link", name="Paturēt esošo").click()
    expect_there(place(page, ONE), "statūti.pdf")

    choose(place(page, ONE), ("jaunie.pdf", pdf("c2")))
    page.get_by_role("button", name="Aizstāt failu").click()

    expect(place(page, ONE)).to_contain_text("Fails „jaunie.pdf” ir pievienots.")
    expect_there(place(page, ONE), "jaunie.pdf")
    place(page, ONE).get_by_text("Agrākie faili").click()
    place(page, ONE).get_by_role("link", name="Atjaunot").first.click()
    page.get_by_role("button", name="Aizstāt failu").press("Enter")
    expect(place(page, ONE)).to_contain_text("Fails „statūti.pdf” ir pievienots.")
    expect_there(place(page, ONE), "statūti.pdf")


def test_of_several_dropped_onto_a_place_for_one_the_others_are_asked_about(page: Page):
    empty(page, ONE)

    drop(place(page, ONE), ("viens.pdf", pdf("d1")), ("divi.pdf", pdf("d2")))

    second = line(place(page, ONE), "divi.pdf")
    expect(second).to_contain_text("šeit jau ir fails")
    expect_there(place(page, ONE), "viens.pdf")
    second.get_by_role("link", name="Vai aizstāt …?").click()
    page.get_by_role("button", name="Aizstāt failu").click()
    expect_there(place(page, ONE), "divi.pdf")


def test_what_is_too_large_is_not_sent_at_all(page: Page, tmp_path: Path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.method == "POST" else None)
    large = tmp_path / "liels.pdf"
    with large.open("wb") as file:
        file.truncate(25 * 1024 * 1024 + 1)

    place(page, ONE).locator("input[type=file]").set_input_files(large)

    expect(line(place(page, ONE), "liels.pdf")).to_contain_text("Fails ir lielāks par 25")
    assert asked == []


def test_a_line_that_is_cut_is_told_and_sending_again_makes_one_file(page: Page, own_site: Flask):
    empty(page, SEVERAL)
    partner = place(page, SEVERAL)
    came: list[str] = []

    def cut(route: Route) -> None:
        if came:
            route.continue_()
            return
        came.append(route.request.url)
        route.fetch()  # it arrives whole, and its answer is lost
        route.abort()

    page.route("**/to/partner-declaration", cut)
    choose(partner, ("viens.pdf", pdf("e1")), ("divi.pdf", pdf("e2")))
    broken = line(partner, "viens.pdf")
    expect(broken).to_contain_text("savienojums pārtrūka")
    expect(line(partner, "divi.pdf")).to_contain_text("ir pievienots")

    broken.get_by_role("button", name="Sūtīt vēlreiz").click()

    expect(broken).to_contain_text("Fails „viens.pdf” ir pievienots.")
    expect(broken.get_by_role("button")).to_have_count(0)
    assert [one.file_name for one in files_of(own_site, HALF) if one.slot == "partner-declaration"] == [
        "viens.pdf",
        "divi.pdf",
    ]


def test_without_scripts_several_are_sent_in_one_press_and_one_replaces_another(own_site: Flask, browser: Browser):
    use_clock(lambda: DEMO_DAY)
    with visiting(own_site, browser, java_script_enabled=False) as page:
        give_password(page, "ngo@example.org")
        page.goto(address_of(own_site, HALF, "/attachments"))
        empty(page, SEVERAL)
        empty(page, ONE)

        choose(place(page, SEVERAL), ("viens.pdf", pdf("f1")), ("tukšs.pdf", b""), ("divi.pdf", pdf("f2")))
        place(page, SEVERAL).get_by_role("button", name="Pievienot failus").click()

        expect(page.locator(".summary")).to_be_focused()
        expect(page.locator(".summary")).to_contain_text("Fails „tukšs.pdf” ir tukšs")
        expect(place(page, SEVERAL)).to_contain_text("Fails „divi.pdf” ir pievienots.")
        expect_there(place(page, SEVERAL), "viens.pdf", "divi.pdf")
        for name, text in (("statūti.pdf", "f3"), ("jaunie.pdf", "f4")):
            choose(place(page, ONE), (name, pdf(text)))
            place(page, ONE).get_by_role("button", name="Pievienot failu").click()
        page.get_by_role("button", name="Aizstāt failu").click()
        expect_there(place(page, ONE), "jaunie.pdf")


def test_the_places_of_an_answer_work_the_same(own_site: Flask, browser: Browser):
    use_clock(lambda: DEMO_DAY)
    ask(own_site, EVENING, (), ("statutes",))
    with visiting(own_site, browser) as page:
        give_password(page, "ngo2@example.org")
        page.goto(address_of(own_site, EVENING, "/clarification/attachments"))

        drop(place(page, ONE), ("statūti.pdf", pdf("g1")))
        expect(line(place(page, ONE), "statūti.pdf")).to_contain_text("ir pievienots")
        choose(place(page, ONE), ("jaunie.pdf", pdf("g2")))
        page.get_by_role("button", name="Aizstāt failu").click()

        expect(place(page, ONE)).to_contain_text("Fails „jaunie.pdf” ir pievienots.")
        assert files_in(own_site) == ["jaunie.pdf"]


def test_what_no_place_takes_is_told_with_what_to_do_and_not_sent(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.method == "POST" else None)

    drop(place(page, ONE), ("Statūti.doc", b"?"), ("IMG_1.HEIC", b"?"))

    expect(line(place(page, ONE), "Statūti.doc")).to_contain_text("Fails „Statūti.doc” ir DOC formātā")
    expect(line(place(page, ONE), "IMG_1.HEIC")).to_contain_text("un formātu JPG")
    assert asked == []


def test_whoever_was_signed_out_meanwhile_is_told_so_and_not_that_the_line_broke(page: Page):
    page.context.clear_cookies()

    choose(place(page, ONE), ("statūti.pdf", pdf("f1")))

    expect(line(place(page, ONE), "statūti.pdf")).to_contain_text("Fails nav nosūtīts: sesija ir beigusies")
    expect(line(place(page, ONE), "statūti.pdf").get_by_role("button")).to_have_count(0)


def test_what_is_on_its_way_is_stopped_and_sent_again_at_will(page: Page, own_site: Flask):
    empty(page, ONE)
    page.route("**/to/statutes", lambda _route: None)  # the line stalls
    choose(place(page, ONE), ("statūti.pdf", pdf("s1")))
    stalled = line(place(page, ONE), "statūti.pdf")

    stalled.get_by_role("button", name="Pārtraukt sūtīšanu").click()

    expect(stalled).to_contain_text("Jūs pārtraucāt sūtīšanu.")
    again = stalled.get_by_role("button", name="Nosūtīt vēlreiz")
    expect(again).to_be_focused()
    assert [one for one in files_of(own_site, HALF) if one.slot == "statutes"] == []
    page.unroute("**/to/statutes")
    again.click()
    expect(stalled).to_contain_text("Fails „statūti.pdf” ir pievienots.")


def test_a_file_that_has_arrived_is_told_as_being_checked_until_it_is_attached(
    page: Page, monkeypatch: pytest.MonkeyPatch
):
    empty(page, ONE)
    checked = Event()

    def look(kind: Kind, content: bytes) -> Looked | None:
        assert checked.wait(20)
        return looked_into(kind, content)

    monkeypatch.setattr("app.files.looked_into", look)
    choose(place(page, ONE), ("statūti.pdf", pdf("s2")))
    waiting = line(place(page, ONE), "statūti.pdf")
    try:
        expect(waiting).to_contain_text("saņemts, tiek pārbaudīts")
        expect(waiting.get_by_role("button")).to_have_count(0)
    finally:
        checked.set()

    expect(waiting).to_contain_text("Fails „statūti.pdf” ir pievienots.")


def test_a_site_that_cannot_take_it_just_now_is_told_and_asked_again(page: Page, own_site: Flask):
    empty(page, ONE)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(route.request.url)
        route.fulfill(status=429, content_type="text/html", body="<h1>Par biežu</h1>")

    page.route("**/to/statutes", refuse)
    choose(place(page, ONE), ("statūti.pdf", pdf("g1")))
    waiting = line(place(page, ONE), "statūti.pdf")
    expect(waiting).to_contain_text("Portāls šobrīd nevar pieņemt failu")

    waiting.get_by_role("button", name="Nosūtīt vēlreiz").click()

    expect(waiting).to_contain_text("Fails „statūti.pdf” ir pievienots.")


def test_what_was_found_in_a_file_has_a_line_of_its_own_below_what_can_be_done_with_it(page: Page):
    empty(page, ONE)
    bad = Signing(signer=a_signer(5, NEIGHBOUR), files=CHANGED)
    choose(place(page, ONE), ("statūti, kas parakstīti.asice", a_container(Signing(), bad)))

    note = place(page, ONE).get_by_text("TAMM,MARI – paraksts pārbaudi neiztur")
    expect(note).to_be_visible()
    told, remove = note.bounding_box(), place(page, ONE).get_by_role("link", name="Noņemt").bounding_box()

    assert told is not None
    assert remove is not None
    assert told["y"] >= remove["y"] + remove["height"] - 1
