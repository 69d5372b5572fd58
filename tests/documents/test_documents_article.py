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
    ("a source before", f"<p>According to Aldous Finch:</p><blockquote>{WORDS}</blockquote>", "Aldous Finch", None),
    ("an embedded post", TWEET.format(WORDS), "Odile Brandt", "2022-03-14"),
    ("one of Instagram's", ('<blockquote class="instagram-media"><a href="x">View this post on Instagram</a>'
     f"<p>{WORDS}</p><p>A post shared by Odile Brandt (@obrandt)</p></blockquote>"), "Odile Brandt", None),
    ("one of Facebook's", (f'<div class="fb-post"><blockquote class="fb-xfbml-parse-ignore"><p>{WORDS}</p>Posted by '
     '<a href="x">Harbour Watch</a> on&nbsp;<a href="x">Monday, March 14, 2022</a></blockquote></div>'),
     "Harbour Watch", "2022-03-14"),
    ("one of Bluesky's", (f'<blockquote class="bluesky-embed"><p>{WORDS}<br><br><a href="x">[image or embed]</a></p>'
     '&mdash; Odile Brandt (<a href="x">@obrandt.bsky.social</a>) <a href="x">March 14, 2022 at 7:14 PM</a>'
     "</blockquote>"),
     "Odile Brandt", "2022-03-14T19:14"),
    ("one of TikTok's", (f'<blockquote class="tiktok-embed"><section><a href="x">@obrandt</a><p>{WORDS}</p></section>'
     "</blockquote>"), "@obrandt", None),
    ("one of Reddit's", (f'<blockquote class="reddit-embed-bq"><a href="x">{WORDS}</a><br> by<a href="x">u/obrandt</a> '
     'in<a href="x">seacables</a></blockquote>'), "u/obrandt", None),
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


PULLED = [
    ("in an aside", f"<aside class='pullquote'><p>“{FIRST[40:90]}”</p></aside>"),
    ("with a credit", (f"<figure class='wp-block-pullquote'><blockquote><p>{FIRST[40:90]}</p><cite>Norcable</cite>"
     "</blockquote></figure>")),
    ("with words left out", ("<blockquote>“The state-owned operator said on Monday … the cable lost its signal”"
     "</blockquote>")),
    ("in other letters", f"<blockquote>{FIRST[:60].upper()}</blockquote>"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "markup"), PULLED, ids=[row[0] for row in PULLED])
def test_a_pull_quote_is_no_second_statement(reason: str, markup: str) -> None:
    first = "Norcable said. The state-owned operator said on Monday that the ship saw how the cable lost its signal. "
    document = read(f"<p>{first}{WORDS}</p>{markup}")
    assert document.text == f"{FIRST}\n\n{first}{WORDS}\n\n{LAST}", reason
    assert len(document.posts) == 1


def test_a_credit_below_a_quotation_comes_after_it_behind_a_dash() -> None:
    document = read(f"<blockquote><p>{WORDS}</p><cite>Aldous Finch, commodore</cite></blockquote>")
    assert document.text.split("\n\n")[1:-1] == [WORDS, "— Aldous Finch, commodore"]


def test_headings_are_paragraphs_of_their_own() -> None:
    document = read(f"<h2>What the ministry says</h2><p>{WORDS}</p><p><strong>What it won’t say</strong></p>")
    assert document.text.split("\n\n")[1:-1] == ["What the ministry says", WORDS, "What it won’t say"]


CAPTION = "The repair ship off Port Sarne on Sunday, as the operator’s spokeswoman said it was."
CAPTIONS = [
    ("in a figure", f"<figure><img src='a'><figcaption>{CAPTION}</figcaption></figure>"),
    (
        "WordPress before figures",
        f"<div class='wp-caption'><img src='a'><p class='wp-caption-text'>{CAPTION}</p></div>",
    ),
    ("in a paragraph", f"<p><img src='a'><span class='caption'>{CAPTION}</span></p>"),
    ("in a box", f"<div class='image'><img src='a'><div class='image-caption'>{CAPTION}</div></div>"),
    ("whose picture it is", "<p><img src='a'><small class='photo-credit'>Ana Ruiz for the Ledger</small></p>"),
]


@pytest.mark.parametrize(("reason", "markup"), CAPTIONS, ids=[row[0] for row in CAPTIONS])
def test_a_caption_is_no_sentence_of_the_article(reason: str, markup: str) -> None:
    assert read(markup).text == f"{FIRST}\n\n{LAST}", reason


NOTED = f"{FIRST[:60]}{{}}{FIRST[60:]}"
NOTE = "Interview with the author on board of the repair ship, 4 May 2022."
NOTES = [
    ("listed below", '<sup><a href="#f1">1</a></sup>', (f'<ol class="footnotes"><li id="f1">{NOTE} <a href="#r">↩</a>'
     "</li></ol>"), f"- {NOTE}"),
    ("in brackets", '<a href="#_ftn1">[1]</a>', f'<p><a href="#_ftnref1">[1]</a> {NOTE}</p>', NOTE),
    ("in the sentence", f'<span class="sidenote">{NOTE}</span>', "", NOTE),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "sign", "below", "note"), NOTES, ids=[row[0] for row in NOTES])
def test_footnotes_stand_at_the_end_and_not_in_mid_sentence(reason: str, sign: str, below: str, note: str) -> None:
    document = read(f"<p>{NOTED.format(sign)} {WORDS}</p>", last=f"{LAST}</p>{below}<p>")
    assert document.text == f"{FIRST}\n\n{FIRST} {WORDS}\n\n{LAST}\n\n{note}", reason


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


UPDATED = [
    ("a meta", '<meta property="article:modified_time" content="2022-03-12T09:00:00+01:00">',
     "2022-03-12T09:00:00+01:00"),
    ("JSON-LD", ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-03-11", '
     '"dateModified": "2022-03-12T08:00:00Z"}</script>'), "2022-03-12T08:00:00Z"),
    ("an attribute", '<meta itemprop="dateModified" content="2022-03-12">', "2022-03-12"),
    ("the moment of publication", ('<meta property="article:published_time" content="2022-03-11T06:30:00Z">'
     '<meta property="article:modified_time" content="2022-03-11T06:30:00Z">'), None),
    ("before publication", ('<meta property="article:published_time" content="2022-03-11T06:30:00Z">'
     '<meta property="article:modified_time" content="2022-03-10T06:30:00Z">'), None),
    ("an hour after it", ('<meta property="article:published_time" content="2022-03-11T06:30:00Z">'
     '<meta property="og:updated_time" content="2022-03-11T07:30:00Z">'), "2022-03-11T07:30:00Z"),
    ("nothing", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "head", "expected"), UPDATED, ids=[row[0] for row in UPDATED])
def test_the_time_of_the_last_change(reason: str, head: str, expected: str | None) -> None:
    assert read("", head).updated == expected, reason


LANGUAGES = [
    ("the page's own", "<html lang='en-gb'>", "en-GB"),
    ("for a social network", "<html><head><meta property='og:locale' content='en_US'></head>", "en-US"),
    ("a header", "<html><head><meta http-equiv='Content-Language' content='de'></head>", "de"),
    ("with a script", "<html lang='zh-hant-TW'>", "zh-Hant-TW"),
    ("several", "<html><head><meta http-equiv='Content-Language' content='en, de'></head>", None),
    ("none", "<html>", None),
]


@pytest.mark.parametrize(("reason", "start", "expected"), LANGUAGES, ids=[row[0] for row in LANGUAGES])
def test_the_language_is_what_the_page_says(reason: str, start: str, expected: str | None) -> None:
    (reading,) = documents.read(f"{start}<body><p>{FIRST}</p><p>{LAST}</p>".encode(), "a.html")
    assert isinstance(reading, Reading)
    assert reading.document.language == expected, reason
