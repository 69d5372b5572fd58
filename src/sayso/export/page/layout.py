"""A document cut up for the page: pieces by post, rows to be set beside their notes, segments between all span edges.

Everything here takes time linear in the text and in the overlaps of its spans, whatever the document is like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal, NamedTuple

from sayso.model import Post

Part = Literal["content", "cue", "source", "basis"]

LONGEST_ROW = 2500  # code points: about a screenful, so that notes stay near their text even where no paragraph ends
_LONGEST_WRAPPED_LINE = 100  # mail and typescripts break their lines at 60 to 80
_BLOCK_END = re.compile(r"\n\s*\n")
_SENTENCE_END = (".", "!", "?", "”", '"', "’", ":", "…")


class Piece(NamedTuple):
    """Text that belongs to one post, by the post's place in the document, or to none."""

    start: int
    end: int
    post: int | None


class Row(NamedTuple):
    """A paragraph and, from `body` to `end`, the white space behind it.

    `lines`: its line breaks are the author's and are kept. `continues`: it goes on where the row before it `breaks`
    off.
    """

    start: int
    body: int
    end: int
    lines: bool = False
    continues: bool = False
    breaks: bool = False


class Mark(NamedTuple):
    """A span of a statement, by the statement's place in the ledger, and what it is of that statement."""

    start: int
    end: int
    statement: int
    part: Part


class Segment(NamedTuple):
    """Text that no span edge divides, and the marks that all of it lies in."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def pieces(text: str, posts: Sequence[Post]) -> list[Piece]:
    """The text as pieces that together are all of it, at least one; text in several posts goes to the innermost.

    White space between posts goes to the piece before it. A post without text of its own is an empty piece.
    """
    waiting = sorted(((p.span.start, p.span.end, i) for i, p in enumerate(posts)), reverse=True)
    edges = {0, len(text), *(s for s, _, _ in waiting), *(e for _, e, _ in waiting)}
    found: list[Piece] = []
    inside: list[tuple[int, int, int]] = []
    for start, end in pairwise(sorted(e for e in edges if 0 <= e <= len(text))):
        while waiting and waiting[-1][0] <= start:
            begun, until, i = waiting.pop()
            heappush(inside, (-begun, until, -i))
        while inside and inside[0][1] <= start:
            heappop(inside)
        found.append(Piece(start, end, -inside[0][2] if inside else None))
    owners = {p.post for p in found}
    for i, post in enumerate(posts):
        if i not in owners:
            start = max(0, min(post.span.start, len(text)))
            found.append(Piece(start, start, i))
    return _joined(text, sorted(found, key=lambda p: (p.start, p.end)))


def _joined(text: str, found: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in found:
        blank = piece.post is None and text[piece.start : piece.end].isspace()
        if kept and blank:
            kept[-1] = kept[-1]._replace(end=piece.end)
        else:
            kept.append(piece)
    return kept or [Piece(0, 0, None)]


def depths(posts: Sequence[Post]) -> list[int]:
    """How deep each post lies in its thread: 0 for the article and for what answers to it or to nothing."""
    place = {p.id: i for i, p in reversed(list(enumerate(posts)))}
    known = {i: -1 for i, p in enumerate(posts) if p.kind == "article"}
    for i in range(len(posts)):
        chain: list[int] = []
        at: int | None = i
        while at is not None and at not in known:
            known[at] = -1  # should the chain lead back here, its end is the top
            chain.append(at)
            at = place.get(posts[at].reply_to or "")
        depth = -1 if at is None else known[at]
        for step in reversed(chain):
            depth += 1
            known[step] = depth
    return [max(0, known[i]) for i in range(len(posts))]


def rows(text: str, piece: Piece) -> Iterator[Row]:
    """The rows of a piece, in order and without a gap, at least one; none has more than LONGEST_ROW to show."""
    start = piece.start
    for end in [*(m.end() for m in _BLOCK_END.finditer(text, piece.start, piece.end)), piece.end]:
        if end == piece.end or not text[start:end].isspace():
            yield from _block(text, start, end)
            start = end


def _block(text: str, start: int, end: int) -> Iterator[Row]:
    shown = text[start:end].rstrip()
    lead = len(shown) - len(shown.lstrip())
    lines = shown[lead:].split("\n")
    if _wrapped(lines):
        yield from _rows(text, start, end, lines=len(lines) > 1)
        return
    stop = start + lead
    for line in lines[:-1]:
        stop += len(line) + 1
        yield from _rows(text, start, stop)
        start = stop
    yield from _rows(text, start, end)


def _wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines are one paragraph, or a list, an address, a verse: short, and most break off in a sentence."""
    ended = sum(line.rstrip().endswith(_SENTENCE_END) for line in lines[:-1])
    return max(map(len, lines)) <= _LONGEST_WRAPPED_LINE and 2 * ended < max(1, len(lines) - 1)


def _rows(text: str, start: int, end: int, *, lines: bool = False) -> Iterator[Row]:
    shown = text[start:end].rstrip()
    body = start + len(shown)
    at = body - len(shown.lstrip())
    continues = False
    while body - at > LONGEST_ROW:
        middle, latest = at + LONGEST_ROW // 2, at + LONGEST_ROW
        stop = max(text.rfind(" ", middle, latest), text.rfind("\n", middle, latest)) + 1 or latest
        yield Row(start, stop, stop, lines, continues, breaks=True)
        start, at, continues = stop, stop, True
    yield Row(start, body, end, lines, continues)


def segments(rows: Iterable[Row], marks: Sequence[Mark], breaks: Iterable[int]) -> Iterator[tuple[Row, list[Segment]]]:
    """Each row with its text cut at every edge of the marks, at the `breaks` and where its trailing space begins."""
    edges = sorted({e for m in marks for e in (m.start, m.end)} | set(breaks), reverse=True)
    waiting = sorted(marks, reverse=True)
    inside: list[Mark] = []
    for row in rows:
        cuts = {row.start, row.body, row.end}
        while edges and edges[-1] < row.end:
            edge = edges.pop()
            if edge > row.start:
                cuts.add(edge)
        found = []
        for start, end in pairwise(sorted(cuts)):
            inside = [m for m in inside if m.end > start]
            while waiting and waiting[-1].start <= start:
                mark = waiting.pop()
                if mark.end > start:
                    inside.append(mark)
            found.append(Segment(start, end, tuple(inside)))
        yield row, found
