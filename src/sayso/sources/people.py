"""The people of a document: which names are one person's, and which pronouns fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from sayso.model import Span
from sayso.sources.names import LEAST_MISSPELLED, PARTICLES, Name, given, is_body, less_one, no_person, surname
from sayso.sources.words import (
    EITHER_NAMES,
    FAMILY,
    FEMALE_NAMES,
    FEMALE_TITLES,
    HE,
    HEADS_OF_TITLES,
    MALE_NAMES,
    MALE_TITLES,
    SHE,
)


@dataclass(eq=False)
class Person:
    """A person of the document: the fullest name, where it stands, and which pronouns fit."""

    name: str
    spans: list[Span] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    full: int = 0
    he: float = 0.0
    she: float = 0.0

    @property
    def surname(self) -> str:
        return surname(tuple(self.name.split()))

    def named_in(self, part: Span) -> bool:
        """Whether a part of the text names the person; the places of the names are in order."""
        i = bisect_left(self.spans, (part.start,))
        return i < len(self.spans) and self.spans[i].start < part.end

    def clashes(self, male: bool) -> bool:
        """Whether "he" (or, where not `male`, "she") can't be this person."""
        fit = (self.he - self.she) * (1 if male else -1)
        return fit <= -2


_SAYS = re.compile(r" (?:said|says|told|asked|added|wrote|argued|insisted|tweeted|testified|replied)\b")
_AFTER = re.compile(
    r",? (?:said|says|told|asked|added|wrote|tweeted|testified|who|whose)\b|, (?:aged? )?\d\d,| \([DRI]-"
    r"|, (?:(?:an?|the|former|then)\b[^.;:\n]{2,60}|[a-z][^.;:,\n]{2,40})"
)
_LAST_WORD = re.compile(r"\b([a-z-]+) $")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_BEFORE_A_SURNAME = (
    MALE_TITLES
    | FEMALE_TITLES
    | frozenset(
        [
            "president",
            "sen",
            "sen.",
            "senator",
            "rep",
            "rep.",
            "representative",
            "gov",
            "gov.",
            "governor",
            "mayor",
            "dr",
            "dr.",
            "prof",
            "prof.",
            "professor",
            "judge",
            "gen",
            "gen.",
            "general",
            "col",
            "col.",
            "colonel",
            "capt",
            "capt.",
            "captain",
            "lt",
            "lt.",
            "sgt",
            "sgt.",
            "chancellor",
            "secretary",
            "ambassador",
            "sheriff",
        ]
    )
)
"""Titles behind which a single word is a person's surname."""


def persons(text: str, found: list[Name], known: frozenset[str], bodies: frozenset[str]) -> list[Person]:
    """The people that a document names, surnames joined to the one full name that they can stand for.

    found: `names(text)`; known, bodies: lower-cased names whose bearers the caller holds for persons, or for none.
    """
    bodies = bodies - {n.key for n in found if _courteous(n)}
    full = _Full(found)
    rest: list[Name] = []
    later: list[Name] = []
    for name in found:
        if no_person(name.words) and not name.titles:
            continue
        if len(name.words) == 1 or (len(name.words) == 2 and name.words[0].casefold() in PARTICLES):
            rest.append(name)
        elif name.key not in bodies and _is_person(text, name, known):
            full.join(name)
        else:
            later.append(name)
    lone = {name.key for name in rest if name.key not in bodies and _alone(text, name, known)}
    beside = _beside(text, full.people.values(), later)
    for name in later:
        # a name introduced once as a person's is one wherever it stands, and so is one whose last words speak alone
        shown = surname(name.words) in lone or name.span in beside or full.shortened(name)
        if full.key(name) in full.people or (shown and _may_be(name, bodies)):
            full.join(name)
    people = _Bearers(_variants_joined(full.people.values()), _courtesies(rest))
    # "Mr. Brandt" first: it tells that there is such a man before "President Brandt" is led to his wife
    for name in sorted(rest, key=lambda n: not _courteous(n)):
        if name.key in bodies or people.attach(name) or not _alone(text, name, known):
            continue
        meant = people.misspelled(name)
        if meant:
            _mention(meant, name)
        else:
            people.add(name)
    for person in people.all:
        person.spans.sort()
    _genders(text, people.all)
    return people.all


_SHORT = 3
"""Letters of the shortest form of a given name."""


def _variants_joined(people: Iterable[Person]) -> list[Person]:
    """The people, two that bear variants of one given name and alone share a surname made one: "Ken" and "Kenneth"."""
    found = list(people)
    bearers: dict[str, list[Person]] = {}
    for person in found:
        bearers.setdefault(person.surname, []).append(person)
    for two in bearers.values():
        if len(two) == 2 and _variant(*two) and not _opposed(*two):
            kept, gone = sorted(two, key=lambda p: -len(p.name))
            kept.spans += gone.spans
            kept.titles |= gone.titles
            kept.full += gone.full
            kept.he, kept.she = kept.he + gone.he, kept.she + gone.she
            found.remove(gone)
    return found


def _opposed(one: Person, other: Person) -> bool:
    """Whether two given names are a man's and a woman's: "Christine" is no longer form of "Chris" here."""
    a, b = (p.name.split()[0].casefold() for p in (one, other))
    return (a in MALE_NAMES and b in FEMALE_NAMES - MALE_NAMES) or (
        a in FEMALE_NAMES and b in MALE_NAMES - FEMALE_NAMES
    )


def _is_person(text: str, name: Name, known: frozenset[str]) -> bool:
    words = name.words
    if name.key in known:
        return True
    if not 2 <= len(words) <= 5 or words[0].casefold() in PARTICLES or is_body(words):
        return False
    if name.titles or given(words[0]) or surname(words) in known:
        # "Brandt" is known for a person, so "Ada Brandt" is that person
        return True
    before = _LAST_WORD.search(text, max(0, name.span.start - 30), name.span.start)
    if before and (before.group(1) == "the" or before.group(1) in HEADS_OF_TITLES | FAMILY):
        return before.group(1) != "the"  # "the activist Ines Valdor"
    return _introduced(text, name)


def _introduced(text: str, name: Name) -> bool:
    """Whether what stands behind a name is said of a person: an age, a party, an office, a verb of speech."""
    after = _AFTER.match(text, name.span.end)
    if not after or not after.group().startswith(", ") or after.group()[2:3].isdigit():
        return bool(after)
    return any(w.casefold() in HEADS_OF_TITLES for w in _WORD.findall(after.group())[:8])


def _may_be(name: Name, bodies: frozenset[str]) -> bool:
    return 2 <= len(name.words) <= 4 and not is_body(name.words) and name.key not in bodies


def _alone(text: str, name: Name, known: frozenset[str]) -> bool:
    """Whether a single word is a person's name by what stands around it."""
    if name.key in known:
        return True
    titled = name.titles and name.titles[-1].casefold() in _BEFORE_A_SURNAME
    return not is_body(name.words) and bool(titled or _SAYS.match(text, name.span.end))


class _Full:
    """People by given name and surname; nicknames and the short forms of longer names lead to them as well."""

    def __init__(self, found: Iterable[Name]) -> None:
        self.people: dict[tuple[str, str], Person] = {}
        self._also: dict[tuple[str, str], tuple[str, str]] = {}
        named = list(found)
        pairs = {n.words for n in named if len(n.words) > 1}
        for name in named:
            key = (name.words[0].casefold(), surname(name.words))
            for word in name.words[1:-1]:
                if _NICKNAME.fullmatch(word):  # Robert “Bobby” Holm
                    self._also[word[1:-1].casefold(), key[1]] = key
            for i in range(1, len(name.words) - 1):
                short = name.words[i:]
                if short in pairs and not given(short[0]) and not is_body(name.words):  # Lun of Ma Thida Lun
                    self._also[short[0].casefold(), surname(short)] = key
        self._whole = set(self._also.values())

    def shortened(self, name: Name) -> bool:
        """Whether the text calls somebody by this name and by its last words: "Ma Thida Lun", later "Thida Lun"."""
        return self.key(name) in self._whole and len(name.words) > 1

    def key(self, name: Name) -> tuple[str, str]:
        """What people of one name have in common: the given name and the surname."""
        key = (name.words[0].casefold(), surname(name.words))
        return self._also.get(key, key)

    def join(self, name: Name) -> None:
        """One person for one given name and surname; the longest form, initials and all, is the name."""
        person = self.people.setdefault(self.key(name), Person(name.text))
        if len(name.text) > len(person.name):
            person.name = name.text
        person.full += 1
        _mention(person, name)


_NICKNAME = re.compile(r"[“\"(]\w+[”\")]")


def _beside(text: str, people: Iterable[Person], later: Iterable[Name]) -> set[tuple[int, int]]:
    """The places of those names that stand beside a person's, joined by "and"."""
    spans = [s for p in people for s in p.spans]
    starts, ends = {s.start for s in spans}, {s.end for s in spans}
    return {
        name.span
        for name in later
        if (text.startswith(" and ", name.span.end) and name.span.end + 5 in starts)
        or (text.endswith(" and ", 0, name.span.start) and name.span.start - 5 in ends)
    }


def _mention(person: Person, name: Name) -> None:
    person.spans.append(name.span)
    for title in name.titles:
        person.titles.add(title.casefold())
        person.he += 3 * (title.casefold() in MALE_TITLES)
        person.she += 3 * (title.casefold() in FEMALE_TITLES)


def _courteous(name: Name) -> bool:
    return any(t.casefold() in MALE_TITLES | FEMALE_TITLES for t in name.titles)


def _courtesies(names: Iterable[Name]) -> dict[str, int]:
    """By surname 1 where a text says only "Mr." before it, -1 where it says only "Mrs." and the like."""
    found: dict[str, set[int]] = {}
    for name in names:
        for title in name.titles:
            sign = (title.casefold() in MALE_TITLES) - (title.casefold() in FEMALE_TITLES)
            found.setdefault(name.key, set()).update((sign,) if sign else ())
    return {surname_: signs.pop() for surname_, signs in found.items() if len(signs) == 1}


def _gender(person: Person) -> int:
    """1 for a man's given name, -1 for a woman's, 0 for one that tells nothing."""
    first = person.name.split()[0].casefold()
    return 0 if first in EITHER_NAMES else (first in MALE_NAMES) - (first in FEMALE_NAMES)


_NAMESAKES = 3
"""People of nearly one surname that are looked at for one misspelled: two already leave it open."""


class _Bearers:
    """Who bears a surname, or a given name."""

    def __init__(self, people: Iterable[Person], courtesies: dict[str, int]) -> None:
        self.all = list(people)
        self._courtesies = courtesies
        self._near: dict[str, list[Person]] | None = None
        self._of: dict[str, list[Person]] = {}
        for person in self.all:
            self._index(person)

    def _index(self, person: Person) -> None:
        last = person.surname
        words = person.name.casefold().split()
        for key in {last, last.split()[-1], words[0]}:
            self._of.setdefault(key, []).append(person)

    def add(self, name: Name) -> None:
        person = Person(name.text)
        self.all.append(person)
        self._index(person)
        _mention(person, name)

    def attach(self, name: Name) -> bool:
        """A surname, or a given name, is a mention of the one person who can be meant; says whether there is any."""
        word = name.key
        bearers = self._of.get(word) or []
        candidates = [p for p in bearers if p.surname.endswith(word)] or bearers
        fitting = [p for p in candidates if not _clash(p, name)]
        if candidates and not fitting:
            return False
        titled = [p for p in fitting if any(t.casefold() in p.titles for t in name.titles)]
        fitting = titled if len(titled) == 1 else fitting
        if len(fitting) > 1 and name.titles:
            fitting = [p for p in fitting if self._courtesies.get(word, 0) * _gender(p) >= 0] or fitting
        chosen = fitting[0] if len(fitting) == 1 else _foremost(fitting, name.span.start)
        if chosen:
            _mention(chosen, name)
        return bool(candidates)

    def misspelled(self, name: Name) -> Person | None:
        """The one person of a full name before whose surname is a letter away: "Brandt" for "Ada Brannt"."""
        word = name.key
        if len(word) < LEAST_MISSPELLED or name.titles:
            return None
        if self._near is None:
            self._near = {}
            for person in self.all:
                for form in less_one(person.surname) if person.full else ():
                    self._near.setdefault(form, []).append(person)
        near = {id(p): p for form in less_one(word) for p in self._near.get(form, ())[:_NAMESAKES]}
        close = [
            p
            for p in near.values()
            if p.spans[0].start < name.span.start and OSA.distance(p.surname, word, score_cutoff=1) <= 1
        ]
        return close[0] if len(close) == 1 else None


def _foremost(bearers: list[Person], at: int) -> Person | None:
    """Of several bearers of a surname the one whom the text has introduced by then, or names twice as often by then."""
    known = [p for p in bearers if p.spans and p.spans[0].start < at]
    if len(known) == 1:
        return known[0]
    if known and all(_variant(known[0], p) for p in known):
        return max(known, key=lambda p: p.full)
    ranked = sorted(((sum(s.start < at for s in p.spans), p) for p in known), key=lambda pair: -pair[0])
    return ranked[0][1] if len(ranked) > 1 and ranked[0][0] >= 2 * ranked[1][0] else None


def _variant(one: Person, other: Person) -> bool:
    """Whether two names of one surname can be one person's: "Ken" and "Kenneth". An initial may be anybody's."""
    a, b = (p.name.split()[0].casefold().rstrip(".") for p in (one, other))
    return one.surname == other.surname and min(len(a), len(b)) >= _SHORT and (a.startswith(b) or b.startswith(a))


def _clash(person: Person, name: Name) -> bool:
    """Whether a title before the name does not fit the person's given name or earlier titles."""
    titles = {t.casefold() for t in name.titles}
    first = person.name.split()[0].casefold()
    either = first in EITHER_NAMES
    male = person.he > person.she or (first in MALE_NAMES and not either)
    female = person.she > person.he or (first in FEMALE_NAMES and not either)
    if titles & MALE_TITLES:
        return female and not male
    return bool(titles & FEMALE_TITLES) and male and not female


def _genders(text: str, people: list[Person]) -> None:
    """Weigh titles, given names and the pronouns that follow each mention before anybody else is named."""
    spans = sorted(((span, person) for person in people for span in person.spans), key=lambda pair: pair[0])
    borders = [*(span.start for span, _ in spans), len(text)][1:]
    votes: dict[int, float] = {}
    for (span, person), border in zip(spans, borders, strict=True):
        words = (w.casefold() for w in _WORD.findall(text, span.end, min(border, span.end + 120)))
        vote = next(((w in HE) - (w in SHE) for w in words if w in HE or w in SHE), 0)
        votes[id(person)] = votes.get(id(person), 0.0) + vote
    for person in people:
        first = person.name.split()[0].casefold()
        balance = max(-3.0, min(3.0, votes.get(id(person), 0.0)))
        weight = 1 if first in EITHER_NAMES else 4
        person.he += max(balance, 0.0) + weight * (first in MALE_NAMES)
        person.she += max(-balance, 0.0) + weight * (first in FEMALE_NAMES)
