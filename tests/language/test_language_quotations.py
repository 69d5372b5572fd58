"""Quotations in every typography, and in none that holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.encode import quotations

CASES = [
    ("“So,” she said.", ["“So,”"], "curly"),
    ('"So," she said.', ['"So,"'], "straight"),
    ("''So,'' she said.", ["''So,''"], "two single marks for a double one"),
    ("‘So,’ she said.", ["‘So,’"], "single, curly"),
    ("'So,' she said.", ["'So,'"], "single, straight"),
    ("«So», she said.", ["«So»"], "guillemets"),
    ("„So“, she said. „Now“", ["„So“", "„Now“"], "German marks"),
    ("»So,« she said.", ["»So,«"], "guillemets that point inwards"),
    ("“So,” she said. “Now.”", ["“So,”", "“Now.”"], "two in a line"),
    ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"], "one inside another counts with the outer"),
    ("Don’t say the boys’ boat isn't here.", [], "apostrophes"),
    pytest.param("the '90s and rock 'n' roll", [], "an apostrophe at the head of a word", marks=pytest.mark.xfail(
        strict=True, reason="two straight apostrophes at the heads of words in one line pass for a pair of marks")),
    ("“One.\n\n“Two.\n\n“Three,” she said.", ["“One.\n\n", "“Two.\n\n", "“Three,”"],
     "several paragraphs, one closing mark"),
    ('"One.\n\n"Two," she said.', ['"One.\n\n', '"Two,"'], "the same in straight marks"),
    ("“Never closed.\n\nThe ship left.", ["“Never closed."], "a mark without its partner ends with its paragraph"),
    ("She said so.” The ship left.", [], "a closing mark without its partner"),
    ("", [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "why"), CASES)
def test_quotations(text: str, found: list[str], why: str) -> None:
    assert [text[s:e].strip() for s, e in quotations(text)] == [f.strip() for f in found], why


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(alphabet="ab .\n“”\"'’‘«»`", max_size=300))
def test_quotations_lie_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for start, end in quotations(text):
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize("piece", ["“", "”", '"', "'", "\n", "“\n", '" ', "“a\n\n", "''", "«"])
def test_hostile_marks_are_read_in_linear_time(piece: str) -> None:
    """A megabyte of marks: four times the text takes less than twelve times as long."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        quotations(text)
        return time.process_time() - start

    small, large = min(seconds(250_000) for _ in range(2)), seconds(1_000_000)
    assert large < 12 * small + 0.05
