"""Days, hours, money, points and sizes as people write them, in the page's language. Source: RULES §6.

Latvian declines the month by what the sentence says of the day (`Case`); English does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from flask_babel import get_locale, gettext, ngettext

from competition.foundation.clock import Moment, calendar_day, day_of
from competition.foundation.latvian_days import NBSP, Case, day_in_figures, day_in_words, hour_in_words
from competition.foundation.sizes import size_of

GROUPED_FROM = 10_000
GROUPED_ANYWHERE_FROM = 1000


def language() -> str:
    """The language in which the page is written."""
    locale = get_locale()
    return locale.language if locale else "en"


def day(value: date, case: Case = Case.THE, *, year: bool = True) -> str:
    """A day in words: "2020. gada 14. aprīlī" or "14 April 2020"."""
    if language() != "lv":
        return format_date(value, f"d{NBSP}MMMM y" if year else f"d{NBSP}MMMM", locale="en_GB")
    return day_in_words(value, case, year=year)


def short_day(value: date) -> str:
    """A day in figures: "14.04.2020."; in English the month is a word."""
    if language() != "lv":
        return format_date(value, f"d{NBSP}MMM{NBSP}y", locale="en_GB")
    return day_in_figures(value)


def hour(value: time, *, seconds: bool = False) -> str:
    """A time of day: "plkst. 23.59", with seconds only where they are not zero, or are wanted."""
    if language() == "lv":
        return hour_in_words(value, seconds=seconds)
    return f"at{NBSP}{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second or seconds else "")


def moment(value: Moment, place: ZoneInfo, case: Case = Case.THE, *, year: bool = True) -> str:
    """A day, or a day and an hour, as it was written."""
    if value.day is not None:
        return day(value.day, case, year=year)
    return instant(value.at, place, case, year=year)


def on_the_clock(at: datetime, place: ZoneInfo) -> datetime:
    """What the clocks of `place` show at an instant; at the ends of the calendar, where they show nothing, in UTC."""
    try:
        return at.astimezone(place)
    except OverflowError:
        return at.astimezone(UTC)


def instant(at: datetime, place: ZoneInfo, case: Case = Case.ON, *, year: bool = True, seconds: bool = False) -> str:
    """An instant on the wall clock of `place`: "2020. gada 14. aprīlī plkst. 23.59"."""
    local = on_the_clock(at, place)
    return f"{day(local.date(), case, year=year)} {hour(local.time(), seconds=seconds)}"


def until(value: Moment, place: ZoneInfo, *, year: bool = True) -> str:
    """A term: "līdz 14. aprīlim (ieskaitot)" for a day, "līdz 20. maijam plkst. 17.00" with its hour."""
    text = moment(value, place, Case.UNTIL, year=year)
    if value.day is not None:
        return gettext("until %(day)s (inclusive)", day=text)
    return gettext("until %(moment)s", moment=text)


def until_minute(at: datetime, place: ZoneInfo) -> str:
    """A term that nobody wrote down, to the minute before it: "līdz 9. decembrim plkst. 10.29"."""
    return until(Moment(at.replace(second=0, microsecond=0)), place)


def number(value: int) -> str:
    """A whole number, grouped from five digits on."""
    if abs(value) < GROUPED_ANYWHERE_FROM:
        return str(value)
    return _decimal(Decimal(value), "#,##0")


def points(value: Decimal | str) -> str:
    """Points with the language's decimal mark: "44,50" as it is given, "3" for a floor."""
    text = str(value) if isinstance(value, str) else _plain(value)
    return text.replace(".", ",") if language() == "lv" else text


def money(amount: Decimal, currency: str) -> str:
    """An amount to the cent: "4600,00 EUR", "36 800,00 EUR"; in English "4,600.00 EUR"."""
    return f"{_decimal(amount, '#,##0.00')}{NBSP}{currency}"


def _decimal(value: Decimal, pattern: str) -> str:
    grouped = language() != "lv" or abs(value) >= GROUPED_FROM
    return format_decimal(value, format=pattern, locale=language(), group_separator=grouped)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def listed(items: Sequence[str]) -> str:
    """Items in a sentence: "2.2, 2.4.1 un 2.4.3"."""
    return format_list(list(items), locale=language())


def size(octets: int) -> str:
    """The size of a file: "412 KB", "1,4 MB"."""
    number, unit = size_of(octets)
    return f"{points(number)}{NBSP}{unit}"


def left(span: timedelta) -> str:
    """How much time is left, in its two largest parts: "vēl 11 dienas 6 h"."""
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        text = ngettext("%(num)d day", "%(num)d days", days) + f" {hours}{NBSP}h"
    elif hours:
        text = f"{hours}{NBSP}h {minutes}{NBSP}min"
    else:
        text = f"{minutes}{NBSP}min" if minutes else gettext("less than a minute")
    return gettext("%(time)s left", time=text)


def times_won(count: int | None) -> str:
    """For which time somebody has won: "trešo reizi"; nothing is said where it is not known."""
    if count is None:
        return gettext("not known")
    words = {
        1: gettext("for the first time"),
        2: gettext("for the second time"),
        3: gettext("for the third time"),
        4: gettext("for the fourth time"),
        5: gettext("for the fifth time"),
        6: gettext("for the sixth time"),
        7: gettext("for the seventh time"),
        8: gettext("for the eighth time"),
        9: gettext("for the ninth time"),
        10: gettext("for the tenth time"),
    }
    return words.get(count) or gettext("win no. %(count)s", count=number(count))


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a page says days: on the wall clock of a place, without the year where it goes without saying."""

    place: ZoneInfo
    silent_year: int | None = None

    def the(self, value: Moment) -> str:
        """The day itself: "14. aprīlis"."""
        return moment(value, self.place, Case.THE, year=self._year(value))

    def span(self, first: Moment, last: Moment) -> str:
        """From a day to a day; a year that both share is said once: "2027. gada 1. marts – 31. augusts"."""
        if calendar_day(first, self.place).year != calendar_day(last, self.place).year:
            return f"{self.the(first)} – {self.the(last)}"
        told, leads = self._year(first), language() == "lv"
        begins = moment(first, self.place, Case.THE, year=told and leads)
        return f"{begins} – {moment(last, self.place, Case.THE, year=told and not leads)}"

    def since(self, value: Moment) -> str:
        """From which day: "14. aprīļa"."""
        return moment(value, self.place, Case.FROM, year=self._year(value))

    def until(self, value: Moment) -> str:
        """Until which day: "14. aprīlim"."""
        return moment(value, self.place, Case.UNTIL, year=self._year(value))

    def on(self, value: Moment) -> str:
        """On which day: "14. aprīlī"."""
        return moment(value, self.place, Case.ON, year=self._year(value))

    def day(self, value: Moment) -> str:
        """The day without its hour: "16. marts"."""
        return day(calendar_day(value, self.place), Case.THE, year=self._year(value))

    def instant(self, at: datetime) -> str:
        """When something was: "14. aprīlī plkst. 23.58"."""
        local = on_the_clock(at, self.place)
        return instant(at, self.place, year=local.year != self.silent_year)

    def day_of_text(self, text: str) -> str:
        """A day that somebody wrote as YYYY-MM-DD; what is no day is said as it stands."""
        try:
            return day(date.fromisoformat(text.strip()))
        except ValueError:
            return text

    def of_day(self, value: date) -> str:
        """A day by itself: "14. aprīlis"."""
        return day(value, year=value.year != self.silent_year)

    def figures(self, value: date) -> str:
        """A day by itself, in figures."""
        return short_day(value)

    def day_figures(self, at: datetime) -> str:
        """The day of an instant in figures."""
        return short_day(day_of(at, self.place))

    def term(self, value: Moment) -> str:
        """A term in full: "līdz 14. aprīlim (ieskaitot)"."""
        return until(value, self.place, year=self._year(value))

    def promised(self, value: Moment, at: datetime) -> str:
        """By when the results are promised, in a sentence; that the day has passed, where it has."""
        told = self.term(value)
        if value.at >= at:
            return gettext("Results are promised %(until)s.", until=told)
        return gettext("Results were promised %(until)s; that day has passed.", until=told)

    def iso(self, value: Moment) -> str:
        """For machines: the day, or the instant with its offset."""
        if value.day is not None:
            return value.day.isoformat()
        return value.at.astimezone(self.place).isoformat(timespec="minutes")

    def _year(self, value: Moment) -> bool:
        return calendar_day(value, self.place).year != self.silent_year
