"""Files and bytes into documents: the room's front door."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sayso.documents import (
    archive,
    book,
    encoding,
    exports,
    feed,
    mail,
    opendocument,
    page,
    picture,
    plain,
    sniff,
    web,
    word,
)
from sayso.documents.container import Budget, Found, Nest, numbered, reading_of
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
    """What a file holds, dated where nothing else dates it."""
    try:
        for found in _found(stream, name, Nest(_found, Budget.of(stream))):
            if published and isinstance(found, Reading) and found.document.published is None:
                yield replace(found, document=replace(found.document, published=published))
            else:
                yield found
    except Unreadable as error:
        yield error


def _found(stream: BinaryIO, name: str, nest: Nest) -> Iterator[Reading | Unreadable]:
    """What a file or a member of one holds, by its format; raises Unreadable where it can't be read at all."""
    head = stream.read(sniff.HEAD_BYTES)
    if not head:
        raise Unreadable("is empty", "check that it was saved or downloaded whole")
    stream.seek(0)
    kind: str = sniff.format_of(head, name)
    if kind == "gzip" and archive.is_warc(head):
        kind = "warc"
    if kind == "lines":
        yield from read_lines(stream, None)
    if kind == "gzip":
        yield from archive.read_gzip(stream, name, nest)
    if kind == "zip":
        stream = io.BytesIO(nest.whole(stream)) if nest.depth else stream
        kind = archive.kind_of(stream)
        stream.seek(0)
    if kind in _CONTAINERS:
        yield from numbered(_CONTAINERS[kind](stream, nest))
    elif kind in _WHOLE:
        data = nest.whole(stream)
        for part, document in enumerate(_WHOLE[kind](data)):
            yield reading_of(document, data, part)


def _text(data: bytes) -> Document:
    text = encoding.decode(data)
    return page.read_page(web.without_data(text)) if sniff.is_page(text) else plain.read_text(text)


def _one(read: Callable[[bytes], Document]) -> Callable[[bytes], Iterator[Document]]:
    """The reader of a file that is one document, as the others are."""

    def documents(data: bytes) -> Iterator[Document]:
        yield read(data)

    return documents


_WHOLE: dict[str, Callable[[bytes], Iterator[Document]]] = {
    "text": _one(_text),
    "pdf": _one(picture.read_pdf),
    "picture": _one(picture.read_picture),
    "json": _one(exports.read_json),
    "disqus": exports.read_disqus,
    "docx": _one(word.read_docx),
    "odt": _one(opendocument.read_odt),
    "epub": _one(book.read_epub),
}
"""Readers of files that are in memory as a whole."""

_CONTAINERS: dict[str, Callable[[BinaryIO, Nest], Found]] = {
    "mail": mail.read_mail,
    "mbox": mail.read_mbox,
    "feed": feed.read_feed,
    "feed-json": feed.read_json_feed,
    "warc": web.read_warc,
    "wacz": web.read_wacz,
    "zip": archive.read_zip,
}
"""Readers of files whose documents have bytes of their own."""
