"""Feeds: RSS, Atom and JSON Feed, a document an item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from sayso.documents import dates
from sayso.documents.comments import Thread
from sayso.documents.container import Found, Nest, beneath, reading_of
from sayso.documents.linked import marked_up
from sayso.documents.passages import Block, Element, Passage
from sayso.documents.posts import composed
from sayso.documents.web import without_data
from sayso.documents.xml import local, namespace, parsed
from sayso.model import Document, Unreadable

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:\w+|#\w+);")


def read_feed(stream: BinaryIO, nest: Nest) -> Found:
    """The items of an RSS or Atom feed, each a document whose original is the item's XML."""
    root = parsed(nest.whole(stream), "the feed")
    items = [e for e in root.iter() if local(e) in ("item", "entry")]
    channel = next((e for e in root if local(e) == "channel"), root)
    outlet, language = _said(channel, "title"), _said(channel, "language") or _language(root)
    for number, item in enumerate(items, 1):
        original = etree.tostring(item, encoding="utf-8", with_tail=False)
        yield from _item(_document(item, outlet, language), original, number)
    if not items:
        yield Unreadable("is a feed without items", "get it again")


def _item(document: Document, original: bytes, number: int) -> Found:
    try:
        yield beneath(str(number), reading_of(document, original))
    except Unreadable as error:
        yield Unreadable(f"item {number}: {error.reason}", error.remedy)


def _document(item: Element, outlet: str | None, language: str | None) -> Document:
    said = _content(item)
    title = _said(item, "title")
    authors = tuple(dict.fromkeys(_authors(item)))
    published = _moment(item, "pubDate", "published", "issued", "date", "created")
    updated = _moment(item, "updated", "modified")
    link = next((_link(e) for e in item if local(e) == "link" and _is_page(e)), "")
    guid = next((e for e in item if local(e) == "guid"), None)
    if not link and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = (guid.text or "").strip()
    return _composed(
        said, title, authors, outlet, published or updated, link,
        updated if published and updated != published else None, language=_language(item) or language,
    )  # fmt: skip


def _composed(
    said: Passage, title: str | None, authors: tuple[str, ...], outlet: str | None, published: str | None, link: str,
    updated: str | None, *, language: str | None,
) -> Document:  # fmt: skip
    """An item's document; where it has no words of its own, its title is what it says."""
    if not any(block.words.strip() for block in said.blocks) and title:
        said = Passage([Block(title)], [])
    text, posts = composed(said, ", ".join(authors) or None, None, Thread(()))
    url = link if link.startswith(("http://", "https://")) else None
    return Document("", text, title, authors, outlet, published, url, posts, updated, language)


def _content(item: Element) -> Passage:
    """The fullest words of an item: its content, else its summary."""
    for name in ("encoded", "content", "description", "summary"):
        for element in item:
            if local(element) == name and (name != "encoded" or namespace(element) == _CONTENT):
                said = _passage(element)
                if said.blocks:
                    return said
    return Passage([], [])


def _passage(element: Element) -> Passage:
    if element.get("type") == "xhtml" or len(element):
        return marked_up(without_data("".join(etree.tostring(e, encoding="unicode") for e in element)))
    return _words(element.text or "", plain=element.get("type") == "text")


def _words(text: str, *, plain: bool) -> Passage:
    if plain or not _MARKUP.search(text):
        return Passage([Block(p.strip()) for p in re.split(r"\n\s*\n", text) if p.strip()], [])
    return marked_up(without_data(text))


def _said(element: Element, name: str) -> str | None:
    """What a child says, on one line and without the markup that titles may have."""
    own = namespace(element)
    children = [child for child in element if local(child) == name]
    # a feed's own title before that of a picture or a recording in another namespace
    for child in sorted(children, key=lambda c: namespace(c) != own):
        text = "".join(child.itertext())
        if _MARKUP.search(text):
            text = " ".join(b.words for b in marked_up(text).blocks)
        if text.strip():
            return " ".join(text.split())
    return None


def _authors(item: Element) -> Iterator[str]:
    """The names of an item's authors; RSS writes an address and then the name in brackets."""
    for child in item:
        if local(child) not in ("author", "creator"):
            continue
        name = next((e.text for e in child if local(e) == "name"), child.text) or ""
        bracketed = re.search(r"\(([^()]+)\)\s*$", name)
        name = " ".join((bracketed[1] if bracketed else name).split())
        if name:
            yield name


def _moment(item: Element, *names: str) -> str | None:
    found = (dates.moment(child.text or "") for name in names for child in item if local(child) == name)
    return next(filter(None, found), None)


def _link(element: Element) -> str:
    return str(element.get("href") or element.text or "").strip()


def _is_page(link: Element) -> bool:
    return (link.get("rel") or "alternate") == "alternate"


def _language(element: Element) -> str | None:
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang") or "") or None


def read_json_feed(stream: BinaryIO, nest: Nest) -> Found:
    """The items of a JSON Feed, each a document whose original is the item's JSON."""
    try:
        feed = json.loads(nest.whole(stream).removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("is a JSON feed that is damaged", "get it again") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    items = items if isinstance(items, list) else []
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            original = json.dumps(item, ensure_ascii=True).encode()
            yield from _item(_from_json(item, feed), original, number)
        else:
            yield Unreadable(f"item {number}: is no object", "get the feed again")
    if not items:
        yield Unreadable("is a feed without items", "get it again")


def _from_json(item: dict[str, Any], feed: dict[str, Any]) -> Document:
    markup, plain = _string(item, "content_html"), _string(item, "content_text") or _string(item, "summary")
    said = marked_up(without_data(markup)) if markup else _words(plain, plain=True)
    listed = (
        item.get("authors") or [item.get("author")] if "author" in item or "authors" in item else feed.get("authors")
    )
    people = listed if isinstance(listed, list) else []
    names = tuple(name for person in people if isinstance(person, dict) and (name := _string(person, "name").strip()))
    published, updated = dates.moment(_string(item, "date_published")), dates.moment(_string(item, "date_modified"))
    return _composed(
        said, _string(item, "title") or None, names, _string(feed, "title") or None, published or updated,
        _string(item, "url") or _string(item, "external_url"), updated if published and updated != published else None,
        language=_string(item, "language") or _string(feed, "language") or None,
    )  # fmt: skip


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
