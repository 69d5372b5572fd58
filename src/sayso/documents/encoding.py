"""Bytes to the canonical text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from sayso.model import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^<>]{1,200}charset|<\?xml[^<>]{1,100}encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.IGNORECASE
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.05  # of a text's bytes; random or packed bytes have a tenth, text with strays far less
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BINARY = Unreadable("is binary data, not text", "give text, HTML, PDF or JSON lines")


def decode(data: bytes) -> str:
    """The text that `data` holds, in whatever encoding it can be told to be; raises Unreadable for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _unmarked_utf16(data)
    if wide:
        return data.decode(wide, "replace")
    if data and 1 - len(data.translate(None, _CONTROLS)) / len(data) > _MOST_CONTROLS:
        raise Unreadable(_BINARY.reason, _BINARY.remedy)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, error.start)


def _decode_other(data: bytes, first: int) -> str:
    """Text that is not flawless UTF-8: `first` is where its first bad byte lies."""
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    # a character of several bytes hardly ever comes about by chance: where most are sound, some bytes were damaged
    if len(data) - len(lenient) > 2 * bad:
        return lenient
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii", "replace") if declared else _guess(data, first)
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = "cp1252"
    if encoding in ("iso8859-1", "ascii", "utf-8"):  # so browsers read it: real Latin-1 has no characters there
        encoding = "cp1252"
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):  # a codec of another kind (base64, rot13), or one with faults of its own
        return data.decode("cp1252", "replace")


def _guess(data: bytes, first: int) -> str:
    """The likeliest encoding, from the stretch around the first byte that is no UTF-8."""
    matches = from_bytes(data[max(0, first - 2000) : first + 60_000])
    best = matches.best()
    if best is None:
        raise Unreadable(_BINARY.reason, _BINARY.remedy)
    # English says too little to tell Western code pages apart: Windows' own is by far the likeliest
    likely = next((m for m in matches if "cp1252" in (m.encoding, *m.could_be_from_charset)), None)
    return "cp1252" if likely and likely.chaos <= best.chaos else best.encoding


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte of English text is then zero."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def canonical(text: str) -> str:
    """Text as every span counts it: lines end in a line feed, no other control characters but tabs, else as it was."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text)
