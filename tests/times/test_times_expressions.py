"""Expressions in context: what is found, what it means, and what it is counted from."""

from __future__ import annotations

import expressions as x
import pytest
from edtf import parse_edtf
from times_samples import marked

from sayso import times
from sayso.model import Document, Time

ROWS = [*x.NAMED, *x.UNCERTAIN, *x.COUNTED, *x.VERBS, *x.NARRATIVE, *x.CLOCKS, *x.UNDATED, *x.NOTHING]


def dated(text: str, published: str | None = x.WEDNESDAY) -> tuple[Time, ...]:
    return times.date(Document("d", text, published=published))


@pytest.mark.parametrize(("row", "values", "why"), ROWS, ids=[f"{r[2]}: {r[0]}" for r in ROWS])
def test_expression(row: str, values: str | None, why: str) -> None:
    text, spans = marked(row)
    found = dated(text)
    assert [text[slice(*t.span)] for t in found] == [text[slice(*s)] for s in spans], why
    expected = values.split() if values else ["None"] * len(spans)
    assert [str(t.edtf) for t in found] == expected, why
    assert all((t.edtf is None) == (t.reason is not None) for t in found)


@pytest.mark.parametrize(("row", "values", "why"), x.KNOWN_FAILURES, ids=[r[2] for r in x.KNOWN_FAILURES])
@pytest.mark.xfail(strict=True, reason="not read so far; each row says what")
def test_known_failure(row: str, values: str, why: str) -> None:
    test_expression(row, values, why)


@pytest.mark.parametrize(("row", "values", "roles", "why"), x.ROLES, ids=[f"{r[3]}: {r[0]}" for r in x.ROLES])
def test_role(row: str, values: str, roles: str, why: str) -> None:
    text, spans = marked(row)
    found = dated(text)
    assert [t.span for t in found] == spans, why
    assert [str(t.edtf) for t in found] == values.split(), why
    assert [t.role for t in found] == roles.split(), why


@pytest.mark.parametrize("value", sorted({v for r in ROWS + x.ROLES for v in (r[1] or "None").split()} - {"None"}))
def test_every_value_is_edtf(value: str) -> None:
    """As the reference parser has it."""
    assert str(parse_edtf(value)).replace(", ", ",") == value
