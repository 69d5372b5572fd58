"""Statements that a line's form tells, whether or not the model sees them."""

from __future__ import annotations

import time

import pytest

from sayso.language.encode import quotations
from sayso.statements.layout import set_out

Rows = list[tuple[str, str]]

CASES: list[tuple[str, Rows, str]] = [
    ("Q: Why?\n\nA: Because.", [("Q", "Why?"), ("A", "Because.")], "questions and answers"),
    ("Q. Why?\nA. Because.", [("Q", "Why?"), ("A", "Because.")], "with full stops, on lines that follow each other"),
    ("CHAIR: Order.\n\n(Laughter)\n\nMS. VALE: Sorry?", [("CHAIR", "Order."), ("MS. VALE", "Sorry?")],
     "stage directions belong to nobody"),
    ("Q: Where?\n\nA: Here.\n\nAnd there.\n\nQ: When?",
     [("Q", "Where?"), ("A", "Here. … And there."), ("Q", "When?")], "a turn of two paragraphs"),
    ("Q: Where?\n\nA: Here.\n\nAlways?\n\nA: Yes.",
     [("Q", "Where?"), ("A", "Here."), ("A", "Yes.")], "a question without a label between two answers is nobody's"),
    ("WEATHER: Rain.\n\nTRAFFIC: None.", [], "topics, where no label returns and nobody asks"),
    ("A. Vale sang.\n\nCHAIR: Who?", [], "nor does an initial"),
    ("Note: The pier is closed. Why?", [], "one label makes no dialogue"),
    ("“It sank.” — Ines Valdor", [("Ines Valdor", "“It sank.”")], "a dash and a name"),
    ("“It sank.”\n— Ines Valdor, pilot", [("Ines Valdor, pilot", "“It sank.”")], "in the line below"),
    ("“It sank.” — Ines Valdor (@valdor) March 3, 2023", [("Ines Valdor (@valdor)", "“It sank.”")], "with a date"),
    ("“It sank.” (The Tide)", [("The Tide", "“It sank.”")], "in brackets"),
    ("* “It sank.” - Ines", [("Ines", "“It sank.”")], "behind a bullet"),
    ("Ines Valdor, pilot – “It sank.”", [("Ines Valdor, pilot", "“It sank.”")], "the name first"),
    ("PORT SELD – “It sank.”", [], "a dateline is no name"),
    ("The mayor welcomed all the new ships – “a fleet of hope.”", [], "nor is a clause"),
    ("“It sank.” — It was never found. The end.", [], "nor is prose behind a dash"),
    ("The ship sank in the bay. – Ines\n\nNobody was on board then. – Paul",
     [("Ines", "The ship sank in the bay."), ("Paul", "Nobody was on board then.")], "two signed lines without marks"),
    ("The ship sank in the bay. – Ines", [], "one alone is none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[row[2] for row in CASES])
def test_what_the_form_tells(text: str, expected: Rows, why: str) -> None:
    found = sorted(set_out(text, [], quotations(text)), key=lambda f: f.cue)
    rows = [
        (" ".join(text[s:e] for s, e in f.source), " … ".join(text[s:e].strip() for s, e in f.content)) for f in found
    ]
    assert rows == expected, why


@pytest.mark.parametrize("piece", ["A: b\n", "A: b\n\n", "“a” — B\n", "- ", "— ", "“a” (", "A b. - C\n", "Q: \n\n"])
def test_hostile_layout_is_read_in_linear_time(piece: str) -> None:
    """Four times the text takes less than twelve times as long."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        quoted = quotations(text)
        start = time.process_time()
        set_out(text, [], quoted)
        return time.process_time() - start

    assert seconds(200_000) < 12 * min(seconds(50_000) for _ in range(2)) + 0.1
