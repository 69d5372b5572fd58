"""Threads on pages of many structures: each page in `pages` is built as that structure builds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import documents
from sayso.model import Document, Reading, Unreadable

PAGES = Path(__file__).parent / "pages"

Told = list[tuple[str, str | None, str | None, str | None, str]]

BANK = "I fished that bank for thirty years and never saw a navy boat moor anything."
QUOTED = "I fished that bank for thirty years and never saw\na navy boat moor anything."
JOINTS = "Old cables fail at old joints."
NORTH = "You fished the north edge."
REDDIT: Told = [
    ("comment", "oldsalt", "2022-03-14T19:14:02Z", None, "I fished that bank for thirty years."),
    ("comment", None, "2022-03-14T20:00:00Z", "p1", "[removed]"),
    ("comment", "ines_c", "2022-03-14T20:31:00Z", "p2", "Why was that removed?"),
]
# kind, author, time, what it answers and the words of each post after the article on a blog or a news page
BELOW: dict[str, Told] = {
    "wordpress-twenty-ten": [
        ("comment", "oldsalt", "2022-03-14T19:14", None, BANK),
        ("comment", "Ines C.", "2022-03-15T08:40", "p1", f"{NORTH}\nThe line runs south."),
    ],
    "wordpress-twenty-eleven": [
        ("comment", "oldsalt", "2022-03-14T19:14:02+01:00", None,
         f"{BANK}\n\nAs far as I can tell the line is a story they put about themselves."),
        ("comment", "Ines C.", "2022-03-15T08:40:12+01:00", "p1",
         f"{NORTH} The line, if there is one, runs south."),
        ("comment", "oldsalt", "2022-03-15T09:02:40+01:00", "p2", "South is worse. Rock."),
    ],
    "wordpress-block-theme": [
        ("comment", "oldsalt", "2022-03-14T19:14:02+01:00", None, BANK),
        ("comment", "Ines C.", "2022-03-15T08:40:12+01:00", "p1", NORTH),
    ],
    "wordpress-jetpack": [
        ("comment", "oldsalt", "2022-03-14T19:14:02+01:00", None,
         f"{BANK}\n\nthe drone had reached the break within four hours\n\nLuck."),
        ("quotation", None, None, None, "the drone had reached the break within four hours"),
        ("comment", "Ines C.", "2022-03-15T08:40:12+01:00", "p1", "Luck does not fly at night."),
    ],
    "schema-microdata": [
        ("comment", "Old Salt", "2022-03-14T19:14:02+01:00", None, "I fished that bank for thirty years."),
        ("comment", "Ines C.", "2022-03-15T08:40:00+01:00", "p1", NORTH),
        ("comment", "P. Drost", "2022-03-15T09:30:00+01:00", None, JOINTS),
    ],
    "disqus": [
        ("comment", "oldsalt", "2022-03-14T19:14", None, BANK),
        ("comment", None, None, "p1", "This comment was deleted."),
        ("comment", "Ines C.", "2022-03-15T08:40", "p2", "Why was that deleted?"),
        ("comment", "P. Drost", "2022-03-15T09:30", None, JOINTS),
    ],
    "news-site": [
        ("comment", "oldsalt", "2022-03-14T18:14:02Z", None, BANK),
        ("comment", "Ines C.", "2022-03-15T07:40:12Z", "p1",
         "This comment was removed by a moderator because it didn’t abide by our community standards."),
        ("comment", "P. Drost", "2022-03-15T08:30:00Z", None, JOINTS),
    ],
    "schema-json-ld": [
        ("comment", "Old Salt", "2022-03-14T19:14:02+01:00", None,
         "I fished that bank for thirty years & more, and never saw a navy boat moor anything."),
        ("comment", "Ines C.", "2022-03-15T08:40:00+01:00", "p1", f"{NORTH}\n\nThe line runs south."),
        ("comment", "P. Drost", "2022-03-15T09:30:00+01:00", "p1", JOINTS),
    ],
}  # fmt: skip
# the same of each post on a page that is a thread itself
THREADS: dict[str, Told] = {
    "reddit-old": [
        ("article", "hydrophone_fan", "2022-03-14T18:00:11Z", None,
         "The ministry says that it has film of the break.\n\nHas anybody here seen a clamp leave a mark like that?"),
        *REDDIT,
    ],
    "reddit-new": [
        ("article", "hydrophone_fan", "2022-03-14T18:00:11Z", None, "Who cut the Kestrel Bank cable?"),
        REDDIT[0], ("comment", None, "2022-03-14T20:00:00Z", "p1", "[removed by moderator]"), REDDIT[2],
    ],
    "hacker-news": [
        ("article", "pelagic", "2022-03-14T18:00:00Z", None, "Ledger: Drone was guided to the cable by sound"),
        ("comment", "oldsalt", "2022-03-14T19:14:02Z", None,
         "I fished that bank for thirty years.\n\nNobody moored anything there."),
        ("comment", None, "2022-03-14T19:20:00Z", "p1", "[flagged]"),
        ("comment", "ines_c", "2022-03-14T19:31:00Z", "p2", "Why was that flagged?"),
        ("comment", "drost", "2022-03-14T20:31:00Z", None, JOINTS),
    ],
    "phpbb": [
        ("article", "oldsalt", "2022-03-14T18:14:02Z", None, f"{BANK}\n\nHas anybody?"),
        ("comment", "ines_c", "2022-03-15T07:40:12Z", "p0",
         f"oldsalt wrote: ↑Mon Mar 14, 2022 7:14 pm\n\nnever saw a navy boat moor anything\n\n{NORTH}"),
        ("quotation", "oldsalt", "2022-03-14T19:14", None, "never saw a navy boat moor anything"),
        ("comment", "drifter", None, None,
         "This post by drifter has been deleted by harbourmaster on Tue Mar 15, 2022 9:00 am."),
        ("comment", "drost", "2022-03-15T08:30:00Z", None, JOINTS),
    ],
    "discourse": [
        ("article", "oldsalt", "2022-03-14T18:14:02Z", None, BANK),
        ("comment", "ines_c", "2022-03-15T07:40:12Z", "p0",
         f"oldsalt:\n\nnever saw a navy boat moor anything\n\n{NORTH}"),
        ("quotation", "oldsalt", None, None, "never saw a navy boat moor anything"),
        ("comment", "drifter", "2022-03-15T08:00:00Z", None, "(post deleted by author)"),
        ("comment", "drost", "2022-03-15T08:30:00Z", None, JOINTS),
    ],
    "hyperkitty": [
        ("article", "Old Salt", "2022-03-14T19:14", None, BANK),
        ("comment", "Ines C.", "2022-03-15T08:40", "p0",
         f"On Mon, Mar 14, 2022 at 7:14 PM Old Salt <salt(a)sound.example> wrote:\n\n{QUOTED}\n\n{NORTH}"),
        ("quotation", "Old Salt", "2022-03-14T19:14", None, QUOTED),
        ("comment", "Pavel Drost", "2022-03-15T09:30", "p0", JOINTS),
    ],
    "pipermail": [
        ("article", "Ines Corrado", "2022-03-15T08:40:12+01:00", None,
         (f"On Mon, Mar 14, 2022 at 7:14 PM Old Salt <salt at sound.example> wrote:\n\n{QUOTED}\n\n"
         f"{NORTH} The line, if there is one,\nruns south of the wreck.\n\nInes")),
        ("quotation", "Old Salt", "2022-03-14T19:14", None, QUOTED),
    ],
    "mhonarc": [
        ("article", "Ines Corrado", "2022-03-15T08:40:12+01:00", None,
         f"{NORTH} The line, if there is one,\nruns south of the wreck."),
    ],
}  # fmt: skip


def read(name: str) -> Document:
    (reading,) = documents.read((PAGES / name).read_bytes(), name)
    assert isinstance(reading, Reading), reading
    return reading.document


def told(document: Document) -> Told:
    """The posts with their words, which are all the text there is."""
    posts = [p for p in document.posts if p.kind != "quotation" and p.span.start < p.span.end]
    assert "\n\n".join(document.text[p.span.start : p.span.end] for p in posts) == document.text
    return [(p.kind, p.author, p.published, p.reply_to, document.text[slice(*p.span)]) for p in document.posts]


@pytest.mark.parametrize("name", BELOW)
def test_comments_stand_after_the_article(name: str) -> None:
    document = read(f"{name}.html")
    article, *below = told(document)
    assert below == BELOW[name]
    assert article[0] == "article"
    assert article[1] in ("Nora Quill", "Ines Corrado")
    assert article[4].startswith("Norcable, the state-owned operator")
    assert article[4].endswith("by Tuesday evening.")
    assert len(article[4].split("\n\n")) == 4


@pytest.mark.parametrize("name", THREADS)
def test_a_page_may_be_a_thread_itself(name: str) -> None:
    document = read(f"{name}.html")
    assert told(document) == THREADS[name]
    assert document.authors == (THREADS[name][0][1],)
    assert document.published == THREADS[name][0][2]


TITLES = [
    ("reddit-old", "Who cut the Kestrel Bank cable?"),
    ("reddit-new", "Who cut the Kestrel Bank cable?"),
    ("hacker-news", "Ledger: Drone was guided to the cable by sound"),
    ("phpbb", "Kestrel Bank cable"),
    ("discourse", "Kestrel Bank cable"),
]


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_a_thread_has_the_title_of_what_opens_it(name: str, title: str) -> None:
    assert read(f"{name}.html").title == title


def page(comments: str) -> bytes:
    article = "<p>The operator said on Monday that the cable had lost its signal, and would not say why.</p>" * 3
    return f"<html><body><article><h1>Cable</h1>{article}</article>{comments}</body></html>".encode()


ALONE = [
    ("div.comment in a theme of its own", ('<div class="comment"><b class="author">Bo</b> <i class="date">May 4, 2016, '
     '9:12 AM EST</i><div class="text">No.</div></div>'), ("Bo", "2016-05-04T09:12-05:00", "No.")),
    ("the words stand in no element of their own", ('<li class="comment"><cite>Bo</cite> <time datetime="2016-05-04">4 '
     'May</time><p>No.</p><p>Never.</p><a class="reply">Reply</a></li>'), ("Bo", "2016-05-04", "No.\n\nNever.")),
    ("author and time in one line", ('<li class="comment"><div class="comment-author"><strong>Bo</strong> on '
     '<a href="#c">May 4, 2016 at 9:12 am</a> said:</div><p>No.</p></li>'), ("Bo", "2016-05-04T09:12", "No.")),
    ("seconds since 1970",
     ('<li class="comment"><span class="author">Bo</span><abbr class="timeago" title="1462353120">'
     '4 May</abbr><p>No.</p></li>'), ("Bo", "2016-05-04T09:12:00Z", "No.")),
    ("a time that can't be told", ('<li class="comment"><span class="author">Bo</span><span class="time">2 days ago'
     "</span><p>No.</p></li>"), ("Bo", None, "No.")),
    ("no author", '<li class="comment"><time datetime="2016-05-04">4 May</time><p>No.</p></li>',
     (None, "2016-05-04", "No.")),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "markup", "expected"), ALONE, ids=[row[0] for row in ALONE])
def test_comments_of_no_known_structure(reason: str, markup: str, expected: tuple[str | None, ...]) -> None:
    (reading,) = documents.read(page(f"<ol>{markup}</ol>"), "a.html")
    assert isinstance(reading, Reading)
    comment = reading.document.posts[-1]
    words = reading.document.text[slice(*comment.span)]
    assert (comment.kind, comment.author, comment.published, words) == ("comment", *expected), reason


NONE = [
    ("a form to comment", '<div id="respond" class="comment"><form><textarea></textarea></form></div>'),
    ("a list of the newest comments", ('<div class="widget"><ul><li class="comment"><span class="author">Bo</span> on '
     "<a>Cable</a></li></ul></div>")),
    ("an article about comments", '<p class="comment">He declined to comment.</p>'),
    ("the page's frame has the name",
     '<div class="comment"><h1>Cable</h1><span class="author">Bo</span><p>No.</p></div>'),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "markup"), NONE, ids=[row[0] for row in NONE])
def test_what_is_no_comment(reason: str, markup: str) -> None:
    (reading,) = documents.read(page(markup), "a.html")
    assert isinstance(reading, Reading)
    assert [p.kind for p in reading.document.posts] == ["article"], reason


def test_levels_may_be_told_by_indents() -> None:
    row = '<div class="comment" style="margin-left: {}px"><b class="author">{}</b><div class="text">No.</div></div>'
    rows = "".join(row.format(indent, name) for indent, name in [(0, "A"), (20, "B"), (40, "C"), (20, "D"), (0, "E")])
    (reading,) = documents.read(page(rows), "a.html")
    assert isinstance(reading, Reading)
    assert [(p.author, p.reply_to) for p in reading.document.posts[1:]] == [
        ("A", None), ("B", "p1"), ("C", "p2"), ("D", "p1"), ("E", None),
    ]  # fmt: skip


def test_a_deletion_without_words_keeps_its_place() -> None:
    thread = """<ul><li class="comment deleted" id="c1"><span class="author"></span><time datetime="2016-05-04"></time>
        <ul><li class="comment" id="c2"><span class="author">Bo</span><p>Why?</p></li></ul></li></ul>"""
    (reading,) = documents.read(page(thread), "a.html")
    assert isinstance(reading, Reading)
    gone, why = reading.document.posts[1:]
    assert (gone.author, gone.published, gone.span.start) == (None, "2016-05-04", gone.span.end)
    assert (why.reply_to, reading.document.text[slice(*why.span)]) == (gone.id, "Why?")


GONE = [
    ("deleted by its author", "[deleted]", True),
    ("removed by somebody", "Removed by moderator", True),
    ("a whole sentence", "This comment has been removed because it broke the rules.", True),
    ("one that tells of a removal", "They removed the clamp before anybody could look.", False),
]


@pytest.mark.parametrize(("reason", "words", "kept"), GONE, ids=[row[0] for row in GONE])
def test_a_notice_keeps_the_place_of_a_comment_without_author_or_time(reason: str, words: str, kept: bool) -> None:
    item = '<li class="comment" id="c{}">{}<div class="text">{}</div></li>'
    thread = item.format(1, '<b class="author">Bo</b>', "No.") + item.format(2, "", words)
    (reading,) = documents.read(page(f"<ul>{thread}</ul>"), "a.html")
    assert isinstance(reading, Reading)
    comments = [p for p in reading.document.posts if p.kind == "comment"]
    assert [p.author for p in comments] == ["Bo", None][: 1 + kept], reason


def test_the_json_of_a_reddit_thread() -> None:
    document = read("reddit.json")
    assert told(document) == [
        ("article", "hydrophone_fan", "2022-03-14T18:00:11Z", None,
         ("The ministry says that it has film of the break & will show it.\n\n"
         "Has anybody here seen a clamp leave a mark like that?")),
        REDDIT[0], REDDIT[1],
        ("comment", "ines_c", "2022-03-14T20:31:00Z", "p2", "I fished that bank\n\nWhy was that removed?"),
        ("quotation", None, None, None, "I fished that bank"),
        ("comment", "drost", "2022-03-14T20:33:20Z", None, JOINTS),
    ]  # fmt: skip
    assert document.title == "Who cut the Kestrel Bank cable?"
    assert document.url == "https://www.reddit.com/r/seacables/comments/tda1/who_cut_the_kestrel_bank_cable/"


OTHER_JSON = [b"[1, 2]", b'{"kind": "Listing"}', b'[{"kind": "Listing", "data": {"children": []}}]', b"[" * 100_000]


@pytest.mark.parametrize("data", OTHER_JSON)
def test_other_json_is_refused(data: bytes) -> None:
    (refused,) = documents.read(data, "a.json")
    assert isinstance(refused, Unreadable)
    assert "JSON" in refused.reason


def test_a_disqus_export_holds_a_document_for_each_thread_with_comments() -> None:
    cable, memoirs = documents.read((PAGES / "disqus.xml").read_bytes(), "disqus.xml")
    assert isinstance(cable, Reading)
    assert isinstance(memoirs, Reading)
    assert told(cable.document)[0] == (
        "comment", "Old Salt", "2022-03-14T18:14:02Z", None,
        "I fished that bank for thirty years.\n\nNobody moored anything there.",
    )  # fmt: skip
    gone, asked = cable.document.posts[1:]
    assert (gone.author, gone.reply_to, gone.span.start) == (None, "p0", gone.span.end)
    assert (asked.author, asked.published, asked.reply_to) == ("Ines C.", "2022-03-14T18:30:00Z", "p1")
    assert (cable.part, cable.document.title) == (0, "Who cut the cable?")
    assert cable.document.url == "https://sound.example/2022/03/who-cut-the-cable/"
    assert (memoirs.part, memoirs.document.title) == (1, "Tidemarks")
    assert memoirs.document.text == "Finch never commanded that station."


def test_a_disqus_export_may_be_broken_off() -> None:
    data = (PAGES / "disqus.xml").read_bytes()
    first, *_ = documents.read(data[: data.index(b'<post dsq:id="10"') + 30], "a.xml")
    assert isinstance(first, Reading)
    assert "Who was that?" in first.document.text
    (refused,) = documents.read(b"<disqus><post><message>" + b"x" * 1000, "a.xml")
    assert isinstance(refused, Unreadable)
