"""Case: adding documents to the case file, and looking them up."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sayso.case import decisions as deciding
from sayso.case import joining, search
from sayso.case.adding import findings_of, insert
from sayso.case.decisions import Decision
from sayso.case.joining import Joined
from sayso.case.opening import connect, guarded
from sayso.case.records import Hit, SourceLine, StoredLedger, Wanted, said_by
from sayso.model import Document, Ledger, Reading, Statement
from sayso.model.json import ledger_from, locator_from

_LEDGER = """
    SELECT documents.id, documents.file, documents.part, findings.id, findings.model, findings.times,
        readings.name, readings.title, readings.authors, readings.outlet, readings.published, readings.url,
        readings.posts, readings.text, readings.updated, readings.language, readings.locators
    FROM findings JOIN readings ON readings.id = findings.reading JOIN documents ON documents.id = findings.document"""

# Named people and organisations are one line over all documents. Anyone else is one only within a document: two
# "officials" are two until somebody shows that they are one.
_SOURCES = """
    SELECT sources.name, sources.type, max(json_extract(sources.record, '$.role')),
        max(json_extract(sources.record, '$.anonymity')), count(DISTINCT latest.document), sum((
            SELECT count(*) FROM statements
            WHERE statements.findings = sources.findings AND statements.speaker = sources.id)) AS said,
        readings.title, documents.file, ltrim(min(printf('%012d@%s', latest.document, sources.id)), '0')
    FROM latest JOIN findings ON findings.id = latest.findings JOIN readings ON readings.id = findings.reading
        JOIN documents ON documents.id = latest.document JOIN sources ON sources.findings = latest.findings
    GROUP BY sources.type, lower(sources.name), CASE
        WHEN sources.type IN ('person', 'organisation') AND sources.name IS NOT NULL THEN ''
        ELSE sources.findings || '/' || sources.id END
    ORDER BY said DESC, sources.name, documents.id"""

_SEARCH = """
    SELECT documents.id, documents.file, documents.part, readings.title, statements.record, readings.posts,
        highlight({index}, 0, ?1, ?2), findings.model
    FROM {index} JOIN statements ON statements.id = {index}.rowid
        JOIN latest ON latest.findings = statements.findings JOIN findings ON findings.id = latest.findings
        JOIN readings ON readings.id = findings.reading JOIN documents ON documents.id = latest.document
    WHERE {index} MATCH ?3 {more} ORDER BY {index}.rank, statements.id"""
_FOUND = _SEARCH.format(index="statement_index", more="")
# What only another name of the speaker finds.
_ALSO = _SEARCH.format(
    index="joined_index",
    more="AND joined_index.rowid NOT IN (SELECT rowid FROM statement_index WHERE statement_index MATCH ?3)",
)

_TEXTS = """
    SELECT latest.document, readings.text FROM latest JOIN findings ON findings.id = latest.findings
        JOIN readings ON readings.id = findings.reading ORDER BY latest.document"""

ALL = Wanted()
_NOWHERE = Document("", "")


class Case:
    """One case file, open. Every method raises CaseError or one of its kinds; see `Case.open`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False, patience: float = 60.0) -> Self:
        """Open the case at `path`; with `create`, make it where there is none, readable by its owner alone.

        Several programs may have one case open; one that writes waits up to `patience` seconds for the others.
        Raises NoCase, NewerCase, CaseError for a file that is no case or damaged, Interrupted for one out of reach.
        """
        return cls(connect(path, create=create, patience=patience), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, ledger: Ledger, reading: Reading, file: str) -> bool:
        """Keep what was read and found, whole or not at all; False where the case has it already.

        `file` is the name the document was given under.
        """
        with self._writing():
            added = findings_of(self._connection, reading, ledger.model) is None
            if added:
                insert(self._connection, ledger, reading, file)
        return added

    def decide(self, kind: str, record: Mapping[str, Any], author: str) -> Decision:
        """Keep what a person decided; nothing that was found is changed by it."""
        with self._writing():
            return deciding.add(self._connection, kind, record, author)

    def undo(self, number: int, author: str) -> Decision:
        """Mark a decision as undone; it stays in the log. Raises KeyError for one that isn't there or is undone."""
        with self._writing():
            return deciding.undo(self._connection, number, author)

    def decisions(self, *kinds: str, undone: bool = False) -> list[Decision]:
        """The decisions in the order in which they were made: those of the kinds, all where none is named.

        With `undone`, those that were undone as well.
        """
        with guarded(self.path):
            return deciding.decisions(self._connection, kinds, undone=undone)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, whole or not at all."""
        with guarded(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def has(self, reading: Reading, model: str) -> bool:
        """Whether the case keeps what `model` found in this reading of this content."""
        with guarded(self.path):
            return findings_of(self._connection, reading, model) is not None

    def find(self, reading: Reading, model: str) -> StoredLedger | None:
        """What `model` found in this reading of this content, where the case has it."""
        with guarded(self.path):
            findings = findings_of(self._connection, reading, model)
            return next(self._ledgers("WHERE findings.id = ?", findings), None) if findings else None

    def ledgers(self, wanted: Wanted = ALL, numbers: Iterable[int] | None = None) -> Iterator[StoredLedger]:
        """The ledgers of the case, the latest of each document, in the order in which the documents were added.

        With `numbers`, those documents in that order. One document is held in memory at a time.
        """
        with guarded(self.path):
            if numbers is None:
                stored = self._ledgers("WHERE findings.id IN (SELECT findings FROM latest) ORDER BY documents.id")
            else:
                one = "WHERE findings.id = (SELECT max(id) FROM findings WHERE document = ?)"
                stored = (ledger for number in numbers for ledger in self._ledgers(one, number))
            known = self.joined() if wanted.speaker else Joined()
            for ledger in stored:
                if _meant(ledger, wanted.document):
                    chosen = _chosen(ledger, wanted, known)
                    if chosen.statements or not wanted.statements:
                        yield replace(ledger, ledger=chosen)

    def sources(self, *, joined: bool = True) -> Iterator[SourceLine]:
        """Every source of the case, those who say most first; `title` and `file` name a document it is in.

        Those that people found to be one are one; without `joined`, each stands for itself, as it was found.
        """
        with guarded(self.path):
            lines = (SourceLine(*row) for row in self._connection.execute(_SOURCES))
            yield from joining.merged(lines, self.joined() if joined else Joined())

    def commenters(self) -> Iterator[SourceLine]:
        """Those who comment under a name that is no source's: nothing of theirs was found to be a statement."""
        with guarded(self.path):
            for row in self._connection.execute(joining.COMMENTERS, (None,)):
                yield SourceLine(*row)

    def joined(self) -> Joined:
        """Which sources people found to be one, and which to be two."""
        with guarded(self.path):
            return joining.joined(self._connection)

    def texts(self) -> Iterator[tuple[int, str]]:
        """The number and the text of each document, as it was read last."""
        with guarded(self.path):
            yield from self._connection.execute(_TEXTS)

    def search(self, typed: str) -> Iterator[Hit]:
        """The statements whose words or speakers match all that was typed, best first; any input is safe.

        Those follow which only another name of their speaker finds, where people found two sources to be one.
        """
        query = search.query(typed)
        if not query:
            return
        with guarded(self.path):
            given = (search.OPEN, search.CLOSE, query)
            rows: Iterable[Any] = self._connection.execute(_FOUND, given)
            if (known := self.joined()).groups:
                joining.index(self._connection, known)
                rows = chain(rows, self._connection.execute(_ALSO, given))
            for number, file, part, title, record, posts, text, model in rows:
                found = ledger_from(_row("", model, [json.loads(record)], posts=json.loads(posts)), _NOWHERE)
                (statement,) = found.statements
                by = {post.id: post for post in found.document.posts}
                author = by[statement.post].author if statement.post in by else None
                yield Hit(number, file, part, title, statement, said_by(statement, by), author, *search.marked(text))

    def original(self, number: int) -> bytes:
        """The bytes that a document was read from; raises KeyError for a number that the case doesn't have."""
        query = "SELECT packing, bytes FROM originals WHERE id = (SELECT original FROM documents WHERE id = ?)"
        with guarded(self.path):
            row = self._connection.execute(query, (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        packing, kept = row
        return zlib.decompress(kept) if packing == "zlib" else bytes(kept)

    def _ledgers(self, where: str, *values: object) -> Iterator[StoredLedger]:
        for row in self._connection.execute(f"{_LEDGER} {where}", values):
            number, file, part, findings, model, times, *read = row
            name, title, authors, outlet, published, url, posts, text, updated, language, locators = read
            document = Document(
                name, text, title, tuple(json.loads(authors)), outlet, published, url, (), updated, language,
                tuple(locator_from(x) for x in json.loads(locators)),
            )  # fmt: skip
            line = _row(
                name, model, self._records("statements", findings), self._records("sources", findings),
                json.loads(times), json.loads(posts),
            )  # fmt: skip
            yield StoredLedger(number, file, part, ledger_from(line, document))

    def _records(self, table: str, findings: int) -> list[Any]:
        query = f"SELECT record FROM {table} WHERE findings = ? ORDER BY place"  # noqa: S608 (names from this module alone)
        return [json.loads(record) for (record,) in self._connection.execute(query, (findings,))]


def _row(
    name: str, model: str, statements: list[Any], sources: list[Any] | None = None,
    times: list[Any] | None = None, posts: list[Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": name, "model": model, "statements": statements, "sources": sources or [],
        "times": times or [], "posts": posts or [],
    }  # fmt: skip


def _meant(stored: StoredLedger, document: str) -> bool:
    """Whether this is the document that is asked for: by number, id, or a part of its title or file name."""
    if not document:
        return True
    d = stored.ledger.document
    if document.removeprefix("#").isdecimal():
        return document.removeprefix("#") == str(stored.number) or document == d.id
    return document == d.id or any(document.casefold() in name.casefold() for name in (d.title or "", stored.file))


def _chosen(stored: StoredLedger, wanted: Wanted, known: Joined) -> Ledger:
    """A ledger with only the statements that are wanted, and only the sources that say them."""
    ledger = stored.ledger
    if not wanted.statements:
        return ledger
    posts = {post.id: post for post in ledger.document.posts}
    kept: tuple[Statement, ...] = tuple(
        s for s in ledger.statements if wanted.keeps(s, said_by(s, posts), *known.names(s, stored.number))
    )
    speakers = {s.speaker.id for s in kept if s.speaker}
    return replace(ledger, statements=kept, sources=tuple(s for s in ledger.sources if s.id in speakers))
