"""EDTF values as earliest and latest days, and values that people type, checked."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sayso.model import UsageError

_DATE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:]+(?:Z|[+-]\d\d(?::\d\d)?)?)?([~?%]?)")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a value may mean; None where it is open on that side."""

    first: date | None
    last: date | None


def days(edtf: str) -> Days:
    """The earliest and the latest day of an EDTF value: level 1 without exponents, and one-of sets.

    What is approximate (~) may lie one of its own units (a year, a month, a day) to either side. Raises ValueError for
    what is no such value.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        parts = [days(part.strip()) for part in re.split(r",|\.\.", edtf[1:-1]) if part.strip()]
        if not parts:
            raise ValueError(f"no date: {edtf!r}")
        open_start, open_end = edtf.startswith("[.."), edtf.endswith("..]")
        return Days(None if open_start else parts[0].first, None if open_end else parts[-1].last)
    if "/" in edtf:
        first, last = edtf.split("/")
        return Days(_side(first).first, _side(last).last)
    return _one(edtf)


def _side(edtf: str) -> Days:
    return Days(None, None) if edtf in ("..", "") else _one(edtf)


def _one(edtf: str) -> Days:
    match = _DATE.fullmatch(edtf)
    if not match:
        raise ValueError(f"not an EDTF value of the kinds used here: {edtf!r}")
    year, month, day, mark = match.groups()
    low, high = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if month and int(month) in _SEASONS:
        start = date(low, _SEASONS[int(month)], 1)
        last = _month_end(_months(start, 2))
    elif day:
        start = last = date(low, int(month), int(day))
    else:
        start = date(low, int(month or 1), 1)
        last = _month_end(start) if month else date(high, 12, 31)
    if mark not in ("~", "%"):
        return Days(start, last)
    if day:
        return Days(_shifted(start, -1), _shifted(last, 1))
    pad = 1 if month else 12
    return Days(_months(start, -pad), _month_end(_months(last.replace(day=1), pad)))


def _months(day: date, months: int) -> date:
    """The first of a month so many months later, within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1) if 1 <= year <= 9999 else (date.min if year < 1 else date(9999, 12, 1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _shifted(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def checked(typed: str) -> str:
    """A value that somebody typed, as EDTF writes it; raises UsageError where it is none or can't be reckoned with."""
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 (its grammar takes a third of a second to build)

    remedy = "give a date such as 2003, 2003-05, 2003-05-04, 2003~, 2000/2005, ../2002 or [2002,2003]"
    try:
        value = str(parse_edtf(typed.strip())).replace(", ", ",")
        days(value)
    except (EDTFParseException, ValueError, OverflowError) as error:
        raise UsageError(f"{typed!r} is no EDTF date", remedy) from error
    return value
