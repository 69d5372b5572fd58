"""What a page says about itself in JSON-LD (schema.org): its times, and its comments where its markup shows none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from sayso.documents import dates
from sayso.documents.comments import Comment, Thread
from sayso.documents.passages import Block, Element, Passage, passage

Node = dict[str, Any]

_MOST = 2_000_000  # code points of one script; what is longer is data, not a description
_BELOW = ("comment", "comments", "acceptedAnswer", "suggestedAnswer", "hasPart")
_COMMENTS = {"Comment", "UserComments", "Answer", "CorrectionComment"}
_WORKS = re.compile(r".*(?:Article|Posting|Report|WebPage|CreativeWork|Review)")


def nodes_of(tree: Element) -> list[Node]:
    """The things that a page's scripts describe, those in a graph or a list one by one."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MOST:
            continue
        try:
            value = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _list(value):
            found.extend(n for n in _list(node.get("@graph")) or [node] if isinstance(n, dict))
    return found


def times_of(nodes: list[Node]) -> tuple[str | None, str | None]:
    """When the work that they describe was published and when it was changed."""
    works = [node for node in nodes if _WORKS.fullmatch(_type(node))]
    works.sort(key=lambda node: _type(node) == "WebPage")
    told = [(_time(node, "datePublished"), _time(node, "dateModified")) for node in works]
    return next((t for t in told if t[0]), next((t for t in told if t[1]), (None, None)))


def thread_in(nodes: list[Node]) -> Thread | None:
    """The comments that they hold, in their order; None where they hold none."""
    found: list[Comment] = []
    keys: dict[str, str] = {}
    waiting: list[tuple[Node, str | None]] = [(node, None) for node in reversed(nodes)]
    while waiting and len(found) < 100_000:
        node, above = waiting.pop()
        key = above
        if _type(node) in _COMMENTS:
            key = f"j{len(found)}"
            if isinstance(node.get("@id"), str):
                keys.setdefault(node["@id"], key)
            parent = next(iter(_list(node.get("parentItem"))), None)
            answers = keys.get(str(parent.get("@id"))) if parent else None
            words = _passage(_text(node.get("text")) or _text(node.get("commentText")))
            when = _time(node, "dateCreated") or _time(node, "datePublished") or _time(node, "commentTime")
            found.append(Comment(_name(node.get("author") or node.get("creator")), when, words, key, answers or above))
        waiting.extend((n, key) for n in reversed(list(_below(node))))
    return Thread(tuple(found)) if found else None


def _below(node: Node) -> Iterator[Node]:
    for name in (*_BELOW, "mainEntity"):
        yield from _list(node.get(name))


def _list(value: Any) -> list[Node]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _type(node: Node) -> str:
    kinds = node.get("@type")
    kind = kinds[0] if isinstance(kinds, list) and kinds else kinds
    return kind.rsplit("/", 1)[-1] if isinstance(kind, str) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _time(node: Node, name: str) -> str | None:
    return dates.moment(_text(node.get(name)))


def _name(value: Any) -> str | None:
    """The name of an author given as a string, a thing or a list of them."""
    value = value[0] if isinstance(value, list) and value else value
    name = _text(value.get("name") if isinstance(value, dict) else value).strip()
    return name[:100] or None


def _passage(text: str) -> Passage:
    """The words of a comment that may be written as text or as HTML."""
    return marked_up(text) if re.search(r"<\w|&\w+;", text) else Passage([Block(p) for p in text.split("\n\n")], [])


def marked_up(text: str) -> Passage:
    """The passage that a piece of HTML holds."""
    try:
        return passage(html.fragment_fromstring(text.replace("\0", ""), create_parent="div"))
    except (ValueError, html.etree.LxmlError):
        return Passage([Block(re.sub(r"<[^<>]*>", " ", text))], [])
