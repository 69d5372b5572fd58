"""The shape of the case file, and how an older one becomes the present one.

A document is some original bytes and a part of them. It may be read more than once, by a newer version of sayso or
with a publication date given by hand, so that its text belongs to a reading, and what a model found to the reading
it was found in. Nothing of this is ever changed: what is new stands beside the old, and the newest is shown.

What a person decides stands in `decisions`, beside what was found; to undo a decision is to mark it as undone.
"""

from __future__ import annotations

import sqlite3

APPLICATION = int.from_bytes(b"says", "big")

# Each entry leads from the version that is its index to the next. Entries are never edited once released.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE originals (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            packing TEXT NOT NULL CHECK (packing IN ('none', 'zlib')),
            bytes BLOB NOT NULL)""",
        """CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            original INTEGER NOT NULL REFERENCES originals,
            part INTEGER NOT NULL,
            file TEXT NOT NULL,
            added TEXT NOT NULL,
            UNIQUE (original, part))""",
        """CREATE TABLE readings (
            id INTEGER PRIMARY KEY,
            document INTEGER NOT NULL REFERENCES documents,
            digest TEXT NOT NULL,
            name TEXT NOT NULL,
            title TEXT,
            authors TEXT NOT NULL,
            outlet TEXT,
            published TEXT,
            url TEXT,
            posts TEXT NOT NULL,
            text TEXT NOT NULL)""",
        "CREATE INDEX readings_document ON readings (document, digest)",
        """CREATE TABLE findings (
            id INTEGER PRIMARY KEY,
            document INTEGER NOT NULL REFERENCES documents,
            reading INTEGER NOT NULL REFERENCES readings,
            model TEXT NOT NULL,
            found TEXT NOT NULL,
            times TEXT NOT NULL,
            UNIQUE (reading, model))""",
        "CREATE INDEX findings_document ON findings (document)",
        """CREATE TABLE sources (
            findings INTEGER NOT NULL REFERENCES findings,
            place INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT,
            type TEXT NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (findings, place)) WITHOUT ROWID""",
        """CREATE TABLE statements (
            id INTEGER PRIMARY KEY,
            findings INTEGER NOT NULL REFERENCES findings,
            place INTEGER NOT NULL,
            speaker TEXT,
            words TEXT NOT NULL,
            who TEXT NOT NULL,
            record TEXT NOT NULL,
            UNIQUE (findings, place))""",
        "CREATE VIEW latest AS SELECT document, max(id) AS findings FROM findings GROUP BY document",
        """CREATE VIRTUAL TABLE statement_index USING fts5 (
            words, who, content='statements', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
            INSERT INTO statement_index (rowid, words, who) VALUES (new.id, new.words, new.who); END""",
        """CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
            INSERT INTO statement_index (statement_index, rowid, words, who)
            VALUES ('delete', old.id, old.words, old.who); END""",
    ),
    (
        """CREATE TABLE decisions (
            id INTEGER PRIMARY KEY,
            made TEXT NOT NULL,
            author TEXT NOT NULL,
            kind TEXT NOT NULL,
            record TEXT NOT NULL,
            undone TEXT,
            undone_by TEXT,
            CHECK ((undone IS NULL) = (undone_by IS NULL)))""",
    ),
    (
        "ALTER TABLE readings ADD COLUMN updated TEXT",
        "ALTER TABLE readings ADD COLUMN language TEXT",
        "ALTER TABLE readings ADD COLUMN locators TEXT NOT NULL DEFAULT '[]'",
    ),
)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a case file up to the present version, all or nothing, the record of it included."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in MIGRATIONS[version:]:
            for command in step:
                connection.execute(command)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
