"""What a source span says of its bearer: pronoun, name or description; its head; whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from sayso.model import Span
from sayso.sources.names import Name, clean, given
from sayso.sources.words import FAMILY, HEADS_OF_TITLES, NATIONS, OFFICES, PAPERS, POSSESSIVES, PRONOUNS, SELF

Form = Literal["self", "pronoun", "name", "description"]

_LEAD = re.compile(
    r"(?:(?:according to|by|from|to|of|for|with|in|on|as|even|only|especially|both|either|neither|citing|per|but|and"
    r"|then|so|when|that|if|yet)\s+)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:an?|the|this|that|these|those|my|our|your)\s+", re.IGNORECASE)
_PHRASE_END = re.compile(r",\s(?!(?:Jr|Sr|I{2,3})\b)|\s[–—-]+\s|;|\n|\s{3,}|\s*[(\[]")
_STOP = re.compile(
    r"\s(?:of|for|from|in|at|with|who|whom|whose|which|that|on|to|by|about|near|under|inside|outside|over|since|like|such"
    r"|including|familiar with|briefed|close to|speaking|involved|named|called|known|based|led|filed|published|released"
    r"|(?:I|we|he|she|they|you)(?:[’']\w+)?"
    r"|himself|herself|itself|themselves|alone|also|too"
    r"|(?!(?:only|early|daily|weekly|monthly|family|friendly|elderly|likely|deadly)\s)[a-z]+ly)(?=\s|$)"
)
_TAIL = re.compile(
    r"(?:\s(?:himself|herself|itself|themselves|alone|also|too|both|often|once|then|now|later|still|again|already|never"
    r"|always|sometimes|repeatedly|recently|publicly|privately|quickly|finally|initially|previously))+$"
)
_AGE = re.compile(r", (?:aged? )?\d\d\b")
_AND = re.compile(r"(?:,\s(?:and\s)?|\sand\s|\s&\s)(?:both\s)?")
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_PARTISAN = ("Republican", "Democrat", "Conservative", "Liberal", "Independent")
"""Words that describe a person, or a group, for all their capitals: "the Ohio Republican"."""
_EDGE = " \t\n\u00a0,;:–—-\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Mention:
    """A source span read: its form, its words without lead-in, article and apposition, and the name at its head.

    head: the last word of the description, lower-cased; definite: it points back ("the source", "my source");
    first: its first word, lower-cased, possessives and articles included; others: further names joined by "and".
    """

    span: Span
    form: Form
    words: str
    head: str
    definite: bool
    name: Name | None
    first: str = ""
    others: tuple[Name, ...] = ()


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
    words = text[start:end].split()
    first = words[0].casefold().replace("’", "'").rstrip(",") if words else ""
    if (first in SELF and (len(words) == 1 or first in ("i", "we"))) or ("'" in first and first.split("'")[0] in SELF):
        return Mention(Span(start, end), "self", text[start:end], first, False, None, first)
    if clean(first) in PRONOUNS - SELF and _alone(first, words):
        return Mention(Span(start, end), "pronoun", words[0].strip(","), clean(first), True, None, first)
    return _nominal(text, Span(start, end), first, names)


def _alone(first: str, words: list[str]) -> bool:
    """Whether a pronoun stands for itself: "her" and "his own" do, "her campaign" does not."""
    if len(words) == 1 or words[1].casefold() in ("own", "himself", "herself", "themselves", "itself", "also"):
        return True
    return (
        first not in POSSESSIVES and first != "that" and len(words) < 5 and not any(w[0].isupper() for w in words[1:])
    )


def _nominal(text: str, span: Span, first: str, names: list[Name]) -> Mention:
    start, end = span
    article = _ARTICLE.match(text, start, end)
    body = article.end() if article and article.end() < end else start
    cut = _PHRASE_END.search(text, body + 1, end)
    phrase = cut.start() if cut else end
    stop = _STOP.search(text, body, phrase)
    core = _trimmed(text, body, stop.start() if stop else phrase)
    inside = _inside(names, span)
    joint = text.find(" and ", body, core)
    first_core = _trimmed(text, body, joint) if joint > 0 else core
    titled = next((n for n in inside if n.titles and text[body : n.span.start].split() == list(n.titles)), None)
    if titled is not None and titled.span.end > core:
        core = first_core = titled.span.end  # "Secretary of State Ada Brandt": the "of" is the title's
    named = next((n for end_at in (first_core, core) for n in inside if _heads(text, n, body, end_at)), None)
    if named is not None and stop and stop.group().strip() in ("of", "for") and named.span.end > core:
        core = named.span.end
    if named is not None and (named.words[-1] in _PARTISAN or _people(named) or _called(named)):
        named = None
    others = _joined(text, inside, named, end)
    if named is None and cut and text[cut.start()] in ",–—- ":
        named = _apposed(text, inside, core, cut.end(), end)
        others = _joined(text, inside, named, end)
    last = clean(text[body:core].rsplit(maxsplit=1)[-1]) if text[body:core].split() else ""
    short = _TAIL.sub("", _BRACKET.sub("", text[body:phrase]).strip(_EDGE))
    form: Form = "name" if named else "description"
    definite = first in ("the", "this", "that", "these", "those", "my", "our", "your")
    return Mention(span, form, clean(short), last.casefold(), definite, named, first, others)


def _people(name: Name) -> bool:
    """Whether a name is that of a people: "Norwegians"."""
    last = name.words[-1].casefold()
    return last.endswith("s") and last[:-1] in NATIONS


def _called(name: Name) -> bool:
    """Whether capitals are only a headline's: "Judge", "New Poll", "Retired General"."""
    *before, last = (w.casefold() for w in name.words)
    return not name.titles and last in HEADS_OF_TITLES | OFFICES | PAPERS and _BEFORE_A_CALLING.issuperset(before)


_BEFORE_A_CALLING = NATIONS | frozenset(("new", "former", "retired", "top", "senior", "ex", "latest", "major", "local"))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if end > start + 2 and text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    return end


def _inside(names: list[Name], span: Span) -> list[Name]:
    at = bisect_left(names, span.start + 1, key=lambda n: n.span.end)
    found = []
    while at < len(names) and names[at].span.start < span.end:
        found.append(_clipped(names[at], span))
        at += 1
    return found


def _clipped(name: Name, span: Span) -> Name:
    """The part of a name that lies in the span: in headlines capitals run on past it."""
    words, end = name.words, name.span.end
    while len(words) > 1 and end > span.end + 2:
        end -= len(words[-1]) + 1
        words = words[:-1]
    start = name.span.start
    while len(words) > 1 and start + len(words[0]) <= span.start:
        start += len(words[0]) + 1
        words = words[1:]
    return name if words == name.words else Name(Span(start, end), words, name.titles)


def _heads(text: str, name: Name, start: int, core: int) -> bool:
    """Whether a name ends where the description's core ends, or goes on over it ("Bank | of Norland")."""
    if name.span.end >= core > name.span.start:
        return True
    return name.span.start < core and not text[name.span.end : core].strip(" .'’s") and name.span.end > start


def _apposed(text: str, inside: list[Name], core: int, after: int, end: int) -> Name | None:
    """The name set behind a description of a person: "the mayor, Ada Brandt,"."""
    words = text[max(0, core - 40) : core].split()
    head = clean(words[-1]).casefold() if words else ""
    if head not in HEADS_OF_TITLES | FAMILY:
        # whatever somebody is called: a name, or one and an age, right behind the comma tells who it is
        beside = next((n for n in inside if after - 1 <= n.span.start <= after), None)
        known = beside is not None and (given(beside.words[0]) or bool(_AGE.match(text, beside.span.end)))
        return beside if known and not head.endswith("s") else None
    if head.endswith(("s", "men", "women")) and not any(_joined(text, inside, n, end) for n in inside):
        return None
    for name in inside:
        if name.span.start >= after - 1 and len(name.words) > 1:
            lead = text[after : name.span.start].split()[: -len(name.titles) or None]
            plain = lead[1:] if lead[:1] == ["the"] else lead
            office = not plain or clean(plain[-1]).casefold() in HEADS_OF_TITLES or (name.titles and plain == ["state"])
            return name if office and len(plain) < 6 else None
    return None


def _joined(text: str, inside: list[Name], first: Name | None, end: int) -> tuple[Name, ...]:
    """Names joined to the first by commas and "and", their own descriptions and brackets between passed over."""
    if first is None:
        return ()
    found: list[Name] = []
    at = first.span.end
    for name in inside:
        if name.span.start <= at or name.span.end > end:
            continue
        between = _BRACKET.sub("", text[at : name.span.start])
        joint = _AND.match(between)
        if not joint:
            break
        lead = between[joint.end() :]
        if ("and" not in joint.group() and lead.split() != list(name.titles)) or any(c in lead for c in ",;:"):
            break
        if _STOP.search(f" {lead}"):
            break
        found.append(name)
        at = name.span.end
    whole = _BRACKET.sub("", text[first.span.start : at])
    return tuple(found) if " and " in whole or " & " in whole else ()
