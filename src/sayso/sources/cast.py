"""The cast of a document: its people, bodies and papers, what each is called, and who spoke last."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from sayso.model import SPEAKER_TYPES, Anonymity, Document, Span, SpeakerType
from sayso.sources.mentions import read
from sayso.sources.names import Name, given, is_body, names
from sayso.sources.people import Person, persons
from sayso.sources.sentences import Sentences
from sayso.statements import Extracted

_CAMPAIGN = re.compile(r"(?:[’']s)? (?:presidential )?(?:campaign|camp)\b")
_BREAK = re.compile(r"\n\s*")
_PARAGRAPHS = 3
"""Paragraphs at a text's head, its headline among them, that are its opening."""
_SMALL = ("of", "the", "and", "for", "&", "in", "on", "to")


@dataclass(eq=False)
class Entry:
    """A speaker in the making."""

    id: str
    name: str | None
    type: SpeakerType
    head: str = ""
    person: Person | None = None
    role: Span | None = None
    anonymity: Anonymity | None = None
    mentions: list[Span] = field(default_factory=list)
    number: int | None = None
    conditions: list[Span] = field(default_factory=list)


class Cast:
    """What a document's text holds of names, and the entries made from it so far.

    opening: where the headline and the first paragraphs end, whose descriptions may be explained further on;
    spoke: (place, entry) of every resolved statement, in the order of resolution; heads: the entries described with
    a head ("source", "report"), in the same order.
    """

    def __init__(self, document: Document, statements: Sequence[Extracted]) -> None:
        self.document = document
        self.text = document.text
        self.sentences = Sentences(self.text)
        breaks = list(islice(_BREAK.finditer(self.text), _PARAGRAPHS))
        self.opening = breaks[-1].end() if len(breaks) == _PARAGRAPHS else len(self.text) + 1
        self.names = names(self.text)
        self._name_starts = [n.span.start for n in self.names]
        self.people = persons(self.text, self.names, *self._known(statements))
        self._bearers = _bearers(self.people)
        self.at = sorted(((s, p) for p in self.people for s in p.spans), key=lambda pair: pair[0])
        self.starts = [s.start for s, _ in self.at]
        self.margin: float | None = None
        self.entries: list[Entry] = []
        self.spoke: list[tuple[int, Entry]] = []
        self.heads: dict[str, list[Entry]] = {}
        self._keys: dict[tuple[str, str], Entry] = {}
        self._marked = _merged([s for e in statements for s in e.source])
        self._said = _merged([s for e in statements for s in e.content])
        self.bodies = [n for n in self.names if not self.person_of(n) and (is_body(n.words))]
        self.campaigns = [n for n in self.names if _CAMPAIGN.match(self.text, n.span.end)]
        self._fuller = self._suffixes()
        self._spelled = self._initials()

    def _known(self, statements: Sequence[Extracted]) -> tuple[frozenset[str], frozenset[str]]:
        """Names that authors bear or that head a source which the model takes for a person, and those for a body."""
        known = [p.author for p in self.document.posts if p.author] + list(self.document.authors)
        bodies: list[str] = []
        for statement in statements:
            person, body = (float(statement.found.type[SPEAKER_TYPES.index(t)]) for t in ("person", "organisation"))
            if statement.source and max(person, body) > 0.5:
                mention = read(self.text, statement.source[0], self.names)
                found = [n for n in (mention.name, *mention.others) if n]
                # a body has no title: "Judge Ada Brandt of the Port Court" is a person whatever the model holds
                (known if person > body else bodies).extend(n.text for n in found if person > body or not n.titles)
        folded = frozenset(k.casefold() for k in known if given(k.split()[0]) or not is_body(tuple(k.split())))
        return folded, frozenset(b.casefold() for b in bodies if not given(b.split()[0])) - folded

    def entry(self, name: str | None, kind: SpeakerType, head: str = "", person: Person | None = None) -> Entry:
        """The entry of that name, made where there is none yet; authors spelled differently are two."""
        key = (kind, name or "") if kind in ("author", "none") else ("", (name or "").casefold())
        if key not in self._keys:
            self._keys[key] = Entry(f"k{len(self.entries)}", name, kind, head, person)
            self.entries.append(self._keys[key])
        return self._keys[key]

    def of(self, person: Person) -> Entry:
        """The entry of a person."""
        return self.entry(person.name, "person", person.surname, person)

    def note(self, entry: Entry, span: Span) -> None:
        """Remember that an entry spoke at a place."""
        entry.mentions.append(span)
        self.spoke.append((span.start, entry))
        if entry.head:
            self.heads.setdefault(entry.head, []).append(entry)

    def sentence(self, at: int) -> int:
        """The number of the sentence at a place."""
        return self.sentences.number(at)

    def said(self, at: int) -> bool:
        """Whether a place lies in what somebody is reported to say."""
        return _holds(self._said, at)

    def marked(self, at: int) -> bool:
        """Whether a place lies in the words of a statement's source."""
        return _holds(self._marked, at)

    def person_of(self, name: Name) -> Person | None:
        """The person whom a name mentions."""
        at = bisect_right(self.starts, name.span.start) - 1
        for i in (at, at + 1):
            if 0 <= i < len(self.at) and self.at[i][0].start < name.span.end and self.at[i][0].end > name.span.start:
                return self.at[i][1]
        return self._bearers.get(name.key)

    def unsaid(self, piece: Span, but: int) -> list[Span]:
        """The parts of a piece that nobody is reported to say; what holds the place `but` is left as it is."""
        i = max(0, bisect_right(self._said, (piece.start, len(self.text))) - 1)
        found, at = [], piece.start
        while i < len(self._said) and self._said[i][0] < piece.end:
            start, end = self._said[i]
            i += 1
            if end <= at or start <= but < end:
                continue
            found.append(Span(at, max(at, start)))
            at = end
        found.append(Span(at, piece.end))
        return [p for p in found if p.end > p.start]

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin in [start, end)."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def people_in(self, start: int, end: int) -> list[tuple[Span, Person]]:
        """The mentions of people that begin in [start, end)."""
        return self.at[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def fuller(self, words: tuple[str, ...]) -> str | None:
        """The one fuller name of a body that ends or is abbreviated as this one is ("the FBI", "the Post")."""
        if len(words) == 1:
            initials = words[0].replace(".", "")
            if initials.isupper() and 2 <= len(initials) <= 8:
                return _only(self._spelled.get(initials))
        return _only(self._fuller.get(tuple(w.casefold() for w in words)))

    def _suffixes(self) -> dict[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = {}
        for name in self.bodies:
            words = tuple(w.casefold() for w in name.words)
            for i in range(1, len(words)):
                if words[i] not in _SMALL:
                    found.setdefault(words[i:], set()).add(name.text)
        return found

    def _initials(self) -> dict[str, set[str]]:
        """Bodies by the initials of their words, small words left out."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            words = [w for w in name.words if w.casefold() not in _SMALL]
            if len(words) > 1:
                found.setdefault("".join(w[0] for w in words).upper(), set()).add(name.text)
        found |= _defined(self.text)
        return found


_DEFINED = re.compile(r"\(([A-Z]{2,8})\)")


def _defined(text: str) -> dict[str, set[str]]:
    """Abbreviations that the text sets in brackets behind what they stand for: "Union of Deep Divers (UDD)"."""
    found: dict[str, set[str]] = {}
    for match in _DEFINED.finditer(text):
        words = text[max(0, match.start() - 120) : match.start()].split()
        initials = ""
        for i in range(len(words) - 1, -1, -1):
            if words[i].casefold() not in _SMALL:
                initials = words[i][0].upper() + initials
            if initials == match.group(1) and words[i][0].isupper():
                found[initials] = {" ".join(words[i:])}
                break
    return found


def _bearers(people: Sequence[Person]) -> dict[str, Person | None]:
    """Full names and surnames, lower-cased, with the one person who bears each."""
    found: dict[str, Person | None] = {}
    for person in people:
        for key in {person.name.casefold(), person.surname}:
            found[key] = None if key in found and found[key] is not person else person
    return found


def _only(found: set[str] | None) -> str | None:
    return next(iter(found)) if found and len(found) == 1 else None


def _holds(spans: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(spans, (at, sys.maxsize)) - 1
    return i >= 0 and spans[i][0] <= at < spans[i][1]


def _merged(spans: list[Span]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
