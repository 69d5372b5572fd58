"""Words broken at the ends of lines: which are one word, and which have a hyphen of their own."""

from __future__ import annotations

import re

HYPHENS = "-\u2010\u00ad\ufffe"
"""What a broken word ends with; the last is PDFium's own sign, the third is seen only where a line ends."""

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"((?:\w+[-\u2010])*\w+)[-\u2010\u00ad\ufffe]$")
_LONGEST = 80  # letters of a word with its hyphens
_FIRST = re.compile(r"\w+(?:[-\u2010]\w+)*")
# Parts that keep their hyphen: what begins or ends a compound in English, and hardly ever a syllable of a word.
_BEFORE = frozenset((
    "self", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "two", "three", "four",
    "five", "six", "seven", "eight", "nine",
))  # fmt: skip
_AFTER = frozenset((
    "based", "owned", "led", "run", "backed", "funded", "controlled", "sponsored", "related", "speaking",
    "looking", "making", "made", "minded", "born", "term", "style", "year", "years", "old", "elect", "level",
    "wide", "class", "type", "range", "known", "called", "general", "law", "time", "scale", "tech", "founder",
    "chairman", "president", "minister", "in", "up", "off", "out", "to", "of", "the", "and",
))  # fmt: skip
_NO_AFTER = frozenset(("teen", "teens", "th", "ty", "ties", "ish", "less", "ness", "fold", "some", "pence"))


class Hyphens:
    """Tells by all words of a document how its broken words are whole."""

    def __init__(self, lines: list[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = [m[0].casefold().replace("\u2010", "-") for m in _WORD.finditer(line)]
            # a line's first and last word may be half of one
            self._words.update(found[1:-1])
            if found and not line.endswith(tuple(HYPHENS)):
                self._words.add(found[-1])

    def is_broken(self, line: str, following: str) -> bool:
        """Whether a word goes on from the end of a line to the next."""
        return bool(_LAST.search(line[-_LONGEST:]) and _FIRST.match(following))

    def keeps(self, line: str, following: str) -> bool:
        """Whether the hyphen between two halves belongs to the word.

        The document's own spelling elsewhere tells. Else a hyphen stays before a capital or a figure, at what makes
        compounds, and between two words that the document has by themselves and never as one.
        """
        before, after = _LAST.search(line[-_LONGEST:]), _FIRST.match(following[:_LONGEST])
        if not before or not after:
            return True
        if not after[0][0].islower() or not before[1][-1].isalpha():
            return True
        first, second = before[1].casefold().replace("\u2010", "-"), after[0].casefold().replace("\u2010", "-")
        if first + second in self._words:
            return False
        if f"{first}-{second}" in self._words:
            return True
        last, next_ = first.rsplit("-", 1)[-1], second.split("-", 1)[0]
        if (last in _BEFORE and next_ not in _NO_AFTER) or (next_ in _AFTER and len(last) > 2):
            return True
        return "-" in first + second or (min(len(last), len(next_)) > 3 and {last, next_} <= self._words)
