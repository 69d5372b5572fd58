"""Who does it, where no source is marked: the subject further back, or the one behind a fronted clause."""

from __future__ import annotations

import re

from sayso.model import Span
from sayso.sources.cast import Cast
from sayso.statements import Extracted

_FRONTED = re.compile(r"[A-Z][a-z]+ing\b")
_WHO = re.compile(
    r",\s((?:he|she|they|it|(?:[Tt]he\s)?(?:[A-Z][\w.’'-]*\s){0,4}?[A-Z][\w.’'-]*|the (?:[\w’'-]+ ){0,4}?[\w’'-]+))"
    r"\s(?:said|says|told|has|had|also|then|\w+ed|is|was|went|made|wrote)\b"
)
_BEHIND = 60
"""Characters behind a fronted clause within which its subject stands."""
_QUANTIFIED = re.compile(
    r"((?:One|Two|Three|Some|Many|Most|Several|None|Few|A few|All|Both|Each|Another|Others?|Those|People|No one"
    r"|Nobody)\b"
    r"[^,;:.“”\"\n]{0,90}?)\s(?:(?:\w+ly|also|then|later|even|never)\s){0,2}"
)
_PRONOUN = re.compile(r"(He|She|They|I|We)\s[a-z]")
_JOINED = re.compile(r",?\s(?:and|but|or)\s(?:(?:\w+ly|also|then|later|even|never|has|had|have|instead)\s){0,3}$")


def subject(cast: Cast, statement: Extracted) -> Span | None:
    """The subject of a cue that none stands right before."""
    text, cue = cast.text, statement.cue[0]
    start = cast.sentences.span(cast.sentence(cue.start)).start
    if _FRONTED.match(text, cue.start) and not text[start : cue.start].strip():
        end = max(cue.end, *(s.end for s in statement.content))
        who = _WHO.match(text, end) or _WHO.search(text, end, end + _BEHIND)
        return Span(*who.span(1)) if who else None
    quantified = _QUANTIFIED.fullmatch(text, start, cue.start)
    if quantified:
        return Span(*quantified.span(1))
    if _JOINED.search(text, max(start, cue.start - 40), cue.start):
        pronoun = _PRONOUN.match(text, start)
        if pronoun:
            return Span(*pronoun.span(1))
        first = cast.names_in(start, cue.start)[:1]
        if first and first[0].span.start - start <= 1 + sum(len(t) + 1 for t in first[0].titles):
            return first[0].span
    return None
