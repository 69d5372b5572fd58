"""What the speaker does with the content, and how sure they put it."""

from __future__ import annotations

import re

import numpy as np

from sayso.model import CERTAINTIES, STANCES, Certainty, Stance
from sayso.stance.likelihood import likelihood
from sayso.stance.words import AFFIRMS, CUES, HELD, NO_CLAIM, POSSIBLE, PROBABLE, TOPIC, WANTED, WITHHOLDS, compiled
from sayso.statements import Extracted

__all__ = ["judge", "likelihood"]

WEIGHT = 2.0
"""What a word of the lists adds to the model's log probability; set on sourcing-train."""

HINT = 0.7
"""What an absence adds: a cue that neither says nor thinks mostly has no claim for its content."""

_CUES = tuple((stance, compiled(pattern)) for stance, pattern in CUES)
_NO_CLAIM, _AFFIRMS, _TOPIC = compiled(NO_CLAIM), compiled(AFFIRMS), compiled(TOPIC)
_WANTED = compiled(WANTED)
_REFUSAL = compiled(rf"(?:that )?(?:he|she|it|they|we|I) (?:also )?(?:{WITHHOLDS})")
_TO_DO = compiled(
    r"(?:for|that)\b|(?!(?:about|whether|if|how|what|why|when|where|who|which)\b)(?:[\w’'\-]+ ){0,4}?to [a-z]"
)
_NEGATION = compiled(r"\b(?:not|never|nor|hardly)\b|n[’']t\b")
_POSSIBLE, _PROBABLE, _HELD = compiled(POSSIBLE), compiled(PROBABLE), compiled(HELD)
_BREAK = re.compile(r"[.,;:\n“”\"]")
_HEAD = 40
"""Characters of the content that are read with the cue: "declined | to comment"."""

_NEGATABLE = ("denies", "confirms", "doubts", "asks")
_UNCLAIMED: frozenset[Stance] = frozenset(("withholds", "asks", "wants", "doubts", "other"))


def judge(text: str, statement: Extracted) -> tuple[Stance, Certainty]:
    """Stance and certainty of a statement: the model's probabilities, weighed with the words of cue and content."""
    cue = _cue_words(text, statement)
    content = " ".join(text[s.start : min(s.end, s.start + 160)] for s in statement.content)[:160]
    scores = np.log(np.maximum(statement.found.stance.astype(np.float64), 1e-6))
    told, weight = _told(cue, content, statement)
    scores[STANCES.index(told)] += weight
    stance = STANCES[int(scores.argmax())]
    if stance in _UNCLAIMED:
        return stance, "na"
    return stance, _certainty(statement, cue, content)


def _told(cue: str, content: str, statement: Extracted) -> tuple[Stance, float]:
    """The stance that the words tell, and how much that weighs."""
    follows = statement.content[0].start >= statement.cue[0].start
    if statement.kind != "direct" and _REFUSAL.match(content):
        return "withholds", 2 * WEIGHT
    given_away = _given_away(cue, content if follows else "")
    if given_away:
        return given_away, WEIGHT
    if _NO_CLAIM.search(cue):
        return "other", WEIGHT
    if _AFFIRMS.search(cue):
        wish = statement.kind != "direct" and _WANTED.match(content)
        return "wants" if wish else "affirms", WEIGHT
    return "other", WEIGHT if _TOPIC.search(cue) else HINT


def _given_away(cue: str, following: str) -> Stance | None:
    """The stance that the cue's own words give away; `following` is the content where it stands behind the cue."""
    for stance, pattern in _CUES:
        if stance == "withholds":
            match = pattern.search(f"{cue} {following[:_HEAD]}".strip())
            if match and match.start() <= len(cue):
                return stance
            continue
        match = pattern.search(cue)
        if not match:
            continue
        if stance in _NEGATABLE and _NEGATION.search(cue[: match.start()]):
            return "denies" if stance == "confirms" else None
        errand = stance == "asks" and match.group()[:3].casefold() == "ask" and _TO_DO.match(following)
        return "wants" if errand else stance
    return None


def _certainty(statement: Extracted, cue: str, content: str) -> Certainty:
    scores = np.log(np.maximum(statement.found.certainty.astype(np.float64), 1e-6))
    scores[CERTAINTIES.index("na")] = -np.inf
    # a hedge in a long quotation seldom governs the whole of it; one at its head mostly does
    head = " ".join(content.split()[:9])
    for name, in_cue, in_content in (("possible", _POSSIBLE, _POSSIBLE), ("probable", _PROBABLE, _HELD)):
        weight = WEIGHT * bool(in_cue.search(cue)) + WEIGHT * bool(in_content.search(head))
        scores[CERTAINTIES.index(name)] += weight or HINT * bool(in_content.search(content))
    scores[CERTAINTIES.index("certain")] += HINT
    return CERTAINTIES[int(scores.argmax())]


def _cue_words(text: str, statement: Extracted) -> str:
    """The cue, with the words before it that belong to the verb ("did not", "has not")."""
    cue = statement.cue[0]
    before = _BREAK.split(text[max(0, cue.start - 24) : cue.start])[-1]
    source = statement.source[0] if statement.source else None
    if source and cue.start - 24 < source.end <= cue.start:
        before = text[source.end : cue.start]
    return (before + text[cue.start : cue.end]).strip()
