"""From a document to its ledger: the rooms in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sayso import documents, sources, stance, statements, times
from sayso.language import tagger
from sayso.model import Document, Ledger, Post, Reading, Span, Statement, Unreadable, Via
from sayso.statements import Extracted

MAX_TEXT = 12_000_000
"""Code points of the longest document that is worked on: ten books. More is no one published thing."""


DEEPEST = 8
"""Statements within each other that a chain is followed through."""


def ledger(document: Document) -> Ledger:
    """The ledger of a document: the same for the same text and posts, bit for bit, on every call.

    Raises Unreadable for a text of more than MAX_TEXT code points.
    """
    if len(document.text) > MAX_TEXT:
        reason = (
            f"is a text of {len(document.text) / 1e6:.0f} million characters, more than {MAX_TEXT // 1_000_000} million"
        )
        raise Unreadable(reason, "split it into the documents it holds")
    model = tagger()
    found = statements.extract(model.tag(document.text), document)
    resolved, known = sources.resolve(document, found)
    outer = _within(found)
    dated = times.date(document)
    entries = []
    for i, (one, who) in enumerate(zip(found, resolved, strict=True)):
        judged, certainty = stance.judge(document.text, one)
        entry = Statement(
            id=f"s{i}", source=one.source, cue=one.cue, content=one.content, kind=one.kind, speaker=who.speaker,
            via=who.via, basis=who.basis, stance=judged, certainty=certainty, within=outer[i],
            post=one.post.id if one.post else None,
            said=times.said(document.text, dated, one.source, one.cue, one.content), confidence=one.confidence,
            resolution=who.confidence, likelihood=stance.likelihood(document.text, one, judged),
        )  # fmt: skip
        entries.append(entry)
    return Ledger(document, model.name, _chained(entries), known, dated)


def extract(text: str, published: str | None = None) -> Ledger:
    """The ledger of a text given as a string; published: ISO date of its appearance, where it is known."""
    return ledger(Document("text", text, published=published, posts=(Post("p0", "article", Span(0, len(text))),)))


def read(*paths: str | Path, published: str | None = None) -> Iterator[Ledger | Unreadable]:
    """The ledgers of files and of the files under folders, one by one; what can't be read comes as an error value.

    published: ISO date for documents that do not say when they appeared.
    """
    sources = map(documents.Source, documents.find(Path(p) for p in paths))
    with closing(documents.read_files(sources, published)) as reading:
        for _, found in reading:
            yield _attempt(found)


def _attempt(found: Reading | Unreadable) -> Ledger | Unreadable:
    try:
        return ledger(found.document) if isinstance(found, Reading) else found
    except Unreadable as error:
        return error


def _chained(entries: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, those inside another's content with its chain and its speaker before their own."""
    by: dict[str | None, Statement] = {}
    # an outer statement may come later in the text than one inside it, but chains are read from the outside in
    for entry in sorted(entries, key=lambda e: _depth(e, entries)):
        outer = by.get(entry.within)
        by[entry.id] = entry if outer is None else replace(entry, via=_through(outer, entry))
    return tuple(by[e.id] for e in entries)


def _depth(entry: Statement, entries: Sequence[Statement]) -> int:
    depth = 0
    while entry.within is not None and depth < DEEPEST:
        entry, depth = entries[int(entry.within[1:])], depth + 1
    return depth


def _through(outer: Statement, entry: Statement) -> tuple[Via, ...]:
    who = outer.speaker
    if not who or not who.name or not entry.speaker or who.id == entry.speaker.id or who.type in ("author", "none"):
        return entry.via
    chain = (*outer.via, Via(who.name, who.type), *entry.via)
    return tuple({via.name.casefold(): via for via in chain}.values())


def _within(found: list[Extracted]) -> list[str | None]:
    """For each statement the innermost one in a content span of which its cue and content lie."""
    outer: list[str | None] = [None] * len(found)
    spans = sorted((span.start, -span.end, i) for i, one in enumerate(found) for span in one.content)
    order = sorted(range(len(found)), key=lambda i: found[i].sentence.start)
    open_: list[tuple[int, int, int]] = []
    at = 0
    for i in order:
        low = min(found[i].cue[0].start, found[i].content[0].start)
        high = max(found[i].cue[0].end, found[i].content[-1].end)
        while at < len(spans) and spans[at][0] <= low:
            open_.append(spans[at])
            at += 1
        open_ = [s for s in open_ if -s[1] > found[i].sentence.start]
        around = [(-end - start, j) for start, end, j in open_ if j != i and start <= low and high <= -end]
        if around:
            outer[i] = f"s{min(around)[1]}"
    return outer
