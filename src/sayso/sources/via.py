"""Chains: who or what a text names between itself and the speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from sayso.model import Span, SpeakerType, Via
from sayso.sources.names import Name, Person, is_body
from sayso.statements import Extracted

PersonOf = Callable[[Name], Person | None]

_CITING = re.compile(
    r",?\s(?:citing|quoting)\s((?:(?!,\s(?:said|reported|says|reports|wrote|has|had)\b)(?:[^.;:“”\"\n]|(?<=\b[A-Z])\.))+)",
    re.IGNORECASE,
)
_REPORTED_BY = re.compile(r"\b(?:as )?(?:quoted|cited|reported) (?:by|in)\s", re.IGNORECASE)
_NETWORK = re.compile(
    r"\b(?:on|via|through|to|in an? [\w ]{0,20})\s?\b(Twitter|Facebook|Instagram|Telegram|YouTube|TikTok|Reddit|LinkedIn"
    r"|WhatsApp|Snapchat|Bluesky|Mastodon|Truth Social|Weibo|social media)\b"
)
_TWEET = re.compile(r"\b(?:tweet(?:ed|s|ing)?|retweet(?:ed|s|ing)?)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:in|with|through|via|issu(?:ed|ing)|releas(?:ed|ing)|put(?:ting)? out|sen[dt](?:ing)? out|from)\s"
    r"((?:an?|the|his|her|their|its)\s(?:[\w’'\-]+\s){0,3}?)"
    r"(statement|letter|e-?mail|memo|memoir|book|op-ed|blog post|press release|news release|filing|court filing|lawsuit"
    r"|complaint|deposition|affidavit|testimony|tweet|report|essay|editorial|autobiography|diary|cable|podcast)\b(?!\s?’s)",
)
_OWN = re.compile(r"\b(?:emailed|e-mailed)\b")
_TOLD = re.compile(
    r"\b(?:told|telling|tells|spoke to|speaking to|speaking on|speaking with|spoke with|interviewed by"
    r"|(?:in|during) an? (?:[\w’'\-]+ ){0,3}?interview (?:with|on|for|to)"
    r"|in (?:an? )?comments? to|in remarks to|statement to|appearing on|appeared on|appearance on|said on|says on)\s"
    r"(?:(?:a|an|the|reporters (?:at|from|for))\s)?",
)
_SAID_IN = re.compile(r"\b(?:said|says|wrote|writes|added|noted) (?:in|on)\s(?:the\s)?")


def chain(
    text: str, statement: Extracted, person_of: PersonOf, names: list[Name]
) -> tuple[tuple[Via, ...], Span | None]:
    """The chain of a statement, outermost first, and the span of whoever stands at its end.

    Only words of the statement's own sentence outside its content are read, so that what is said is never mistaken
    for how it came.
    """
    source = statement.source[0] if statement.source else None
    around = _around(text, statement)
    if source is not None:
        cited = _cited(text, statement, source)
        if cited and not any(c.start < cited[1].end and cited[1].start < c.end for c in statement.content):
            outlet, inner = cited
            return (Via(_bare(text[outlet.start : outlet.end]), "organisation"),), inner
    found: list[tuple[int, Via]] = []
    for stretch in around:
        found += _in_stretch(text, stretch, source, person_of, names)
    seen: dict[str, Via] = {}
    for _, via in sorted(found, key=lambda f: f[0]):
        seen.setdefault(via.name.casefold(), via)
    order = sorted(seen.values(), key=lambda v: v.type == "document")
    return tuple(order[:3]), source


def _around(text: str, statement: Extracted) -> list[Span]:
    """The stretches of the statement's sentence before, between and after its contents."""
    anchors = statement.source + statement.cue
    low, high = min(s.start for s in anchors), max(s.end for s in anchors)
    start = max(
        (m.end() for m in re.finditer(r"[.!?…][\"”’')\]]*\s|\n|[“”]", text[max(0, low - 160) : low])), default=None
    )
    start = max(0, low - 160) + start if start is not None else max(0, low - 160)
    stop = re.compile(r"[.!?…][\"”’')\]]*(?:\s|$)|\n|[“]").search(text, high, min(len(text), high + 120))
    end = stop.start() if stop else min(len(text), high + 120)
    pieces = [Span(start, end)]
    for content in statement.content:
        pieces = [p for piece in pieces for p in _without(piece, content)]
    return pieces


def _without(piece: Span, content: Span) -> list[Span]:
    if content.end <= piece.start or content.start >= piece.end:
        return [piece]
    parts = (Span(piece.start, content.start), Span(content.end, piece.end))
    return [p for p in parts if p.end > p.start]


def _cited(text: str, statement: Extracted, source: Span) -> tuple[Span, Span] | None:
    """Split "The Times, citing two officials, reported": the outlet's span and that of those it cites."""
    match = _CITING.search(text, source.start, min(len(text), source.end + 200))
    if not match or match.start() > max(source.end, statement.cue[0].end) + 2:
        return None
    inner = Span(match.start(1), match.end(1))
    while inner.end > inner.start and text[inner.end - 1] in " ,":
        inner = Span(inner.start, inner.end - 1)
    return Span(source.start, min(source.end, match.start())), inner


def _in_stretch(text: str, stretch: Span, source: Span | None, person_of: PersonOf, names: list[Name]) -> list[tuple[int, Via]]:  # fmt: skip
    found: list[tuple[int, Via]] = []
    start, end = stretch
    for match in _NETWORK.finditer(text, start, end):
        found.append((match.start(), Via(match.group(1), "organisation")))
    if _TWEET.search(text, start, end):
        found.append((start, Via("Twitter", "organisation")))
    for match in _PAPER.finditer(text, start, end):
        words = match.group(1).split()
        keep = [w for w in words if w in ("a", "an", "new", "recent", "court", "blog", "press")] or ["a"]
        article = "a " if words[0] in ("a", "an", "the") and match.group(2) == "statement" else ""
        name = article + " ".join(w for w in keep if w not in ("a", "an")) + " " + match.group(2)
        found.append((match.start(), Via(" ".join(name.split()), "document")))
    if _OWN.search(text, start, end):
        found.append((start, Via("an email", "document")))
    for match in _TOLD.finditer(text, start, end):
        outlet = _name_at(text, match.end(), names, person_of)
        if outlet:
            found.append((match.start(), outlet))
    return [f for f in found if source is None or not (source.start <= f[0] < source.end)]


_KNOWN = re.compile(
    r"\b(?:News|Times|Post|Journal|Radio|TV|Press|Magazine|Tribune|Herald|Guardian|Today|Weekly|Daily|Fox)\b"
)


def _name_at(text: str, at: int, names: list[Name], person_of: PersonOf) -> Via | None:
    """The outlet named at a place; a person there is who was spoken to, not how the words came."""
    i = bisect_left(names, at - 1, key=lambda n: n.span.start)
    if i >= len(names) or names[i].span.start > at + 12:
        return None
    name = names[i]
    if name.titles or person_of(name) or any(c in '.,;“”"' for c in text[at : name.span.start]):
        return None
    known = is_body(name.words) or bool(_KNOWN.search(name.text)) or len(name.words) == 1 and name.text.isupper()
    kind: SpeakerType = "organisation"
    return Via(name.text, kind) if known or len(name.words) == 1 else None


def _bare(text: str) -> str:
    return text.strip(" ,").removesuffix("’s").removesuffix("'s")
