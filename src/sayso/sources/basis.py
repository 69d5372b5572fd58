"""How a speaker is said to know: the kind of basis, and the words that say so.

What the statement's sentence says outside its content counts first, then what the speaker says of it in the content,
then how the speaker is described; a verb of inference in the cue; at last office or expertise. Nothing is guessed:
where no words tell, the basis is "not given", and keeps words that claim knowledge without saying where it is from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.model import Basis, BasisKind, Span, SpeakerType
from sayso.sources.grounds import (
    CLAIMED,
    DATA,
    FIRST,
    GIVEN,
    INFERRED,
    OFFICES,
    OPINED,
    OWN,
    OWN_REPORTED,
    RECEIVED,
    RELAYED,
    SENSED,
    SHOWN,
    Rule,
)
from sayso.sources.words import MEDIA
from sayso.statements import Extracted

HEAD = 130
"""Characters of a content in which what its speaker says of their own knowledge is looked for."""

_RELAYED_IN = 60
"""Characters of reported speech in which "told her" still is the speaker's own account of being told."""

_LONGEST = 110
"""Characters that the words of a basis are followed over, to the end of their phrase."""

_END = re.compile(
    r"[,;:\n“”\"()]|(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?](?=\s|$)|\s[–—-]\s"
    r"|\s(?:but|said|says|told|and (?:he|she|they|it))\b|$"
)
_OPENING = re.compile(r"[“\"‘'\s]*(?:that |how )?(?:he|she|they|it)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|nor|no|without|refus\w+|declin\w+|unable)\b|n[’']t\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:be|is|was|are|were|been|being) $")
_CLAUSE = re.compile(
    r"\s*(?:that|about|of|how|from|it was)\b|[^,.;]{0,40}?\s(?:was|were|is|are|had|has|have|would|will)\b"
)
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")


def basis(
    text: str, statement: Extracted, around: Sequence[Span], kind: SpeakerType, name: str | None, role: Span | None
) -> Basis:
    """The basis of a statement.

    around: the stretches of its sentence outside any content; kind, name: the speaker's; role: the span of how the
    text describes the speaker, there or elsewhere.
    """
    outside = _without(around, statement.source)
    described = (*statement.source, *((role,) if role else ()))
    return (
        _of_paper(text, statement, kind)
        or _in(text, outside, GIVEN)
        or _sensed(text, statement)
        or _own(text, statement)
        or _in(text, statement.source, GIVEN)
        or _in_cue(text, statement, INFERRED, "inference")
        or (_in(text, (role,), GIVEN) if role else None)
        or _in_cue(text, statement, OPINED, "inference")
        or _in(text, (*outside, *described), CLAIMED)
        or _office(text, statement, described, kind, name)
        or Basis("not given")
    )


def _of_paper(text: str, statement: Extracted, kind: SpeakerType) -> Basis | None:
    """A paper speaks for what is in it: data where it is a count of something."""
    if kind != "document":
        return None
    words = {w for s in statement.source for w in _WORDS.findall(text[s.start : s.end].casefold())}
    return Basis("data" if words & DATA else "document", statement.source)


def _in(text: str, stretches: Iterable[Span], rules: Sequence[Rule]) -> Basis | None:
    for stretch in stretches:
        found = _first(text, stretch, rules)
        if found:
            return Basis(found[0], (_phrase(text, found[1], stretch.end),))
    return None


def _first(text: str, stretch: Span, rules: Sequence[Rule]) -> tuple[BasisKind, re.Match[str]] | None:
    """The first rule that a stretch fits and does not deny; patterns run only where one of their words is."""
    words = frozenset(_WORDS.findall(text[stretch.start : stretch.end].casefold()))
    for kind, needs, pattern in rules:
        if needs.isdisjoint(words):
            continue
        match = pattern.search(text, stretch.start, stretch.end)
        if match and not _negated(text, match):
            return kind, match
    return None


def _negated(text: str, match: re.Match[str]) -> bool:
    before = max(0, match.start() - 16)
    return bool(_NEGATION.search(text, before, match.start()) or _NEGATION.search(match.group()))


def _in_cue(text: str, statement: Extracted, pattern: re.Pattern[str], kind: BasisKind) -> Basis | None:
    cue = statement.cue[0]
    match = pattern.search(text, cue.start, cue.end)
    if not match or _negated(text, match):
        return None
    return Basis(kind, (Span(*match.span()),))


def _sensed(text: str, statement: Extracted) -> Basis | None:
    """A sense in the cue ("saw smoke", "heard shots"); what is heard as a clause ("heard that …") was told."""
    cue = statement.cue[0]
    if _PASSIVE.search(text, max(0, cue.start - 8), cue.start):
        return None
    told = _in_cue(text, statement, RECEIVED, "told")
    if told and (not text.startswith("heard", told.spans[0].start) or _CLAUSE.match(text, cue.end)):
        return told
    return _in_cue(text, statement, SENSED, "saw")


def _own(text: str, statement: Extracted) -> Basis | None:
    """What speakers say of their own knowledge, in the first words of the content.

    In reported speech "he" is the speaker only as the content's first word; "I" is in a quotation, and where the
    author speaks.
    """
    content = statement.content[0]
    head = Span(content.start, min(content.end, content.start + HEAD))
    opening = statement.kind != "direct" and _OPENING.match(text, head.start, head.end)
    if opening:
        found = _first(text, head, OWN_REPORTED)
        if found and found[1].start() < opening.end():
            return Basis(found[0], (_phrase(text, found[1], head.end),))
    if statement.kind == "indirect":
        relayed = _in(text, (Span(head.start, min(head.end, head.start + _RELAYED_IN)),), RELAYED)
        if relayed:
            return relayed
    if not opening and (statement.kind != "indirect" or FIRST.search(text, head.start, head.end)):
        own = _in(text, (head,), OWN)
        if own:
            return own
    return _in(text, (head,), SHOWN)


def _office(
    text: str, statement: Extracted, described: Sequence[Span], kind: SpeakerType, name: str | None
) -> Basis | None:
    if kind in ("author", "none", "document"):
        return None
    for span in described:
        if OFFICES.intersection(_WORDS.findall(text[span.start : span.end].casefold())):
            return Basis("office", (span,))
    speaks_for_itself = kind == "organisation" and (name or "").casefold().removeprefix("the ") not in MEDIA
    return Basis("office", statement.source) if speaks_for_itself and statement.source else None


def _without(stretches: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The stretches with some spans left out."""
    pieces = list(stretches)
    for span in taken:
        parts = (
            part
            for p in pieces
            for part in (Span(p.start, min(p.end, span.start)), Span(max(p.start, span.end), p.end))
        )
        pieces = [part for part in parts if part.end > part.start]
    return pieces


def _phrase(text: str, match: re.Match[str], end: int) -> Span:
    """From a match to the end of the phrase it opens."""
    limit = min(end, match.end() + _LONGEST)
    stop = _END.search(text, match.end(), limit)
    last = stop.start() if stop else limit
    if not stop and limit < end:
        last = text.rfind(" ", match.end(), limit)
    return Span(match.start(), match.start() + len(text[match.start() : max(last, match.end())].rstrip()))
