"""The timeline of a case, and what people decide about it: of a fictional affair."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from case_samples import reading

from sayso import times
from sayso.case import Case, timeline
from sayso.model import Document, Ledger, Post, SaysoError, Source, Span, Speaker, Statement, UsageError

TEXT = (
    "Mara Quill said on Tuesday that the yard was sold in 2029 or 2030. It has been shut since May 2030. "
    "The gate was locked for two years. A clerk said the sale was around 2029."
)
MORE = "The registrar wrote that the yard changed hands in March 2030, before the gate was locked."


def ledger(text: str = TEXT, name: str = "d", model: str = "m1", dates: bool = True) -> Ledger:
    """One article whose first sentence is a statement, dated by the room that dates."""
    post = Post("p0", "article", Span(0, len(text)))
    document = Document(name, text, name, published="2031-03-12", posts=(post,))
    who = Source("k0", "Mara Quill", "person", None, None, (Span(0, 10),))
    content = (Span(text.index("the yard"), text.index(".")),)
    statement = Statement(
        "s0", who.mentions, (Span(11, 15),), content, "indirect", Speaker("k0", "Mara Quill", "person"), (), None,
        "affirms", "certain", None, "p0", "2031-03-11", 0.9,
    )  # fmt: skip
    return Ledger(document, model, (statement,), (who,), times.date(document) if dates else ())


@pytest.fixture
def case(tmp_path: Path) -> Case:
    found = Case.open(tmp_path / "yard.case", create=True)
    for one in (ledger(), ledger(MORE, "e")):
        found.add(one, reading(one), f"{one.document.id}.txt")
    return found


def named(case: Case, words: str) -> timeline.Mark:
    (mark,) = [m for m in timeline.marks(case) if m.words == words]
    return mark


def test_the_three_times_stay_apart(case: Case) -> None:
    sold = named(case, "2029 or 2030")
    assert (sold.edtf, sold.said, sold.published) == ("[2029,2030]", "2031-03-11", "2031-03-12")
    assert (sold.by, sold.text[slice(*sold.sentence)].split()[-1]) == ("Mara Quill", "2030.")
    shut = named(case, "May 2030")
    assert (shut.edtf, shut.said, shut.statement) == ("2030-05", None, None)


def test_marks_are_in_the_order_of_time_what_is_undated_last(case: Case) -> None:
    assert [m.edtf for m in timeline.marks(case)] == ["2029~", "[2029,2030]", "2030-03", "2030-05", "2031-03-11", None]


def test_a_date_set_by_hand_holds_and_can_be_undone(case: Case) -> None:
    name = named(case, "two years").name
    decision = timeline.date(case, name, "2029-06~", "ada")
    assert (named(case, "two years").edtf, named(case, "two years").decided) == ("2029-06~", decision.number)
    case.undo(decision.number, "ben")
    assert named(case, "two years").edtf is None
    (kept,) = case.decisions(undone=True)
    assert (kept.author, kept.undone_by, kept.record["edtf"]) == ("ada", "ben", "2029-06~")
    with pytest.raises(KeyError):
        case.undo(decision.number, "ben")


MODELS = [
    ("finds the same", True, TEXT),
    ("finds no date", False, TEXT),
    ("reads a line before it", True, "Notice. " + TEXT),
]


@pytest.mark.parametrize(("why", "dates", "text"), MODELS, ids=[row[0] for row in MODELS])
def test_a_decision_outlives_a_newer_model(case: Case, why: str, dates: bool, text: str) -> None:
    timeline.date(case, named(case, "May 2030").name, "2030-06", "ada")
    old = ledger()
    newer = replace(ledger(text, dates=dates), model="m2")
    if text != TEXT:  # the same bytes, cleaned differently
        newer = replace(newer, statements=())
    case.add(newer, replace(reading(old), document=newer.document), "d.txt")
    marks = [m for m in timeline.marks(case) if m.document == 1 and m.decided]
    assert [(m.words, m.edtf) for m in marks] == [("May 2030", "2030-06")], why


def test_merged_marks_are_one_event_dated_as_narrowly_as_any(case: Case) -> None:
    names = [named(case, w).name for w in ("2029 or 2030", "around 2029", "March 2030")]
    before = len(timeline.marks(case))
    decision = timeline.merge(case, names, "ada")
    marks = timeline.marks(case)
    (one,) = [m for m in marks if m.merged]
    assert (len(marks), one.edtf, set(one.merged)) == (before - 2, "2030-03", set(names) - {one.name})
    case.undo(decision.number, "ada")
    assert len(timeline.marks(case)) == before


def test_windows_follow_the_marks_that_bound_them(case: Case) -> None:
    sold = named(case, "2029 or 2030").name
    timeline.bound(case, "the sale", "at", sold, "ada")
    timeline.bound(case, "the sale", "at", named(case, "March 2030").name, "ada")
    events, words = timeline.windows(case)
    window = events.window("the sale", "start")
    assert (window.earliest.day, window.latest.day) == (date(2030, 3, 1), date(2030, 3, 31))
    assert "“The registrar wrote that" in words[window.earliest.evidence[0]]
    timeline.date(case, sold, "2028", "ada")
    events, words = timeline.windows(case)
    assert [{words[e].rpartition("(")[2] for e in conflict} for conflict in events.conflicts] == [
        {f"#1 d, {sold})", "#2 e, 2@51)"}
    ]  # fmt: skip


REFUSED = [
    ("nowhere", "2030", "no such mark"), ("1@0", "2030", "no such mark"), ("9@5", "2030", "no such mark"),
    ("1@53", "soon", "no EDTF date"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "why"), REFUSED)
def test_what_can_not_be_decided_is_refused_and_nothing_kept(case: Case, name: str, typed: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        timeline.date(case, name, typed, "ada")
    assert case.decisions(undone=True) == []


def test_an_undated_mark_bounds_nothing_until_it_is_dated(case: Case) -> None:
    with pytest.raises(UsageError, match="isn't dated"):
        timeline.bound(case, "the lock", "at", named(case, "two years").name, "ada")


def test_a_stored_ledger_has_its_times_whole(case: Case) -> None:
    (stored,) = case.ledgers(numbers=[1])
    assert stored.ledger.times == ledger().times


def test_a_full_disk_leaves_no_half_decision(case: Case) -> None:
    case._connection.execute("CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises((SaysoError, sqlite3.Error)):
        case.decide("date", {"edtf": "2030"}, "ada")
    case._connection.execute("DROP TRIGGER full")
    assert case.decisions(undone=True) == []
    assert case.decide("date", {"mark": {"document": 9}, "edtf": "2030"}, "ada").number == 1
