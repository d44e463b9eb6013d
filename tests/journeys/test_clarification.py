"""A clarification in a real browser: asked, answered as one goes, handed in, and read beside the original."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import looking
from tests.journeys.clarified import BEGUN, CLARIFYING, TO_ASK
from tests.journeys.conftest import Visitor
from tests.journeys.time_machine import TIME_MACHINE, pass_time
from tests.pages.conftest import DEMO_DAY, EMAIL, At

CHECK = f"/desk/calls/{CLARIFYING}/applications/{{{TO_ASK}}}/eligibility"


def test_what_is_asked_is_answered_and_stands_beside_the_original(
    visitor: Callable[..., Visitor], where: Callable[[str], str], at: At
):
    at(DEMO_DAY)
    desk = visitor(who=EMAIL).page
    desk.goto("/lv" + where(CHECK))
    desk.get_by_role("link", name="Lūgt iesniedzējam precizēt").click()
    expect(desk.get_by_label("Kas jāprecizē (latviski)")).to_have_value("Nav saprotams, kur projekts notiks.")
    desk.get_by_label("Cits dokuments, ko lūdz precizējot").uncheck()
    desk.get_by_label("Norises vieta").check()
    desk.get_by_label("Ar ko to pierādīsiet?").check()
    desk.get_by_role("button", name="Apskatīt, ko lasīs iesniedzējs").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Ko lasīs iesniedzējs")
    assert looking.everything(desk) == []
    desk.get_by_role("button", name="Nosūtīt lūgumu").click()
    expect(desk.locator("main")).to_contain_text("Atbilde vēl nav saņemta.")

    theirs = visitor(width=390, height=844, who="ngo2@example.org").page
    theirs.goto("/lv" + where(f"/applications/{{{TO_ASK}}}"))
    theirs.get_by_role("link", name="Precizēt pieteikumu").click()
    with theirs.expect_response(lambda answer: answer.url.endswith("/clarification/saved")):
        theirs.get_by_label("Norises vieta").fill("Liepāja, Vecā osta")
        theirs.get_by_label("Ar ko to pierādīsiet?").focus()
    expect(theirs.locator("[data-saved]")).to_contain_text("Atbilde nav iesniegta.")
    theirs.reload()
    expect(theirs.get_by_label("Norises vieta")).to_have_value("Liepāja, Vecā osta")
    theirs.get_by_role("button", name="Tālāk: Pārbaudīt un iesniegt").click()
    theirs.get_by_role("button", name="Iesniegt atbildi").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Precizējums ir saņemts")

    desk.reload()
    expect(desk.locator(".beside .clarified").first).to_contain_text("Liepāja, Vecā osta")
    expect(desk.locator("main")).to_contain_text("Atbilde saņemta 15. septembrī")


def test_the_button_for_handing_in_goes_when_the_term_passes_and_the_page_says_why(
    visitor: Callable[..., Visitor], where: Callable[[str], str], at: At
):
    at(DEMO_DAY)
    page = visitor(who="ngo2@example.org").page
    page.add_init_script(TIME_MACHINE)
    page.goto("/lv" + where(f"/applications/{{{BEGUN}}}/clarification/review"))
    button = page.get_by_role("button", name="Iesniegt atbildi")
    why = page.get_by_text("Termiņš beidzās, kamēr lapa bija atvērta, tāpēc atbildi vairs nevar iesniegt.")
    expect(button).to_be_visible()
    expect(why).to_be_hidden()

    pass_time(page, 24 * 90)

    expect(why).to_be_visible()
    expect(button).to_be_hidden()
    page.get_by_role("link", name="Atvērt lapu vēlreiz").click()  # the server's clock has the last word
    expect(button).to_be_visible()


def test_the_way_to_the_answer_goes_from_the_applications_page_when_the_term_passes(
    visitor: Callable[..., Visitor], where: Callable[[str], str], at: At
):
    at(DEMO_DAY)
    page = visitor(who="ngo2@example.org").page
    page.add_init_script(TIME_MACHINE)
    page.goto("/lv" + where(f"/applications/{{{BEGUN}}}"))
    way = page.get_by_role("link", name="Turpināt precizēšanu")
    expect(way).to_be_visible()

    pass_time(page, 24 * 90)

    expect(way).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Termiņš ir beidzies")
