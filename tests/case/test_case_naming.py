"""What people decide about who is who, and what follows from it: of a fictional affair."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from case_samples import reading

from sayso import times
from sayso.case import Case, Wanted, naming, timeline
from sayso.model import Document, Ledger, Post, SaysoError, Source, Span, Speaker, Statement, UsageError

THREAD = [
    ("Tobias Wardellb", "author", "The keeper slept."),
    ("Tobias Wardell", "author", "The lamp was out."),
    ("tobias wardell", "author", "It was the wind in May 2030."),
    ("Ines Vollmer", "person", "Nobody slept."),
    ("Prisoner X", "person", "The door was open."),
    ("Prisoner X2", "person", "The door was shut."),
]
REPORT = [("Ines Vollmar", "person", "The keeper was paid."), ("Tobias Wardell", "author", "Nobody paid.")]


def ledger(said: list[tuple[str, str, str]], name: str, model: str = "m1") -> Ledger:
    """A document in which each of some sources makes one statement."""
    text = "\n".join(f"{who}: {what}" for who, _, what in said)
    document = Document(name, text, name, posts=(Post("p0", "article", Span(0, len(text))),))
    sources, statements = [], []
    for i, (who, kind, what) in enumerate(said):
        source = Source(f"k{i}", who, kind)  # type: ignore[arg-type] # the types above are types
        start = text.index(f"{who}: {what}") + len(who) + 2
        sources.append(source)
        statements.append(Statement(
            f"s{i}", (), (), (Span(start, start + len(what)),), "direct", Speaker(source.id, who, source.type), (),
            None, "affirms", "certain", None, "p0", None, 0.9, resolution=round(0.5 + i / 10, 1),
        ))  # fmt: skip
    return Ledger(document, model, tuple(statements), tuple(sources), times.date(document))


def add(case: Case, one: Ledger) -> None:
    case.add(one, reading(one), f"{one.document.id}.txt")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    found = Case.open(tmp_path / "lamp.case", create=True)
    add(found, ledger(THREAD, "thread"))
    add(found, ledger(REPORT, "report"))
    return found


def pairs(case: Case) -> set[frozenset[str]]:
    return {frozenset((p.one.handle, p.other.handle)) for p in naming.proposals(case)}


def said(case: Case, speaker: str) -> list[str]:
    return [
        stored.ledger.words(s.content)
        for stored in case.ledgers(Wanted(speaker=speaker))
        for s in stored.ledger.statements
    ]


def test_nothing_is_joined_until_somebody_says_so(case: Case) -> None:
    assert pairs(case) == {
        frozenset(("1@k1", "1@k0")), frozenset(("1@k1", "1@k2")), frozenset(("1@k1", "2@k1")),
        frozenset(("1@k3", "2@k0")),
    }  # fmt: skip
    assert len(list(case.sources())) == len(THREAD) + len(REPORT)
    assert said(case, "vollmer") == ["Nobody slept."]


def test_what_is_one_is_one_in_the_sources_the_ledger_and_the_search(case: Case) -> None:
    naming.same(case, ["Ines Vollmer", "Ines Vollmar"], "ada")
    (line,) = [s for s in case.sources() if s.also]
    assert (line.name, line.also, line.documents, line.statements) == ("Ines Vollmer", ("Ines Vollmar",), 2, 2)
    for name in ("Vollmer", "Vollmar"):
        assert said(case, name) == ["Nobody slept.", "The keeper was paid."]
    assert [h.words for h in case.search("vollmer paid")] == ["The keeper was paid."]
    assert [h.words for h in case.search("vollmer")] == ["Nobody slept.", "The keeper was paid."], "its own name first"
    assert frozenset(("1@k3", "2@k0")) not in pairs(case)


def test_commenters_who_differ_in_capitals_are_told_apart_by_their_handles(case: Case) -> None:
    decision = naming.same(case, ["1@k1", "1@k2", "Tobias Wardellb"], "ada")
    assert [ref["document"] for ref in decision.record["sources"]] == [1, 1, 1]
    (line,) = [s for s in case.sources() if s.also]
    assert (line.also, line.statements) == (("tobias wardell", "Tobias Wardellb"), 3)
    assert said(case, "wardellb") == ["The keeper slept.", "The lamp was out.", "It was the wind in May 2030."]
    assert pairs(case) == {frozenset(("1@k1", "2@k1")), frozenset(("1@k3", "2@k0"))}, "the other thread's is open"
    assert [m.words for m in timeline.marks(case, Wanted(speaker="Wardellb"))] == ["May 2030"]


def test_what_is_joined_in_two_steps_is_one_under_the_newest_first_name(case: Case) -> None:
    naming.same(case, ["1@k1", "1@k2"], "ada")
    naming.same(case, ["Tobias Wardellb", "1@k2"], "ada")
    (line,) = [s for s in case.sources() if s.also]
    assert (line.name, set(line.also)) == ("Tobias Wardellb", {"Tobias Wardell", "tobias wardell"})


def test_what_is_two_is_proposed_no_more(case: Case) -> None:
    naming.apart(case, ["Ines Vollmer", "Ines Vollmar"], "ada")
    assert frozenset(("1@k3", "2@k0")) not in pairs(case)
    assert len(list(case.sources())) == len(THREAD) + len(REPORT)


def test_who_is_not_the_first_of_the_name_may_still_be_the_second(case: Case) -> None:
    naming.apart(case, ["1@k1", "1@k2"], "ada")
    naming.apart(case, ["1@k1", "2@k1"], "ada")
    assert frozenset(("1@k2", "2@k1")) in pairs(case)


def test_a_decision_can_be_undone(case: Case) -> None:
    before = pairs(case)
    for decide in (naming.same, naming.apart):
        made = decide(case, ["Ines Vollmer", "Ines Vollmar"], "ada")
        assert pairs(case) != before
        case.undo(made.number, "ben")
        assert pairs(case) == before
        assert not any(s.also for s in case.sources())
    assert [(d.kind, d.undone_by) for d in case.decisions(undone=True)] == [("same", "ben"), ("apart", "ben")]


def newer(was: Ledger, change: Callable[[str, str], tuple[str, str]]) -> Ledger:
    """What a newer model finds: the same statements, its sources called and typed otherwise, and none with its id."""
    sources = []
    for s in was.sources:
        name, kind = change(s.name or "", s.type)
        sources.append(replace(s, id=f"n{s.id}", name=name, type=kind))  # type: ignore[arg-type] # types all
    statements = (
        replace(s, speaker=Speaker(who.id, who.name, who.type))
        for s, who in zip(was.statements, sources, strict=True)
    )  # fmt: skip
    return replace(was, model="m2", statements=tuple(statements), sources=tuple(sources))


AGAIN: list[tuple[str, Callable[[str, str], tuple[str, str]], bool]] = [
    ("the same", lambda name, kind: (name, kind), True),
    ("another type", lambda name, kind: (name, "organisation" if name == "Ines Vollmer" else kind), True),
    ("a type of one document alone", lambda name, kind: (name, "unnamed" if name == "Ines Vollmer" else kind), True),
    ("another name", lambda name, kind: ("the keeper" if name == "Ines Vollmer" else name, kind), False),
]


@pytest.mark.parametrize(("why", "change", "holds"), AGAIN, ids=[row[0] for row in AGAIN])
def test_a_decision_outlives_a_newer_model(
    case: Case, why: str, change: Callable[[str, str], tuple[str, str]], holds: bool
) -> None:
    naming.same(case, ["Ines Vollmer", "Ines Vollmar"], "ada")
    naming.apart(case, ["1@k1", "1@k2"], "ada")
    for was in [stored.ledger for stored in case.ledgers()]:
        case.add(newer(was, change), reading(was), "again.txt")
    assert [x.ledger.model for x in case.ledgers()] == ["m2", "m2"]
    assert (said(case, "Vollmar") == ["Nobody slept.", "The keeper was paid."]) == holds, why
    assert frozenset(("1@nk1", "1@nk2")) not in pairs(case), why


WRONG = [
    ("one name", naming.same, ["Ines Vollmer"], "two sources or more"),
    ("one name twice", naming.same, ["Ines Vollmer", "ines vollmer"], "two sources or more"),
    ("nobody of that name", naming.same, ["Ines Vollmer", "Inga"], "no such source"),
    ("a name that several bear", naming.same, ["Ines Vollmer", "Tobias Wardell"], r"1@k1 \(author\), 2@k1 \(author\)"),
    ("no such handle", naming.apart, ["Ines Vollmer", "9@k9"], "no such source"),
]


@pytest.mark.parametrize(("why", "decide", "names", "told"), WRONG, ids=[row[0] for row in WRONG])
def test_wrong_use_is_refused(case: Case, why: str, decide: object, names: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        decide(case, names, "ada")  # type: ignore[operator] # one of the two verbs
    assert case.decisions() == [], why


def test_what_contradicts_an_earlier_decision_is_refused(case: Case) -> None:
    naming.same(case, ["1@k1", "1@k2"], "ada")
    for wrong in (naming.same, naming.apart):
        with pytest.raises(UsageError):
            wrong(case, ["1@k2", "1@k1"], "ada")
    naming.apart(case, ["1@k0", "1@k1"], "ada")
    with pytest.raises(UsageError, match="not to be one"):
        naming.same(case, ["1@k0", "1@k2"], "ada")
    assert len(case.decisions()) == 2


def test_a_third_does_not_join_two_that_are_apart(case: Case) -> None:
    naming.apart(case, ["Prisoner X", "Prisoner X2"], "ada")
    naming.same(case, ["Prisoner X", "Ines Vollmer"], "ada")
    # made by another program, or before a newer model took two for one
    case.decide("same", {"sources": [{"name": n, "type": "person", "document": None}
                                     for n in ("Ines Vollmer", "Prisoner X2")]}, "ben")  # fmt: skip
    assert said(case, "Prisoner X2") == ["The door was shut."]
    assert said(case, "Vollmer") == ["Nobody slept.", "The door was open."]


def test_two_unnamed_sources_of_one_document_cannot_be_told_by_name(case: Case) -> None:
    add(case, ledger([("officials", "unnamed", "Yes."), ("officials", "unnamed", "No.")], "third"))
    with pytest.raises(UsageError, match="more than one “officials”"):
        naming.same(case, ["3@k0", "Ines Vollmer"], "ada")


def test_an_unnamed_source_may_be_found_to_be_somebody(case: Case) -> None:
    add(case, ledger([("a senior official", "unnamed", "We knew.")], "third"))
    naming.same(case, ["Ines Vollmer", "a senior official"], "ada")
    assert said(case, "Vollmer") == ["Nobody slept.", "We knew."]


def test_decisions_hold_in_a_case_that_can_only_be_read(case: Case) -> None:
    with case:
        naming.same(case, ["Ines Vollmer", "Ines Vollmar"], "ada")
    read = Case(sqlite3.connect(f"{case.path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None), case.path)
    assert [h.words for h in read.search("vollmer paid")] == ["The keeper was paid."]
    with pytest.raises(SaysoError):
        naming.apart(read, ["1@k4", "1@k5"], "ada")


def test_commenters_of_whom_nothing_was_found_are_proposed_too(case: Case) -> None:
    text = "Ann Dowellb: Well.\nAnn Dowell: Not well.\nann dowell: So.\nAnn Dowell: Oh."
    lines = [(line, text.index(line)) for line in text.split("\n")]
    posts = tuple(
        Post(f"p{i}", "comment", Span(start, start + len(line)), line.partition(":")[0])
        for i, (line, start) in enumerate(lines)
    )
    said = Statement("s0", (), (), (Span(13, 17),), "direct", Speaker("k0", "Ann Dowellb", "author"), (), None,
                     "affirms", "certain", None, "p0", None, 0.9)  # fmt: skip
    one = Ledger(Document("c", text, "c", posts=posts), "m1", (said,), (Source("k0", "Ann Dowellb", "author"),))
    add(case, one)
    here = {frozenset(("3@p1", "3@p2")), frozenset(("3@p1", "3@k0"))}
    assert pairs(case) >= here
    naming.same(case, ["Ann Dowell", "ann dowell", "Ann Dowellb"], "ada")
    assert not pairs(case) & here
    (line,) = [s for s in case.sources() if s.also]
    assert (line.name, line.also, line.statements) == ("Ann Dowell", ("ann dowell", "Ann Dowellb"), 1)
    assert [h.words for h in case.search('"ann dowell"')] == [text[13:17]], "the comment is under another name"


RESOLUTIONS: list[tuple[str, float, int]] = [
    ("nothing is left out", 1.0, 6), ("at most, the number itself included", 0.6, 2), ("none so low", 0.1, 0),
]  # fmt: skip


@pytest.mark.parametrize(("why", "most", "count"), RESOLUTIONS, ids=[row[0] for row in RESOLUTIONS])
def test_statements_whose_speaker_wants_a_look(case: Case, why: str, most: float, count: int) -> None:
    found = [s for x in case.ledgers(Wanted("thread", resolution=most)) for s in x.ledger.statements]
    assert len(found) == count, why
    assert all(s.resolution <= most for s in found)
