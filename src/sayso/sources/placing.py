"""How a text places a source that it does not name or that is no person: role, number, on what condition and why."""

from __future__ import annotations

import re

from sayso.model import Span, SpeakerType
from sayso.sources.roles import relative
from sayso.sources.words import ANONYMITY, BODIES, PAPERS

_NUMBERS = {
    "one": 1, "a": 1, "an": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "pair": 2, "couple": 2,
    "trio": 3,
}  # fmt: skip
_COUNT = re.compile(
    rf"(?:the |these |those |his |her |their |its )?(?:other )?({'|'.join(_NUMBERS)}|\d{{1,3}})(?: of (?:the|his|her"
    rf"|their|its))?\s"
    r"(?!(?:per ?cent|%|million|thousand|hundred|number|few|group|series|range|host|handful|lot"
    r"|spokes?people)\b)(?:(?:dozen|pair of|couple of|trio of)\s)?",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:at least|more than|fewer than|about|around|nearly|almost|over|up to|some)\s", re.IGNORECASE)
_EACH = re.compile(r"\b(?:a|an|one|another)\s(?:[\w.\-]+\s){0,4}?and (?:an?|one|another)\s", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:according to|by|from|to|of|for|with|citing|per|and|as|but)\s)*"
    r"(?:(?:at least|more than|fewer than|about|around|nearly|almost|over|up to)\s)?"
    r"(?:(?:the|an?|these|those|his|her|their|its|my|our|this|that)\s)?"
    rf"(?:(?:{'|'.join(_NUMBERS)}|\d{{1,3}}|several|some|many|few|multiple|various|dozens of|scores of|hundreds of"
    rf"|other|others"
    r"|second|third|different|number of|handful of|group of|couple of|pair of|number|dozen|unnamed|anonymous"
    r"|unidentified)\s)*"
    r"(?:of (?:the|his|her|their|its)\s)?",
    re.IGNORECASE,
)
_TAIL_END = re.compile(
    r"\s*(?:[,(;:–—\n“\"]|\s-\s|$"
    r"|\b(?:said|says|told|speaking|spoke|who (?:spoke|asked|requested|declined|insisted|was not|were not|is not|are"
    r" not))\b)"
)
_PLACED = re.compile(
    r",? (?=(?:familiar|briefed|involved|close|privy|based|working|aware|knowledgeable) |with (?:direct |first-?hand"
    r" )?(?:knowledge|access)\b)"
    r"([^.,;:“”\"\n()]{6,140})"
)
_PLURAL = re.compile(r"(?:people|men|women|police|[^s]s)\b", re.IGNORECASE)

_ANONYMITY = re.compile(ANONYMITY, re.IGNORECASE)
_REASON = re.compile(
    r"[^.;\n“”]{0,60}?,?\s(?:because|since|as (?:he|she|they|it|the)\b|for fear|out of fear|fearing|citing|given|due"
    r" to|owing to"
    r"|in order to|so as|so that|to (?:discuss|speak|describe|talk|avoid|protect|preserve|share|disclose|reveal|be"
    r" candid)"
    r"|lest|while)\b[^.;\n“”]{3,200}"
)
_CLAUSE = re.compile(
    r"(?:,?\s(?:said|says|told|added|and said|the (?:newspaper|paper|official|person|source)s? said)\b|[,\s]+$)"
)
_REST = re.compile(r"[^.,;\n“”\"]{0,120}")
_OPENS = re.compile(
    r"\b(?:who|and|each|all|both|but)?\s?(?:spoke|speaking|agreed to (?:speak|talk)|talked|commented)?\s?$"
)
_APPOSED = re.compile(r",\s+((?:an?|the)\s[^.;:“”\"\n]{3,140})")
_APPOSED_END = re.compile(
    r",\s(?=(?:said|says|told|which|who|has|had|is|was|will|and|but|reported|wrote|in|on)\b)|,$|\s(?:said|told)\b"
)
_BEFORE = re.compile(
    r"(?:\b[Tt]he |\b[Aa]n? |^|[,.]\s)?\b((?:[a-z][\w-]+ ){0,4}(?:[a-z][\w-]+)) (?:called |named )?(?:the )?[“\"]?$"
)


def number(text: str, span: Span, kind: SpeakerType) -> int | None:
    """How many unnamed people a mention counts; None where it doesn't count them or counts loosely."""
    if kind not in ("unnamed", "group"):
        return None
    words = text[span.start : span.end]
    start = _LOOSE.match(words)
    if start:
        return None
    if _EACH.match(words):
        return 2
    count = _COUNT.match(words)
    if not count:
        return None
    found = count.group(1).casefold()
    if found in ("a", "an") and re.match(
        r"(?:dozen|pair|couple|trio|group|few|number|handful|lot)\b", words[count.end(1) + 1 :]
    ):
        following = words[count.end(1) + 1 :].split()[0].casefold()
        return _NUMBERS.get(following)
    return _NUMBERS.get(found) or int(found)


def described(text: str, span: Span, kind: SpeakerType) -> Span | None:
    """How the mention of an unnamed source or a group places it: "former official briefed on the raid".

    None where it has a bare word ("sources", "an official") and nothing behind it.
    """
    if kind not in ("unnamed", "group"):
        return None
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    stop = _TAIL_END.search(text, start, span.end)
    end = stop.start() if stop else span.end
    tail = _PLACED.match(text, end) if end >= span.end else None
    clause = None if tail else relative(text, end)
    if tail:
        end = tail.end()
    elif clause:
        end = clause.end
    end = start + len(text[start:end].rstrip(" ,"))
    return Span(start, end) if len(text[start:end].split()) > 1 else None


def body(text: str, span: Span) -> Span | None:
    """What a text calls an organisation or a paper beside its name: ", a law firm,", "the newspaper"."""
    after = _APPOSED.match(text, span.end)
    if after:
        end = after.start(1) + len(_APPOSED_END.split(after.group(1))[0].rstrip(" ,"))
        words = {w.strip(",.").casefold() for w in text[after.start(1) : end].split()[:10]}
        if words & _KINDS:
            return Span(after.start(1), end)
    window = max(0, span.start - 60)
    before = _BEFORE.search(text[window : span.start])
    if before and before.group(1).split()[-1] in _KINDS:
        kind = before.group(1).split()
        return Span(window + before.end(1) - len(" ".join(kind[-4:])), window + before.end(1))
    return None


_KINDS = (
    BODIES
    | PAPERS
    | {"agency", "nonprofit", "non-profit", "charity", "website", "site", "outlet", "broadcaster", "daily", "weekly"}
    | {"tank", "startup", "maker", "supplier", "operator", "publisher", "carrier", "airline", "lender", "insurer"}
    | {"network", "collective", "project", "initiative", "consortium", "cooperative", "laboratory", "blog"}
)


def conditions(text: str, sentence: Span) -> list[Span]:
    """The words of a sentence by which anonymity was asked for, each with the reason behind it."""
    found = []
    start, end = sentence
    at = start
    while match := _ANONYMITY.search(text, at, end):
        low, high = match.span()
        opening = _OPENS.search(text, max(start, low - 30), low)
        if opening and opening.group().strip():
            low = opening.start() + len(opening.group()) - len(opening.group().lstrip())
        reason = _REASON.match(text, high, end)
        if reason:
            high = reason.end()
        else:
            tail = _REST.match(text, high, end)
            high = tail.end() if tail else high
        clause = _CLAUSE.search(text, match.end(), high)
        high = clause.start() if clause else high
        found.append(Span(low, high))
        at = max(high, match.end())
    return found
