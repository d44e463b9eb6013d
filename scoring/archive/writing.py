"""Writes an archive in the canonical form: one archive, one sequence of bytes. Call archive, Commands."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from scoring.archive.model import (
    FORMAT,
    Acceptance,
    Amendment,
    Application,
    Archive,
    Award,
    Call,
    Commission,
    EligibilityCriterion,
    Implementation,
    Level,
    Member,
    More,
    Organisation,
    Organiser,
    QualityCriterion,
    ScoreSheet,
    Scoring,
    Texts,
)
from scoring.archive.text import dump_pretty
from scoring.archive.times import instant_text, moment_text


def canonical(archive: Archive) -> str:
    """The archive in its canonical form, with the final newline."""
    return dump_pretty(as_value(archive))


def as_value(archive: Archive) -> dict[str, Any]:
    """The archive as a JSON value: keys in the order of the page, optional ones where they say something."""
    place = archive.call.zone
    eligibility_codes = [criterion.code for criterion in archive.call.eligibility_criteria]
    codes = [criterion.code for criterion in archive.call.criteria]
    return {
        "format": FORMAT,
        "call": _call(archive.call, place),
        **_if_any("amendments", [_amendment(amendment, place) for amendment in archive.amendments]),
        "committee": [_member(member) for member in archive.committee],
        "applications": [_application(item, place, eligibility_codes) for item in archive.applications],
        "score_sheets": [_score_sheet(sheet, place, codes) for sheet in archive.score_sheets],
        **_if_any("commission", _commission(archive.commission)),
        **_if_any("recorded", archive.recorded),
        **_more(archive.more),
    }


def _call(call: Call, place: ZoneInfo) -> dict[str, Any]:
    return {
        "slug": call.slug,
        "title": _texts(call.title),
        "organiser": _organiser(call.organiser),
        "timezone": call.timezone,
        **_if_any("published", call.published and moment_text(call.published, place)),
        "opens": moment_text(call.opens, place),
        "deadline": moment_text(call.deadline, place),
        **_if_any("results_by", call.results_by and moment_text(call.results_by, place)),
        **_if_any("announced", call.announced and moment_text(call.announced, place)),
        **_if_any("implementation", call.implementation and _implementation(call.implementation, place)),
        "award": _award(call.award),
        "eligibility_criteria": [_eligibility_criterion(criterion) for criterion in call.eligibility_criteria],
        "criteria": [_quality_criterion(criterion) for criterion in call.criteria],
        "scoring": _scoring(call.scoring),
        **_more(call.more),
    }


def _organiser(organiser: Organiser) -> dict[str, Any]:
    return {"name": organiser.name, **_if_any("slug", organiser.slug), **_more(organiser.more)}


def _implementation(given: Implementation, place: ZoneInfo) -> dict[str, Any]:
    return {
        "from": moment_text(given.starts, place),
        "until": moment_text(given.ends, place),
        "months_min": given.months_min,
        "months_max": given.months_max,
        **_more(given.more),
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "amount": money_text(award.amount),
        "currency": award.currency,
        **_if_any("available", award.available),
        **_if_any("budget", None if award.budget is None else money_text(award.budget)),
        **_more(award.more),
    }


def _eligibility_criterion(criterion: EligibilityCriterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "title": _texts(criterion.title),
        **_if_any("correctable", criterion.correctable),
        **_more(criterion.more),
    }


def _quality_criterion(criterion: QualityCriterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "title": _texts(criterion.title),
        "min": decimal_text(criterion.min),
        "max": decimal_text(criterion.max),
        "step": decimal_text(criterion.step),
        "weight": decimal_text(criterion.weight),
        **_if_any("threshold", None if criterion.threshold is None else decimal_text(criterion.threshold)),
        **_if_any("levels", [_level(level) for level in criterion.levels]),
        **_more(criterion.more),
    }


def _level(level: Level) -> dict[str, Any]:
    return {"points": decimal_text(level.points), "text": _texts(level.text), **_more(level.more)}


def _scoring(scoring: Scoring) -> dict[str, Any]:
    total = scoring.threshold_total
    return {
        "minimum_sheets": scoring.minimum_sheets,
        **_if_any("threshold_total", None if total is None else decimal_text(total)),
        **_if_any("tie_break", list(scoring.tie_break)),
        **_if_any("earlier_received_wins", scoring.earlier_received_wins),
        **_more(scoring.more),
    }


def _amendment(amendment: Amendment, place: ZoneInfo) -> dict[str, Any]:
    return {
        "number": amendment.number,
        "published": instant_text(amendment.published, place),
        **_if_any("deadline", amendment.deadline and moment_text(amendment.deadline, place)),
        **_if_any("legal_basis", amendment.legal_basis),
        **_if_any("reason", _texts(amendment.reason)),
        **_more(amendment.more),
    }


def _member(member: Member) -> dict[str, Any]:
    return {"key": member.key, "name": member.name, "role": member.role, **_more(member.more)}


def _application(given: Application, place: ZoneInfo, codes: Iterable[str]) -> dict[str, Any]:
    return {
        "number": given.number,
        "title": given.title,
        "organisation": _organisation(given.organisation),
        "channel": given.channel,
        "received": instant_text(given.received, place),
        **_if_any("withdrawn", given.withdrawn and instant_text(given.withdrawn, place)),
        **_if_any("exception", given.exception and _exception(given.exception, place)),
        "eligibility": {code: given.eligibility[code] for code in codes if code in given.eligibility},
        **_if_any("conflicts", list(given.conflicts)),
        **_more(given.more),
    }


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        **_if_any("registration_number", organisation.registration_number),
        **_if_any("wins_before", organisation.wins_before),
        **_more(organisation.more),
    }


def _exception(given: Acceptance, place: ZoneInfo) -> dict[str, Any]:
    return {
        "until": instant_text(given.until, place),
        **_if_any("legal_basis", given.legal_basis),
        **_if_any("reason", _texts(given.reason)),
        **_more(given.more),
    }


def _score_sheet(sheet: ScoreSheet, place: ZoneInfo, codes: Iterable[str]) -> dict[str, Any]:
    return {
        "application": sheet.application,
        "member": sheet.member,
        "completed": None if sheet.completed is None else instant_text(sheet.completed, place),
        "scores": {code: decimal_text(sheet.scores[code]) for code in codes if code in sheet.scores},
        **_more(sheet.more),
    }


def _commission(commission: Commission | None) -> dict[str, Any] | None:
    if commission is None:
        return None
    return {**_if_any("tie_order", [list(order) for order in commission.tie_order]), **_more(commission.more)}


def _texts(texts: Texts | None) -> dict[str, str]:
    given = texts or {}
    return {language: given[language] for language in sorted(given, key=lambda name: (name != "lv", name))}


def _more(more: More) -> dict[str, Any]:
    return _if_any("more", more)


def _if_any(key: str, value: Any) -> dict[str, Any]:
    """An optional key: left out when it is null or empty. Zero and false say something and stay."""
    return {} if _is_empty(value) else {key: value}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | Mapping) and not value)


def money_text(amount: Decimal) -> str:
    """Money, with two decimals."""
    return f"{amount:.2f}"


def decimal_text(value: Decimal) -> str:
    """A decimal without trailing zeros, and no minus before a zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
