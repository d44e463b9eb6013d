"""Every page in every state that it can be in: one register for whatever looks at pages.

A new page gets its lines here, and is thereby read by axe, by the HTML checker and by the keyboard, at both widths, in
both languages and colour schemes, and is kept as a picture.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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
APPLICANT: tuple[Place, ...] = (Place("applications", "/applications", DEMO_DAY, who="ngo@example.org"),)
SCORING = "/committee/liepaja-demo-scoring"
MEMBER, CHAIR, SECRETARY = "member2@example.org", "chair@example.org", "secretary@example.org"
COMMITTEE: tuple[Place, ...] = (
    Place("committee", "/committee", DEMO_DAY, who=MEMBER),
    Place("committee-coming", "/committee/liepaja-demo", DEMO_DAY, who=MEMBER),
    Place("committee-declaration", "/committee/liepaja-demo/declaration", DEMO_DAY, who=MEMBER),
    Place("committee-call", SCORING, DEMO_DAY, who=MEMBER),
    Place("committee-secretary", SCORING, DEMO_DAY, who=SECRETARY),
    Place("committee-chair", f"{SCORING}/chair", DEMO_DAY, who=CHAIR),
    Place("committee-close", f"{SCORING}/chair/close", DEMO_DAY, who=CHAIR),
    Place("committee-reopen", f"{SCORING}/chair/reopen", DEMO_DAY, who=CHAIR),
    Place("committee-reopen-refused", f"{SCORING}/chair/reopen", DEMO_DAY, who=CHAIR, sent=True, status=422),
)
COORDINATOR: tuple[Place, ...] = (Place("desk", "/desk", DEMO_DAY, who=EMAIL),)
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
    Place("help-committee", "/help/committee"),
    Place("help-accessibility", "/help/accessibility"),
    Place("help-privacy", "/help/privacy"),
    Place("sign-in", "/sign-in"),
    Place("sign-in-refused", "/sign-in", sent=True, status=422),
    Place("sign-out-nobody", "/sign-out"),
    Place("sign-out", "/sign-out", who=EMAIL),
    Place("account", "/account", who=EMAIL),
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
)


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
