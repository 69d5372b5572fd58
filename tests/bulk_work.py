"""Work for the tests of bulk to share out, in a module that a new process imports quickly."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from sayso.model import Document, Ledger, SaysoError, Unreadable

FILL = "x" * 30_000  # a few of these are worth starting processes for


def work(document: Document) -> Ledger:
    """What the tests have done to a document: its id says what is to happen."""
    what, _, rest = document.id.partition(":")
    if what == "sleep":
        time.sleep(float(rest))
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "exit":
        os._exit(3)
    elif what == "fail":
        raise ValueError(rest)
    elif what == "unreadable":
        raise Unreadable(rest)
    elif what == "stop":
        raise SaysoError(rest)
    return Ledger(document, f"{os.getpid()}")


def items(*names: str, fill: str = FILL) -> Iterator[tuple[int, Document | None]]:
    for number, name in enumerate(names):
        yield number, Document(name, fill) if name != "none" else None
