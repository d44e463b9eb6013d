"""The form of a call: its fields, what stands in them at first, and the plan that they make."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, Field, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from app.changing import ChangingForm
from app.coordinator.fields import HOUR_HINT, CommaField, day, email, hour, in_languages, line, needed
from app.coordinator.own import term_of
from app.refusals import sentence_of
from app.words import said_later as _l
from competition.call import template
from competition.call.days import Days, disorder, leaves_time
from competition.call.extras import extras_of
from competition.call.operations import NUMBER_PATTERN, CallPlan, Implementation, ProjectsTooShort
from competition.call.records import Call
from competition.form.shipped import PUMPURS_TEXT
from competition.foundation.clock import day_of, start_of, whole_of, zone
from competition.foundation.errors import Refusal
from competition.organisation.records import Letterhead, Organiser
from scoring.archive.kept import keep, kept

HOUSE = "Europe/Riga"
OURS = _l("A parameter of the call, not law: your rules decide.")
PAIRED = {
    "deadline": _l("The deadline cannot be before the opening."),
    "results_by": _l("The results cannot be promised for a day before the deadline."),
    "begins": _l("The projects cannot begin before the deadline."),
    "ends": _l("The last day of the projects cannot be before the first."),
}


BESIDE = {"slug-taken": "slug", "slug-malformed": "slug", "number-pattern-wrong": "number_pattern"}


class PlanForm(ChangingForm):
    """A call as its coordinator writes it down: the shape only."""

    organiser = SelectField(_l("Organiser"))
    title_lv = line(_l("Title in Latvian"), _l("Write the title of the call."), most=300)
    title_en = line(_l("Title in English"), most=300)
    round_lv = line(
        _l("Name of the round"), hint=_l("Tells rounds with the same title apart, for example by the year.")
    )
    slug = line(
        _l("Short name"),
        _l("Write a short name for the address."),
        _l("Stands in the address of the call’s page: small letters, digits and hyphens."),
        most=64,
    )
    opens = day(_l("First day for applications"), _l("Choose the day on which the call opens."))
    deadline = day(_l("Last day for applications"), _l("Choose the day of the deadline."))
    deadline_hour = hour(_l("Hour of the deadline"), hint=HOUR_HINT)
    results_by = day(_l("Results promised by"))
    begins = day(_l("First day of the projects"), _l("Choose from which day projects may run."))
    ends = day(_l("Last day of the projects"), _l("Choose until which day projects may run."))
    quota = IntegerField(
        _l("Quota"),
        description=_l("How many projects can be approved."),
        validators=[*needed(_l("Write how many projects can be approved.")), NumberRange(1, 1000)],
    )
    award = CommaField(
        _l("Amount for each project, EUR"),
        description=_l("Exactly this sum for each approved project."),
        unreadable=_l("Write the amount for each project in figures, for example 4600.00."),
        validators=[
            *needed(_l("Write the amount for each project.")),
            NumberRange(Decimal("0.01"), Decimal(10_000_000)),
        ],
    )
    total = CommaField(
        _l("Least points in all"), validators=[*needed(_l("Write the least points.")), NumberRange(0, 50)]
    )
    sheets = IntegerField(
        _l("Least number of score sheets"),
        description=OURS,
        validators=[*needed(_l("Write how many members score each application at least.")), NumberRange(1, 20)],
    )
    publishes_refusals = BooleanField(
        _l("The public page names refused applications too, with points and reasons"), description=OURS
    )
    tells_points = BooleanField(
        _l("Each applicant is told the points of their own application by criterion"), description=OURS
    )
    number_pattern = line(
        _l("Numbers of applications"),
        _l("Write the pattern of numbers."),
        _l("{year} becomes the year of the opening, {serial:02d} the number in turn with two digits, as in 2026-01."),
        most=40,
    )
    phone = line(_l("Telephone"), most=40)
    email = email(_l("E-mail"))
    address = line(_l("Address"))

    @property
    def floors(self) -> list[Field]:
        """The fields of the criteria's floors, in the order of the criteria."""
        return [self[name_of(one.code)] for one in template.criteria()]

    def plan(self, call: Call | None) -> CallPlan:
        """What was typed, as `draw_up` and `revise` take it; of `call`, if there is one, what the form does not ask."""
        place = zone(HOUSE)
        deadline, opens = _given(self.deadline), _given(self.opens)
        floors = {one.code: self[name_of(one.code)].data for one in template.criteria()}
        least, most = template.MONTHS
        return CallPlan(
            slug=self.slug.data or "",
            title=in_languages(self.title_lv.data, self.title_en.data),
            opens=start_of(opens, place),
            deadline=term_of(deadline, self.deadline_hour.data, place),
            results_by=whole_of(self.results_by.data, place) if self.results_by.data else None,
            implementation=Implementation(
                start_of(_given(self.begins), place), whole_of(_given(self.ends), place), least, most
            ),
            award_amount=(self.award.data or Decimal()).quantize(Decimal("0.01")),
            quota=self.quota.data,
            requirements=template.REQUIREMENTS,
            criteria=template.criteria({code: floor for code, floor in floors.items() if floor is not None}),
            minimum_sheets=self.sheets.data or 1,
            threshold_total=self.total.data,
            tie_break=template.TIE_BREAK,
            form=PUMPURS_TEXT,
            publishes_refusals=self.publishes_refusals.data,
            tells_points=self.tells_points.data,
            number_pattern=self.number_pattern.data or NUMBER_PATTERN,
            more=self._more(call),
        )

    def complain(self, refused: Iterable[Refusal]) -> None:
        """Say beside the fields what is refused of the call's names, and what is wrong with its days."""
        for refusal in refused:
            field = self[BESIDE[refusal.code]]
            field.errors = field.errors or [sentence_of(refusal)]
        days, least = self._days(), template.MONTHS[0]
        wrong = disorder(days)
        for name in wrong:
            self[name].errors = [*self[name].errors, PAIRED[name]]
        if "ends" not in wrong and not leaves_time(days.begins, days.ends, least, zone(HOUSE)):
            self.ends.errors = [*self.ends.errors, sentence_of(ProjectsTooShort(months=least))]

    def _days(self) -> Days:
        """The days that were typed, each as it counts."""
        place = zone(HOUSE)
        opens, begins = ((start_of(one.data, place) if one.data else None) for one in (self.opens, self.begins))
        results_by, ends = ((whole_of(one.data, place) if one.data else None) for one in (self.results_by, self.ends))
        deadline = term_of(self.deadline.data, self.deadline_hour.data, place) if self.deadline.data else None
        return Days(opens, deadline, results_by, begins, ends)

    def _more(self, call: Call | None) -> str | None:
        part = dict(kept(call.more, "call") or {}) if call else {}
        contact = {"phone": self.phone.data, "email": self.email.data, "address": self.address.data}
        part["contact"] = {name: told for name, told in contact.items() if told}
        part["round"] = in_languages(self.round_lv.data, None)
        return keep(call={name: value for name, value in part.items() if value})


def name_of(code: str) -> str:
    """The name of the field for the floor of a criterion."""
    return "floor_" + code.replace(".", "_")


for one in template.criteria():
    floor = CommaField(
        _l("Floor of criterion %(code)s", code=one.code),
        validators=[Optional(), NumberRange(0, one.maximum)],
        places=None,
    )
    setattr(PlanForm, name_of(one.code), floor)


def first_values(organiser: Organiser, head: Letterhead | None, today: date) -> dict[str, Any]:
    """What stands in the form of a new call: the template's values, and the organiser's contact."""
    year = today.year
    return {
        "title_lv": template.TITLE["lv"],
        "title_en": template.TITLE["en"],
        "round_lv": f"{year}. gada konkurss",
        "slug": f"{organiser.slug}-{year}",
        "award": template.AWARD,
        "total": template.THRESHOLD_TOTAL,
        "sheets": template.MINIMUM_SHEETS,
        "tells_points": True,
        "number_pattern": NUMBER_PATTERN,
        "phone": organiser.phone or (head.phone if head else None),
        "email": organiser.email or (head.email if head else None),
        "address": organiser.address or (head.address if head else None),
        **{name_of(code): least for code, least in template.FLOORS.items()},
    }


def values_of(call: Call, pattern: str) -> dict[str, Any]:
    """What stands in the form of a call that is drawn up."""
    place, extras = zone(call.zone_name), extras_of(call.more)
    contact = extras.contact
    return {
        "title_lv": call.title.get("lv"),
        "title_en": call.title.get("en"),
        "round_lv": (extras.round or {}).get("lv"),
        "slug": call.slug,
        "opens": day_of(call.opens.at, place),
        "deadline": day_of(call.deadline.at, place),
        "deadline_hour": None if call.deadline.day else _hour_of(call, place),
        "results_by": day_of(call.results_by.at, place) if call.results_by else None,
        "begins": day_of(call.implementation_from.at, place) if call.implementation_from else None,
        "ends": day_of(call.implementation_until.at, place) if call.implementation_until else None,
        "quota": call.quota,
        "award": call.award_amount,
        "total": call.threshold_total,
        "sheets": call.minimum_sheets,
        "publishes_refusals": call.publishes_refusals,
        "tells_points": call.tells_points,
        "number_pattern": pattern,
        "phone": contact.phone if contact else None,
        "email": contact.email if contact else None,
        "address": contact.address if contact else None,
        **{name_of(one.code): one.threshold for one in call.criteria},
    }


def _hour_of(call: Call, place: ZoneInfo) -> time:
    return call.deadline.at.astimezone(place).time().replace(tzinfo=None)


def _given(field: Field) -> date:
    """A day that the form has made sure of."""
    assert isinstance(field.data, date)
    return field.data
