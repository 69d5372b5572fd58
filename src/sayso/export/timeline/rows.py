"""The timeline as rows of CSV and JSON objects."""

from __future__ import annotations

from typing import Any

from sayso.case.timeline import Mark
from sayso.export.rows import Row
from sayso.export.timeline.telling import told
from sayso.model.json import time_json

COLUMNS: Row = (
    "mark", "happened", "in words", "earliest", "latest", "said", "published", "role", "expression", "counted from",
    "by", "stance", "sentence", "document", "file", "undated because", "decision", "same event",
)  # fmt: skip


def mark_row(mark: Mark) -> Row:
    """The row of a mark, in the order of COLUMNS."""
    value, anchor = mark.days, mark.time.anchor
    return (
        mark.name, mark.edtf or "", told(mark), str(value.first or ""), str(value.last or ""), mark.said or "",
        mark.published or "", mark.time.role or "", mark.words, f"{anchor.kind} {anchor.date}" if anchor else "",
        mark.by, mark.statement.stance if mark.statement else "", mark.text[mark.sentence.start : mark.sentence.end],
        mark.title, mark.file, mark.time.reason or "" if mark.edtf is None else "",
        "" if mark.decided is None else str(mark.decided), " ".join(mark.merged),
    )  # fmt: skip


def mark_object(mark: Mark) -> dict[str, Any]:
    """A mark as a JSON object; `time` is the dated expression as the ledger line has it."""
    value = mark.days
    return {
        "mark": mark.name, "happened": mark.edtf, "told": told(mark),
        "earliest": value.first and value.first.isoformat(), "latest": value.last and value.last.isoformat(),
        "said": mark.said, "published": mark.published, "by": mark.by, "type": mark.type,
        "statement": mark.statement and mark.statement.id, "stance": mark.statement and mark.statement.stance,
        "words": mark.words, "sentence": mark.text[mark.sentence.start : mark.sentence.end],
        "time": time_json(mark.time),
        "document": mark.document, "title": mark.title, "file": mark.file, "decision": mark.decided,
        "same_event": list(mark.merged),
    }  # fmt: skip
