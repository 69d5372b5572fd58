"""Whether two names may be spellings of one: folded, told apart by what numbers people off, compared word by word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sayso.sources.names import PARTICLES, given
from sayso.sources.words import FEMALE_NAMES, FEMALE_TITLES, MALE_NAMES, MALE_TITLES, TITLES

LONGEST = 8
"""Words of a name that are looked at: what is longer is no name."""
_LETTERS = 40

_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset(t.replace(".", "") for t in TITLES)
_SEXES = {t.replace(".", ""): sex for sex, titles in (("m", MALE_TITLES), ("f", FEMALE_TITLES)) for t in titles}
_NUMBERING = """
    one two three four five six seven eight nine ten first second third fourth fifth sixth seventh eighth ninth tenth
    ii iii iv vi vii viii ix jr sr junior senior elder younger alpha beta gamma delta north south east west northern
    southern eastern western"""
_ORDINALS = frozenset(_NUMBERING.split())
"""Words that number people or bodies off, or tell which of two is meant."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A name without capitals, accents, marks and titles. `marks` number it off: "2", "x2", "jr", a last letter."""

    words: tuple[str, ...]
    marks: tuple[str, ...]
    sex: str

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def squeezed(self) -> str:
        return "".join(self.words)


def folded(name: str, *, body: bool = False) -> Folded:
    """What of a name is compared; `body` where it is an organisation's, whose single letters are no initials."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name[:400]) if not unicodedata.combining(c)).casefold()
    flat = re.sub(r"(?<=\w)[’'.](?=\w)" if body else r"(?<=\w)[’'](?=\w)", "", flat)
    words = [w[:_LETTERS] for w in _WORD.findall(flat)][: LONGEST + 1]
    sex = "".join(sorted({_SEXES[w] for w in words[:-1] if w in _SEXES}))
    rest = words
    while len(rest) > 1 and (rest[0] == "the" if body else rest[0] in _TITLES):
        rest = rest[1:]
    if len(rest) == 1 and len(rest[0]) == 1 and not body:
        rest = words  # the title is all that "Mr. X" has besides the letter
    marks = (w for i, w in enumerate(rest) if _numbers(w) or (len(w) == 1 and (body or i == len(rest) - 1)))
    return Folded(tuple(rest), tuple(sorted(marks)), sex)


def _numbers(word: str) -> bool:
    return word in _ORDINALS or any(c.isdigit() for c in word)


def told_apart(one: Folded, other: Folded) -> bool:
    """Whether the names can't be one's: by a number, an ordinal or a last letter, or by "Mr." and "Mrs."."""
    return one.marks != other.marks or bool(one.sex and other.sex and one.sex != other.sex)


def alike(one: Folded, other: Folded) -> float:
    """How alike two names are, from 0 to 1: by the letters to be put in, left out, changed or swapped."""
    return float(OSA.normalized_similarity(one.text, other.text))


def respelled(one: str, other: str) -> bool:
    """Whether two words may be spellings of one: they sound the same, or differ in a letter; in two where long."""
    if one == other or _sound(one) == _sound(other):
        return True
    short = min(len(one), len(other))
    allowed = 2 if short >= 9 else 1 if short >= 5 else 0
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def same_given(one: str, other: str) -> str | None:
    """How one given name can stand for another: "same", "initial", "short" or "spelled"; None where it can't."""
    if one == other:
        return "same"
    if min(len(one), len(other)) == 1:
        return "initial" if one[0] == other[0] else None
    if given(one) and given(other):
        # two names that people bear are two, unless one is short for the other, or they sound the same
        if _opposite(one, other):
            return None
        return "spelled" if _sound(one) == _sound(other) else "short" if _short(one, other) else None
    return "spelled" if respelled(one, other) else "short" if _short(one, other) else None


def _short(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one))


def _opposite(one: str, other: str) -> bool:
    male, female = ({n for n in (one, other) if n in names} for names in (MALE_NAMES, FEMALE_NAMES))
    return not male & female and bool(male) and bool(female)


def person(one: Folded, other: Folded) -> str | None:
    """Why two names with a given name and a surname can be one person's; None where they can't.

    "initial" where only an initial speaks for it, which is enough where one person alone can be meant.
    """
    a, b = sorted((one.words, other.words), key=len)
    first = same_given(a[0], b[0])
    if first is None or not _middles(a, b):
        return None
    if a[-1] == b[-1]:
        if first == "same":
            return "a name in the middle more"
        return {"short": "a given name cut short", "initial": "initial"}.get(first, "spelled differently")
    if first == "same" and len(b) == len(a) + 1 and b[:-1] == a:
        return "a surname more"
    distinct = given(a[-1]) and given(b[-1])
    return "spelled differently" if first in ("same", "spelled") and not distinct and respelled(a[-1], b[-1]) else None


def _middles(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the names in the middle go together: those that both have are the same, or an initial of it."""
    mine, theirs = ([w for w in words[1:-1] if w not in PARTICLES] for words in (a, b))
    return all(same_given(x, y) for x, y in zip(mine, theirs, strict=False))


def single(one: str, other: str) -> bool:
    """Whether two single words, a surname or a commenter's handle, can be spellings of one."""
    return not (given(one) and given(other)) and min(len(one), len(other)) >= 6 and respelled(one, other)


def body(one: Folded, other: Folded) -> bool:
    """Whether two organisations' names differ in the spelling of one word alone."""
    if len(one.words) != len(other.words):
        return False
    differing = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]
    # "Gambia" is no "Zambia": what a typist or another country's spelling changes is seldom the first letter
    return len(differing) == 1 and differing[0][0][0] == differing[0][1][0] and single(*differing[0])


def initials(words: tuple[str, ...]) -> str:
    """What a body is called by its initials, small words left out; empty where that is no name."""
    letters = "".join(w[0] for w in words if w not in ("of", "the", "for", "and", "in", "on", "to"))
    return letters if len(letters) > 2 else ""


def skeleton(words: tuple[str, ...]) -> str:
    """What is left of a name in most spellings: its consonants by their sound."""
    return re.sub("[aeiou]", "", _sound(words[0]) + _sound(words[-1]))


_SOUNDS = ((r"ph", "f"), (r"ck|c(?![eiyh])|q", "k"), (r"(?<=.)h(?![aeiou])|(?<=[aeiout])h", ""), (r"y", "i"),
           (r"(.)\1+", r"\1"))  # fmt: skip


def _sound(word: str) -> str:
    """A word roughly as it sounds: "sarah" and "sara", "erik" and "eric"."""
    for pattern, to in _SOUNDS:
        word = re.sub(pattern, to, word)
    return word
