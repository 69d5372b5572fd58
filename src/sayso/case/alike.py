"""Sources of a case that may be one, proposed to a person: nothing is joined here.

Names are compared only where they share a key: a spelling with a letter left out, a surname with the beginning of a
given name, the consonants. Within a key each is compared with its next neighbours, so that the work grows with the
number of names, whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sayso.case import spelling
from sayso.case.identified import identified
from sayso.case.joining import Joined, Key, line_key
from sayso.case.records import Proposal, SourceLine
from sayso.case.spelling import LONGEST, Folded, folded
from sayso.sources.names import cuts

_NEIGHBOURS = 40
"""How many of those with the same key a name is compared with."""
_PEOPLE = ("person", "author")
_HANDLES = """
    anonymous anon guest admin administrator moderator editor user unknown deleted nobody somebody reader staff
    you me i we he she they it"""
_NOBODY = frozenset(_HANDLES.split())
"""Handles that many people write under."""


@dataclass(frozen=True, slots=True)
class _Name:
    line: SourceLine
    one: Key
    name: Folded

    @property
    def person(self) -> bool:
        return self.line.type in _PEOPLE


def proposals(lines: Iterable[SourceLine], known: Joined, texts: Iterable[tuple[int, str]]) -> list[Proposal]:
    """Pairs that may be one, those first that a text says are one, then the most alike.

    lines: the sources, each for itself; known: what was decided, which is not proposed again; texts: the number and
    the text of each document.
    """
    names = [n for line in lines if (n := _read(line, known))]
    return _Pairs(known).of(names, texts)


def _read(line: SourceLine, known: Joined) -> _Name | None:
    if not line.name or line.type in ("none", "group", "document"):
        return None
    name = folded(line.name, body=line.type == "organisation")
    several = line.type in _PEOPLE and "and" in name.words
    if several or not 1 <= len(name.words) <= LONGEST or name.squeezed in _NOBODY:
        return None
    return _Name(line, known.one(line_key(line)), name)


class _Pairs:
    """Proposals under way: each pair of sources once."""

    def __init__(self, known: Joined) -> None:
        self._known = known
        self._found: dict[frozenset[Key], tuple[bool, Proposal]] = {}

    def of(self, names: Sequence[_Name], texts: Iterable[tuple[int, str]]) -> list[Proposal]:
        called: dict[tuple[str, ...], list[_Name]] = {}
        for name in names:
            called.setdefault(name.name.words, []).append(name)
        for number, words, others, why in identified(texts, called):
            for one, other in product(*(_meant(called[w], number) for w in (words, others))):
                if one.person == other.person or "unnamed" in (one.line.type, other.line.type):
                    self._propose(one, other, why, told=True)
        compared = [n for n in names if n.line.type != "unnamed"]
        heads = [head for same in _grouped(compared) for head in self._same(same)]
        for one, other, why in _candidates(heads):
            self._propose(one, other, why)
        found = sorted(self._found.values(), key=lambda f: (not f[0], -f[1].alike, f[1].one.handle, f[1].other.handle))
        return [proposal for _, proposal in found]

    def _same(self, names: Sequence[_Name]) -> list[_Name]:
        """Propose those of one name to the first of them; the first, and who is known to be somebody else."""
        heads: dict[Key, _Name] = {}
        for name in names:
            if name.one in heads:
                continue
            if not any(self._propose(head, name, _same_name(head, name)) for head in heads.values()):
                heads[name.one] = name
        return list(heads.values())

    def _propose(self, one: _Name, other: _Name, why: str, *, told: bool = False) -> bool:
        pair = frozenset((one.one, other.one))
        if len(pair) == 1 or self._known.two(one.one, other.one) or _never(one.name, other.name, told=told):
            return False
        if pair not in self._found:
            likeness = round(spelling.alike(one.name, other.name), 2)
            first, second = sorted((one.line, other.line), key=lambda line: (-line.statements, line.handle))
            self._found[pair] = told, Proposal(first, second, likeness, why)
        return True


def _meant(names: Iterable[_Name], document: int) -> list[_Name]:
    """Those that a document can mean by a name: its own sources, and who is one over all documents."""
    return [n for n in names if not line_key(n.line)[2] or n.line.handle.startswith(f"{document}@")]


def _never(one: Folded, other: Folded, *, told: bool) -> bool:
    """Whether what numbers two names off keeps them apart; told that they are one, where nothing else differs."""
    if not spelling.told_apart(one, other):
        return False
    mine, theirs = ([w for w in name.words if w not in name.marks] for name in (one, other))
    return not told or mine == theirs


def _same_name(one: _Name, other: _Name) -> str:
    a, b = one.line, other.line
    if a.name != b.name:
        return "the same but for capitals, accents, titles or marks"
    if a.type == b.type:
        return "the same name in two documents"
    told = {"author": "an author", "organisation": "an organisation", "person": "a person"}
    return "the same name, of " + " and of ".join(told[kind] for kind in sorted((a.type, b.type)))


def _grouped(names: Iterable[_Name]) -> list[list[_Name]]:
    found: dict[tuple[str, ...], list[_Name]] = {}
    for name in names:
        found.setdefault(name.name.words, []).append(name)
    return list(found.values())


def _candidates(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Pairs that may be one by their spelling, and why."""
    bearers = _Bearers(names)
    yield from bearers.only()
    for i, j in _sharing([list(_keys(n)) for n in names]):
        one, other = names[i], names[j]
        if one.person == other.person and (why := _why(one.name, other.name, person=one.person)):
            yield one, other, why


def _why(one: Folded, other: Folded, *, person: bool) -> str | None:
    if one.squeezed == other.squeezed:
        return "the same but for spaces"
    if sorted(one.words) == sorted(other.words):
        return "the same words in another order"
    if not person:
        return "spelled differently" if spelling.body(one, other) else None
    if len(one.words) == len(other.words) == 1:
        return "spelled differently" if spelling.single(one.text, other.text) else None
    if min(len(one.words), len(other.words)) == 1:
        return None
    found = spelling.person(one, other)
    return None if found == "initial" else found


def _keys(name: _Name) -> Iterator[object]:
    words, person = name.name.words, name.person
    yield "order", *sorted(words)
    yield "squeezed", name.name.squeezed
    if len(words) == 1:
        yield from (("single", cut) for cut in cuts(words[0]))
    elif person:
        first, last = words[0], words[-1]
        yield from (("last", first, cut) for cut in cuts(last))
        yield from (("first", last, cut) for cut in cuts(first))
        yield "short", last, first[:3]
        yield "more", *words[:2]
        yield "sound", spelling.skeleton(words)
    else:
        for i, word in enumerate(words):
            if len(word) > 4:
                yield from (("body", words[:i], cut, words[i + 1 :]) for cut in cuts(word))


def _sharing(keys: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """The places of names that share a key and stand near each other among those that do."""
    hashes = np.fromiter((hash(k) for ks in keys for k in ks), np.int64)
    places = np.repeat(np.arange(len(keys)), [len(ks) for ks in keys])
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    pairs = set[tuple[int, int]]()
    for step in range(1, _NEIGHBOURS + 1):
        shared = np.flatnonzero(hashes[:-step] == hashes[step:])
        if not len(shared):
            break
        pairs.update(zip(places[shared].tolist(), places[shared + step].tolist(), strict=True))
    return iter(sorted((i, j) for i, j in pairs if i != j))


class _Bearers:
    """Who is meant by a surname, an initial with a surname, or initials alone, where one alone can be."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = names
        self._people: dict[object, dict[str, _Name]] = {}
        self._bodies: dict[str, dict[str, _Name]] = {}
        for name in names:
            words = name.name.words
            if name.person and len(words) > 1 and len(words[0]) > 1:
                for bearing in (words[-1], (words[-1], words[0][0])):
                    self._people.setdefault(bearing, {}).setdefault(words[0], name)
            elif not name.person and (letters := spelling.initials(words)):
                self._bodies.setdefault(letters, {}).setdefault(name.name.text, name)

    def only(self) -> Iterator[tuple[_Name, _Name, str]]:
        for name in self._names:
            words = name.name.words
            if len(words) == 1 and name.line.type == "person":
                yield from self._one(self._people.get(words[0]), name, "the surname of nobody else here")
            elif len(words) == 1 and not name.person:
                yield from self._one(self._bodies.get(words[0]), name, "its initials")
            elif name.person and len(words[0]) == 1:
                bearers = self._people.get((words[-1], words[0]))
                yield from self._one(bearers, name, "an initial and a surname of nobody else here")

    @staticmethod
    def _one(bearers: dict[str, _Name] | None, name: _Name, why: str) -> Iterator[tuple[_Name, _Name, str]]:
        if bearers and len(bearers) == 1:
            yield next(iter(bearers.values())), name, why
