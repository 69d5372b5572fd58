"""The words of dated expressions: each has a letter, which the grammar is written in, and a value.

| letter | words | letter | words |
|---|---|---|---|
| d i y | numbers: up to 31, others, years of four digits | n a v | number words; a, an; few, several, couple |
| r | ordinals | M W S H | months, weekdays, seasons, holidays; m l: Sept, Tues |
| U Y Q | units of time; year; quarter, half, period | D | decades (1980s, nineties) |
| T | today, yesterday, tomorrow, tonight | P | parts of the day |
| L | last, this, next, that, following … | E B | early, late, mid; beginning, end … |
| A R | ago, hence; earlier, later | X | about, nearly, at least … |
| C e c z | clock times, 9.39, a.m. and p.m., zones | I N | 2014-01-24; 24/1/2014 |
| K | fiscal, calendar | G | old, aged, age |
| p o f | in, on, at …; of; for | s u b k h q j w | since, until, by, before, after, from, to, between |
| t & / | the; and; or | , . - ' | commas, full stops, dashes, the possessive 's |
| F O | Q3, 3Q; 2003/04 | | |
| V | another word that may stand inside | # _ | the end of a paragraph; anything else |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter

from sayso.times.periods import Unit

From = Literal["speech", "narrative"]

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
             "twentieth")  # fmt: skip
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


@dataclass(frozen=True, slots=True)
class Deixis:
    """How a word such as "last" points: steps from where it is said, or from the last date of the narrative."""

    step: int
    anchor: From
    word: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of time as it is counted; `plural` tells "weeks" from "week"."""

    unit: Unit | Literal["hour", "minute", "second", "fortnight"]
    plural: bool = False


def _lexicon() -> dict[str, tuple[str, object]]:
    words: dict[str, tuple[str, object]] = {}
    for letter, told in _LISTS.items():
        words.update((word, (letter, value)) for word, value in told.items())
    for i, name in enumerate(MONTHS, 1):
        words[name] = ("M", i)
        words.setdefault(name[:3], ("m", i))
    words["sept"] = ("m", 9)
    for i, name in enumerate(WEEKDAYS):
        words[name] = ("W", i)
        words[name + "s"] = ("_", None)
        words[name[:3]] = ("l", i)
    words.update({"tues": ("l", 1), "thurs": ("l", 3), "thur": ("l", 3)})
    words.update((name, ("n", i)) for i, name in enumerate(_ONES, 1))
    words.update((name, ("n", 10 * i)) for i, name in enumerate(_TENS, 2))
    words.update((name, ("r", i)) for i, name in enumerate(_ORDINALS, 1))
    words.update((name, ("D", 1900 + 10 * i)) for i, name in enumerate(_DECADES, 2))
    words["noughties"] = ("D", 2000)
    for unit in ("day", "week", "weekend", "month", "decade", "hour", "minute", "fortnight"):
        words[unit] = ("U", Measure(unit))
        words[unit + "s"] = ("U", Measure(unit, plural=True))
    words.update({"seconds": ("U", Measure("second", plural=True)), "century": ("U", Measure("century"))})
    words.update({"centuries": ("U", Measure("century", plural=True))})
    words.update({"year": ("Y", Measure("year")), "years": ("Y", Measure("year", plural=True))})
    return words


_LISTS: dict[str, dict[str, object]] = {
    "n": {"hundred": 100, "thousand": 1000, "dozen": 12},
    "v": {"few": None, "several": None, "couple": 2, "many": None},
    "a": {"a": 1, "an": 1},
    "r": {"thirtieth": 30},
    "S": {"spring": 0, "springtime": 0, "summer": 1, "summertime": 1, "autumn": 2, "fall": 2, "winter": 3},
    "Q": {"quarter": "quarter", "half": "half", "period": "period"},
    "T": {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0},
    "P": {
        "morning": 8, "afternoon": 14, "evening": 19, "night": 22, "noon": 12, "midnight": 0, "midday": 12,
        "midafternoon": 15, "midmorning": 10, "lunchtime": 12, "dawn": 6, "dusk": 19,
    },
    "L": {
        "last": Deixis(-1, "speech", "last"), "past": Deixis(-1, "speech", "past"),
        "previous": Deixis(-1, "narrative", "previous"), "preceding": Deixis(-1, "narrative", "previous"),
        "prior": Deixis(-1, "narrative", "previous"), "next": Deixis(1, "speech", "next"),
        "coming": Deixis(1, "speech", "next"), "upcoming": Deixis(1, "speech", "next"),
        "following": Deixis(1, "narrative", "following"), "this": Deixis(0, "speech", "this"),
        "current": Deixis(0, "speech", "this"), "present": Deixis(0, "speech", "this"),
        "latest": Deixis(-1, "speech", "latest"), "same": Deixis(0, "narrative", "that"),
        "that": Deixis(0, "narrative", "that"), "recent": Deixis(-1, "speech", "recent"),
        "comparable": Deixis(0, "narrative", "that"), "corresponding": Deixis(0, "narrative", "that"),
    },
    "E": {"early": "early", "late": "late", "mid": "mid", "sometime": None},
    "R": {"earlier": "early", "later": "late"},
    "B": {
        "beginning": "early", "start": "early", "opening": "early", "end": "late", "close": "late", "middle": "mid",
        "outset": "early",
    },
    "A": {"ago": -1, "hence": 1},
    "X": {
        "about": "~", "around": "~", "circa": "~", "roughly": "~", "approximately": "~", "some": "~",
        "almost": "<~", "nearly": "<~", "over": ">", "barely": "~",
        "at least": ">", "more than": ">", "no less than": ">", "at most": "<", "less than": "<", "fewer than": "<",
        "up to": "<", "no more than": "<", "only": "", "just": "",
        "no later than": "<=", "not later than": "<=", "no earlier than": ">=", "not before": ">=", "not until": ">=",
        "exactly": "", "perhaps": "~", "another": "", "possibly": "?", "probably": "?", "maybe": "?", "ca": "~",
    },
    "K": {"fiscal": None, "calendar": None, "financial": None, "fy": None},
    "G": {"old": None, "aged": None, "age": None},
    "o": {"of": None},
    "f": {"for": None},
    "p": dict.fromkeys(("in", "on", "at", "during", "within", "throughout", "amid")),
    "s": {"since": None},
    "u": {"until": None, "till": None, "til": None},
    "b": {"by": None},
    "k": {"before": -1},
    "h": {"after": 1},
    "q": {"from": None},
    "j": dict.fromkeys(("to", "through", "thru")),
    "w": {"between": None},
    "t": {"the": None},
    "&": {"and": None},
    "/": {"or": None},
    "V": dict.fromkeys(("trading", "business", "working", "full", "whole", "now", "moment")),
    "z": {
        "utc": "Z", "gmt": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
        "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00", "cet": "+01:00",
        "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "ist": None, "msk": "+03:00", "jst": "+09:00",
    },
}  # fmt: skip

WORDS = _lexicon()
"""Lower-case word → its letter and value."""

CAPITALS = frozenset(
    ("may", "march", "august", "jan", "mar", "jun", "jul", "dec", "mon", "sun", "sat", "wed", "thu", "fri", "apr")
)
"""Names that are other words as well, unless they are written with a capital."""

QUANTIFIERS = tuple(word for word in _LISTS["X"] if " " in word)
"""Qualifiers of several words."""

ZONES = frozenset(_LISTS["z"])


def _weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second … weekday of a month; with 0, the last of the month before."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def holiday(name: str, year: int) -> date:
    """The day of a holiday in a year: those with a fixed day, a fixed weekday, or counted from western Easter."""
    match HOLIDAYS[name]:
        case ("fixed", int(month), int(day)):
            return date(year, month, day)
        case ("nth", int(month), int(weekday), int(number)):
            return _weekday(year, month, weekday, number)
        case ("easter", int(days)):
            return date.fromordinal(easter(year).toordinal() + days)
    raise KeyError(name)


HOLIDAYS: dict[str, tuple[str, int] | tuple[str, int, int] | tuple[str, int, int, int]] = {
    "christmas eve": ("fixed", 12, 24), "christmas day": ("fixed", 12, 25), "christmas": ("fixed", 12, 25),
    "boxing day": ("fixed", 12, 26), "new year’s eve": ("fixed", 12, 31), "new year’s day": ("fixed", 1, 1),
    "new year’s": ("fixed", 1, 1), "valentine’s day": ("fixed", 2, 14), "st. patrick’s day": ("fixed", 3, 17),
    "fourth of july": ("fixed", 7, 4), "bastille day": ("fixed", 7, 14),
    "halloween": ("fixed", 10, 31), "veterans day": ("fixed", 11, 11), "armistice day": ("fixed", 11, 11),
    "all saints’ day": ("fixed", 11, 1), "may day": ("fixed", 5, 1), "epiphany": ("fixed", 1, 6),
    "memorial day": ("nth", 6, 0, 0), "labor day": ("nth", 9, 0, 1), "columbus day": ("nth", 10, 0, 2),
    "thanksgiving": ("nth", 11, 3, 4), "thanksgiving day": ("nth", 11, 3, 4),
    "father’s day": ("nth", 6, 6, 3), "martin luther king day": ("nth", 1, 0, 3), "presidents day": ("nth", 2, 0, 3),
    "easter": ("easter", 0), "easter sunday": ("easter", 0), "easter monday": ("easter", 1),
    "good friday": ("easter", -2), "palm sunday": ("easter", -7), "ash wednesday": ("easter", -46),
    "pentecost": ("easter", 49), "whitsun": ("easter", 49), "ascension day": ("easter", 39),
}  # fmt: skip
