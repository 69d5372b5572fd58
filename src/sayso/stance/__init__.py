"""What the speaker does with the content, and how sure they put it."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.language.linear import linear
from sayso.model import CERTAINTIES, STANCES, Certainty, Stance
from sayso.stance.likelihood import likelihood
from sayso.stance.shape import shape
from sayso.stance.words import AFFIRMS, CUES, HELD, LIKELY, NO_CLAIM, POSSIBLE, PROBABLE, SAID, TOPIC, WANTED, compiled
from sayso.statements import Extracted

__all__ = ["judge", "likelihood"]

WEIGHT = 2.0
"""How firmly a word of the lists tells a stance."""

HINT = 0.7
"""How firmly an absence does: a cue that neither says nor thinks mostly has no claim for its content."""

LISTED: dict[Stance, float] = {"confirms": 1.5, "denies": 0.5, "doubts": 1.5, "withholds": 1.5, "other": 1.0}
"""What a list's word counts for on top of the table's weights, which know what the lists say but have seen few of the
rare stances; set by cross-validation over the articles of sourcing-train."""

PRIOR: dict[Stance, float] = {
    "confirms": 0.5, "denies": 0.5, "withholds": 0.5, "asks": 0.5, "wants": 0.3, "other": -0.5,
}  # fmt: skip
"""What speaks for a stance before any word: the rare ones have too little weight in a table fitted to the mean article,
and topics are found less often than they are marked."""

SUSPECTED = 3.0
"""What a suspicion in the cue counts for: rare in the labelled articles, and a possibility by their guide."""

HEDGE = 2.0
"""What a plain hedge in the content's first words counts for, on top of the table and of the model."""

_HEDGED = 8
_LIKELY = compiled(rf"\b(?:{LIKELY})\b")
_FIRST_VERB = compiled(
    r"\b(?:is|are|was|were|has|had|have|does|did|do|will|would|can|could|may|might|should|must|seem(?:s|ed)?"
    r"|appear(?:s|ed)?|look(?:s|ed)?)\b"
)
"""By which a content's own verb is told, as good as can be without a grammar."""

_AS_FAR = compiled(
    r"\b(?:as|so) far as \w+ (?:can |could )?(?:know|tell|see|understand|remember|recall|judge)s?\b"
    r"|\bto (?:the best of )?(?:my|our) (?:\w+ )?(?:knowledge|recollection|understanding)\b"
    r"|\bin (?:my|our) (?:\w+ )?(?:opinion|view|judge?ment)\b"
)
_A_FACT = compiled(r"(?:about |of |to )?the (?:existence of|fact that)\b")
"""A content that is taken for a fact whatever verb it is the object of: "exposed the existence of"."""
_MAYBE = compiled(
    r"(?:[“\"]|'')?(?:that )?(?:perhaps|maybe|possibly|conceivably"
    r"|it(?: is| was|[’']s) (?:\w+ )?(?:possible|plausible|conceivable))\b"
)
_SUSPECTS = compiled(r"\bsuspect(?:s|ed)?\b")
_CUES = tuple((stance, compiled(pattern)) for stance, pattern in CUES)
_NO_CLAIM, _AFFIRMS, _TOPIC = compiled(NO_CLAIM), compiled(AFFIRMS), compiled(TOPIC)
_WANTED = compiled(WANTED)
_SAID = tuple((stance, compiled(pattern)) for stance, pattern in SAID)
_TO_DO = compiled(
    r"(?:for|that)\b|(?!(?:about|whether|if|how|what|why|when|where|who|which)\b)(?:[\w’'\-]+ ){0,4}?to [a-z]"
)
_UNWILLING = compiled(r"\b(?:declin|refus)(?:es?|ed|ing)$")
_NEGATION = compiled(r"\b(?:not|never|nor|hardly)\b|n[’']t\b")
_POSSIBLE, _PROBABLE, _HELD = compiled(POSSIBLE), compiled(PROBABLE), compiled(HELD)
_BREAK = re.compile(r"[.,;:\n“”\"]")
_STOP = re.compile(r"[.!?\n]")
_LEAD, _READ = 60, 160
"""Characters that are read of what leads over to a content, and of the content."""

_HEAD = 40
"""Characters of the content that are read with the cue: "declined | to comment"."""

_NEGATED: dict[Stance, Stance | None] = {"denies": "other", "confirms": "denies", "doubts": "affirms", "asks": None}
"""What is left of a stance whose word is negated: who "did not deny" it has not said that it is so."""
_UNCLAIMED: frozenset[Stance] = frozenset(("withholds", "asks", "wants", "doubts", "other"))


def weigh(text: str, statement: Extracted) -> NDArray[np.float64]:
    """What speaks for each of STANCES: unnormalised log probabilities.

    The model's probabilities, weighed with the words of cue and content; the weights of the words are those of a
    logistic regression (`training/words.py`).
    """
    cue, content = _cue_words(text, statement), _content_words(text, statement)
    table = linear("sayso.stance", "stances.json")
    scores = table.scale * np.log(np.maximum(statement.found.stance.astype(np.float64), 1e-6))
    scores += table.scores(features(cue, content, statement, text))
    told, weight = _told(cue, content, statement)
    for name, value in PRIOR.items():
        scores[STANCES.index(name)] += value
    if weight > HINT:
        scores[STANCES.index(told)] += weight if weight > WEIGHT else LISTED.get(told, 0.0)
    return scores


def judge(text: str, statement: Extracted) -> tuple[Stance, Certainty]:
    """Stance and certainty of a statement."""
    cue, content = _cue_words(text, statement), _content_words(text, statement)
    stance = STANCES[int(weigh(text, statement).argmax())]
    if stance in _UNCLAIMED:
        return stance, "na"
    table = linear("sayso.stance", "certainties.json")
    scores = table.scale * np.log(np.maximum(statement.found.certainty[:3].astype(np.float64), 1e-6))
    scores += table.scores(hedges(cue, content, statement, text))
    scores[CERTAINTIES.index("possible")] += SUSPECTED * bool(_SUSPECTS.search(cue))
    hedged = " ".join(content.split()[:_HEDGED])
    limited = _AS_FAR.search(text, max(0, statement.cue[0].start - _HEAD), statement.cue[0].end)
    scores[CERTAINTIES.index("probable")] += HEDGE * (bool(_LIKELY.search(hedged)) + 3 * bool(limited))
    verb = _FIRST_VERB.search(content)
    scores[CERTAINTIES.index("possible")] += HEDGE * bool(verb and verb.group().casefold() in ("may", "might"))
    scores[CERTAINTIES.index("possible")] += 2 * HEDGE * bool(_MAYBE.match(content))
    return stance, CERTAINTIES[int(scores.argmax())]


_TOKEN = re.compile(r"[a-z’']+|[“\"?]|\d+%?")
_ENDINGS = ("ing", "ed", "es", "s")


def features(cue: str, content: str, statement: Extracted, text: str) -> list[str]:
    """What the words tell of a stance: stems of the cue, how the content begins, what the lists say."""
    follows = statement.content[0].start >= statement.cue[0].start
    words, said = _TOKEN.findall(cue.casefold()), _TOKEN.findall(content.casefold())
    stems = [_stem(w) for w in words]
    told, weight = _told(cue, content, statement)
    weight = min(weight, WEIGHT)  # the firmest words are too rare to be learnt apart
    found = [
        f"kind={statement.kind}",
        f"follows={follows}",
        f"told={told},{weight}",
        f"unmarked={not statement.source}",
    ]
    found += [f"cue={w}" for w in dict.fromkeys(stems)]
    found += [f"last={words[-1]}"] if words else []
    found += [f"cue={a} {b}" for a, b in pairwise(stems)]
    found += [f"first={said[0]},{follows}", f"first={' '.join(said[:2])}"] if said else []
    found += [f"content={w}" for w in dict.fromkeys(said[:9])]
    last = statement.content[-1]
    found += ["question"] if "?" in text[last.start : last.end] else []
    return found + shape(cue, content, statement, f"{told}{weight}")


def hedges(cue: str, content: str, statement: Extracted, text: str) -> list[str]:
    """What the words tell of a certainty: hedges in the cue, at the content's head and later."""
    head = " ".join(content.split()[:9])
    found = [
        f"possible={bool(_POSSIBLE.search(cue))},{bool(_POSSIBLE.search(head))}",
        f"probable={bool(_PROBABLE.search(cue))},{bool(_HELD.search(head))}",
        f"later={bool(_POSSIBLE.search(content))},{bool(_HELD.search(content))}",
    ]
    kinds = ("cue=", "kind=", "content=", "follows")
    return found + [f for f in features(cue, content, statement, text) if f.startswith(kinds)]


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word.removesuffix(ending)


def _told(cue: str, content: str, statement: Extracted) -> tuple[Stance, float]:
    """The stance that the words tell, and how much that weighs."""
    follows = statement.content[0].start >= statement.cue[0].start
    said = next((stance for stance, pattern in _SAID if statement.kind != "direct" and pattern.match(content)), None)
    if said:
        return said, 3 * WEIGHT
    given_away = _given_away(cue, content if follows else "")
    if given_away != "withholds" and follows and _UNWILLING.search(cue) and content.startswith("to "):
        return "wants", 2 * WEIGHT
    if given_away:
        # a negated denial is put so on purpose, whatever the cue looks like word by word
        return given_away, 2 * WEIGHT if given_away in ("other", "affirms") else WEIGHT
    if _NO_CLAIM.search(cue):
        return "other", WEIGHT
    if _AFFIRMS.search(cue):
        wish = statement.kind != "direct" and _WANTED.match(content)
        return "wants" if wish else "affirms", 2 * WEIGHT if _A_FACT.match(content) else WEIGHT
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
        if stance in _NEGATED and _NEGATION.search(cue[: match.start()]):
            return _NEGATED[stance]
        errand = stance == "asks" and match.group()[:3].casefold() == "ask" and _TO_DO.match(following)
        return "wants" if errand else stance
    return None


def _content_words(text: str, statement: Extracted) -> str:
    """The content's first words, with what leads over to them from the cue ("said she could not confirm | whether")."""
    first = statement.content[0]
    before = [s.end for s in statement.source + statement.cue if s.end <= first.start]
    lead = text[max(before, default=first.start) : first.start]
    lead = "" if len(lead) > _LEAD or _STOP.search(lead) else lead.strip(" ,:")
    words = " ".join(text[s.start : min(s.end, s.start + _READ)] for s in statement.content)
    return f"{lead} {words}".strip()[:_READ]


def _cue_words(text: str, statement: Extracted) -> str:
    """The cue, with the words before it that belong to the verb ("did not", "has not")."""
    cue = statement.cue[0]
    before = _BREAK.split(text[max(0, cue.start - 24) : cue.start])[-1]
    source = statement.source[0] if statement.source else None
    if source and cue.start - 24 < source.end <= cue.start:
        before = text[source.end : cue.start]
    elif len(before) == 24:
        before = before.partition(" ")[2]  # a word that is cut is none
    return (before + text[cue.start : cue.end]).strip()
