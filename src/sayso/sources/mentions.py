"""What a source span says of its bearer: pronoun, name or description; its head; its apposition."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from sayso.model import Span
from sayso.sources.names import Name, clean
from sayso.sources.words import PEOPLE, PRONOUNS, SELF

Form = Literal["self", "pronoun", "name", "description"]

_LEAD = re.compile(
    r"(?:(?:according to|by|from|to|of|for|with|in|on|as|even|only|especially|both|either|neither|citing|per|but|and"
    r"|then|so|when|that|if)\s+)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:an?|the|this|that|these|those|my|our|your)\s+", re.IGNORECASE)
_STOP = re.compile(
    r"\s(?:of|for|from|in|at|with|who|whom|whose|which|that|on|to|by|about|near|under|inside|outside|over|since"
    r"|familiar|briefed|close|speaking|involved|named|called|known|based|led|filed|published|released|working)\s"
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_EDGE = " \t\n,;:–—-\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Mention:
    """A source span read: its form, its words without lead-in, article and apposition, and the name at its head.

    head: the last word of the description, lower-cased; definite: it points back ("the source", "my source").
    """

    span: Span
    form: Form
    words: str
    head: str
    definite: bool
    name: Name | None
    second: Name | None = None


def read(text: str, span: Span, names: list[Name]) -> Mention:
    """Read a source span; `names` are all names of the text in order."""
    start, end = span
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    raw = text[start:end]
    first = raw.split()[0].casefold().replace("’", "'") if raw.split() else ""
    words = raw.split()
    if first in SELF and (len(words) == 1 or first in ("i", "we")) or "'" in first and first.split("'")[0] in SELF:
        return Mention(Span(start, end), "self", raw, first, False, None)
    alone = len(words) == 1 or (len(words) < 5 and not any(w[0].isupper() for w in words[1:]))
    if clean(first) in PRONOUNS - SELF and alone:
        return Mention(Span(start, end), "pronoun", words[0], clean(first), True, None)
    return _nominal(text, start, end, names)


def _nominal(text: str, start: int, end: int, names: list[Name]) -> Mention:
    span = Span(start, end)
    at = bisect_left(names, start, key=lambda n: n.span.end)
    inside = []
    while at < len(names) and names[at].span.start < end:
        if names[at].span.start >= start - 12:
            inside.append(names[at])
        at += 1
    raw = _BRACKET.sub("", text[start:end])
    article = _ARTICLE.match(raw)
    definite = article is not None and article.group().split()[0].casefold() not in ("a", "an")
    phrase = re.split(r",\s|\s[–—-]\s|;|\s{2,}|\n", raw)[0]
    short = clean(phrase[article.end() :] if article and article.end() < len(phrase) else phrase).strip(_EDGE)
    core = _STOP.split(short, maxsplit=1)[0]
    last = clean(core.split()[-1]) if core.split() else ""
    named = next((n for n in inside if _ends_with(core, n)), None)
    if named is None and last.casefold() in PEOPLE and "," in raw:
        named = next((n for n in inside if text[n.span.start - 40 : n.span.start].rstrip(" ").endswith(",")
                      or _preceded_by_comma(text, n)), None)  # fmt: skip
        named = named if named and len(named.words) > 1 else None
    second = _second(text, inside, named)
    form: Form = "name" if named else "description"
    return Mention(span, form, short, last.casefold(), definite, named, second)


def _preceded_by_comma(text: str, name: Name) -> bool:
    before = text[max(0, name.span.start - 60) : name.span.start]
    return bool(re.search(r",\s(?:\w+\.?\s){0,2}$", before))


def _ends_with(core: str, name: Name) -> bool:
    return [clean(w).rstrip(".") for w in core.split()][-len(name.words) :] == [w.rstrip(".") for w in name.words]


def _second(text: str, inside: list[Name], first: Name | None) -> Name | None:
    """The other of two people joined by "and"."""
    if first is None:
        return None
    for name in inside:
        between = text[first.span.end : name.span.start]
        if name.span.start > first.span.end and re.fullmatch(r"\s(?:and|&)\s(?:[\w’'.\-]+\s){0,5}", between):
            return name
    return None
