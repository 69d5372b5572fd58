"""Documents to JSON and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Document, Locator, Span, Unreadable
from sayso.model.json import document_from, document_json, locator_from, locator_json

NAME = st.none() | st.text(max_size=20)
POINT = st.floats(-1e6, 1e6).map(lambda x: round(x, 2))


@st.composite
def placed(draw: st.DrawFn) -> Document:
    """A document with locators of every kind in it."""
    text = draw(st.text(max_size=60))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    locators = tuple(
        Locator(
            Span(start, end), draw(NAME), draw(st.none() | st.integers(1, 9999)),
            draw(st.none() | st.tuples(POINT, POINT, POINT, POINT)), draw(NAME), draw(st.booleans()),
        )
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    )  # fmt: skip
    title, outlet, published, url, updated, language = (draw(NAME) for _ in range(6))
    authors = tuple(draw(st.lists(st.text(max_size=9), max_size=3)))
    return Document("d", text, title, authors, outlet, published, url, (), updated, language, locators)


@given(placed())
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    line = json.dumps({"id": document.id, **document_json(document)})
    assert document_from(json.loads(line)) == document


def test_a_locator_leaves_out_what_it_has_not() -> None:
    locator = Locator(Span(3, 9), page=2, box=(72.0, 80.5, 301.25, 92.0))
    assert locator_json(locator) == {"span": [3, 9], "page": 2, "box": [72.0, 80.5, 301.25, 92.0], "exact": True}
    assert locator_from({"span": [3, 9]}) == Locator(Span(3, 9))


WRONG: list[tuple[str, Any, str]] = [
    ("no list", 5, "shape"),
    ("no object", [5], "shape"),
    ("no span", [{"page": 1}], "shape"),
    ("half a span", [{"span": [1]}], "shape"),
    ("a span of strings", [{"span": ["0", "1"]}], "shape"),
    ("a page that is none", [{"span": [0, 1], "page": "one"}], "shape"),
    ("a box of three edges", [{"span": [0, 1], "box": [1, 2, 3]}], "shape"),
    ("a box of words", [{"span": [0, 1], "box": ["a", "b", "c", "d"]}], "shape"),
    ("an element that is no path", [{"span": [0, 1], "element": 7}], "shape"),
    ("outside the text", [{"span": [0, 99]}], "outside"),
    ("before the text", [{"span": [-1, 2]}], "outside"),
    ("two over each other", [{"span": [0, 3]}, {"span": [2, 4]}], "overlap"),
]


@pytest.mark.parametrize(("reason", "locators", "says"), WRONG, ids=[row[0] for row in WRONG])
def test_locators_of_a_wrong_shape_are_refused(reason: str, locators: object, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        document_from({"id": "d", "text": "Nobody knew.", "locators": locators})
    assert says in refused.value.reason, reason
