"""Which sources are proposed to be one, of fictional affairs: a table of pairs, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_samples import reading

from sayso.case import Case, SourceLine, alike, naming
from sayso.case.joining import Joined
from sayso.model import Document, Ledger, Source, SpeakerType

Sources = list[tuple[str, SpeakerType]]


def line(name: str, kind: SpeakerType = "person", handle: str = "1@k0") -> SourceLine:
    return SourceLine(name, kind, None, None, 1, 1, None, "f", handle)


def proposed(lines: list[SourceLine], *texts: str) -> list[tuple[str | None, str | None, str]]:
    found = alike.proposals(lines, Joined(), enumerate(texts, 1))
    return [(p.one.name, p.other.name, p.why) for p in found]


P: SpeakerType = "person"
O: SpeakerType = "organisation"  # noqa: E741 (a letter each, so that a row is a line)
A: SpeakerType = "author"
U: SpeakerType = "unnamed"
SPELLED = "spelled differently"
MARKED = "the same but for capitals, accents, titles or marks"

ONE = [
    ("a letter too many, by a commenter", ("Tobias Wardell", A), ("Tobias Wardellb", A), SPELLED),
    ("capitals alone", ("Tobias Wardell", A), ("tobias wardell", A), MARKED),
    ("accents", ("Zoé Lindström", P), ("Zoe Lindstrom", P), MARKED),
    ("a title", ("Dr. Ines Vollmer", P), ("Ines Vollmer", P), MARKED),
    ("one letter for another", ("Ines Vollmer", P), ("Ines Vollmar", P), SPELLED),
    ("two letters swapped", ("Ines Vollmer", P), ("Ines Volmler", P), SPELLED),
    ("two vowels in a long surname", ("Omar Tabrizaneh", P), ("Omar Tebrizeneh", P), SPELLED),
    ("a given name by its sound", ("Sarah Quill", P), ("Sara Quill", P), SPELLED),
    ("a given name misspelled", ("Robert Quill", P), ("Robret Quill", P), SPELLED),
    ("a given name cut short", ("Ken Vogel", P), ("Kenneth Vogel", P), "a given name cut short"),
    ("a middle initial more", ("Tobias J. Wardell", P), ("Tobias Wardell", P), "a name in the middle more"),
    ("a middle name and its initial", ("Ann J. Dowell", P), ("Ann Jane Dowell", P), "a name in the middle more"),
    ("a second surname", ("Marta Ruiz", P), ("Marta Ruiz Ocampo", P), "a surname more"),
    ("an initial", ("T. Wardell", P), ("Tobias Wardell", P), "an initial and a surname of nobody else here"),
    ("a surname", ("Wardell", P), ("Tobias Wardell", P), "the surname of nobody else here"),
    ("the surname first", ("Wardell, Tobias", P), ("Tobias Wardell", P), "the same words in another order"),
    ("a handle without a space", ("TobiasWardell", A), ("Tobias Wardell", A), "the same but for spaces"),
    ("handles a letter apart", ("kestrelfan", A), ("kestrelfann", A), SPELLED),
    ("a surname as another script gives it", ("Qaddomi", P), ("Gaddomi", P), SPELLED),
    ("who is cited may comment", ("Ines Vollmer", P), ("Ines Vollmer", A),
     "the same name, of an author and of a person"),
    ("a commenter of two threads is two until somebody says so", ("nell", A), ("nell", A),
     "the same name in two documents"),
    ("a type that differs by document", ("Korrigan", P), ("Korrigan", O),
     "the same name, of an organisation and of a person"),
    ("an article", ("The Harbour Post", O), ("Harbour Post", O), MARKED),
    ("British and American", ("Ministry of Defence", O), ("Ministry of Defense", O), SPELLED),
    ("initials with and without points", ("U.D.D.", O), ("UDD", O), MARKED),
    ("initials of one body alone", ("UDD", O), ("Union of Deep Divers", O), "its initials"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other", "told"), ONE, ids=[row[0] for row in ONE])
def test_one_is_proposed(why: str, one: tuple[str, SpeakerType], other: tuple[str, SpeakerType], told: str) -> None:
    for pair in ((one, other), (other, one)):
        (found,) = proposed([line(name, kind, f"{i}@k0") for i, (name, kind) in enumerate(pair)])
        assert {found[0], found[1]} == {one[0], other[0]}, why
        assert found[2] == told, why


TWO: list[tuple[str, Sources]] = [
    ("a number behind a letter", [("Prisoner X", P), ("Prisoner X2", P)]),
    ("another letter", [("Prisoner X", P), ("Prisoner Y", P)]),
    ("a letter more", [("Prisoner", P), ("Prisoner X", P)]),
    ("letters behind a title", [("Mr. A", P), ("Mr. B", P)]),
    ("a letter is no initial", [("Mr. W", P), ("Tobias Wardell", P)]),
    ("numbers", [("Witness 1", P), ("Witness 2", P)]),
    ("numbers in words", [("Witness One", P), ("Witness Ten", P)]),
    ("ordinals", [("Third Fleet", O), ("Fifth Fleet", O)]),
    ("handles with numbers", [("wardell77", A), ("wardell78", A)]),
    ("a number more", [("kestrelfan", A), ("kestrelfan2", A)]),
    ("father and son", [("Tobias Wardell", P), ("Tobias Wardell Jr.", P)]),
    ("popes and kings", [("Anders II", P), ("Anders III", P)]),
    ("bodies told apart by a letter", [("Company B", O), ("Company C", O)]),
    ("given names that differ", [("Hanna Wardell", P), ("Tobias Wardell", P)]),
    ("given names a letter apart", [("Maria Wardell", P), ("Marie Wardell", P)]),
    ("a woman's and a man's name", [("Robert Wardell", P), ("Roberta Wardell", P)]),
    ("initials that differ", [("T. Wardell", P), ("R. Wardell", P)]),
    ("middle initials that differ", [("Tobias J. Wardell", P), ("Tobias K. Wardell", P)]),
    ("Mr. and Mrs.", [("Mr. Wardell", P), ("Mrs. Wardell", P)]),
    ("short surnames a letter apart", [("Ines Lund", P), ("Ines Lunt", P)]),
    ("short words a letter apart", [("nell", A), ("nelly", A)]),
    ("states a letter apart", [("Gambia", O), ("Zambia", O)]),
    ("points of the compass", [("Northern Water Board", O), ("Southern Water Board", O)]),
    ("a given name alone", [("Tobias", P), ("Tobias Wardell", P)]),
    ("a handle is no surname", [("wardell", A), ("Tobias Wardell", P)]),
    ("a couple is nobody of the two", [("Ines Vollmer", P), ("Ines Vollmer and Tobias Wardell", P)]),
    ("a couple the other way round", [("Ann Dowell and Ines Lund", P), ("Ines Lund and Ann Dowell", P)]),
    ("a headline taken for a name", [("Ines Vollmer", P), ("Ines Vollmer Sues Harbour Board", P)]),
    ("a body within a body", [("House panel", O), ("panel", O)]),
    ("a handle under which many write", [("Anonymous", A), ("anonymous", A)]),
    ("people without a name", [("officials", "group"), ("officials", "group")]),
    ("unnamed ones", [("a senior official", U), ("a senior official", U)]),
    ("a name of nothing but marks", [("—", A), ("…", A)]),
]


@pytest.mark.parametrize(("why", "sources"), TWO, ids=[row[0] for row in TWO])
def test_two_are_not_proposed(why: str, sources: Sources) -> None:
    assert proposed([line(name, kind, f"{i}@k0") for i, (name, kind) in enumerate(sources)]) == [], why


OPEN: list[tuple[str, Sources, str]] = [
    ("a surname that two bear", [("Wardell", P), ("Hanna Wardell", P), ("Tobias Wardell", P)], "Wardell"),
    ("an initial that two can have", [("T. Wardell", P), ("Tobias Wardell", P), ("Tilda Wardell", P)], "T. Wardell"),
    ("initials that two bodies have", [("UDD", O), ("Union of Deep Divers", O), ("Unit for Data Defence", O)], "UDD"),
]


@pytest.mark.parametrize(("why", "sources", "name"), OPEN, ids=[row[0] for row in OPEN])
def test_where_more_than_one_can_be_meant_nobody_is(why: str, sources: Sources, name: str) -> None:
    found = proposed([line(n, kind, f"{i}@k0") for i, (n, kind) in enumerate(sources)])
    assert not any(name in pair[:2] for pair in found), why


TEXTS = [
    ("identified", "Mr. X, later identified as Colin Brandt, was held there.", True),
    ("known as", "Colin Brandt, also known as Mr. X, was held there.", True),
    ("only known as", "Colin Brandt, who was known only as “Mr. X”, was held there.", True),
    ("in brackets", "Colin Brandt (“Mr. X”) was held there.", True),
    ("the real name", "Mr. X, whose real name was Colin Brandt, was held there.", True),
    ("it turned out", "Mr. X turned out to be Colin Brandt.", True),
    ("somebody else stands between", "Mr. X met a guard later identified as Colin Brandt.", False),
    ("brackets with more in them", "Mr. X (whom Colin Brandt visited) was held there.", False),
    ("both in one sentence", "Mr. X told Colin Brandt that he was held there.", False),
    ("another sentence", "He asked for Mr. X. Also known as a sailor, Colin Brandt was held there.", False),
    ("not his name", "Mr. X was known as a friend of Colin Brandt.", False),
]


@pytest.mark.parametrize(("why", "text", "one"), TEXTS, ids=[row[0] for row in TEXTS])
def test_who_a_text_says_is_one(why: str, text: str, one: bool) -> None:
    found = proposed([line("Mr. X"), line("Colin Brandt", handle="1@k1")], text)
    assert [{a, b} for a, b, _ in found] == [{"Mr. X", "Colin Brandt"}] * one, why
    assert all(told.startswith("#1 says so: “") and "Brandt" in told for *_, told in found)


def test_what_a_text_says_does_not_join_those_that_a_number_tells_apart() -> None:
    text = "Prisoner X2, also known as Prisoner X, was there."
    assert proposed([line("Prisoner X"), line("Prisoner X2", handle="1@k1")], text) == []


def test_what_a_text_says_joins_two_designations() -> None:
    found = proposed([line("Prisoner X"), line("Agent 9", handle="1@k1")], "Prisoner X, known as Agent 9, was there.")
    assert [told for *_, told in found] == ["#1 says so: “Prisoner X, known as Agent 9”"]


def test_a_text_tells_of_its_own_commenters_alone() -> None:
    lines = [line("Kestrel", A, "1@k0"), line("Kestrel", A, "2@k0"), line("Colin Brandt", P, "1@k1")]
    found = alike.proposals(lines, Joined(), [(2, "Kestrel is actually Colin Brandt.")])
    assert [(p.one.handle, p.other.handle) for p in found] == [("1@k1", "2@k0"), ("1@k0", "2@k0")]


def test_what_a_text_says_comes_first_then_the_most_alike() -> None:
    lines = [
        line("Mr. X"), line("Colin Brandt", handle="1@k1"), line("Ines Vollmer", handle="1@k2"),
        line("ines vollmer", A, "1@k3"), line("Tobias Wardell", handle="1@k4"), line("Tobias Warde", handle="1@k5"),
        line("Tobias Wardel", handle="1@k6"),
    ]  # fmt: skip
    found = alike.proposals(lines, Joined(), [(1, "Mr. X, now known to be Colin Brandt, spoke.")])
    assert [p.one.name for p in found][:2] == ["Mr. X", "Ines Vollmer"]
    likeness = [p.alike for p in found[1:]]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 <= p.alike <= 1 for p in found)


@pytest.mark.parametrize(
    "names",
    [[f"Tobias Wardell{'a' * (i % 7)}{chr(97 + i % 26)}" for i in range(20_000)], ["nell"] * 20_000],
    ids=["spellings of one name", "one commenter in every document"],
)
def test_the_work_grows_with_the_names_alone(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    one = alike._Pairs._propose

    def counted(self: alike._Pairs, *args: alike._Name, told: bool = False) -> bool:
        nonlocal compared
        compared += 1
        return one(self, *args, told=told)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(alike._Pairs, "_propose", counted)
    alike.proposals([line(name, A, f"{i}@k0") for i, name in enumerate(names)], Joined(), ())
    assert compared <= 2 * len(names)


@pytest.mark.parametrize("name", ["\x00", "a" * 100_000, "é" * 500, "((((", "Mr. " * 50, "\u202eX", "1", "' '", "Dr."])
def test_no_name_breaks_it(name: str) -> None:
    lines = [line(name), line(name + "b", handle="1@k1"), line(name, A, "1@k2")]
    proposed(lines, f"{name} ({name}), also known as {name}", "aka (" * 10_000, "A " * 50_000)


def test_a_case_proposes_from_its_sources_and_texts(tmp_path: Path) -> None:
    case = Case.open(tmp_path / "c", create=True)
    text = "Mr. X, later identified as Colin Brandt, said so. Ines Vollmer and Ines Vollmar did not."
    names = ("Mr. X", "Colin Brandt", "Ines Vollmer", "Ines Vollmar")
    one = Ledger(Document("d", text), "m1", (), tuple(Source(f"k{i}", n, "person") for i, n in enumerate(names)))
    case.add(one, reading(one), "a.txt")
    assert [(p.one.handle, p.other.handle, p.alike) for p in naming.proposals(case)] == [
        ("1@k0", "1@k1", pytest.approx(0.0, abs=0.3)), ("1@k2", "1@k3", 0.92),
    ]  # fmt: skip
