"""Lines of a printed page in the order in which they are read: columns, their headings across them, running heads.

All coordinates are points from the page's upper left corner, as the page is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page or a piece of one: its words, the box around its ink, the foot and the height of its type."""

    words: str
    box: Box
    foot: float
    height: float
    page: int

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def right(self) -> float:
        return self.box[2]


_DEEPEST = 6  # columns within columns that are looked for
_FEWEST = 3  # lines that a column has at least
_PROSE = 3  # words that a column's line has on average at least: with fewer, the columns are a table's
_EDGE = 0.1  # of a page's height, where running heads and feet stand
_ROWS = 3  # lines from its upper and lower edge among which they are looked for
_SAME_PLACE = 4.0  # points by which the foot of a running head may differ between pages
_NEXT = 4  # occurrences with which one is compared: left and right pages may differ
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b(?=\W*$)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?P<word>(?:page|p\.)\s?)?(?P<number>\d{1,4})(?P<of>\s?(?:/|of)\s?\d{1,4})?\W*", re.IGNORECASE
)
_FIGURES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def in_order(pieces: Sequence[Line], depth: int = 0) -> Iterator[list[Line]]:
    """The lines of a page, region by region: what stands across all columns, then each column.

    Pieces on one line become one; a page without columns is one region.
    """
    gap = _gutter(pieces) if depth < _DEEPEST and len(pieces) > 2 * _FEWEST else None
    if gap is None:
        yield _joined(pieces)
        return
    sides = [
        sorted((p for p in pieces if p.right <= gap[0]), key=lambda p: p.foot),
        sorted((p for p in pieces if p.left >= gap[1]), key=lambda p: p.foot),
    ]
    across = sorted((p for p in pieces if p.right > gap[0] and p.left < gap[1]), key=lambda p: p.foot)
    begun = [0, 0]
    waiting: list[Line] = []
    for line in [*across, None]:
        foot = line.foot if line else float("inf")
        ends = [bisect_right(side, foot, key=lambda p: p.foot) for side in sides]
        band = [side[start:end] for side, start, end in zip(sides, begun, ends, strict=True)]
        if any(band):
            if waiting:
                yield _joined(waiting)
                waiting = []
            for side in band:
                yield from in_order(side, depth + 1) if side else ()
        if line:
            waiting.append(line)
        begun = ends
    if waiting:
        yield _joined(waiting)


def _gutter(pieces: Sequence[Line]) -> tuple[float, float] | None:
    """The empty strip between two columns: few pieces cross it, and what stands on both its sides is prose."""
    least = max(6.0, 0.7 * median(p.height for p in pieces))
    starts, ends = sorted(p.left for p in pieces), sorted(p.right for p in pieces)
    edges = sorted({*starts, *ends})
    found: list[tuple[int, float, float, float]] = []
    begun = ended = 0
    for a, b in pairwise(edges):
        while begun < len(starts) and starts[begun] <= a:
            begun += 1
        while ended < len(ends) and ends[ended] <= a:
            ended += 1
        before, after, crossing = ended, len(starts) - begun, begun - ended
        if b - a >= least and min(before, after) >= _FEWEST and crossing <= min(before, after):
            found.append((crossing, a - b, a, b))
    for _, _, a, b in sorted(found)[:5]:
        left, right = [p for p in pieces if p.right <= a], [p for p in pieces if p.left >= b]
        if _beside(left, right) and _beside(right, left) and all(_is_prose(side) for side in (left, right)):
            return a, b
    return None


def _beside(some: Sequence[Line], others: Sequence[Line]) -> bool:
    """Whether enough of some pieces stand at the height of the others."""
    top, bottom = min(p.box[1] for p in others), max(p.box[3] for p in others)
    return sum(top <= p.foot <= bottom for p in some) >= _FEWEST


def _is_prose(side: Sequence[Line]) -> bool:
    return sum(len(p.words.split()) for p in side) >= _PROSE * len(side)


def _joined(pieces: Iterable[Line]) -> list[Line]:
    """Pieces from top to bottom, those on one line put together."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (p.foot, p.left)):
        if lines and _on_one_line(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_one(sorted(line, key=lambda p: p.left)) for line in lines]


def _on_one_line(a: Line, b: Line) -> bool:
    """Whether two pieces stand at one height and side by side: a big initial stands beside several lines."""
    common = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return common > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1]) and abs(a.foot - b.foot) < 0.5 * a.height


def _one(line: list[Line]) -> Line:
    if len(line) == 1:
        return line[0]
    box = (
        min(p.box[0] for p in line), min(p.box[1] for p in line),
        max(p.box[2] for p in line), max(p.box[3] for p in line),
    )  # fmt: skip
    return replace(line[0], words=" ".join(p.words for p in line), box=box)


def without_running_heads(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Pages without their numbers and running heads and feet.

    A line is one where it recurs at its place on another page, its figures the same or as far on as the page. A page
    number is also one where it says "page", or is the number of the page in the file.
    """
    edges: dict[str, list[tuple[int, Line]]] = {}
    gone: set[tuple[int, Line]] = set()
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for line in _at_edges(page, height):
            edges.setdefault(_NUMBER.sub("0", line.words), []).append((number, line))
            alone = _PAGE_NUMBER.fullmatch(line.words)
            if alone and len(page) > 1 and (alone["word"] or alone["of"] or int(alone["number"]) == number + 1):
                gone.add((number, line))
    for lines in edges.values():
        for i, (number, line) in enumerate(lines):
            for other, same in lines[i + 1 : i + 1 + _NEXT]:
                if abs(line.foot - same.foot) < _SAME_PLACE and _runs_on(line, number, same, other):
                    gone.update(((number, line), (other, same)))
    kept = [[line for line in page if (number, line) not in gone] for number, page in enumerate(pages)]
    return kept if any(kept) else list(pages)


def _at_edges(page: Sequence[Line], height: float) -> Iterator[Line]:
    feet = sorted({round(line.foot) for line in page})
    high, low = feet[:_ROWS], feet[-_ROWS:]
    for line in page:
        foot = round(line.foot)
        if (foot in high and foot < _EDGE * height) or (foot in low and foot > (1 - _EDGE) * height):
            yield line


def _runs_on(line: Line, number: int, same: Line, other: int) -> bool:
    if number == other:
        return False
    pairs = zip(_NUMBER.findall(line.words), _NUMBER.findall(same.words), strict=True)
    return all(a == b or _figure(b) - _figure(a) == other - number for a, b in pairs)


def _figure(number: str) -> int:
    """The value of a number in Arabic or Roman figures."""
    if number[0].isdigit():
        return int(number[:9])
    values = [_FIGURES[c] for c in number.lower()]
    return sum(-v if v < after else v for v, after in pairwise([*values, 0]))
