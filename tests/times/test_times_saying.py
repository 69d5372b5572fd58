"""When a statement was made: never mixed with when that happened of which it tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso import times
from statement_samples import marked

SAID: list[tuple[str, str | None, str]] = [
    ("[s1|She] [c1|said] on Tuesday that [t1|it had sunk]", "2031-03-11", "behind the cue"),
    ("[s1|She] [c1|said] Tuesday that [t1|it had sunk]", "2031-03-11", "without on"),
    ("[s1|She] [c1|told] reporters on Tuesday that [t1|it had sunk]", "2031-03-11", "behind those who were told"),
    ("[s1|She] [c1|said on Tuesday] that [t1|it had sunk]", "2031-03-11", "within the cue"),
    ("[s1|She] on Tuesday [c1|said] that [t1|it had sunk]", "2031-03-11", "between source and cue"),
    ("[s1|The board on Tuesday] [c1|said] that [t1|it had sunk]", "2031-03-11", "at the end of the source"),
    ("On Tuesday, [s1|she] [c1|said] that [t1|it had sunk]", "2031-03-11", "at the head of the sentence"),
    ("[t1|“It has sunk,”] [s1|she] [c1|said] on Tuesday", "2031-03-11", "behind a quotation"),
    ("[s1|She] [c1|declined] [t1|to say on Tuesday whether it had sunk]", "2031-03-11", "before whether"),
    ("[s1|She] [c1|said] [t1|today conditions were bad]", "2031-03-12", "what is said doesn't begin with it"),
    ("[s1|She] [c1|said] in [t1|2029 that it had sunk]", "2029", "a year"),
    ("[s1|She] [c1|said] that [t1|it had sunk on Tuesday]", None, "when it happened"),
    ("[s1|She] [c1|said] [t1|Tuesday was a bad day]", None, "what is said is about it"),
    ("[t1|“Tuesday I go,”] [s1|she] [c1|said]", None, "her own words"),
    ("It sank on Tuesday, and [s1|she] [c1|said] that [t1|it was old]", None, "of another clause"),
    ("[s1|The mate], who left on Tuesday, [c1|said] [t1|it had sunk]", None, "of a relative clause"),
    ("[s1|She] [c1|has said] since Tuesday that [t1|it had sunk]", None, "since when, not when"),
    ("[s1|She] [c1|said] that [t1|it had sunk]", None, "the text doesn't tell, and publication isn't speech"),
]


@pytest.mark.parametrize(("row", "when", "why"), SAID, ids=[row[2] for row in SAID])
def test_said(row: str, when: str | None, why: str) -> None:
    document, (statement,) = marked(row + ".")
    dated = times.date(replace(document, published="2031-03-12"))
    assert times.said(document.text, dated, statement.source, statement.cue, statement.content) == when, why
