"""Opening a case file: whose it is, who may read it, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.case.schema import APPLICATION, VERSION, migrate
from sayso.model import CaseError, Interrupted, NewerCase, NoCase

_REASONS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and run the same command again: what was finished is kept"),
    sqlite3.SQLITE_IOERR: (
        "the disk can't be written to or read from",
        "see that there is room and run the same command again: what was finished is kept",
    ),
    sqlite3.SQLITE_BUSY: ("another program keeps the case locked", "wait until it is done and run the command again"),
    sqlite3.SQLITE_LOCKED: ("another program keeps the case locked", "wait until it is done and run the command again"),
    sqlite3.SQLITE_READONLY: ("the case can't be written to", "make it writable, or name another with --case"),
    sqlite3.SQLITE_PERM: ("the case can't be opened", "see that you may read and write it and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("the case can't be opened", "see that you may read and write it and its folder"),
    sqlite3.SQLITE_TOOBIG: ("a document is too large for the case", "split it"),
}


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into the errors of a case, with the file's name and a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _REASONS:
            reason, remedy = _REASONS[code]
            raise Interrupted(f"{path}: {reason}", remedy) from error
        if code == sqlite3.SQLITE_NOTADB:
            raise CaseError(f"{path}: this file is no sayso case", "name another with --case") from error
        raise CaseError(
            f"{path}: the case is damaged ({error})", "restore it from a copy, or read the documents into a new one"
        ) from error
    except OSError as error:
        remedy = "see that you may write there and that there is room"
        raise Interrupted(f"{path}: {error.strerror or error}", remedy) from error


def connect(path: Path, *, create: bool, patience: float) -> sqlite3.Connection:
    """A connection to the case at `path`; waits `patience` seconds for others to let go of it.

    Raises NoCase, NewerCase, CaseError for a file that is none, Interrupted where it can't be opened.
    """
    with guarded(path):
        if create:
            _make(path)
        elif not path.is_file() or not path.stat().st_size:
            raise NoCase(f"{path}: there is no case here", "make one with `sayso read FILES`, or name it with --case")
        connection = _connection(path, patience)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def _make(path: Path) -> None:
    """Make an empty file that only its owner may read: a case can name confidential sources."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise CaseError(f"{path}: this is no file", "name another with --case") from None


def _connection(path: Path, patience: float) -> sqlite3.Connection:
    connection = _connected(path, "rw", patience)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        # A case on a medium that can't be written to, or in a folder that can't: it can still be looked at.
        connection.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        connection = _connected(path, "ro&immutable=1", patience)
    return connection


def _connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # in one transaction: another program may be making the case at this moment
    connection.execute("BEGIN")
    application = _number(connection, "PRAGMA application_id")
    version = _number(connection, "PRAGMA user_version")
    tables = _number(connection, "SELECT count(*) FROM sqlite_master")
    connection.execute("ROLLBACK")
    if application != APPLICATION:
        if application or version or tables:
            raise CaseError(f"{path}: this file is no sayso case", "name another with --case")
        if not create:
            raise NoCase(f"{path}: there is no case here", "make one with `sayso read FILES`")
    if version > VERSION:
        raise NewerCase(
            f"{path}: a newer version of sayso wrote this case (its format is {version}, this one knows {VERSION})",
            "install the newest sayso, or name another with --case",
        )
    if version < VERSION:
        migrate(connection)
    if create:
        _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let one program write while others read."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # another program has just opened it: it will do without, and the next opening switches
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def _number(connection: sqlite3.Connection, query: str) -> int:
    (value,) = connection.execute(query).fetchone()
    return int(value)
