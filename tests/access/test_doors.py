"""Every route says what it lets do, and one that does not is closed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import WHO, Do, allowed, asked_of
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.reading import sign_in

READ, BOTH = ("GET",), ("GET", "POST")
UNDER = "/<any(lv, en):lang>"
DESK = f"{UNDER}/desk/calls/<slug>"
SHEET = f"{UNDER}/committee/<slug>/applications/<uuid:application_id>"
ONE = f"{UNDER}/applications/<uuid:application_id>"
GUIDE = "/<any(lv, en):lang>/styleguide"
HANDLED = f"{DESK}/applications/<uuid:application_id>"
REVIEWED = {
    "public.front": ("/", READ, Do.SEE_PUBLIC),
    "public.calls": ("/<any(lv, en):lang>/", READ, Do.SEE_PUBLIC),
    "public.call": ("/<any(lv, en):lang>/calls/<slug>", READ, Do.SEE_PUBLIC),
    "public.results": ("/<any(lv, en):lang>/calls/<slug>/results", READ, Do.SEE_PUBLIC),
    "public.document": ("/<any(lv, en):lang>/calls/<slug>/documents/<uuid:document_id>", READ, Do.SEE_PUBLIC),
    "public.archive": ("/calls/<slug>/archive.json", READ, Do.SEE_PUBLIC),
    "help.overview": ("/<any(lv, en):lang>/help", READ, Do.SEE_PUBLIC),
    "help.guide": ("/<any(lv, en):lang>/help/<topic>", READ, Do.SEE_PUBLIC),
    "news.feed": ("/feed.atom", READ, Do.SEE_PUBLIC),
    "news.calendar": ("/calls/<slug>.ics", READ, Do.SEE_PUBLIC),
    "styleguide.parts": (f"{GUIDE}", READ, Do.SEE_STYLEGUIDE),
    "styleguide.form_page": (f"{GUIDE}/form", BOTH, Do.SEE_STYLEGUIDE),
    "styleguide.save_form": (f"{GUIDE}/form/saved", ("POST",), Do.SEE_STYLEGUIDE),
    "styleguide.done": (f"{GUIDE}/done", READ, Do.SEE_STYLEGUIDE),
    "styleguide.files_page": (f"{GUIDE}/files", BOTH, Do.SEE_STYLEGUIDE),
    "styleguide.sheet_page": (f"{GUIDE}/sheet", BOTH, Do.SEE_STYLEGUIDE),
    "styleguide.ranking_page": (f"{GUIDE}/ranking", READ, Do.SEE_STYLEGUIDE),
    "styleguide.desk_page": (f"{GUIDE}/desk", READ, Do.SEE_STYLEGUIDE),
    "security.login": ("/<any(lv, en):lang>/sign-in", ("GET", "POST"), Do.SIGN_IN),
    "security.logout": ("/<any(lv, en):lang>/sign-out", ("POST",), Do.SIGN_OUT),
    "security.verify": (
        "/<any(lv, en):lang>/sign-in/again",
        ("GET", "POST"),
        None,
    ),  # the library's; closed until it is needed
    "accounts.sign_out": ("/<any(lv, en):lang>/sign-out", READ, Do.SIGN_OUT),
    "accounts.overview": ("/<any(lv, en):lang>/account", READ, Do.SEE_ACCOUNT),
    # the applicant
    "applicant.applications": (f"{UNDER}/applications", READ, Do.APPLY),
    "applicant.apply": (f"{UNDER}/calls/<slug>/apply", READ, Do.START_APPLICATION),
    "applicant.begin_application": (f"{UNDER}/calls/<slug>/apply", ("POST",), Do.START_APPLICATION),
    "applicant.application": (ONE, READ, Do.APPLY),
    "applicant.section": (f"{ONE}/sections/<key>", READ, Do.APPLY),
    "applicant.keep_section": (f"{ONE}/sections/<key>", ("POST",), Do.APPLY),
    "applicant.autosave": (f"{ONE}/sections/<key>/saved", ("POST",), Do.APPLY),
    "applicant.attachments": (f"{ONE}/attachments", READ, Do.APPLY),
    "applicant.slot": (f"{ONE}/attachments/to/<slot>", READ, Do.APPLY),
    "applicant.attach_file": (f"{ONE}/attachments/to/<slot>", ("POST",), Do.APPLY),
    "applicant.attachment": (f"{ONE}/attachments/<uuid:attachment_id>", READ, Do.APPLY),
    "applicant.ask_to_remove": (f"{ONE}/attachments/<uuid:attachment_id>/remove", READ, Do.APPLY),
    "applicant.remove": (f"{ONE}/attachments/<uuid:attachment_id>/remove", ("POST",), Do.APPLY),
    "applicant.review": (f"{ONE}/review", READ, Do.APPLY),
    "applicant.ask_to_submit": (f"{ONE}/submit", READ, Do.APPLY),
    "applicant.hand_in": (f"{ONE}/submit", ("POST",), Do.APPLY),
    "applicant.receipt": (f"{ONE}/receipt", READ, Do.APPLY),
    "applicant.handed_in_file": (f"{ONE}/files/<digest>", READ, Do.APPLY),
    "applicant.submitted": (f"{ONE}/submitted", READ, Do.APPLY),
    "applicant.copy": (f"{ONE}/copy", ("POST",), Do.APPLY),
    "applicant.ask_to_discard": (f"{ONE}/discard", READ, Do.APPLY),
    "applicant.discard_draft": (f"{ONE}/discard", ("POST",), Do.APPLY),
    "applicant.ask_to_withdraw": (f"{ONE}/withdraw", READ, Do.APPLY),
    "applicant.withdraw": (f"{ONE}/withdraw", ("POST",), Do.APPLY),
    "applicant.letter": (f"{ONE}/letter.<any(pdf, docx):suffix>", READ, Do.APPLY),
    # the committee
    "committee.calls": (f"{UNDER}/committee", READ, Do.SIT),
    "committee.call": (f"{UNDER}/committee/<slug>", READ, Do.SIT),
    "committee.declaration": (f"{UNDER}/committee/<slug>/declaration", BOTH, Do.SIT),
    "committee.sheet": (f"{SHEET}", READ, Do.SIT),
    "committee.complete_sheet": (f"{SHEET}", ("POST",), Do.SIT),
    "committee.save_sheet": (f"{SHEET}/saved", ("POST",), Do.SIT),
    "committee.file": (f"{SHEET}/files/<digest>", READ, Do.SIT),
    "committee.conflict": (f"{SHEET}/conflict", BOTH, Do.SIT),
    "committee.chair": (f"{UNDER}/committee/<slug>/chair", READ, Do.SIT),
    "committee.close": (f"{UNDER}/committee/<slug>/chair/close", BOTH, Do.SIT),
    "committee.reopen": (f"{UNDER}/committee/<slug>/chair/reopen", BOTH, Do.SIT),
    "committee.ranking": (f"{UNDER}/committee/<slug>/ranking", READ, Do.SIT),
    "committee.minutes": (f"{UNDER}/committee/<slug>/minutes", BOTH, Do.SIT),
    "committee.minutes_file": (f"{UNDER}/committee/<slug>/minutes.<any(pdf, docx):suffix>", READ, Do.SIT),
    # the coordinator
    "coordinator.desk": (f"{UNDER}/desk", READ, Do.COORDINATE),
    "coordinator.new_call": (f"{UNDER}/desk/new-call", BOTH, Do.COORDINATE),
    "coordinator.call": (f"{DESK}", READ, Do.COORDINATE),
    "coordinator.edit_call": (f"{DESK}/edit", BOTH, Do.COORDINATE),
    "coordinator.preview": (f"{DESK}/preview", READ, Do.COORDINATE),
    "coordinator.publishing": (f"{DESK}/publish", BOTH, Do.COORDINATE),
    "coordinator.documents": (f"{DESK}/documents", BOTH, Do.COORDINATE),
    "coordinator.document": (f"{DESK}/documents/<uuid:document_id>", READ, Do.COORDINATE),
    "coordinator.replace": (f"{DESK}/documents/<uuid:document_id>/replace", BOTH, Do.COORDINATE),
    "coordinator.members": (f"{DESK}/members", BOTH, Do.COORDINATE),
    "coordinator.unseat": (f"{DESK}/members/<uuid:member_id>/remove", BOTH, Do.COORDINATE),
    "coordinator.amendments": (f"{DESK}/amendments", BOTH, Do.COORDINATE),
    "coordinator.applications": (f"{DESK}/applications", READ, Do.COORDINATE),
    "coordinator.register": (f"{DESK}/applications/new", BOTH, Do.COORDINATE),
    "coordinator.application": (f"{HANDLED}", READ, Do.COORDINATE),
    "coordinator.application_file": (f"{HANDLED}/files/<digest>", READ, Do.COORDINATE),
    "coordinator.registered": (f"{HANDLED}/registered", READ, Do.COORDINATE),
    "coordinator.add_file": (f"{HANDLED}/add-file", BOTH, Do.COORDINATE),
    "coordinator.accept": (f"{HANDLED}/accept-late", BOTH, Do.COORDINATE),
    "coordinator.withdraw": (f"{HANDLED}/withdraw", BOTH, Do.COORDINATE),
    "coordinator.eligibility": (f"{DESK}/eligibility", READ, Do.COORDINATE),
    "coordinator.check_eligibility": (f"{HANDLED}/eligibility", BOTH, Do.COORDINATE),
    "coordinator.remind": (f"{DESK}/committee/<uuid:member_id>/reminder", ("POST",), Do.COORDINATE),
    "coordinator.progress": (f"{DESK}/committee", READ, Do.COORDINATE),
    "coordinator.ranking": (f"{DESK}/ranking", READ, Do.COORDINATE),
    "coordinator.tie": (f"{DESK}/tie", BOTH, Do.COORDINATE),
    "coordinator.decision": (f"{DESK}/decision", BOTH, Do.COORDINATE),
    "coordinator.minutes_file": (f"{DESK}/decision.<any(pdf, docx):suffix>", READ, Do.COORDINATE),
    "coordinator.announcement": (f"{DESK}/announcement", BOTH, Do.COORDINATE),
    "coordinator.letters": (f"{DESK}/letters", READ, Do.COORDINATE),
    "coordinator.letters_file": (f"{DESK}/letters.zip", READ, Do.COORDINATE),
    "coordinator.letter": (f"{DESK}/letters/<uuid:application_id>", READ, Do.COORDINATE),
    "coordinator.letter_file": (
        f"{DESK}/letters/<uuid:application_id>.<any(pdf, docx):suffix>",
        READ,
        Do.COORDINATE,
    ),
    "coordinator.letter_sent": (f"{DESK}/letters/<uuid:application_id>/sent", ("POST",), Do.COORDINATE),
    "coordinator.letter_again": (f"{DESK}/letters/<uuid:application_id>/again", ("POST",), Do.COORDINATE),
    "coordinator.letterhead": (f"{UNDER}/desk/letterhead", READ, Do.COORDINATE),
    "coordinator.letterhead_of": (f"{UNDER}/desk/letterhead/<organiser>", BOTH, Do.COORDINATE),
    # others
    "health.alive": ("/healthz", READ, Do.PROBE),
    "health.ready": ("/readyz", READ, Do.PROBE),
}


def test_every_route_is_listed_with_its_methods_and_what_it_lets_do(site: Flask):
    routes = {
        rule.endpoint: (
            str(rule),
            tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            asked_of(site.view_functions[rule.endpoint]),
        )
        for rule in site.url_map.iter_rules()
    }
    assert routes == REVIEWED


def test_the_table_answers_for_everything_that_can_be_done():
    assert set(WHO) == set(Do)


@pytest.mark.parametrize("do", Do)
def test_nobody_in_particular_may_do_only_what_is_public(do: Do):
    public = {Do.SEE_PUBLIC, Do.SEE_STYLEGUIDE, Do.PROBE, Do.SIGN_IN, Do.SIGN_OUT}
    assert allowed(do, None) is (do in public)


def test_a_view_that_does_not_say_who_may_enter_is_closed(own_site: Flask):
    own_site.add_url_rule("/aizmirsta", view_func=lambda: "secret", endpoint="forgotten", methods=["GET", "POST"])
    client = own_site.test_client()
    answer = client.get("/aizmirsta")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/sign-in?next=/aizmirsta")
    sign_in(client, EMAIL, PASSWORD)
    assert client.get("/aizmirsta").status_code == 403


def test_the_account_is_its_owners_only(client: FlaskClient, language: str):
    assert client.get(f"/{language}/account").status_code == 303
    sign_in(client, EMAIL, PASSWORD)
    assert client.get(f"/{language}/account").status_code == 200
