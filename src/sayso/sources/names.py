"""Names in running text: where they stand and what in them is title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Span
from sayso.sources.words import (
    AMBIGUOUS_TITLES,
    BODIES,
    BODY_SURNAMES,
    CATEGORIES,
    DAYS,
    FEMALE_NAMES,
    HEADLINE,
    MALE_NAMES,
    MEDIA,
    NATIONS,
    OPENERS,
    PAPERS,
    PLACES,
    STATES,
    TITLES,
)

PARTICLES = ("de", "del", "della", "di", "da", "van", "von", "der", "den", "bin", "ibn", "el", "la", "le", "du")

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Del|Gen|Col|Maj|Capt|Lt|Sgt|Cmdr|Adm|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd)\."
)
_TOKEN = rf"(?:{_ABBREVIATED}|(?:{_UPPER}\.)+(?=\s|,|$|[’'])|(?!I[\s’'])(?:al-)?{_UPPER}\w*(?:[’'\-–]\w+)*|al-\w+)"
_LINK = rf"(?:(?:of|the|for|&|{'|'.join(PARTICLES)})\s)"
_NICKNAME = rf"(?:[“\"][A-Z]\w+[”\"]|\([A-Z]\w+\))(?=[ \u00a0]{_TOKEN})"
_NAME = re.compile(rf"{_TOKEN}(?:[ \u00a0](?:{_NICKNAME}|{_LINK}{{0,2}}(?={_TOKEN}){_TOKEN}))*")
_LONGEST = 12
"""Words that a name can have at most; a longer run of capitals is a headline."""
_POSSESSIVE = re.compile(r"[’']s?$")
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_SENTENCE = re.compile(r"(?:[.!?…:][\"”’')\]]*\s+|\n\s*|^\s*|[“]|(?<=\s)\"|'')[\"“‘'(\[]*")
_OF = ("of", "the", "&", "for", "and")
_SURE = TITLES - AMBIGUOUS_TITLES
_OFFICES = ("judge", "justice", "major", "bishop", "cardinal", "pastor", "coach", "speaker", "chair", "whip")
"""Ambiguous titles that behind other words and before a whole name are titles: "District Judge Ada Brandt"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of capitalised words: its span, its words without titles, and the titles before them."""

    span: Span
    words: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def key(self) -> str:
        return " ".join(self.words).casefold()


def clean(word: str) -> str:
    """A word without a possessive ending."""
    return _POSSESSIVE.sub("", word) if word[-2:-1] in ("’", "'") or word[-1:] in ("’", "'") else word


def given(word: str) -> bool:
    """Whether a word is a common given name."""
    return word.casefold() in MALE_NAMES or word.casefold() in FEMALE_NAMES


def surname(words: tuple[str, ...]) -> str:
    """The surname of a full name, lower-cased, with its particles: "de Vries" of "Anna de Vries"."""
    kept = [w.casefold().rstrip(".,") for w in words]
    while len(kept) > 1 and kept[-1] in ("jr", "sr", "ii", "iii", "iv"):
        kept = kept[:-1]
    start = len(kept) - 1
    while start > 1 and kept[start - 1] in PARTICLES:
        start -= 1
    return " ".join(kept[start:])


def is_body(words: tuple[str, ...]) -> bool:
    """Whether a name reads as an organisation's, an outlet's or a paper's."""
    if len(words) == 2 and given(words[0]) and words[1].casefold() in BODY_SURNAMES:
        return False
    if len(words) > 1 and given(words[0]) and words[0].casefold() in PAPERS:  # Bill
        words = words[1:]
    if any(w.casefold() in BODIES or w.casefold() in PAPERS for w in words) or "&" in words:
        return True
    if words[0].casefold() == "the" or any(w in ("of", "for", "and", "the") for w in words[1:]):
        return True
    word = words[0].replace(".", "")
    return len(words) == 1 and len(word) > 1 and word.isupper()


_STATES = frozenset(STATES.values()) - {"washington", "georgia", "virginia", "carolina"}
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_SCOTTISH = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Fitz|Van|Du|al-|[A-Z]’|[A-Z]')")


def no_person(words: tuple[str, ...]) -> bool:
    """Whether a name can be no person's: a state, an outlet, a people or party, initials, inner capitals."""
    whole = " ".join(words).casefold().removeprefix("the ")
    last = words[-1].casefold()
    if whole in PLACES or whole in _STATES or (whole in MEDIA and not given(words[0])) or last in CATEGORIES:
        return True
    if len(words) == 1 and (last.removesuffix("s") in NATIONS or (2 <= len(last) <= 5 and words[0].isupper())):
        return True
    return any(_INNER_CAPITAL.search(w) and not _SCOTTISH.match(w) for w in words)


def names(text: str) -> list[Name]:
    """Every capitalised stretch that may be a name. Words at the head of a sentence count if they recur inside one."""
    heads = {m.end() for m in _SENTENCE.finditer(text)}
    runs = [(m.start(), m.group().split()) for m in _NAME.finditer(text)]
    inner = {clean(w) for start, words in runs for w in (words[1:] if start in heads else words)}
    low = {w for w in set(_WORD.findall(text)) if w[0].islower()}
    slips = _Slips(inner)
    pairs = {p for start, words in runs for p in pairwise(map(clean, words)) if start not in heads}
    found: list[Name] = []
    for start, words in runs:
        at, rest = start, words
        while rest and start in heads and _ordinary(rest, inner, low, slips):
            if len(rest) > 1 and (clean(rest[0]), clean(rest[1])) in pairs:
                break
            article = rest[0] == "The"
            at += len(rest[0]) + 1
            rest = rest[1:]
            # behind "The" a capital is no longer the sentence's: "The International Monetary Fund"
            if rest and (rest[0].casefold() not in low or (article and len(rest) > 1)):
                break
        for begin, part in _parted(at, rest):
            name = _name(text, begin, part)
            if name:
                found.append(name)
    return found


class _Slips:
    """Words within a letter of those that a text capitalises inside its sentences."""

    def __init__(self, words: set[str]) -> None:
        self._near: set[str] | None = None
        self._words = words

    def __contains__(self, word: str) -> bool:
        if self._near is None:
            self._near = {n for w in self._words if len(w) >= LEAST_MISSPELLED for n in less_one(w)}
        return len(word) >= LEAST_MISSPELLED and not self._near.isdisjoint(less_one(word))


def cuts(word: str, kept: int = 0) -> Iterator[str]:
    """A word, and it without each letter behind the first `kept`: words a letter apart share one of these."""
    yield word
    for i in range(kept, len(word)):
        yield word[:i] + word[i + 1 :]


def less_one(word: str) -> set[str]:
    """The cuts of a name, whose first letter is seldom wrong; a longer word is no name and stays whole."""
    return set(cuts(word, 1)) if len(word) < _LONGEST_WORD else {word}


LEAST_MISSPELLED, _LONGEST_WORD = 5, 20
"""Letters of the words that may be misspelled names."""


def _ordinary(words: list[str], inner: set[str], low: set[str], slips: _Slips) -> bool:
    """A sentence's first word that is no name: known in lower case, or nowhere else in upper case."""
    first = clean(words[0])
    folded = first.casefold()
    if folded in TITLES or given(first) or (folded in PARTICLES and len(words) > 1 and words[1][:1].isupper()):
        return False
    if len(words) == 1 and (folded in PLACES or folded in MEDIA) and folded not in low:
        return False
    return (
        folded == "the"
        or first in HEADLINE
        or folded in OPENERS
        or folded in low
        or (len(words) == 1 and first not in inner and first not in slips)
    )


def _parted(start: int, words: list[str]) -> list[tuple[int, list[str]]]:
    """A run of capitalised words cut where one owner's name ends: "CNN’s Jo Reyes", not "Children’s Hospital"."""
    found: list[tuple[int, list[str]]] = []
    begin, at, part = start, start, list[str]()
    for i, word in enumerate(words):
        outlet = given(word) and " ".join(part).casefold() in MEDIA
        if part and (outlet or word in HEADLINE):
            found.append((begin, part))
            begin, part = at, []
        part.append(word)
        at += len(word) + 1
        if word in ("Jr.", "Sr.") and i + 1 < len(words):
            found.append((begin, part))
            begin, part = at, []
            continue
        if (i + 1 < len(words) and word[-2:] in ("’s", "'s")) or (word.endswith(("s’", "s'")) and i + 1 < len(words)):
            if all(clean(w).casefold() in BODIES for w in words[i + 1 :]):
                continue
            found.append((begin, part))
            begin, part = at, []
    if part and len(part) <= _LONGEST:
        found.append((begin, part))
    return found


def _name(text: str, start: int, words: list[str]) -> Name | None:
    while words and ((not words[0][:1].isupper() and not words[0].startswith("al-")) or _no_head(words[0])):
        start += len(words[0]) + 1
        words = words[1:]
    words = _unlinked(words)
    while words and (words[-1] in _OF or clean(words[-1]).casefold() in DAYS):
        words = words[:-1]
    last = _titles(words)
    rest = [clean(w) for w in words[last:]]
    if not rest or not rest[0] or not any(c.isalpha() for c in rest[0]):
        return None
    at = start + sum(len(w) + 1 for w in words[:last])
    if (last and not is_body(tuple(words[:last]))) or given(rest[0]):
        cut = next((i for i, w in enumerate(rest) if w in _OF), len(rest))
        rest = rest[:cut]
    if not rest:
        return None
    end = at + sum(len(w) + 1 for w in words[last : last + len(rest)]) - 1
    return Name(Span(at, min(end, len(text))), tuple(rest), tuple(words[:last]))


def _no_head(word: str) -> bool:
    return (word in HEADLINE and word != "May") or clean(word).casefold() in DAYS


def _unlinked(words: list[str]) -> list[str]:
    """Cut before a "for" that joins no name: "Center for Sea Law" is one, "Vogt for Minister" is not."""
    for i, word in enumerate(words):
        if word == "for" and not (words[i - 1].casefold() in BODIES or words[i - 1].endswith("s")):
            return words[:i]
    return words


def _titles(words: list[str]) -> int:
    """How many words before the name are title, places and bodies among them ("House Majority Leader", "Ohio Gov.")."""
    last = 0
    for i, word in enumerate(words[:-1]):
        folded = clean(word).casefold()
        sure = folded in _SURE
        office = folded in _OFFICES and i > 0 and (len(words) - i > 2 or given(words[i + 1]))
        if folded in NATIONS and i == last:
            # "German Chancellor Anna Vogt", but "German Ortega"
            last = i + 1 if len(words) - i > 2 else last
        elif sure or office or (folded in TITLES and (i == last or words[i - 1] in _OF)):
            last = i + 1
        elif given(word) and not any(clean(w).casefold() in _SURE for w in words[i + 1 : -1]):
            break
    return last
