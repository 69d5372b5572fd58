"""The structure of an article on a page: quotations, embedded posts, what is left out, and when it appeared."""

from __future__ import annotations

import pytest

from sayso import documents
from sayso.model import Document, Reading

FIRST = "Norcable, the state-owned operator, said on Monday that the cable lost its signal at 2.14 a.m. on Saturday."
LAST = "The ministry confirmed that it will publish what it has found, though it would not say when it means to do so."
WORDS = "We lost a good friend to carelessness in those years, and I have never been told how it came about."


def read(between: str, head: str = "", last: str = LAST) -> Document:
    page = (
        f"<html><head><title>Cable row</title>{head}</head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>Cable row</h1><p>{FIRST}</p>{between}<p>{last}</p></article></body></html>"
    )
    (reading,) = documents.read(page.encode(), "a.html")
    assert isinstance(reading, Reading)
    return reading.document


TWEET = (
    '<div class="embed widget"><blockquote class="twitter-tweet"><p lang="en">{}</p>&mdash; Odile Brandt (@obrandt) '
    '<a href="https://twitter.com/obrandt/status/1">March 14, 2022</a></blockquote></div>'
)
QUOTATIONS = [
    ("nobody is named", f"<blockquote><p>{WORDS}</p></blockquote>", None, None),
    ("a cite below", f"<blockquote><p>{WORDS}</p><cite>Aldous Finch, 2021</cite></blockquote>", "Aldous Finch", None),
    ("a footer below", f"<blockquote><p>{WORDS}</p><footer>— Aldous Finch</footer></blockquote>", "Aldous Finch", None),
    ("a line with a dash", f"<blockquote><p>{WORDS}</p><p>— Aldous Finch, 2021</p></blockquote>", "Aldous Finch", None),
    ("a line below", f"<blockquote><p>{WORDS}</p></blockquote><p>— Aldous Finch</p>", "Aldous Finch", None),
    ("the line before", f"<p>Aldous Finch, the commodore, wrote in his memoirs:</p><blockquote>{WORDS}</blockquote>",
     "Aldous Finch", None),
    ("an embedded post", TWEET.format(WORDS), "Odile Brandt", "2022-03-14"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "markup", "author", "when"), QUOTATIONS, ids=[row[0] for row in QUOTATIONS])
def test_a_block_quotation_is_a_post(reason: str, markup: str, author: str | None, when: str | None) -> None:
    document = read(markup)
    article, quotation = document.posts
    assert document.text[slice(*quotation.span)] == WORDS, reason
    assert (quotation.kind, quotation.author, quotation.published) == ("quotation", author, when), reason
    assert article.span == (0, len(document.text)), "the article holds it"
    assert document.text.startswith(FIRST)
    assert document.text.endswith(LAST)


def test_a_quotation_of_several_paragraphs_is_one_post() -> None:
    document = read(f"<blockquote><p>{WORDS}</p><p>{WORDS[3:]}</p></blockquote>")
    assert document.text[slice(*document.posts[1].span)] == f"{WORDS}\n\n{WORDS[3:]}"


def test_words_pulled_out_of_the_article_are_not_said_twice() -> None:
    document = read(f"<blockquote class='pullquote'>“{FIRST[40:90]}”</blockquote><p>{WORDS}</p>")
    assert document.text == f"{FIRST}\n\n{WORDS}\n\n{LAST}"
    assert len(document.posts) == 1


LEFT_OUT = [
    ("a link in a paragraph of its own", '<p><a href="/b">Ten cables that were cut at sea</a></p>'),
    ("a link after a label", '<p><b>READ MORE:</b> <a href="/b">Ten cables that were cut at sea</a></p>'),
    ("a heading that is a link", '<h3><a href="/b">Ten cables that were cut at sea</a></h3>'),
    ("a card", '<a href="/b"><h4>Ten cables that were cut at sea</h4></a>'),
]


@pytest.mark.parametrize(("reason", "markup"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_what_leads_elsewhere_is_left_out(reason: str, markup: str) -> None:
    assert read(markup).text == f"{FIRST}\n\n{LAST}", reason


def test_words_in_a_sentence_stay_whatever_they_are_called() -> None:
    last = f'{LAST[:40]}<span class="link"><a href="/b">{LAST[40:60]}</a></span>{LAST[60:]}'
    assert read("", last=last).text.endswith(LAST)


def test_an_article_in_pieces_is_joined() -> None:
    piece = '<div class="grid article__body"><p>{}</p><p>{}</p></div><div class="ad">Advertisement</div>'
    page = (
        f"<html><body><article><h1>Cable row</h1>{piece.format(FIRST, WORDS)}{piece.format(LAST, FIRST[:80])}</article>"
    )
    (reading,) = documents.read(page.encode(), "a.html")
    assert isinstance(reading, Reading)
    assert reading.document.text == f"{FIRST}\n\n{WORDS}\n\n{LAST}\n\n{FIRST[:80]}"


PUBLISHED = [
    ('<meta property="article:published_time" content="2022-03-11T06:30:00+01:00">', "2022-03-11T06:30:00+01:00"),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-03-11T05:30:00Z"}</script>',
     "2022-03-11T05:30:00Z"),
    ('<meta property="article:published_time" content="2022-03-11">', "2022-03-11"),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), PUBLISHED)
def test_the_time_of_publication_has_its_zone(head: str, expected: str | None) -> None:
    assert read("", head).published == expected
