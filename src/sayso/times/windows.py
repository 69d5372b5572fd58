"""Windows: when something must have happened, by all that is said of it.

An event has a start and an end. What statements say of them are constraints between two such points, or between one
and the calendar: "x is at most n days after y". Together they are a simple temporal problem, and shortest paths over
it give the tightest window of every point and every conflict (Dechter, Meiri and Pearl, "Temporal constraint
networks", Artificial Intelligence 49, 1991). Allen's relations ("Maintaining knowledge about temporal intervals",
Communications of the ACM 26, 1983) are such constraints between starts and ends. Nothing is weighed: a window is what
remains possible.

Points are days, and an event takes up its days whole: what ends on 3 May is over before what starts on 4 May.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal, get_args

from sayso.model import ALLEN, Allen, Place
from sayso.times.days import days

Edge = Literal["start", "end"]
EDGES: tuple[Edge, ...] = get_args(Edge)
Answer = Literal["yes", "no", "one or the other"]


@dataclass(frozen=True, slots=True)
class Point:
    """The start or the end of an event."""

    event: str
    edge: Edge


_ZERO = Point("", "start")


@dataclass(frozen=True, slots=True)
class Bound:
    """What one statement says of one event: `place` tells how the value bears on it. `evidence` names the statement.

    start, end: the value dates that edge. at: all of the event lies within it. during: the event lasted at some time of
    it. before, after, by: the event, or its start, lies on that side; since: it began no later and went on.
    """

    event: str
    place: Place
    edtf: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Order:
    """Allen's relation between two events, and what says so."""

    first: str
    relation: Allen
    second: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a window: the day, None where it is open, and the evidence that it rests on."""

    day: date | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The earliest and the latest day of a point."""

    point: Point
    earliest: Side
    latest: Side


@dataclass(frozen=True, slots=True)
class _Limit:
    """`later` is at most `most` days after `earlier`."""

    earlier: Point
    later: Point
    most: int
    evidence: str


_Path = tuple[int, tuple[str, ...]]
_SELF = ""


class Timeline:
    """Events with their bounds and orders; everything asked of it is worked out from those."""

    def __init__(self, bounds: Iterable[Bound], orders: Iterable[Order] = ()) -> None:
        """Takes any order of bounds; raises ValueError for a value that is no EDTF."""
        self.bounds, self.orders = tuple(bounds), tuple(orders)
        names = dict.fromkeys([b.event for b in self.bounds])
        names |= dict.fromkeys(n for o in self.orders for n in (o.first, o.second))
        self.events: tuple[str, ...] = tuple(names)
        self._limits = [*(_lasting(n) for n in names), *(m for b in self.bounds for m in _of_bound(b))]
        self._limits += [m for o in self.orders for m in _of_order(o)]
        self.conflicts: tuple[tuple[str, ...], ...] = _conflicts(self._limits)
        """The smallest sets of evidence that can't all be true."""
        doubtful = {e for conflict in self.conflicts for e in conflict}
        self._sound = [m for m in self._limits if m.evidence not in doubtful]
        self._paths = _shortest(self._sound)

    def window(self, event: str, edge: Edge) -> Window:
        """The window of an edge by all evidence that is in no conflict; raises KeyError for an unknown event."""
        if event not in self.events:
            raise KeyError(event)
        point = Point(event, edge)
        back, on = self._paths.get((point, _ZERO)), self._paths.get((_ZERO, point))
        return Window(point, _side(back, -1), _side(on, 1))

    def possible(self, first: str, second: str) -> tuple[Allen, ...]:
        """The relations of Allen's that may still hold between two events."""
        return tuple(r for r in ALLEN if self._holds([Order(first, r, second, _SELF)]))

    def overlap(self, first: str, second: str) -> Answer:
        """Whether two events have a day in common: whether one was in office when the other happened."""
        a, b = Point(first, "start"), Point(first, "end")
        c, d = Point(second, "start"), Point(second, "end")
        can = _consistent([*self._sound, _Limit(d, a, 0, _SELF), _Limit(b, c, 0, _SELF)])
        apart = [_Limit(a, d, -1, _SELF), _Limit(c, b, -1, _SELF)]
        can_not = any(_consistent([*self._sound, limit]) for limit in apart)
        return "one or the other" if can and can_not else "yes" if can else "no"

    def deciding(self, first: str, second: str) -> tuple[tuple[Point, Point], ...]:
        """The pairs of points whose order would decide whether two events overlap; empty where it is decided."""
        if self.overlap(first, second) != "one or the other":
            return ()
        pairs = ((Point(first, "start"), Point(second, "end")), (Point(second, "start"), Point(first, "end")))
        return tuple(
            (x, y) for x, y in pairs
            if _consistent([*self._sound, _Limit(y, x, 0, _SELF)])
            and _consistent([*self._sound, _Limit(x, y, -1, _SELF)])
        )  # fmt: skip

    def _holds(self, orders: Iterable[Order]) -> bool:
        return _consistent([*self._sound, *(m for o in orders for m in _of_order(o))])


def _side(path: _Path | None, sign: int) -> Side:
    """The day at the end of a path from or to the calendar's start; None where there is none or it isn't one."""
    if path is None or not 0 < sign * path[0] <= date.max.toordinal():
        return Side(None)
    return Side(date.fromordinal(sign * path[0]), tuple(e for e in dict.fromkeys(path[1]) if e))


def _lasting(event: str) -> _Limit:
    """An event doesn't end before it starts."""
    return _Limit(Point(event, "end"), Point(event, "start"), 0, _SELF)


def _of_bound(bound: Bound) -> list[_Limit]:
    value = days(bound.edtf)
    start, end = Point(bound.event, "start"), Point(bound.event, "end")
    earliest = value.first.toordinal() if value.first else None
    latest = value.last.toordinal() if value.last else None

    def no_earlier(point: Point, day: int | None, shift: int = 0) -> list[_Limit]:
        return [] if day is None else [_Limit(point, _ZERO, -(day + shift), bound.evidence)]

    def no_later(point: Point, day: int | None, shift: int = 0) -> list[_Limit]:
        return [] if day is None else [_Limit(_ZERO, point, day + shift, bound.evidence)]

    match bound.place:
        case "start":
            limits = [*no_earlier(start, earliest), *no_later(start, latest)]
        case "end":
            limits = [*no_earlier(end, earliest), *no_later(end, latest)]
        case "at":
            limits = [*no_earlier(start, earliest), *no_later(end, latest)]
        case "during":
            limits = [*no_later(start, latest), *no_earlier(end, earliest)]
        case "since":
            limits = no_later(start, latest)
        case "before":
            limits = no_later(end, earliest, -1)
        case "after":
            limits = no_earlier(start, latest, 1)
        case "by":
            limits = no_later(start, latest)
    return limits


def _of_order(order: Order) -> list[_Limit]:
    """Allen's relations as limits: before is "at least a day apart", meets "ends the day before the other starts"."""
    a, b, c, d = (Point(e, edge) for e, edge in product((order.first, order.second), ("start", "end")))  # type: ignore[arg-type] # these are the edges
    say = order.evidence

    def before(x: Point, y: Point, gap: int = 1) -> list[_Limit]:
        return [_Limit(y, x, -gap, say)]

    def same(x: Point, y: Point, gap: int = 0) -> list[_Limit]:
        return [_Limit(x, y, gap, say), _Limit(y, x, -gap, say)]

    if order.relation in _CONVERSE:
        return _of_order(Order(order.second, _CONVERSE[order.relation], order.first, say))
    limits: dict[str, list[_Limit]] = {
        "before": before(b, c, 2),
        "meets": same(b, c, 1),
        "overlaps": [*before(a, c), *before(c, b, 0), *before(b, d)],
        "starts": [*same(a, c), *before(b, d)],
        "during": [*before(c, a), *before(b, d)],
        "finishes": [*same(b, d), *before(c, a)],
        "equals": [*same(a, c), *same(b, d)],
    }
    return limits[order.relation]


_CONVERSE: Mapping[Allen, Allen] = {
    "after": "before", "met by": "meets", "overlapped by": "overlaps", "started by": "starts", "contains": "during",
    "finished by": "finishes",
}  # fmt: skip


def _shortest(limits: Sequence[_Limit]) -> dict[tuple[Point, Point], _Path]:
    """The shortest path between every two points that have one, with its evidence (Floyd and Warshall)."""
    points = list(dict.fromkeys([_ZERO, *(p for m in limits for p in (m.earlier, m.later))]))
    best: dict[tuple[Point, Point], _Path] = {}
    for m in limits:
        if (m.earlier, m.later) not in best or m.most < best[m.earlier, m.later][0]:
            best[m.earlier, m.later] = (m.most, (m.evidence,))
    for k in points:
        ends = [(j, best[k, j]) for j in points if (k, j) in best]
        for i in points:
            first = best.get((i, k))
            if first is None or i == k:
                continue
            for j, second in ends:
                length = first[0] + second[0]
                if (i, j) not in best or length < best[i, j][0]:
                    best[i, j] = (length, tuple(dict.fromkeys(first[1] + second[1])))
    return best


def _consistent(limits: Sequence[_Limit]) -> bool:
    """Whether all limits can hold together: no cycle is shorter than nothing (Bellman and Ford)."""
    far = dict.fromkeys((p for m in limits for p in (m.earlier, m.later)), 0)
    for _ in range(len(far) + 1):
        changed = False
        for m in limits:
            if far[m.earlier] + m.most < far[m.later]:
                far[m.later] = far[m.earlier] + m.most
                changed = True
        if not changed:
            return True
    return False


_MOST = 64
"""Conflicts that are listed at the most; finding all is exponential in the worst case."""


def _conflicts(limits: Sequence[_Limit]) -> tuple[tuple[str, ...], ...]:
    """Every smallest set of evidence that can't all be true, by removing one member at a time (Reiter's hitting sets).

    A smallest set is found by leaving out whatever the contradiction does without; each other one lacks a member of
    it. R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32, 1987.
    """
    found: dict[frozenset[str], tuple[str, ...]] = {}
    waiting: list[frozenset[str]] = [frozenset()]
    seen = set(waiting)
    while waiting and len(found) < _MOST:
        without = waiting.pop(0)
        known = next((f for f in found if not f & without), None)
        if known is None:
            smallest = _smallest([m for m in limits if m.evidence not in without])
            if smallest is None:
                continue
            known = frozenset(smallest)
            found[known] = smallest
        for more in (without | {e} for e in known):
            if more not in seen and len(seen) < 4 * _MOST * _MOST:
                seen.add(more)
                waiting.append(more)
    return tuple(found.values())


def _smallest(limits: Sequence[_Limit]) -> tuple[str, ...] | None:
    """One smallest set of evidence that contradicts itself; None where there is none."""
    if _consistent(limits):
        return None
    kept = list(dict.fromkeys(m.evidence for m in limits if m.evidence))
    for one in tuple(kept):
        fewer = [e for e in kept if e != one]
        if not _consistent([m for m in limits if m.evidence in fewer or not m.evidence]):
            kept = fewer
    return tuple(kept)
