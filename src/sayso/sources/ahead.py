"""Descriptions whose bearer is named only further on, as headlines and first sentences have it: "A judge ruled …"."""

from __future__ import annotations

import re

from sayso.model import Span
from sayso.sources.cast import Cast
from sayso.sources.mentions import Mention
from sayso.sources.names import Name
from sayso.sources.words import PAPERS

REACH = 900
"""Characters within which they are."""
_LOOSE = frozenset(
    ("new", "latest", "recent", "federal", "major", "popular", "national", "state", "local", "u.s.", "us")
)
"""Words of a headline that the name need not have."""


def paper(cast: Cast, mention: Mention) -> Span | None:
    """The paper that is named soon behind a bare "poll" or "new study" at a text's head: "a Harbour Post poll"."""
    before = [w.casefold() for w in mention.words.split()[:-1]]
    if mention.head not in PAPERS or not _LOOSE.issuperset(before) or mention.span.start >= cast.opening:
        return None
    named = re.compile(
        rf"(?!(?:A|An|The)\s)(?:[A-Z][\w’'./&-]*\s){{1,6}}(?:(?:of|for|the|and|opinion|national|phone|online)\s){{0,2}}{re.escape(mention.head)}\b"
    )
    found = named.search(cast.text, mention.span.end, mention.span.end + 2 * REACH)
    return Span(*found.span()) if found else None


def body(cast: Cast, mention: Mention) -> Name | None:
    """The one body, named anywhere, that a description at a text's head can mean: "a federal appeals court"."""
    if mention.span.start >= cast.opening:
        return None
    own = {w.casefold() for w in mention.words.split()[:-1]} - _LOOSE
    fitting = {n.text: n for n in reversed(cast.bodies) if {mention.head} | own <= {w.casefold() for w in n.words}}
    return next(iter(fitting.values())) if len(fitting) == 1 else None
