"""A ledger with the answers to what the page asks of it more than once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sayso.export.page.words import short
from sayso.model import Ledger, Post, Source, Spans, Speaker, Statement

Flag = Literal["u", "w", "d", "v"]


@dataclass(frozen=True)
class View:
    """One document's ledger. `n` counts the documents of the page from 0."""

    n: int
    ledger: Ledger

    @property
    def text(self) -> str:
        return self.ledger.document.text

    @cached_property
    def statements(self) -> list[Statement]:
        """In the order of the text; a statement's place in this list, plus one, is its number on the page."""
        return sorted(self.ledger.statements, key=self.place)

    @cached_property
    def number(self) -> dict[str, int]:
        """A statement's number by its id."""
        return {s.id: i for i, s in enumerate(self.statements, 1)}

    @cached_property
    def begun(self) -> dict[int, list[int]]:
        """The numbers of the statements that begin at a place in the text."""
        begun: dict[int, list[int]] = defaultdict(list)
        for number, s in enumerate(self.statements, 1):
            begun[self.place(s)].append(number)
        return dict(begun)

    @cached_property
    def first(self) -> dict[str, int]:
        """The number of each speaker's first statement, by the speaker's id."""
        return {s.speaker.id: n for n, s in reversed(list(enumerate(self.statements, 1))) if s.speaker}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {s.id: s for s in self.ledger.sources}

    @cached_property
    def speakers(self) -> dict[str, Speaker | Source]:
        """Everybody who may have said something, by id: the ledger's sources, then speakers that it lists nowhere."""
        return self.sources | {s.speaker.id: s.speaker for s in self.statements if s.speaker} | self.sources

    @cached_property
    def speaker_place(self) -> dict[str, int]:
        """A speaker's place in `speakers` by its id."""
        return {key: i for i, key in enumerate(self.speakers)}

    @cached_property
    def posts(self) -> dict[str, tuple[int, Post]]:
        """A post and its place in the document by its id."""
        return {p.id: (i, p) for i, p in enumerate(self.ledger.document.posts)}

    @cached_property
    def title(self) -> str:
        document = self.ledger.document
        first_line = document.text.lstrip()[:200].partition("\n")[0]
        return short(document.title or "", 200) or short(first_line, 90) or "Untitled document"

    @cached_property
    def counts(self) -> dict[Flag, int]:
        """How many statements carry each flag."""
        counts: dict[Flag, int] = defaultdict(int)
        for s in self.statements:
            for flag in self.flags(s):
                counts[flag] += 1
        return counts

    def place(self, s: Statement) -> int:
        """Where in the text a statement's number stands."""
        spans = s.content or s.cue or s.source
        last = max(0, len(self.text) - 1)
        return max(0, min(min((span.start for span in spans), default=0), last))

    def anonymity(self, who: Speaker | None) -> str:
        """The words for a speaker whom the document does not name, empty for one whom it does."""
        source = self.sources.get(who.id) if who else None
        if source and source.anonymity == "on_condition":
            return "asked not to be named"
        if who and who.type == "none":
            return "not stated who"
        unnamed = who and (who.type == "unnamed" or (source and source.anonymity))
        return "unnamed" if unnamed else ""

    def flags(self, s: Statement) -> tuple[Flag, ...]:
        """What the filter knows a statement by: u(nnamed), w(ithholds), d(enies or doubts), v(ia somebody)."""
        tests: dict[Flag, bool] = {
            "u": bool(self.anonymity(s.speaker)),
            "w": s.stance == "withholds",
            "d": s.stance in {"denies", "doubts"},
            "v": bool(s.via),
        }
        return tuple(flag for flag, holds in tests.items() if holds)

    def words(self, spans: Spans, longest: int) -> str:
        """The words at the spans, on one line and cut at `longest` code points."""
        return short(" … ".join(self.text[a:b] for a, b in spans), longest)

    def called(self, who: Speaker | Source) -> str:
        """What to call a speaker: by name, by the words that the text has for it, or by what it is."""
        if who.name:
            return short(who.name, 120)
        if who.type == "author":
            return "the author"
        source = self.sources.get(who.id)
        mention = self.words(source.mentions[:1], 120) if source else ""
        return mention or ("nobody named" if who.type == "none" else "unnamed source")
