"""What people decided: a log with time and author, in which nothing is deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_COLUMNS = "id, made, author, kind, record, undone, undone_by"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: `number` names it within its case; `made` and `undone` are ISO 8601 in UTC."""

    number: int
    made: str
    author: str
    kind: str
    record: Mapping[str, Any]
    undone: str | None = None
    undone_by: str | None = None


def add(connection: sqlite3.Connection, kind: str, record: Mapping[str, Any], author: str) -> Decision:
    """Put a decision into the log, within a transaction that the caller holds."""
    made = _now()
    row = (made, author, kind, json.dumps(record, ensure_ascii=True, separators=(",", ":")))
    number = connection.execute("INSERT INTO decisions (made, author, kind, record) VALUES (?, ?, ?, ?)", row).lastrowid
    return Decision(int(number or 0), made, author, kind, dict(record))


def undo(connection: sqlite3.Connection, number: int, author: str) -> Decision:
    """Mark a decision as undone; raises KeyError where there is none that still holds."""
    command = "UPDATE decisions SET undone = ?, undone_by = ? WHERE id = ? AND undone IS NULL"
    if not connection.execute(command, (_now(), author, number)).rowcount:
        raise KeyError(number)
    query = f"SELECT {_COLUMNS} FROM decisions WHERE id = ?"  # noqa: S608 (names from this module alone)
    return _decision(connection.execute(query, (number,)).fetchone())


def decisions(connection: sqlite3.Connection, kinds: Sequence[str], *, undone: bool) -> list[Decision]:
    """The decisions of some kinds, all where none is named, in the order in which they were made."""
    query = f"SELECT {_COLUMNS} FROM decisions WHERE ? OR undone IS NULL ORDER BY id"  # noqa: S608 (as above)
    found = map(_decision, connection.execute(query, (undone,)))
    return [decision for decision in found if not kinds or decision.kind in kinds]


def _decision(row: Sequence[Any]) -> Decision:
    number, made, author, kind, record, undone, undone_by = row
    return Decision(number, made, author, kind, json.loads(record), undone, undone_by)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
