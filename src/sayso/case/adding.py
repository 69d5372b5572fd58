"""Putting a document and its ledger into the case.

A document is known by its content: the hash of the bytes it was read from and of what was read from them. Where a
line moves within its file, or a file is copied or renamed, it stays the same document.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from dataclasses import replace
from datetime import UTC, datetime

from sayso.case.records import said_by, words
from sayso.model import Document, Ledger, Reading
from sayso.model.json import document_json, locator_json, post_json, source_json, statement_json, time_json

# Of this content, in this reading. One without a date is the same as one that was given a date by hand.
_READINGS = """
    SELECT readings.id, readings.document FROM originals JOIN documents ON documents.original = originals.id
        JOIN readings ON readings.document = documents.id
    WHERE sha256 = ?1 AND digest = ?2 AND (?3 IS NULL OR published = ?3)"""

_NEWER = ("updated", "language", "locators")  # keys that came with the third version of the schema
_SURROGATE = re.compile("[\ud800-\udfff]")


def findings_of(connection: sqlite3.Connection, reading: Reading, model: str) -> int | None:
    """The id of what `model` found in this reading, None where it hasn't read it."""
    row = connection.execute(
        f"SELECT max(findings.id) FROM findings JOIN ({_READINGS}) AS r ON r.id = findings.reading WHERE model = ?4",  # noqa: S608
        (*_identity(reading), model),
    ).fetchone()
    return row[0] if row else None


def insert(connection: sqlite3.Connection, ledger: Ledger, reading: Reading, file: str) -> None:
    """Put a ledger into the case, within a transaction that the caller holds."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    d = storable(ledger.document)
    known = connection.execute(f"{_READINGS} ORDER BY readings.id DESC", _identity(reading)).fetchone()
    if known:
        read, document = known
    else:
        document = _document(connection, reading, file, now)
        read = _add(
            connection, "readings", document=document, digest=_digest(d), name=d.id, title=d.title,
            authors=_dump(d.authors), outlet=d.outlet, published=d.published, url=d.url,
            posts=_dump([post_json(p) for p in d.posts]), text=d.text, updated=d.updated, language=d.language,
            locators=_dump([locator_json(x) for x in d.locators]),
        )  # fmt: skip
    times = _dump([time_json(t) for t in ledger.times])
    findings = _add(
        connection, "findings", document=document, reading=read, model=ledger.model, found=now, times=times
    )  # fmt: skip
    posts = {post.id: post for post in d.posts}
    roles = {source.id: source.role for source in ledger.sources}
    for place, source in enumerate(ledger.sources):
        _add(
            connection, "sources", findings=findings, place=place, id=source.id, type=source.type,
            name=_maybe(source.name), record=_dump(source_json(source)),
        )  # fmt: skip
    for place, statement in enumerate(ledger.statements):
        speaker = statement.speaker and statement.speaker.id
        who = (said_by(statement, posts), roles.get(speaker or ""), *(via.name for via in statement.via))
        _add(
            connection, "statements", findings=findings, place=place, speaker=speaker, words=words(d, statement),
            who=_utf8(" · ".join(part for part in who if part)), record=_dump(statement_json(statement)),
        )  # fmt: skip


def storable(document: Document) -> Document:
    """A document whose strings SQLite can keep: a lone surrogate becomes U+FFFD, so that no span moves."""
    return replace(
        document, id=_utf8(document.id), text=_utf8(document.text), authors=tuple(map(_utf8, document.authors)),
        title=_maybe(document.title), outlet=_maybe(document.outlet), published=_maybe(document.published),
        url=_maybe(document.url), updated=_maybe(document.updated), language=_maybe(document.language),
    )  # fmt: skip


def _document(connection: sqlite3.Connection, reading: Reading, file: str, now: str) -> int:
    original = _original(connection, reading.original)
    row = connection.execute(
        "SELECT id FROM documents WHERE original = ? AND part = ?", (original, reading.part)
    ).fetchone()
    return row[0] if row else _add(
        connection, "documents", original=original, part=reading.part, file=_utf8(file), added=now
    )  # fmt: skip


def _original(connection: sqlite3.Connection, content: bytes) -> int:
    sha256 = _sha256(content)
    row = connection.execute("SELECT id FROM originals WHERE sha256 = ?", (sha256,)).fetchone()
    if row:
        return int(row[0])
    packed = zlib.compress(content)
    packing, kept = ("zlib", packed) if len(packed) < len(content) else ("none", content)
    return _add(connection, "originals", sha256=sha256, size=len(content), packing=packing, bytes=kept)


def _add(connection: sqlite3.Connection, table: str, **values: object) -> int:
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    command = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 (names from this module alone)
    return int(connection.execute(command, tuple(values.values())).lastrowid or 0)


def _identity(reading: Reading) -> tuple[str, str, str | None]:
    return _sha256(reading.original), _digest(storable(reading.document)), reading.document.published


def _digest(document: Document) -> str:
    """What tells two readings of the same content apart. Dates don't count: they may be given by hand.

    What a document hasn't of the newer keys is left out, so that a text that an older version read is known again.
    """
    posts = [{**post_json(post), "published": None} for post in document.posts]
    told = {key: value for key, value in document_json(document).items() if value or key not in _NEWER}
    return _sha256(_dump({**told, "published": None, "posts": posts}).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _utf8(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _maybe(text: str | None) -> str | None:
    return None if text is None else _utf8(text)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
