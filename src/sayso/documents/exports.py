"""Threads as services hand them out: Reddit's JSON of a comments page, Disqus' XML of all threads of a site."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sayso.documents.comments import Comment, Thread
from sayso.documents.dates import moment
from sayso.documents.linked import marked_up
from sayso.documents.passages import Block, Passage, plain_passage
from sayso.documents.posts import composed
from sayso.documents.xml import attribute, local
from sayso.model import Document, Unreadable

_LINES = Unreadable("is JSON, but not an object a line", 'give one {"id", "text"} object a line')


def read_json(data: bytes) -> Document:
    """The document that the JSON of a Reddit thread is, without id; raises Unreadable for any other JSON."""
    try:
        value = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_LINES.reason, _LINES.remedy) from error
    listings = value if isinstance(value, list) else [value]
    things = [thing for listing in listings for thing in _things(listing)]
    handed_in = next((_data(t) for t in things if t.get("kind") == "t3"), None)
    if handed_in is None and not any(t.get("kind") == "t1" for t in things):
        raise Unreadable(_LINES.reason, _LINES.remedy)
    thread = Thread(tuple(_comments([t for t in things if t.get("kind") == "t1"])))
    return _reddit(handed_in or {}, thread)


def _reddit(link: dict[str, Any], thread: Thread) -> Document:
    title, author, when = _string(link, "title"), _user(link), _when(link)
    words = _string(link, "selftext") or title
    article = plain_passage(_unescaped(words)) if words else None
    text, posts = composed(article, author, when, thread)
    place, subreddit = _string(link, "permalink"), _string(link, "subreddit_name_prefixed")
    return Document(
        "", text, title and _unescaped(title), (author,) if author else (), subreddit and f"Reddit, {subreddit}", when,
        place and f"https://www.reddit.com{place}", posts,
    )  # fmt: skip


def _comments(things: list[dict[str, Any]]) -> Iterator[Comment]:
    """The comments in the order in which a page shows them, each before those that answer it."""
    waiting: list[tuple[dict[str, Any], str | None]] = [(thing, None) for thing in reversed(things)]
    while waiting:
        thing, above = waiting.pop()
        data = _data(thing)
        key = _string(data, "name") or _string(data, "id") or f"c{len(waiting)}"
        yield Comment(_user(data), _when(data), plain_passage(_unescaped(_string(data, "body") or "")), key, above)
        below = [t for t in _things(data.get("replies")) if t.get("kind") == "t1"]
        waiting.extend((t, key) for t in reversed(below))


def _things(listing: Any) -> list[dict[str, Any]]:
    if not isinstance(listing, dict) or listing.get("kind") != "Listing":
        return []
    children = _data(listing).get("children")
    return [c for c in children if isinstance(c, dict)] if isinstance(children, list) else []


def _data(thing: dict[str, Any]) -> dict[str, Any]:
    data = thing.get("data")
    return data if isinstance(data, dict) else {}


def _string(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _user(data: dict[str, Any]) -> str | None:
    author = _string(data, "author")
    return None if author in ("[deleted]", "[removed]") else author


def _when(data: dict[str, Any]) -> str | None:
    value = data.get("created_utc")
    return moment(str(int(value))) if isinstance(value, int | float) and 0 < value < 1e11 else None


def _unescaped(text: str) -> str:
    return html.unescape(text)


def read_disqus(data: bytes) -> Iterator[Document]:
    """The threads of a Disqus export that have comments, each a document without an article and without id.

    A comment that was deleted or taken for spam keeps its place without author and words, as on the site.
    """
    threads: dict[str, dict[str, str]] = {}
    comments: dict[str, list[Comment]] = {}
    try:
        walk = etree.iterparse(io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True)
        for _, element in walk:
            if element.getparent() is None or element.getparent().getparent() is not None:
                continue
            tag = local(element)
            if tag == "thread":
                threads[attribute(element, "id")] = _fields(element)
            elif tag == "post":
                of = next((attribute(e, "id") for e in element if local(e) == "thread"), "")
                comments.setdefault(of, []).append(_comment(element))
            element.clear()
    except etree.XMLSyntaxError as error:
        if not comments:
            raise Unreadable(f"is no well-formed XML ({error.msg})", "export it anew") from error
    for name, posts in comments.items():
        fields = threads.get(name, {})
        when = _utc(fields.get("createdAt"))
        text, found = composed(None, None, None, Thread(tuple(posts)))
        if text:
            yield Document(
                "", text, fields.get("title"), published=when, outlet=None, url=fields.get("link"), posts=found
            )
    if not comments:
        raise Unreadable("is a Disqus export without comments", "export it anew")


def _fields(element: Any) -> dict[str, str]:
    """The simple elements in one, by their names without namespace."""
    return {local(e): e.text.strip() for e in element if isinstance(e.tag, str) and e.text and e.text.strip()}


def _comment(element: Any) -> Comment:
    fields = _fields(element)
    author = next((_fields(e).get("name") for e in element if local(e) == "author"), None)
    parent = next((attribute(e, "id") for e in element if local(e) == "parent"), None)
    gone = "true" in (fields.get("isDeleted"), fields.get("isSpam"))
    said: Passage = Passage([Block("")], []) if gone else marked_up(fields.get("message", ""))
    return Comment(None if gone else author, _utc(fields.get("createdAt")), said, attribute(element, "id"), parent)


def _utc(value: str | None) -> str | None:
    """A time of an export, which is in UTC whether it says so or not."""
    when = moment(value) if value else None
    return f"{when}Z" if when and "T" in when and when[-1] != "Z" and "+" not in when[10:] else when
