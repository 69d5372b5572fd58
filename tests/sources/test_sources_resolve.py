"""Who stands behind a statement, on invented texts with spans marked by hand."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Span, SpeakerType
from sayso.sources import resolve
from statement_samples import marked


class Case(NamedTuple):
    text: str
    name: str | None
    type: SpeakerType
    why: str


PEOPLE = [
    Case("Ada Brandt runs the port. [s1|Brandt] [c1|said] [t1|it was full].", "Ada Brandt", "person", "a surname"),
    Case("Anna Brandt runs the port. It was full, [s1|she] [c1|said]: [t1|too many ships].", "Anna Brandt", "person",
     "she"),
    Case("Ada Brandt met Carl Voss. [s1|He] [c1|said] [t1|it was full].", "Carl Voss", "person", "he is not Ada"),
    Case("[s1|Senator Ida de Vries] [c1|said] [t1|no].", "Ida de Vries", "person", "a title is no name"),
    Case("Ida de Vries came. [s1|De Vries] [c1|said] [t1|no].", "Ida de Vries", "person", "a particle in upper case"),
    Case("[s1|Peter T. King, the mayor,] [c1|said] [t1|no].", "Peter T. King", "person", "King is a surname here"),
    Case("[s1|German Ortega] [c1|said] [t1|no].", "German Ortega", "person", "German is a given name here"),
    Case("[s1|CNN’s Jo Reyes] [c1|said] [t1|no].", "Jo Reyes", "person", "an owner before the name"),
    Case("[s1|the mayor of Lund, Ada Brandt,] [c1|said] [t1|no].", "Ada Brandt", "person", "a name set beside a role"),
    Case("[s1|Ada Brandt and Carl Voss] [c1|said] [t1|no].", "Ada Brandt and Carl Voss", "person", "two people"),
    Case("Ada Brandt, the mayor, left. [s1|The mayor] [c1|said] [t1|no].", "Ada Brandt", "person",
     "a role with a bearer"),
    Case("Sen. Ada Brandt (R-Ohio) left. Sen. Carl Voss (D-Iowa) came. [s1|The Ohio senator] [c1|said] [t1|no].",
         "Ada Brandt", "person", "of two senators the one from Ohio"),
    Case("Ada Brandt, who [c1|said] [t1|no], left.", None, "none", "no source is marked, and none is made up"),
    Case("Carl Voss, [s1|who] [c1|said] [t1|no], left.", "Carl Voss", "person", "a relative pronoun"),
    Case("We met Paul Stein Jr. [s1|Mr. Stein] [c1|said] [t1|no].", "Paul Stein Jr.", "person", "Jr. is no surname"),
]  # fmt: skip

OTHERS = [
    Case("The Federal Tide Board met. [s1|The FTB] [c1|said] [t1|no].", "Federal Tide Board", "organisation",
     "initials"),
    Case("The Union of Deep and Coastal Divers (UDCD) met. [s1|The UDCD] [c1|said] [t1|no].",
         "Union of Deep and Coastal Divers", "organisation", "an abbreviation in brackets"),
    Case("[s1|The Brandt campaign] [c1|said] [t1|no].", "Brandt campaign", "organisation", "a campaign"),
    Case("Carl Voss lost. [s1|His campaign] [c1|said] [t1|no].", "Voss campaign", "organisation", "his campaign"),
    Case("Carl Voss lost. [s1|His advisers] [c1|said] [t1|no].", "Carl Voss’s advisers", "unnamed", "his advisers"),
    Case("Ada Brandt left. [s1|Brandt’s aide] [c1|said] [t1|no].", "Brandt’s aide", "unnamed",
     "an aide is not his master"),
    Case("[s1|The harbour report] [c1|says] [t1|no].", "harbour report", "document", "a paper"),
    Case("[s1|Voters] [c1|said] [t1|no].", "Voters", "group", "many people"),
    Case("[s1|She] [c1|said] [t1|no].", "She", "person", "nobody to lead back to: it stays open under its own words"),
]  # fmt: skip


@pytest.mark.parametrize("case", PEOPLE + OTHERS, ids=lambda case: case.why)
def test_a_speaker_is_led_back_to_its_name(case: Case) -> None:
    document, statements = marked(case.text, {1: case.type})
    resolved, _ = resolve(document, statements)
    speaker = resolved[0].speaker
    assert (speaker and speaker.name, speaker.type if speaker else "none") == (case.name, case.type)


BACK = [
    ("[s1|A senior port official] [c1|said] [t1|no]. [s2|The official] [c2|said] [t2|never].",
     {1: "unnamed", 2: "unnamed"}, True,
     "a description with the same head"),
    ("[s1|A confidential source] [c1|said] [t1|no]. Ada Brandt left. [s2|My source] [c2|said] [t2|never].",
     {1: "unnamed", 2: "person"},
     True, "my source is the source, whoever else is near and whatever the model thinks"),
    ("Ada Brandt left. [s1|Brandt] [c1|said] [t1|no]. [s2|My source] [c2|said] [t2|never].",
     {1: "person", 2: "person"}, False,
     "my source is not the one person named nearby"),
    ("[s1|Ada Brandt] [c1|said] [t1|“no”]. [s2|She] [c2|added]: [t2|“never”].", {1: "person", 2: "person"},
     True, "she"),
    ("[s1|Two officials] [c1|said] [t1|no]. [s2|They] [c2|said] [t2|never].", {1: "unnamed", 2: "unnamed"},
     True, "they"),
    ("[s1|The Tide Board] [c1|said] [t1|no]. [s2|It] [c2|added] [t2|never].", {1: "organisation", 2: "organisation"},
     True, "it"),
    ("[s1|An aide] [c1|said] [t1|no]. [s2|Another aide] [c2|said] [t2|never].", {1: "unnamed", 2: "unnamed"},
     False, "another one"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "types", "same", "why"), BACK, ids=[row[3] for row in BACK])
def test_two_statements_have_one_speaker_or_two(text: str, types: dict[int, SpeakerType], same: bool, why: str) -> None:
    document, statements = marked(text, types)
    (first, second), _ = resolve(document, statements)
    assert first.speaker
    assert second.speaker
    assert (first.speaker.id == second.speaker.id) is same, why


def test_a_surname_does_not_become_the_name_of_a_case() -> None:
    document, statements = marked("The Rosen Case is old. [s1|Rosen] [c1|said] [t1|no].", {1: "person"})
    resolved, _ = resolve(document, statements)
    assert resolved[0].speaker
    assert resolved[0].speaker.name == "Rosen"


def test_i_is_the_quoted_speaker_inside_a_quotation_and_the_author_outside() -> None:
    document, statements = marked(
        "[s1|Ada Brandt] [c1|said]: [t1|“The ships came early.”] [t1|“And [s2|I]] [c2|think] [t2|it is full]”\n\n"
        "[s3|I] [c3|doubt] [t3|that].",
        {1: "person", 2: "person", 3: "author"}, author="Nils Holm",
    )  # fmt: skip
    resolved, _ = resolve(document, statements)
    by_content = {
        document.text[s.content[0].start : s.content[0].end]: r for s, r in zip(statements, resolved, strict=True)
    }
    inner, outer = by_content["it is full"].speaker, by_content["that"].speaker
    assert inner
    assert outer
    assert (inner.name, inner.type) == ("Ada Brandt", "person")
    assert (outer.name, outer.type) == ("Nils Holm", "author")


def test_anonymity_that_was_asked_for_and_a_role_stand_with_the_source() -> None:
    document, statements = marked(
        "[s1|An official], who spoke on condition of anonymity, [c1|said] [t1|no].\n\n"
        "[s2|Another aide] [c2|said] [t2|yes].\n\n[s3|Ada Brandt, the harbour director,] [c3|said] [t3|no].",
        {1: "unnamed", 2: "unnamed", 3: "person"},
    )
    _, sources = resolve(document, statements)
    assert [(s.name, s.anonymity, s.role) for s in sources] == [
        ("official", "on_condition", None),
        ("Another aide", "unnamed", None),
        ("Ada Brandt", None, "the harbour director"),
    ]


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(alphabet="Aab .,'’\n\"“”(I-éß1", max_size=300), st.data())
def test_any_text_with_any_spans_resolves(text: str, data: st.DataObject) -> None:
    """Names and mentions are read from hostile text without an error, and every mention lies in the text."""
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    _, statements = marked("[s1|x] [c1|y] [t1|z]")
    moved = replace(statements[0], source=(Span(a, b),), cue=(Span(b, c),), content=(Span(c, d),), post=None)
    resolved, sources = resolve(Document("d", text), [moved])
    assert len(resolved) == 1
    assert all(0 <= m.start <= m.end <= len(text) for s in sources for m in s.mentions)


HOSTILE = [("A" + "b " * 3, "names"), ("\n", "line ends"), ("Ada Brandt said. ", "people"), ("’s ", "possessives"),
           ("Mr. ", "titles"), ("A B ", "initials"), ("(", "brackets"), ("\"", "marks"), ("Aa Bb Cc ",
            "one endless headline")]  # fmt: skip


@pytest.mark.parametrize(("piece", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str, why: str) -> None:
    """Four times the text takes less than twelve times as long; a square would take sixteen times."""

    def seconds(size: int) -> float:
        filler = piece * (size // len(piece))
        start_of_all = "It is full. [s1|She] [c1|said] [t1|no].\n[s2|The aide] [c2|told CNN] [t2|no]. "
        document, statements = marked(start_of_all + filler, {1: "person", 2: "unnamed"})
        best = 9e9
        for _ in range(2):
            start = time.process_time()
            resolve(document, statements)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(50_000), seconds(200_000)
    assert large < 12 * small + 0.05, why
