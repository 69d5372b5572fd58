"""What a person types into a search, made into a query that SQLite's full-text search can't stumble over."""

from __future__ import annotations

import re

from sayso.model import Span

OPEN, CLOSE = "\x02", "\x03"

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"\w")


def query(typed: str) -> str:
    """A query for all the words that were typed; words within quotation marks stay together, `word*` is a beginning.

    Empty where nothing was typed that could be found.
    """
    terms = []
    for phrase, word in _TERM.findall(re.sub("[“”„]", '"', typed).replace("\0", " ")):
        term = (phrase or word).encode("utf-8", "replace").decode()
        if _WORD.search(term):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text whose matches stand between OPEN and CLOSE → the text without them, and the spans of the matches."""
    plain = ""
    spans = []
    for piece in text.split(OPEN):
        match, closed, rest = piece.partition(CLOSE)
        if closed:
            spans.append(Span(len(plain), len(plain) + len(match)))
        plain += match + rest
    return plain, tuple(spans)
