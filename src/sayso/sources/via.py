"""Chains: who or what a text names between itself and the speaker."""

from __future__ import annotations

import re

from sayso.model import Span, Via
from sayso.sources.cast import Cast
from sayso.sources.names import Name, clean, is_body
from sayso.sources.words import CATEGORIES, DAYS, MEDIA, NATIONS, PAPERS, PEOPLE, PLACES, PRONOUNS, STATES
from sayso.statements import Extracted

_CITING = re.compile(
    r",?\s(?:citing|quoting)\s"
    r"((?:(?!,\s(?:said|reported|says|reports|wrote|has|had)\b)(?:[^.;:“”\"\n]|(?<=\b[A-Z])\.))+)",
    re.IGNORECASE,
)
_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited) (?:by|in) (?:the )?(?=[A-Z])|\b(?:was|were) quoted as \w+ing (?:by|in) (?:the )?"
)
_NETWORKS = (
    "Twitter|Facebook|Instagram|Telegram|YouTube|TikTok|Reddit|LinkedIn|WhatsApp|Snapchat|Bluesky|Mastodon|Truth Social"
    "|Weibo|social media"
)
_NETWORK = re.compile(
    rf"\b(?i:on|via|through|to) (?:his |her |its |their |the )?(?:official )?({_NETWORKS})\b"
    rf"|\b({_NETWORKS}) (?:posts?|message|video|feed|thread)\b"
)
_TWEETED = re.compile(r"\b(?:re)?tweet(?:s|ed|ing)?\b", re.IGNORECASE)
_IN_A_TWEET = re.compile(
    r"\b(?i:in) (?:(?:an?|the|his|her|their|its|another|one|several|two) (?:[\w’'-]+ ){0,2}tweets?|tweets)\b"
)
_PAPERS = (
    r"statement|letter|e-?mails?|memo|memoir|book|op-ed|column|blog post|post|press release|news release"
    r"|court filings?|court files?|court papers|filings?|lawsuit|complaint|deposition|affidavit|testimony|report|essay"
    r"|editorial|autobiography|diary|cable|podcast|article|disclosure forms?|plea|paper|indictment|website|newsletter"
    r"|text messages?|fundraising call|fund-?raising e-?mails?|motion|ruling|legal papers|(?:radio |TV )?ad"
)
_PAPER = re.compile(
    r"\b(?i:in|through|via|on|as part of|issu(?:ed|ing)|releas(?:ed|ing)|put(?:ting)? out|sen[dt](?:ing)?(?: out)?"
    r"|wr(?:ote|iting)|penn(?:ed|ing)|fil(?:ed|ing)|publish(?:ed|ing))\s"
    r"(?:(?:an?|the|his|her|their|its|one|another)\s(?:[\w’'\-]+,?\s){0,3}?)?"
    rf"({_PAPERS})\b(?!\s?[’']s)(?! to (?:a|the) question)"
)
_KIND = re.compile(
    r"\b(open|joint|written|e-?mailed|campaign|fund-?raising|court|blog|press|news|radio|financial|disclosure)\s$"
)
_EMAILED = re.compile(r"\be-?mailed\b(?! (?:statement|response))")
_BOOK = re.compile(
    r"\b(?:book|memoir|autobiography|novel|documentary),? (?:called |titled |entitled )?"
    r"(?:[“\"]|''|‘)([A-Z][^”\"\n]{2,80}?)(?:,?[”\"]|''|’[ ,.])"
)
_TOLD = re.compile(
    r"\b(?i:told|telling|tells|spoke to|speaking (?:to|on|with)|spoke with|(?:being )?interviewed (?:by|on)"
    r"|interviews? (?:[\w’'\-]+ ){0,2}?(?:with|on|for|to|by|in)|comments? to|remarks to|statements? to"
    r"|appear(?:ing|ed|ances?) on|said on|says on|(?:recounted|discussed) (?:[\w’'\-]+ ){1,4}on"
    r"|op-ed (?:in|for|published in)|column (?:in|for)|wrote in|writing in|published in|in|on)\s"
    r"(?:(?:an?|the|reporters (?:at|from|for))\s)?"
    r"(?:(?:\w+\s)?(?:agency|newspaper|broadcaster|website|magazine|channel|network|daily|weekly)\s)?[\"“]?"
)
_INTERVIEW = re.compile(
    r"(?:[’']s?)? (?:telephone |phone |radio |television |TV )?"
    r"(?:interview|op-ed|column|podcast|program|show|appearance)\b"
)
_PLACE = ("in", "on")
_PROGRAMMES = frozenset((
    "News", "Radio", "TV", "Magazine", "Times", "Post", "Tribune", "Herald", "Journal", "Gazette", "Observer",
    "Guardian", "Chronicle", "Inquirer", "Examiner", "Telegraph", "Courier", "Dispatch", "Sentinel", "Broadcasting",
    "Show", "Podcast", "Tonight", "Live", "Today",
))  # fmt: skip
"""Last words of the names of outlets and programmes."""
_NOT_OUTLET = ("congress", "senate", "house", "parliament", "court", "council", "committee", "fbi", "cia", "nsa", "un",
               "eu")  # fmt: skip
_GOES_ON = re.compile(
    r"(?=[’']s|$|[.,:;?!)\"”\n]"
    r"| (?:in|on|that|at|this|last|during|after|for|about|by|when|and|of|it|he|she|they|the|how|why|earlier|before|as"
    r"|from|late|via|yesterday|today|[A-Z]))"
)


def chain(cast: Cast, statement: Extracted) -> tuple[tuple[Via, ...], Span | None]:
    """The chain of a statement, outermost first, and the span of whoever stands at its end.

    Only words of the statement's own sentence outside its content are read, so that what is said is never mistaken
    for how it came.
    """
    source = statement.source[0] if statement.source else None
    if source is not None:
        cited = _cited(cast, statement, source) or _handed_on(cast, statement, source)
        if cited:
            outlet, inner = cited
            return (Via(_bare(cast.text[outlet.start : outlet.end]), "organisation"),), inner
    found: list[tuple[int, Via]] = []
    for stretch in around(cast, statement):
        found += _in_stretch(cast, stretch)
    cue = cast.text[statement.cue[0].start : statement.cue[0].end]
    if _TWEETED.search(cue):
        found.append((statement.cue[0].start, Via("Twitter", "organisation")))
    seen: dict[str, Via] = {}
    for at, via in sorted(found, key=lambda f: f[0]):
        if source is None or not source.start <= at < source.end:
            seen.setdefault(via.name.casefold(), via)
    order = sorted(seen.values(), key=lambda v: v.type == "document")
    if len(order) > 1 and order[0].name == "Twitter":
        order = order[:1]
    return tuple(order[:3]), source


_HANDED_ON = re.compile(
    r" (?:said|says|told \w+|wrote|argued|claimed|announced|added)(?: (?:on )?[A-Z][a-z]+day)? that\b"
)
_HANDS = 90
"""Characters behind an outlet within which the person is named who said it there."""


def _handed_on(cast: Cast, statement: Extracted, source: Span) -> tuple[Span, Span] | None:
    """An outlet, and the person who by its account said what follows: "according to the Post, Ada Brandt said …"."""
    cue, content = statement.cue[0], statement.content[0]
    if cast.text[cue.start : cue.end].casefold() != "according to" or content.start < source.end:
        return None
    for span, _ in cast.people_in(source.end, min(source.end + _HANDS, content.end)):
        if cast.marked(span.start):
            return None  # what they said is a statement of its own, within the outlet's
        between = cast.text[source.end : span.start]
        if (
            between.startswith(", ")
            and not re.search(r"[.;:“”\"\n]", between)
            and _HANDED_ON.match(cast.text, span.end)
        ):
            return source, span
    return None


def around(cast: Cast, statement: Extracted) -> list[Span]:
    """The stretches of the statement's sentence before, between and after its contents."""
    anchors = statement.source + statement.cue
    low, high = min(s.start for s in anchors), max(s.end for s in anchors)
    start = max(cast.sentences.span(cast.sentence(low)).start, low - 200)
    end = min(cast.sentences.span(cast.sentence(max(low, high - 1))).end, high + 120)
    closing = max(cast.text.rfind(mark, start, low) for mark in ("”", "“"))
    # what stands before a closing mark is another's words, unless the marks are a title's
    titled = _BOOK.search(cast.text, start, low)
    pieces = [Span(start if titled else max(start, closing + 1), end)]
    for content in statement.content:
        pieces = [p for piece in pieces for p in _without(piece, content)]
    opening = cast.text.find("“", high, end)
    return [p for p in pieces if opening < 0 or p.start < opening]


def _without(piece: Span, content: Span) -> list[Span]:
    if content.end <= piece.start or content.start >= piece.end:
        return [piece]
    parts = (Span(piece.start, content.start), Span(content.end, piece.end))
    return [p for p in parts if p.end > p.start]


def _cited(cast: Cast, statement: Extracted, source: Span) -> tuple[Span, Span] | None:
    """Split "The Times, citing two officials, reported": the outlet's span and that of those it cites."""
    text = cast.text
    match = _CITING.search(text, source.start, min(len(text), source.end + 200))
    if not match or match.start() > max(source.end, statement.cue[0].end) + 2:
        return None
    inner = Span(match.start(1), match.end(1))
    while inner.end > inner.start and text[inner.end - 1] in " ,":
        inner = Span(inner.start, inner.end - 1)
    if any(c.start < inner.end and inner.start < c.end for c in statement.content):
        return None
    outlet = Span(source.start, min(source.end, match.start()))
    first = text[outlet.start : outlet.end].split()
    if not first or first[0].casefold() in PRONOUNS or cast.people_in(outlet.start, outlet.end):
        return None
    words = [clean(w).strip(",").casefold() for w in text[inner.start : inner.end].split()]
    heads = PEOPLE | PAPERS
    return (outlet, inner) if heads.intersection(words) or cast.names_in(inner.start, inner.end) else None


def _in_stretch(cast: Cast, stretch: Span) -> list[tuple[int, Via]]:
    """The intermediaries named in a stretch, each with its place."""
    text, (start, end) = cast.text, stretch
    found = [(m.start(), Via(m.group(1) or m.group(2), "organisation")) for m in _NETWORK.finditer(text, start, end)]
    found += [(m.start(), Via("Twitter", "organisation")) for m in _IN_A_TWEET.finditer(text, start, end)]
    found += [(m.start(), Via("an email", "document")) for m in _EMAILED.finditer(text, start, end)]
    book = _BOOK.search(text, start, end)
    if book:
        found.append((book.start(), Via(book.group(1), "document")))
    else:
        found += [(m.start(), _paper(text, m)) for m in _PAPER.finditer(text, start, end)]
    for match in (*_TOLD.finditer(text, start, end), *_QUOTED_BY.finditer(text, start, end)):
        outlet = _outlet(cast, match.end(), end, match.group().split()[0] in _PLACE)
        found += [(match.start(), outlet)] if outlet else []
    found += [
        (name.span.start, Via(_full(cast, name), "organisation"))
        for name in cast.names_in(start, end)
        if _is_outlet(name) and _INTERVIEW.match(text, name.span.end)
    ]
    return found


def _paper(text: str, match: re.Match[str]) -> Via:
    """A paper by its kind: "a statement", "an open letter"."""
    kind = _KIND.search(text, max(match.start(), match.start(1) - 20), match.start(1))
    noun = match.group(1)
    words = f"{kind.group(1)} {noun}" if kind else noun
    if noun.endswith("s") and noun != "papers":
        return Via(words, "document")
    return Via(f"{'an' if words[0] in 'aeio' else 'a'} {words}", "document")


def _is_outlet(name: Name) -> bool:
    return name.key.removeprefix("the ") in MEDIA or (len(name.words) > 1 and name.words[-1] in _PROGRAMMES)


def _full(cast: Cast, name: Name) -> str:
    return cast.fuller(name.words) or name.text


def _outlet(cast: Cast, at: int, end: int, place: bool) -> Via | None:
    """The outlet named at a place; a person there is who was spoken to, not how the words came.

    place: behind a mere "in" or "on" only what is known for an outlet counts.
    """
    near = cast.names_in(at, min(end, at + 24))
    if not near or near[0].span.start > at + 1:
        return None
    name = near[0]
    if cast.text.startswith(("’s ", "'s "), name.span.end) and len(near) > 1 and _is_outlet(near[1]):
        name = near[1]
    if _is_outlet(name):
        return Via(_full(cast, name), "organisation")
    if place or name.titles or cast.person_of(name) or name.words[-1].casefold() in _NOT_OUTLET or _somewhere(name):
        return None
    if not _GOES_ON.match(cast.text, name.span.end):
        return None
    return Via(_full(cast, name), "organisation") if is_body(name.words) or len(name.words) == 1 else None


_SHORT_DAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat"))
"""Days as letters are dated; The Sun is a newspaper."""


def _somewhere(name: Name) -> bool:
    """Whether a name is a place's, a people's or a month's."""
    last = name.words[-1].casefold()
    return (
        name.key in PLACES | DAYS | _SHORT_DAYS
        or name.key in STATES.values()
        or last in CATEGORIES
        or last.rstrip("s") in NATIONS
    )


def _bare(text: str) -> str:
    return text.strip(" ,").removesuffix("’s").removesuffix("'s")
