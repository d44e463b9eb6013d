"""Every page in every state that it can be in: one register for whatever looks at pages.

A new page gets its lines here, and is thereby read by axe, by the HTML checker and by the keyboard, at both widths, in
both languages and colour schemes, and is kept as a picture.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tests.journeys.clarified import ANSWERED, BEGUN, CLARIFYING, ON_PAPER, OVER
from tests.pages.conftest import ANNOUNCED, COMING, DEMO_DAY, EMAIL, EVALUATED, OPEN

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TROUBLES = (400, 403, 405, 409, 413, 422, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Place:
    """A page in one state: when, who looks (an e-mail address, or nobody), and its form sent empty (`sent`)."""

    name: str
    path: str
    at: datetime = ANNOUNCED
    who: str | None = None
    sent: bool = False
    status: int = 200


CALL = "/calls/liepaja-2020"
NGO, NGO2, READER = "ngo@example.org", "ngo2@example.org", "reader@example.org"
LOOK = "/files/{digest Vakara skolotāji/statuti.pdf}/look"
HALF, READY, SCORED = (
    "/applications/{Pagalma darbnīca}",
    "/applications/{Stāsti no mūsu ielas}",
    "/applications/{Stāsti no mūsu ielas: otrā sezona}",
)
FITS = (
    "organisation=association&group=none&target-group=at-risk"
    "&period.project-from=2026-12-01&period.project-until=2027-05-31"
)
THEIRS = "/applications/{Kustības laboratorija}"
TRAILS, LIGHTS, WATERS = (f"/applications/{{{title}}}" for title in (BEGUN, ANSWERED, OVER))
TOO_LATE = DEMO_DAY + timedelta(days=30)
APPLICANT: tuple[Place, ...] = (
    Place("applications", "/applications", DEMO_DAY, who=NGO),
    Place("apply", "/calls/liepaja-demo/apply", DEMO_DAY, who=NGO),
    Place("apply-past-the-check", "/calls/liepaja-demo/apply?begin=yes", DEMO_DAY, who=NGO),
    Place("check", "/calls/liepaja-demo/apply", DEMO_DAY),
    Place("check-yes", f"/calls/liepaja-demo/apply?{FITS}", DEMO_DAY),
    Place("check-yes-signed-in", f"/calls/liepaja-demo/apply?{FITS}", DEMO_DAY, who=NGO),
    Place("check-no", "/calls/liepaja-demo/apply?organisation=other&group=agreed&target-group=others", DEMO_DAY),
    Place("check-first", "/calls/liepaja-demo/apply?organisation=group&group=none&target-group=at-risk", DEMO_DAY),
    Place("check-wrong", "/calls/liepaja-demo/apply?group=none&period.project-from=2027", DEMO_DAY, status=422),
    Place("apply-no-organisation", "/calls/liepaja-demo/apply", DEMO_DAY, who="chair@example.org"),
    Place("apply-closed", "/calls/liepaja-demo-scoring/apply", DEMO_DAY, who=NGO),
    Place("verify", "/verify"),
    Place("verify-empty", "/verify", sent=True, status=422),
    Place("verify-no-receipt", "/verify?code=KR1.eyJjYWxsIjoibGllcGFqYSJ9." + "A" * 86, DEMO_DAY),
    Place("call-with-a-form", "/calls/liepaja-demo", DEMO_DAY),
    Place("application-draft", HALF, DEMO_DAY, who=NGO),
    Place("application-too-late", HALF, TOO_LATE, who=NGO),
    Place("application-submitted", THEIRS, DEMO_DAY, who=NGO2),
    Place("application-scored", SCORED, DEMO_DAY, who=NGO),
    Place("section", f"{HALF}/sections/target-group", DEMO_DAY, who=NGO),
    Place("section-of-a-line", f"{HALF}/sections/project", DEMO_DAY, who=NGO),
    Place("section-of-ticks", f"{HALF}/sections/declarations", DEMO_DAY, who=NGO),
    Place("attachments", f"{HALF}/attachments", DEMO_DAY, who=NGO),
    Place("attachments-filled", f"{READY}/attachments", DEMO_DAY, who=NGO),
    Place("attachment-remove", f"{READY}/attachments/{{Stāsti no mūsu ielas/statuti.pdf}}/remove", DEMO_DAY, who=NGO),
    Place(
        "attachment-replace",
        f"{READY}/attachments/to/statutes/replace?file={{offer Stāsti no mūsu ielas/statutes}}",
        DEMO_DAY,
        who=NGO,
    ),
    Place("attachment-back", f"{READY}/attachments/{{Stāsti no mūsu ielas/pilnvara-veca.pdf}}/back", DEMO_DAY, who=NGO),
    Place("review-missing", f"{HALF}/review", DEMO_DAY, who=NGO),
    Place("review", f"{READY}/review", DEMO_DAY, who=NGO),
    Place("review-too-late", f"{READY}/review", TOO_LATE, who=NGO),
    Place("receipt", f"{THEIRS}/receipt", DEMO_DAY, who=NGO2),
    Place("submitted", f"{THEIRS}/submitted", DEMO_DAY, who=NGO2),
    Place("submitted-scored", f"{SCORED}/submitted", DEMO_DAY, who=NGO),
    Place("history", f"{HALF}/history", DEMO_DAY, who=NGO),
    Place("history-of-a-section", f"{HALF}/history?section=aim", DEMO_DAY, who=NGO),
    Place("history-submitted", f"{THEIRS}/history", DEMO_DAY, who=NGO2),
    Place("history-of-a-table", f"{READY}/history?section=activities", DEMO_DAY, who=NGO),
    Place("history-empty", f"{HALF}/history?section=declarations", DEMO_DAY, who=NGO),
    Place("earlier", f"{HALF}/history/{{change Pagalma darbnīca/aim-goal}}", DEMO_DAY, who=NGO),
    Place("section-brought-back", f"{HALF}/sections/aim?back=aim-goal", DEMO_DAY, who=NGO),
    Place("word", f"{HALF}/word", DEMO_DAY, who=NGO),
    Place("word-no-file", f"{HALF}/word", DEMO_DAY, who=NGO, sent=True, status=422),
    Place("application-read-from-word", f"{HALF}?read=3", DEMO_DAY, who=NGO),
    Place("draft-discard", f"{HALF}/discard", DEMO_DAY, who=NGO),
    Place("withdraw", f"{THEIRS}/withdraw", DEMO_DAY, who=NGO2),
    Place("application-decided", "/applications/{Ielu stāsti}", DEMO_DAY, who=NGO),
    Place("applications-read", "/applications", DEMO_DAY, who=READER),
    Place("apply-reader", "/calls/liepaja-demo/apply", DEMO_DAY, who=READER),
    Place("application-read", THEIRS, DEMO_DAY, who=READER),
    Place("review-read", f"{THEIRS}/review", DEMO_DAY, who=READER),
    Place("receipt-read", f"{THEIRS}/receipt", DEMO_DAY, who=READER),
    Place("application-to-clarify", TRAILS, DEMO_DAY, who=NGO2),
    Place("clarification", f"{TRAILS}/clarification", DEMO_DAY, who=NGO2),
    Place("clarification-files", f"{TRAILS}/clarification/attachments", DEMO_DAY, who=NGO2),
    Place(
        "clarification-file-remove",
        f"{TRAILS}/clarification/attachments/{{clarified Skaņu takas/pilnvara.pdf}}/remove",
        DEMO_DAY,
        who=NGO2,
    ),
    Place(
        "clarification-file-replace",
        f"{TRAILS}/clarification/attachments/to/power-of-attorney/replace"
        "?file={offer clarifying Skaņu takas/power-of-attorney}",
        DEMO_DAY,
        who=NGO2,
    ),
    Place(
        "clarification-file-back",
        f"{TRAILS}/clarification/attachments/{{clarified Skaņu takas/pilnvara-veca.pdf}}/back",
        DEMO_DAY,
        who=NGO2,
    ),
    Place("clarification-review", f"{TRAILS}/clarification/review", DEMO_DAY, who=NGO2),
    Place("application-clarified", LIGHTS, DEMO_DAY, who=NGO2),
    Place("clarification-receipt", f"{LIGHTS}/clarification/receipt", DEMO_DAY, who=NGO2),
    Place("submitted-clarified", f"{LIGHTS}/submitted", DEMO_DAY, who=NGO2),
    Place("application-not-clarified", WATERS, DEMO_DAY, who=NGO2),
    Place("clarification-too-late", f"{WATERS}/clarification", DEMO_DAY, who=NGO2),
    Place("clarification-review-too-late", f"{WATERS}/clarification/review", DEMO_DAY, who=NGO2),
    Place("help-applicant", "/help/applicant"),
)
TIED, TOLD = "liepaja-vienadi", "liepaja-izlemts"
SECOND = "{Stāsti no mūsu ielas: otrā sezona}"
SCORING = "/committee/liepaja-demo-scoring"
MEMBER, CHAIR, SECRETARY = "member2@example.org", "chair@example.org", "secretary@example.org"
COMMITTEE: tuple[Place, ...] = (
    Place("committee", "/committee", DEMO_DAY, who=MEMBER),
    Place("committee-coming", "/committee/liepaja-demo", DEMO_DAY, who=MEMBER),
    Place("committee-declaration", "/committee/liepaja-demo/declaration", DEMO_DAY, who=MEMBER),
    Place("committee-call", SCORING, DEMO_DAY, who=MEMBER),
    Place("committee-secretary", f"{SCORING}/chair", DEMO_DAY, who=SECRETARY),
    Place("sheet", f"{SCORING}/applications/{{Vakara skolotāji}}", DEMO_DAY, who="member3@example.org"),
    Place(
        "sheet-refused",
        f"{SCORING}/applications/{{Vakara skolotāji}}",
        DEMO_DAY,
        who="member3@example.org",
        sent=True,
        status=422,
    ),
    Place(
        "committee-file",
        f"{SCORING}/applications/{{Vakara skolotāji}}{LOOK}",
        DEMO_DAY,
        who=CHAIR,
    ),
    Place("committee-search", f"{SCORING}/search?q=paraugs", DEMO_DAY, who=CHAIR),
    Place("committee-search-nothing", f"{SCORING}/search", DEMO_DAY, who=CHAIR),
    Place("sheet-completed", f"{SCORING}/applications/{{Vakara skolotāji}}", DEMO_DAY, who=CHAIR),
    Place("sheet-clarified", f"{SCORING}/applications/{SECOND}", DEMO_DAY, who="member3@example.org"),
    Place("sheet-conflict", f"{SCORING}/applications/{{Vakara skolotāji}}/conflict", DEMO_DAY, who=CHAIR),
    Place("committee-ranking", f"{SCORING}/ranking", DEMO_DAY, who=CHAIR),
    Place("committee-minutes", f"{SCORING}/minutes", DEMO_DAY, who=SECRETARY),
    Place("committee-chair", f"{SCORING}/chair", DEMO_DAY, who=CHAIR),
    Place("committee-close", f"{SCORING}/chair/close", DEMO_DAY, who=CHAIR),
    Place("committee-reopen", f"{SCORING}/chair/reopen", DEMO_DAY, who=CHAIR),
    Place("committee-decided", f"/committee/{TOLD}", DEMO_DAY, who=MEMBER),
    Place("sheet-decided", f"/committee/{TOLD}/applications/{{Ielu stāsti}}", DEMO_DAY, who=MEMBER),
    Place("committee-closed", f"/committee/{TIED}/chair", DEMO_DAY, who=CHAIR),
    Place("committee-ranking-tied", f"/committee/{TIED}/ranking", DEMO_DAY, who=CHAIR),
    Place("committee-minutes-decided", f"/committee/{TOLD}/minutes", DEMO_DAY, who=SECRETARY),
    Place("committee-reopen-refused", f"{SCORING}/chair/reopen", DEMO_DAY, who=CHAIR, sent=True, status=422),
)
OPEN_DESK, SCORING_DESK = "/desk/calls/liepaja-demo", "/desk/calls/liepaja-demo-scoring"
UNSENT = f"{OPEN_DESK}/unsent/{{Pagalma darbnīca}}"
ASKED = "/desk/requests/{request Trešais piemērs}"
DRAFT_DESK, CLARIFYING_DESK = "/desk/calls/liepaja-melnraksts", f"/desk/calls/{CLARIFYING}"
CAME_BY_POST = f"{CLARIFYING_DESK}/applications/{{{ON_PAPER}}}/clarification/answer"
EVENING, BICYCLES = (
    f"{SCORING_DESK}/applications/{{Vakara skolotāji}}",
    f"{SCORING_DESK}/applications/{{Velosipēdu darbnīca}}",
)
COORDINATOR: tuple[Place, ...] = (
    Place("desk", "/desk", DEMO_DAY, who=EMAIL),
    Place("desk-call", SCORING_DESK, DEMO_DAY, who=EMAIL),
    Place("desk-draft", DRAFT_DESK, DEMO_DAY, who=EMAIL),
    Place("desk-file", f"{EVENING}{LOOK}", DEMO_DAY, who=EMAIL),
    Place("desk-search-nothing", f"{SCORING_DESK}/search", DEMO_DAY, who=EMAIL),
    Place("desk-search", f"{SCORING_DESK}/search?q=biedriba", DEMO_DAY, who=EMAIL),
    Place("troubled-files", "/desk/files", DEMO_DAY, who=EMAIL),
    Place("work-request", ASKED, DEMO_DAY, who=EMAIL),
    Place("work-request-refused", ASKED, DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("new-call", "/desk/new-call", DEMO_DAY, who=EMAIL),
    Place("new-call-refused", "/desk/new-call", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("edit-call", f"{DRAFT_DESK}/edit", DEMO_DAY, who=EMAIL),
    Place("form", f"{OPEN_DESK}/form", DEMO_DAY, who=EMAIL),
    Place("form-draft", f"{DRAFT_DESK}/form", DEMO_DAY, who=EMAIL),
    Place("edit-form", f"{DRAFT_DESK}/form/edit", DEMO_DAY, who=EMAIL),
    Place("form-changed", f"{DRAFT_DESK}/form?changed=question-title", DEMO_DAY, who=EMAIL),
    Place("form-section", f"{DRAFT_DESK}/form/sections/aim", DEMO_DAY, who=EMAIL),
    Place("form-question", f"{DRAFT_DESK}/form/questions/aim-goal", DEMO_DAY, who=EMAIL),
    Place("form-question-meant", f"{DRAFT_DESK}/form/questions/title", DEMO_DAY, who=EMAIL),
    Place("form-question-kinds", f"{DRAFT_DESK}/form/questions/aim-goal?kinds=1", DEMO_DAY, who=EMAIL),
    Place("form-table", f"{DRAFT_DESK}/form/questions/activities", DEMO_DAY, who=EMAIL),
    Place("form-attachment", f"{DRAFT_DESK}/form/attachments/partner-declaration", DEMO_DAY, who=EMAIL),
    Place("form-new-section", f"{DRAFT_DESK}/form/new-section", DEMO_DAY, who=EMAIL),
    Place("form-new-section-empty", f"{DRAFT_DESK}/form/new-section", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("form-new-question", f"{DRAFT_DESK}/form/sections/aim/new-question", DEMO_DAY, who=EMAIL),
    Place("form-new-choice", f"{DRAFT_DESK}/form/sections/aim/new-question?kind=choice", DEMO_DAY, who=EMAIL),
    Place(
        "form-new-choice-empty",
        f"{DRAFT_DESK}/form/sections/aim/new-question?kind=choice",
        DEMO_DAY,
        who=EMAIL,
        sent=True,
        status=422,
    ),
    Place("form-new-attachment", f"{DRAFT_DESK}/form/new-attachment", DEMO_DAY, who=EMAIL),
    Place("form-take-out", f"{DRAFT_DESK}/form/question/aim-need/remove", DEMO_DAY, who=EMAIL),
    Place("form-take-out-held", f"{DRAFT_DESK}/form/section/partners/remove", DEMO_DAY, who=EMAIL),
    Place("preview", f"{DRAFT_DESK}/preview", DEMO_DAY, who=EMAIL),
    Place("publish", f"{DRAFT_DESK}/publish", DEMO_DAY, who=EMAIL),
    Place("published", f"{OPEN_DESK}/publish", DEMO_DAY, who=EMAIL),
    Place("documents-none", f"{DRAFT_DESK}/documents", DEMO_DAY, who=EMAIL),
    Place("documents-refused", f"{OPEN_DESK}/documents", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("replace", f"{OPEN_DESK}/documents/{{call liepaja-demo/nolikums.pdf}}/replace", DEMO_DAY, who=EMAIL),
    Place("members", f"{OPEN_DESK}/members", DEMO_DAY, who=EMAIL),
    Place("members-refused", f"{OPEN_DESK}/members", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("unseat", f"{OPEN_DESK}/members/{{member liepaja-demo/m1}}/remove", DEMO_DAY, who=EMAIL),
    Place("amendments", f"{SCORING_DESK}/amendments", DEMO_DAY, who=EMAIL),
    Place("amendments-refused", f"{OPEN_DESK}/amendments", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("applications-of-a-call", f"{SCORING_DESK}/applications", DEMO_DAY, who=EMAIL),
    Place("applications-none", f"{DRAFT_DESK}/applications", DEMO_DAY, who=EMAIL),
    Place("register-application", f"{OPEN_DESK}/applications/new", DEMO_DAY, who=EMAIL),
    Place("register-refused", f"{OPEN_DESK}/applications/new", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("registered-late", f"{BICYCLES}/registered", DEMO_DAY, who=EMAIL),
    Place("handled-application", EVENING, DEMO_DAY, who=EMAIL),
    Place("handled-late", BICYCLES, DEMO_DAY, who=EMAIL),
    Place("add-file", f"{BICYCLES}/add-file", DEMO_DAY, who=EMAIL),
    Place("add-file-refused", f"{BICYCLES}/add-file", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("accept-late", f"{BICYCLES}/accept-late", DEMO_DAY, who=EMAIL),
    Place("accept-late-refused", f"{BICYCLES}/accept-late", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("unsent", f"{OPEN_DESK}/unsent", TOO_LATE, who=EMAIL),
    Place("unsent-none", f"{SCORING_DESK}/unsent", DEMO_DAY, who=EMAIL),
    Place("accept-unsent", f"{UNSENT}/accept-late", TOO_LATE, who=EMAIL),
    Place("accept-unsent-refused", f"{UNSENT}/accept-late", TOO_LATE, who=EMAIL, sent=True, status=422),
    Place("step-aside", f"{EVENING}/conflict", DEMO_DAY, who=EMAIL),
    Place("lift-conflict", f"{EVENING}/conflict/{{aside Vakara skolotāji}}/lift", DEMO_DAY, who=EMAIL),
    Place("withdraw-on-a-letter", f"{EVENING}/withdraw", DEMO_DAY, who=EMAIL),
    Place("eligibility", f"{SCORING_DESK}/eligibility", DEMO_DAY, who=EMAIL),
    Place("check-eligibility", f"{EVENING}/eligibility", DEMO_DAY, who=EMAIL),
    Place("check-eligibility-late", f"{BICYCLES}/eligibility", DEMO_DAY, who=EMAIL),
    Place("ask-to-clarify", f"{SCORING_DESK}/applications/{{Zaļā klase pagalmā}}/clarification", DEMO_DAY, who=EMAIL),
    Place("eligibility-clarifications", f"{CLARIFYING_DESK}/eligibility", DEMO_DAY, who=EMAIL),
    Place("check-to-ask", f"{SCORING_DESK}/applications/{{Zaļā klase pagalmā}}/eligibility", DEMO_DAY, who=EMAIL),
    Place("check-clarified", f"{CLARIFYING_DESK}/applications/{{{ANSWERED}}}/eligibility", DEMO_DAY, who=EMAIL),
    Place("handled-clarified", f"{CLARIFYING_DESK}/applications/{{{ANSWERED}}}", DEMO_DAY, who=EMAIL),
    Place("handled-not-clarified", f"{CLARIFYING_DESK}/applications/{{{OVER}}}", DEMO_DAY, who=EMAIL),
    Place("enter-clarification", CAME_BY_POST, DEMO_DAY, who=EMAIL),
    Place("enter-clarification-refused", CAME_BY_POST, DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("progress", f"{SCORING_DESK}/committee", DEMO_DAY, who=EMAIL),
    Place("ranking", f"{SCORING_DESK}/ranking", DEMO_DAY, who=EMAIL),
    Place("ranking-decided", "/desk/calls/liepaja-2020/ranking", DEMO_DAY, who=EMAIL),
    Place("decision-not-yet", f"{SCORING_DESK}/decision", DEMO_DAY, who=EMAIL),
    Place("decision", "/desk/calls/liepaja-2020/decision", DEMO_DAY, who=EMAIL),
    Place("announcement-not-yet", f"{SCORING_DESK}/announcement", DEMO_DAY, who=EMAIL),
    Place("announcement", "/desk/calls/liepaja-2020/announcement", DEMO_DAY, who=EMAIL),
    Place("letters-none", f"{SCORING_DESK}/letters", DEMO_DAY, who=EMAIL),
    Place("letters", "/desk/calls/liepaja-2020/letters", DEMO_DAY, who=EMAIL),
    Place("letter", "/desk/calls/liepaja-2020/letters/{Pusnakts stāsti}", DEMO_DAY, who=EMAIL),
    Place("desk-call-tied", f"/desk/calls/{TIED}", DEMO_DAY, who=EMAIL),
    Place("ranking-tied", f"/desk/calls/{TIED}/ranking", DEMO_DAY, who=EMAIL),
    Place("tie", f"/desk/calls/{TIED}/tie", DEMO_DAY, who=EMAIL),
    Place("tie-refused", f"/desk/calls/{TIED}/tie", DEMO_DAY, who=EMAIL, sent=True, status=422),
    Place("decision-tied", f"/desk/calls/{TIED}/decision", DEMO_DAY, who=EMAIL),
    Place("decision-made", f"/desk/calls/{TOLD}/decision", DEMO_DAY, who=EMAIL),
    Place("announced", f"/desk/calls/{TOLD}/announcement", DEMO_DAY, who=EMAIL),
    Place("letters-to-send", f"/desk/calls/{TOLD}/letters", DEMO_DAY, who=EMAIL),
    Place("letter-to-send", f"/desk/calls/{TOLD}/letters/{{Klusā stunda}}", DEMO_DAY, who=EMAIL),
    Place("letterhead", "/desk/letterhead/liepaja", DEMO_DAY, who=EMAIL),
    Place("help-coordinator", "/help/coordinator"),
    Place("help-committee", "/help/committee"),
)
AUDITOR = "auditor@example.org"
AUDITED = "/audit/calls/liepaja-demo-scoring"
AUDIT: tuple[Place, ...] = (
    Place("audit", "/audit", DEMO_DAY, who=AUDITOR),
    Place(
        "audit-file",
        f"{AUDITED}/applications/{{Vakara skolotāji}}{LOOK}",
        DEMO_DAY,
        who=AUDITOR,
    ),
    Place("chain", "/audit/chain", DEMO_DAY, who=AUDITOR),
    Place("chain-nothing-found", "/audit/chain?person=nekas", DEMO_DAY, who=AUDITOR),
    Place("chain-checked", "/audit/chain/check", DEMO_DAY, who=AUDITOR),
    Place("readings", "/audit/readings", DEMO_DAY, who=AUDITOR),
    Place("audited-call", AUDITED, DEMO_DAY, who=AUDITOR),
    Place("audited-application", f"{AUDITED}/applications/{{Vakara skolotāji}}", DEMO_DAY, who=AUDITOR),
    Place("audited-clarified", f"{AUDITED}/applications/{SECOND}", DEMO_DAY, who=AUDITOR),
    Place("audited-ranking", f"{AUDITED}/ranking", DEMO_DAY, who=AUDITOR),
    Place("audited-decision", f"/audit/calls/{TOLD}/decision", DEMO_DAY, who=AUDITOR),
    Place("audited-letters", f"/audit/calls/{TOLD}/letters", DEMO_DAY, who=AUDITOR),
    Place("audited-letter", f"/audit/calls/{TOLD}/letters/{{Klusā stunda}}", DEMO_DAY, who=AUDITOR),
    Place("help-auditor", "/help/auditor"),
)
ADMIN = "admin@example.org"
SOMEBODY = f"/admin/people/{{person {EMAIL}}}"
ADMINISTRATION: tuple[Place, ...] = (
    Place("administration", "/admin", DEMO_DAY, who=ADMIN),
    Place("people", "/admin/people", DEMO_DAY, who=ADMIN),
    Place("people-nobody", "/admin/people?q=nekas", DEMO_DAY, who=ADMIN),
    Place("staff-invitation", "/admin/people/invite", DEMO_DAY, who=ADMIN),
    Place("staff-invitation-refused", "/admin/people/invite", DEMO_DAY, who=ADMIN, sent=True, status=422),
    Place("person", SOMEBODY, DEMO_DAY, who=ADMIN),
    Place("person-oneself", f"/admin/people/{{person {ADMIN}}}", DEMO_DAY, who=ADMIN),
    Place("person-locked", f"{SOMEBODY}/lock", DEMO_DAY, who=ADMIN),
    Place("person-opened", f"{SOMEBODY}/open", DEMO_DAY, who=ADMIN),
    Place("role-taken", f"{SOMEBODY}/roles/{{role {EMAIL}}}/take", DEMO_DAY, who=ADMIN),
    Place("organisers", "/admin/organisers", DEMO_DAY, who=ADMIN),
    Place("new-organiser", "/admin/organisers/new", DEMO_DAY, who=ADMIN),
    Place("new-organiser-refused", "/admin/organisers/new", DEMO_DAY, who=ADMIN, sent=True, status=422),
    Place("organiser", "/admin/organisers/liepaja", DEMO_DAY, who=ADMIN),
    Place("settings", "/admin/settings", DEMO_DAY, who=ADMIN),
    Place("health", "/admin/health", DEMO_DAY, who=ADMIN),
    Place("codes-off", "/admin/people/{person ngo}/codes-off", DEMO_DAY, who=ADMIN),
    Place("account-events", "/admin/events", DEMO_DAY, who=ADMIN),
    Place("help-administrator", "/help/administrator"),
)
HALFWAY, CODED = "halfway@example.org", "codes@example.org"  # stands before the code; has given it
NEW = "new@example.org"
OWN_NGO, OTHER_NGO = (f"/account/organisations/{{organisation of {one}}}" for one in ("ngo", "ngo2"))
ACCOUNTS: tuple[Place, ...] = (
    Place("register", "/register"),
    Place("register-refused", "/register", sent=True, status=422),
    Place("register-sent", "/register/sent"),
    Place("register-link", "/register/x", status=404),
    Place("forgot", "/forgot"),
    Place("forgot-refused", "/forgot", sent=True, status=422),
    Place("forgot-sent", "/forgot/sent"),
    Place("forgot-done", "/forgot/done"),
    Place("forgot-link", "/forgot/x", status=404),
    Place("password", "/account/password", who=EMAIL),
    Place("password-refused", "/account/password", who=EMAIL, sent=True, status=422),
    Place("password-changed", "/account/password/changed", who=EMAIL),
    Place("sign-in-code", "/sign-in/code", who=HALFWAY),
    Place("sign-in-code-refused", "/sign-in/code", who=HALFWAY, sent=True, status=422),
    Place("sign-in-recovery-code", "/sign-in/code?with=recovery", who=HALFWAY),
    Place("second-step", "/account/codes", who=EMAIL),
    Place("second-step-on", "/account/codes", who=CODED),
    Place("second-step-off", "/account/codes/off", who=CODED),
    Place("second-step-app", "/account/codes/app", who=EMAIL),
    Place("second-step-app-refused", "/account/codes/app", who=EMAIL, sent=True, status=422),
    Place("passkey", "/sign-in/passkey"),
    Place("new-passkey", "/account/codes/passkey", who=EMAIL),
    Place("browsers", "/account/browsers", who=EMAIL),
    Place("proof", "/sign-in/again", who=EMAIL),
    Place("proof-refused", "/sign-in/again", who=EMAIL, sent=True, status=422),
    Place("email", "/account/email", who=EMAIL),
    Place("email-refused", "/account/email", who=EMAIL, sent=True, status=422),
    Place("email-sent", "/account/email/sent", who=EMAIL),
    Place("email-changed", "/account/email/changed"),
    Place("organisation", "/account/organisation", DEMO_DAY, who="chair@example.org"),
    Place("organisation-refused", "/account/organisation", DEMO_DAY, who="chair@example.org", sent=True, status=422),
    Place("account-of-an-applicant", "/account", DEMO_DAY, who="ngo@example.org"),
    Place("own-people", OWN_NGO, DEMO_DAY, who="ngo@example.org"),
    Place("own-people-refused", OWN_NGO, DEMO_DAY, who="ngo@example.org", sent=True, status=422),
    Place("own-details", f"{OWN_NGO}/details", DEMO_DAY, who="ngo@example.org"),
    Place("own-details-none", f"{OTHER_NGO}/details", DEMO_DAY, who=NGO2),
    Place("own-details-read", f"{OTHER_NGO}/details", DEMO_DAY, who=READER),
    Place("own-people-read", OTHER_NGO, DEMO_DAY, who=READER),
    Place("own-request", f"{OWN_NGO}/requests/{{request Piemērs}}", DEMO_DAY, who=NGO),
    Place("own-request-refused", f"{OWN_NGO}/requests/{{request Piemērs}}", DEMO_DAY, who=NGO, sent=True, status=422),
    Place("account-of-somebody-new", "/account", DEMO_DAY, who=NEW),
    Place("ask-to-work", "/account/organisation/ask?number=40008999029", DEMO_DAY, who=NEW),
    Place("ask-to-work-refused", "/account/organisation/ask", DEMO_DAY, who=NEW, sent=True, status=422),
    Place("own-person-standing", f"{OWN_NGO}/people/{{person ngo}}/standing", DEMO_DAY, who="ngo@example.org"),
    Place("own-person-remove", f"{OWN_NGO}/people/{{person ngo}}/remove", DEMO_DAY, who="ngo@example.org"),
    Place("invitation-link", "/invitations/x", status=404),
    Place("email-link", "/account/email/x", status=404),
)
PLACES: tuple[Place, ...] = (
    Place("calls-coming", "/", COMING),
    Place("calls-open", "/", OPEN),
    Place("calls-evaluated", "/", EVALUATED),
    Place("calls-past", "/", ANNOUNCED),
    Place("call-coming", CALL, COMING),
    Place("call-open", CALL, OPEN),
    Place("call-evaluated", CALL, EVALUATED),
    Place("call-past", CALL, ANNOUNCED),
    Place("call-with-an-hour", "/calls/liepaja-2019", ANNOUNCED),
    Place("results", f"{CALL}/results", ANNOUNCED),
    Place("results-2018", "/calls/liepaja-2018/results", ANNOUNCED),
    Place("results-not-yet", f"{CALL}/results", EVALUATED, status=404),
    Place("help", "/help"),
    Place("help-accessibility", "/help/accessibility"),
    Place("help-privacy", "/help/privacy"),
    Place("sign-in", "/sign-in"),
    Place("sign-in-refused", "/sign-in", sent=True, status=422),
    Place("sign-out-nobody", "/sign-out"),
    Place("sign-out", "/sign-out", who=EMAIL),
    Place("account", "/account", who=EMAIL),
    *ACCOUNTS,
    Place("not-there", "/nav-tadas", status=404),
    *(Place(f"trouble-{code}", f"/trouble/{code}", status=code) for code in TROUBLES),
    Place("trouble-403-signed-in", "/trouble/403", who=EMAIL, status=403),
    Place("guide", "/styleguide"),
    Place("guide-form", "/styleguide/form"),
    Place("guide-form-refused", "/styleguide/form", sent=True, status=422),
    Place("guide-files", "/styleguide/files"),
    Place("guide-files-refused", "/styleguide/files", sent=True, status=422),
    Place("guide-done", "/styleguide/done"),
    Place("guide-sheet", "/styleguide/sheet"),
    Place("guide-sheet-refused", "/styleguide/sheet", sent=True, status=422),
    Place("guide-ranking", "/styleguide/ranking"),
    Place("guide-desk", "/styleguide/desk"),
    *APPLICANT,
    *COMMITTEE,
    *COORDINATOR,
    *AUDIT,
    *ADMINISTRATION,
)
SAMPLE = PLACES[::3]
OTHERS = tuple(one for number, one in enumerate(PLACES) if number % 3)
"""What `make test` looks at, and what the long series looks at besides."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at."""

    language: str
    scheme: Scheme
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}-{self.width}"


SIGHTS = tuple(
    Sight(language, scheme, width) for language in ("lv", "en") for scheme in SCHEMES for width in (320, 1280)
)


def sight_of(place: Place) -> Sight:
    """The one way in which a place is looked at when time is short: all ways come in turn."""
    return SIGHTS[PLACES.index(place) % len(SIGHTS)]


def every_sight() -> list[tuple[Place, Sight]]:
    """Each place in each way of looking."""
    return [(place, sight) for place in PLACES for sight in SIGHTS]
