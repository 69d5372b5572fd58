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
_SHIFTED = (
    "iso2022_jp",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_3",
    "iso2022_kr",
    "hz",
)  # seven bits, with switches
_BINARY = Unreadable("is binary data, not text", "give text, HTML, PDF or JSON lines")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that `data` holds, in whatever encoding it can be told to be; raises Unreadable for binary data.

    `declared` is what the data came with (a mail's or a server's header); it is believed where the bytes bear it out.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _unmarked_wide(data)
    if wide:
        return data.decode(wide, "replace")
    if data and 1 - len(data.translate(None, _CONTROLS)) / len(data) > _MOST_CONTROLS:
        raise Unreadable(_BINARY.reason, _BINARY.remedy)
    told = [_codec(name) for name in (declared, _in_markup(data)) if name]
    shifted = next((name for name in told if name in _SHIFTED), None)
    if shifted and any(mark in data for mark in (b"\x1b", b"~{")):
        return data.decode(shifted, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, error.start, told)


def _in_markup(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _codec(name: str) -> str:
    """The codec of an encoding's name; Windows' own for one that nobody knows, and where browsers read it so."""
    try:
        encoding = codecs.lookup(name).name
        "".encode(encoding)
    except (
        LookupError,
        ValueError,
    ):  # ValueError: a zero in the name; LookupError too: a codec of another kind (rot13)
        return "cp1252"
    # real Latin-1 has no characters where Windows has its quotation marks; of UTF-8 there are too many faults
    return "cp1252" if encoding in ("iso8859-1", "ascii", "utf-8") else encoding


def _decode_other(data: bytes, first: int, told: list[str]) -> str:
    """Text that is not flawless UTF-8: `first` is where its first bad byte lies; `told` the declared codecs."""
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    # a character of several bytes hardly ever comes about by chance: where most are sound, some bytes were damaged
    if len(data) - len(lenient) > 2 * bad:
        return lenient
    for name in told:
        text = data.decode(name, "replace")
        if _likely(text, name):
            return text
    return data.decode(_guess(data, first), "replace")


def _likely(text: str, name: str) -> bool:
    """Whether text is likely in the encoding that was declared: few faults, and a Western one in Latin letters."""
    if text.count("\ufffd") > max(2, len(text) / 1000):
        return False
    letters = [c for c in text[:100_000] if c.isalpha()]
    return name != "cp1252" or sum(c > "\x7f" for c in letters) <= len(letters) / 2


def _guess(data: bytes, first: int) -> str:
    """The likeliest encoding, from the stretch around the first byte that is no UTF-8."""
    sample = data[max(0, first - 2000) : first + 60_000]
    for name in ("cp932", "euc_jp"):
        # Japanese is a third Hiragana, and nothing else comes out so; without this it is taken for old Korean
        others = [c for c in sample.decode(name, "replace") if c > "\x7f"]
        if sum("\u3041" <= c <= "\u309f" for c in others) > 0.2 * len(others) and others.count("\ufffd") <= 2:
            return name
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        raise Unreadable(_BINARY.reason, _BINARY.remedy)
    # English says too little to tell Western code pages apart: Windows' own is by far the likeliest
    likely = next((m for m in matches if "cp1252" in (m.encoding, *m.could_be_from_charset)), None)
    return "cp1252" if likely and likely.chaos <= best.chaos else best.encoding


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark.

    Nearly every other byte of English text is then zero, and blanks stand at even places in any script that has them.
    """
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or 0 not in head:
        return None
    if len(data) % 4 == 0 and len(head) % 4 == 0:
        # no character has a fourth byte, and only those of rare scripts and emoji have a third
        for encoding, fourth, third in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
            if not any(head[fourth::4]) and head[third::4].count(0) > len(head) / 5 and len(set(head)) - 1 > 0:
                return encoding
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        blanks = sum(c in " \r\n" for c in text)
        if blanks > len(text) / 20 and sum(c.isalpha() for c in text) > len(text) / 2 and "\0" not in text:
            return encoding
    return None


def canonical(text: str) -> str:
    """Text as every span counts it: lines end in a line feed, no other control characters but tabs, else as it was."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text)
