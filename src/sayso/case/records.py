"""What a case hands out, and the plain words of a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model import Document, Ledger, Post, Span, SpeakerType, Stance, Statement

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class StoredLedger:
    """A document's ledger, and where it came from. `number` names the document within its case, from 1."""

    number: int
    file: str
    part: int
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the case: a named person or organisation across documents, anyone else within one document.

    `handle` names it within its case, by a document it is in and its id there, as in 3@k2; `also` are its other names,
    where people found several sources to be one.
    """

    name: str | None
    type: SpeakerType
    role: str | None
    anonymity: str | None
    documents: int
    statements: int
    title: str | None
    file: str
    handle: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two sources that may be one: how alike their names are, from 0 to 1, and why it is proposed, in words."""

    one: SourceLine
    other: SourceLine
    alike: float
    why: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that a search found. `marks` are spans of `words`: what matched."""

    number: int
    file: str
    part: int
    title: str | None
    statement: Statement
    speaker: str
    post_author: str | None
    words: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents and statements of a case are asked for; what is left empty doesn't restrict.

    `document` is a document's number in the case, its id, or a part of its title or file name; `speaker` a part of a
    speaker's name; `confidence` the least, and `resolution` the most, from 0 to 1.
    """

    document: str = ""
    speaker: str = ""
    stances: tuple[Stance, ...] = ()
    confidence: float = 0.0
    resolution: float = 1.0

    @property
    def statements(self) -> bool:
        """Whether statements are chosen, so that a document with none of them is left out."""
        return bool(self.speaker or self.stances or self.confidence > 0 or self.resolution < 1)

    def keeps(self, statement: Statement, *names: str) -> bool:
        """Whether a statement is among those asked for; `names` are those of whom it comes from."""
        return (
            any(self.speaker.casefold() in name.casefold() for name in names)
            and (not self.stances or statement.stance in self.stances)
            and statement.confidence >= self.confidence
            and statement.resolution <= self.resolution
        )


def words(document: Document, statement: Statement) -> str:
    """The words of a statement on one line: its content spans, "…" between them, without control characters."""
    parts = (_BLANK.sub(" ", document.text[s.start : s.end]).strip() for s in statement.content)
    return " … ".join(part for part in parts if part)


def said_by(statement: Statement, posts: dict[str, Post]) -> str:
    """Who a statement comes from in words; empty where the document doesn't say."""
    speaker = statement.speaker
    if speaker is None:
        return ""
    if speaker.name is None and speaker.type == "author" and statement.post in posts:
        return posts[statement.post].author or ""
    return speaker.name or ""
