"""Stretches of the calendar that English has names for, and their EDTF values.

EDTF is the Library of Congress's Extended Date/Time Format, ISO 8601-2:2019; seasons are numbered 21 to 24 in it, and
what it has no name for (a week, a quarter, a weekend) is an interval of days or months. Weeks begin on Monday.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from dateutil.relativedelta import relativedelta

Unit = Literal["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
"""From the finest to the coarsest, so that their order tells which is the more exact."""

FINER: dict[Unit, int] = {unit: i for i, unit in enumerate(get_args(Unit))}
_MONTHS: dict[Unit, int] = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_SEASON_STARTS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of the calendar by its first day; every method raises ValueError outside the years 1 to 9999."""

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.unit in ("day", "week", "weekend"):
            return self.first + timedelta({"day": 0, "week": 6, "weekend": 1}[self.unit])
        months = self.first.year * 12 + self.first.month - 2 + _MONTHS[self.unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    @property
    def edtf(self) -> str:
        """Its EDTF value, level 1."""
        first = self.first
        match self.unit:
            case "day" | "month" | "year":
                value = first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.unit]]
            case "decade":
                value = f"{first.year // 10:03}X"
            case "century":
                value = f"{first.year // 100:02}XX"
            case "season":
                value = f"{first.year:04}-{21 + _SEASON_STARTS.index(first.month)}"
            case "quarter" | "half":
                value = f"{first.isoformat()[:7]}/{self.last.isoformat()[:7]}"
            case "week" | "weekend":
                value = f"{first.isoformat()}/{self.last.isoformat()}"
        return value

    def moved(self, count: int) -> Period:
        """The period so many of its own unit later."""
        return moved(self, count, self.unit)


def containing(unit: Unit, day: date) -> Period:
    """The period of a unit that a day lies in; for a weekend, the one of its week; for a season, the northern one."""
    match unit:
        case "day":
            first = day
        case "week":
            first = day - timedelta(day.weekday())
        case "weekend":
            first = day - timedelta(day.weekday() - 5)
        case "month":
            first = day.replace(day=1)
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "half":
            first = date(day.year, 1 if day.month < 7 else 7, 1)
        case "season":
            first = date(day.year - (day.month < 3), (day.month // 3 or 4) * 3, 1)
        case "year":
            first = date(day.year, 1, 1)
        case "decade":
            first = date(max(day.year // 10 * 10, 1), 1, 1)
        case "century":
            first = date(max(day.year // 100 * 100, 1), 1, 1)
    return Period(unit, first)


def moved(period: Period, count: int, unit: Unit) -> Period:
    """A period of the same unit, so many of another unit later; the end of a short month stays its end."""
    if unit in ("day", "week", "weekend"):
        return containing(period.unit, period.first + timedelta(count * (1 if unit == "day" else 7)))
    day = period.first + relativedelta(months=count * _MONTHS[unit])
    return Period(period.unit, day) if period.unit not in ("week", "weekend") else containing(period.unit, day)


def season(year: int, number: int) -> Period:
    """A season of a year, 0 for spring to 3 for winter, which lasts into the next year."""
    return Period("season", date(year, _SEASON_STARTS[number], 1))
