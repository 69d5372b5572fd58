"""The way back: from the text of a page to its elements, from a span to its places and to a quotation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from sayso import documents
from sayso.documents import Quote, locate, quote
from sayso.documents.encoding import decode
from sayso.model import Document, Locator, Reading, Span

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def read(data: bytes) -> Document:
    (reading,) = documents.read(data, "a.html")
    assert isinstance(reading, Reading), reading
    return reading.document


def bare(words: str) -> str:
    return "".join(words.split())


def leads_back(document: Document, markup: str) -> set[int]:
    """The places of the text that lead back; that each leads to an element of the page with its words is checked."""
    page = html.document_fromstring(markup)
    for locator in document.locators:
        (element,) = page.xpath(locator.element)
        if locator.exact:
            assert bare(document.text[slice(*locator.span)]) in bare(element.xpath("string()")), locator
    ends = [edge for x in document.locators for edge in x.span]
    assert ends == sorted(ends)
    return {place for x in document.locators for place in range(*x.span)}


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_the_pages_of_threads_lead_back(path: Path) -> None:
    document = read(path.read_bytes())
    led = leads_back(document, decode(path.read_bytes()))
    lost = [p for p in document.text.split("\n\n") if document.text.index(p) + 2 not in led and len(p) > 2]
    # what the page's script says is shown by no element
    assert lost == [] or path.stem == "schema-json-ld"
    assert sum(not x.exact for x in document.locators) <= 1


WORD = st.text(st.sampled_from("abcdeorstuABTé“”’—.,;:!?()5&<"), min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
INLINE = st.sampled_from(["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<i><b>{}</b></i>", "{}<!-- no -->", "\n\t{}\n"])
BLOCK = st.sampled_from([
    "<p>{}</p>", "<div><p>{}</p></div>", "<h2>{}</h2>", "<blockquote><p>{}</p></blockquote>", "<ul><li>{}</li></ul>",
    "<div>{}</div>", "<p>{}<br><br>once more</p>", "<section><div><p>{}</p></div></section>",
])  # fmt: skip


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


PARAGRAPH = st.tuples(BLOCK, st.lists(st.tuples(INLINE, SENTENCE), min_size=1, max_size=4)).map(
    lambda made: made[0].format(" ".join(way.format(escaped(words)) for way, words in made[1]))
)
FIRST = "<p>Norcable said on Monday that the cable had lost its signal, and would not say why it had done so.</p>"


@settings(deadline=None, max_examples=60)
@given(st.lists(PARAGRAPH, min_size=1, max_size=8).map("".join))
@example("<p>Yes.</p><p>Yes.</p>")
@example("<p>“<b>Yes.</b>”</p>")
@example("<p>5 555A 5 55 55 555 5555</p><p>555A 5 55 55 555 5555 555A 5 55 555 5555</p>")  # one begins within the other
def test_every_paragraph_of_a_page_leads_back(body: str) -> None:
    markup = (
        f"<html><head><title>Yes.</title></head><body><nav>Yes.</nav><article>{FIRST}{body}</article></body></html>"
    )
    document = read(markup.encode())
    led = leads_back(document, markup)
    lost = [place for place, letter in enumerate(document.text) if letter.isalnum() and place not in led]
    assert lost == [], document.text[lost[0] - 20 : lost[-1] + 20]


ELEMENTS = [
    ("a paragraph", "<p>{}</p>", "/html/body[1]/p[2]", True),
    ("an emphasised one", "<p><b>{}</b></p>", "/html/body[1]/p[2]", True),
    ("white space", "<div>\n   <p>\n   {}</p></div>", "/html/body[1]/div[1]/p[1]", True),
    ("its words in two elements", "<p>{0[0]}<i>{0[1]}</i></p>", "/html/body[1]/p[2]", True),
    ("without a footnote's sign", "<p>{0[0]}<sup><a href='#f'>1</a></sup>{0[1]}</p>", "/html/body[1]/p[2]", False),
]
SAID = "The ministry confirmed that it will publish what it has found."


@pytest.mark.parametrize(("reason", "markup", "path", "exact"), ELEMENTS, ids=[row[0] for row in ELEMENTS])
def test_the_element_is_the_innermost_block(reason: str, markup: str, path: str, exact: bool) -> None:
    halves = (SAID[:30], SAID[30:])
    made = markup.format(halves) if "0[" in markup else markup.format(SAID)
    document = read(f"<html><body>{FIRST}{made}</body></html>".encode())
    start = document.text.index(SAID)
    (found,) = locate(document, Span(start, start + 12))
    assert (found.element, found.exact) == (path, exact), reason
    assert document.text[slice(*found.span)] == "The ministry"


def test_many_paragraphs_and_many_siblings_are_no_matter() -> None:
    body = "".join(f"<p>Witness {n} said that he had seen nothing at all of it.</p>" for n in range(20_000))
    assert len(read(f"<html><body>{body}</body></html>".encode()).locators) == 20_000


LINES = Document(
    "d", "One two three four.", locators=(
        Locator(Span(0, 8), page=1, box=(1, 2, 3, 4)), Locator(Span(8, 13), page=1, box=(1, 5, 3, 7)),
        Locator(Span(14, 19), page=2, box=(1, 2, 3, 4)),
    ),
)  # fmt: skip
SPANS = [
    ("within a line", (4, 7), [(4, 7, 1)]),
    ("over two lines", (4, 13), [(4, 8, 1), (8, 13, 1)]),
    ("over two pages", (8, 19), [(8, 13, 1), (14, 19, 2)]),
    ("between two", (13, 14), []),
    ("nothing", (5, 5), []),
    ("behind the text", (19, 30), []),
]


@pytest.mark.parametrize(("reason", "span", "expected"), SPANS, ids=[row[0] for row in SPANS])
def test_locators_are_cut_to_the_span(reason: str, span: tuple[int, int], expected: list[tuple[int, ...]]) -> None:
    found = locate(LINES, Span(*span))
    assert [(*x.span, x.page) for x in found] == expected, reason
    assert all(x.box for x in found), "the box stays that of the line"
    assert locate(replace(LINES, locators=()), Span(*span)) == ()


@given(st.text("ab ", max_size=300), st.data())
def test_a_quotation_finds_its_words_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = quote(Document("d", text), Span(start, end))
    around = found.prefix + found.exact + found.suffix
    assert found.exact == text[start:end]
    assert text[start - len(found.prefix) : end + len(found.suffix)] == around
    assert around == text or text.count(around) == 1


def test_a_quotation_has_some_words_around_it() -> None:
    text = "He would not say who had paid. She would not say who had paid either, and left."
    at = text.index("who had paid")
    assert quote(Document("d", text), Span(at, at + 12)) == Quote(
        "who had paid", "He would not say ", ". She would not say who had paid"
    )
