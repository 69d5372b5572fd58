"""Ledgers on standard output: as a table, as JSON lines, as CSV; and as a page in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal, Protocol

from sayso.case import StoredLedger
from sayso.cli.failures import say
from sayso.export import rows
from sayso.export.plain import json_line
from sayso.model import Interrupted, SaysoError, UsageError

Format = Literal["table", "json", "csv"]


class Printer(Protocol):
    """Prints one ledger after another."""

    def ledger(self, stored: StoredLedger, *, known: bool = False) -> None:
        """Print a document's ledger; `known` where the case had it already."""

    def failure(self, file: str, error: SaysoError) -> None:
        """Note, beside what stderr says, that an input failed."""

    def close(self) -> None:
        """Print what comes last."""


def printer(form: Format) -> Printer:
    """The printer of a format."""
    if form != "table":
        utf8()
        return _JsonLines() if form == "json" else _Csv()
    from sayso.cli.table import LedgerTable, console  # noqa: PLC0415 (rich is slow to import)

    return LedgerTable(console())


def utf8() -> None:
    """What programs read is UTF-8 whatever the terminal is set to."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON line."""
    print(json_line(value))  # noqa: T201 (this is its place)


def print_rows(*table: rows.Row) -> None:
    """Print rows of CSV."""
    rows.write_rows(table, sys.stdout)


def flush() -> None:
    """Hand on what was printed, so that whoever reads it need not wait for the next document."""
    sys.stdout.flush()


def check_page(path: Path | None) -> None:
    """Refuse a page that can't be written before the work is done, not after."""
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise UsageError(f"{path}: no page can be written there", "name a file in a folder that exists")


def write_page(path: Path, ledgers: Iterator[StoredLedger]) -> None:
    """Write the page of some ledgers."""
    from sayso.export import page  # noqa: PLC0415 (not needed without --html)

    try:
        page.write_page((stored.ledger for stored in ledgers), path)
    except OSError as error:
        raise Interrupted(
            f"{path}: the page can't be written ({error.strerror or error})", "see that there is room and that you may"
        ) from error
    say(f"wrote {path}")


class _JsonLines:
    def ledger(self, stored: StoredLedger, *, known: bool = False) -> None:  # noqa: ARG002 (part of the protocol)
        print_json(rows.ledger_object(stored))
        flush()

    def failure(self, file: str, error: SaysoError) -> None:
        print_json({"file": file, "error": str(error)})
        flush()

    def close(self) -> None:
        pass


class _Csv:
    def __init__(self) -> None:
        print_rows(rows.STATEMENT_COLUMNS)

    def ledger(self, stored: StoredLedger, *, known: bool = False) -> None:  # noqa: ARG002 (part of the protocol)
        print_rows(*rows.statement_rows(stored))
        flush()

    def failure(self, file: str, error: SaysoError) -> None:
        pass

    def close(self) -> None:
        pass
