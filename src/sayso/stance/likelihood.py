"""Likelihood words with their term and band by ICD 203.

Source: Intelligence Community Directive 203, Analytic Standards (2 January 2015, amended 2022), section
D.6.e.(2)(a): seven
degrees of likelihood, two terms for each. A likelihood is stored by itself: words of confidence never go with it.
"""

from __future__ import annotations

import re

from sayso.model import Likelihood, Span, Stance
from sayso.statements import Extracted

STANDARD = "ICD 203"

BANDS: dict[str, tuple[int, int]] = {
    "almost no chance": (1, 5), "remote": (1, 5),
    "very unlikely": (5, 20), "highly improbable": (5, 20),
    "unlikely": (20, 45), "improbable": (20, 45),
    "roughly even chance": (45, 55), "roughly even odds": (45, 55),
    "likely": (55, 80), "probable": (55, 80),
    "very likely": (80, 95), "highly probable": (80, 95),
    "almost certain": (95, 99), "nearly certain": (95, 99),
}  # fmt: skip
"""The directive's terms, each with its band in per cent."""

_TERMS: tuple[tuple[str, str], ...] = (
    ("almost no chance", r"(?:almost|virtually|practically|next to) no chance"),
    ("remote", r"remote (?:chance|possibility|likelihood)|remotely (?:likely|possible)|chances? (?:is|are|was) remote"),
    ("very unlikely", r"(?:very|highly|extremely) unlikely"),
    ("highly improbable", r"(?:highly|very) improbable"),
    ("almost certain", r"(?:almost|virtually) certain(?:ly)?"),
    ("nearly certain", r"nearly certain(?:ly)?"),
    ("very likely", r"(?:very|highly|extremely) likely|in all likelihood"),
    ("highly probable", r"(?:highly|very) (?:probable|probably)"),
    ("unlikely", r"unlikely|(?:not|\w+n[’']t) (?:very |at all |be |seem |look )?likely"),
    ("improbable", r"improbable|improbably|(?:not|\w+n[’']t) (?:be )?probable"),
    ("roughly even chance", r"(?:roughly |about )?(?:an )?even chance|(?:fifty-fifty|50-50|50/50)(?: chance)?"),
    ("roughly even odds", r"(?:roughly |about )?even odds"),
    ("likely", r"likely"),
    ("probable", r"probable|probably"),
)
_ANY = re.compile("|".join(rf"(?P<t{i}>\b(?:{pattern}))\b" for i, (_, pattern) in enumerate(_TERMS)), re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:more|less|most|least|as|equally|how|too|twice|times)\s$", re.IGNORECASE)
_NO_TERM = re.compile(r"\s(?:voters?|cause|suspects?|nominees?|candidates?|contenders?|opponents?|stor(?:y|ies))\b")
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s")

REACH = 240
"""Characters of a content that are read, to the end of its first sentence at most."""

_CLAIMS: frozenset[Stance] = frozenset(("affirms", "confirms", "denies"))


def likelihood(text: str, statement: Extracted, stance: Stance) -> Likelihood | None:
    """The likelihood that a speaker gives what is claimed, where its words are a term of the standard.

    The cue and the first sentence of the content are read; a comparison ("more likely") and what only looks like a
    likelihood ("likely voters", "probable cause") is none.
    """
    if stance not in _CLAIMS:
        return None
    content = statement.content[0]
    end = min(content.end, content.start + REACH)
    stop = _SENTENCE.search(text, content.start, end)
    first = Span(content.start, stop.start() if stop else end)
    for span in (*statement.cue, first):
        for match in _ANY.finditer(text, span.start, span.end):
            compared = _COMPARED.search(text, max(0, match.start() - 12), match.start())
            if compared or _NO_TERM.match(text, match.end()):
                continue
            term = _TERMS[int((match.lastgroup or "t0")[1:])][0]
            return Likelihood(term, *BANDS[term], STANDARD, Span(*match.span()))
    return None
