"""The extract command: JSON lines in, ledger lines out, in the same order; what was interrupted goes on.

Beside the output stands OUT.progress while the work isn't done: how far the input is read and how much of the output
belongs to that. It is replaced as a whole after each line, so that whatever was written after it is known to be
unfinished and is cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, Self, cast

from sayso import bulk
from sayso.cli.failures import FAILED, fail, say
from sayso.cli.progress import Progress
from sayso.cli.version import model
from sayso.documents.lines import read_lines
from sayso.export.plain import json_line
from sayso.model import Document, Interrupted, Ledger, Reading, Unreadable, UsageError
from sayso.model.json import ledger_json

STDIO = "-"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a run has come: lines, bytes and the hash of the input read, bytes written, and lines that failed."""

    model: str
    lines: int = 0
    read: int = 0
    sha256: str = hashlib.sha256().hexdigest()
    written: int = 0
    failed: int = 0


def extract(source: str, target: str, workers: int | None) -> int:
    """Write the ledger lines of the documents in `source` to `target`; the exit code.

    Raises Unreadable where there is no input, Interrupted where the output can't be written, UsageError where it is
    the input.
    """
    with ExitStack() as stack:
        lines = _Lines(stack.enter_context(_opened(source, target)))
        out = stack.enter_context(_Output(target, resumable=source != STDIO))
        place = out.resume(lines, model())
        try:
            place = _run(source, lines, out, place, workers)
        except KeyboardInterrupt:
            say("stopped", "the same command goes on from there" if out.resumable else "")
            raise
        out.done()
    return FAILED if place.failed else 0


def _opened(source: str, target: str) -> BinaryIO:
    if source == STDIO:
        return sys.stdin.buffer
    try:
        if target != STDIO and Path(target).exists() and Path(source).samefile(target):
            raise UsageError(f"{target}: this is the input", "name another file for the output")
        return Path(source).open("rb")
    except OSError as error:
        remedy = "name a file of JSON lines, or - for standard input"
        raise Unreadable(f"{source}: {error.strerror or error}", remedy) from error


def _run(source: str, lines: _Lines, out: _Output, place: _Place, workers: int | None) -> _Place:
    found = bulk.ledgers(_items(lines, place), workers)
    with Progress(lines.total) as progress, closing(found):
        progress.skip(place.read)
        for after, ledger in found:
            failed = after.error if ledger is None else ledger
            text = ""
            if isinstance(failed, Unreadable):
                with progress.aside():
                    fail(failed, f"{source}: line {after.lines}")
            elif isinstance(ledger, Ledger):
                text = ledger.document.text
                out.write(json_line(ledger_json(ledger)).encode() + b"\n")
            progress.advance(text, after.read - place.read)
            place = replace(
                place, lines=after.lines, read=after.read, sha256=after.sha256, written=out.size,
                failed=place.failed + isinstance(failed, Unreadable),
            )  # fmt: skip
            out.reached(place)
    return place


def _items(lines: _Lines, start: _Place) -> Iterator[tuple[_After, Document | None]]:
    for item in read_lines(cast("BinaryIO", lines), None):  # it asks for readline alone
        if isinstance(item, Reading):
            yield lines.after(None), item.document
        elif item.part is not None or not start.read:  # a resumed run may find that nothing is left: that is well
            yield lines.after(item), None


@dataclass(frozen=True, slots=True)
class _After:
    """The place in the input after a line, and what is wrong with the line."""

    lines: int
    read: int
    sha256: str
    error: Unreadable | None


class _Lines:
    """The lines of the input, counted and hashed as they are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read = self.lines = 0
        self._unended = False
        self._stream = stream
        self._hash = hashlib.sha256()
        status = os.fstat(stream.fileno())
        self.total = status.st_size if stat.S_ISREG(status.st_mode) else None

    def readline(self, limit: int) -> bytes:
        line = self._stream.readline(limit)
        self._count(line)
        self.lines += line.endswith(b"\n")
        self._unended = bool(line) and not line.endswith(b"\n")
        return line

    def after(self, error: Unreadable | None) -> _After:
        return _After(self.lines + self._unended, self.read, self._hash.hexdigest(), error)

    def skip_to(self, place: _Place) -> bool:
        """Go on behind what was read before; False, and back at the start, where the input is not the same."""
        while self.read < place.read and (block := self._stream.read(min(_BLOCK, place.read - self.read))):
            self._count(block)
        if self.read == place.read and self._hash.hexdigest() == place.sha256:
            self.lines = place.lines
            return True
        self._stream.seek(0)
        self.read = 0
        self._hash = hashlib.sha256()
        return False

    def _count(self, data: bytes) -> None:
        self.read += len(data)
        self._hash.update(data)


class _Output:
    """The output, which holds whole lines alone, and the record of how far it has come."""

    def __init__(self, target: str, *, resumable: bool) -> None:
        self._name = target
        self._path = Path(target)
        self._record = self._path.with_name(self._path.name + ".progress")
        self.size = 0
        with self._guarded():
            self._file = (
                os.dup(sys.stdout.fileno()) if target == STDIO else os.open(target, os.O_WRONLY | os.O_CREAT, 0o666)
            )
            self._regular = target != STDIO and stat.S_ISREG(os.fstat(self._file).st_mode)
        self.resumable = resumable and self._regular

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def resume(self, lines: _Lines, model: str) -> _Place:
        """Where to go on: at the beginning, or where the run before was interrupted."""
        place = self._recorded() if self.resumable else None
        if place and (place.model != model or self._length() < place.written or not lines.skip_to(place)):
            say(
                self._name,
                "the input, the output or the model has changed since the run was interrupted; starting anew",
            )
            place = None
        place = place or _Place(model)
        self.size = place.written
        if self._regular:
            with self._guarded():
                os.ftruncate(self._file, self.size)
                os.lseek(self._file, self.size, os.SEEK_SET)
        return place

    def write(self, line: bytes) -> None:
        """Write a line, whole or not at all."""
        with self._guarded():
            try:
                left = memoryview(line)
                while left:
                    left = left[os.write(self._file, left) :]
            except OSError:
                if self._regular:
                    os.ftruncate(self._file, self.size)
                raise
        self.size += len(line)

    def reached(self, place: _Place) -> None:
        """Record a place; what is written is on record from here on."""
        if not self.resumable:
            return
        draft = self._record.with_name(self._record.name + ".new")
        with self._guarded():
            draft.write_text(json.dumps(asdict(place)), "utf-8")
            draft.replace(self._record)

    def done(self) -> None:
        """The work is finished: nothing is left to go on from."""
        if self.resumable:
            self._record.unlink(missing_ok=True)

    def _recorded(self) -> _Place | None:
        try:
            return _Place(**json.loads(self._record.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _length(self) -> int:
        return os.fstat(self._file).st_size

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            remedy = "see that there is room and that you may write there, and run the same command again"
            raise Interrupted(f"{self._name}: {error.strerror or error}", remedy) from error
