"""The way through the house, where nothing of one room is at stake."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.model import Document, Unreadable
from sayso.pipeline import MAX_TEXT, ledger


def test_a_text_of_more_than_ten_books_is_refused_with_a_remedy() -> None:
    with pytest.raises(Unreadable, match="13 million characters, more than 12 million; split it"):
        ledger(Document("d", "a " * (MAX_TEXT // 2 + 500_000)))


def test_a_file_that_is_too_long_comes_as_an_error_value_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * (MAX_TEXT // 5 + 1), "utf-8")
    (tmp_path / "b.txt").write_text("Ines Valdor, the pilot, said on Monday that the tide had turned.", "utf-8")
    long, short = sayso.read(tmp_path)
    assert isinstance(long, Unreadable)
    assert isinstance(short, sayso.Ledger)
    assert [s.speaker.name for s in short.statements if s.speaker] == ["Ines Valdor"]


def test_windows_do_not_change_what_stands_far_from_their_borders() -> None:
    """A statement is found wherever it stands in a long text, with the same words."""
    sentence = "Ines Valdor, the pilot, said on Monday that the tide had turned. "
    filler = "The harbour lay still and the boats came in one after another. " * 40
    found = sayso.extract((sentence + filler) * 6)
    assert [found.words(s.content) for s in found.statements if s.speaker] == ["that the tide had turned"] * 6
