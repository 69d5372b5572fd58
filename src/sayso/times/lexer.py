"""Text → one letter a word, in the alphabet of `words`: what the grammar is matched against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.times.words import CAPITALS, HOLIDAYS, QUANTIFIERS, WORDS, ZONES

_HOLIDAY = "|".join(sorted((re.escape(h).replace("’", "['’]?").replace(r"\ ", r"\s") for h in HOLIDAYS), reverse=True))
_TOKEN = re.compile(
    rf"(?i:\b(?:{'|'.join(QUANTIFIERS)})\b)"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|\d{4}/\d\d/\d\d(?![\w/])|(?P<years>[12]\d{3}/(?:[12]\d)?\d\d(?![\w/]))"
    r"|\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\w/])|\d{1,2}-\d{1,2}-\d{4}(?![\w-])"
    r"|(?P<clock>(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:Z|GMT|UTC)\b)"
    r"|(?<=[Aa]t )(?:[01]\d|2[0-3])[0-5]\d(?=\s(?:hours|hrs)\b))"
    r"|[1-4]Q\b|Q[1-4]\b"
    r"|\d{1,2}(?::[0-5]\d){1,2}|\d{1,2}\.[0-5]\d(?=\s?[ap]\.?m)"
    r"|\d+(?:st|nd|rd|th)\b|['’]?\d{1,3}0['’]?s\b|\d+(?:[.,]\d+)+|\d+"
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?(?:\.[^\W\d_](?![^\W\d_])\.?)*"
    r"|['’][sS]\b|\n\s*\n\s*|[^\s\w]"
)
_FEAST = re.compile(rf"\b(?:{_HOLIDAY})(?!\w)", re.IGNORECASE)
_FEAST_HINT = re.compile(
    r"christmas|easter|\b(?:day|eve)\b|hallow|thanksg|year['’]?s\b|friday|monday|sunday|pente|whits|epiph|of july"
    r"|wednesday",
    re.IGNORECASE,
)
"""What every holiday's name has a part of: quick to look for."""
_HALF_DAY = re.compile(r"([ap])\.?m\.?", re.IGNORECASE)
_PUNCTUATION = {",": ",", ".": ".", "-": "-", "–": "-", "—": "-", "‑": "-", "/": "/"}
_MONEY = "$£€¥#"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text as the grammar sees it: a letter, a value and a place for each word."""

    text: str
    letters: str
    values: list[object]
    starts: list[int]
    ends: list[int]

    def word(self, at: int) -> str:
        """The word at a place, in lower case, with straight apostrophes."""
        return self.text[self.starts[at] : self.ends[at]].lower().replace("’", "'")


def read(text: str, start: int, end: int) -> Words:
    """The words of a part of the text; places are those of the whole text."""
    letters: list[str] = []
    values: list[object] = []
    starts: list[int] = []
    ends: list[int] = []
    feasts = {m.start(): m for m in _FEAST.finditer(text, start, end)} if _FEAST_HINT.search(text, start, end) else {}
    until = start
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        if at < until:
            continue
        if at in feasts:
            until = feasts[at].end()
            letter: str = "H"
            value: object = " ".join(feasts[at][0].lower().replace("'", "’").split())
        else:
            until = match.end()
            letter, value = _entry(match[0])
            if match.lastgroup == "years":
                first = int(match[0][:4])
                letter, value = "O" if int(match[0][-2:]) == (first + 1) % 100 else "y", first
            elif match.lastgroup == "clock":
                letter, value = "C", (int(match[0][:2]), int(match[0][2:]))  # 1430 GMT, at 1430 hours
        letters.append(letter)
        values.append(value)
        starts.append(at)
        ends.append(until)
    return Words(text, "".join(letters), values, starts, ends)


def _entry(word: str) -> tuple[str, object]:
    """A word's letter and value."""
    first = word[0]
    if first.isalpha():
        return ("F", int(word[1])) if first == "Q" and word[1:].isdecimal() else _name(word)
    if first.isdigit():
        return ("F", int(first)) if word[-1] == "Q" else _number(word)
    if first in "'’":
        return ("'", None) if word[1:].lower() == "s" else _decade(word) if len(word) > 1 else _OTHER
    return _mark(word)


def _name(word: str) -> tuple[str, object]:
    lower = word.lower()
    found = WORDS.get(lower)
    if found is None:
        half = _HALF_DAY.fullmatch(word) if len(word) < 5 else None
        return ("c", 12 * (half[1] in "pP")) if half else ("c", None) if lower in ("o'clock", "o’clock") else _OTHER
    if (lower in CAPITALS and not word[0].isupper()) or (lower in ZONES and not word.isupper()):
        return _OTHER
    return found


_OTHER: tuple[str, object] = ("_", None)


def _mark(word: str) -> tuple[str, object]:
    if "\n" in word:
        return "#", None
    if word in _MONEY:
        return "$", None
    return _PUNCTUATION.get(word, "_"), None


def _number(word: str) -> tuple[str, object]:
    if word.isdecimal() and word.isascii():
        value = int(word) if len(word) < 9 else -1
        return ("y" if len(word) == 4 and 1000 <= value < 2200 else "d" if 0 < value < 32 else "i"), value
    if word[-1] in "sS":
        return _decade(word)
    if ":" in word and word.count("-") < 2:
        return "C", tuple(int(n) for n in word.split(":"))
    if word[-1] in "tdhTDH" and word[:-2].isdecimal():
        return "r", int(word[:-2][:6])
    if word[-3:-2] == "." and len(word) < 6 and int(word[:-3]) < 24:
        return "e", (int(word[:-3]), int(word[-2:]))
    return _in_figures(word)


def _in_figures(word: str) -> tuple[str, object]:
    """2014-01-24, 2014/01/24 or 24/1/2014; anything else is no time."""
    if word[:4].isdecimal() and word[4:5] in ("-", "/") and word.count(word[4]) == 2:
        return "I", word.replace("/", "-")
    return "N" if any(word.count(mark) == 2 for mark in "/.-") else "x", word


def _decade(word: str) -> tuple[str, object]:
    digits = "".join(c for c in word if c.isdecimal())
    if len(digits) == 4 and "1000" <= digits < "2200":
        return "D", int(digits)
    if len(digits) == 2 and word[0] in "'’":
        return "D", 1900 + int(digits) if digits != "00" else 2000
    return "D" if len(digits) == 2 else "_", 1900 + int(digits) if len(digits) == 2 else None


_FIGURES = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\w/])")


def days_first(text: str) -> bool | None:
    """Whether a text's dates such as 4/5/2003 name the day first: as one of them tells; None where none or both do."""
    told = {int(m[1]) > 12 for m in _FIGURES.finditer(text) if (int(m[1]) > 12) != (int(m[2]) > 12)}
    return told.pop() if len(told) == 1 else None


def stretches(text: str, start: int, stop: int, size: int = 20_000) -> Iterator[tuple[int, int]]:
    """A part of the text in pieces of about `size` code points that end with a paragraph, a line or a word."""
    while start < stop:
        end = start + size
        if end < stop:
            for mark in ("\n\n", "\n", " "):
                cut = text.rfind(mark, start + size // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, min(end, stop)
        start = end
