"""What the terms of a ledger are called on the page, and how text becomes HTML that means nothing but itself."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from sayso.model import Certainty, SpeakerType, Stance

STANCE: dict[Stance, str] = {
    "affirms": "says",
    "confirms": "✓ confirms",
    "denies": "✕ denies",
    "doubts": "? doubts",
    "withholds": "⊘ will not say",
    "asks": "asks",
    "wants": "wants",
    "other": "speaks of it",
}
CERTAINTY: dict[Certainty, str] = {"certain": "certain", "probable": "probable", "possible": "possible", "na": ""}
BASIS = {
    "saw": "saw it",
    "took part": "took part",
    "told": "was told",
    "document": "has the document",
    "data": "has the data",
    "inference": "infers it",
    "office": "by office or expertise",
    "not given": "basis not given",
}
TYPE: dict[SpeakerType, str] = {
    "person": "person",
    "organisation": "organisation",
    "document": "document",
    "unnamed": "unnamed",
    "group": "group",
    "author": "author",
    "none": "nobody named",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
# What HTML has no way to say, one stand-in for each so that places in the text stay what they are.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OVERRIDE = re.compile("[\u202d\u202e]")
_OVERRIDES = {"\u202d": "LRO", "\u202e": "RLO"}


def sayable(text: str) -> str:
    """The text with U+FFFD for what HTML can't carry: most control characters, lone surrogates, non-characters."""
    return _UNSAYABLE.sub("\ufffd", text)


def html(text: str) -> str:
    """The text as HTML, for an element or a quoted attribute."""
    return escape(sayable(text)).replace("\r", "&#13;")


def prose(text: str) -> str:
    """The text as HTML for an element; characters that would turn the order of what follows round are shown instead."""
    return _OVERRIDE.sub(lambda m: f'<bdi class="turn" data-c="{_OVERRIDES[m[0]]}">{m[0]}</bdi>', html(text))


def name(text: str) -> str:
    """A name or a line from a document, kept apart from the writing direction of what stands around it."""
    return f"<bdi>{html(text)}</bdi>"


def short(text: str, longest: int) -> str:
    """The text on one line, cut at a word where it has more than `longest` code points."""
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest and len(text) <= 4 * longest:
        return line
    cut = line[:longest]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:–—-") + " …"


def moment(value: str) -> str:
    """An ISO 8601 date or time as one reads it ("24 January 2014, 09:39"); anything else as it is."""
    found = _DATE.fullmatch(value)
    if not found:
        return value
    year, month, day, clock, zone = found.groups()
    parts = [day.lstrip("0") if day else "", _MONTHS[int(month) - 1] if month else "", year]
    zone = {None: "", "Z": " UTC"}.get(zone, f" UTC{zone}")
    return " ".join(filter(None, parts)) + (f", {clock}{zone}" if clock else "")


def web_address(url: str | None) -> str | None:
    """The address where it is a web address that may become a link, otherwise None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def counted(n: int, what: str) -> str:
    """A number with its noun: "1 source", "2 sources"."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"
