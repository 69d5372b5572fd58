"""Files read in processes of their own, so that a crash, a hang or a bomb costs the file that made it and no other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Full, Queue, SimpleQueue
from typing import Any

from sayso.documents import sniff
from sayso.documents.confined import SECONDS
from sayso.documents.reading import check_date, read, read_file
from sayso.model import Reading, Unreadable
from sayso.model.json import document_from

_AHEAD = 4
"""Documents of a file that may wait to be asked for; its process rests meanwhile."""
_WAIT = 2 * SECONDS
"""Seconds after which a process that gives nothing is ended: one that sleeps uses no processor time."""
_SERVE = "from sayso.documents.confined import serve; serve()"

Found = Reading | Unreadable


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: a file, or bytes that came from somewhere and the name that tells their format."""

    path: Path
    held: bytes | None = None


def read_files(
    sources: Iterable[Source], published: str | None = None, workers: int = 1
) -> Generator[tuple[Source, Found], None, None]:
    """The documents of files, in the order of the files, each parsed in one of `workers` confined processes.

    A process may take 3 GB of memory and, for each document, 120 s of processor time; it reaches no network and starts
    no program. Where it is ended, its file comes as Unreadable from there on. Plain text and JSON lines are read here,
    since nobody's code but ours touches them. Close the generator, and no process is left. Raises UsageError, at the
    call, for a `published` that is no date.
    """
    check_date(published)
    return _files(sources, published, workers)


def _files(
    sources: Iterable[Source], published: str | None, workers: int
) -> Generator[tuple[Source, Found], None, None]:
    waiting: deque[tuple[Source, _Stream | None]] = deque()
    with _Crew(workers) as crew:
        for source in map(_opened, sources):
            waiting.append((source, None if _harmless(source) else crew.read(source)))
            if len(waiting) > 2 * workers:
                yield from _dated(*waiting.popleft(), published)
        while waiting:
            yield from _dated(*waiting.popleft(), published)


def _dated(source: Source, stream: _Stream | None, published: str | None) -> Iterator[tuple[Source, Found]]:
    """What a source holds, dated by `published` where it doesn't say when it appeared."""
    if stream is None:
        here = read_file(source.path) if source.held is None else read(source.held, source.path.name)
    else:
        here = iter(stream)
    for found in here:
        if published and isinstance(found, Reading) and found.document.published is None:
            yield source, replace(found, document=replace(found.document, published=published))
        else:
            yield source, found


def _opened(source: Source) -> Source:
    """A pipe's bytes are taken here: they can be had once, and their head decides where they are parsed."""
    if source.held is not None or source.path.is_file() or not source.path.exists() or source.path.is_dir():
        return source
    try:
        with source.path.open("rb") as stream:
            return replace(source, held=stream.read(sniff.MAX_BYTES + 1))
    except OSError:
        return source


def _harmless(source: Source) -> bool:
    """Whether no library parses a file: plain text, JSON lines, and what is not read at all."""
    try:
        head = source.held
        if head is None:
            with source.path.open("rb") as stream:
                head = stream.read(sniff.HEAD_BYTES)
        head = head[: sniff.HEAD_BYTES]
        kind = sniff.format_of(head, source.path.name)
    except (OSError, ValueError, Unreadable):
        return True
    return kind == "lines" or (kind == "text" and b"<" not in head)


class _Stream:
    """What one file gives, as it comes; what reads it may stop at any time."""

    def __init__(self) -> None:
        self._found: Queue[Found | None] = Queue(_AHEAD)
        self.closed = False

    def put(self, found: Found | None) -> None:
        while not self.closed:
            try:
                self._found.put(found, timeout=0.2)
            except Full:
                continue
            return

    def __iter__(self) -> Iterator[Found]:
        while (found := self._found.get()) is not None:
            yield found

    def close(self) -> None:
        self.closed = True
        try:
            while True:
                self._found.get_nowait()
        except Empty:
            pass


class _Crew:
    """The processes, each led by a thread while it works; one is started when there is work for it."""

    def __init__(self, workers: int) -> None:
        self._readers = [_Reader() for _ in range(workers)]
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(workers)
        self._streams: set[_Stream] = set()

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in tuple(self._streams):
            stream.close()
        for reader in self._readers:
            reader.close()
        self._threads.shutdown(cancel_futures=True)

    def read(self, source: Source) -> _Stream:
        stream = _Stream()
        self._streams.add(stream)
        self._threads.submit(self._lead, source, stream)
        return stream

    def _lead(self, source: Source, stream: _Stream) -> None:
        reader = self._idle.get()
        try:
            for found in reader.read(source):
                stream.put(found)
                if stream.closed:
                    break
        finally:
            self._idle.put(reader)
            stream.put(None)
            self._streams.discard(stream)


class _Reader:
    """A confined process; a new one takes its place when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._late = False
        self._change = threading.RLock()  # nobody closes it while its process is being exchanged

    def read(self, source: Source) -> Iterator[Found]:
        """The documents of a source, and why there are no more where the process ended before the file did."""
        given = 0
        try:
            process = self._running()
            self._order(process, source)
            while (found := self._next(process)) is not None:
                given += 1
                yield found
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            if not self._closed:
                yield self._ended(given)

    def close(self) -> None:
        with self._change:
            self._closed = True
            self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._change:
            if self._closed:
                raise OSError("closed")
            if self._process is None or self._process.poll() is not None:
                self._kill()
                self._process = subprocess.Popen(  # noqa: S603 - this Python, and words from this module alone
                    [sys.executable, "-P", "-c", _SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL, start_new_session=True,  # no Ctrl-C reaches it: its parent decides
                )  # fmt: skip
            return self._process

    @staticmethod
    def _order(process: subprocess.Popen[bytes], source: Source) -> None:
        assert process.stdin  # noqa: S101 - it was started with a pipe
        task = {"path": os.fspath(source.path), "bytes": None if source.held is None else len(source.held)}
        process.stdin.write(json.dumps(task).encode() + b"\n" + (source.held or b""))
        process.stdin.flush()

    def _next(self, process: subprocess.Popen[bytes]) -> Found | None:
        """The next answer, None behind the last; raises ValueError and the like where it is none."""
        self._late = False
        watch = threading.Timer(_WAIT, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            assert process.stdout  # noqa: S101
            row = json.loads(process.stdout.readline())
            return self._made(row, process.stdout.read(row.get("bytes", 0)))
        finally:
            watch.cancel()

    @staticmethod
    def _made(row: dict[str, Any], original: bytes) -> Found | None:
        if row["is"] == "end":
            return None
        if row["is"] == "unreadable":
            return Unreadable(str(row["reason"]), str(row["remedy"]), row["part"])
        if len(original) != row["bytes"]:
            raise ValueError("an answer was cut short")
        return Reading(document_from(row["document"]), original, int(row["part"]))

    def _too_late(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):  # what it was still to be told
                    if pipe:
                        pipe.close()

    def _ended(self, given: int) -> Unreadable:
        """Why the process ended; it is gone afterwards, whatever it was."""
        self._kill()
        code = self._process.returncode if self._process else 0
        late = self._late or code == -getattr(signal, "SIGXCPU", 0)
        how = f"took more than {SECONDS} s" if late else f"ended the process that read it ({_name(code)})"
        rest = f"; its first {given} documents were read, what follows them was not" if given else ""
        return Unreadable(f"{how}{rest}", "save its text and read that, or split it")


def _name(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
