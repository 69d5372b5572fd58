"""What an expression means before it is known from where it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.times.periods import Unit
from sayso.times.words import Deixis, From

Part = Literal["early", "mid", "late"]
Clock = tuple[int, int, int, str]
"""Hour, minute, second, and the zone as EDTF writes it, empty where it isn't given."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year by its number."""

    number: int
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A unit counted from here: last week, this year, the following month; `part` of a weekday's or month's name."""

    unit: Unit | Literal["period"]
    deixis: Deixis


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from here: two weeks ago, a year earlier, in five years. A count of None is "several"."""

    count: int | None
    unit: Unit
    sign: int
    anchor: From
    of: Literal["", "quarter", "period"] = ""


YearOf = Year | Step | Shift


@dataclass(frozen=True, slots=True)
class Date:
    """A day or a month by name, as much of it as the text gives; `deixis` where it says last, this or next.

    With `to_day` it reaches to that day, or is one of the two where it is a `choice`.
    """

    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    year: YearOf | None = None
    to_day: int | None = None
    deixis: Deixis | None = None
    week: Step | None = None
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """A day counted from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season by name, 0 for spring."""

    number: int
    year: YearOf | None = None
    deixis: Deixis | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday by name."""

    name: str
    year: YearOf | None = None
    deixis: Deixis | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quarter or a half of a year; `number` None is the quarter spoken of, 0 the last one of the year."""

    unit: Literal["quarter", "half", "period"]
    number: int | None
    year: YearOf | None = None
    ended: Date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A decade or a century by its first year."""

    unit: Literal["decade", "century"]
    first: int


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The end of a year: "year-end" is its last day, "the end of the year" its last part."""

    year: YearOf | None = None
    day: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day on a day that isn't named with it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time that names no date: its ISO 8601 duration, null where it is vague, and what it is."""

    iso: str | None
    kind: Literal["length", "age", "again"]
    count: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A date in figures, whose order of day and month may be open: (year, month, day), else (first, second, year)."""

    year: int
    first: int
    second: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class YearRange:
    """Two years in one word: 2003-2004, 1998-99."""

    first: int
    last: int


Form = (
    Year | Step | Shift | Date | Today | Season | Feast | Fraction | Named | YearEnd | Moment | Length | Written
    | YearRange
)  # fmt: skip
