"""How a mark is drawn: where it begins to show, where it is solid, and where it has faded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.case.timeline import Mark
from sayso.times.days import Days, days

_OPEN = 2.0
"""How far an open side is drawn, as a part of the rest, but no less than _LEAST days."""
_LEAST = 365
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """From `begin` to before `end`; solid from `full` to before `fading`, and fading on both sides of that."""

    begin: date
    full: date
    fading: date
    end: date


def shape(edtf: str, role: str | None = None, part: str | None = None, now: date | None = None) -> Shape:
    """The shape of an EDTF value.

    What is known to the day is solid. Elsewhere the value says only "within": the ends fade, those that are about or
    open farther out. What opens goes on to `now`, and what closes comes from before.
    """
    wide = days(edtf)
    strict = days(edtf.translate({ord(c): None for c in "~?%"}))
    first, last = wide.first or wide.last, wide.last or wide.first
    if first is None or last is None:
        raise ValueError(f"open on both sides: {edtf}")
    reach = max(int((last - first).days * _OPEN), _LEAST)
    begin = first if wide.first else _back(first, reach)
    end = _on(last if wide.last else _on(last, reach), 1)
    full, fading = _core(strict, begin, end, part)
    if role == "start":
        end = max(now or _on(last, reach), _on(last, reach // 4 or 1))
        fading = max(full, end - (end - last) / 4)
    elif role == "end":
        begin, full = _back(begin, reach), begin
    return Shape(begin, max(begin, full), min(max(fading, full), end), end)


def of_mark(mark: Mark) -> Shape:
    """The shape of a dated mark."""
    published = days(mark.appeared).last if mark.appeared else None
    told = mark.decided is None
    return shape(mark.edtf or "", mark.time.role if told else None, mark.time.part if told else None, published)


def _core(strict: Days, begin: date, end: date, part: str | None) -> tuple[date, date]:
    """The solid middle: all of what is known to the day, the middle half of anything longer."""
    first, last = strict.first or begin, _on(strict.last, 1) if strict.last else end
    length = last - first
    if length <= _DAY:
        return first, last
    if part == "early":
        return first, first + length / 4
    if part == "late":
        return last - length / 4, last
    return first + length / 4, last - length / 4


def _back(day: date, by: int) -> date:
    return date.fromordinal(max(day.toordinal() - by, 1))


def _on(day: date, by: int) -> date:
    return date.fromordinal(min(day.toordinal() + by, date.max.toordinal()))
