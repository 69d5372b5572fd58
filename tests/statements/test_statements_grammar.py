"""Statements inside others and in the author's own voice, from text to ledger with the shipped model."""

from __future__ import annotations

from time import process_time

import pytest

import sayso
from sayso.model import Statement
from sayso.statements.grammar import own, verdicts

INNER = [
    ("Carl Voss said that Ada Brandt had told him the bridge was closed.", "Ada Brandt", ["Carl Voss"],
     "the bridge was closed", "told a person"),
    ("Carl Voss said on Monday that the harbour master had told him the ferry was unsafe.", "harbour master",
     ["Carl Voss"], "the ferry was unsafe", "by an office"),
    ("A spokesman said Ada Brandt had warned the board in May that the dam would crack.", "Ada Brandt", ["spokesman"],
     "that the dam would crack", "warned, with a date between"),
    ("The Harbour Post reported that two officials said the talks had failed.", "two officials", ["Harbour Post"],
     "the talks had failed", "an outlet that reports what others said"),
    ("According to Ada Brandt, the minister said he would resign.", "minister", ["Ada Brandt"], "he would resign",
     "according to"),
    ("The court heard that Carl Voss had admitted to his wife that he took the money.", "Carl Voss", ["court"],
     "that he took the money", "admitted to somebody"),
    ("Ada Brandt said the ministry had announced that the port would close.", "ministry", ["Ada Brandt"],
     "that the port would close", "a body"),
]  # fmt: skip

NOT_INNER = [
    ("Ada Brandt said that the bridge was closed.", "no verb of speech inside"),
    ("Ada Brandt said she was told nothing.", "a passive has no speaker"),
    ("Ada Brandt said the crew had said nothing.", "no content"),
    ("Ada Brandt said the board denied the request.", "a denial of a thing"),
    ("Ada Brandt said the report on what the minister said was late.", "a clause on a thing"),
]

OWN = [
    ("My guess is that the minister will resign before spring.", "the minister will resign before spring", "a guess"),
    ("As far as I know, the dam was never inspected.", "the dam was never inspected", "as far as known"),
    ("In my opinion the harbour is lost.", "the harbour is lost", "an opinion"),
    ("To my humble knowledge nobody asked the crew.", "nobody asked the crew", "to one’s knowledge"),
    ("I’d imagine the board knew of it.", "the board knew of it", "a conjecture"),
    ("A rumour which, as far as I know, has been refuted twice.", "has been refuted twice", "in the middle"),
    ("As far as I understand the matter, the dam was never inspected.", "the dam was never inspected",
     "as far as something is understood"),
    ("As far as I know, the ferry was sold to the US. The harbour is quiet.", "the ferry was sold to the US",
     "a sentence that ends with an abbreviation"),
]  # fmt: skip


def ledger(text: str) -> tuple[str, tuple[Statement, ...]]:
    whole = f"The storm ended on Sunday.\n\n{text}\n\nThe port reopened."
    return whole, sayso.extract(whole).statements


@pytest.mark.parametrize(("text", "name", "via", "content", "why"), INNER, ids=[row[4] for row in INNER])
def test_both_statements_stand_in_the_ledger(text: str, name: str, via: list[str], content: str, why: str) -> None:
    whole, statements = ledger(text)
    inner = [s for s in statements if s.within]
    assert len(statements) == 2, why
    assert len(inner) == 1, why
    assert inner[0].within == next(s.id for s in statements if not s.within)
    assert inner[0].speaker
    found = (inner[0].speaker.name or "").casefold(), [v.name.casefold().removeprefix("the ") for v in inner[0].via]
    assert found == (name.casefold(), [v.casefold() for v in via]), why
    assert whole[slice(*inner[0].content[0])].removeprefix("that ") == content.removeprefix("that ")


@pytest.mark.parametrize(("text", "why"), NOT_INNER, ids=[row[1] for row in NOT_INNER])
def test_what_is_no_statement_inside_stays_out(text: str, why: str) -> None:
    assert not any(s.within for s in ledger(text)[1]), why


@pytest.mark.parametrize(("text", "content", "why"), OWN, ids=[row[2] for row in OWN])
def test_an_author_claims_in_the_first_person(text: str, content: str, why: str) -> None:
    whole, statements = ledger(text)
    assert [whole[slice(*s.content[0])].removeprefix("that ").rstrip(".") for s in statements] == [content], why
    assert statements[0].speaker
    assert statements[0].speaker.type == "author"


def test_two_claims_in_one_line_are_two() -> None:
    whole, statements = ledger("As far as I know, the dam is safe. To my humble knowledge nobody asked the crew.")
    found = [whole[slice(*s.content[0])].strip(".") for s in statements]
    assert found == ["the dam is safe", "nobody asked the crew"]


VERDICTS = [
    ("Many repeat the claim that the dam is cracked. A tale that, in my view, was since found to be untrue.",
     "the dam is cracked", "a claim of the sentence before"),
    ("Carl repeats the rumour that the crew left. It is, in my opinion, a lie.", "the crew left", "a rumour"),
    ("He told her the story that the pilot slept. That, as far as I know, is untrue.", "the pilot slept", "a story"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "why"), VERDICTS, ids=[row[2] for row in VERDICTS])
def test_an_author_denies_a_claim_told_before(text: str, content: str, why: str) -> None:
    whole, statements = ledger(text)
    denied = [s for s in statements if s.stance == "denies"]
    assert [whole[slice(*s.content[0])] for s in denied] == [content], why
    assert (denied[0].speaker and denied[0].speaker.type, denied[0].certainty) == ("author", "probable"), why


IN_QUOTATIONS = [
    ("“My guess is that it sank,” Ada Brandt said.", "it sank", "the quotation is the guess"),
    ("“The sea was calm all night, but as far as I know, the crew is safe,” Ada Brandt said.", "the crew is safe",
     "a guess at the end of a longer quotation"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "why"), IN_QUOTATIONS, ids=[row[2] for row in IN_QUOTATIONS])
def test_a_guess_in_a_quotation_is_the_speakers(text: str, content: str, why: str) -> None:
    whole, statements = ledger(text)
    assert {s.speaker.name for s in statements if s.speaker} == {"Ada Brandt"}, why
    assert content in [whole[slice(*s.content[-1])].strip(",") for s in statements if s.within], why


def test_a_guess_in_a_quotation_without_a_verb_of_its_own_is_whose_the_quotation_is() -> None:
    whole, statements = ledger(
        "Ada Brandt, the pilot, said the dam was sound. “The sea was calm. As far as I know, the crew is safe.”"
    )
    guess = next(s for s in statements if whole[slice(*s.content[0])].startswith("the crew"))
    assert guess.speaker
    assert guess.speaker.name == "Ada Brandt"


HOSTILE = ["My guess is " * 20_000, "as far as I know " * 20_000, "that had " * 40_000, "In my opinion, \n" * 20_000]


@pytest.mark.parametrize("text", HOSTILE, ids=[t[:11].strip() for t in HOSTILE])
def test_hostile_text_costs_little(text: str) -> None:
    began = process_time()
    assert all(f.content[-1].end <= len(text) for f in [*own(text, [(0, 1)] * 50), *verdicts(text)])
    assert process_time() - began < 2
