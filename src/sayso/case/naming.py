"""Who is who in a case: what is proposed to be one, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from sayso.case import alike
from sayso.case.decisions import Decision
from sayso.case.joining import line_key, reference
from sayso.case.records import Proposal, SourceLine
from sayso.case.store import Case
from sayso.model import UsageError

_LISTED = "sayso sources decisions lists what was decided; undo that first"


def proposals(case: Case) -> list[Proposal]:
    """Sources that may be one: what a text says first, then the most alike; what was decided isn't proposed again."""
    return alike.proposals(_lines(case), case.joined(), case.texts())


def same(case: Case, called: Sequence[str], author: str) -> Decision:
    """Say that sources are one, under the first one's name.

    called: names as the listings have them, or handles such as 3@k2. Raises UsageError where one is unknown, where
    several bear it, and where they are one already or were found to be two.
    """
    found = _named(case, called)
    known = case.joined()
    together = {known.one(line_key(line)) for line in found}
    if len(together) < 2:
        raise UsageError(f"{' and '.join(called)} are one already", _LISTED)
    for one, other in combinations(together, 2):
        if known.two(one, other):
            raise UsageError(f"{' and '.join(called)} were found not to be one", _LISTED)
    return case.decide("same", {"sources": [reference(line) for line in found]}, author)


def apart(case: Case, called: Sequence[str], author: str) -> Decision:
    """Say that sources are not one, each of them another; raises UsageError as `same` does."""
    found = _named(case, called)
    known = case.joined()
    for a, b in combinations(found, 2):
        if known.one(line_key(a)) == known.one(line_key(b)):
            raise UsageError(f"{a.name} and {b.name} are one", _LISTED)
    return case.decide("apart", {"sources": [reference(line) for line in found]}, author)


def _lines(case: Case) -> Iterator[SourceLine]:
    return chain(case.sources(joined=False), case.commenters())


def _named(case: Case, called: Sequence[str]) -> list[SourceLine]:
    lines = [line for line in _lines(case) if line.name]
    found = {line_key(line): line for line in (_one(lines, name.strip()) for name in called)}
    if len(found) < 2:
        raise UsageError("it takes two sources or more", "name them as sayso sources --alike does")
    named = list(found.values())
    for line in named:
        # a decision keeps the name: where a document has two sources of that name, it couldn't be found again
        if len([x for x in lines if reference(x) == reference(line)]) > 1:
            raise UsageError(f"{line.handle}: its document has more than one “{line.name}”", "leave it as it is")
    return named


def _one(lines: Sequence[SourceLine], called: str) -> SourceLine:
    for meant in (
        [line for line in lines if line.handle == called],
        [line for line in lines if line.name == called],
        [line for line in lines if (line.name or "").casefold() == called.casefold()],
    ):
        if len(meant) == 1:
            return meant[0]
        if meant:
            which = ", ".join(f"{line.handle} ({line.type})" for line in meant[:5])
            raise UsageError(f"{called}: {len(meant)} sources bear this name", f"name one by its handle: {which}")
    raise UsageError(f"{called}: the case has no such source", "name it as sayso sources --alike does")
