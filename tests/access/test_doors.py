"""Every route says what it lets do, and one that does not is closed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import PERMISSIONS, Do, allowed, asked_of
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.reading import sign_in

READ, BOTH = ("GET",), ("GET", "POST")
UNDER = "/<any(lv, en):lang>"
DESK = f"{UNDER}/desk/calls/<slug>"
PART = f"{DESK}/form/<any(section, question, attachment):what>/<key>"
SHEET = f"{UNDER}/committee/<slug>/applications/<uuid:application_id>"
ONE = f"{UNDER}/applications/<uuid:application_id>"
NGO = f"{UNDER}/account/organisations/<uuid:organisation_id>"
GUIDE = "/<any(lv, en):lang>/styleguide"
ADMIN = f"{UNDER}/admin"
AUDIT = f"{UNDER}/audit/calls/<slug>"
AUDITED = f"{AUDIT}/applications/<uuid:application_id>"
HANDLED = f"{DESK}/applications/<uuid:application_id>"
REVIEWED = {
    "public.front": ("/", READ, Do.SEE_PUBLIC),
    "public.calls": ("/<any(lv, en):lang>/", READ, Do.SEE_PUBLIC),
    "public.call": ("/<any(lv, en):lang>/calls/<slug>", READ, Do.SEE_PUBLIC),
    "public.results": ("/<any(lv, en):lang>/calls/<slug>/results", READ, Do.SEE_PUBLIC),
    "public.verify": ("/<any(lv, en):lang>/verify", READ, Do.SEE_PUBLIC),
    "public.check_receipt": ("/<any(lv, en):lang>/verify", ("POST",), Do.SEE_PUBLIC),
    "public.document": ("/<any(lv, en):lang>/calls/<slug>/documents/<uuid:document_id>", READ, Do.SEE_PUBLIC),
    "public.form_file": ("/<any(lv, en):lang>/calls/<slug>/form.docx", READ, Do.SEE_PUBLIC),
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
    "accounts.sign_out": ("/<any(lv, en):lang>/sign-out", READ, Do.SIGN_OUT),
    "accounts.overview": ("/<any(lv, en):lang>/account", READ, Do.SEE_ACCOUNT),
    "accounts.register": (f"{UNDER}/register", BOTH, Do.MAKE_ACCOUNT),
    "accounts.register_sent": (f"{UNDER}/register/sent", READ, Do.MAKE_ACCOUNT),
    "accounts.register_again": (f"{UNDER}/register/sent", ("POST",), Do.MAKE_ACCOUNT),
    "accounts.confirm": (f"{UNDER}/register/<token>", READ, Do.MAKE_ACCOUNT),
    "accounts.confirm_address": (f"{UNDER}/register/<token>", ("POST",), Do.MAKE_ACCOUNT),
    "accounts.another_link": (f"{UNDER}/register/<token>/again", ("POST",), Do.MAKE_ACCOUNT),
    "accounts.forgot": (f"{UNDER}/forgot", BOTH, Do.RECOVER),
    "accounts.forgot_sent": (f"{UNDER}/forgot/sent", READ, Do.RECOVER),
    "accounts.forgot_done": (f"{UNDER}/forgot/done", READ, Do.RECOVER),
    "accounts.another_password": (f"{UNDER}/forgot/<token>", READ, Do.RECOVER),
    "accounts.take_another_password": (f"{UNDER}/forgot/<token>", ("POST",), Do.RECOVER),
    "accounts.password": (f"{UNDER}/account/password", BOTH, Do.CHANGE_ACCOUNT),
    "accounts.password_changed": (f"{UNDER}/account/password/changed", READ, Do.CHANGE_ACCOUNT),
    "accounts.email": (f"{UNDER}/account/email", BOTH, Do.CHANGE_ACCOUNT),
    "accounts.email_sent": (f"{UNDER}/account/email/sent", READ, Do.CHANGE_ACCOUNT),
    "accounts.email_changed": (f"{UNDER}/account/email/changed", READ, Do.CONFIRM_ADDRESS),
    "accounts.confirm_email": (f"{UNDER}/account/email/<token>", READ, Do.CONFIRM_ADDRESS),
    "accounts.take_email": (f"{UNDER}/account/email/<token>", ("POST",), Do.CONFIRM_ADDRESS),
    "accounts.code": (f"{UNDER}/sign-in/code", BOTH, Do.SIGN_IN),
    "accounts.prove": (f"{UNDER}/sign-in/again", BOTH, Do.PROVE),
    "accounts.codes": (f"{UNDER}/account/codes", READ, Do.CHANGE_ACCOUNT),
    "accounts.set_codes_up": (f"{UNDER}/account/codes/app", BOTH, Do.CHANGE_CODES),
    "accounts.other_recovery_codes": (f"{UNDER}/account/codes/recovery", ("POST",), Do.CHANGE_CODES),
    "accounts.codes_off": (f"{UNDER}/account/codes/off", BOTH, Do.CHANGE_CODES),
    "accounts.sign_in_by_passkey": (f"{UNDER}/sign-in/passkey", BOTH, Do.SIGN_IN),
    "accounts.prove_by_passkey": (f"{UNDER}/sign-in/again/passkey", BOTH, Do.PROVE),
    "accounts.new_passkey": (f"{UNDER}/account/codes/passkey", BOTH, Do.CHANGE_CODES),
    "accounts.take_passkey_away": (
        f"{UNDER}/account/codes/passkeys/<uuid:passkey_id>/remove",
        BOTH,
        Do.CHANGE_CODES,
    ),
    "accounts.browsers": (f"{UNDER}/account/browsers", READ, Do.CHANGE_ACCOUNT),
    "accounts.end_browser": (f"{UNDER}/account/browsers/<uuid:browser_id>/end", ("POST",), Do.CHANGE_ACCOUNT),
    "accounts.end_other_browsers": (f"{UNDER}/account/browsers/end", ("POST",), Do.CHANGE_ACCOUNT),
    "accounts.name_organisation": (f"{UNDER}/account/organisation", BOTH, Do.NAME_ORGANISATION),
    "accounts.ask": (f"{UNDER}/account/organisation/ask", BOTH, Do.NAME_ORGANISATION),
    "accounts.answer_request": (f"{NGO}/requests/<uuid:request_id>", BOTH, Do.INVITE),
    "accounts.people": (NGO, READ, Do.SEE_PEOPLE),
    "accounts.details": (f"{NGO}/details", READ, Do.SEE_PEOPLE),
    "accounts.change_details": (f"{NGO}/details", ("POST",), Do.WRITE_DETAILS),
    "accounts.invite": (NGO, ("POST",), Do.INVITE),
    "accounts.send_again": (f"{NGO}/invitations/<uuid:invitation_id>", ("POST",), Do.INVITE),
    "accounts.take_invitation_back": (f"{NGO}/invitations/<uuid:invitation_id>/back", ("POST",), Do.INVITE),
    "accounts.standing": (f"{NGO}/people/<uuid:person_id>/standing", BOTH, Do.INVITE),
    "accounts.remove": (f"{NGO}/people/<uuid:person_id>/remove", BOTH, Do.INVITE),
    "accounts.invitation": (f"{UNDER}/invitations/<token>", READ, Do.ACCEPT_INVITATION),
    "accounts.accept": (f"{UNDER}/invitations/<token>", ("POST",), Do.ACCEPT_INVITATION),
    # the applicant
    "applicant.applications": (f"{UNDER}/applications", READ, Do.LIST_OWN),
    "applicant.apply": (f"{UNDER}/calls/<slug>/apply", READ, Do.ASK_WHETHER),
    "applicant.begin_application": (f"{UNDER}/calls/<slug>/apply", ("POST",), Do.START_APPLICATION),
    "applicant.application": (ONE, READ, Do.READ_OWN),
    "applicant.section": (f"{ONE}/sections/<key>", READ, Do.WRITE_OWN),
    "applicant.keep_section": (f"{ONE}/sections/<key>", ("POST",), Do.WRITE_OWN),
    "applicant.autosave": (f"{ONE}/sections/<key>/saved", ("POST",), Do.WRITE_OWN),
    "applicant.attachments": (f"{ONE}/attachments", READ, Do.WRITE_OWN),
    "applicant.slot": (f"{ONE}/attachments/to/<slot>", READ, Do.WRITE_OWN),
    "applicant.attach_file": (f"{ONE}/attachments/to/<slot>", ("POST",), Do.WRITE_OWN),
    "applicant.attachment": (f"{ONE}/attachments/<uuid:attachment_id>", READ, Do.READ_OWN),
    "applicant.replace_file": (f"{ONE}/attachments/to/<slot>/replace", BOTH, Do.WRITE_OWN),
    "applicant.earlier_file": (f"{ONE}/attachments/<uuid:attachment_id>/earlier", READ, Do.WRITE_OWN),
    "applicant.bring_file_back": (f"{ONE}/attachments/<uuid:attachment_id>/back", BOTH, Do.WRITE_OWN),
    "applicant.ask_to_remove": (f"{ONE}/attachments/<uuid:attachment_id>/remove", READ, Do.WRITE_OWN),
    "applicant.remove": (f"{ONE}/attachments/<uuid:attachment_id>/remove", ("POST",), Do.WRITE_OWN),
    "applicant.review": (f"{ONE}/review", READ, Do.READ_OWN),
    "applicant.ask_to_submit": (f"{ONE}/submit", READ, Do.HAND_IN),
    "applicant.hand_in": (f"{ONE}/submit", ("POST",), Do.HAND_IN),
    "applicant.receipt": (f"{ONE}/receipt", READ, Do.READ_OWN),
    "applicant.receipt_file": (f"{ONE}/receipts/<int:version>.pdf", READ, Do.READ_OWN),
    "applicant.handed_in_file": (f"{ONE}/files/<digest>", READ, Do.READ_OWN),
    "applicant.submitted": (f"{ONE}/submitted", READ, Do.READ_OWN),
    "applicant.draft_pdf": (f"{ONE}/draft.pdf", READ, Do.WRITE_OWN),
    "applicant.submitted_pdf": (f"{ONE}/submitted.pdf", READ, Do.READ_OWN),
    "applicant.history": (f"{ONE}/history", READ, Do.WRITE_OWN),
    "applicant.earlier": (f"{ONE}/history/<uuid:revision_id>", READ, Do.WRITE_OWN),
    "applicant.bring_earlier_back": (f"{ONE}/history/<uuid:revision_id>", ("POST",), Do.WRITE_OWN),
    "applicant.word_file": (f"{ONE}/form.docx", READ, Do.WRITE_OWN),
    "applicant.word": (f"{ONE}/word", READ, Do.WRITE_OWN),
    "applicant.read_from_word": (f"{ONE}/word", ("POST",), Do.WRITE_OWN),
    "applicant.take_from_word": (f"{ONE}/word/take", ("POST",), Do.WRITE_OWN),
    "applicant.clarification": (f"{ONE}/clarification", READ, Do.WRITE_OWN),
    "applicant.keep_clarification": (f"{ONE}/clarification", ("POST",), Do.WRITE_OWN),
    "applicant.autosave_clarification": (f"{ONE}/clarification/saved", ("POST",), Do.WRITE_OWN),
    "applicant.clarification_files": (f"{ONE}/clarification/attachments", READ, Do.WRITE_OWN),
    "applicant.clarification_slot": (f"{ONE}/clarification/attachments/to/<slot>", READ, Do.WRITE_OWN),
    "applicant.attach_clarification": (f"{ONE}/clarification/attachments/to/<slot>", ("POST",), Do.WRITE_OWN),
    "applicant.clarification_file": (f"{ONE}/clarification/attachments/<uuid:file_id>", READ, Do.READ_OWN),
    "applicant.replace_clarification": (
        f"{ONE}/clarification/attachments/to/<slot>/replace",
        BOTH,
        Do.WRITE_OWN,
    ),
    "applicant.earlier_clarification": (
        f"{ONE}/clarification/attachments/<uuid:file_id>/earlier",
        READ,
        Do.WRITE_OWN,
    ),
    "applicant.bring_clarification_back": (
        f"{ONE}/clarification/attachments/<uuid:file_id>/back",
        BOTH,
        Do.WRITE_OWN,
    ),
    "applicant.ask_to_remove_clarification": (
        f"{ONE}/clarification/attachments/<uuid:file_id>/remove",
        READ,
        Do.WRITE_OWN,
    ),
    "applicant.remove_clarification": (
        f"{ONE}/clarification/attachments/<uuid:file_id>/remove",
        ("POST",),
        Do.WRITE_OWN,
    ),
    "applicant.clarification_review": (f"{ONE}/clarification/review", READ, Do.WRITE_OWN),
    "applicant.ask_to_answer": (f"{ONE}/clarification/send", READ, Do.HAND_IN),
    "applicant.answer": (f"{ONE}/clarification/send", ("POST",), Do.HAND_IN),
    "applicant.clarification_receipt": (f"{ONE}/clarification/receipt", READ, Do.READ_OWN),
    "applicant.copy": (f"{ONE}/copy", ("POST",), Do.WRITE_OWN),
    "applicant.ask_to_discard": (f"{ONE}/discard", READ, Do.WRITE_OWN),
    "applicant.discard_draft": (f"{ONE}/discard", ("POST",), Do.WRITE_OWN),
    "applicant.ask_to_withdraw": (f"{ONE}/withdraw", READ, Do.HAND_IN),
    "applicant.withdraw": (f"{ONE}/withdraw", ("POST",), Do.HAND_IN),
    "applicant.letter": (f"{ONE}/letter.<any(pdf, docx):suffix>", READ, Do.READ_OWN),
    # the committee
    "committee.calls": (f"{UNDER}/committee", READ, Do.SIT),
    "committee.call": (f"{UNDER}/committee/<slug>", READ, Do.SEE_OWN_WORK),
    "committee.declaration": (f"{UNDER}/committee/<slug>/declaration", BOTH, Do.DECLARE),
    "committee.sheet": (f"{SHEET}", READ, Do.SCORE),
    "committee.complete_sheet": (f"{SHEET}", ("POST",), Do.SCORE),
    "committee.save_sheet": (f"{SHEET}/saved", ("POST",), Do.SCORE),
    "committee.application_pdf": (f"{SHEET}/application.pdf", READ, Do.SCORE),
    "committee.file": (f"{SHEET}/files/<digest>", READ, Do.SCORE),
    "committee.file_look": (f"{SHEET}/files/<digest>/look", READ, Do.SCORE),
    "committee.file_picture": (f"{SHEET}/files/<digest>/picture", READ, Do.SCORE),
    "committee.file_member": (f"{SHEET}/files/<digest>/member", READ, Do.SCORE),
    "committee.search": (f"{UNDER}/committee/<slug>/search", READ, Do.SEE_OWN_WORK),
    "committee.conflict": (f"{SHEET}/conflict", BOTH, Do.DECLARE),
    "committee.chair": (f"{UNDER}/committee/<slug>/chair", READ, Do.LEAD),
    "committee.close": (f"{UNDER}/committee/<slug>/chair/close", BOTH, Do.CLOSE_SCORING),
    "committee.reopen": (f"{UNDER}/committee/<slug>/chair/reopen", BOTH, Do.CLOSE_SCORING),
    "committee.ranking": (f"{UNDER}/committee/<slug>/ranking", READ, Do.LEAD),
    "committee.minutes": (f"{UNDER}/committee/<slug>/minutes", BOTH, Do.KEEP_MINUTES),
    "committee.minutes_file": (f"{UNDER}/committee/<slug>/minutes.<any(pdf, docx):suffix>", READ, Do.KEEP_MINUTES),
    # the coordinator
    "coordinator.desk": (f"{UNDER}/desk", READ, Do.COORDINATE),
    "coordinator.troubled": (f"{UNDER}/desk/files", READ, Do.COORDINATE),
    "coordinator.work_request": (f"{UNDER}/desk/requests/<uuid:request_id>", BOTH, Do.ANSWER_REQUEST),
    "coordinator.new_call": (f"{UNDER}/desk/new-call", BOTH, Do.BEGIN_CALL),
    "coordinator.call": (f"{DESK}", READ, Do.SEE_CALL),
    "coordinator.edit_call": (f"{DESK}/edit", BOTH, Do.SET_UP_CALL),
    "coordinator.form": (f"{DESK}/form", READ, Do.SEE_CALL),
    "coordinator.form_file": (f"{DESK}/form.toml", READ, Do.SEE_CALL),
    "coordinator.edit_form": (f"{DESK}/form/edit", BOTH, Do.SET_UP_CALL),
    "coordinator.edit_section": (f"{DESK}/form/sections/<key>", BOTH, Do.SET_UP_CALL),
    "coordinator.edit_question": (f"{DESK}/form/questions/<key>", BOTH, Do.SET_UP_CALL),
    "coordinator.edit_slot": (f"{DESK}/form/attachments/<key>", BOTH, Do.SET_UP_CALL),
    "coordinator.new_section": (f"{DESK}/form/new-section", BOTH, Do.SET_UP_CALL),
    "coordinator.new_question": (f"{DESK}/form/sections/<key>/new-question", BOTH, Do.SET_UP_CALL),
    "coordinator.new_slot": (f"{DESK}/form/new-attachment", BOTH, Do.SET_UP_CALL),
    "coordinator.move_part": (f"{PART}/move", ("POST",), Do.SET_UP_CALL),
    "coordinator.remove_part": (f"{PART}/remove", BOTH, Do.SET_UP_CALL),
    "coordinator.preview": (f"{DESK}/preview", READ, Do.SEE_CALL),
    "coordinator.publishing": (f"{DESK}/publish", BOTH, Do.PUBLISH_CALL),
    "coordinator.documents": (f"{DESK}/documents", BOTH, Do.SET_UP_CALL),
    "coordinator.document": (f"{DESK}/documents/<uuid:document_id>", READ, Do.SEE_CALL),
    "coordinator.replace": (f"{DESK}/documents/<uuid:document_id>/replace", BOTH, Do.SET_UP_CALL),
    "coordinator.members": (f"{DESK}/members", BOTH, Do.SET_UP_CALL),
    "coordinator.invite_again": (f"{DESK}/members/<uuid:member_id>/invitation", ("POST",), Do.SET_UP_CALL),
    "coordinator.unseat": (f"{DESK}/members/<uuid:member_id>/remove", BOTH, Do.SET_UP_CALL),
    "coordinator.amendments": (f"{DESK}/amendments", BOTH, Do.AMEND_CALL),
    "coordinator.applications": (f"{DESK}/applications", READ, Do.LIST_APPLICATIONS),
    "coordinator.register": (f"{DESK}/applications/new", BOTH, Do.REGISTER),
    "coordinator.application": (f"{HANDLED}", READ, Do.READ_APPLICATION),
    "coordinator.application_pdf": (f"{HANDLED}/application.pdf", READ, Do.READ_APPLICATION),
    "coordinator.application_file": (f"{HANDLED}/files/<digest>", READ, Do.READ_APPLICATION),
    "coordinator.file_look": (f"{HANDLED}/files/<digest>/look", READ, Do.READ_APPLICATION),
    "coordinator.file_picture": (f"{HANDLED}/files/<digest>/picture", READ, Do.READ_APPLICATION),
    "coordinator.file_member": (f"{HANDLED}/files/<digest>/member", READ, Do.READ_APPLICATION),
    "coordinator.search": (f"{DESK}/search", READ, Do.LIST_APPLICATIONS),
    "coordinator.registered": (f"{HANDLED}/registered", READ, Do.READ_APPLICATION),
    "coordinator.add_file": (f"{HANDLED}/add-file", BOTH, Do.REGISTER),
    "coordinator.accept": (f"{HANDLED}/accept-late", BOTH, Do.ACCEPT_LATE),
    "coordinator.unsent": (f"{DESK}/unsent", READ, Do.ACCEPT_LATE),
    "coordinator.accept_unsent": (f"{DESK}/unsent/<uuid:draft_id>/accept-late", BOTH, Do.ACCEPT_LATE),
    "coordinator.withdraw": (f"{HANDLED}/withdraw", BOTH, Do.WITHDRAW_FOR),
    "coordinator.conflict": (f"{HANDLED}/conflict", READ, Do.STEP_ASIDE),
    "coordinator.declare_conflict": (f"{DESK}/conflict", ("POST",), Do.STEP_ASIDE),
    "coordinator.lift_conflict": (f"{HANDLED}/conflict/<uuid:conflict_id>/lift", BOTH, Do.LIFT_CONFLICT),
    "coordinator.eligibility": (f"{DESK}/eligibility", READ, Do.CHECK_ELIGIBILITY),
    "coordinator.check_eligibility": (f"{HANDLED}/eligibility", BOTH, Do.CHECK_ELIGIBILITY),
    "coordinator.ask_to_clarify": (f"{HANDLED}/clarification", BOTH, Do.ASK_TO_CLARIFY),
    "coordinator.enter_clarification": (f"{HANDLED}/clarification/answer", BOTH, Do.REGISTER),
    "coordinator.remind": (f"{DESK}/committee/<uuid:member_id>/reminder", ("POST",), Do.FOLLOW_COMMITTEE),
    "coordinator.progress": (f"{DESK}/committee", READ, Do.FOLLOW_COMMITTEE),
    "coordinator.ranking": (f"{DESK}/ranking", READ, Do.SEE_RANKING),
    "coordinator.tie": (f"{DESK}/tie", BOTH, Do.SETTLE_TIE),
    "coordinator.decision": (f"{DESK}/decision", BOTH, Do.DECIDE),
    "coordinator.minutes_file": (f"{DESK}/decision.<any(pdf, docx):suffix>", READ, Do.DECIDE),
    "coordinator.announcement": (f"{DESK}/announcement", BOTH, Do.ANNOUNCE),
    "coordinator.letters": (f"{DESK}/letters", READ, Do.SEND_LETTERS),
    "coordinator.letters_file": (f"{DESK}/letters.zip", READ, Do.TAKE_LETTERS),
    "coordinator.letter": (f"{DESK}/letters/<uuid:application_id>", READ, Do.SEND_LETTERS),
    "coordinator.letter_file": (
        f"{DESK}/letters/<uuid:application_id>.<any(pdf, docx):suffix>",
        READ,
        Do.SEND_LETTERS,
    ),
    "coordinator.letter_sent": (f"{DESK}/letters/<uuid:application_id>/sent", ("POST",), Do.SEND_LETTERS),
    "coordinator.letter_again": (f"{DESK}/letters/<uuid:application_id>/again", ("POST",), Do.SEND_LETTERS),
    "coordinator.letterhead": (f"{UNDER}/desk/letterhead", READ, Do.WRITE_LETTERHEAD),
    "coordinator.letterhead_of": (f"{UNDER}/desk/letterhead/<organiser>", BOTH, Do.WRITE_LETTERHEAD),
    # the auditor
    "auditor.overview": (f"{UNDER}/audit", READ, Do.AUDIT),
    "auditor.chain": (f"{UNDER}/audit/chain", READ, Do.AUDIT),
    "auditor.check": (f"{UNDER}/audit/chain/check", READ, Do.AUDIT),
    "auditor.readings": (f"{UNDER}/audit/readings", READ, Do.AUDIT),
    "auditor.call": (f"{AUDIT}", READ, Do.AUDIT),
    "auditor.whole_file": (f"{AUDIT}/file.zip", READ, Do.TAKE_CALL),
    "auditor.document": (f"{AUDIT}/documents/<uuid:document_id>", READ, Do.AUDIT),
    "auditor.application": (f"{AUDIT}/applications/<uuid:application_id>", READ, Do.AUDIT),
    "auditor.application_file": (f"{AUDITED}/files/<digest>", READ, Do.AUDIT),
    "auditor.file_look": (f"{AUDITED}/files/<digest>/look", READ, Do.AUDIT),
    "auditor.file_picture": (f"{AUDITED}/files/<digest>/picture", READ, Do.AUDIT),
    "auditor.file_member": (f"{AUDITED}/files/<digest>/member", READ, Do.AUDIT),
    "auditor.ranking": (f"{AUDIT}/ranking", READ, Do.AUDIT),
    "auditor.decision": (f"{AUDIT}/decision", READ, Do.AUDIT),
    "auditor.letters": (f"{AUDIT}/letters", READ, Do.AUDIT),
    "auditor.letter": (f"{AUDIT}/letters/<uuid:application_id>", READ, Do.AUDIT),
    "auditor.letter_file": (f"{AUDIT}/letters/<uuid:application_id>.<any(pdf, docx):suffix>", READ, Do.AUDIT),
    # the administrator
    "admin.overview": (f"{ADMIN}", READ, Do.ADMINISTER),
    "admin.people": (f"{ADMIN}/people", READ, Do.ADMINISTER),
    "admin.invite": (f"{ADMIN}/people/invite", BOTH, Do.ADMINISTER),
    "admin.send_again": (f"{ADMIN}/people/invitations/<uuid:invitation_id>", ("POST",), Do.ADMINISTER),
    "admin.take_invitation_back": (f"{ADMIN}/people/invitations/<uuid:invitation_id>/back", ("POST",), Do.ADMINISTER),
    "admin.person": (f"{ADMIN}/people/<uuid:person_id>", READ, Do.ADMINISTER),
    "admin.give": (f"{ADMIN}/people/<uuid:person_id>/roles", ("POST",), Do.ADMINISTER),
    "admin.take": (f"{ADMIN}/people/<uuid:person_id>/roles/<uuid:role_id>/take", BOTH, Do.ADMINISTER),
    "admin.codes_off": (f"{ADMIN}/people/<uuid:person_id>/codes-off", BOTH, Do.ADMINISTER),
    "admin.lock": (f"{ADMIN}/people/<uuid:person_id>/lock", BOTH, Do.ADMINISTER),
    "admin.open_": (f"{ADMIN}/people/<uuid:person_id>/open", BOTH, Do.ADMINISTER),
    "admin.organisers": (f"{ADMIN}/organisers", READ, Do.ADMINISTER),
    "admin.new_organiser": (f"{ADMIN}/organisers/new", BOTH, Do.ADMINISTER),
    "admin.organiser": (f"{ADMIN}/organisers/<organiser>", BOTH, Do.ADMINISTER),
    "admin.settings": (f"{ADMIN}/settings", READ, Do.ADMINISTER),
    "admin.health": (f"{ADMIN}/health", READ, Do.ADMINISTER),
    "admin.retry_message": (f"{ADMIN}/health/messages/<uuid:message_id>/retry", ("POST",), Do.ADMINISTER),
    "admin.events": (f"{ADMIN}/events", READ, Do.ADMINISTER),
    # others
    "health.alive": ("/healthz", READ, Do.PROBE),
    "health.ready": ("/readyz", READ, Do.PROBE),
    "health.metrics": ("/metrics", READ, Do.PROBE),  # asks for its token itself
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
    assert set(PERMISSIONS) == set(Do)


@pytest.mark.parametrize("do", Do)
def test_nobody_in_particular_may_do_only_what_is_public(do: Do):
    public = {Do.SEE_PUBLIC, Do.ASK_WHETHER, Do.SEE_STYLEGUIDE, Do.PROBE, Do.SIGN_IN, Do.SIGN_OUT}
    by_mail = {Do.MAKE_ACCOUNT, Do.RECOVER, Do.CONFIRM_ADDRESS, Do.ACCEPT_INVITATION}
    assert allowed(do, None) is (do in public | by_mail)


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
