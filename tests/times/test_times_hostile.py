"""Texts made to hurt: time stays in proportion to their length, and nothing raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import times
from sayso.model import Document
from sayso.times.days import days

PIECES = [
    "one ", "twenty-", "about ", "the ", " ", "\n \n", "May ", "2003 or ", "1.", "last ", "a", "'", "9:", "1/1/1 ",
    "two days later ", "Friday said ", "to ", "2003-",
]  # fmt: skip
ODD = [
    "31 February 2003", "99:99", "in 9999 years ", "0000-00-00 ", "the 99th of June ", "9999-12-31 ", "decades ago ",
    "half of ", "quarter ended Sept. 31 ", "\u202e", "\ud800", "10000 centuries ago ", "Christmas 1001 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_is_in_proportion_to_length(piece: str) -> None:
    def taken(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        times.date(Document("d", text, published="2031-03-12"))
        return time.process_time() - start

    taken(1_000)
    assert taken(200_000) < 12.0


@given(st.lists(st.sampled_from([*PIECES, *ODD]), max_size=12))
def test_any_words_are_dated_or_not_but_raise_nothing(words: list[str]) -> None:
    for found in times.date(Document("d", "".join(words), published="2031-03-12")):
        assert (found.edtf is None) == (found.reason is not None)
        if found.edtf:
            days(found.edtf)
