"""Text to the numbers that the encoder reads: word pieces, words and layout features.

The encoder's word pieces are uncased and know no line ends. What they drop is given back as three small
features per word: how it is capitalised, where it stands among quotation marks, and which break stands before it.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

CASES, QUOTES, BREAKS = 4, 4, 3
"""Sizes of the three feature alphabets: capitalisation; place among quotation marks; break before the word."""

BLOCK = 20_000
"""Longest stretch, in characters, handed to the tokenizer at once: it keeps an endless line out of its buffers."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text as arrays.

    pieces: (P,) int64 word-piece ids; word_of: (P,) index of the word that a piece belongs to.
    starts, ends: (W,) code-point offsets of the words; first: (W,) index of each word's first piece.
    features: (W, 3) int64: capitalisation, quotation state, break before.
    """

    pieces: NDArray[np.int64]
    word_of: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    first: NDArray[np.int64]
    features: NDArray[np.int64]


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The uncased word-piece tokenizer that is shipped with the model."""
    return Tokenizer.from_str(files("sayso.language").joinpath("data/tokenizer.json").read_text("utf-8"))


GROUP = 32
"""Blocks tokenised together: what the tokenizer returns is fifty times as large as the text, so not all at once."""

_BREAK = re.compile(r"\n\s*")  # no blanks before it: a text of blanks would take their square


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches of at most BLOCK characters that end at white space where there is any."""
    found, start = [], 0
    while start < len(text):
        end = min(start + BLOCK, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        found.append((start, end))
        start = end
    return found


def encode(text: str) -> Encoded:
    """Word pieces, words and features of a text; offsets are code points of `text`."""
    pieces, word_of, starts, ends, first = (array("q") for _ in range(5))
    blocks = _blocks(text)
    groups = (blocks[i : i + GROUP] for i in range(0, len(blocks), GROUP))
    encodings = ((b, e) for g in groups for b, e in zip(g, _pieces(text, g), strict=True))
    for (base, _), encoding in encodings:
        before = None
        for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word is None or start == end:
                continue
            if word != before:
                before = word
                first.append(len(pieces))
                starts.append(base + start)
                ends.append(base + end)
            else:
                ends[-1] = base + end
            word_of.append(len(starts) - 1)
            pieces.append(piece)
    word_starts, word_ends = np.array(starts, np.int64), np.array(ends, np.int64)
    features = _features(text, word_starts, word_ends)
    return Encoded(
        np.array(pieces, np.int64),
        np.array(word_of, np.int64),
        word_starts,
        word_ends,
        np.array(first, np.int64),
        features,
    )


def _pieces(text: str, blocks: list[tuple[int, int]]) -> list[Encoding]:
    found: list[Encoding] = tokenizer().encode_batch([text[s:e] for s, e in blocks], add_special_tokens=False)
    return found


def _features(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    features = np.zeros((len(starts), 3), np.int64)
    if not len(starts):
        return features
    features[:, 0] = [_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]
    state = np.zeros(len(text) + 1, np.int8)
    for start, end in quotations(text):
        state[start:end] = 1
        state[start], state[end - 1] = 2, 3
    features[:, 1] = state[starts]
    for match in _BREAK.finditer(text):
        word = int(np.searchsorted(starts, match.end()))
        if word < len(starts):
            features[word, 2] = 2 if match.group().count("\n") > 1 else 1
    return features


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() else 3


_MARK = re.compile(r"\n\s*\n|\n|[“”„«»\"]|''|``|[‘’']")
_OPENER = frozenset("“„«") | {"``"}
_CLOSER = frozenset("”»")
_PARTNERS = {"„": "“", "»": "«"}
"""German and Danish pairs, closed by what opens a quotation elsewhere."""
_LONGEST = 6_000


def quotations(text: str) -> list[tuple[int, int]]:
    """Stretches inside quotation marks, the marks included, as [start, end) in code points.

    Straight, curly, double and single marks and guillemets are read by their place: an opening mark follows white
    space or a bracket, a closing one does not. A quotation that is still open where its line ends goes on if the next
    mark closes it or opens the next line again; otherwise it ends with its line, so a stray mark spoils no more.
    """
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    marks = list(_MARK.finditer(text))
    following = _following(marks)
    for i, match in enumerate(marks):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened and not _goes_on(text, match.end(), following[i].get(opened[1])):
                _close(found, opened, at)
                opened = None
            continue
        kind = _kind(mark)
        opens = _opens(text, match) and not (opened and mark == _PARTNERS.get(text[opened[0]]))
        if opened is None:
            if opens or (mark == "»" and _leads(text, match)):
                opened = (at, kind)
        elif kind == opened[1] and not opens:
            if _closes(text, match):
                found.append((opened[0], match.end()))
                opened = None
        elif kind == opened[1] and text[max(0, at - 1) : at] in ("\n", ""):
            _close(found, opened, at)
            opened = (at, kind)
        if opened and at - opened[0] > _LONGEST:
            opened = None
    if opened:
        _close(found, opened, len(text))
    return found


def _following(marks: list[re.Match[str]]) -> list[dict[str, re.Match[str]]]:
    """For each mark the next one of each kind; line ends share what stands after them."""
    next_of: dict[str, re.Match[str]] = {}
    found: list[dict[str, re.Match[str]]] = []
    for match in reversed(marks):
        found.append(next_of)
        if match.group()[0] != "\n":
            next_of = next_of | {_kind(match.group()): match}
    found.reverse()
    return found


def _kind(mark: str) -> str:
    return "'" if mark in "‘’'" else "«" if mark in "«»" else '"'


def _opens(text: str, match: re.Match[str]) -> bool:
    if match.group() in _OPENER:
        return True
    if match.group() in _CLOSER or match.group() == "’":
        return False
    return _leads(text, match)


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether a mark stands at the head of a word."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before or before.isspace() or before in "([{—–-:") and bool(after) and not after.isspace()


def _closes(text: str, match: re.Match[str]) -> bool:
    """A closing mark; a single one inside a word is an apostrophe."""
    return _kind(match.group()) != "'" or not text[match.end() : match.end() + 1].isalnum()


def _goes_on(text: str, at: int, mark: re.Match[str] | None) -> bool:
    """Whether an open quotation goes on past a line's end: the next mark closes it, or opens the new line again."""
    if mark is None or mark.start() - at > _LONGEST:
        return False
    if not text[at : mark.start()].strip():
        return mark.group() not in _CLOSER
    return not _opens(text, mark) and _closes(text, mark)


def _close(found: list[tuple[int, int]], opened: tuple[int, str], end: int) -> None:
    """An unpaired double mark covers the rest of its paragraph; an unpaired single one is an apostrophe."""
    if opened[1] != "'" and end - opened[0] > 1:
        found.append((opened[0], end))


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words read in one pass, [start, end), and the part of it, [core_start, core_end), it answers for."""

    start: int
    end: int
    core_start: int
    core_end: int


_STOPS = (".", "!", "?")
_MARKS = ('"', "”", "’", "'", ")")


@lru_cache(maxsize=1)
def _ends() -> tuple[list[int], list[int]]:
    """Pieces that end a sentence, and those that may stand between them and the next one."""
    known = tokenizer().get_vocab(with_added_tokens=False)
    return [known[w] for w in _STOPS], [known[w] for w in _MARKS]


def windows(encoded: Encoded, size: int, before: int, after: int) -> list[Window]:
    """Windows of at most `size` word pieces whose cores cover every word once.

    Around its core a window shows about `before` and `after` pieces of its neighbours. A core ends, in its second
    half, with the last line there, or else with the last sentence, so that few statements stand across a border.
    """
    count = len(encoded.starts)
    bounds = np.append(encoded.first, len(encoded.pieces))
    breaks = _breaks(encoded)
    found, core = [], 0

    def word(piece: int) -> int:
        """The last word that ends at or before a piece's place."""
        return int(np.searchsorted(bounds, piece, side="right")) - 1

    while core < count:
        start = min(int(np.searchsorted(bounds, bounds[core] - before)), core) if core else 0
        if word(bounds[start] + size) >= count:
            found.append(Window(start, count, core, count))
            break
        last = max(word(bounds[start] + size - after), core + 1)
        half = max(word((bounds[core] + bounds[last]) // 2), core + 1)
        best = breaks[half : last + 1]
        end = last - int(best[::-1].argmax()) if best.any() else last
        # one word can be longer than a window: then it stands in one without what follows
        found.append(Window(start, max(word(min(bounds[end] + after, bounds[start] + size)), end), core, end))
        core = end
    return found


def _breaks(encoded: Encoded) -> NDArray[np.int8]:
    """How well a window's core may begin with each word, (W,): 4 with a line, 2 with a sentence, else 0.

    One less where that stands in a quotation, or begins with one: its speaker may be named before.
    """
    stops, marks = (np.isin(encoded.pieces[encoded.first], ids) for ids in _ends())
    ended = np.append(False, stops[:-1])[: len(stops)]
    behind = np.append(False, (ended & marks)[:-1])[: len(stops)]
    line, quote = encoded.features[:, 2] > 0, encoded.features[:, 1]
    sentence = (ended | behind) & (~marks | (quote == 2))
    rank = np.where(line, 4, np.where(sentence, 2, 0)) - np.where(line, np.isin(quote, (1, 3)), sentence & (quote > 0))
    return rank.astype(np.int8)
