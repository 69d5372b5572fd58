"""What the speaker does with the content, and how sure they put it."""

from __future__ import annotations

import re

import numpy as np

from sayso.model import CERTAINTIES, STANCES, Certainty, Stance
from sayso.statements import Extracted

WEIGHT = 2.0
"""What a word of the lists adds to the model's log probability; set on sourcing-train."""

_CUES: tuple[tuple[Stance, str], ...] = (
    ("withholds", r"declin\w+ to|refus\w+ to (?:say|comment|answer|discuss|confirm|explain|provide|release|name|identify)"
                  r"|(?:would|could|did|does|do|can|will)(?: not|n[’']t) (?:immediately )?(?:say|comment|confirm|respond|reply"
                  r"|answer|return|discuss|elaborate|verify)|no comment|neither confirm\w* nor den\w+|not respond"
                  r"|ha(?:s|ve|d) not (?:commented|responded|replied)|unable to confirm|not be reached"),
    ("denies", r"\bden(?:y|ies|ied|ying|ial)\b|reject(?:s|ed|ing)?\b|disput(?:e|es|ed|ing)\b|refut\w+|dismiss(?:ed|es|ing)"
               r"|proven false|debunk\w*|rebut\w*|contradict\w*"),
    ("confirms", r"\bconfirm(?:s|ed|ing)\b|acknowledg\w+|admit\w*|conced\w+|\bagree[sd]?\b|affirmed"),
    ("doubts", r"doubt\w*|skeptic\w*|sceptic\w*|unsure|not sure|questioned whether|uncertain|unclear"),
    ("asks", r"\bask(?:s|ed|ing)?\b|wonder\w*|inquir\w*|enquir\w*|\bquestions? (?:about|whether)"),
    ("wants", r"\burg(?:e|es|ed|ing)\b|demand\w*|call(?:s|ed|ing)? (?:for|on)|\bhop(?:e|es|ed|ing)\b|\bwish\w*|vow\w*|pledg\w+"
              r"|promis\w+|threaten\w*|\bwant(?:s|ed|ing)?\b|\bplan(?:s|ned|ning)?\b|recommend\w*|insist\w* on|beg(?:s|ged)?\b"),
)  # fmt: skip
_REFUSAL = re.compile(rf"(?:that )?(?:he|she|it|they|we|I) (?:also )?(?:{_CUES[0][1]})", re.IGNORECASE)
"""A refusal in the content itself, after a neutral cue: "said they could not confirm whether"."""

_NOT = re.compile(r"\b(?:not|n[’']t|never)\b", re.IGNORECASE)
_COMPILED = tuple((stance, re.compile(pattern, re.IGNORECASE)) for stance, pattern in _CUES)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|possibility|perhaps|maybe|plausibl[ey]|suspect(?:s|ed)?|conceivabl[ey])\b",
    re.IGNORECASE,
)
_PROBABLE = re.compile(
    r"\b(?:likely|unlikely|probabl[ey]|believ(?:e|es|ed|ing)|think(?:s|ing)?|thought|expect(?:s|ed|ing)?|suggest(?:s|ed|ing)?"
    r"|appear(?:s|ed|ing)?|seem(?:s|ed|ingly)?|presum(?:e|es|ed|ably)|assum(?:e|es|ed)|guess|as far as \w+ know\w*"
    r"|to (?:my|our) (?:\w+ )?knowledge|in (?:my|our) (?:opinion|view)|looks? like|apparently)\b",
    re.IGNORECASE,
)
_NO_CLAIM: frozenset[Stance] = frozenset(("withholds", "asks", "wants", "doubts", "other"))


def judge(text: str, statement: Extracted) -> tuple[Stance, Certainty]:
    """Stance and certainty of a statement: the model's probabilities, weighed with the words of cue and content."""
    cue = _cue_words(text, statement)
    scores = np.log(np.maximum(statement.found.stance.astype(np.float64), 1e-6))
    refusal = _REFUSAL.match(_words(text, statement)) if statement.kind != "direct" else None
    if refusal:
        return "withholds", "na"
    for stance, pattern in _COMPILED:
        match = pattern.search(cue)
        if match:
            if stance in ("denies", "confirms", "doubts") and _NOT.search(cue[: match.start()]):
                continue
            scores[STANCES.index(stance)] += WEIGHT
            break
    stance = STANCES[int(scores.argmax())]
    if stance in _NO_CLAIM:
        return stance, "na"
    return stance, _certainty(text, statement, cue)


def _certainty(text: str, statement: Extracted, cue: str) -> Certainty:
    scores = np.log(np.maximum(statement.found.certainty.astype(np.float64), 1e-6))
    scores[CERTAINTIES.index("na")] = -np.inf
    # a hedge in a long quotation seldom governs the whole of it; one at its head mostly does
    first = _words(text, statement)[:160]
    head = " ".join(first.split()[:9])
    before = text[max(0, statement.sentence.start - 40) : statement.sentence.start].rsplit(".", 1)[-1]
    for name, pattern in (("possible", _POSSIBLE), ("probable", _PROBABLE)):
        weight = (
            1.5 * bool(pattern.search(cue + " " + before))
            + 1.0 * bool(pattern.search(first))
            + 1.5 * bool(pattern.search(head))
        )
        scores[CERTAINTIES.index(name)] += weight
    return CERTAINTIES[int(scores.argmax())]


def _words(text: str, statement: Extracted) -> str:
    return " ".join(text[s.start : s.end] for s in statement.content)


def _cue_words(text: str, statement: Extracted) -> str:
    """The cue, with the words before it that belong to the verb ("did not", "has not")."""
    cue = statement.cue[0]
    before = re.split(r"[.,;:\n“”\"]", text[max(0, cue.start - 24) : cue.start])[-1]
    source = statement.source[0] if statement.source else None
    if source and source.end <= cue.start and source.end > cue.start - 24:
        before = text[source.end : cue.start]
    return before + text[cue.start : cue.end]
