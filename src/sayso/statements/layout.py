"""Statements told by their place on the page: turns of a dialogue under a label, quotations with a name set to them.

No verb says here who speaks, and the model, which learnt from news prose, is unsure of them or misses them; a line's
form is a surer sign. What it made of the same words is replaced, its view of stance, certainty and type kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sayso.language import Found
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Span, Spans
from sayso.statements.edges import around

FORM = 0.9
"""Probability given to a statement told by its form alone.

In polnear-train people marked 27 of 28 such with the same words, one interview aside in which they marked parts of
the answers instead.
"""

HINT = 0.15
"""Probability from which a cue that the model sees confirms what the form of a line says."""

Quotes = Sequence[tuple[int, int]]


def set_out(text: str, found: Sequence[Found], quoted: Quotes) -> list[Found]:
    """What the model found, with the statements that the page's layout tells in place of its reading of them."""
    placed = [*_turns(text, found), *_signed(text, found, quoted), *_signed_lines(text)]
    if not placed:
        return list(found)
    known = {f.cue.start: f for f in found}
    cues = {f.cue.start for f in placed}
    taken = sorted(s for f in placed for s in (*f.content, *f.source))
    kept = [f for f in found if f.cue.start not in cues and not _mark_within(text, f, taken)]
    return kept + [_informed(f, known.get(f.cue.start)) for f in placed]


def _mark_within(text: str, f: Found, taken: Sequence[Span]) -> bool:
    """Whether a cue is a mere mark inside what is placed already."""
    letters = any(map(str.isalpha, text[f.cue.start : f.cue.end]))
    return not letters and around(taken, f.cue.start) is not None


def _informed(placed: Found, seen: Found | None) -> Found:
    """A placed statement with what the model made of its cue."""
    if seen is None:
        return placed
    inside = seen.source and all(
        placed.source[0].start <= s.start and s.end <= placed.source[0].end for s in seen.source
    )
    return replace(
        seen,
        source=seen.source if inside else placed.source,
        content=placed.content,
        probability=max(seen.probability, FORM),
    )


def _found(source: Span, cue: Span, content: Spans) -> Found:
    def sure(labels: Sequence[str], label: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return np.array([float(name == label) for name in labels], np.float32)

    kinds = np.full(len(SPEAKER_TYPES), 1 / len(SPEAKER_TYPES), np.float32)
    return Found(cue, (source,), content, FORM, 1.0, sure(STANCES, "affirms"), sure(CERTAINTIES, "certain"), kinds)


_LABEL = re.compile(
    r"^[ \t]*(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\])]?[ \t]+)?"
    r"(?P<who>[QA](?=[.:])|[A-Z][\w.’'\-]*(?: [\w.’'\-()]+){0,4})(?P<cue>[:.])[ \t]+(?=\S)",
    re.MULTILINE,
)
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_STAGE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def _turns(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Labelled turns where at least two labels take part, and one returns or somebody asks."""
    hints = {f.cue.start for f in found if f.probability >= HINT}
    rows = [
        m
        for m in _LABEL.finditer(text)
        if m["who"] in "QA" or (m["cue"] == ":" and (_shouted(m["who"]) or m.start("cue") in hints))
    ]
    if not {"Q", "A"} <= {m["who"] for m in rows}:
        rows = [m for m in rows if m["cue"] == ":"]  # a line may well begin with somebody's initial
    labels = [m["who"].split()[-1].casefold() for m in rows]
    if len(set(labels)) < 2:
        return
    ends = [*(m.start() for m in rows[1:]), None]
    contents = [
        _turn(text, m, end, alone=i + 1 < len(rows) and labels[i] == labels[i + 1])
        for i, (m, end) in enumerate(zip(rows, ends, strict=True))
    ]
    asked = any(c and text[c[-1].end - 1] == "?" for c in contents)
    if asked or len(set(labels)) < len(labels):
        for m, content in zip(rows, contents, strict=True):
            if content:
                yield _found(Span(*m.span("who")), Span(*m.span("cue")), content)


def _shouted(label: str) -> bool:
    return label.isupper() and sum(map(str.isalpha, label)) > 1


def _turn(text: str, row: re.Match[str], end: int | None, *, alone: bool) -> Spans:
    """The paragraphs of a turn, stage directions aside; the last turn of a text has one.

    alone: whether the same speaker has the next turn, so that a question at this one's end is somebody else's.
    """
    stop = len(text) if end is None else end
    breaks = list(_BLANK.finditer(text, row.end(), stop))
    edges = [row.end(), *(at for b in breaks for at in b.span()), stop]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    paragraphs = [Span(a, a + len(words)) for a, b in pairs if (words := text[a:b].rstrip())]
    if end is None:
        paragraphs = paragraphs[:1]
    if alone and len(paragraphs) > 1 and text[paragraphs[-1].end - 1] == "?":
        paragraphs.pop()
    return tuple(p for p in paragraphs if not _STAGE.fullmatch(text, p.start, p.end))


_BULLET = re.compile(r"[ \t]*(?:[*•·–—-][ \t]+|\d{1,2}[.)][ \t]+)?")
_NAME = r"(?P<who>(?:[A-Z@]|(?:his|her|their|my|our|an?|the) )[^\n]{1,100}?)"
_BELOW = re.compile(rf"(?:[ \t]+|[ \t]*\n[ \t]*)?(?P<cue>[—–―]|(?<=\s)--?(?=\s))[ \t]*{_NAME}[ \t]*$", re.MULTILINE)
_BRACKETS = re.compile(r"[ \t]*\n?(?P<cue>\()(?P<who>[A-Z@][^()\n]{1,80})\)[ \t]*$", re.MULTILINE)
_BEFORE = re.compile(r"(?P<who>[A-Z][^\n“”\"«»„‘:]{1,80}?)[ \t]*(?P<cue>[—–―]|(?<=\s)--?(?=\s))[ \t]*\Z")
_PROSE = re.compile(r"[.!?…][\"”’)]* |[.!?…;:][\"”’)]*$")
_DATE = re.compile(
    r",? (?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})$"
)


def _signed(text: str, found: Sequence[Found], quoted: Quotes) -> Iterator[Found]:
    """Quotations that fill a line or a paragraph but for a dash or brackets with a name."""
    verbs = sorted(
        f.cue for f in found if f.probability >= HINT and any(map(str.isalpha, text[f.cue.start : f.cue.end]))
    )
    for start, end in quoted:
        line = text.rfind("\n", 0, start) + 1
        bullet = _BULLET.match(text, line, start)
        head = bullet.end() if bullet else line
        if head == start:
            match = _BELOW.match(text, end) or _BRACKETS.match(text, end)
        elif text[end : end + 200].split("\n", 1)[0].strip():
            match = None
        else:
            match = _BEFORE.match(text, head, start)
        if match is None or _PROSE.search(match["who"]) or (head != start and not _nameable(match["who"])):
            continue
        who = Span(match.start("who"), match.start("who") + len(_DATE.sub("", match["who"])))
        if bisect_left(verbs, who.start, key=_start) == bisect_left(verbs, who.end, key=_start):
            yield _found(who, Span(*match.span("cue")), (Span(start, end),))


def _start(span: Span) -> int:
    return span.start


def _nameable(words: str) -> bool:
    """Whether what stands before a dash can be a name with a description: no clause, no headline, no dateline."""
    name = words.split(",", maxsplit=1)[0]
    return len(name.split()) <= 4 and not name.isupper()


_SIGNED_LINE = re.compile(
    r"^[ \t]*(?:[*•·-][ \t]+)?(?P<what>[^\n“”\"«»]{15,}?[.!?…])[ \t]+(?P<cue>[—–―]|--?)[ \t]+"
    r"(?P<who>[A-Z][^\n.!?:;“”\"]{1,60})$",
    re.MULTILINE,
)


def _signed_lines(text: str) -> Iterator[Found]:
    """Lines without quotation marks that each end in a dash and a name; one alone is none."""
    lines = list(_SIGNED_LINE.finditer(text))
    if len(lines) > 1:
        for m in lines:
            yield _found(Span(*m.span("who")), Span(*m.span("cue")), (Span(*m.span("what")),))
