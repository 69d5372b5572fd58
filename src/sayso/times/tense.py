"""Whether what is told has happened or is to come, by the verb nearest to an expression in its sentence."""

from __future__ import annotations

from typing import Literal

from sayso.times.lexer import Words

Tense = Literal["over", "past", "future", ""]
"""`over`: certainly past, as after "since" and "ended"."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FUTURE = _set(
    """will shall 'll would due scheduled expected expects expect plans planned plan planning intends intend hopes hope
    set slated going may might could can should must upcoming payable pending proposed deadline expire expires until
    till effective meets begins opens starts takes leaves arrives visits resumes awaits won't wouldn't cannot can't
    aims ready poised seeks forecast forecasts predicts projected likely tomorrow meet begin resume arrive depart
    return"""
)
_PAST = _set(
    """was were had did has have been said told met came went saw made took gave got left held fell rose led won lost
    sold bought began begun became knew thought felt kept brought wrote sent built spent paid put cut hit shot fought
    found caught taught broke spoke drove flew grew threw drew ran stood sat understood heard meant read reported
    announced wasn't weren't didn't hadn't hasn't haven't died shut lay rode sank sang struck wore woke withdrew
    overcame forgave froze sought lent swore stole tore dealt bid quit spread"""
)
_NOUNS_IN_ED = _set("need speed seed feed bed red indeed hundred united limited unlimited armed sacred")
_DONE_TO = _set(
    """began had used able failed managed continued declined refused came went forced helped tried proved appeared
    seemed moved rushed voted"""
)
_NOT_VERBS = _set(
    """more less as its his her their our my your all both each every any no those these it him them us me you whom
    which what several many most date people"""
)
_ABBREVIATED = 3
"""Letters of the longest word whose full stop may end no sentence (Mr., Gen., Nov.)."""
_FAR = 30
"""Words in which a verb is looked for; set on TimeBank."""


def tense(words: Words, start: int, end: int) -> Tense:
    """The tense around the words from `start` to before `end`: of the nearest verb before them, else behind them."""
    if start and (words.letters[start - 1] == "s" or words.word(start - 1) == "ended"):
        return "over"
    for i in range(start - 1, max(start - _FAR, -1), -1):
        if _ends(words, i):
            break
        found = _told(words, i)
        if found:
            return found
    for i in range(end, min(end + _FAR, len(words.letters))):
        if _ends(words, i):
            break
        found = _told(words, i)
        if found:
            return found
    return ""


def _ends(words: Words, i: int) -> bool:
    """Whether a sentence or a clause of its own ends here."""
    if words.letters[i] != ".":
        return words.letters[i] == "#" or words.text[words.starts[i]] in "!?;"
    after = words.text[words.ends[i] : words.ends[i] + 3].lstrip(" \n\"'”’)")
    long = i == 0 or words.ends[i - 1] - words.starts[i - 1] > _ABBREVIATED
    return (after[:1].isupper() or not after) and long and words.letters[i - 1 : i] != "m"


def _told(words: Words, i: int) -> Tense:
    """What one word tells."""
    word = words.word(i) if words.letters[i] in "_ubj" else ""
    if word == "to":
        after = words.word(i + 1) if words.letters[i + 1 : i + 2] == "_" else ""
        verb = after.isalpha() and after not in _NOT_VERBS and words.text[words.starts[i + 1]].islower()
        return _infinitive(words, i) if verb else ""
    if not word or (i and words.word(i - 1) == "to"):
        return ""
    before = [words.word(back) for back in range(max(i - 4, 0), i)]
    if word in _FUTURE:
        return "past" if "had" in before[-2:] else "future"
    if before[-1:] == ["be"] and word.endswith(("ed", "en")):
        return "past" if "could" in before or "couldn't" in before else "future"  # could not be reached
    regular = word.endswith("ed") and len(word) > 4 and word not in _NOUNS_IN_ED
    return "past" if word in _PAST or (regular and words.text[words.starts[i]].islower()) else ""


def _infinitive(words: Words, i: int) -> Tense:
    """What "to do" tells: what is to come, unless it was done."""
    for back in range(i - 1, max(i - 5, -1), -1):
        if words.word(back) in (_DONE_TO if back > i - 3 else ("had",)):
            return "past"
    return "future"
