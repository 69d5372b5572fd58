"""Files and bytes into documents: the room's front door."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sayso.documents import encoding, exports, page, pdf, plain, sniff
from sayso.documents.lines import read_lines
from sayso.model import Document, Reading, Unreadable, UsageError

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")


def read_file(path: Path, published: str | None = None) -> Iterator[Reading | Unreadable]:
    """The documents of a file, one at a time, in its order.

    What can't be read (the file, a line of it) comes as an Unreadable, and what follows it still comes. `published`
    (ISO 8601: a year, a month, a day or a time) dates documents that don't say when they appeared; UsageError, at the
    call, where it is no such date.
    """
    check_date(published)
    return _file(path, published)


def read(data: bytes, name: str, published: str | None = None) -> Iterator[Reading | Unreadable]:
    """The documents of some bytes, as `read_file` gives a file's; `name` helps to tell the format by its ending."""
    check_date(published)
    return _documents(io.BytesIO(data), name, published)


def check_date(published: str | None) -> None:
    """Raise UsageError for what is no ISO 8601 date: a year, a month, a day or a time."""
    if published is None:
        return
    refusal = UsageError(f"{published!r} is no date", "give it as 2014, 2014-01, 2014-01-24 or 2014-01-24T09:39")
    if not _ISO.fullmatch(published):
        raise refusal
    try:
        datetime.fromisoformat(published + "-01-01"[len(published) - 4 :] if len(published) < 10 else published)
    except ValueError as error:
        raise refusal from error


def _file(path: Path, published: str | None) -> Iterator[Reading | Unreadable]:
    try:
        with path.open("rb") as stream:
            yield from _documents(stream if stream.seekable() else _held(stream), path.name, published)
    except FileNotFoundError:
        yield Unreadable("there is no such file", "check the path")
    except PermissionError:
        yield Unreadable("may not be opened", "ask for the right to read it, or copy it to a place of your own")
    except IsADirectoryError:
        yield Unreadable("is a folder that can't be listed", "check the right to open it")
    except OSError as error:
        yield Unreadable(f"can't be read ({error.strerror or error})", "check the path and the disk")
    except ValueError:  # open() on a name with a zero byte
        yield Unreadable("its name can't be a file's", "check the path")


def _held(stream: BinaryIO) -> BinaryIO:
    """A pipe's bytes, up to the limit, in memory: telling the format takes a second look at the beginning."""
    return io.BytesIO(stream.read(sniff.MAX_BYTES + 1))


def _documents(stream: BinaryIO, name: str, published: str | None) -> Iterator[Reading | Unreadable]:
    head = stream.read(sniff.HEAD_BYTES)
    stream.seek(0)
    if not head:
        yield Unreadable("is empty", "check that it was saved or downloaded whole")
        return
    try:
        kind = sniff.format_of(head, name)
        if kind != "lines":
            yield from _whole(stream, kind, published)
            return
    except Unreadable as error:
        yield error
        return
    yield from read_lines(stream, published)


def _whole(stream: BinaryIO, kind: sniff.Format, published: str | None) -> Iterator[Reading]:
    """The documents of a file that must be in memory as a whole."""
    data = stream.read(sniff.MAX_BYTES + 1)
    if len(data) > sniff.MAX_BYTES:
        raise Unreadable(f"is larger than {sniff.MAX_BYTES // 1_000_000} MB", "split it into its documents")
    for part, document in enumerate(_parsed(data, kind)):
        if not document.text.strip():
            raise Unreadable("has no text", "check that it was saved or downloaded whole")
        name = hashlib.sha256(b"\x1f".join((data, str(part).encode()))).hexdigest()[:16]
        yield Reading(replace(document, id=name, published=document.published or published), data, part)


def _parsed(data: bytes, kind: sniff.Format) -> Iterator[Document]:
    if kind == "disqus":
        yield from exports.read_disqus(data)
    elif kind == "json":
        yield exports.read_json(data)
    else:
        yield pdf.read_pdf(data) if kind == "pdf" else _decoded(data)


def _decoded(data: bytes) -> Document:
    text = encoding.decode(data)
    return page.read_page(text) if sniff.is_page(text) else plain.read_text(text)
