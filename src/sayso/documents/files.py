"""The files that paths stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal")
# how browsers call the folder of a page saved "complete", in the languages of most of their users
_FURNITURE = re.compile(
    r"(?P<page>.+?)[_-](?:files|Dateien|fichiers|archivos|bestanden|filer|soubory|pliki|arquivos|tiedostot|file)/"
)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that `paths` stand for: a file is itself, a folder all files under it.

    A folder's files come sorted by name, before those of its sorted subfolders. Under a folder, names that begin with
    a dot, links to folders, SQLite files (cases), what a browser saved beside a page (scripts, pictures) and whatever
    is no regular file are skipped. A path that is missing,
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
        here = set(names)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and not furniture(f"{n}/", here.__contains__))
        yield from (Path(root, name) for name in sorted(names) if _wanted(Path(root, name)))
    yield from shut


def furniture(path: str, known: Callable[[str], bool]) -> bool:
    """Whether a path leads into a folder that a browser saved with a page: the page itself lies beside it."""
    return any(
        known(folder["page"] + end) for folder in _FURNITURE.finditer(path) for end in (".html", ".htm", ".xhtml")
    )


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
