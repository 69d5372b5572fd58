"""The read command: files into the case, their ledger onto the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sayso import bulk, documents
from sayso.case import Case, StoredLedger
from sayso.cli.failures import FAILED, fail, say
from sayso.cli.output import Format, Printer, check_page, printer, write_page
from sayso.cli.progress import Progress
from sayso.cli.version import model
from sayso.model import Document, Reading, Unreadable

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read; `published` dates documents that don't say when they appeared."""

    case: Path
    form: Format = "table"
    page: Path | None = None
    published: str | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class _Given:
    """One input: what was read from it and, where the case has it already, its ledger; `size` in bytes."""

    file: str
    reading: Reading | Unreadable
    size: int = 0
    stored: StoredLedger | None = None


def read(paths: Iterable[str], options: Options) -> int:
    """Read files, folders and standard input into the case and print their ledger; the exit code."""
    paths = tuple(paths)
    check_page(options.page)
    workers = options.workers or bulk.cores()
    found = documents.read_files(_sources(paths), options.published, workers)
    with closing(found), Case.open(options.case, create=True) as case:
        run = _Run(case, options, model())
        try:
            run.all(_given(found), _size(paths))
        except KeyboardInterrupt:
            say("stopped", f"what was finished is in {options.case}; the same command goes on from there")
            raise
    return FAILED if run.failures else 0


class _Run:
    def __init__(self, case: Case, options: Options, model: str) -> None:
        self.failures = 0
        self._case = case
        self._options = options
        self._model = model
        self._numbers: dict[int, None] = {}
        self._out: Printer = printer(options.form)

    def all(self, given: Iterator[_Given], size: int | None) -> None:
        found = bulk.ledgers(map(self._task, given), self._options.workers)
        with Progress(size) as progress, closing(found):
            for one, ledger in found:
                stored, failed = self._keep(one, ledger)
                with progress.aside():
                    if stored:
                        self._numbers[stored.number] = None
                        self._out.ledger(stored, known=one.stored is not None)
                    elif failed:
                        self._failed(one, failed)
                progress.advance(stored.ledger.document.text if stored and not one.stored else "", one.size)
        self._out.close()
        if self._options.page:
            write_page(self._options.page, self._case.ledgers(numbers=self._numbers))

    def _keep(self, one: _Given, found: bulk.Found) -> tuple[StoredLedger | None, Unreadable | None]:
        """What is to be printed of an input, once it is in the case: its ledger, or why there is none."""
        if isinstance(one.reading, Unreadable):
            return None, one.reading
        if isinstance(found, Unreadable):
            return None, found
        if found:
            self._case.add(found, one.reading, one.file)
        return one.stored or self._stored(one.file, one.reading), None

    def _task(self, one: _Given) -> tuple[_Given, Document | None]:
        if isinstance(one.reading, Unreadable):
            return one, None
        stored = self._stored(one.file, one.reading)
        return (replace(one, stored=stored), None) if stored else (one, one.reading.document)

    def _stored(self, file: str, reading: Reading) -> StoredLedger | None:
        """What the case has, under the name that was given this time."""
        stored = self._case.find(reading, self._model)
        return stored and replace(stored, file=file, part=reading.part)

    def _failed(self, one: _Given, error: Unreadable) -> None:
        self.failures += 1
        line = "" if error.part is None else f"line {error.part + 1}"
        self._out.failure(one.file, error)
        fail(error, ": ".join(filter(None, (one.file, line))))


def _given(found: Iterable[tuple[documents.Source, Reading | Unreadable]]) -> Iterator[_Given]:
    """What the files hold; a file's size is counted once, as each part is done where that can be told."""
    source, left = None, 0
    for of, reading in found:
        if of is not source:
            source, left = of, 0 if of.held is not None else _bytes(of.path)
        step = min(left, len(reading.original)) if isinstance(reading, Reading) else 0
        left -= step
        yield _Given(_name(of.path), reading, step)


def _sources(paths: Iterable[str]) -> Iterator[documents.Source]:
    for path in paths:
        if path == STDIN:
            yield documents.Source(Path(STDIN), sys.stdin.buffer.read())
        else:
            yield from map(documents.Source, documents.find([Path(path)]))


def _size(paths: Iterable[str]) -> int | None:
    """The bytes to be read, for the time left; None where nobody sees it or it can't be known."""
    if not sys.stderr.isatty() or STDIN in paths:
        return None
    return sum(map(_bytes, documents.find(map(Path, paths))))


def _bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0


def _name(file: Path) -> str:
    """A file's name as text; bytes that are no UTF-8 stand as their numbers."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")
