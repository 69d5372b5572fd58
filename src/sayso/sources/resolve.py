"""Mentions to speakers: "she", "the source" and "Trump" led back to one entry, where one candidate remains."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.model import SPEAKER_TYPES, Anonymity, Document, Source, Span, Speaker, SpeakerType, Via
from sayso.sources.mentions import Mention, read
from sayso.sources.names import Name, Person, clean, is_body, names, persons
from sayso.sources.via import chain
from sayso.sources.words import ANONYMITY, BODIES, CATEGORIES, HE, IT, PAPERS, PEOPLE, RELATIVE, SHE, UNNAMED_MARKS
from sayso.statements import Extracted

_ANONYMITY = re.compile(ANONYMITY, re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s|\n")
_PLURAL: tuple[SpeakerType, ...] = ("group", "unnamed", "organisation")


@dataclass
class Entry:
    """A speaker in the making."""

    id: str
    name: str | None
    type: SpeakerType
    head: str = ""
    person: Person | None = None
    role: str | None = None
    anonymity: Anonymity | None = None
    mentions: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who stands behind a statement: its speaker, None where nobody is stated, and who passed it on."""

    speaker: Speaker | None
    via: tuple[Via, ...]


class Cast:
    """The people, bodies and papers of one document, and who spoke last."""

    def __init__(self, document: Document, statements: Sequence[Extracted]) -> None:
        self.document = document
        self.text = document.text
        self.names = names(self.text)
        self.quoted = [s for e in statements if e.kind != "indirect" for s in e.content]
        self.people = persons(self.text, self.names, self._known(statements))
        self.at = sorted(((s, p) for p in self.people for s in p.spans), key=lambda pair: pair[0])
        self.starts = [s.start for s, _ in self.at]
        self.ends = [m.end() for m in _SENTENCE_END.finditer(self.text)]
        self.entries: list[Entry] = []
        self.keys: dict[tuple[str, str], Entry] = {}
        self.spoke: list[tuple[int, Entry]] = []

    def _known(self, statements: Sequence[Extracted]) -> frozenset[str]:
        """Names that the authors bear, and those that end a source which the model takes for a person."""
        known = [p.author for p in self.document.posts if p.author] + list(self.document.authors)
        for statement in statements:
            if statement.source and statement.found.type[SPEAKER_TYPES.index("person")] > 0.5:
                mention = read(self.text, statement.source[0], self.names)
                if mention.name:
                    known.append(mention.name.text)
        return frozenset(k.casefold() for k in known)

    def entry(self, name: str | None, kind: SpeakerType, head: str = "", person: Person | None = None) -> Entry:
        key = (kind if kind in ("author", "none") else "", (name or "").casefold())
        if key not in self.keys:
            self.keys[key] = Entry(f"k{len(self.entries)}", name, kind, head, person)
            self.entries.append(self.keys[key])
        return self.keys[key]

    def sentence(self, at: int) -> int:
        return bisect_right(self.ends, at)

    def person_of(self, name: Name) -> Person | None:
        at = bisect_right(self.starts, name.span.start) - 1
        for i in (at, at + 1):
            if 0 <= i < len(self.at) and self.at[i][0].start < name.span.end and self.at[i][0].end > name.span.start:
                return self.at[i][1]
        return None


def resolve(document: Document, statements: Sequence[Extracted]) -> tuple[list[Resolved], tuple[Source, ...]]:
    """The speaker and the chain of each statement, and the document's sources in the order of their first mention."""
    cast = Cast(document, statements)
    speakers: list[Entry | None] = [None] * len(statements)
    chains: list[tuple[Via, ...]] = [()] * len(statements)
    inner = []
    for i, statement in enumerate(statements):
        via, source = chain(document.text, statement, cast.person_of, cast.names)
        chains[i] = via
        if source is None:
            continue
        mention = read(document.text, source, cast.names)
        if mention.form == "self":
            inner.append((i, mention))
            continue
        entry = _resolve(cast, mention, statement)
        speakers[i] = entry
        _note(cast, entry, mention.span, statement)
    for i, mention in inner:
        speakers[i] = _self(cast, mention, statements, speakers, i)
        _note(cast, speakers[i], mention.span, statements[i])
    resolved = [
        Resolved(Speaker(e.id, e.name, e.type) if e else None, via) for e, via in zip(speakers, chains, strict=True)
    ]
    return resolved, _listed(cast, resolved)


def _listed(cast: Cast, resolved: list[Resolved]) -> tuple[Source, ...]:
    spoken = {r.speaker.id for r in resolved if r.speaker}
    return tuple(
        Source(e.id, e.name, e.type, e.role, e.anonymity or ("unnamed" if e.type == "unnamed" else None),
               tuple(sorted(set(e.mentions))))
        for e in cast.entries if e.id in spoken
    )  # fmt: skip


def _note(cast: Cast, entry: Entry | None, span: Span, statement: Extracted) -> None:
    if entry is None:
        return
    entry.mentions.append(span)
    cast.spoke.append((span.start, entry))
    low, high = statement.sentence
    if entry.type in ("unnamed", "group", "person") and _ANONYMITY.search(cast.text, max(0, low - 20), high + 200):
        nearby = cast.sentence(span.start)
        if any(
            cast.sentence(m.start()) == nearby for m in _ANONYMITY.finditer(cast.text, max(0, low - 20), high + 200)
        ):
            entry.anonymity = "on_condition"


def _type(mention: Mention, statement: Extracted, cast: Cast) -> SpeakerType:
    """The model's view of the type, and what the words themselves say."""
    score: dict[str, float] = {
        t: math.log(max(float(p), 1e-6)) for t, p in zip(SPEAKER_TYPES, statement.found.type, strict=True)
    }
    head = mention.head
    if mention.form == "name" and mention.name is not None:
        person = cast.person_of(mention.name)
        score["person"] += 2.5 if person else 0.0
        score["organisation"] += 1.5 if not person and is_body(mention.name.words) else 0.0
        for other in ("unnamed", "group", "none", "author"):
            score[other] -= 2.0
    elif mention.form == "description":
        words = mention.words.casefold().split()
        score["document"] += 2.0 * (head in PAPERS)
        score["organisation"] += 2.0 * (head in BODIES and head not in PAPERS)
        score["group"] += 1.5 * (head in CATEGORIES)
        score["unnamed"] += 1.5 * (head in PEOPLE and head not in CATEGORIES) + 1.5 * bool(UNNAMED_MARKS & set(words))
        score["person"] -= 1.0 * (head not in PEOPLE)
        score["author"] -= 3.0
    return max(SPEAKER_TYPES, key=lambda t: score[t])


def _resolve(cast: Cast, mention: Mention, statement: Extracted) -> Entry:
    kind = _type(mention, statement, cast)
    if mention.form == "pronoun":
        return _pronoun(cast, mention, kind)
    if mention.form == "name" and mention.name is not None:
        return _named(cast, mention, mention.name, kind)
    if kind == "person":
        person = _by_role(cast, mention)
        if person:
            return _person_entry(cast, person, mention.span)
        near = _only_person(cast, mention) if mention.definite else None
        if near:
            return _person_entry(cast, near, mention.span)
        kind = "unnamed" if mention.head in PEOPLE else "person"
    if mention.definite:
        before = _definite(cast, mention)
        if before:
            return before
    if kind == "none":
        return cast.entry(None, "none")
    return cast.entry(mention.words, kind, mention.head)


def _named(cast: Cast, mention: Mention, name: Name, kind: SpeakerType) -> Entry:
    person = cast.person_of(name)
    if person and kind in ("person", "author", "none", "unnamed", "group"):
        second = mention.second and cast.person_of(mention.second)
        if second and second is not person:
            return cast.entry(f"{person.name} and {second.name}", "person")
        return _person_entry(cast, person, mention.span)
    if kind == "person":
        return cast.entry(name.text, "person", name.words[-1].casefold())
    if kind == "organisation":
        whole = _longer(cast, name)
        return cast.entry(whole or mention.words, kind, mention.head)
    return cast.entry(mention.words, kind, mention.head)


def _longer(cast: Cast, name: Name) -> str | None:
    """The one fuller name of a body that ends as this one does ("the Post" for "The Washington Post")."""
    ends = {n.text for n in cast.names if len(n.words) > len(name.words) and n.words[-len(name.words) :] == name.words}
    bodies = {e for e in ends if is_body(tuple(e.split()))}
    return bodies.pop() if len(bodies) == 1 else None


def _person_entry(cast: Cast, person: Person, span: Span) -> Entry:
    entry = cast.entry(person.name, "person", person.surname, person)
    if entry.role is None:
        entry.role = _role(cast, person)
    entry.mentions.append(span)
    return entry


_APPOSITION = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,\s+((?:an?|the|who|former|then|senior|deputy|head|director|chief|[a-z])[^.;\n]{3,160})"
)
_BEFORE = re.compile(r"((?:(?:[\w’'\-]+|&)\s){1,8})$")
_CLAUSE_END = re.compile(
    r",\s(?=(?:said|says|told|described|issued|added|wrote|who|which|and|but|saying)\b)|,?\s[\"“]|,$|\bsaid\b|\btold\b"
)


def _role(cast: Cast, person: Person) -> str | None:
    """The description set beside a name, before or after it, where one is given."""
    for span in person.spans:
        after = _APPOSITION.match(cast.text, span.end)
        if after:
            words = _CLAUSE_END.split(after.group(1))[0].strip(" ,")
            if any(clean(w).casefold() in PEOPLE for w in re.findall(r"[\w’'\-]+", words)[:10]):
                return words
        before = _BEFORE.search(cast.text[max(0, span.start - 80) : span.start])
        if before:
            words = re.split(r"[,.;:]", before.group(1))[-1].strip()
            tail = words.split()
            while tail and not (tail[0][0].isupper() or clean(tail[0]).casefold() in PEOPLE | {"former", "acting"}):
                tail = tail[1:]
            if tail and clean(tail[-1]).casefold() in PEOPLE:
                return " ".join(tail)
    return None


def _by_role(cast: Cast, mention: Mention) -> Person | None:
    """The one person whom the text has introduced with this description's head ("the dean")."""
    if not mention.head or mention.head not in PEOPLE:
        return None
    fitting = []
    for person in cast.people:
        if not person.spans or person.spans[0].start > mention.span.start:
            continue
        role = _role(cast, person)
        if role and re.search(rf"\b{re.escape(mention.head)}\b", role.casefold()):
            fitting.append(person)
    return fitting[0] if len(fitting) == 1 else None


def _only_person(cast: Cast, mention: Mention) -> Person | None:
    """The person named in the two sentences before, where there is just one."""
    here = cast.sentence(mention.span.start)
    i = bisect_right(cast.starts, mention.span.start) - 1
    near: list[Person] = []
    while i >= 0 and here - cast.sentence(cast.at[i][0].start) <= 2:
        if cast.at[i][1] not in near:
            near.append(cast.at[i][1])
        i -= 1
    return near[0] if len(near) == 1 else None


def _definite(cast: Cast, mention: Mention) -> Entry | None:
    """The last speaker described with the same head, for "the source", "my source", "the report"."""
    for _, entry in reversed(cast.spoke):
        if entry.head == mention.head and entry.type != "person":
            own = set(mention.words.casefold().split())
            if own <= set((entry.name or "").casefold().split()):
                return entry
    return None


def _pronoun(cast: Cast, mention: Mention, kind: SpeakerType) -> Entry:
    word = mention.head
    if word in RELATIVE:
        return _relative(cast, mention, kind)
    if word in HE | SHE:
        person = _he_or_she(cast, mention.span.start, word in HE)
        if person is not None:
            return person
    else:
        wanted: tuple[SpeakerType, ...] = ("organisation", "document") if word in IT else _PLURAL
        here = cast.sentence(mention.span.start)
        for at, entry in reversed(cast.spoke):
            if here - cast.sentence(at) > 4:
                break
            if entry.type in wanted or (word not in IT and " and " in (entry.name or "")):
                return entry
        if word in IT:
            body = _last_body(cast, mention.span.start)
            if body:
                return body
    return cast.entry(mention.words, kind if kind != "none" else "group")


def _last_body(cast: Cast, at: int) -> Entry | None:
    here = cast.sentence(at)
    near = [n for n in cast.names if n.span.end <= at and here - cast.sentence(n.span.start) <= 1]
    bodies = [n for n in near if is_body(n.words) and not cast.person_of(n)]
    return cast.entry(bodies[-1].text, "organisation", bodies[-1].words[-1].casefold()) if bodies else None


def _he_or_she(cast: Cast, at: int, male: bool) -> Entry | None:
    """The likeliest bearer of "he" or "she": near, subject of its sentence, lately speaking, of fitting gender.

    The weights were set on sourcing-train.
    """
    here = cast.sentence(at)
    last = [(p, e) for p, e in cast.spoke if p < at][-3:]
    best: tuple[float, Entry | Person] | None = None
    seen: set[int] = set()
    i = bisect_right(cast.starts, at - 1) - 1
    while i >= 0 and here - cast.sentence(cast.at[i][0].start) <= 12:
        span, person = cast.at[i]
        i -= 1
        if id(person) in seen or span.end > at:
            continue
        seen.add(id(person))
        score = _salience(cast, span, person, here, male)
        score += sum(1.0 + 0.6 * n for n, (_, e) in enumerate(last) if e.person is person)
        if best is None or score > best[0]:
            best = (score, person)
    for n, (p, e) in enumerate(last):
        if e.person is None and e.type == "unnamed":
            score = 1.0 + 0.6 * n - 0.5 * (here - cast.sentence(p))
            if best is None or score > best[0]:
                best = (score, e)
    if best is None or best[0] < -4:
        following = [(s, p) for s, p in cast.at[bisect_right(cast.starts, at) :][:1] if cast.sentence(s.start) == here]
        return _person_entry(cast, following[0][1], following[0][0]) if following else None
    return best[1] if isinstance(best[1], Entry) else _person_entry(cast, best[1], best[1].spans[0])


def _salience(cast: Cast, span: Span, person: Person, here: int, male: bool) -> float:
    there = cast.sentence(span.start)
    start = cast.ends[there - 1] if there else 0
    score = -0.5 * (here - there)
    score += 0.8 * (span.start - start < 25)
    score -= 0.6 * cast.text[span.end : span.end + 2].startswith(("’s", "'s"))
    score -= 0.7 * any(q.start <= span.start < q.end for q in cast.quoted)
    fit = (person.he - person.she) * (1 if male else -1)
    return score + max(-6.0, min(2.0, 1.5 * fit))


_NOUN_START = re.compile(
    r"\b(?:an?|the|some|many|most|those|these|several|dozens of|hundreds of|thousands of|two|three|four|five|other|his|her"
    r"|their|one)\s((?:[\w’'\-]+\s){0,6}[\w’'\-]+),?\s*$",
    re.IGNORECASE,
)


def _relative(cast: Cast, mention: Mention, kind: SpeakerType) -> Entry:
    """What stands right before "who", "which" or "that"."""
    at = mention.span.start
    i = bisect_right(cast.starts, at) - 1
    if i >= 0 and re.fullmatch(r"[,\s–—-]*(?:\([^)]*\)[,\s]*)?", cast.text[cast.at[i][0].end : at]):
        return _person_entry(cast, cast.at[i][1], mention.span)
    before = cast.text[max(0, at - 90) : at]
    before = re.split(r"[.!?;:\n“”\"(]", before)[-1]
    if kind == "person" and i >= 0 and cast.sentence(cast.at[i][0].start) == cast.sentence(at):
        return _person_entry(cast, cast.at[i][1], mention.span)
    noun = None
    for match in re.finditer(_NOUN_START, before):
        noun = match
    words = noun.group(1) if noun else " ".join(before.strip(" ,").split()[-2:])
    head = clean(words.split()[-1]).casefold() if words.split() else ""
    return cast.entry(words or None, kind if words else "none", head)


def _self(cast: Cast, mention: Mention, statements: Sequence[Extracted], speakers: list[Entry | None], i: int) -> Entry:
    """ "I" inside somebody's quotation that somebody, outside it the author of the post."""
    at = mention.span.start
    for j, other in enumerate(statements):
        if j != i and speakers[j] and other.kind != "indirect" and any(s.start <= at < s.end for s in other.content):
            return speakers[j] or cast.entry(None, "none")
    post = statements[i].post
    name = post.author if post else ", ".join(cast.document.authors) or None
    return cast.entry(name, "author")
