"""From a document to its ledger: the rooms in their order."""

from __future__ import annotations

from sayso.language import tagger
from sayso.model import Document, Ledger, Statement
from sayso.sources import resolve
from sayso.stance import judge
from sayso.statements import Extracted, extract


def ledger(document: Document) -> Ledger:
    """The ledger of a document: the same for the same text and posts, bit for bit, on every call."""
    model = tagger()
    found = extract(model.tag(document.text), document)
    resolved, sources = resolve(document, found)
    statements = []
    for i, (extracted, who) in enumerate(zip(found, resolved, strict=True)):
        stance, certainty = judge(document.text, extracted)
        statements.append(
            Statement(
                f"s{i}",
                extracted.source,
                extracted.cue,
                extracted.content,
                extracted.kind,
                who.speaker,
                who.via,
                None,
                stance,
                certainty,
                _within(found, i),
                extracted.post.id if extracted.post else None,
                None,
                extracted.confidence,
            )  # fmt: skip
        )
    return Ledger(document, model.name, tuple(statements), sources)


def _within(found: list[Extracted], i: int) -> str | None:
    """The innermost statement in whose content this one's cue and content lie."""
    cue, content = found[i].cue[0], found[i].content
    best: tuple[int, str] | None = None
    for j, other in enumerate(found):
        if j == i or other.sentence.start > cue.start or other.sentence.end < cue.end:
            continue
        for span in other.content:
            if (
                span.start <= cue.start
                and cue.end <= span.end
                and all(span.start <= c.start and c.end <= span.end for c in content)
            ):
                size = span.end - span.start
                if best is None or size < best[0]:
                    best = (size, f"s{j}")
    return best[1] if best else None
