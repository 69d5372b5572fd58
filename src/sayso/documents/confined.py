"""The process in which files are parsed: it may compute and read files, and nothing else.

It takes tasks from its standard input and writes what it found to its standard output: a line of JSON each, and behind
it as many bytes as that line announces. Nothing that it writes is more than data to who reads it.
"""

from __future__ import annotations

import ctypes
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sayso.documents import reading
from sayso.model import Reading, Unreadable
from sayso.model.json import document_json, post_json

MEMORY = 3_000_000_000
"""Bytes of address space that the process may have: a page of the largest size that is read takes a third of it."""

SECONDS = 120
"""Processor time that one file may take from one of its documents to the next."""

_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill", "pty.", "ftplib.",
            "smtplib.", "urllib.", "webbrowser.")  # fmt: skip
_DIES_WITH_PARENT = 1
_KILLED = 9


def serve() -> None:
    """Work on the tasks of standard input until it ends."""
    tasks, out = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not stand among the answers
    _confine()
    while line := tasks.readline():
        task = json.loads(line)
        held = tasks.read(task["bytes"]) if task["bytes"] is not None else None
        for found in _read(task, held):
            _answer(out, found)
        _write(out, {"is": "end"})


def _read(task: dict[str, Any], held: bytes | None) -> Iterator[Reading | Unreadable]:
    """What the file of a task holds; whatever goes wrong is said as of this file."""
    source = reading.read_file(Path(task["path"])) if held is None else reading.read(held, task["path"])
    while True:
        _more_time()
        try:
            found = next(source, None)
        except MemoryError:
            found = Unreadable(f"takes more than {MEMORY // 10**9} GB of memory", "read it in parts, or save its text")
        except RecursionError:
            found = Unreadable("is nested too deep", "save its text and read that")
        except Exception as error:  # noqa: BLE001 - documents are hostile, and others wait
            found = Unreadable(f"sayso failed on it ({type(error).__name__}: {error})", "please report this")
        if found is None:
            return
        yield found


def _answer(out: BinaryIO, found: Reading | Unreadable) -> None:
    if isinstance(found, Unreadable):
        _write(out, {"is": "unreadable", "reason": found.reason, "remedy": found.remedy, "part": found.part})
        return
    document = found.document
    row = {"id": document.id, **document_json(document), "posts": [post_json(p) for p in document.posts]}
    _write(out, {"is": "reading", "part": found.part, "document": row, "bytes": len(found.original)}, found.original)


def _write(out: BinaryIO, row: dict[str, Any], behind: bytes = b"") -> None:
    out.write(json.dumps(row).encode() + b"\n" + behind)
    out.flush()


def _confine() -> None:
    """Close what a parser has no use for: the network, other programs, and memory and time without end."""
    io.open_code(__file__).close()  # loads what opening needs before the memory is bounded
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        pass
    else:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # a parser that hangs must not outlive who waits for it
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, _KILLED)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a document may not do that: {event}")


def _more_time() -> None:
    """Let the next document have its own time; the system ends the process that takes more."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, most))
