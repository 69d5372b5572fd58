"""What kind of file some bytes are, by what they hold before what they are called."""

from __future__ import annotations

import re
from typing import Literal

from sayso.model import Unreadable

Format = Literal[
    "lines", "pdf", "text", "json", "disqus", "zip", "gzip", "mail", "mbox", "warc", "feed", "feed-json", "picture"
]

MAX_BYTES = 100_000_000
"""The largest single document, and the longest JSON line, that is read: a book has about a hundredth of it."""

MAX_PAGE_BYTES = 10_000_000
"""The largest HTML page that is read: the extractor takes about two seconds for each million bytes of markup."""

HEAD_BYTES = 65_536

_SAVE_AS = "save it as text, HTML or PDF and read that"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office document", _SAVE_AS),
    (b"{\\rtf", "is a rich text (RTF) document", _SAVE_AS),
    (b"SQLite format 3\0", "is an SQLite database, perhaps a case", "give it as the case, not as a document"),
    (b"BZh", "is compressed (bzip2)", "unpack it first"),
    (b"\xfd7zXZ\0", "is compressed (xz)", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is compressed (7z)", "unpack it first"),
)

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"WARC/", "warc"),
)
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "BMP"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WebP"),
)

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OBJECT = re.compile(rb'\s*\{\s*"')
_LISTING = re.compile(rb'\s*+(?:\[\s*+)?\{\s*+"kind"\s*:\s*"Listing"')
_XML = re.compile(
    rb"\s*+(?:<(?:![^<>\[]{0,300}\[[^\]]{0,5000}\]\s*+|[?!][^<>]{0,1000})>\s*+){0,9}"
    rb"<(?:(?P<disqus>disqus)|(?P<feed>rss|feed|rdf:RDF))[\s>]"
)
_FEEDS = (b"<rss", b"http://www.w3.org/2005/Atom", b"http://purl.org/rss/1.0/", b"http://purl.org/atom/ns#")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')
_MBOX = re.compile(rb"From [^\n]{3,300}\b(?:19|20)\d\d\b[^\n]{0,30}\r?\n>?[!-9;-~]{1,80}:")
_FIELD = re.compile(rb"([!-9;-~]{1,80}):[^\n]*(?:\n[ \t][^\n]*)*(?:\n|$)")
_BY_MACHINE = {"message-id", "mime-version", "received", "return-path", "content-type", "delivered-to", "x-mailer"}
_BY_HAND = {"from", "to", "cc", "subject", "date", "sender", "reply-to", "in-reply-to"}
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|a|article|section|br|h[1-6]|span|table|ul|meta|title)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def format_of(head: bytes, name: str) -> Format:
    """The format of a file that begins with `head` (up to HEAD_BYTES); raises Unreadable for one that isn't read."""
    for magic, what, remedy in _OTHERS:
        if head.startswith(magic):
            raise Unreadable(what, remedy)
    told = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if told or picture_of(head):
        return told or "picture"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    head = head.removeprefix(_BOMS[0])
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head, name):
        return "mail"
    return _structured(head, name)


def _structured(head: bytes, name: str) -> Format:
    """Which format of JSON or XML begins so, if one does."""
    if head.lstrip().startswith(b"{") and _JSON_FEED.search(head):
        return "feed-json"
    if name.lower().endswith((".jsonl", ".ndjson")) or (_is_lines(head) and not _LISTING.match(head)):
        if head.startswith(_BOMS[1:]):
            raise Unreadable("holds JSON lines in UTF-16", "save it as UTF-8")
        return "lines"
    if name.lower().endswith(".json") or _LISTING.match(head):
        return "json"
    xml = _XML.match(head)
    if xml and xml["disqus"]:
        return "disqus"
    return "feed" if xml and any(mark in head for mark in _FEEDS) else "text"


def picture_of(head: bytes) -> str | None:
    """The name of the format of a picture that begins so; None for what is none."""
    return next((name for magic, name in _PICTURES if magic.match(head)), None)


def _is_mail(head: bytes, name: str) -> bool:
    """Whether the bytes begin with the head of an e-mail: lines such as only programs write stand in it.

    A memo that somebody typed has "From:" and "Date:" too; under a mail's name that is enough.
    """
    place, found = len(head) - len(head.lstrip()), set()
    while field := _FIELD.match(head, place):
        found.add(field[1].lower().decode("ascii"))
        place = field.end()
    if place < len(head) and head[place : place + 1] not in (b"\n", b"\r"):
        return False
    if name.lower().endswith((".eml", ".mht", ".mhtml")):
        return bool(found & (_BY_MACHINE | _BY_HAND))
    return bool(found & _BY_MACHINE) and len(found & (_BY_MACHINE | _BY_HAND)) > 1


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a JSON object as a whole, or one too long for `head` to hold."""
    if not _OBJECT.match(head):
        return False
    first, newline, _ = head.lstrip().partition(b"\n")
    return first.rstrip().endswith(b"}") or (not newline and len(head) >= HEAD_BYTES)


def is_page(text: str) -> bool:
    """Whether decoded text is an HTML page: it begins as one, or with a tag and several more."""
    start = text[:8192].lstrip()
    return start.startswith("<") and (bool(_PAGE.search(start)) or len(_TAG.findall(start)) >= 2)
