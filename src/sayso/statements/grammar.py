"""Statements that their grammar gives away where the tagger sees none.

The corpus that taught the tagger marks no statement inside another's content ("Smith said that Jones had told him …")
and hardly any of an author's own ("My guess is …"). Both have fixed forms, so they are read from these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.language import Found
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Span

_OBJECT = (
    r"(?:him|her|them|me|us|it|reporters|investigators|police|lawmakers|colleagues|friends"
    r"|(?:the|his|her|their|a|an|its) (?:[\w’'\-]+ ){0,2}?[\w’'\-]+|(?:[A-Z][\w’'\-]+ ){0,2}[A-Z][\w’'\-]+)"
)
_WHEN = r"(?: (?:on|in|last|this|at|during|as early as|earlier|yesterday|repeatedly|privately)(?: [\w’'\-]+){0,3}?)?"
_NOT_A_NAME = (
    r"(?:that|which|who|whom|whose|what|if|when|where|why|how|because|while|and|but|or|is|are|was|were|be|been|being"
    r"|had|has"
    r"|have|would|will|could|can|may|might|should|must|do|does|did|not|as|than|to|after|before|said|says|told)\b"
)
_INNER = re.compile(
    rf"[“\"‘'\s]*(?:that |how )?(?P<s>(?!{_NOT_A_NAME})[^\s,;:“”\"]+(?: (?!{_NOT_A_NAME})[^\s,;:“”\"]+){{0,6}}?) "
    r"(?:(?:had|has|have|also|later|then|once|already|recently|just|first) )*"
    rf"(?P<c>said{_WHEN}(?= that\b| (?:he|she|they|it|the|a|an|his|her|their|we|I|there|nobody|no one|[A-Z][\w’'\-]+) )"
    rf"|told {_OBJECT}{_WHEN}(?= (?:that|he|she|they|it|the|a|an|his|her|their|we|I|there|nobody|[A-Z][\w’'\-]+)\b)"
    rf"|(?:warned|assured|informed|notified|promised)(?: {_OBJECT})?{_WHEN}(?= that\b)"
    rf"|(?:claimed|reported|admitted|denied|insisted|confirmed|acknowledged|testified|complained|argued|announced"
    rf"|stated"
    rf"|revealed|conceded|wrote|alleged|believed|thought)(?: to {_OBJECT})?{_WHEN}(?= that\b))"
    r" (?P<content>[^.!?\n“”\"]{8,400})"
)
_OWN = re.compile(
    r"\b(?:(?P<s1>[Mm]y|[Oo]ur) (?:best |own |personal |humble )?(?P<c1>(?:guess|hunch|sense|impression|suspicion"
    r"|bet|understanding"
    r"|feeling|theory|conclusion) (?:is|was))(?: that)?"
    r"|[Aa]s far as (?P<s2>I) (?P<c2>(?:can )?(?:know|tell|understand|see|remember)|am aware)"
    r"(?: (?:it|this|that|(?:the|this|that|its|their) [\w’'\-]+))?,?"
    r"|[Tt]o (?:the best of )?(?P<s3>my|our) (?:\w+ )?(?P<c3>knowledge),?"
    r"|[Ii]n (?P<s4>my|our) (?:\w+ )?(?P<c4>opinion|view|judge?ment|estimation),?"
    r"|(?P<s5>I|[Ww]e)(?:[’']d| would) (?P<c5>imagine|guess|bet|wager|venture|suspect|surmise)(?: that)?)"
    r"[ \t]+(?=(?P<content>[^\n]{8,1000}))"
)
_CLAIM = r"(?:claim|allegation|accusation|assertion|charge|rumou?r|story|idea|notion|theory|suggestion)s?"
_VERDICT = re.compile(
    r"(?:which|that|this|it|they),? (?:has|have|had|is|are|was|were)"
    r"(?: \w+ly| long| now| since)?(?: been)?(?: (?:proven|proved|shown|found|known|exposed))?(?: to be| as)? "
    r"(?:false|untrue|wrong|baseless|unfounded|debunked|refuted|disproved|disproven|discredited"
    r"|nonsense|a lie|a myth)\b",
    re.IGNORECASE,
)
"""A verdict on a claim that stands before: "that … was since found to be untrue"."""
_CLAIMED = re.compile(rf"\b(?:the|a|an|his|her|their|that) {_CLAIM} that (?P<content>[^.!?\n]{{8,400}})[.!?]\s")
_BACK = 500
"""Characters between a claim and the verdict on it at most; _JUDGED: those of the verdict."""
_JUDGED = 80
_LIMIT = re.compile(
    r",? (?:as far as (?P<s1>I) (?:can )?(?:know|tell|see|understand)|in (?P<s2>my|our) (?:opinion|view)"
    r"|to (?P<s3>my|our) knowledge|(?P<s4>I) (?:think|believe)),?"
)
_STOP = re.compile(r"(?<!\b[A-Z])[.!?…][\"”’')\]]*(?:\s|$)|\n|\s{3,}|(?<=\w)--?\s|[–—]")

INNER = 0.6
"""Share of the outer statement's probability that an inner one has; OWN: an author's own. Neither is calibrated."""
OWN = 0.5

_LEAST = 8
"""Characters of the shortest claim."""


def inner(text: str, outer: Sequence[Found]) -> Iterator[Found]:
    """Statements with which another's content begins: "that Jones had told him …"."""
    for f in outer:
        content = f.content[0]
        match = _INNER.match(text, content.start, content.end)
        if match:
            yield _found(match, f.probability * INNER, min(match.end("content"), content.end))


def own(text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Claims that somebody makes as "I": "My guess is …", "As far as I know …", by the author or in a quotation."""
    starts = [start for start, _ in quoted]
    done = 0
    for match in _OWN.finditer(text):
        if match.start() < done:  # within the claim before
            continue
        i = bisect_right(starts, match.start()) - 1
        line = match.end("content")
        end = min(line, quoted[i][1] - 1) if i >= 0 and match.start() < quoted[i][1] else line
        if end - match.start("content") < _LEAST:
            continue
        stop = _STOP.search(text, match.start("content"), end)
        done = stop.start() if stop else end
        yield _found(match, OWN, done, own=True)


def verdicts(text: str) -> Iterator[Found]:
    """Denials that somebody makes as "I" of a claim told before: "A tale that, in my view, is untrue"."""
    for limit in _LIMIT.finditer(text):
        far = max(0, limit.start() - _BACK)
        start = max(text.rfind("\n", far, limit.start()) + 1, far)
        begin = max(start, *(text.rfind(mark, start, limit.start()) + 2 for mark in (". ", "? ", "! ")))
        # the sentence as it would read without the limit
        before = text[begin : limit.start()]
        verdict = _VERDICT.search(f"{before}{text[limit.end() : limit.end() + _JUDGED]}")
        claimed = list(_CLAIMED.finditer(text, start, limit.start()))
        if not verdict or not claimed or not verdict.start() < len(before) <= verdict.end():
            continue
        end = limit.end() + verdict.end() - len(before)
        own_words = next(Span(*limit.span(n)) for n in ("s1", "s2", "s3", "s4") if limit.group(n))
        yield Found(
            Span(limit.end() + 1, end), (own_words,), (Span(*claimed[-1].span("content")),), OWN, 0.8,
            _likely(STANCES, "denies", 2e-5), _likely(CERTAINTIES, "probable"), _likely(SPEAKER_TYPES, "author"),
        )  # fmt: skip


def _found(match: re.Match[str], probability: float, end: int, *, own: bool = False) -> Found:
    groups = {
        name[0]: Span(*match.span(name)) for name, words in match.groupdict().items() if words and name != "content"
    }
    # who says "as far as I know" affirms, and not for certain; of other statements the form tells nothing
    return Found(
        groups["c"], (groups["s"],), (Span(match.start("content"), end),), probability, 0.8,
        _likely(STANCES, "affirms" if own else None), _likely(CERTAINTIES, "probable" if own else None),
        _likely(SPEAKER_TYPES, "author" if own else None),
    )  # fmt: skip


def _likely(labels: Sequence[str], label: str | None, doubt: float = 0.02) -> NDArray[np.float32]:
    """Probabilities of labels: all but a doubt for one, or the same for each."""
    if label is None:
        return np.full(len(labels), 1 / len(labels), np.float32)
    rest = np.full(len(labels), doubt / (len(labels) - 1), np.float32)
    rest[labels.index(label)] = 1 - doubt
    return rest
