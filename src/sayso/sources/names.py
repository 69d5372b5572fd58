"""Names in running text: where they stand, what in them is title, and which of them are one person's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from sayso.model import Span
from sayso.sources.words import (
    BODIES,
    FEMALE_NAMES,
    FEMALE_TITLES,
    HE,
    MALE_NAMES,
    MALE_TITLES,
    PAPERS,
    SHE,
    TITLES,
)

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Col|Maj|Capt|Lt|Sgt|Cmdr|Adm|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd)\."
)
_TOKEN = rf"(?:{_ABBREVIATED}|(?:{_UPPER}\.)+(?=\s|,|$)|(?!I[\s’'])(?:al-)?{_UPPER}\w*(?:[’'\-–]\w+)*|al-\w+)"
_PARTICLES = ("de", "del", "della", "di", "da", "van", "von", "der", "den", "bin", "ibn", "el", "la", "le", "du")
_LINK = rf"(?:(?:of|the|&|{'|'.join(_PARTICLES)})\s)"
_NAME = re.compile(rf"{_TOKEN}(?:[ \u00a0]{_LINK}{{0,2}}(?={_TOKEN}){_TOKEN})*")
_POSSESSIVE = re.compile(r"[’']s?$")
_WORD = re.compile(r"[\w’'\-]+")
_SENTENCE = re.compile(r"(?:[.!?…][\"”’')\]]*\s+|\n\s*|^\s*)[\"“‘'(\[]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of capitalised words: its span, its words without titles, and the titles before them."""

    span: Span
    words: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass
class Person:
    """A person of the document: the fullest name, where it stands, and which pronouns fit."""

    name: str
    spans: list[Span] = field(default_factory=list)
    full: int = 0
    he: float = 0.0
    she: float = 0.0

    @property
    def surname(self) -> str:
        return surname(tuple(self.name.split()))


def surname(words: tuple[str, ...]) -> str:
    """The surname of a full name, lower-cased, with its particles: "de Vries" of "Anna de Vries"."""
    kept = [w.casefold().rstrip(".") for w in words]
    while len(kept) > 1 and kept[-1] in ("jr", "sr", "ii", "iii"):
        kept = kept[:-1]
    start = len(kept) - 1
    while start > 1 and kept[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(kept[start:])


def clean(word: str) -> str:
    """A word without a possessive ending."""
    return _POSSESSIVE.sub("", word)


def names(text: str) -> list[Name]:
    """Every capitalised stretch that may be a name. Words at the head of a sentence count if they recur inside one."""
    heads = {m.end() for m in _SENTENCE.finditer(text)}
    inner = {clean(m.group()) for m in re.finditer(_TOKEN, text) if m.start() not in heads}
    low = {w for w in _WORD.findall(text) if w[0].islower()}
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        start, end = match.span()
        while words and start in heads and _ordinary(words, inner, low):
            start += len(words[0]) + 1
            words = words[1:]
        name = _name(text, start, end, words)
        if name:
            found.append(name)
    return found


def _ordinary(words: list[str], inner: set[str], low: set[str]) -> bool:
    """A sentence's first word that is no name: known in lower case, or nowhere else in upper case."""
    first = clean(words[0])
    if first.casefold() in TITLES or first.casefold() in MALE_NAMES | FEMALE_NAMES:
        return False
    return first.casefold() in low or (len(words) == 1 and first not in inner)


def _name(text: str, start: int, end: int, words: list[str]) -> Name | None:
    while words and not words[0][:1].isupper() and not words[0].startswith("al-"):
        start += len(words[0]) + 1
        words = words[1:]
    last = 0
    for i, word in enumerate(words):
        if clean(word).casefold() in TITLES:
            last = i + 1
        elif i > last + 2:
            break
    last = min(last, max(len(words) - 1, 0))
    titles, rest = tuple(words[:last]), [clean(w) for w in words[last:]]
    if not rest or not any(c.isalpha() for c in rest[0]):
        return None
    at = start + (text[start:end].find(words[last]) if last else 0)
    if titles or _given(rest[0]):
        links = [i for i, w in enumerate(rest) if w in ("of", "the", "&")]
        if links:
            rest = rest[: links[0]]
            end = at + text[at:end].find(f" {words[last + links[0]]} ")
    return Name(Span(at, end), tuple(rest), titles)


def is_body(words: tuple[str, ...]) -> bool:
    """Whether a name reads as an organisation's, an outlet's or a paper's."""
    if any(w.casefold() in BODIES or w.casefold() in PAPERS for w in words) or "&" in words:
        return True
    if words[0].casefold() == "the" or any(w in ("of", "for", "and", "the") for w in words[1:]):
        return True
    return len(words) == 1 and len(words[0]) > 1 and words[0].isupper()


def persons(text: str, found: list[Name], known: frozenset[str]) -> list[Person]:
    """The people that a document names, surnames joined to the one full name that they can stand for.

    found: `names(text)`; known: lower-cased names whose bearers the caller already holds for persons.
    """
    full: dict[tuple[str, str], Person] = {}
    for name in found:
        words = name.words
        if (
            name.text.casefold() in known
            and len(words) > 1
            or (
                2 <= len(words) <= 5
                and words[0].casefold() not in _PARTICLES
                and not is_body(words)
                and (name.titles or _given(words[0]) or _introduced(text, name))
            )
        ):
            _join(full, name)
    people = list(full.values())
    by_surname: dict[str, list[Person]] = {}
    for person in people:
        by_surname.setdefault(person.surname, []).append(person)
    for name in found:
        key = name.text.casefold()
        if len(name.words) == 1 or (len(name.words) == 2 and name.words[0].casefold() in _PARTICLES):
            if not _attach(by_surname, people, name) and key not in by_surname and _alone(text, name, known):
                people.append(Person(name.text, [name.span]))
                by_surname[key] = [people[-1]]
                _title(people[-1], name)
    for person in people:
        person.spans.sort()
    _genders(text, people)
    return people


def _alone(text: str, name: Name, known: frozenset[str]) -> bool:
    """Whether a single word is a person's name by what stands around it."""
    if name.text.casefold() in known or name.titles and name.titles[-1].casefold() in MALE_TITLES | FEMALE_TITLES:
        return True
    return not is_body(name.words) and bool(_SAYS.match(text, name.span.end))


def _given(word: str) -> bool:
    return word.casefold() in MALE_NAMES or word.casefold() in FEMALE_NAMES


_SAYS = re.compile(r" (?:said|says|told|asked|added|wrote|argued|insisted)\b")
_AFTER = re.compile(r",? (?:said|says|told|asked|added|wrote|who|whose|aged?|\d\d,|an? |the |former )|, [a-z]")


def _introduced(text: str, name: Name) -> bool:
    """Whether what follows is what follows a person: a verb of saying, an age, a description set off by a comma."""
    return bool(_AFTER.match(text, name.span.end))


def _join(full: dict[tuple[str, str], Person], name: Name) -> None:
    """One person for one given name and surname; the longest form, initials and all, is the name."""
    key = (name.words[0].casefold(), surname(name.words))
    person = full.setdefault(key, Person(name.text))
    if len(name.text) > len(person.name):
        person.name = name.text
    person.spans.append(name.span)
    person.full += 1
    _title(person, name)


def _title(person: Person, name: Name) -> None:
    for title in name.titles:
        person.he += 3 * (title.casefold() in MALE_TITLES)
        person.she += 3 * (title.casefold() in FEMALE_TITLES)


def _attach(by_surname: dict[str, list[Person]], people: list[Person], name: Name) -> bool:
    """A surname, or a given name, is a mention of the one person who can be meant; says whether there is any."""
    word = name.text.casefold()
    candidates = by_surname.get(word) or [p for p in people if p.name.casefold().split()[0] == word]
    fitting = [p for p in candidates if not _clash(p, name)] if len(candidates) > 1 else candidates
    if len(fitting) == 1:
        fitting[0].spans.append(name.span)
        _title(fitting[0], name)
    return bool(candidates)


def _clash(person: Person, name: Name) -> bool:
    titles = {t.casefold() for t in name.titles}
    first = person.name.split()[0].casefold()
    male = person.he > person.she or first in MALE_NAMES
    female = person.she > person.he or first in FEMALE_NAMES
    if titles & MALE_TITLES:
        return female and not male
    return bool(titles & FEMALE_TITLES) and male and not female


def _genders(text: str, people: list[Person]) -> None:
    """Count the pronouns that follow each mention before anybody else is named."""
    spans = sorted(((span, person) for person in people for span in person.spans), key=lambda pair: pair[0])
    borders = [span.start for span, _ in spans] + [len(text)]
    for i, (span, person) in enumerate(spans):
        stretch = text[span.end : min(borders[i + 1], span.end + 200)]
        words = Counter(w.casefold() for w in _WORD.findall(stretch))
        person.he += min(1.0, 0.5 * sum(words[w] for w in HE))
        person.she += min(1.0, 0.5 * sum(words[w] for w in SHE))
    for person in people:
        first = person.name.split()[0].casefold()
        person.he += 4 * (first in MALE_NAMES)
        person.she += 4 * (first in FEMALE_NAMES)
