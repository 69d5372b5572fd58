"""Papers to where they come from: "the report", once it was called "a report by the Harbour Institute"."""

from __future__ import annotations

import re

from sayso.model import Span
from sayso.sources.cast import Cast
from sayso.sources.mentions import Mention

_FROM = re.compile(r"(?: \w+ed)? (?:by|from) (?:the |a )?")
_OWNED = re.compile(r"(?:[’']s?) (?:[a-z][\w-]* ){0,2}| ")
_BACK, _LOOKED_AT = 8000, 30
"""Characters before a mention in which its introduction is looked for, and how often its word is looked at there."""


def introduced(cast: Cast, mention: Mention) -> Span | None:
    """The words by which a paper that is now called "the report" was introduced, where they tell whose it is."""
    if mention.first != "the" or mention.words.casefold() != mention.head:
        return None
    at = mention.span.start
    found = list(re.finditer(rf"\b{re.escape(mention.head)}\b", cast.text[max(0, at - _BACK) : at], re.IGNORECASE))
    for match in reversed(found[-_LOOKED_AT:]):
        start, end = (max(0, at - _BACK) + i for i in match.span())
        behind = _FROM.match(cast.text, end)
        if behind:
            name = cast.names_in(behind.end(), behind.end() + 1)
            if name:
                return Span(start, name[0].span.end)
        before = cast.names_in(max(0, start - 90), start)[-1:]
        # a name's span may hold its "’s" or not
        if before and any(_OWNED.fullmatch(cast.text, before[0].span.end - n, start) for n in (0, 2)):
            return Span(before[0].span.start, end)
    return None
