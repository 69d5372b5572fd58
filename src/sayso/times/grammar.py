"""The grammar of dated expressions: patterns over the letters of `words`, and what each means.

The first pattern that fits at a place is taken, so the longer stand before the shorter. A pattern says which letters
may stand together; `meanings` says what they mean there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from sayso.times import meanings
from sayso.times.forms import (
    Clock,
    Date,
    Feast,
    Form,
    Fraction,
    Length,
    Moment,
    Named,
    Part,
    Shift,
    Step,
    Today,
    Written,
    YearEnd,
    YearRange,
)
from sayso.times.lexer import Words
from sayso.times.meanings import Match


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its words from `start` to before `end`, and what they mean."""

    start: int
    end: int
    form: Form
    part: Part | None = None
    approximate: str = ""
    clock: Clock | None = None


_NUMBER = r"(?:[diy]|n(?:-?n){0,5})"
_COUNT = rf"(?:(?:{_NUMBER}|a)(?:jn|&aQo?f?)?|av|a?vo?|an)"
_M = r"(?:M|m\.?)"
_THIS = r"t?L"
_YEAR = r"(?:K-?Y?y|tYy|tY(?:nn?-?n?)|t?LK?Y|K?y|nn-?n?)"
_WEEKDAY = r"(?:[Wl]\.?)"
_WITH_DAY = (
    rf"(?:{_M}t?[dr](?:-[dr](?!['\d]))?(?:,?y|,?o?t?LY)?"  # Nov. 9
    rf"|t?[dr](?:-[dr])?[o-]?{_M}(?:[,-]?y|,?o?t?LY)?)"  # 9 November
)
_DATE = rf"(?:(?:{_WEEKDAY},?t?)?{_WITH_DAY}|{_M}t?(?:r)(?!-?[QYU]))"
_DAYS = (
    rf"t?[dr][j&/]t?[dr]o?{_M}(?:,?y)?"  # 5 to 9 May
    rf"|{_M}t?[dr][j&/]t?[dr](?=,?y|[,.#)]|$)(?:,?y)?"  # May 5 and 6
)
_CLOCK = r"(?:Cc?z?|[edn]cz?)"
_FRACTION = (
    rf"F'?,?o?{_YEAR}|{_YEAR}-?F|F|t?{_YEAR}'?(?:K?-?r)-?Q|t?{_YEAR}'?Q|t?L?[LK]?Y-?[AR]r?-?Q|t?L?K?-?r-?Q(?:,?p?o?t?(?:{_YEAR}|aY[AR]))"
    rf"|t?LQo?t?{_YEAR}|tQ(?:aY[AR]|{_THIS}Y)|t?L?K?-?r-?Q(?:otK?Y)?|{_THIS}K?Q|tQ"
)

RULES: tuple[tuple[str, Callable[[Match], Form | None]], ...] = (
    (r"I", meanings.iso),
    (r"N", meanings.in_figures),
    (r"(?:tY)?y-[ydi]", meanings.years),
    (r"O", meanings.season_years),
    (_DAYS, meanings.days),
    (_DATE, meanings.date),
    (_FRACTION, meanings.fraction),
    (rf"t?Y(?:-|')?Bo?{_YEAR}?(?!o)|tBotY", meanings.year_end),
    (r"t?Bot[UQ]|[ER]-?pt[UY]|E-?Y", meanings.of_this),
    (rf"{_M}(?:-|,?o?){_YEAR}|{_M},?o?t?LY", meanings.month),
    (rf"t?S(?:o?{_YEAR}|o?t?LY)", meanings.season),
    (rf"Ho?,?{_YEAR}|H", meanings.feast),
    (rf"Wo?{_THIS}U", meanings.weekday),
    (r"t?U[kh]T|T", meanings.today),
    (rf"{_THIS}[WMSHP]", meanings.this_name),
    (r"Qa[UY]-?[AR]|a[UY]&aQ-?[AR]", meanings.half_ago),
    (r"t[UY][kh]L", meanings.last_but_one),
    (rf"(?:{_COUNT})-?[UY]-?[AR]|Y-[AR]|U-[AR]", meanings.shift),
    (rf"(?:{_COUNT})-?[UY]qV", meanings.from_now),
    (rf"(?:t|{_COUNT})[UY][khR]", meanings.the_week_before),
    (rf"pX{{0,3}}(?:{_COUNT})[UY](?!')", meanings.in_time),
    (rf"{_COUNT}-?Y-?G|Go?[di]|(?<=_,)[di](?=,)", meanings.age),
    (rf"(?:{_THIS})?(?:{_COUNT})-?V?-?[UY]", meanings.length),
    (rf"{_THIS}K?V?[UY]|tKY", meanings.step),
    (r"t?rU", meanings.century),
    (r"t?(?:E-?)?D", meanings.decade),
    (r"K-?Y?y|tYy", meanings.fiscal_year),
    (r"(?:tY)?nn(?:-?n)?", meanings.spoken_year),
    (rf"{_CLOCK}|t?E?-?P", meanings.moment),
    (r"M", meanings.month_alone),
    (r"W", meanings.weekday),
    (r"S", meanings.season),
    (r"y", meanings.year_alone),
)
"""Letters that stand together → what they mean."""

_ANY = re.compile("|".join(f"({pattern})" for pattern, _ in RULES))
_PART = re.compile(r"(?:(?:t?([ER])-?(?:po?t?|o)?t?)|(?:t?(B)ot?))$")
_CLOCK_AFTER = re.compile(rf",?p?t?(?:E-?)?({_CLOCK}|P)(?!U)")
_CLOCK_BEFORE = re.compile(rf"(?:E-?)?({_CLOCK}|t?P),?[po]?$")
_ABOUT = re.compile(r"X+$")
_ISO_CLOCK = re.compile(r"[\d-]{10}T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(.*)")
_ROOM = 8
"""Words before an expression among which its qualifiers are looked for."""


def parse(words: Words) -> Iterator[Found]:
    """The expressions of some words, in their order."""
    place = floor = 0
    while match := _ANY.search(words.letters, place):
        start, end = match.span()
        form = RULES[(match.lastindex or 1) - 1][1](Match(words, start, end))
        if form is None:
            place = start + 1
            continue
        found = _widened(words, start, end, form, floor)
        place = floor = found.end
        yield found


def _widened(words: Words, start: int, end: int, form: Form, floor: int) -> Found:
    """The expression with what stands around it: early, the end of, about, at 5 p.m."""
    inner = Match(words, start, end)
    part = _inner_part(inner, form)
    approximate = "".join(map(str, _values(inner, "X"))) if isinstance(form, Shift | Length) else ""
    if isinstance(form, Shift) and "Q" in inner.letters:
        approximate += "~"  # two and a half years ago
    start, end, clock = _with_clock(words, start, end, form, floor)
    before = words.letters[max(start - _ROOM, floor) : start]
    if not (isinstance(form, Length) and words.letters[start] == "t"):  # over the past three months
        about = _ABOUT.search(before)
        if about:
            approximate = "".join(str(words.values[i]) for i in range(start - len(about[0]), start))
            start, before = start - len(about[0]), before[: about.start()]
    ahead = None if isinstance(form, Length | Shift | YearRange) else _PART.search(before)
    if ahead:
        part = cast("Part | None", words.values[start - len(before) + ahead.start(1 if ahead[1] else 2)])
        start -= len(ahead[0])
    return Found(start, end, form, part, approximate, clock)


def _with_clock(words: Words, start: int, end: int, form: Form, floor: int) -> tuple[int, int, Clock | None]:
    """The bounds of an expression with its time of day, and that time."""
    if isinstance(form, Moment):
        return start, end, _clock(words, start, end)
    if isinstance(form, Written) and words.letters[start] == "I":
        return start, end, _iso_clock(str(words.values[start]))
    if not isinstance(form, Date | Today | Step | Written | Feast):
        return start, end, None
    after = _CLOCK_AFTER.match(words.letters, end)
    clock = _clock(words, *after.span(1)) if after else None
    if after and clock:
        return start, after.end(), clock
    before = words.letters[max(start - _ROOM, floor) : start]
    ahead = None if isinstance(form, Step) else _CLOCK_BEFORE.search(before)
    first = start - len(before)
    clock = _clock(words, first + ahead.start(1), first + ahead.end(1)) if ahead else None
    return (first + ahead.start(), end, clock) if ahead and clock else (start, end, None)


def _values(match: Match, letters: str) -> list[object]:
    return [match.words.values[match.start + i] for i, c in enumerate(match.letters) if c in letters]


def _inner_part(match: Match, form: Form) -> Part | None:
    """The part that is told within the pattern itself: the late 1990s, the end of the month, later in the year."""
    if isinstance(form, YearEnd):
        return None if form.day else "late"
    return cast("Part | None", match.value("ERB")) if isinstance(form, Named | Step | Fraction) else None


def _clock(words: Words, start: int, end: int) -> Clock | None:
    """The time of day that a few words give; its hour is -1 where they give but a part of the day."""
    m = Match(words, start, end)
    if "P" in m.letters:
        return -1, 0, 0, ""
    told = m.value("Ce")
    hour, minute, second = (*told, 0)[:3] if isinstance(told, tuple) else (m.number("dn") or 0, 0, 0)
    half = m.value("c")
    if isinstance(half, int):
        if hour > 12:
            return None
        hour = hour % 12 + half
    return (hour, minute, second, str(m.value("z") or "")) if hour < 24 and minute < 60 and second < 60 else None


def _iso_clock(text: str) -> Clock | None:
    match = _ISO_CLOCK.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    zone = match[4] if match[4] in ("", "Z") or ":" in match[4] else f"{match[4][:3]}:{match[4][3:]}"
    return int(match[1]), int(match[2]), min(int(match[3] or 0), 59), zone
