"""JSON lines: a document a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from sayso.documents.sniff import MAX_BYTES
from sayso.documents.thread import posts
from sayso.model import Reading, Unreadable
from sayso.model.json import document_from

_REMEDY = 'give one {"id", "text"} object a line, in UTF-8'
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def from_line(line: bytes, part: int) -> Reading:
    """The document of one JSON line (the contract's input line), `part` being its line in the file, from 0.

    Its text is kept as given, so that spans count in the caller's code points. Posts are looked for where the line
    names none. Raises Unreadable, with `part`, for anything else than such an object with text.
    """
    line = line.rstrip(b"\r\n")
    try:
        document = document_from(_value(line))
    except Unreadable as error:
        raise Unreadable(error.reason, error.remedy, part) from error
    if not document.text.strip():
        raise Unreadable("has no text", 'give the document\'s text as "text"', part)
    if not document.posts:
        document = replace(document, posts=posts(document.text, ", ".join(document.authors) or None))
    return Reading(document, line, part)


def _value(line: bytes) -> Any:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8 (byte {error.start})", _REMEDY) from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON ({error.msg} at column {error.colno})", _REMEDY) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested by thousands
        raise Unreadable("is no JSON that can be read", _REMEDY) from error
    return _mended(value) if _HALF.search(line) else value


def _mended(value: Any) -> Any:
    """Half a surrogate pair is no character and can't be written again: U+FFFD takes its place, one for one."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value


def read_lines(stream: BinaryIO, published: str | None) -> Iterator[Reading | Unreadable]:
    """The documents of a stream of JSON lines, one line in memory at a time; blank lines are passed over."""
    given = False
    for part, line in enumerate(_lines(stream)):
        if line is not None and not line.strip():
            continue
        given = True
        if line is None:
            yield Unreadable(f"is a line of more than {MAX_BYTES // 1_000_000} MB", "split the document", part)
            continue
        try:
            reading = from_line(line, part)
        except Unreadable as error:
            yield error
            continue
        if published and reading.document.published is None:
            reading = replace(reading, document=replace(reading.document, published=published))
        yield reading
    if not given:
        yield Unreadable("holds no documents: every line is blank", _REMEDY)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line; None for one that is longer than any document."""
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES or line.endswith(b"\n"):
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES)
