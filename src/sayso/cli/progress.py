"""How far a long run has come, on stderr; silent where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars


class Progress:
    """Documents done, words a second and time left; `total` in bytes, None where it isn't known."""

    def __init__(self, total: int | None) -> None:
        self._bars: Bars | None = None
        self._words = self._documents = 0
        if sys.stderr.isatty():
            columns = (
                BarColumn(20), TextColumn("{task.fields[done]}", markup=False), TextColumn("time left"),
                TimeRemainingColumn(),
            )  # fmt: skip
            self._bars = Bars(*columns, console=Console(stderr=True, markup=False), transient=True)
            self._task: TaskID = self._bars.add_task("", total=total, done="")

    def __enter__(self) -> Progress:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars:
            self._bars.stop()

    def skip(self, size: int) -> None:
        """Count bytes that an earlier run has done."""
        if self._bars:
            self._bars.update(self._task, completed=size)

    def advance(self, text: str, size: int) -> None:
        """Count a document done, of `size` bytes."""
        if not self._bars:
            return
        self._words += len(text.split())
        self._documents += 1
        spent = self._bars.tasks[0].elapsed or 0
        speed = f" · {self._words / spent:,.0f} words a second" if spent > 1 else ""
        files = "document" if self._documents == 1 else "documents"
        self._bars.update(self._task, advance=size, done=f"{self._documents:,} {files}{speed}")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something is printed on the same terminal."""
        if self._bars and sys.stdout.isatty():
            self._bars.stop()
            yield
            self._bars.start()
        else:
            yield
