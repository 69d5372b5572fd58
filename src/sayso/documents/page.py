"""HTML pages into documents: the article, the thread below it, and what the page says about them."""

from __future__ import annotations

import logging
import re
from typing import Any

from lxml import etree

from sayso.documents.article import Prepared
from sayso.documents.comments import Thread, thread_of
from sayso.documents.elements import located
from sayso.documents.linked import nodes_of, thread_in
from sayso.documents.passages import Block, Passage
from sayso.documents.plain import OFFICE, read_head
from sayso.documents.posts import composed
from sayso.documents.sniff import MAX_PAGE_BYTES
from sayso.documents.stated import Stated
from sayso.model import Document, Locator, Unreadable

for _name in ("trafilatura", "htmldate", "courlan"):  # what they report goes to whoever asks for it, not to stderr
    logging.getLogger(_name).addHandler(logging.NullHandler())

# a date is taken where the page states it, never guessed from its text
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1800-01-01"}
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
    """The document that an HTML page is, without id; raises Unreadable where no text can be found on it.

    Its text is the article and, after it, the comments, each a post of its own; on a thread's own page (a forum, a
    mailing list) the first post is the article.
    """
    if len(markup) > MAX_PAGE_BYTES:
        raise Unreadable(f"is a page of more than {MAX_PAGE_BYTES // 1_000_000} MB", "save the article's text alone")
    tree = _tree(markup)
    described = nodes_of(tree) if tree is not None and "ld+json" in markup else []
    stated = Stated(tree, described)
    thread = _thread(tree, markup) or thread_in(described) or Thread(())
    if thread.opening is None:
        prepared = Prepared(tree, markup) if tree is not None else None
        found = _extracted(tree)
        article = prepared.passage(found.text, _title(found)) if found and prepared else None
    else:
        found, article = _described(tree), thread.opening.passage
    if article and thread.comments:
        article = _without(article, thread)
    if not thread.comments and article is None:
        article = Passage([Block(line) for line in _all_words(markup)], [])
    title = thread.title or _title(found)
    if thread.opening and not thread.opening.passage.blocks and title:
        article = Passage([Block(title)], [])  # a link that was handed in: its title is all that its post says
    authors = _authors((found and found.author) or "") if thread.opening is None else ()
    authors = authors or read_head("\n".join(b.words for b in article.blocks[:20]) if article else "").authors
    if thread.opening and thread.opening.author:
        authors = (thread.opening.author,)
    when = thread.opening.published if thread.opening else None
    published = when or stated.published(found and found.date)
    text, posts = composed(article, ", ".join(authors) or None, when, thread)
    if not text:
        raise Unreadable("is a page on which no text was found", "save the article's text alone")
    return Document(
        "", text, title, authors, (found and found.sitename) or None, published, (found and found.url) or None, posts,
        stated.updated(published), stated.language, _located(markup, text),
    )  # fmt: skip


def _located(markup: str, text: str) -> tuple[Locator, ...]:
    """Where the text stands on the page as it was saved: of the tree in hand, parts have been taken out."""
    tree = _tree(markup)
    return () if tree is None else located(tree, text)


def _without(article: Passage, thread: Thread) -> Passage:
    """An article without the comments that stand in it too: those that JSON-LD tells are somewhere on the page."""
    said = {block.words for comment in thread.comments for block in comment.passage.blocks if len(block.words) > 15}
    return Passage([b for b in article.blocks if b.words.strip() not in said], article.quotations)


def _tree(markup: str) -> Any:
    """The page's tree; None where it can't be built."""
    from trafilatura import load_html  # noqa: PLC0415 - a fifth of a second that text and JSON lines don't need

    if not _FRAME.search(markup):
        markup = f"<html><body><div>{markup}</div></body></html>"
    try:
        return load_html(markup)
    except Exception:  # noqa: BLE001 - a hostile page may break the parser: then its words are taken
        return None


def _thread(tree: Any, markup: str) -> Thread | None:
    return None if tree is None else thread_of(tree, markup)


def _extracted(tree: Any) -> Any:
    """The article and its metadata as trafilatura finds them; None where it finds none."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    if tree is None:
        return None
    try:
        found: Any = bare_extraction(
            tree,
            favor_precision=True,  # F1 0.966 on the benchmark's pages; 0.952 without it
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception:  # noqa: BLE001 - a hostile page may break any part of the extractor: then its words are taken
        return None
    return found if found is not None and (found.text or "").strip() else None


def _described(tree: Any) -> Any:
    """What a page says about itself."""
    from trafilatura import extract_metadata  # noqa: PLC0415

    try:
        return extract_metadata(tree, date_config=_DATES)
    except Exception:  # noqa: BLE001 - as above
        return None


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
