"""Words and windows: offsets lead back to the text, and every word is answered for once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.encode import BREAKS, CASES, QUOTES, encode, windows

TEXTS = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("abcXY .,\n“”\"'’é—")), max_size=400)


@settings(deadline=None)  # other work on the machine is no failure
@given(TEXTS)
def test_words_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    encoded = encode(text)
    ends = [0, *encoded.ends.tolist()]
    assert all(before <= start for before, start in zip(ends, encoded.starts.tolist(), strict=False))
    assert all(s < e <= len(text) for s, e in zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True))
    assert not any(text[s:e].isspace() for s, e in zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True))


@settings(deadline=None)  # other work on the machine is no failure
@given(TEXTS)
def test_pieces_belong_to_their_words_and_features_to_their_alphabets(text: str) -> None:
    encoded = encode(text)
    words = len(encoded.starts)
    assert encoded.word_of.tolist() == sorted(encoded.word_of.tolist())
    assert set(encoded.word_of.tolist()) == set(range(words))
    assert [encoded.word_of[i] for i in encoded.first] == list(range(words))
    assert encoded.features.shape == (words, 3)
    assert (encoded.features < [CASES, QUOTES, BREAKS]).all()
    assert (encoded.features >= 0).all()


def test_the_tokenizer_drops_what_the_features_give_back() -> None:
    encoded = encode("USA said “Paris fell”.\n\nthen")
    assert [(i.tolist()) for i in encoded.features[:2]] == [[2, 0, 0], [0, 0, 0]]
    assert encoded.features[-1].tolist() == [0, 0, 2]


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(alphabet="ab.” \n", max_size=1500), st.integers(8, 60), st.integers(0, 3), st.integers(0, 3))
def test_the_cores_of_windows_cover_each_word_once(text: str, size: int, before: int, after: int) -> None:
    encoded = encode(text)
    found = windows(encoded, size, before, after)
    covered = [word for w in found for word in range(w.core_start, w.core_end)]
    assert covered == list(range(len(encoded.starts)))
    for w in found:
        assert w.start <= w.core_start <= w.core_end <= w.end
        pieces = sum(w.start <= word < w.end for word in encoded.word_of.tolist())
        assert pieces <= size or w.end - w.start == 1


def test_a_core_ends_with_a_line_where_it_can_and_else_with_a_sentence() -> None:
    lines = "one two three four five six.\nseven eight nine. Ten eleven twelve thirteen fourteen fifteen"
    sentences = lines.replace("\n", " ")
    for text, first_core in (
        (lines, "one two three four five six."),
        (sentences, "one two three four five six. seven eight nine."),
    ):
        encoded = encode(text)
        core = windows(encoded, 13, 2, 1)[0]
        assert text[: encoded.ends[core.core_end - 1]] == first_core


def test_a_window_shows_what_stands_beside_its_core() -> None:
    encoded = encode("a " * 300)
    inner = windows(encoded, 100, 10, 5)[1]
    assert (inner.core_start - inner.start, inner.end - inner.core_end) == (10, 5)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "\n" * 1_000_000, "“" * 200_000, "a " * 100_000],
                         ids=["one word", "line ends", "marks", "letters"])  # fmt: skip
def test_endless_input_is_read(text: str) -> None:
    encoded = encode(text)
    assert sum(w.core_end - w.core_start for w in windows(encoded, 222, 24, 12)) == len(encoded.starts)


def test_blanks_without_end_take_no_square_of_time() -> None:
    words = encode("Ada left." + " " * 2_000_000 + "Bo stayed.")  # 120,000 of them took 21 s once
    assert len(words.starts) == len(encode("Ada left. Bo stayed.").starts)
