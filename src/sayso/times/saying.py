"""When a statement was made, where the text says so: "told reporters on Tuesday", "On Friday, the mate said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sayso.model import Span, Spans, Time

_BESIDE = re.compile(
    r"(?:[\w’'.\-]+\s){0,4}?(?:(?:late|early|earlier|later)\s)?(?:(?:on|in|at|during|over)\s)?(?:the\s)?"
)
"""Behind a cue: "[told] the reporters on", "[said] in"."""

_BEFORE = re.compile(r"(?:,\s+|[^\S\n]+)(?:(?:also|later|then|again|has|have|had|who|which)\s)*")
_INSIDE = re.compile(r"(?:(?:to|that)\s\w+\s)?(?:on\s)?")
_BETWEEN = re.compile(r",?\s+(?:(?:also|later|late|early|earlier|on|in|at)\s)*")
_NO_SUBJECT = re.compile(r"\s(?!(?:is|was|will|would|has|had|may|could|and|or|morning|afternoon)\b)\w")
"""Behind a time that opens what is said: "said [today] conditions were bad", but not "said [today] is a good day"."""
_FAR = 60
"""Code points between a cue and the time that belongs to it, at the most."""


def said(text: str, times: Sequence[Time], source: Spans, cue: Spans, content: Spans) -> str | None:
    """The EDTF value of when a statement was made; None where the text doesn't give it.

    It is the time that stands beside the cue or the source, outside of what is said: what stands within that is when
    something happened. A time between two statements' cues is given to the nearer one by their spans alone.
    """
    if not cue:
        return None
    near = _near(times, min(s.start for s in (*source, *cue)) - _FAR, max(s.end for s in (*source, *cue)) + _FAR)
    for time in near:
        if time.edtf is None or time.role != "at" or time.relation is not None:
            continue
        if _within(time.span, content):
            if any(_opens(text, time.span, span) for span in content if span.start >= cue[0].end):
                return time.edtf
        elif _follows(text, time.span, cue) or _precedes(text, time.span, source or cue, cue):
            return time.edtf
    return None


def _near(times: Sequence[Time], start: int, end: int) -> Iterable[Time]:
    first = bisect_left(times, start, key=lambda t: t.span.start)
    for time in times[first:]:
        if time.span.start >= end:
            return
        yield time


def _within(span: Span, spans: Spans) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in spans)


def _opens(text: str, time: Span, content: Span) -> bool:
    """Whether the content begins with the time and then with what was said: "on Friday whether it had sunk"."""
    lead, rest = text[content.start : time.start], text[time.end : time.end + 12]
    if not lead and text[content.start - 1 : content.start] not in "“\"‘'":
        return bool(_NO_SUBJECT.match(rest))
    return bool(_INSIDE.fullmatch(lead)) and bool(re.match(r"\s(?:that|whether|if)\b", rest))


def _follows(text: str, time: Span, cue: Spans) -> bool:
    """Whether the time stands in the cue or right behind it, no clause between."""
    return any(
        (c.start <= time.start and time.end <= c.end)
        or (c.end <= time.start <= c.end + _FAR and _BESIDE.fullmatch(text[c.end : time.start].lstrip()))
        for c in cue
    )


def _precedes(text: str, time: Span, source: Spans, cue: Spans) -> bool:
    """Whether the time stands right before the source at the head of a sentence, or between source and cue."""
    first = min(s.start for s in source)
    if time.end <= first:
        return bool(_BEFORE.fullmatch(text[time.end : first])) and _heads(text, time.start)
    after_source = any(
        s.start < time.start < time.end == s.end
        or (s.end <= time.start <= s.end + _FAR and _BETWEEN.fullmatch(text[s.end : time.start]))
        for s in source
    )
    return after_source and any(bool(_BEFORE.fullmatch(text[time.end : c.start])) for c in cue if c.start >= time.end)


def _heads(text: str, start: int) -> bool:
    """Whether a sentence begins here, a preposition aside."""
    before = re.sub(r"(?:\b(?:on|in|at|late|early)\s+)+$", "", text[max(start - 24, 0) : start], flags=re.IGNORECASE)
    return not before.strip() or before.rstrip()[-1] in '.!?”"’)' or "\n" in before[len(before.rstrip()) :]
