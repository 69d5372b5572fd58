"""Mentions to speakers: "she", "the source" and "Ashdown" led back to one entry, where one candidate remains."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sayso.language.encode import quotations
from sayso.language.linear import linear
from sayso.model import SPEAKER_TYPES, Basis, Document, Source, Span, Speaker, SpeakerType, Via
from sayso.sources import ahead, bodies, papers, placing, subjects
from sayso.sources.basis import basis
from sayso.sources.cast import Cast, Entry
from sayso.sources.kinds import QUANTITY, crowd, features, single
from sayso.sources.mentions import Mention, read
from sayso.sources.names import Name, no_person
from sayso.sources.people import Person
from sayso.sources.pronouns import he_or_she, of_whom, pronoun, they, together
from sayso.sources.roles import Roles, couple, two
from sayso.sources.via import around, chain
from sayso.sources.words import BODIES, FORCES, HE, HOLDERS, PAPERS, PEOPLE, POSSESSIVES, SHE
from sayso.statements import Extracted
from sayso.statements.edges import around as around_quote

_ANONYMITY_HINT = re.compile(
    r"anonym|identif|authori[sz]ed|named\b|names?\b|withh[eo]ld|permitted to|allowed to|attribut|background\b|quoted"
)
_GOES_ON = 6
"""Sentences of a quotation over which whoever was named before it goes on speaking."""
_LATE, _A_PAIR = 6, 2
"""Speakers back to whom "the two" can go on meaning, where they are as many."""
_NAME_LENGTH = 80
"""Characters that a name can have before a description set behind it."""
_NEAR = 40
"""Characters behind a name within which a condition of anonymity is that person's."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who stands behind a statement: its speaker, None where nobody is stated, who passed it on, and how they know.

    confidence: how often a speaker led back in this way is the right one, from 0 to 1.
    """

    speaker: Speaker | None
    via: tuple[Via, ...]
    basis: Basis
    confidence: float = 1.0


def resolve(document: Document, statements: Sequence[Extracted]) -> tuple[list[Resolved], tuple[Source, ...]]:
    """The speaker and the chain of each statement, and the document's sources in the order of their first mention."""
    resolver = _Resolver(document, statements)
    speakers: list[Entry | None] = []
    chains: list[tuple[Via, ...]] = []
    sure: list[float] = []
    own: list[tuple[int, Mention]] = []
    for i, statement in enumerate(statements):
        via, source = chain(resolver.cast, statement)
        chains.append(via)
        speakers.append(None)
        if source is None:
            speakers[i] = resolver.unmarked(statement)
            sure.append(SURE["unmarked" if speakers[i] else "nobody"])
            resolver.note(speakers[i], statement.cue[0])
            continue
        mention = resolver.beside(read(document.text, source, resolver.cast.names), statement)
        if mention.form == "self":
            own.append((i, mention))
            sure.append(SURE["self"])
            continue
        speakers[i] = resolver.speaker(mention, statement)
        sure.append(_sure(mention, speakers[i], resolver.cast))
        resolver.note(speakers[i], mention.span)
    resolver.selves(statements, speakers, own)
    resolved = [
        Resolved(Speaker(e.id, e.name, e.type) if e else None, via, resolver.basis(statement, e), how)
        for statement, e, via, how in zip(statements, speakers, chains, sure, strict=True)
    ]
    return resolved, resolver.listed(resolved)


NOBODY = 0.3
"""The model's probability of nobody from which a statement without a marked source is left without a speaker."""
NOBODY_AT_A_SUBJECT = 0.8
"""The same where a subject stands farther from the cue."""

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has been|have been|had been|gets?|got|it)\s(?:\w+ly |also |not |now )?$",
    re.IGNORECASE,
)
_INACTIVE = re.compile(
    r"(?:is|are|was|were|be|been|being|(?:has|have|had) (?:\w+ )?been)\b|(?:when |if )?asked\b|reportedly|allegedly"
    r"|(?:\w+ )?(?:seem|appear|question|look)s?(?:ed)?\b|(?:widely |also |best )?known\b",
    re.IGNORECASE,
)
_AT_CUE = re.compile(
    r"\b((?i:he|she|they|it|we)|I)(?:[’']d|[’']s)?\s(?:(?:\w+ly|also|then|later|once|just|never|has|had|have|would|could|did"
    r"|not|still|even|and)\s){0,3}$"
)
_BETWEEN = re.compile(
    r",?\s(?:\([^()]{1,20}\)\s)?(?:(?:\w+ly|also|then|later|once|just|never|has|had|have|would|could|did|not|still|who)\s){0,3}"
)


def _active(text: str, cue: Span) -> bool:
    return not (_PASSIVE.search(text, max(0, cue.start - 20), cue.start) or _INACTIVE.match(text, cue.start))


def _subject(cast: Cast, statement: Extracted) -> Span | None:
    """The pronoun or name that stands right before the cue, or a name right behind it ("said Brandt")."""
    text, cue = cast.text, statement.cue[0]
    pronoun_ = _AT_CUE.search(text, max(0, cue.start - 40), cue.start)
    if pronoun_:
        return Span(*pronoun_.span(1))
    for name in reversed(cast.names_in(max(0, cue.start - 80), cue.start)):
        if name.span.end <= cue.start:
            return name.span if _BETWEEN.fullmatch(text, name.span.end, cue.start) else None
    behind = cast.names_in(cue.end, cue.end + 3)
    if not behind or not text[cue.end : behind[0].span.start].isspace():
        return None
    said = any(c.start <= behind[0].span.start < c.end for c in statement.content)  # "called Brandt a fraud"
    return None if said else behind[0].span


SURE = {
    "person": 0.96, "name": 0.92, "pronoun": 0.7, "open": 0.1, "led back": 0.78, "own words": 0.77, "self": 0.7,
    "unmarked": 0.75, "nobody": 0.65,
}  # fmt: skip
"""How often a speaker was right, by how it was found: a person by name, another name, a pronoun led back or left open,
a description led back or standing under its own words, "I", no source marked. Rounded from sourcing-train, where
the model knew the types; "nobody" from both sets (91 of 124 there, 15 of 37 in sourcing-dev); "open" (0 of 13 there)
and "self" (14 of 33, mostly missed in one speech) are estimates."""


def _sure(mention: Mention, entry: Entry | None, cast: Cast) -> float:
    """How often a speaker found in this way is the right one."""
    led_back = (entry is not None and entry.mentions != []) or (entry is not None and entry.person is not None)
    if mention.form == "name":
        return SURE["person" if entry and entry.person and mention.name else "name"]
    if mention.form == "pronoun":
        if entry is None or (entry.name or "").casefold() == mention.words.casefold():
            return SURE["open"]
        return cast.margin if cast.margin is not None else SURE["pronoun"]
    return SURE["led back" if led_back else "own words"]


class _Resolver:
    """One document's resolution under way."""

    def __init__(self, document: Document, statements: Sequence[Extracted]) -> None:
        self.cast = Cast(document, statements)
        self.roles = Roles(self.cast)
        self._anchors = sorted({span for s in statements for span in s.source + s.cue})
        self._anonymous = self._anonymity()

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        return quotations(self.cast.text)

    def _anonymity(self) -> dict[int, list[Span]]:
        """By the number of a sentence, the words in it that say that anonymity was asked for."""
        cast = self.cast
        hinted = {cast.sentence(hint.start()) for hint in _ANONYMITY_HINT.finditer(cast.text)}
        spans = {number: placing.conditions(cast.text, cast.sentences.span(number)) for number in hinted}
        return {number: words for number, words in spans.items() if words}

    def note(self, entry: Entry | None, span: Span) -> None:
        """Remember that an entry spoke, and how its sentence places it."""
        if entry is None:
            return
        cast = self.cast
        cast.note(entry, span)
        if entry.role is None:
            entry.role = self._role(entry, span)
        if entry.number is None:
            entry.number = placing.number(cast.text, span, entry.type)
        for words in self._anonymous.get(cast.sentence(span.start), ()):
            near = entry.type in ("unnamed", "group") or (
                entry.type == "person" and 0 <= words.start - span.end < _NEAR
            )
            if near and words not in entry.conditions:
                entry.anonymity = "on_condition"
                entry.conditions.append(words)

    def _role(self, entry: Entry, span: Span) -> Span | None:
        if entry.person:
            return self.roles.role(entry.person)
        if entry.type in ("organisation", "document"):
            return placing.body(self.cast.text, span)
        return placing.described(self.cast.text, span, entry.type)

    def basis(self, statement: Extracted, entry: Entry | None) -> Basis:
        """How the speaker of a statement is said to know."""
        cast, cue = self.cast, statement.cue[0].start
        own = (piece for stretch in around(cast, statement) if (piece := self._own(stretch, statement)))
        stretches = [p for piece in own for p in cast.unsaid(piece, cue)]
        kind = entry.type if entry else "none"
        return basis(
            cast.text, statement, stretches, kind, entry.name if entry else None, entry.role if entry else None
        )

    def _own(self, stretch: Span, statement: Extracted) -> Span | None:
        """What of a stretch belongs to a statement: up to the source or cue of the next, from behind the one before."""
        parts = statement.source + statement.cue
        low, high = min(s.start for s in parts), max(s.end for s in parts)
        start, end = stretch
        i = bisect_left(self._anchors, Span(start, 0))
        while i < len(self._anchors) and self._anchors[i].start < end:
            other = self._anchors[i]
            if other.start >= high:
                end = other.start
            elif other.end <= low:
                start = max(start, other.end)
            i += 1
        return Span(start, end) if start < end else None

    def listed(self, resolved: Sequence[Resolved]) -> tuple[Source, ...]:
        """The sources that a statement rests on."""
        spoken = {r.speaker.id for r in resolved if r.speaker}
        return tuple(
            Source(e.id, e.name, e.type, self._words(e.role),
                   e.anonymity or ("unnamed" if e.type == "unnamed" else None),
                   tuple(sorted(set(e.mentions))), e.number, tuple(sorted(e.conditions)))
            for e in self.cast.entries if e.id in spoken
        )  # fmt: skip

    def _words(self, span: Span | None) -> str | None:
        return " ".join(self.cast.text[slice(*span)].split()) if span else None

    def unmarked(self, statement: Extracted) -> Entry | None:
        """Whose statement it is where no source is marked: the name or pronoun at the cue, or who speaks there already.

        None where the model holds it for nobody's, or the words are those of a passive ("was expected").
        """
        cast, cue = self.cast, statement.cue[0]
        nobody = statement.found.type[SPEAKER_TYPES.index("none")]
        if not _active(cast.text, cue):
            return None
        span = subjects.subject(cast, statement) if nobody < NOBODY_AT_A_SUBJECT else None
        if nobody > NOBODY and span is None:
            return None
        span = _subject(cast, statement) or span
        if span is not None:
            mention = read(cast.text, span, cast.names)
            return None if mention.form == "self" else self.speaker(mention, statement)
        here = cast.sentences.span(cast.sentence(cue.start)).start
        at, entry = cast.spoke[-1] if cast.spoke else (-1, None)
        if entry is not None and here <= at < cue.start:
            return entry
        named = [p for s, p in cast.people_in(here, cue.start) if not cast.said(s.start)]
        return cast.of(named[0]) if named and statement.found.type[0] > 0.5 else None

    def beside(self, mention: Mention, statement: Extracted) -> Mention:
        """The name before a description set behind it where a cue follows: "Norland, its only ally, said"."""
        cast, at = self.cast, mention.span.start
        if mention.form != "description" or statement.cue[0].start < at or cast.text[at - 2 : at] != ", ":
            return mention
        before = cast.names_in(max(0, at - _NAME_LENGTH), at)
        closed = cast.text[statement.source[-1].end - 1 : statement.source[-1].end + 1]
        if not before or before[-1].span.end != at - 2 or "," not in closed:
            return mention
        return read(cast.text, before[-1].span, cast.names)

    def speaker(self, mention: Mention, statement: Extracted) -> Entry:
        """Whose statement it is."""
        cast = self.cast
        cast.margin = None
        kind = self._type(mention, statement)
        if mention.form == "pronoun":
            return pronoun(cast, mention, kind, statement)
        found = self._owned(mention, kind) if mention.form == "description" else None
        if found is None and kind == "organisation":
            found = bodies.campaign(cast, mention)
        if found is None and mention.form == "name" and mention.name is not None:
            found = self._named(mention, mention.name, kind)
        if found is None and kind in ("person", "unnamed", "group"):
            found = self._meant(mention, kind)
        if found is None:
            found = self._person(mention) if kind == "person" else self._described(mention, kind)
        return found

    def _meant(self, mention: Mention, kind: SpeakerType) -> Entry | None:
        """The people by name whom a description means, whatever the model takes them for: "both", "a judge"."""
        if couple(mention):
            both, lands = two(self.cast, mention.span.start), bodies.lands(self.cast, mention)
            if lands or both:
                return lands or together(self.cast, both)
            pair = [e for _, e in self.cast.spoke[-_LATE:] if e.number == _A_PAIR]
            if pair:
                return pair[-1]
        person = self.roles.ahead(mention) if kind != "group" else None
        if person is None and kind == "unnamed" and self._holds_office(mention):
            person = self._described_before(mention)
        return self.cast.of(person) if person else None

    def _type(self, mention: Mention, statement: Extracted) -> SpeakerType:
        """The model's view of the type, weighed with what the words themselves say."""
        if mention.form == "description" and FORCES.search(mention.words):
            return "organisation"
        table = linear("sayso.sources", "kinds.json")
        scores = table.scores(features(self.cast, mention, statement.cue[0]))
        scores += table.scale * np.log(np.maximum(statement.found.type.astype(np.float64), 1e-6))
        name = mention.name
        if (
            mention.form == "name"
            and name
            and not name.titles
            and not self.cast.person_of(name)
            and no_person(name.words)
        ):
            scores[SPEAKER_TYPES.index("person")] = -np.inf
        if mention.form == "description" and mention.head in PAPERS:
            scores[SPEAKER_TYPES.index("person")] = -np.inf
        if mention.form == "name" and name and name.titles and self._bears_a_title(mention, name):
            scores[SPEAKER_TYPES.index("organisation")] = -np.inf
        kind = SPEAKER_TYPES[int(scores.argmax())]
        return "unnamed" if kind == "group" and single(mention) else kind

    def _bears_a_title(self, mention: Mention, name: Name) -> bool:
        """Whether a mention begins with a person's title and name: "Judge Ada Brandt of the Port Court"."""
        lead = self.cast.text[mention.span.start : name.span.start].split()
        return lead == list(name.titles) and self.cast.person_of(name) is not None

    def _named(self, mention: Mention, name: Name, kind: SpeakerType) -> Entry:
        cast = self.cast
        person = cast.person_of(name)
        if person and not crowd(cast, mention) and kind in ("person", "author", "none", "unnamed"):
            people = [person] + [p for n in mention.others if (p := cast.person_of(n))]
            if len(people) > 1:
                return together(cast, tuple(people))
            return cast.of(person)
        if kind == "person":
            whole = " and ".join(n.text for n in (name, *mention.others)) if mention.others else name.text
            return cast.entry(whole, "person", name.words[-1].casefold())
        lead = mention.words.removesuffix(name.text).casefold().split() if mention.words.endswith(name.text) else []
        words = name.text if kind == "organisation" and lead and lead[-1] in BODIES else mention.words
        return bodies.named(cast, name, words, kind, mention.head)

    def _person(self, mention: Mention) -> Entry:
        """One person by description: the one described so before, or the one who must be meant."""
        person = self._described_before(mention)
        if person:
            return self.cast.of(person)
        return self._described(mention, "unnamed" if mention.head in PEOPLE or single(mention) else "person")

    def _described_before(self, mention: Mention) -> Person | None:
        last = self.cast.spoke[-1][1] if self.cast.spoke else None
        return self.roles.bearer(mention) or self.roles.nearest(mention, last)

    @staticmethod
    def _holds_office(mention: Mention) -> bool:
        """Whether "the" names who holds an office or runs for one: nobody leaves such a one unnamed."""
        first = mention.words.casefold().split()[:1]
        return mention.definite and mention.head in HOLDERS and first[0] not in ("next", "future", "first", "last")

    def _described(self, mention: Mention, kind: SpeakerType) -> Entry:
        cast = self.cast
        if kind == "none":
            return cast.entry(None, "none")
        if kind == "document":
            return self._paper(mention)
        known = bodies.described(cast, mention) if kind == "organisation" else of_whom(cast, mention, kind)
        return known or self._before(mention) or cast.entry(mention.words, kind, mention.head)

    def _paper(self, mention: Mention) -> Entry:
        """A paper by the words that tell whose it is, where it is called so below or above."""
        named = ahead.paper(self.cast, mention)
        earlier = None if named else self._before(mention)
        span = named or (None if earlier else papers.introduced(self.cast, mention))
        words = " ".join(self.cast.text[slice(*span)].split()) if span else mention.words
        return earlier or self.cast.entry(words, "document", mention.head)

    def _before(self, mention: Mention) -> Entry | None:
        """The last speaker described with the same head, for "the source", "my source", "the report", "experts"."""
        bare = mention.words.casefold() == mention.head and mention.first == mention.head and mention.head[-1:] == "s"
        if not mention.definite and not bare:
            return None
        own = set(mention.words.casefold().split())
        earlier = self.cast.heads.get(mention.head, [])[-8:]
        if bare and len({e.id for e in earlier}) != 1:
            return None
        for entry in reversed(earlier):
            words = (entry.name or "").casefold().split()
            if entry.type != "person" and own <= set(words) and not (bare and words[0] in QUANTITY):
                return entry
        return None

    def _owned(self, mention: Mention, kind: SpeakerType) -> Entry | None:
        """What belongs to somebody before: "his campaign", "her advisers", and who is somebody's: "Voss’s lawyer"."""
        related = self.roles.related(mention) if kind in ("person", "unnamed") else None
        if related or mention.first not in POSSESSIVES:
            return self.cast.of(related) if related else None
        cast, at, word = self.cast, mention.span.start, mention.first
        owner = (
            he_or_she(cast, at, word in HE)
            if word in HE | SHE
            else they(cast, at, "group")
            if word == "their"
            else None
        )
        if owner is None or not owner.name:
            return None
        theirs = bodies.campaign(cast, mention, owner.person.name.split()[-1]) if owner.person else None
        if theirs:
            return theirs
        rest = mention.words.split(maxsplit=1)
        if kind == "person" or len(rest) < 2:
            return None
        return cast.entry(f"{owner.name}’s {rest[1]}", kind, mention.head)

    def selves(
        self, statements: Sequence[Extracted], speakers: list[Entry | None], own: Sequence[tuple[int, Mention]]
    ) -> None:
        """Inside somebody's quotation "I" that somebody, outside it the author of the post."""
        quotes = sorted(
            (s.start, -s.end, j) for j, e in enumerate(statements) if e.kind != "indirect" for s in e.content
        )
        open_: list[tuple[int, int]] = []
        spoken = sorted((place, i) for i, (place, _) in enumerate(self.cast.spoke))
        at_quote = 0
        for i, mention in sorted(own, key=lambda pair: pair[1].span.start):
            at = mention.span.start
            while at_quote < len(quotes) and quotes[at_quote][0] <= at:
                open_.append((-quotes[at_quote][1], quotes[at_quote][2]))
                at_quote += 1
            while open_ and open_[-1][0] <= at:
                open_.pop()
            outer = next((speakers[j] for end, j in reversed(open_[-4:]) if end > at and j != i and speakers[j]), None)
            speakers[i] = outer or self._going_on(at, spoken) or self._author(statements[i])
            self.note(speakers[i], mention.span)
            insort(spoken, (at, len(self.cast.spoke) - 1))

    def _going_on(self, at: int, spoken: list[tuple[int, int]]) -> Entry | None:
        """Who spoke last, right before, where a place stands in a quotation that no statement was found around.

        spoken: the places of those who spoke, in order, each with its index in `Cast.spoke`.
        """
        i = bisect_left(spoken, (at, -1)) - 1
        if i < 0 or around_quote(self._quoted, at) is None:
            return None
        place, which = spoken[i]
        last = self.cast.spoke[which][1]
        near = self.cast.sentence(at) - self.cast.sentence(place) <= _GOES_ON
        return last if near and last.type in ("person", "unnamed") else None

    def _author(self, statement: Extracted) -> Entry:
        name = statement.post.author if statement.post else ", ".join(self.cast.document.authors) or None
        return self.cast.entry(name, "author")
