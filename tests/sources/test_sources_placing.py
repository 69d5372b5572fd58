"""Roles of every kind of source, and of unnamed ones how many, how placed, on whose condition and why."""

from __future__ import annotations

import pytest

from sayso.model import Source, SpeakerType
from sayso.sources import resolve
from statement_samples import marked

ROLES: list[tuple[str, SpeakerType, str | None, str]] = [
    ("[s1|Ada Brandt, the harbour director,] [c1|said] [t1|no].", "person", "the harbour director", "apposition"),
    ("[s1|Ada Brandt], 46, a truck driver, [c1|said] [t1|no].", "person", "a truck driver", "an age between"),
    ("[s1|Harbour director Ada Brandt] [c1|said] [t1|no].", "person", "Harbour director", "before the name"),
    ("[s1|Sen. Ada Brandt] [c1|said] [t1|no].", "person", "Sen.", "an abbreviated title"),
    ("[s1|Ada Brandt], who represents the dockers, [c1|said] [t1|no].", "person", "represents the dockers", "a clause"),
    ("[s1|Ada Brandt], a lawyer who represents the dockers, [c1|said] [t1|no].", "person",
     "a lawyer who represents the dockers", "a role with its clause"),
    ("Ada Brandt is a marine biologist.\n\n[s1|Brandt] [c1|said] [t1|no].", "person", "a marine biologist",
     "told in a sentence before"),
    ("[s1|Ada Brandt], the port’s chief engineer, [c1|said] [t1|no].", "person", "the port’s chief engineer", "whose"),
    ("[s1|Ada Brandt], who spoke on Monday, [c1|said] [t1|no].", "person", None, "speaking is no role"),
    ("[s1|Ada Brandt] [c1|said] [t1|no].", "person", None, "none given"),
    ("[s1|A person briefed on the matter] [c1|said] [t1|no].", "unnamed", "person briefed on the matter", "placed"),
    ("[s1|Three people who worked on the effort] [c1|said] [t1|no].", "unnamed", "people who worked on the effort",
     "without the number"),
    ("[s1|A senior campaign aide] [c1|said] [t1|no].", "unnamed", "senior campaign aide", "what the aide is"),
    ("[s1|An official], who has seen the report, [c1|said] [t1|no].", "unnamed", "official, who has seen the report",
     "a clause behind"),
    ("[s1|An official familiar with the raid] [c1|said] [t1|no].", "unnamed", "official familiar with the raid",
     "familiar with"),
    ("[s1|An official] [c1|said] [t1|no].", "unnamed", None, "a bare word places nobody"),
    ("[s1|Sources] [c1|said] [t1|no].", "unnamed", None, "nor do sources"),
    ("[s1|Former port workers] [c1|said] [t1|no].", "group", "Former port workers", "a category"),
    ("[s1|Open Water] [c1|said] [t1|no].", "organisation", None, "a body with none"),
    ("[s1|Ada Brandt], a fellow with the N.O. Port Trust and a member of its board, [c1|said] [t1|no].", "person",
     "a fellow with the N.O. Port Trust and a member of its board", "initials end no role"),
    ("The port’s chief engineer, [s1|Ada Brandt], [c1|said] [t1|no].", "person", "The port’s chief engineer",
     "before a name and a comma"),
    ("[s1|Capt. Carl Voss] [c1|said] [t1|no].", "person", "Capt.", "a title alone"),
    ("[s1|Carl Voss], 46, tried to tell the officers [c1|that] [t1|it was his boat].", "person", None,
     "what he did is no role"),
    ("[s1|Capt. Carl Voss, the commander of a tug, estimates] [c1|that] [t1|it will sink].", "person",
     "the commander of a tug", "a verb of saying ends it"),
    ("The mayor, [s1|Ada Brandt] [c1|said], [t1|was wrong].", "person", None, "whom she speaks of is not her role"),
]  # fmt: skip

NUMBERS: list[tuple[str, int | None, str]] = [
    ("[s1|Two officials] [c1|said] [t1|no].", 2, "counted"),
    ("[s1|An official] [c1|said] [t1|no].", 1, "one"),
    ("[s1|A current and a former official] [c1|said] [t1|no].", 2, "one of each"),
    ("[s1|Five of the people] [c1|said] [t1|no].", 5, "some of them"),
    ("[s1|At least two officials] [c1|said] [t1|no].", None, "a least number is none"),
    ("[s1|Several officials] [c1|said] [t1|no].", None, "not counted"),
    ("[s1|40 percent of sailors] [c1|said] [t1|no].", None, "a share is no count"),
    ("[s1|A dozen clerks] [c1|said] [t1|no].", 12, "a dozen"),
    ("[s1|A number of clerks] [c1|said] [t1|no].", None, "a number is any number"),
]

CONDITIONS: list[tuple[str, str, str]] = [
    ("[s1|An aide], who spoke on condition of anonymity, [c1|said] [t1|no].", "who spoke on condition of anonymity",
     "the plain formula"),
    ("[s1|An aide], who spoke on condition of anonymity because the talks were private, [c1|said] [t1|no].",
     "who spoke on condition of anonymity because the talks were private", "with its reason"),
    ("[s1|An aide], speaking on the condition of anonymity to discuss the talks, [c1|said] [t1|no].",
     "speaking on the condition of anonymity to discuss the talks", "an aim is a reason"),
    ("[s1|A clerk who asked not to be named] [c1|said] [t1|no].", "who asked not to be named", "asked"),
    ("[s1|A clerk], who was not authorized to speak publicly, [c1|said] [t1|no].",
     "not authorized to speak publicly", "not authorized"),
    ("[s1|A clerk], who declined to be identified for fear of losing work, [c1|said] [t1|no].",
     "who declined to be identified for fear of losing work", "fear"),
    ("[s1|A clerk], who requested anonymity, citing the inquiry, [c1|said] [t1|no].",
     "who requested anonymity, citing the inquiry", "citing"),
    ("[s1|An aide] [c1|said] [t1|no].", "", "none asked"),
]  # fmt: skip


def source(text: str, kind: SpeakerType) -> tuple[str, Source]:
    document, statements = marked(text, {1: kind})
    (found,) = resolve(document, statements)[1]
    return document.text, found


@pytest.mark.parametrize(("text", "kind", "role", "why"), ROLES, ids=[row[3] for row in ROLES])
def test_role(text: str, kind: SpeakerType, role: str | None, why: str) -> None:
    assert source(text, kind)[1].role == role, why


def test_role_of_a_body_that_its_name_does_not_show() -> None:
    text = "[s1|Open Water], a nonprofit group, [c1|said] [t1|no]."
    assert source(text, "organisation")[1].role == "a nonprofit group"


@pytest.mark.parametrize(("text", "number", "why"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_number(text: str, number: int | None, why: str) -> None:
    assert source(text, "unnamed")[1].number == number, why


@pytest.mark.parametrize(("text", "words", "why"), CONDITIONS, ids=[row[2] for row in CONDITIONS])
def test_condition(text: str, words: str, why: str) -> None:
    whole, found = source(text, "unnamed")
    assert " / ".join(whole[slice(*s)] for s in found.anonymity_words) == words, why
    assert found.anonymity == ("on_condition" if words else "unnamed"), why
