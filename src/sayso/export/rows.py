"""Listings for other programs: CSV rows and JSON objects."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sayso.case import Hit, Proposal, SourceLine, StoredLedger, said_by, words
from sayso.export.plain import cell
from sayso.model import Statement
from sayso.model.json import document_json, ledger_json, locator_json, statement_json
from sayso.model.places import locate

Row = tuple[str, ...]

STATEMENT_COLUMNS: Row = (
    "document", "file", "part", "speaker", "type", "via", "stance", "certainty", "kind", "words", "said",
    "confidence", "post author", "resolution",
)  # fmt: skip
SOURCE_COLUMNS: Row = ("source", "type", "role", "anonymity", "documents", "statements", "in", "handle", "also")
PROPOSAL_COLUMNS: Row = ("alike", "source", "type", "handle", "may be", "its type", "its handle", "because")


def statement_rows(stored: StoredLedger) -> Iterator[Row]:
    """One row for each statement, in the order of STATEMENT_COLUMNS."""
    document = stored.ledger.document
    posts = {post.id: post for post in document.posts}
    for s in stored.ledger.statements:
        yield (
            document.title or stored.file, stored.file, str(stored.part), *_speaker(s, said_by(s, posts)), s.kind,
            words(document, s), s.said or "", f"{s.confidence:.2f}",
            (posts[s.post].author or "") if s.post in posts else "", f"{s.resolution:.2f}",
        )  # fmt: skip


def source_row(line: SourceLine) -> Row:
    """The row of a source, in the order of SOURCE_COLUMNS."""
    return (
        line.name or "", line.type, line.role or "", line.anonymity or "", str(line.documents), str(line.statements),
        "" if line.documents > 1 else line.title or line.file, line.handle, " = ".join(line.also),
    )  # fmt: skip


def proposal_row(pair: Proposal) -> Row:
    """The row of a pair that may be one, in the order of PROPOSAL_COLUMNS."""
    sides = (cell for line in (pair.one, pair.other) for cell in (line.name or "", line.type, line.handle))
    return f"{pair.alike:.2f}", *sides, pair.why


def hit_row(hit: Hit) -> Row:
    """The row of a statement that a search found, in the order of STATEMENT_COLUMNS."""
    s = hit.statement
    return (
        hit.title or hit.file, hit.file, str(hit.part), *_speaker(s, hit.speaker), s.kind, hit.words, s.said or "",
        f"{s.confidence:.2f}", hit.post_author or "", f"{s.resolution:.2f}",
    )  # fmt: skip


def ledger_object(stored: StoredLedger) -> dict[str, Any]:
    """A ledger line that also carries its document, and of each statement where its content stands in the original."""
    document = stored.ledger.document
    line = ledger_json(stored.ledger)
    for row, s in zip(line["statements"], stored.ledger.statements, strict=True):
        row["places"] = [locator_json(x) for span in s.content for x in locate(document, span)]
    return {"file": stored.file, "part": stored.part, **line, **document_json(document)}


def source_object(line: SourceLine) -> dict[str, Any]:
    """A source of the case as a JSON object; `document` is the title of the one it appears in, where it is one."""
    return {
        "name": line.name, "type": line.type, "role": line.role, "anonymity": line.anonymity,
        "documents": line.documents, "statements": line.statements,
        "document": None if line.documents > 1 else line.title or line.file,
        "handle": line.handle, "also": list(line.also),
    }  # fmt: skip


def proposal_object(pair: Proposal) -> dict[str, Any]:
    """A pair that may be one as a JSON object; `handle` names a source within its case."""
    one, other = ({"name": line.name, "type": line.type, "handle": line.handle} for line in (pair.one, pair.other))
    return {"one": one, "other": other, "alike": pair.alike, "why": pair.why}


def hit_object(hit: Hit) -> dict[str, Any]:
    """A found statement as a JSON object: its document, its words, what matched in them, and the whole statement."""
    return {
        "file": hit.file, "part": hit.part, "document": hit.number, "title": hit.title, "words": hit.words,
        "marks": [list(span) for span in hit.marks], "statement": statement_json(hit.statement),
    }  # fmt: skip


def write_rows(rows: Iterable[Row], out: TextIO) -> None:
    """Write rows as CSV, with cells that no spreadsheet takes for a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(tuple(map(cell, row)) for row in rows)


def _speaker(s: Statement, name: str) -> Row:
    via = " ‹ ".join(v.name for v in s.via)
    return name, s.speaker.type if s.speaker else "", via, s.stance, s.certainty
