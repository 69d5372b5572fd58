"""Where sentences end: by mark and white space, abbreviations and initials aside, and at every line end."""

from __future__ import annotations

import re
from bisect import bisect_right

from sayso.model import Span

_SHORT = (
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Sen",
    "Sens",
    "Rep",
    "Reps",
    "Gov",
    "Del",
    "Gen",
    "Lt",
    "Col",
    "Sgt",
    "Rev",
    "Jr",
    "St",
    "No",
    "vs",
)
_END = re.compile(
    r"[.!?…](?<!\b[A-Z]\.)" + "".join(rf"(?<!\b{s}\.)" for s in _SHORT) + r"[\"”’')\]]*\s|\n",
)  # fmt: skip


class Sentences:
    """The sentences of a text, numbered from 0."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._ends = [m.end() for m in _END.finditer(text)]

    def number(self, at: int) -> int:
        """The number of the sentence in which a place lies."""
        return bisect_right(self._ends, at)

    def span(self, number: int) -> Span:
        """From a sentence's first character to its end, the white space behind it included."""
        start = self._ends[number - 1] if number else 0
        return Span(start, self._ends[number] if number < len(self._ends) else self._length)
