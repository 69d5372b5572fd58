"""Plain text into a document: its title, byline, date and agency are told by its first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.documents import dates
from sayso.documents.encoding import canonical
from sayso.documents.thread import posts
from sayso.model import Document

_HEAD = 20_000  # code points in which the first lines are looked for
_FIRST = 6  # lines with words among which title, byline and date may stand

_MENU = re.compile(
    r"\W*(?:main |site )?(?:menu|home|search|navigation|close|log ?in|sign ?in|subscribe|share|print|advertisement"
    r"|skip to (?:main )?(?:content|navigation))\W*|[^|·•»\n]{1,20}(?:[|·•»][^|·•»\n]{1,20}){2,12}",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:Dr|Prof|Sir|Dame)\.? )?[^\W\d_][\w'’.-]*"
    r"(?: (?:(?:de|da|di|du|del|van|von|der|den|ter|la|le|al|el|bin|ibn|ben|abu)\b|[A-Z\u00c0-\u00de][\w'’.-]*)){1,5}"
)
_BYLINE = re.compile(
    rf"\s*(?:by|BY|By|written by|Written by|Text:)\s+(?P<names>{_NAME}(?:(?:,? and |, ?| & ){_NAME}){{0,5}})"
    r"(?P<rest>.*)"
)
_AND = re.compile(r",? and | & |, ?")
OFFICE = re.compile(
    r"\b(?:correspondent|editor|reporter|staff|writer|bureau|chief|agency|agencies|news|desk|columnist|in [A-Z]\w+)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'’/-]{1,40}(?:, [\w .’'-]{2,40}){0,3}"
    r" \((?P<agency>[^()\n]{2,40})\) ?[-–—]{1,2} "
)
_DATED = re.compile(r"\W*(?:published|posted|date|released|issued|filed)?(?: on| at)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What a text's first lines say about it."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None


def read_text(text: str) -> Document:
    """The document that a plain text is, without id."""
    text = canonical(text)
    head = read_head(text)
    return Document(
        "", text, head.title, head.authors, head.outlet, head.published,
        posts=posts(text, ", ".join(head.authors) or None),
    )  # fmt: skip


def read_head(text: str) -> Head:
    """Title, authors, agency and date as the first lines give them; each is left empty where they don't."""
    lines = text[:_HEAD].split("\n")
    first = [i for i, line in enumerate(lines) if line.strip()][: _FIRST + 1]
    found = [_byline(lines[i]) for i in first]
    authors = next((names for names in found if names), ())
    agency = next((m["agency"] for m in (_DATELINE.match(lines[i][:300]) for i in first) if m), None)
    published = next((day for day in (_day(lines[i]) for i in first[:_FIRST]) if day), None)
    return Head(_title(lines, first), authors, agency, published)


def _title(lines: list[str], first: list[int]) -> str | None:
    """The first line that is no menu, if it reads as a title and stands by itself before more text."""
    words = [i for i in first if not _MENU.fullmatch(lines[i])]
    if len(words) < 2:
        return None
    index, line = words[0], lines[words[0]].strip()
    alone = not lines[index + 1].strip() or bool(_byline(lines[index + 1]))
    fits = len(line) <= 160 and len(line.split()) <= 25 and any(c.isalpha() for c in line)
    if not (alone and fits) or line.endswith((".", ",", ";", ":")):
        return None
    return None if _byline(line) or _day(line) or _DATELINE.match(line) else line


def _byline(line: str) -> tuple[str, ...]:
    """The names of a line such as "By Ana Ruiz and Tom Okafor, Political Correspondent"; none where it is no byline."""
    line = line.strip()
    match = _BYLINE.fullmatch(line) if len(line) <= 150 else None
    if not match or (match["rest"].strip() and not re.match(r"\s*[,|·•–—(-]|\s+(?:in|for|at)\s", match["rest"])):
        return ()
    if match["rest"].rstrip().endswith("."):
        return ()
    return tuple(name for name in _AND.split(match["names"]) if name and not OFFICE.search(name))


def _day(line: str) -> str | None:
    """The date of a line that holds a date alone, or one after a byline."""
    line = line.strip()
    stamp = dates.STAMP.search(line) if len(line) <= 150 else None
    if not stamp or re.search(r"\w", line[stamp.end() :]):
        return None
    before = line[: stamp.start()]
    return dates.iso(stamp) if _DATED.fullmatch(before) or _byline(before.rstrip(" ,|·•–—-(")) else None
