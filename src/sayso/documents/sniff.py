"""What kind of file some bytes are, by what they hold before what they are called."""

from __future__ import annotations

import re
from typing import Literal

from sayso.model import Unreadable

Format = Literal["lines", "pdf", "text", "json", "disqus"]

MAX_BYTES = 100_000_000
"""The largest single document, and the longest JSON line, that is read: a book has about a hundredth of it."""

MAX_PAGE_BYTES = 10_000_000
"""The largest HTML page that is read: the extractor takes about two seconds for each million bytes of markup."""

HEAD_BYTES = 65_536

_SAVE_AS = "save it as text, HTML or PDF and read that"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "is a Word document or a ZIP archive", "unpack it, or " + _SAVE_AS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office document", _SAVE_AS),
    (b"{\\rtf", "is a rich text (RTF) document", _SAVE_AS),
    (b"SQLite format 3\0", "is an SQLite database, perhaps a case", "give it as the case, not as a document"),
    (b"\x1f\x8b", "is compressed (gzip)", "unpack it first"),
    (b"BZh", "is compressed (bzip2)", "unpack it first"),
    (b"\xfd7zXZ\0", "is compressed (xz)", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is compressed (7z)", "unpack it first"),
    (b"\x89PNG\r\n", "is a picture (PNG)", "run text recognition on it first"),
    (b"\xff\xd8\xff", "is a picture (JPEG)", "run text recognition on it first"),
    (b"GIF8", "is a picture (GIF)", "run text recognition on it first"),
    (b"II*\0", "is a picture (TIFF)", "run text recognition on it first"),
    (b"MM\0*", "is a picture (TIFF)", "run text recognition on it first"),
)

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OBJECT = re.compile(rb'\s*\{\s*"')
_LISTING = re.compile(rb'\s*+(?:\[\s*+)?\{\s*+"kind"\s*:\s*"Listing"')
_DISQUS = re.compile(rb"\s*+(?:<\?xml[^<>]{0,200}>\s*+)?(?:<!--[^<>]{0,500}>\s*+)?<disqus[\s>]")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|a|article|section|br|h[1-6]|span|table|ul|meta|title)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def format_of(head: bytes, name: str) -> Format:
    """The format of a file that begins with `head` (up to HEAD_BYTES); raises Unreadable for one that isn't read."""
    for magic, what, remedy in _OTHERS:
        if head.startswith(magic):
            raise Unreadable(what, remedy)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if name.lower().endswith((".jsonl", ".ndjson")) or (_is_lines(head) and not _LISTING.match(head)):
        if head.startswith(_BOMS[1:]):
            raise Unreadable("holds JSON lines in UTF-16", "save it as UTF-8")
        return "lines"
    if name.lower().endswith(".json") or _LISTING.match(head.removeprefix(_BOMS[0])):
        return "json"
    return "disqus" if _DISQUS.match(head.removeprefix(_BOMS[0])) else "text"


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a JSON object as a whole, or one too long for `head` to hold."""
    head = head.removeprefix(_BOMS[0])
    if not _OBJECT.match(head):
        return False
    first, newline, _ = head.lstrip().partition(b"\n")
    return first.rstrip().endswith(b"}") or (not newline and len(head) >= HEAD_BYTES)


def is_page(text: str) -> bool:
    """Whether decoded text is an HTML page: it begins as one, or with a tag and several more."""
    start = text[:8192].lstrip()
    return start.startswith("<") and (bool(_PAGE.search(start)) or len(_TAG.findall(start)) >= 2)
