"""What went wrong, told to a person: the one place where errors become words on the terminal."""

from __future__ import annotations

import sys

from sayso.export.plain import plain
from sayso.model import SaysoError

FAILED = 1
USAGE = 2
STOPPED = 130  # 128 + SIGINT, as shells count
CLOSED = 141  # 128 + SIGPIPE


def say(*parts: str) -> None:
    """Print `sayso: PART: PART …` on stderr, with nothing in it that a terminal would obey."""
    print("sayso:", plain(": ".join(part for part in parts if part)), file=sys.stderr)  # noqa: T201 (this is its place)


def fail(error: SaysoError, file: str = "") -> None:
    """Say that an input, or the whole run, failed: `sayso: FILE: reason; remedy`."""
    say(file, str(error))
