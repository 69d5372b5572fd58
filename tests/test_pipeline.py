"""The way through the house, where nothing of one room is at stake."""

from __future__ import annotations

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sayso
from sayso import documents
from sayso.language import tagger as loaded
from sayso.model import Document, Reading, Unreadable
from sayso.model.json import ledger_json
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


@pytest.mark.parametrize("group", [1, 3, 64])
def test_a_ledger_depends_on_its_text_alone(group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bit for bit, whatever is read before or at the same time, and however many windows are decoded together."""
    examples = Path(__file__).parents[1] / "examples"
    read = (r for path in documents.find([examples]) for r in documents.read_file(path))
    # long enough for several windows each
    texts = [r.document.text for r in read if isinstance(r, Reading)]
    texts = ["\n\n".join(texts[i:] + texts[:i]) for i in range(len(texts))]
    alone = [json.dumps(ledger_json(sayso.extract(text))) for text in texts]
    monkeypatch.setattr(sys.modules[type(loaded()).__module__], "GROUP", group)
    order = random.Random(group).sample(range(len(texts)), len(texts))  # noqa: S311 - an order, no secret
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda i: json.dumps(ledger_json(sayso.extract(texts[i]))), order))
    assert found == [alone[i] for i in order]
