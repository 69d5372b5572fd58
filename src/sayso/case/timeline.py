"""The timeline of a case: what happened, was said and was published when, with what people decided about it.

A mark is one dated expression. It is named by its document and its place there, "3@120", and a decision about it keeps
its words and what stands before them as well: so it is found again when a newer model reads the document, even where
that one finds no date there, or the text was cleaned differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.case.decisions import Decision
from sayso.case.joining import Joined
from sayso.case.records import StoredLedger, Wanted, said_by
from sayso.case.store import ALL, Case
from sayso.model import ALLEN, Allen, Document, Place, Span, SpeakerType, Statement, Time, UsageError
from sayso.times.days import Days, checked, days
from sayso.times.windows import Bound, Order, Timeline

KINDS = ("date", "merge", "bound", "order")
"""The kinds of decisions that the timeline is made with."""

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
_NAME = re.compile(r"#?(\d+)@(\d+)")
_BEFORE = 40
"""Code points before an expression that help to find it again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated expression of the case, with the three times that are never mixed.

    `edtf` is when that happened which the words tell of, `said` when the statement was made, and `published` when its
    post or document appeared. `by` is who says it, with their type; `decided` the number of the decision that dated it,
    `merged` the names of the marks that were found to be the same event.
    """

    document: int
    file: str
    title: str
    span: Span
    words: str
    sentence: Span
    text: str
    time: Time
    edtf: str | None
    said: str | None
    published: str | None
    by: str
    type: SpeakerType
    statement: Statement | None
    decided: int | None = None
    merged: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the mark is called within its case."""
        return f"{self.document}@{self.span.start}"

    @property
    def appeared(self) -> str | None:
        """`published` as an EDTF value; None where it is no ISO date, which nothing keeps a document from saying."""
        match = _ISO.match(self.published or "")
        if match is None:
            return None
        try:
            days(match[0])
        except ValueError:
            return None
        return match[0]

    @property
    def days(self) -> Days:
        """The earliest and the latest day; open on both sides where it isn't dated."""
        return days(self.edtf) if self.edtf else Days(None, None)


def marks(case: Case, wanted: Wanted = ALL) -> list[Mark]:
    """The marks of a case, the earliest first, what is undated last; decisions about them are followed."""
    decisions = case.decisions("date", "merge")
    found = [mark for stored in case.ledgers(Wanted(wanted.document))
             for mark in _followed(stored, list(_of_ledger(stored)), decisions)]  # fmt: skip
    known = case.joined() if wanted.speaker else Joined()
    kept = [m for m in _merged(found, decisions) if _asked(m, wanted, known)]
    return sorted(kept, key=_order)


def _asked(mark: Mark, wanted: Wanted, known: Joined) -> bool:
    if not wanted.statements:
        return True
    s = mark.statement
    return s is not None and wanted.keeps(s, mark.by, *known.names(s, mark.document))


def _order(mark: Mark) -> tuple[bool, int, int, int, int]:
    value = mark.days
    first = value.first or value.last
    last = value.last or value.first
    start, end = first.toordinal() if first else 0, last.toordinal() if last else 0
    return first is None, start, end, mark.document, mark.span.start


def _of_ledger(stored: StoredLedger) -> Iterator[Mark]:
    document = stored.ledger.document
    posts = {post.id: post for post in document.posts}
    holders = sorted(
        ((span, s) for s in stored.ledger.statements for span in s.content),
        key=lambda pair: pair[0].start - pair[0].end,
    )  # the shortest last, so that it is what stays of those that hold an expression
    for time in stored.ledger.times:
        inside = [s for span, s in holders if span.start <= time.span.start and time.span.end <= span.end]
        statement = inside[-1] if inside else None
        post = posts.get(statement.post or "") if statement else None
        post = post or next((p for p in document.posts if p.span.start <= time.span.start < p.span.end), None)
        by = said_by(statement, posts) if statement else (post.author if post else None) or ", ".join(document.authors)
        kind: SpeakerType = "author" if not statement else statement.speaker.type if statement.speaker else "none"
        yield Mark(
            stored.number, stored.file, document.title or stored.file.rpartition("/")[2], time.span,
            document.text[time.span.start : time.span.end], _sentence(document, time.span), document.text, time,
            time.edtf, statement.said if statement else None, (post.published if post else None) or document.published,
            by or "", kind, statement,
        )  # fmt: skip


_BLOCK = 1_000


def _holders(statements: Iterable[Statement]) -> dict[int, list[tuple[Span, Statement]]]:
    """The spans of content by the blocks of text that they reach into."""
    found: dict[int, list[tuple[Span, Statement]]] = {}
    for s in statements:
        for span in s.content:
            for block in range(span.start // _BLOCK, span.end // _BLOCK + 1):
                found.setdefault(block, []).append((span, s))
    return found


_END = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[A-Z“\"‘(])|\n+")
_LONGEST = 400


def _sentence(document: Document, span: Span) -> Span:
    """The sentence around an expression, without white space at its ends."""
    floor, ceiling = max(span.start - _LONGEST, 0), min(span.end + _LONGEST, len(document.text))
    start = max((m.end() for m in _END.finditer(document.text, floor, span.start)), default=floor)
    after = _END.search(document.text, span.end, ceiling)
    end = after.start() if after else ceiling
    while start < span.start and document.text[start].isspace():
        start += 1
    while end > span.end and document.text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def reference(mark: Mark) -> dict[str, Any]:
    """A mark as a decision keeps it."""
    before = mark.text[max(mark.span.start - _BEFORE, 0) : mark.span.start]
    return {"document": mark.document, "span": list(mark.span), "words": mark.words, "before": before}


def _place(reference: Mapping[str, Any], text: str) -> Span | None:
    """Where the words of a reference stand in a reading of its document; None where they are no more."""
    start, end = reference["span"]
    words, before = reference["words"], reference["before"]
    if text[start:end] == words:
        return Span(start, end)
    whole = text.find(before + words)
    if whole >= 0:
        return Span(whole + len(before), whole + len(before) + len(words))
    return None


def _followed(stored: StoredLedger, found: list[Mark], decisions: Sequence[Decision]) -> list[Mark]:
    """The marks with the dates that people gave them; one that the model no longer finds is made anew."""
    text = stored.ledger.document.text
    for decision in decisions:
        for ref in [decision.record["mark"]] if decision.kind == "date" else decision.record["marks"]:
            if ref["document"] != stored.number or (span := _place(ref, text)) is None:
                continue
            place = next((i for i, m in enumerate(found) if m.span.start < span.end and span.start < m.span.end), None)
            if place is None:
                place = len(found)
                known = replace(stored, ledger=replace(stored.ledger, times=(Time(span, None, "at"),)))
                found += _of_ledger(known)
            if decision.kind == "date":
                found[place] = replace(found[place], edtf=decision.record["edtf"], decided=decision.number)
    return found


def _merged(found: list[Mark], decisions: Iterable[Decision]) -> list[Mark]:
    """The marks with those that are one event together: dated as narrowly as all of them allow."""
    texts = {m.document: m.text for m in found}
    group: dict[str, list[Mark]] = {m.name: [m] for m in found}
    for decision in decisions:
        if decision.kind != "merge":
            continue
        places = [
            (r["document"], _place(r, texts[r["document"]])) for r in decision.record["marks"] if r["document"] in texts
        ]
        meant = [m for m in found for number, span in places
                 if span and m.document == number and m.span.start < span.end and span.start < m.span.end]  # fmt: skip
        together = list({m.name: m for one in meant for m in group[one.name]}.values())
        group.update(dict.fromkeys((m.name for m in together), together))
    kept = []
    for mark in found:
        others = group[mark.name]
        if others[0] is mark:
            names = tuple(m.name for m in others if m is not mark)
            kept.append(replace(mark, edtf=_narrowest(others), merged=names) if names else mark)
    return kept


def _narrowest(together: Sequence[Mark]) -> str | None:
    """The value of those marks that leaves the fewest days open; a date that a person gave goes before all."""
    dated = [m for m in together if m.edtf]
    return min(dated, key=lambda m: (m.decided is None, _width(m.days))).edtf if dated else None


def _width(value: Days) -> int:
    return (value.last - value.first).days if value.first and value.last else 10_000_000


def mark_named(case: Case, name: str) -> Mark:
    """The mark of a name such as 3@120; raises UsageError where the case has none."""
    match = _NAME.fullmatch(name)
    if match:
        wanted = Wanted(document=match[1])
        for stored in case.ledgers(wanted):
            for mark in _followed(stored, list(_of_ledger(stored)), case.decisions("date", "merge")):
                if mark.span.start == int(match[2]):
                    return mark
    raise UsageError(f"{name}: the timeline has no such mark", "take a name from the first column of sayso timeline")


def date(case: Case, name: str, typed: str, author: str) -> Decision:
    """Set the date of a mark, or move it to another: an EDTF value."""
    return case.decide("date", {"mark": reference(mark_named(case, name)), "edtf": checked(typed)}, author)


def merge(case: Case, names: Sequence[str], author: str) -> Decision:
    """Say that marks are one event."""
    if len(set(names)) < 2:
        raise UsageError("a merge needs two marks or more", "name at least two from the first column of sayso timeline")
    return case.decide("merge", {"marks": [reference(mark_named(case, n)) for n in dict.fromkeys(names)]}, author)


def bound(case: Case, event: str, place: Place, what: str, author: str) -> Decision:
    """Say that a mark, or a date that is typed, bounds an event: its start, its end, or where it lies."""
    record: dict[str, Any] = {"event": event, "place": place}
    if _NAME.fullmatch(what):
        mark = mark_named(case, what)
        if mark.edtf is None:
            raise UsageError(
                f"{what} isn't dated: {mark.time.reason}", f"date it first: sayso timeline date {what} DATE"
            )
        record |= {"mark": reference(mark), "edtf": mark.edtf}
    else:
        record |= {"mark": None, "edtf": checked(what)}
    return case.decide("bound", record, author)


def order(case: Case, first: str, relation: Allen, second: str, author: str) -> Decision:
    """Say how two events lie to each other: one of Allen's thirteen relations."""
    if relation not in ALLEN:
        raise UsageError(f"{relation}: no relation between events", "take one of " + ", ".join(ALLEN))
    return case.decide("order", {"first": first, "relation": relation, "second": second}, author)


def windows(case: Case) -> tuple[Timeline, dict[str, str]]:
    """The events that people gave bounds to, and what each piece of evidence is in words.

    A bound that is a mark has the date that the mark has now: it follows a newer model or a date set by hand.
    """
    found: list[Bound] = []
    orders: list[Order] = []
    words: dict[str, str] = {}
    now = _reader(case)
    for decision in case.decisions("bound", "order"):
        record, evidence = decision.record, f"d{decision.number}"
        if decision.kind == "order":
            orders.append(Order(record["first"], record["relation"], record["second"], evidence))
            words[evidence] = f"{record['first']} {record['relation']} {record['second']} ({decision.author})"
            continue
        mark = now(record["mark"]) if record["mark"] else None
        edtf = (mark.edtf if mark else None) or record["edtf"]
        found.append(Bound(record["event"], record["place"], edtf, evidence))
        words[evidence] = _told(mark, decision)
    return Timeline(found, orders), words


def _told(mark: Mark | None, decision: Decision) -> str:
    if mark is None:
        return f"{decision.record['edtf']} ({decision.author})"
    sentence = " ".join(mark.text[mark.sentence.start : mark.sentence.end].split())
    who = f"{mark.by}: " if mark.by else ""
    return f"{who}“{sentence}” (#{mark.document} {mark.title}, {mark.name})"


def _reader(case: Case) -> Callable[[Mapping[str, Any]], Mark | None]:
    """A look-up of marks by their references, each document read once."""
    known: dict[int, list[Mark]] = {}

    def look(ref: Mapping[str, Any]) -> Mark | None:
        number = ref["document"]
        if number not in known:
            decisions = case.decisions("date")
            known[number] = [
                m for stored in case.ledgers(numbers=[number])
                for m in _followed(stored, list(_of_ledger(stored)), decisions)
            ]  # fmt: skip
        span = _place(ref, known[number][0].text) if known[number] else None
        return next((m for m in known[number] if span and m.span.start < span.end and span.start < m.span.end), None)

    return look
