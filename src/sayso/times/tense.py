"""Whether what is told has happened or is to come, by the verb nearest to an expression in its sentence."""

from __future__ import annotations

from typing import Literal

from sayso.times.lexer import Words

Tense = Literal["over", "past", "future", ""]
"""`over`: certainly past, as after "since" and "ended"."""

_FUTURE = frozenset(
    "will shall 'll would due scheduled expected expects expect plans planned plan planning intends intend hopes hope"
    " set slated going may might could can should must upcoming payable pending proposed deadline expire expires until"
    " till effective meets begins opens starts takes leaves arrives visits resumes awaits won't wouldn't cannot can't"
    " aims ready poised seeks forecast forecasts predicts projected likely tomorrow meet begin resume arrive depart return".split()
)
_PAST = frozenset(
    "was were had did has have been said told met came went saw made took gave got left held fell rose led won lost"
    " sold bought began begun became knew thought felt kept brought wrote sent built spent paid put cut hit set shot"
    " fought found caught taught broke spoke drove flew grew threw drew ran stood sat spent understood heard meant read"
    " reported announced wasn't weren't didn't hadn't hasn't haven't died shut lay rode sank sang struck wore woke"
    " withdrew overcame forgave froze sought lent swore stole tore dealt bid quit spread".split()
) - {"set"}
_NOUNS_IN_ED = frozenset("need speed seed feed bed red indeed hundred united limited unlimited armed sacred".split())
_DONE_TO = frozenset(
    "began had used able failed managed continued declined refused came went forced helped tried proved appeared"
    " seemed moved rushed voted".split()
)
_NOT_VERBS = frozenset(
    "more less as its his her their our my your all both each every any no those these it him them us me you whom"
    " which what several many most date people".split()
)
_FAR = 30


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
    letter = words.letters[i]
    if letter == "#":
        return True
    if letter == ".":
        after = words.text[words.ends[i] : words.ends[i] + 3].lstrip(" \n\"'”’)")
        return (after[:1].isupper() or not after) and (i == 0 or words.letters[i - 1] != "m") and words.ends[i] - words.starts[max(i - 1, 0)] > 3
    return words.text[words.starts[i]] in "!?;"


def _told(words: Words, i: int) -> Tense:
    if words.letters[i] not in "_usbVj":
        return ""
    word = words.word(i)
    if word == "to":
        after = words.word(i + 1) if words.letters[i + 1 : i + 2] == "_" else ""
        verb = after.isalpha() and after not in _NOT_VERBS and words.text[words.starts[i + 1]].islower()
        return _infinitive(words, i) if verb else ""
    if words.letters[i] in "sV" or (i and words.word(i - 1) == "to"):
        return ""
    if word in _FUTURE:
        return "past" if "had" in (words.word(i - 1) if i else "", words.word(i - 2) if i > 1 else "") else "future"
    if word in _PAST:
        return "past"
    if i and word.endswith(("ed", "en")) and words.word(i - 1) == "be":
        return "future"
    if word.endswith("ed") and len(word) > 4 and word not in _NOUNS_IN_ED and words.text[words.starts[i]].islower():
        return "past"
    return ""


def _infinitive(words: Words, i: int) -> Tense:
    """What "to do" tells: what is to come, unless it was done."""
    for back in range(i - 1, max(i - 5, -1), -1):
        if words.word(back) in (_DONE_TO if back > i - 3 else ("had",)):
            return "past"
    return "future"
