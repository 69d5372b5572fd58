"""Where a source and a content end: what the model took in with them that belongs to the page or to the reporter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.language import Found
from sayso.model import Span, Spans

_REPORTING = r"(?:said|says|reported|told|tells|wrote|writes|added|adds|asked|asks|replied|replies|tweeted|announced)"
_BESIDE = re.compile(
    rf"(?<=\w),?\s+(?:today|yesterday|tonight|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_REPORTING})$"
)
_PASSIVE = re.compile(
    r"(?:is|was|has been|had been|’s|'s)\s+(?:\w+ly\s+|widely\s+|also\s+)?"
    r"(?:said|told|alleged|believed|thought|reported|rumou?red|claimed|assumed|understood|expected|known|feared|hoped)\b"
)
_HANDLE = re.compile(r"[ \t]+(@\w+)")
_HYPHENED = re.compile(r"(?:\w-|-)\w[\w-]*")
_BLANK = re.compile(r"\n[ \t]*\n")
_STAMP = re.compile(r"\d{1,2}(?:[.:h]\d\d)?[ \t]?(?:am|pm|[ap]\.m\.|['’′])?:?\s+(?=[“‘«\"'\w])")
_PINPOINT = re.compile(r"\s*\((?:paras?|pp?|arts?|sec|ch|fn|n|§+)\.?\s?[\d§][^()]*\)$")
_CLOSED = re.compile(r"[.!?…][”\"’»]$")
_BELOW_COLON = re.compile(r":[ \t]*\n\s*\Z")
_QUOTED_MAIL = re.compile(r"[ \t]*>[^\n]*(?:\n[ \t]*>[^\n]*)*")


def around(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Which of the spans, sorted and apart from each other, a place lies in."""
    i = bisect_right(spans, at, key=lambda s: s[0]) - 1
    return spans[i] if i >= 0 and at < spans[i][1] else None


def tidy(text: str, f: Found, quoted: Sequence[tuple[int, int]]) -> Found:
    """A statement with its source and content cut to the words that are theirs."""
    content = tuple(s for span in f.content if (s := _content(text, span, f.cue, quoted)))
    return replace(f, source=_source(text, f), content=_without_strays(text, f.cue, content, quoted))


def _without_strays(text: str, cue: Span, content: Spans, quoted: Sequence[tuple[int, int]]) -> Spans:
    """Without unquoted spans behind the end of a quoted sentence, or in a paragraph that nothing leads over to."""
    kept: list[Span] = []
    for span in content:
        before = max(kept[-1].end if kept else 0, cue.end)
        own = around(quoted, span.start) is not None
        if kept and not own and before <= span.start and text[cue.end - 1] != ":":
            closed = _CLOSED.search(text, kept[-1].start, kept[-1].end) and kept[-1].start >= cue.end
            apart = _BLANK.search(text, before, span.start) and text[before - 1] != ":"
            if closed or apart:
                continue
        kept.append(span)
    return tuple(kept)


def _source(text: str, f: Found) -> Spans:
    after = _HANDLE.match(text, f.cue.end)
    if not f.source:
        return (Span(*after.span(1)),) if after else ()
    first = text[f.source[0].start : f.source[0].end].casefold()
    if len(f.source) == 1 and first == "it" and _PASSIVE.search(text, f.source[0].end, f.cue.end + 1):
        return ()
    last = f.source[-1]
    beside = _BESIDE.search(text[last.start : last.end])
    if beside:
        return (*f.source[:-1], Span(last.start, last.start + beside.start()))
    rest = _HYPHENED.match(text, last.end - 1)
    return (*f.source[:-1], Span(last.start, rest.end())) if rest else f.source


def _content(text: str, span: Span, cue: Span, quoted: Sequence[tuple[int, int]]) -> Span | None:
    start, end = span
    mail = _QUOTED_MAIL.match(text, start)
    if mail and cue.end <= start:
        return Span(start, min(end, mail.end()))
    set_apart = _BELOW_COLON.search(text, max(0, start - 20), start)
    for blank in () if set_apart else _BLANK.finditer(text, start, end):
        paragraphs = around(quoted, blank.start() - 1) and around(quoted, blank.end() + 1)
        if text[blank.start() - 1] == ":" or paragraphs:
            continue
        if end <= cue.start:
            start = blank.end()
        elif cue.end <= start:
            end = blank.start()
            break
    stamp = _STAMP.match(text, start, end)
    if stamp and text.rfind("\n", 0, start) + 1 == start and end <= cue.start:
        start = stamp.end()
    pinpoint = _PINPOINT.search(text[start:end])
    if pinpoint:
        end = start + pinpoint.start()
    return Span(start, end) if start < end else None
