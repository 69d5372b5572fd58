"""Names that a text says are one's: "Mr. X, later identified as Colin Brandt", "Union of Divers (UDD)"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from sayso.case.spelling import folded

Words = tuple[str, ...]

_CUE = re.compile(
    r"\b(?:aka|a\.k\.a\.|also known(?: \w+)? as|better known as|now known(?: to be| as)|(?:publicly|widely) known as"
    r"|known (?:only )?as|alias|nicknamed|dubbed|(?:re)?named as|(?:identified|revealed|unmasked|exposed|outed) as"
    r"|(?:revealed|found|shown|known|turned out|turns out) to be|whose (?:real|true) name (?:is|was)"
    r"|real name:?|(?:is|was) (?:really|actually|in fact)|(?:really|actually|in fact) (?:is|was)"
    r"|referred to (?:only )?as|under the (?:name|alias|pseudonym)(?: of)?)(?=\W)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_TOKEN = re.compile(r"[^\W_][\w’'.\-]*")
_BETWEEN = re.compile(
    r"[\s,(“”\"‘’'\-–—:]*(?:(?:who|whom|is|was|has|had|been|be|later|now|also|then|only|previously|initially|since|the|a|an"
    r"|man|woman|person|prisoner|by|in|court|papers|documents|as|simply|eventually|first)\b[\s,“”\"‘’'\-–—]*)*"
)
_QUOTES = re.compile(r"[\s“”\"‘’']*")
_BEFORE, _AFTER = 120, 80
_WORDS = 6


def identified(texts: Iterable[tuple[int, str]], known: Container[Words]) -> Iterator[tuple[int, Words, Words, str]]:
    """Pairs of known names, folded, that a text says are one's: the text's number, the names, and its words.

    texts: the number and the text of each document.
    """
    for number, text in texts:
        for start, end, begin, behind in _cues(text):
            left = _left(text, start, known, _BETWEEN if end is None else _QUOTES)
            right = _right(text, begin, behind, known) if left else None
            if left and right and left[1] != right[1]:
                quoted = " ".join(text[left[0] : right[0]].split())
                yield number, left[1], right[1], f"#{number} says so: “{quoted}”"


def _cues(text: str) -> Iterator[tuple[int, int | None, int, int | None]]:
    """Where a cue starts, where its bracket ends, and between which places the second name stands."""
    for cue in _CUE.finditer(text):
        yield cue.start(), None, cue.end(), None
    for bracket in _BRACKET.finditer(text):
        yield bracket.start(), bracket.end(), bracket.start(1), bracket.end(1)


def _left(text: str, end: int, known: Container[Words], between: re.Pattern[str]) -> tuple[int, Words] | None:
    """The known name that ends before a cue, with nothing but small words between: where it starts, and it."""
    floor = max(end - _BEFORE, 0)
    tokens = [m.span() for m in _TOKEN.finditer(text, floor, end)]
    for last in range(len(tokens) - 1, -1, -1):
        if not between.fullmatch(text, tokens[last][1], end):
            break
        for first in range(max(last - _WORDS + 1, 0), last + 1):
            if (name := _known(text[tokens[first][0] : tokens[last][1]], known)) is not None:
                return tokens[first][0], name
    return None


def _right(text: str, start: int, end: int | None, known: Container[Words]) -> tuple[int, Words] | None:
    """The known name behind a cue, or that is all of a bracket: where it ends, and it."""
    tokens = [m.span() for m in _TOKEN.finditer(text, start, min(end or start + _AFTER, len(text)))]
    for first in range(min(len(tokens), 5)):
        if not (_QUOTES if end else _BETWEEN).fullmatch(text, start, tokens[first][0]):
            break
        for last in range(min(first + _WORDS, len(tokens)) - 1, first - 1, -1):
            if end and not _QUOTES.fullmatch(text, tokens[last][1], end):
                break
            if (name := _known(text[tokens[first][0] : tokens[last][1]], known)) is not None:
                return tokens[last][1], name
    return None


def _known(words: str, known: Container[Words]) -> Words | None:
    """The folded name, where it is known and stands here as names do, with a capital."""
    if not any(w[:1].isupper() for w in words.split()):
        return None
    for body in (False, True):
        name = folded(words.rstrip(".’'"), body=body).words
        if name in known:
            return name
    return None
