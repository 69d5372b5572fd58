"""Which sources people found to be one, and which to be two: their decisions applied to what the case has.

A decision keeps a source's name, its type, and the document where it is a source of that document alone. So it is found
again in what a newer model found, even where that one takes it for another type; where two could be meant, it is none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from typing import Any

from sayso.case.decisions import Decision, decisions
from sayso.case.records import SourceLine
from sayso.model import Statement

KINDS = ("same", "apart")
"""The kinds of decisions about who is who."""

Key = tuple[str, str, str]
"""What a source is known by: type, lower-cased name, and document and id where it is a source of one document alone."""

_EVERYWHERE = ("person", "organisation")
_NAMED = """
    SELECT DISTINCT sources.type, sources.name, latest.document || '@' || sources.id
    FROM latest JOIN sources ON sources.findings = latest.findings
    WHERE lower(sources.name) IN (SELECT value FROM json_each(?))"""
# Who comments may say nothing that was found, or write under a name that was found in another spelling.
COMMENTERS = """
    SELECT json_extract(posts.value, '$.author') AS author, 'author', NULL, NULL, 1, 0, readings.title, documents.file,
        latest.document || '@' || json_extract(posts.value, '$.id')
    FROM latest JOIN findings ON findings.id = latest.findings JOIN readings ON readings.id = findings.reading
        JOIN documents ON documents.id = latest.document, json_each(readings.posts) AS posts
    WHERE (?1 IS NULL OR latest.document IN (SELECT value FROM json_each(?1)))
        AND json_extract(posts.value, '$.kind') = 'comment' AND author <> '' AND NOT EXISTS (
        SELECT 1 FROM sources
        WHERE sources.findings = latest.findings AND sources.type = 'author' AND sources.name = author)
    GROUP BY latest.document, author HAVING posts.key = min(posts.key) ORDER BY latest.document, posts.key"""
_SAID = """
    SELECT statements.id, statements.words, statements.who, sources.type, sources.name, latest.document, sources.id
    FROM latest JOIN sources ON sources.findings = latest.findings
        JOIN statements ON statements.findings = sources.findings AND statements.speaker = sources.id
    WHERE lower(sources.name) IN (SELECT value FROM json_each(?))"""


def key(kind: str, name: str, handle: str) -> Key:
    """The key of a source; `handle` is its document's number and its id there, as in 3@k2."""
    # lower-cased as SQLite does it, so that what the case lists as one is one here
    return kind, _lower(name), "" if kind in _EVERYWHERE else handle


def line_key(line: SourceLine) -> Key:
    """The key of a line of the listing."""
    return key(line.type, line.name or "", line.handle)


def reference(line: SourceLine) -> dict[str, Any]:
    """A source as a decision keeps it."""
    everywhere = line.type in _EVERYWHERE
    document = None if everywhere else int(line.handle.partition("@")[0])
    return {"name": line.name, "type": line.type, "document": document}


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that are one: the first key is the one whose name stands for all, and so is the first name."""

    keys: tuple[Key, ...]
    names: tuple[str, ...]
    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Joined:
    """What was decided: the group of each source that is in one, and the pairs that are two, by the keys for them."""

    groups: Mapping[Key, Group] = field(default_factory=dict)
    apart: frozenset[frozenset[Key]] = frozenset()

    def one(self, source: Key) -> Key:
        """The key that stands for a source and for all that are one with it."""
        return self.groups[source].keys[0] if source in self.groups else source

    def two(self, one: Key, other: Key) -> bool:
        """Whether somebody found these, or any that are one with them, to be two."""
        return frozenset((self.one(one), self.one(other))) in self.apart

    def names(self, statement: Statement, document: int) -> tuple[str, ...]:
        """All names of a statement's speaker; none where it is in no group."""
        speaker = statement.speaker
        if not self.groups or speaker is None or not speaker.name:
            return ()
        group = self.groups.get(key(speaker.type, speaker.name, f"{document}@{speaker.id}"))
        return group.names if group else ()


def joined(connection: sqlite3.Connection) -> Joined:
    """The decisions that hold, applied to the latest findings.

    What is two stays two: a decision that would join such a pair, be it through a third, joins nothing.
    """
    made = decisions(connection, KINDS, undone=False)
    if not made:
        return Joined()
    known = _Known(connection, [ref for d in made for ref in d.record["sources"]])
    found = [(d, [k for ref in d.record["sources"] if (k := known.key(ref))]) for d in made]
    apart = frozenset(
        frozenset(pair)
        for d, keys in found
        if d.kind == "apart"
        for pair in combinations(keys, 2)
        if pair[0] != pair[1]
    )
    groups: dict[Key, list[Key]] = {}
    for decision, keys in found:
        if decision.kind == "same":
            _join(groups, keys, apart)
    one = Joined({k: known.group(keys) for k, keys in groups.items()})
    return replace(one, apart=frozenset(frozenset(map(one.one, pair)) for pair in apart))


def _join(groups: dict[Key, list[Key]], keys: Sequence[Key], apart: frozenset[frozenset[Key]]) -> None:
    together = list(dict.fromkeys(k for one in keys for k in groups.get(one, [one])))
    # the name that was given first in the newest decision stands for all
    together.sort(key=lambda k: k != keys[0])
    if len(together) > 1 and not any(pair <= set(together) for pair in apart):
        groups.update(dict.fromkeys(together, together))


class _Known:
    """The sources of the case that bear one of some names."""

    def __init__(self, connection: sqlite3.Connection, refs: Sequence[Mapping[str, Any]]) -> None:
        self._names: dict[Key, str] = {}
        self._documents: dict[Key, set[int]] = {}
        self._of: dict[str, list[Key]] = {}
        wanted = {_lower(ref["name"]) for ref in refs}
        documents = {ref["document"] for ref in refs if ref["document"]}
        sources = connection.execute(_NAMED, (json.dumps(sorted(wanted)),))
        commenters = (SourceLine(*row) for row in connection.execute(COMMENTERS, (json.dumps(sorted(documents)),)))
        others = ((c.type, c.name or "", c.handle) for c in commenters if _lower(c.name or "") in wanted)
        for kind, name, handle in chain(sources, others):
            document, found = int(handle.partition("@")[0]), key(kind, name, handle)
            if found not in self._names:
                self._names[found] = name
                self._of.setdefault(_lower(name), []).append(found)
            self._documents.setdefault(found, set()).add(document)

    def key(self, ref: Mapping[str, Any]) -> Key | None:
        """The one source that a decision means; None where there is none, or more than one."""
        document = ref["document"]
        bearing = [
            k for k in self._of.get(_lower(ref["name"]), []) if document is None or document in self._documents[k]
        ]
        typed = [k for k in bearing if k[0] == ref["type"]]
        # two commenters of one thread may differ in nothing but capitals
        exact = [k for k in typed if self._names[k] == ref["name"]]
        meant = exact or typed or bearing
        return meant[0] if len(meant) == 1 else None

    def group(self, keys: Sequence[Key]) -> Group:
        names = tuple(dict.fromkeys(self._names[k] for k in keys))
        return Group(tuple(keys), names, frozenset().union(*(self._documents[k] for k in keys)))


def merged(lines: Iterable[SourceLine], known: Joined) -> Iterator[SourceLine]:
    """The lines of a listing, those that are one made one: under the first name, the others in `also`."""
    if not known.groups:
        yield from lines
        return
    kept: dict[Key, list[SourceLine]] = {}
    for line in lines:
        kept.setdefault(known.one(line_key(line)), []).append(line)
    found = [_one(together, known.groups.get(one)) for one, together in kept.items()]
    yield from sorted(found, key=lambda line: -line.statements)


def _one(together: Sequence[SourceLine], group: Group | None) -> SourceLine:
    if group is None:
        return together[0]
    # who gives the name may be a commenter of whom no statement was found
    first = next((line for line in together if line_key(line) == group.keys[0]), together[0])
    return replace(
        first,
        name=group.names[0],
        role=first.role or next((line.role for line in together if line.role), None),
        documents=len(group.documents),
        statements=sum(line.statements for line in together),
        also=group.names[1:],
    )


def index(connection: sqlite3.Connection, known: Joined) -> None:
    """Index, for this connection alone, what joined sources said, under all their names."""
    connection.execute(
        """CREATE VIRTUAL TABLE IF NOT EXISTS temp.joined_index USING fts5 (
            words, who, tokenize='porter unicode61 remove_diacritics 2')"""
    )
    connection.execute("DELETE FROM temp.joined_index")
    names = sorted({k[1] for k in known.groups})
    for number, words, who, kind, name, document, source in connection.execute(_SAID, (json.dumps(names),)).fetchall():
        group = known.groups.get(key(kind, name, f"{document}@{source}"))
        if group:
            row = (number, words, " · ".join((who, *group.names)))
            connection.execute("INSERT INTO temp.joined_index (rowid, words, who) VALUES (?, ?, ?)", row)


def told(decision: Decision) -> str:
    """A decision about who is who in words."""
    refs = decision.record["sources"]
    names = (f"“{ref['name']}”" + (f" (#{ref['document']})" if ref["document"] else "") for ref in refs)
    return " and ".join(names) + (" are one" if decision.kind == "same" else " are not one")


def _lower(name: str) -> str:
    return name.encode("utf-8", "replace").lower().decode()
