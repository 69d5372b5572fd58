"""Records to JSON objects and back, in the shapes that the contracts fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sayso.model.errors import Unreadable
from sayso.model.records import (
    Anchor,
    Basis,
    Document,
    Ledger,
    Likelihood,
    Locator,
    Post,
    Source,
    Span,
    Spans,
    Speaker,
    Statement,
    Time,
    Via,
)

Json = dict[str, Any]


def _pairs(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(int(s), int(e)) for s, e in pairs)


def post_json(post: Post) -> Json:
    """A post as a JSON object, its keys in the order of the contract."""
    return {
        "id": post.id, "kind": post.kind, "author": post.author, "published": post.published,
        "reply_to": post.reply_to, "span": list(post.span),
    }  # fmt: skip


def statement_json(s: Statement) -> Json:
    """A statement as a JSON object."""
    return {
        "id": s.id, "source": _pairs(s.source), "cue": _pairs(s.cue), "content": _pairs(s.content), "kind": s.kind,
        "speaker": s.speaker and asdict(s.speaker), "via": [asdict(v) for v in s.via],
        "basis": s.basis and {"kind": s.basis.kind, "spans": _pairs(s.basis.spans)},
        "stance": s.stance, "certainty": s.certainty, "within": s.within, "post": s.post, "said": s.said,
        "confidence": s.confidence, "resolution": s.resolution,
        "likelihood": s.likelihood and {**asdict(s.likelihood), "span": list(s.likelihood.span)},
    }  # fmt: skip


def source_json(s: Source) -> Json:
    """A source as a JSON object."""
    return {
        "id": s.id, "name": s.name, "type": s.type, "role": s.role, "anonymity": s.anonymity,
        "mentions": _pairs(s.mentions), "number": s.number, "anonymity_words": _pairs(s.anonymity_words),
    }  # fmt: skip


def time_json(t: Time) -> Json:
    """A dated expression as a JSON object; what it hasn't is left out, but for the keys that every time has."""
    anchor = t.anchor and {"kind": t.anchor.kind, "date": t.anchor.date, "span": t.anchor.span and list(t.anchor.span)}
    more = {"relation": t.relation, "part": t.part, "length": t.length, "anchor": anchor, "reason": t.reason}
    return {"span": list(t.span), "edtf": t.edtf, "role": t.role, **{k: v for k, v in more.items() if v is not None}}


def time_from(row: Mapping[str, Any]) -> Time:
    """A dated expression from its JSON object."""
    a = row.get("anchor")
    return Time(
        Span(*row["span"]), row["edtf"], row["role"], row.get("relation"), row.get("part"), row.get("length"),
        a and Anchor(a["kind"], a["date"], Span(*a["span"]) if a["span"] else None), row.get("reason"),
    )  # fmt: skip


def ledger_json(ledger: Ledger) -> Json:
    """The ledger line of a document."""
    return {
        "id": ledger.document.id, "model": ledger.model,
        "statements": [statement_json(s) for s in ledger.statements],
        "sources": [source_json(s) for s in ledger.sources],
        "times": [time_json(t) for t in ledger.times],
        "posts": [post_json(p) for p in ledger.document.posts],
    }  # fmt: skip


def document_json(document: Document) -> Json:
    """What a ledger line carries besides where it stands alone: the document itself, without its posts and id."""
    return {
        "title": document.title, "authors": list(document.authors), "outlet": document.outlet,
        "published": document.published, "url": document.url, "text": document.text, "updated": document.updated,
        "language": document.language, "locators": [locator_json(x) for x in document.locators],
    }  # fmt: skip


def locator_json(x: Locator) -> Json:
    """A locator as a JSON object; what it hasn't is left out."""
    where = {"part": x.part, "page": x.page, "box": x.box and list(x.box), "element": x.element}
    return {"span": list(x.span), **{k: v for k, v in where.items() if v is not None}, "exact": x.exact}


def locator_from(row: Mapping[str, Any]) -> Locator:
    """A locator from its JSON object; raises KeyError, TypeError or ValueError where it isn't one."""
    box = row.get("box")
    if box is not None:
        left, top, right, bottom = map(float, box)
        box = left, top, right, bottom
    page = row.get("page")
    given = (*row["span"], 1 if page is None else page)
    if not all(type(n) is int for n in given) or not all(isinstance(row.get(k, ""), str) for k in ("part", "element")):
        raise TypeError("a span is two whole numbers, a page is one, and a part and an element are strings")
    start, end = row["span"]
    return Locator(Span(start, end), row.get("part"), page, box, row.get("element"), bool(row.get("exact", True)))


def post_from(row: Mapping[str, Any]) -> Post:
    """A post from its JSON object."""
    start, end = row["span"]
    if type(start) is not int or type(end) is not int:
        raise TypeError("a span is two whole numbers")
    return Post(row["id"], row["kind"], Span(start, end), row.get("author"), row.get("published"), row.get("reply_to"))


def ledger_from(row: Mapping[str, Any], document: Document) -> Ledger:
    """A ledger from its line and the document that it belongs to."""
    statements = tuple(
        Statement(
            s["id"], _spans(s["source"]), _spans(s["cue"]), _spans(s["content"]), s["kind"],
            Speaker(**s["speaker"]) if s["speaker"] else None, tuple(Via(**v) for v in s["via"]),
            Basis(s["basis"]["kind"], _spans(s["basis"]["spans"])) if s["basis"] else None,
            s["stance"], s["certainty"], s["within"], s["post"], s["said"], s["confidence"],
            _likelihood(s.get("likelihood")),
            s.get("resolution", 1.0),
        )
        for s in row["statements"]
    )  # fmt: skip
    sources = tuple(
        Source(
            s["id"], s["name"], s["type"], s["role"], s["anonymity"], _spans(s["mentions"]), s.get("number"),
            _spans(s.get("anonymity_words") or ()),
        )
        for s in row["sources"]
    )  # fmt: skip
    times = tuple(time_from(t) for t in row["times"])
    posts = tuple(post_from(p) for p in row["posts"])
    return Ledger(replace(document, id=row["id"], posts=posts), row["model"], statements, sources, times)


def _likelihood(row: Json | None) -> Likelihood | None:
    return Likelihood(**{**row, "span": Span(*row["span"])}) if row else None


def document_from(row: object) -> Document:
    """A document from an input line's JSON value; raises Unreadable where it has not the shape of the contract."""
    if not isinstance(row, dict):
        raise Unreadable("a line is not a JSON object", 'give one {"id", "text"} object a line')
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable('"text" is missing or no string', 'give {"id", "text"} on every line')
    name = row.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise Unreadable('"id" is missing or no string', 'give {"id", "text"} on every line')
    authors = row.get("authors") or ()
    if isinstance(authors, str):
        authors = (authors,)
    if not isinstance(authors, list | tuple) or not all(isinstance(a, str) for a in authors):
        raise Unreadable('"authors" is no list of strings', "give a list of names or leave it out")
    strings = {key: row.get(key) for key in ("title", "outlet", "published", "url", "updated", "language")}
    for key, value in strings.items():
        if value is not None and not isinstance(value, str):
            raise Unreadable(f'"{key}" is no string', "give a string or leave it out")
    try:
        posts = tuple(post_from(p) for p in row.get("posts") or ())
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable('"posts" has not the shape of a post', 'give "id", "kind" and "span" for each') from error
    if any(not 0 <= p.span.start <= p.span.end <= len(text) for p in posts):
        raise Unreadable("a post's span lies outside the text", "count spans in code points of the text")
    locators = _locators(row.get("locators") or (), len(text))
    return Document(
        str(name),
        text,
        strings["title"],
        tuple(authors),
        strings["outlet"],
        strings["published"],
        strings["url"],
        posts,
        strings["updated"],
        strings["language"],
        locators,
    )


def _locators(rows: Sequence[Mapping[str, Any]], length: int) -> tuple[Locator, ...]:
    try:
        found = tuple(locator_from(row) for row in rows)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable('"locators" has not the shape of a locator', "leave it out, or give it as it came") from error
    edges = [0, *(edge for x in found for edge in x.span), length]
    if edges != sorted(edges):
        raise Unreadable("locators overlap or lie outside the text", "give them in the order of the text")
    return found


__all__ = [
    "Json", "document_from", "document_json", "ledger_from", "ledger_json", "locator_from", "locator_json",
    "post_from", "post_json", "source_json", "statement_json",
    "time_from", "time_json",
]  # fmt: skip
