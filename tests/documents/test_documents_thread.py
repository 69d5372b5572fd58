"""Comment sections of plain texts become posts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import documents
from sayso.documents.thread import posts
from sayso.model import Reading

ARTICLE = "The bridge at Hollin\n\nIt was closed on Monday, two engineers said.\n\nNobody would say why.\n\n"

Told = list[tuple[str | None, str | None, str | None, str]]


def told(text: str) -> Told:
    """Each comment's author, time, the author of what it answers, and words."""
    found = posts(text, None)
    names = {p.id: p.author for p in found}
    return [
        (p.author, p.published, names.get(p.reply_to) if p.reply_to else None, text[p.span.start : p.span.end])
        for p in found
        if p.kind == "comment"
    ]


FORMS: list[tuple[str, str, Told]] = [
    (
        "bullets, indentation and a heading in braces",
        (
            "{ 2 comments… add one }\n  • ann May 4, 2016, 9:12 AM\n\n    First.\n\n    More.\n\n"
            "    • Bo Lind May 4, 2016, 12:05 PM\n\n      @ann: No.\n\nLeave a Comment"
        ),
        [("ann", "2016-05-04T09:12", None, "First.\n\n    More."), ("Bo Lind", "2016-05-04T12:05", "ann", "@ann: No.")],
    ),
    (
        "a blog engine's two-line headers, with reply links",
        (
            "2 thoughts on “The bridge at Hollin”\n\nann says:\nMay 4, 2016 at 12:12 am\n\nFirst.\n\nReply\n\n"
            "  Bo Lind says:\n  4th May 2016 at 21:05\n\n  Second.\n\n  Reply\n\nLeave a Reply\n\nYour name"
        ),
        [("ann", "2016-05-04T00:12", None, "First."), ("Bo Lind", "2016-05-04T21:05", "ann", "Second.")],
    ),
    (
        "one comment is enough under a heading",
        "Comments (1)\n\nann | 2016-05-04 09:12 | Permalink\nFirst.\n",
        [("ann", "2016-05-04T09:12", None, "First.")],
    ),
    (
        "no heading, but two headers that give the time",
        "ann on 4 May 2016 at 9:12 am said:\nFirst.\n\nbo on 5 May 2016 at 10:00 am said:\nSecond.\n",
        [("ann", "2016-05-04T09:12", None, "First."), ("bo", "2016-05-05T10:00", None, "Second.")],
    ),
    (
        "no heading and no times, but words that stand deeper",
        "Ann Rook, 4 May 2016\n  First.\nBo Lind, 5 May 2016\n  Second.\n",
        [("Ann Rook", "2016-05-04", None, "First."), ("Bo Lind", "2016-05-05", None, "Second.")],
    ),
    (
        "the day is first throughout a thread where one date says so",
        "3 Comments\n\nann 04/05/2016 09:12\nOne.\n\nbo 24/05/2016 09:12\nTwo.\n",
        [("ann", "2016-05-04T09:12", None, "One."), ("bo", "2016-05-24T09:12", None, "Two.")],
    ),
    (
        "day and month can't be told apart: no date is better than a wrong one",
        "3 Comments\n\nann 04/05/2016 09:12\nOne.\n",
        [("ann", None, None, "One.")],
    ),
    (
        "times told from the day of reading, which is not known",
        "2 Comments\n\n• ann 3 days ago\n\n  One.\n\n• bo 2 hours ago\n\n  Two.\n",
        [("ann", None, None, "One."), ("bo", None, None, "Two.")],
    ),
    (
        "no dates at all",
        "Responses\n\n• ann\n\n  One.\n\n  • Bo Lind\n\n    Two.\n",
        [("ann", None, None, "One."), ("Bo Lind", None, "ann", "Two.")],
    ),
    (
        "a list in a comment is no comment",
        (
            "2 Comments\n\n• ann May 4, 2016, 9:12 AM\n\n  We need:\n  • rope\n  • two boats\n\n"
            "• bo May 4, 2016, 9:30 AM\n\n  Yes."
        ),
        [
            ("ann", "2016-05-04T09:12", None, "We need:\n  • rope\n  • two boats"),
            ("bo", "2016-05-04T09:30", None, "Yes."),
        ],
    ),
    (
        "a header quoted in a comment has another shape",
        (
            "2 Comments\n\n• ann May 4, 2016, 9:12 AM\n\n  See the log:\n  Port Office May 1, 2016, 8 AM\n  Closed.\n\n"
            "• bo May 4, 2016, 9:30 AM\n\n  Yes."
        ),
        [
            ("ann", "2016-05-04T09:12", None, "See the log:\n  Port Office May 1, 2016, 8 AM\n  Closed."),
            ("bo", "2016-05-04T09:30", None, "Yes."),
        ],
    ),
    (
        "an empty comment is not lost, and a step back in indentation goes to the right parent",
        (
            "3 Comments\n• ann May 4, 2016, 9:12 AM\n    One.\n    • bo May 4, 2016, 9:30 AM\n"
            "    • cy May 4, 2016, 9:40 AM\n        Three.\n© 2016 The Hollin Letter"
        ),
        [
            ("ann", "2016-05-04T09:12", None, "One."),
            ("bo", "2016-05-04T09:30", "ann", ""),
            ("cy", "2016-05-04T09:40", "ann", "Three."),
        ],
    ),
]


@pytest.mark.parametrize(("reason", "section", "expected"), FORMS, ids=[form[0] for form in FORMS])
def test_forms_of_comment_sections(reason: str, section: str, expected: Told) -> None:
    text = ARTICLE + section
    assert told(text) == expected, reason
    article = posts(text, "Ines Roth")[0]
    assert (article.kind, article.span, article.author) == ("article", (0, len(ARTICLE)), "Ines Roth")


NO_THREADS = [
    ("one line that looks like a header", ARTICLE + "Ann Rook May 4, 2016, 9:12 AM\n\nThe report says more."),
    ("a dated list whose items have no words", ARTICLE + "• Ruda May 4, 2016\n• Sall May 5, 2016\n• Tor May 6, 2016\n"),
    ("sentences that end in dates", ARTICLE + "It was signed on May 4, 2016.\n\nIt was broken on June 5, 2016.\n"),
    ("a heading with nothing under it", ARTICLE + "0 Comments\n\nAnn Rook May 4, 2016, 9:12 AM\n"),
    ("when it appeared and was changed", "Published May 4, 2016, 9:12 AM\nUpdated May 5, 2016, 9:12 AM\n\n" + ARTICLE),
    (
        "a link to comments by the title, and a byline",
        "The bridge\n\n12 Comments\nAnn Rook May 4, 2016, 9:12 AM\n\n" + ARTICLE,
    ),
    ("headlines with their age", ARTICLE + "Storm hits coast 2 hours ago\nFerry strike ends 3 hours ago\nMore\n"),
]


@pytest.mark.parametrize(("reason", "text"), NO_THREADS, ids=[row[0] for row in NO_THREADS])
def test_what_is_no_thread(reason: str, text: str) -> None:
    (post,) = posts(text, None)
    assert (post.id, post.kind, post.span) == ("p0", "article", (0, len(text))), reason


def test_a_section_alone_has_no_article() -> None:
    found = posts("2 Comments\n\nann May 4, 2016, 9:12 AM\nOne.\n\nbo May 4, 2016, 9:13 AM\nTwo.\n", None)
    assert [(p.id, p.kind, p.author) for p in found] == [("p0", "comment", "ann"), ("p1", "comment", "bo")]


def test_the_first_post_of_a_bare_thread_is_its_article() -> None:
    text = "ann May 4, 2016, 9:12 AM\nOne.\n\nbo May 4, 2016, 9:13 AM\nTwo.\n"
    first, second = posts(text, None)
    assert (first.kind, first.author, first.published) == ("article", "ann", "2016-05-04T09:12")
    assert (second.kind, second.author, second.reply_to) == ("comment", "bo", None)


def test_the_first_case_has_all_its_comments(shared: Path) -> None:
    expected = json.loads((shared / "seeds" / "expected.json").read_text(encoding="utf-8"))["posts"]
    (reading,) = documents.read_file(shared / "seeds" / "prisoner-x2.txt")
    assert isinstance(reading, Reading)
    article, *comments = reading.document.posts
    places = {post.id: index for index, post in enumerate(comments)}
    found = [
        {"author": p.author, "published": p.published, "reply_to": places[p.reply_to] if p.reply_to else None}
        for p in comments
    ]
    assert found == expected
    assert (article.kind, article.author) == ("article", None)
    assert all(post.span.start < post.span.end for post in comments)


PIECES = st.sampled_from(
    [
        "2 Comments\n", "Comments (3)\n", "• ann May 4, 2016, 9:12 AM\n", "    • bo 5 May 2016 10:00\n", "ann says:\n",
        "May 4, 2016 at 9:12 am\n", "Reply\n", "Leave a Comment\n", "\n", "   \n", "Some words.\n", "• list\n",
        "  Deeper words, by May 2016.\n", "3 days ago\n", "x" * 250 + " 2016\n",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_posts_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = posts(text, None)
    assert [p.id for p in found] == [f"p{i}" for i in range(len(found))]
    place = 0
    for index, post in enumerate(found):
        assert place <= post.span.start <= post.span.end <= len(text)
        assert post.reply_to is None or int(post.reply_to[1:]) < index
        place = post.span.end
