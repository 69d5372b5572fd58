"""Meanings → dates: counted from the publication date, from a post's own time, or from the narrative's last date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import Span
from sayso.times.forms import (
    Date,
    Feast,
    Form,
    Fraction,
    Length,
    Moment,
    Named,
    Season,
    Shift,
    Step,
    Today,
    Written,
    Year,
    YearEnd,
    YearOf,
    YearRange,
)
from sayso.times.periods import FINER, Period, Unit, containing, moved, season
from sayso.times.tense import Tense
from sayso.times.words import Deixis, holiday


class Undated(Exception):
    """An expression that can't be dated; its message says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """A date that the narrative has told, and the words that told it; `year` where they named or implied one."""

    period: Period
    span: Span


@dataclass(slots=True)
class Narrative:
    """What dates are counted from in one post: its day of publication, and the last date that it told."""

    published: Period | None
    last: Told | None = None
    account: Period | None = None
    days_first: bool | None = None
    used: str = ""

    def now(self, unit: Unit) -> date:
        """A day in the publication's own unit; raises Undated where it isn't known well enough for `unit`."""
        if self.published is None:
            raise Undated("no publication date to count from")
        if FINER[self.published.unit] > FINER[unit]:
            raise Undated(f"the publication date gives only the {self.published.unit}")
        self.used = "published"
        return self.published.first

    def told(self, unit: Unit) -> Period:
        """The last date of the narrative, or of publication where none was told; raises Undated if it is too vague."""
        if self.last is None:
            return containing(unit, self.now(unit))
        if FINER[self.last.period.unit] > FINER[unit]:
            raise Undated(f"the date before it gives only the {self.last.period.unit}")
        self.used = "narrative"
        return self.last.period


def resolve(form: Form, narrative: Narrative, tense: Tense) -> Period | tuple[Period, Period]:
    """The period that a form means, or the first and last of a range; raises Undated, ValueError for no such day."""
    narrative.used = ""
    match form:
        case Length(_, kind):
            raise Undated(_NO_DATE[kind])
        case Year() | YearRange() | Named() | Written():
            return _in_full(form, narrative)
        case Today() | Step() | Shift() | Moment():
            return _counted(form, narrative, tense)
    return _by_name(form, narrative, tense)


def _in_full(
    form: Year | YearRange | Named | Written, narrative: Narrative
) -> Period | tuple[Period, Period]:  # fmt: skip
    match form:
        case Year(number):
            return Period("year", date(number, 1, 1))
        case YearRange(first, last):
            return Period("year", date(first, 1, 1)), Period("year", date(last, 1, 1))
        case Named(unit, first):
            return Period(unit, date(first, 1, 1))
    return Period("day", _written(form, narrative))


def _counted(form: Today | Step | Shift | Moment, narrative: Narrative, tense: Tense) -> Period:
    match form:
        case Today(days):
            return Period("day", narrative.now("day") + timedelta(days))
        case Step():
            return _step(form, narrative)
        case Shift():
            return _shift(form, narrative, tense)
    return _moment(narrative)


def _by_name(
    form: Date | Season | Feast | Fraction | YearEnd, narrative: Narrative, tense: Tense
) -> Period | tuple[Period, Period]:
    match form:
        case Date():
            return _date(form, narrative, tense)
        case Season():
            return _season(form, narrative, tense)
        case Feast():
            return _feast(form, narrative, tense)
        case Fraction():
            return _fraction(form, narrative, tense)
    return _year_end(form, narrative, tense)


_NO_DATE = {
    "age": "an age, not a date", "length": "a length of time, not a date", "again": "a day that comes again and again",
}  # fmt: skip


def _written(form: Written, narrative: Narrative) -> date:
    if form.ordered:
        return date(form.year, form.first, form.second)
    if narrative.days_first is None:
        raise Undated("the order of day and month isn't told")
    day, month = (form.first, form.second) if narrative.days_first else (form.second, form.first)
    return date(form.year, month, day)


def _year(year: YearOf, narrative: Narrative) -> int:
    match year:
        case Year(number):
            return number
        case Step():
            return _step(year, narrative).first.year
        case Shift():
            return _shift(year, narrative, "").first.year


def _step(form: Step, narrative: Narrative) -> Period:
    deixis = form.deixis
    unit: Unit = "quarter" if form.unit == "period" else form.unit
    if deixis.anchor == "narrative":
        if deixis.step > 0 and narrative.last is None:
            raise Undated("no date before it to count from")
        base = narrative.told(unit)
        return containing(unit, base.first).moved(deixis.step)
    return containing(unit, narrative.now(unit)).moved(-1 if deixis.word == "latest" else deixis.step)


def _shift(form: Shift, narrative: Narrative, tense: Tense) -> Period:
    if form.count is None:
        raise Undated("how many isn't told")
    if form.of == "period" and tense != "future":
        raise Undated("a length of time, not a date")
    account = narrative.account
    if form.unit == "year" and form.count == 1 and form.sign < 0 and account:
        narrative.used = "narrative"
        return moved(account, -1, "year")
    if form.anchor == "speech":
        day = narrative.now(form.unit)
        return containing(form.unit, moved(Period("day", day), form.sign * form.count, form.unit).first)
    if form.sign > 0 and narrative.last is None and tense != "future":
        raise Undated("no date before it to count from")
    base = narrative.told(form.unit)
    return containing(form.unit, moved(Period("day", base.first), form.sign * form.count, form.unit).first)


def _date(form: Date, narrative: Narrative, tense: Tense) -> Period | tuple[Period, Period]:
    if form.month is None:
        return Period("day", _weekday(form, narrative, tense))
    if form.day is None:
        return Period("month", _month(form.month, form, narrative, tense))
    year = _year(form.year, narrative) if form.year else None
    first = date(year, form.month, form.day) if year else _nearest(form.month, form.day, form.weekday, narrative, tense)
    if form.to_day and form.to_day > form.day:
        return Period("day", first), Period("day", first.replace(day=form.to_day))
    return Period("day", first)


def _weekday(form: Date, narrative: Narrative, tense: Tense) -> date:
    weekday, deixis = form.weekday or 0, form.deixis
    if form.week:
        return _step(form.week, narrative).first + timedelta(weekday)
    told = deixis is not None and deixis.anchor == "narrative"
    day = narrative.told("day").first if told else narrative.now("day")
    if deixis and deixis.step:
        return _after(day, weekday) if deixis.step > 0 else _before(day, weekday)
    if deixis and not told:
        return day + timedelta(weekday - day.weekday())  # this Friday: of this week
    if told or tense == "future":
        return day + timedelta((weekday - day.weekday()) % 7)
    return day - timedelta((day.weekday() - weekday) % 7)


def _after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def _before(day: date, weekday: int) -> date:
    return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)


def _month(month: int, form: Date, narrative: Narrative, tense: Tense) -> date:
    if form.year:
        return date(_year(form.year, narrative), month, 1)
    year, at = _here(narrative, form.deixis)
    step = form.deixis.step if form.deixis else _SIDE[tense]
    if form.deixis and form.deixis.step:
        if (month - at) * form.deixis.step <= 0:
            year += form.deixis.step
    elif form.deixis is None and step and (month - at) * step < 0:
        year += step
    elif form.deixis is None and not step:
        year += (month - at < -6) - (month - at > 6)
    return date(year, month, 1)


def _here(narrative: Narrative, deixis: Deixis | None) -> tuple[int, int]:
    """The year and month that bare months are counted from."""
    day = narrative.told("year").first if deixis and deixis.anchor == "narrative" else narrative.now("month")
    return day.year, day.month


def _nearest(month: int, day: int, weekday: int | None, narrative: Narrative, tense: Tense) -> date:
    """The date of a day and a month without a year: the nearest, on the side that the verb tells."""
    if narrative.published is None:
        if narrative.last is None:
            raise Undated("no year, and no publication date to count from")
        return date(narrative.told("year").first.year, month, day)
    now = narrative.now("month")
    dates = [date(y, month, day) for y in range(now.year - 1, now.year + 2) if _is_day(y, month, day)]
    if weekday is not None and any(d.weekday() == weekday for d in dates):
        dates = [d for d in dates if d.weekday() == weekday]
    if not dates:
        raise Undated("no such day near the publication date")
    return min(dates, key=lambda d: _distance(d, now, tense))


_SIDE: dict[Tense, int] = {"over": -1, "past": -1, "future": 1, "": 0}
NEAR = 100
"""Days within which a date without a year is the nearest one, whatever the verb says; set on TimeBank."""


def _distance(day: date, now: date, tense: Tense) -> int:
    """Days from now; what the verb speaks against counts as further off, unless it is near."""
    days = (day - now).days
    against = days * _SIDE[tense] < 0
    return abs(days) + (400 if against and (abs(days) > NEAR or tense == "over") else 0)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _season(form: Season, narrative: Narrative, tense: Tense) -> Period:
    if form.year:
        return season(_year(form.year, narrative), form.number)
    now = narrative.now("month")
    here = containing("season", now)
    wanted = season(here.first.year, form.number)
    if form.deixis and form.deixis.step:
        if (wanted.first - here.first).days * form.deixis.step <= 0:
            wanted = season(here.first.year + form.deixis.step, form.number)
    elif form.deixis is None and _SIDE[tense] < 0 and wanted.first > now:
        wanted = season(here.first.year - 1, form.number)
    elif form.deixis is None and tense == "future" and wanted.last < now:
        wanted = season(here.first.year + 1, form.number)
    return wanted


def _feast(form: Feast, narrative: Narrative, tense: Tense) -> Period:
    if form.year:
        return Period("day", holiday(form.name, _year(form.year, narrative)))
    now = narrative.now("day")
    days = [holiday(form.name, year) for year in (now.year - 1, now.year, now.year + 1)]
    step = form.deixis.step if form.deixis else _SIDE[tense]
    if step:
        return Period("day", min((d for d in days if (d - now).days * step >= 0), key=lambda d: abs(d - now)))
    if form.deixis:
        return Period("day", days[1])
    return Period("day", min(days, key=lambda d: abs(d - now)))


def _fraction(form: Fraction, narrative: Narrative, tense: Tense) -> Period:
    account = narrative.account
    unit: Unit = "quarter" if form.unit == "period" else form.unit
    if form.ended:
        end = _date(form.ended, narrative, "past")
        if isinstance(end, Period) and (end.last + timedelta(1)).day == 1:
            return Period("quarter", moved(Period("month", end.first.replace(day=1)), -2, "month").first)
    if form.number is None:
        if account is None:
            raise Undated("which quarter isn't told")
        narrative.used = "narrative"
        if form.year is None:
            return account
        return moved(account, _year(form.year, narrative) - account.first.year, "year")
    if form.unit == "half" and form.year is None and account is None:
        raise Undated("which year isn't told")
    if form.year:
        if isinstance(form.year, Shift) and account:
            narrative.used = "narrative"
            year = account.first.year - (form.year.count or 0)
        else:
            year = _year(form.year, narrative)
    else:
        now = narrative.now("month")
        near = [_part_of_year(unit, now.year + n, form.number) for n in (-1, 0, 1)]
        return min(near, key=lambda p: _distance(p.first + (p.last - p.first) / 2, now, tense))
    return _part_of_year(unit, year, form.number)


def _part_of_year(unit: Unit, year: int, number: int) -> Period:
    months = 3 if unit == "quarter" else 6
    return Period(unit, date(year, months * (number - 1) + 1, 1))


def _year_end(form: YearEnd, narrative: Narrative, tense: Tense) -> Period:
    year = _year(form.year, narrative) if form.year else narrative.now("year").year - (_SIDE[tense] < 0)
    return Period("day", date(year, 12, 31)) if form.day else Period("year", date(year, 1, 1))


def _moment(narrative: Narrative) -> Period:
    if narrative.last and narrative.last.period.unit == "day":
        narrative.used = "narrative"
        return narrative.last.period
    return Period("day", narrative.now("day"))
