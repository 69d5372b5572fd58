"""From a span of a document's text to its place in the original, and to a quotation that finds it again."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from sayso.model.records import Document, Locator, Span

CONTEXT = 32
"""Code points before and after a quotation, as W3C's recommendation has in its examples; more where they don't tell."""
_MOST = 512


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a text and what stands before and after them, as a TextQuoteSelector of W3C's annotations has them."""

    exact: str
    prefix: str
    suffix: str


def locate(document: Document, span: Span) -> tuple[Locator, ...]:
    """Where a span stands in the original: the document's locators that it touches, each cut to it.

    Box and element stay those of the whole line or paragraph. None where nothing is known of the place.
    """
    found = []
    first = bisect_right(document.locators, span.start, key=lambda x: x.span.end)
    for locator in document.locators[first:]:
        if locator.span.start >= span.end:
            break
        cut = Span(max(span.start, locator.span.start), min(span.end, locator.span.end))
        if cut.start < cut.end:
            found.append(replace(locator, span=cut))
    return tuple(found)


def quote(document: Document, span: Span) -> Quote:
    """The words of a span with as much around them as tells them from the same words elsewhere in the text.

    At least CONTEXT code points on both sides, where the text has them; at most sixteen times as many.
    """
    text, context = document.text, CONTEXT
    while True:
        start, end = max(0, span.start - context), span.end + context
        around = text[start:end]
        unique = text.find(around) == start and text.find(around, start + 1) < 0
        if unique or context >= _MOST:
            return Quote(text[span.start : span.end], text[start : span.start], text[span.end : end])
        context *= 2
