"""The steps of a call as its own page lists them: one table. A step whose page is not built does not show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext, ngettext

from app.coordinator.words import committee_words
from app.words import said_later as _l
from competition.call.stage import Stage
from scoring.committee.readiness import Readiness
from scoring.meeting.desk import DeskCall
from scoring.meeting.todo import Waits
from scoring.sheets.applications import Show

OK, MISSING, PLAIN = "ok", "miss", ""
State = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the states of the steps are told from."""

    row: DeskCall
    ready: Readiness
    amendments: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its page, its name, its state (a word and its kind), and whether it shows before publishing, after."""

    endpoint: str
    name: Any  # translated when it is said
    state: Callable[[Facts], State]
    draft: bool = True
    public: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A step as the list shows it (`task_list`)."""

    name: str
    address: str
    state: str
    kind: str


def steps_of(facts: Facts, steps: Sequence[Step] | None = None) -> list[Part]:
    """The steps of a call, in the order in which they are taken."""
    public = facts.row.facts.public
    shown = [one for one in steps or STEPS if _exists(one.endpoint) and (one.public if public else one.draft)]
    return [_part(one, facts) for one in shown]


def address_of(kind: Waits, slug: str) -> str:
    """Where what waits is done; where that page is not built, the call's own."""
    endpoint, more = WHERE.get(kind, ("call", {}))
    if not _exists(endpoint):
        endpoint, more = "call", {}
    return url_for(f"coordinator.{endpoint}", slug=slug, **more)  # pyright: ignore[reportArgumentType]


WHERE: dict[Waits, tuple[str, dict[str, str]]] = {
    Waits.RESULTS_OVERDUE: ("announcement", {}),
    Waits.NOT_ANNOUNCED: ("announcement", {}),
    Waits.LETTERS: ("letters", {}),
    Waits.NOT_DECIDED: ("decision", {}),
    Waits.TO_CHECK: ("eligibility", {}),
    **dict.fromkeys(
        (Waits.CLARIFIED, Waits.CLARIFICATION_ENDS, Waits.TO_CLARIFY, Waits.CLARIFYING),
        ("eligibility", {"_anchor": "clarifications"}),
    ),
    Waits.NOT_DECLARED: ("progress", {}),
    Waits.NOT_BEGUN: ("progress", {}),
    Waits.LATE: ("applications", {"show": Show.LATE.value}),
    Waits.DRAFT: ("publishing", {}),
}


def _exists(endpoint: str) -> bool:
    return f"coordinator.{endpoint}" in current_app.view_functions


def _part(step: Step, facts: Facts) -> Part:
    words, kind = step.state(facts)
    return Part(str(step.name), url_for(f"coordinator.{step.endpoint}", slug=facts.row.call.slug), words, kind)


def _terms(_facts: Facts) -> State:
    return gettext("can be changed"), PLAIN


def _documents(facts: Facts) -> State:
    number = facts.ready.documents
    if not number:
        return gettext("none yet"), MISSING
    return ngettext("%(num)d document", "%(num)d documents", number), OK


def _form(facts: Facts) -> State:
    if facts.row.call.form is None:
        return gettext("not in the portal"), PLAIN
    return gettext("as the applicants see it"), PLAIN


def _members(facts: Facts) -> State:
    if not facts.ready.members:
        return gettext("none yet"), MISSING
    if not facts.ready.has_chair:
        return gettext("without a chair"), MISSING
    return committee_words(facts.ready), OK


def _publishing(facts: Facts) -> State:
    return gettext("not published"), MISSING


def _amendments(facts: Facts) -> State:
    if not facts.amendments:
        return gettext("none"), PLAIN
    return ngettext("%(num)d amendment", "%(num)d amendments", facts.amendments), OK


def _applications(facts: Facts) -> State:
    return gettext("received: %(number)s", number=facts.row.figures.received), PLAIN


def _eligibility(facts: Facts) -> State:
    known = facts.row.figures
    waits = [
        (known.to_check, gettext("to be checked: %(number)s", number=known.to_check)),
        (known.being_clarified, gettext("being clarified: %(number)s", number=known.being_clarified)),
    ]
    if words := [said for count, said in waits if count]:
        return " · ".join(words), MISSING
    return (gettext("all checked"), OK) if known.eligible or known.not_eligible else ("", PLAIN)


def _progress(facts: Facts) -> State:
    known = facts.row.facts
    if known.closed or known.decided:
        return gettext("scoring closed"), OK
    if facts.row.stage is not Stage.EVALUATED:
        return gettext("after the deadline"), PLAIN
    if known.undeclared:
        return gettext("not declared: %(number)s", number=known.undeclared), MISSING
    return gettext("under way"), PLAIN


def _ranking(facts: Facts) -> State:
    return (gettext("decided"), OK) if facts.row.facts.decided else ("", PLAIN)


def _decision(facts: Facts) -> State:
    if facts.row.facts.decided:
        return gettext("decided"), OK
    return (gettext("to be recorded"), MISSING) if facts.row.facts.closed else ("", PLAIN)


def _announcement(facts: Facts) -> State:
    known = facts.row.facts
    if known.announced:
        return gettext("announced"), OK
    return (gettext("not announced"), MISSING) if known.decided else ("", PLAIN)


def _letters(facts: Facts) -> State:
    known = facts.row.facts
    if known.announced and known.letters_past_portal:
        return gettext("not sent by the portal"), PLAIN
    if known.announced and known.letters:
        return gettext("not sent: %(number)s", number=known.letters), MISSING
    return (gettext("all sent"), OK) if known.announced else ("", PLAIN)


STEPS: tuple[Step, ...] = (
    Step("edit_call", _l("Terms and criteria"), _terms, public=False),
    Step("documents", _l("Documents"), _documents),
    Step("form", _l("Application form"), _form),
    Step("members", _l("Committee"), _members),
    Step("publishing", _l("Check and publish"), _publishing, public=False),
    Step("amendments", _l("Amendments"), _amendments, draft=False),
    Step("applications", _l("Applications"), _applications, draft=False),
    Step("eligibility", _l("Eligibility"), _eligibility, draft=False),
    Step("progress", _l("Scoring by the committee"), _progress, draft=False),
    Step("ranking", _l("Ranking"), _ranking, draft=False),
    Step("decision", _l("Decision"), _decision, draft=False),
    Step("announcement", _l("Announcing the results"), _announcement, draft=False),
    Step("letters", _l("Letters"), _letters, draft=False),
)
