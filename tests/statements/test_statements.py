"""From what the model found to the statements that stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.language import Found
from sayso.model import Document, Kind, Post, Span
from sayso.statements import ACCEPTED, BLOCK, extract
from statement_samples import marked

KINDS: list[tuple[str, Kind, str]] = [
    ("[s1|She] [c1|said] [t1|it sank].", "indirect", "no marks"),
    ("[s1|She] [c1|said]: “[t1|It sank].”", "direct", "all of it inside marks"),
    ("[s1|She] [c1|said] [t1|it “sank like a stone”].", "mixed", "some of it inside marks"),
]


@pytest.mark.parametrize(("text", "kind", "why"), KINDS, ids=[row[2] for row in KINDS])
def test_kind(text: str, kind: Kind, why: str) -> None:
    _, statements = marked(text)
    assert statements[0].kind == kind, why


def _one(text: str) -> tuple[Document, Found]:
    document, statements = marked(text)
    return document, statements[0].found


def test_a_cue_that_is_hardly_believed_is_no_statement() -> None:
    document, found = _one("[s1|She] [c1|said] [t1|it sank].")
    assert extract([replace(found, probability=ACCEPTED - 0.01)], document) == []


def test_a_cue_without_content_is_no_statement() -> None:
    document, found = _one("[s1|She] [c1|said] [t1|it sank].")
    assert extract([replace(found, content=())], document) == []


def test_of_two_readings_of_a_cue_the_likelier_stands() -> None:
    document, found = _one("[s1|She] [c1|said] [t1|it sank].")
    rival = replace(found, source=(), probability=0.5)
    assert [s.source for s in extract([rival, found], document)] == [found.source]


def test_a_statement_inside_anothers_content_stays() -> None:
    _, statements = marked(
        "[s1|She] [c1|said] [t1|the tide had turned long before and that [s2|he] [c2|knew] [t2|it would]]."
    )
    assert len(statements) == 2


def test_white_space_at_the_edges_belongs_to_no_span() -> None:
    document, statements = marked("[s1| She ] [c1|said] [t1|  it sank \n].")
    (one,) = statements
    assert [document.text[s.start : s.end] for s in one.source + one.content] == ["She", "it sank"]


def test_a_paragraph_under_a_line_with_a_colon_is_its_quotation() -> None:
    text = (
        "In a book she has this [c1|comment] [t1|about the port]:\n\n"
        "It was full of ships that year, and empty the next.\n\nEnd."
    )
    document, found = _one(text)
    topic = (Span(text.index("about") - 10, text.index(":") - 11),)
    (one,) = extract([replace(found, content=topic, probability=BLOCK)], document)
    assert document.text[one.content[0].start : one.content[0].end].startswith("It was full")
    assert document.text[one.content[0].start : one.content[0].end].endswith("the next.")


def test_a_statement_belongs_to_the_post_in_which_its_cue_stands() -> None:
    document, found = _one("First. [s1|She] [c1|said] [t1|it sank].")
    first, second = Post("p0", "article", Span(0, 6)), Post("p1", "comment", Span(7, len(document.text)))
    (one,) = extract([found], replace(document, posts=(first, second)))
    assert one.post == second
    (outside,) = extract([found], replace(document, posts=(first,)))
    assert outside.post is None


def test_in_a_block_quotation_a_statement_is_the_quoted_persons() -> None:
    document, found = _one("Quill wrote. [s1|I] [c1|said] [t1|it sank].")
    start = document.text.index("I said")
    posts = (
        Post("p0", "article", Span(0, len(document.text)), "Quill"),
        Post("p1", "quotation", Span(start, len(document.text)), "Finch"),
    )
    (statement,) = extract([found], replace(document, posts=posts))
    assert statement.post == posts[1]


def test_a_quotation_of_several_paragraphs_under_a_colon_is_one_content() -> None:
    text = "Finch said in his memoirs:\n\nWe lost a friend in those years.\n\nI was never told how.\n\nNobody was."
    document, found = _one(text.replace("Finch said", "[s1|Finch] [c1|said]").replace("memoirs", "[t1|memoirs]"))
    quotation = Span(text.index("We lost"), text.index("\n\nNobody"))
    posts = (Post("p0", "article", Span(0, len(text))), Post("p1", "quotation", quotation))
    topic = (Span(text.index("in his"), text.index(":")),)
    (statement,) = extract([replace(found, content=topic)], replace(document, posts=posts))
    assert statement.content == (quotation,)
