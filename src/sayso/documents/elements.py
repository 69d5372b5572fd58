"""The way back from a page's text to the elements of the page as it was saved.

The words of the saved page make one stream of letters, in the order of the markup; each paragraph of the text is
looked for in it by its own letters. So it doesn't matter what was done to the page in between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sayso.documents.passages import INLINE, Element
from sayso.model import Locator, Span

_APART = re.compile(r"[\W_]+")  # what may be set differently in the text: white space, marks, signs
_TEXTS = "/html/body//text()[not(parent::script or parent::style or parent::template)]"
_SURE = 30  # letters; a paragraph with fewer may stand on the page several times, and is looked for between others
_ENDS = 24  # letters at the beginning and end of a paragraph by which one is found that lost words in between
_MOST = 200_000_000  # letters that are gone through in vain on one page
_PARAGRAPH = re.compile(r"(?:[-—] )?(?P<words>[^\n](?:.|\n(?!\n))*)")  # a list's or a credit's dash may not be there


def located(tree: Element, text: str) -> tuple[Locator, ...]:
    """The element of each paragraph of a page's text, by the XPath of the innermost block around all its words.

    A path is that of libxml2's tree; `exact` where the element has the paragraph's words, white space aside.
    Paragraphs that the page doesn't show (comments from its scripts) have none.
    """
    page = _Page(tree)
    paragraphs = [(Span(*m.span("words")), _letters(m["words"])) for m in _PARAGRAPH.finditer(text)]
    found = page.places([letters for _, letters in paragraphs])
    located = (page.locator(span, text, place) for (span, _), place in zip(paragraphs, found, strict=True) if place)
    return tuple(located)


def _letters(words: str) -> str:
    return _APART.sub("", words)


class _Page:
    """The letters of a page and the elements in which they stand."""

    def __init__(self, tree: Element) -> None:
        self._nodes: list[Element] = []
        self._starts: list[int] = []
        self._words: list[str] = []
        self._steps: dict[Element, dict[Element, str]] = {}
        self._vain = 0
        pieces: list[str] = []
        at = 0
        for words in tree.getroottree().xpath(_TEXTS):
            said = "".join(words.split())
            if said:
                around = words.getparent()
                self._nodes.append(around.getparent() if words.is_tail else around)
                self._starts.append(at)
                self._words.append(said)
                pieces.append(_letters(said))
                at += len(pieces[-1])
        self._starts.append(at)  # where one more would begin
        self._letters = "".join(pieces)

    def places(self, paragraphs: list[str]) -> list[tuple[int, int] | None]:
        """Where each paragraph's letters begin and end; the long ones are looked for first."""
        found: list[tuple[int, int] | None] = [None] * len(paragraphs)
        at = 0
        for i, letters in enumerate(paragraphs):
            if len(letters) >= _SURE:
                found[i] = place = self._find(letters, at) or self._find(letters, 0)
                at = place[1] if place else at
        at = 0
        ends = self._next_starts(found)
        for i, letters in enumerate(paragraphs):
            place = found[i]
            if place is None and 0 < len(letters) < _SURE:
                end = ends[i]
                place = self._whole(letters, at, end) if at < end else self._whole(letters, at)
                # a long paragraph that repeats this one's letters may have been found where this one stands
                found[i] = place or self._whole(letters, 0)
            at = place[1] if place else at
        return found

    def _next_starts(self, found: list[tuple[int, int] | None]) -> list[int]:
        """For each paragraph where the next one that was found begins."""
        starts: list[int] = []
        start = len(self._letters)
        for place in reversed(found):
            starts.append(start)
            start = place[0] if place else start
        return starts[::-1]

    def _find(self, letters: str, at: int) -> tuple[int, int] | None:
        return self._whole(letters, at) or self._by_its_ends(letters, at)

    def _whole(self, letters: str, at: int, end: int | None = None) -> tuple[int, int] | None:
        end = len(self._letters) if end is None else end
        if self._vain > _MOST:
            return None
        start = self._letters.find(letters, at, end)
        if start < 0:
            self._vain += end - at
            return None
        return start, start + len(letters)

    def _by_its_ends(self, letters: str, at: int) -> tuple[int, int] | None:
        first = self._whole(letters[:_ENDS], at)
        last = self._whole(letters[-_ENDS:], first[0], first[0] + 2 * len(letters) + 200) if first else None
        return (first[0], last[1]) if first and last else None

    def locator(self, span: Span, text: str, place: tuple[int, int]) -> Locator:
        """The locator of a paragraph whose letters stand at a place."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (place[0], place[1] - 1))
        element = self._around(self._nodes[first], self._nodes[last])
        exact = self._says("".join(text[span.start : span.end].split()), place[0], first, last)
        return Locator(span, element=self._path(element), exact=exact)

    def _around(self, first: Element, last: Element) -> Element:
        """The innermost block around two elements."""
        above = {last, *last.iterancestors()}
        element = first
        while element not in above:
            element = element.getparent()
        while element.tag in INLINE and element.getparent() is not None:
            element = element.getparent()
        return element

    def _says(self, words: str, at: int, first: int, last: int) -> bool:
        """Whether some words, without white space, stand where their letters were found."""
        after = at - self._starts[first]
        while first and self._starts[first - 1] == at and not after:  # an opening mark in an element of its own
            first -= 1
        while last + 2 < len(self._starts) and self._starts[last + 1] == self._starts[last + 2]:
            last += 1
        around = self._words[first] if first == last else "".join(self._words[first : last + 1])
        self._vain += len(around)
        return self._vain < _MOST and around.find(words, after) >= 0

    def _path(self, element: Element) -> str:
        steps = [self._step(e) for e in (element, *element.iterancestors())]
        return "/" + "/".join(reversed(steps))

    def _step(self, element: Element) -> str:
        """An element's step in a path; those of its siblings are made at once, however many there are."""
        around = element.getparent()
        if around is None:
            return str(element.tag)
        if around not in self._steps:
            self._steps[around] = dict(_numbered(around))
        return self._steps[around][element]


def _numbered(around: Element) -> Iterator[tuple[Element, str]]:
    counts: dict[str, int] = {}
    for child in around.iterchildren("*"):
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield child, f"{child.tag}[{counts[child.tag]}]"
