"""Tagged cues to statements: which of them stand, where their spans end, and whether they quote or report."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.language import Found
from sayso.language.encode import quotations
from sayso.model import Document, Kind, Post, Span, Spans
from sayso.statements.edges import around, tidy
from sayso.statements.grammar import inner, own, verdicts
from sayso.statements.layout import set_out

BLOCK = 0.15
"""Probability from which a cue is believed where the page shows what its content is: a quotation set apart below a line
with a colon, or whole quotations beside a source."""

ACCEPTED = 0.42
"""Probability from which a cue counts as one: the best `statement` F1 on polnear-dev (docs/measurements.md)."""

NESTED = 0.7
"""Probability from which both of two statements are believed where one stands in the other's content."""

CALIBRATION = (-0.614, 0.539, 0.593)
"""How the log odds of a statement's being right follow from `evidence`: constant, verdict, spans; fitted on polnear-dev
by training/calibrate.py (expected calibration error and diagram in docs/measurements.md)."""

SHARED = 0.5
"""Share of the shorter content that two statements may have in common before they are one and the same."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A statement's spans, the post it stands in and what the model made of the cue, before anybody is resolved."""

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    post: Post | None
    confidence: float
    found: Found

    @property
    def sentence(self) -> Span:
        """From the first to the last character of its parts."""
        parts = self.source + self.cue + self.content
        return Span(min(p.start for p in parts), max(p.end for p in parts))


def extract(found: Iterable[Found], document: Document) -> list[Extracted]:
    """The statements of a document in the order of the text."""
    quoted = quotations(document.text)
    placed = set_out(document.text, list(found), quoted)
    read = [_plain_to_see(_set_apart(document, f), quoted) for f in placed]
    tidied = [tidy(document.text, f, quoted) for f in read if f.probability >= ACCEPTED]
    kept = _undisputed([f for f in tidied if f.content])
    judged, near = list(verdicts(document.text)), _Near()
    for v in judged:
        near.add(v)
    kept = [k for k in kept if not any(_touch((k.cue, *k.source), (v.cue, *v.source)) for v in near.around(k))] + judged
    limits = {v.source for v in judged}
    claims = [f for f in own(document.text, quoted) if f.source not in limits]
    kept += _unseen([*inner(document.text, kept), *claims], kept)
    statements = []
    for f in kept:
        content = tuple(s for span in f.content if (s := _trim(document.text, span)))
        if not content:
            continue
        source = tuple(s for span in f.source if (s := _trim(document.text, span)))
        post = _post(document.posts, f.cue.start)
        confidence = round(_confidence(f), 4)
        kind = _kind(document.text, content, quoted)
        statements.append(Extracted(source, (f.cue,), content, kind, post, confidence, f))
    return sorted(statements, key=lambda s: (s.sentence, s.cue))


def evidence(f: Found) -> tuple[float, float]:
    """What speaks for a statement: the log odds of the verdict on its cue and the log probability of its spans."""
    p = min(max(f.probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p)), math.log(max(f.certainty_of_spans, 1e-6))


def _confidence(f: Found) -> float:
    """How probable it is that the text has this statement, by this source: what `--min-confidence` compares."""
    base, verdict, spans = CALIBRATION
    odds, labelling = evidence(f)
    return 1 / (1 + math.exp(-(base + verdict * odds + spans * labelling)))


_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s")
_LEADS_OVER = re.compile(r":[ \t]*\n\s*\n[ \t]*(?=\S)")
_PARAGRAPH_END = re.compile(r"[ \t]*\n\s*\n|\s*$")


def _set_apart(document: Document, f: Found) -> Found:
    """A cue on a line that ends with a colon, where the paragraph below is the quotation, marks or no marks.

    What the model took for the content on the line itself is then only what the quotation is about. Where the document
    has a block quotation of several paragraphs there, it is all of it.
    """
    text = document.text
    if f.probability < BLOCK:
        return f
    colon = _LEADS_OVER.search(text, f.cue.start, f.cue.end + 160)
    if not colon or _SENTENCE.search(text, f.cue.end, colon.start()):
        return f
    if any(s.end > colon.end() for s in f.content):
        return f
    end = _PARAGRAPH_END.search(text, colon.end())
    below = Span(colon.end(), end.start() if end else len(text))
    below = next((p.span for p in document.posts if p.kind == "quotation" and p.span.start == below.start), below)
    if below.end - below.start < 20 or text[below.end - 1] == ":":
        return f
    return replace(f, content=(below,), probability=max(f.probability, ACCEPTED))


def _plain_to_see(f: Found, quoted: Sequence[tuple[int, int]]) -> Found:
    """A cue with a source whose content is whole quotations: half a belief is enough."""
    if not BLOCK <= f.probability < ACCEPTED or not f.source or not f.content:
        return f
    marks = [around(quoted, s.start + 1) for s in f.content]
    whole = all(
        q and abs(s.start - q[0]) <= 1 and abs(s.end - q[1]) <= 2 for s, q in zip(f.content, marks, strict=True)
    )
    return replace(f, probability=ACCEPTED) if whole else f


def _undisputed(found: list[Found]) -> list[Found]:
    """Of statements that claim the same cue or mostly the same content, the most probable.

    A statement inside another's content, with a cue of its own there, is a nested one and stays.
    """
    kept, near = list[Found](), _Near()
    for f in sorted(found, key=lambda f: (-f.probability, f.cue)):
        if any(_touch((f.cue,), (k.cue,)) or _same_words(f, k) for k in near.around(f)):
            continue
        kept.append(f)
        near.add(f)
    return kept


def _unseen(read: Iterable[Found], kept: Iterable[Found]) -> list[Found]:
    """Of statements read by their grammar, those whose cue and content no other has, but for one inside the other."""
    added, near = list[Found](), _Near()
    for k in kept:
        near.add(k)
    for f in read:
        rivals = near.around(f)
        if any(
            _touch((f.cue,), (k.cue,)) or (_touch(f.content, k.content) and not _holds(k, f) and not _holds(f, k))
            for k in rivals
        ):
            continue
        added.append(f)
        near.add(f)
    return added


class _Near:
    """Statements by where they stand, so that each is compared with its neighbours alone."""

    def __init__(self) -> None:
        self._cells: dict[int, list[Found]] = {}

    def add(self, f: Found) -> None:
        for cell in self._over(f):
            self._cells.setdefault(cell, []).append(f)

    def around(self, f: Found) -> Iterable[Found]:
        """Those that share a stretch of text with `f`."""
        return {id(k): k for cell in self._over(f) for k in self._cells.get(cell, ())}.values()

    def _over(self, f: Found) -> range:
        low, high = _extent(f)
        return range(low // 512, high // 512 + 1)


def _holds(outer: Found, f: Found) -> bool:
    return any(s.start <= f.cue.start and f.content[-1].end <= s.end for s in outer.content)


def _extent(f: Found) -> tuple[int, int]:
    return min(f.cue.start, f.content[0].start), max(f.cue.end, f.content[-1].end)


def _touch(a: Spans, b: Spans) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def _same_words(a: Found, b: Found) -> bool:
    """Whether two are one statement found twice; one with its cue inside the other's content is nested in it."""
    if min(a.probability, b.probability) >= NESTED and (_touch(a.content, (b.cue,)) or _touch(b.content, (a.cue,))):
        return False
    if _turn_around(a, b) or _turn_around(b, a):
        return False
    shorter = min(sum(s.end - s.start for s in a.content), sum(s.end - s.start for s in b.content))
    return _touch(a.content, b.content) > SHARED * shorter


def _turn_around(outer: Found, inner: Found) -> bool:
    """Whether one is what a speaker passes on in a turn under a label, whose cue is a mere colon."""
    return outer.cue.end - outer.cue.start == 1 and bool(_touch(outer.content, (inner.cue,)))


def _trim(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _post(posts: Sequence[Post], at: int) -> Post | None:
    """The innermost post around a place: a block quotation stands inside the article or the comment that quotes it."""
    around = [post for post in posts if post.span.start <= at < post.span.end]
    return min(around, key=lambda post: post.span.end - post.span.start, default=None)


def _kind(text: str, content: Spans, quoted: Sequence[tuple[int, int]]) -> Kind:
    """Direct where all its words stand inside quotation marks, indirect where none do."""
    inside = outside = 0
    for span in content:
        low = max(bisect_left(quoted, (span.start, 0)) - 1, 0)
        near = quoted[low : bisect_left(quoted, (span.end, 0))]
        spans = [Span(max(s, span.start), min(e, span.end)) for s, e in near if e > span.start]
        within = sum(_letters(text[s:e]) for s, e in spans)
        inside += within
        outside += _letters(text[span.start : span.end]) - within
    if not inside:
        return "indirect"
    return "mixed" if outside > 0 else "direct"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
