"""HTML pages into documents: the article alone, and what the page says about it."""

from __future__ import annotations

import logging
import re
from typing import Any

from lxml import etree

from sayso.documents.encoding import canonical
from sayso.documents.plain import OFFICE, read_head
from sayso.documents.sniff import MAX_PAGE_BYTES
from sayso.documents.thread import whole
from sayso.model import Document, Unreadable

for _name in ("trafilatura", "htmldate", "courlan"):  # what they report goes to whoever asks for it, not to stderr
    logging.getLogger(_name).addHandler(logging.NullHandler())

_FRAME = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_SKIPPED = {
    "script",
    "style",
    "head",
    "nav",
    "footer",
    "aside",
    "form",
    "template",
    "noscript",
    "svg",
    "button",
    "select",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}


def read_page(markup: str) -> Document:
    """The document that an HTML page is, without id; raises Unreadable where no text can be found on it."""
    if len(markup) > MAX_PAGE_BYTES:
        raise Unreadable(f"is a page of more than {MAX_PAGE_BYTES // 1_000_000} MB", "save the article's text alone")
    found = _extracted(markup)
    if found is None and not _FRAME.search(markup):
        found = _extracted(f"<html><body><div>{markup}</div></body></html>")
    paragraphs = (found.text.split("\n") if found else None) or _all_words(markup)
    text = canonical("\n\n".join(line.strip() for line in paragraphs if line.strip()))
    if not text:
        raise Unreadable("is a page on which no text was found", "save the article's text alone")
    authors = _authors((found and found.author) or "") or read_head(text).authors
    return Document(
        "", text, _title(found), authors, (found and found.sitename) or None, (found and found.date) or None,
        (found and found.url) or None, whole(text, ", ".join(authors) or None),
    )  # fmt: skip


def _extracted(markup: str) -> Any:
    """The article and its metadata as trafilatura finds them; None where it finds none."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a fifth of a second that text and JSON lines don't need

    try:
        found: Any = bare_extraction(
            markup,
            favor_precision=True,  # F1 0.966 on the benchmark's pages; 0.952 without it
            include_comments=False,
            with_metadata=True,
            # a date is taken where the page states it, never guessed from its text
            date_extraction_params={"extensive_search": False, "original_date": True, "min_date": "1800-01-01"},
        )
    except Exception:  # noqa: BLE001 - a hostile page may break any part of the extractor: then its words are taken
        return None
    return found if found is not None and (found.text or "").strip() else None


def _authors(names: str) -> tuple[str, ...]:
    """The names among what the page gives as authors: it often gives their offices along with them, or a login."""
    given = [name.strip() for name in names.split(";") if name.strip()]
    named = [name for name in given if not OFFICE.search(name)] or given[:1]
    return tuple(name for name in named if name.lower() not in ("admin", "administrator", "editor", "staff"))


def _title(found: Any) -> str | None:
    """The page's title without the outlet's name at its end."""
    title, outlet = (found and found.title) or "", (found and found.sitename) or ""
    if outlet:
        title = re.sub(rf"\s+[-–—|·:»]\s+{re.escape(outlet)}\s*$", "", title)
    return title.strip() or None


def _all_words(markup: str) -> list[str]:
    """The words of every part of a page that may hold some, block by block, however deep its tags are nested."""
    parser = etree.HTMLParser(target=_Words(), encoding="utf-8", huge_tree=True)
    try:
        pieces: list[str] = etree.fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    return [line.strip() for line in "".join(pieces).split("\n")]


class _Words:
    """What lxml's parser reports as it goes: no tree is built, so that none can be too deep."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.hidden = 0

    def start(self, tag: str, _attributes: object) -> None:
        self.hidden += tag in _SKIPPED
        self._edge(tag)

    def end(self, tag: str) -> None:
        self.hidden -= tag in _SKIPPED
        self._edge(tag)

    def data(self, words: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", words))

    def close(self) -> list[str]:
        return self.pieces

    def _edge(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append("\n")
