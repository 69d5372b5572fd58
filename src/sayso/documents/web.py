"""Pages as archives of the web keep them: WARC, WACZ, and the pictures that a page saved as a single file carries."""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from sayso.documents import encoding, page, sniff
from sayso.documents.archive import BROKEN, member_of, opened
from sayso.documents.container import Exhausted, Found, Metered, Nest, beneath, reading_of
from sayso.model import Document, Reading, Unreadable

_DATA = re.compile(r"(?<=data:)[\w.+-]{1,60}/[\w.+-]{1,60}(?:;[\w=.+-]{1,60}){0,5},[^\"'\s()<>]{100,}")
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_NEXT = {True: b"\x1f\x8b\x08", False: b"WARC/1."}
_BLOCK = 1 << 20


def without_data(markup: str) -> str:
    """Markup without the pictures and fonts that are written out in its links: they are most of a single-file page."""
    return _DATA.sub(",", markup) if "data:" in markup else markup


_MOST_DAMAGED = 1_000
"""Damaged records of an archive that are named; each takes half a millisecond, and a hostile file has millions."""


def read_warc(stream: BinaryIO, nest: Nest) -> Found:
    """The HTML pages and PDF files among an archive's records, as `_pages` gives them."""
    yield from _some(_pages(stream, nest))


def _some(pages: Found) -> Found:
    """The pages of an archive; a refusal where it has none."""
    none = True
    for one in pages:
        none = False
        yield one
    if none:
        yield Unreadable("is a web archive without pages", "capture them again")


def _pages(stream: BinaryIO, nest: Nest) -> Found:
    """The HTML pages and PDF files among an archive's records, in its order.

    Their url is the record's, their locators' part the time of capture and that URL. What was captured is of status
    200; redirects, errors, scripts and pictures are passed over. A damaged record costs itself, but of an archive that
    is full of them no more than _MOST_DAMAGED are named, and nothing behind these is read.
    """
    damaged, count = _damaged(), 0
    packed = stream.read(2) == b"\x1f\x8b"
    place: int | None = 0
    while place is not None:
        stream.seek(place)
        walk = _walk(stream)
        try:
            for record in _records(walk):
                yield from _record(record, nest)
            place = None
        except damaged as error:
            if "non-chunked" in str(error):  # all records in one stretch of gzip, of which the first was read
                yield from _unchunked(stream, nest)
                return
            broken, count = max(place, walk.offset), count + 1
            if count > _MOST_DAMAGED:
                yield Unreadable(f"holds more than {_MOST_DAMAGED} damaged records", "capture it again")
                return
            place = _after(stream, broken + 1, _NEXT[packed])
            where = f"the record at byte {broken}"
            yield Unreadable(f"{where} is damaged", "capture it again; the records after it are read")


def _walk(stream: Any) -> Any:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - it loads much that others don't need

    return ArchiveIterator(stream)


def _damaged() -> tuple[type[Exception], ...]:
    """What warcio raises on damaged records, by its reports of faults."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - as above

    return (ArchiveLoadFailed, ValueError, AttributeError, *BROKEN)


def _records(walk: Any) -> Iterator[Any]:
    """The records as warcio gives them, what it writes to standard error about damaged ones held back."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(walk, None)
        if record is None:
            return
        yield record


def _unchunked(stream: BinaryIO, nest: Nest) -> Found:
    damaged = _damaged()
    stream.seek(0)
    unpacked = Metered(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), nest.budget, stream.tell)
    try:
        for number, record in enumerate(_records(_walk(io.BufferedReader(unpacked)))):
            if number:
                yield from _record(record, nest)
    except damaged as error:
        raise Unreadable("is a damaged web archive", "capture it again") from error


def _after(stream: BinaryIO, place: int, mark: bytes) -> int | None:
    """The next place at which a record may begin; None where there is none."""
    stream.seek(place)
    held = b""
    while block := stream.read(_BLOCK):
        found = (held + block).find(mark)
        if found >= 0:
            return place - len(held) + found
        place += len(block)
        held = (held + block)[1 - len(mark) :]
    return None


def _record(record: Any, nest: Nest) -> Found:
    if record.rec_type not in ("response", "resource"):
        return
    if record.rec_type == "response" and (record.http_headers is None or record.http_headers.get_statuscode() != "200"):
        return
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").lower()
    if not kind.startswith((*_HTML, "application/pdf")):
        return
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    path = f"{record.rec_headers.get_header('WARC-Date') or ''}/{url}"
    try:
        data = _content(record, nest)
        if kind.startswith("application/pdf"):
            found = nest.member(cast("BinaryIO", io.BytesIO(data)), "", path)
        else:
            found = iter([beneath(path, reading_of(page_of(data, kind), data))])
        for one in found:
            if url and isinstance(one, Reading):
                yield replace(one, document=replace(one.document, url=url))
            else:
                yield one
    except Exhausted:
        raise
    except Unreadable as error:
        yield beneath(path, error)


def _content(record: Any, nest: Nest) -> bytes:
    """A record's content, unpacked as its headers say."""
    content: bytes = b""
    try:
        content = record.content_stream().read(sniff.MAX_BYTES + 1)
    except (zlib.error, ValueError) as error:
        raise Unreadable("is damaged", "capture it again") from error
    nest.budget.spend(len(content))
    if len(content) > sniff.MAX_BYTES:
        raise Unreadable(f"is larger than {sniff.MAX_BYTES // 1_000_000} MB", "read it alone")
    return content


def page_of(data: bytes, content_type: str) -> Document:
    """The document of a page that came with this type, which may name its encoding."""
    charset = _CHARSET.search(content_type)
    return page.read_page(without_data(encoding.decode(data, charset[1] if charset else None)))


def read_wacz(stream: BinaryIO, nest: Nest) -> Found:
    """The pages of the web archives in a WACZ file."""
    yield from _some(_packed_pages(stream, nest))


def _packed_pages(stream: BinaryIO, nest: Nest) -> Found:
    file = opened(stream)
    for info in file.infolist():
        name = info.filename
        if not (name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))):
            continue
        try:
            with member_of(file, info, nest.budget) as member:
                for found in _pages(member, nest):
                    yield beneath(name, found)
        except Exhausted:
            raise
        except Unreadable as error:
            yield beneath(name, error)
