"""Ledgers written for the case's tests, of fictional affairs."""

from __future__ import annotations

import json

from sayso.model import Document, Ledger, Post, Reading, Source, Span, Speaker, Statement, Via

TEXT = "Mara Quill denied the sale. Two officials would not say who paid, the Harbour Post wrote.\n\nnell: It was her."


def ledger(text: str = TEXT, name: str = "d", model: str = "m1", title: str | None = "The harbour sale") -> Ledger:
    """A ledger with a named, an unnamed and a commenting speaker."""
    start = text.index("nell")
    article, comment = Span(0, start - 1), Span(start, len(text))
    document = Document(
        name, text, title, outlet="Harbour Post", published="2031-05-02",
        posts=(Post("p0", "article", article), Post("p1", "comment", comment, "nell", None, "p0")),
    )  # fmt: skip
    sources = (
        Source("k0", "Mara Quill", "person", "harbour master", None, (Span(0, 10),)),
        Source("k1", "Two officials", "unnamed", None, "unnamed", (_span(text, "Two officials"),)),
        Source("k2", "nell", "author"),
    )
    statements = (
        _statement("s0", sources[0], _span(text, "the sale"), "denies", 0.9, "p0"),
        _statement(
            "s1", sources[1], _span(text, "who paid"), "withholds", 0.6, "p0", Via("the Harbour Post", "organisation")
        ),
        _statement("s2", sources[2], Span(start + 6, len(text)), "affirms", 0.4, "p1"),
    )
    return Ledger(document, model, statements, sources)


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _statement(
    name: str, source: Source, content: Span, stance: str, confidence: float, post: str, *via: Via
) -> Statement:
    return Statement(
        name, source.mentions, (), (content,), "indirect", Speaker(source.id, source.name, source.type), via, None,
        stance, "certain", None, post, None, confidence,  # type: ignore[arg-type] # the stances above are stances
    )  # fmt: skip


def reading(ledger: Ledger, part: int = 0) -> Reading:
    """What a ledger was read from: a JSON line that holds its text."""
    return Reading(ledger.document, json.dumps({"id": ledger.document.id, "text": ledger.document.text}).encode(), part)
