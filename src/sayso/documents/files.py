"""The files that paths stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal")


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that `paths` stand for: a file is itself, a folder all files under it.

    A folder's files come sorted by name, before those of its sorted subfolders. Under a folder, names that begin with
    a dot, links to folders, SQLite files (cases) and whatever is no regular file are skipped. A path that is missing,
    or a folder that can't be listed, is given as it stands: `read_file` then says what is wrong with it.
    """
    for path in paths:
        if path.is_dir():
            yield from _under(path)
        else:
            yield path


def _under(folder: Path) -> Iterator[Path]:
    shut: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: shut.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if _wanted(Path(root, name)))
    yield from shut


def _wanted(path: Path) -> bool:
    if path.name.startswith(".") or (path.exists() and not path.is_file()):
        return False
    companion = next((end for end in _COMPANIONS if path.name.endswith(end)), None)
    return not (is_sqlite(path) or (companion and is_sqlite(path.with_name(path.name.removesuffix(companion)))))


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as every SQLite file does; False where it can't be opened."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False
