"""The page: what it shows, that it keeps the text as it is, and that no document can make it do anything."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from page_samples import agency, blog

from sayso.export.page import write_page
from sayso.export.page.layout import LONGEST_ROW, Mark, depths, pieces, rows, segments
from sayso.export.page.words import moment, prose, sayable, short, web_address
from sayso.model import (
    CERTAINTIES,
    SPEAKER_TYPES,
    STANCES,
    Basis,
    Document,
    Ledger,
    Post,
    SaysoError,
    Source,
    Span,
    Speaker,
    Statement,
    Via,
)

HOSTILE = (
    "<script>document.title='owned'</script>", '"><img src=x onerror=alert(1)>', "</style><script>x</script>", "]]>",
    "&amp;&lt;&#0;", "<!--", "--><b>", "\u202egnp.exe\u202c", "javascript:alert(1)", "' onmouseover='x", "</span></p>",
)  # fmt: skip
TEXTS = st.text() | st.lists(
    st.sampled_from([*HOSTILE, "\n", "\n\n", "  ", "\r\n", "\t", "word. ", "\x00", "\ud800"])
).map("".join)
NAMES = st.none() | st.text(max_size=12) | st.sampled_from(HOSTILE)

# A busy machine is no failure.
patient = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Any text with any spans in it: nested, crossing, touching, empty; posts that answer in circles."""
    text = draw(TEXTS)
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    spans = st.lists(span, max_size=3).map(tuple)
    keys = st.sampled_from(["p0", "p1", "k0", "s0", "'\"<"])
    posts = st.builds(Post, keys, st.sampled_from(["article", "comment", "quotation"]), span, NAMES, NAMES, keys)
    statement = st.builds(
        Statement, keys, spans, spans, spans, st.just("indirect"),
        st.none() | st.builds(Speaker, keys, NAMES, st.sampled_from(SPEAKER_TYPES)),
        st.lists(st.builds(Via, st.sampled_from(HOSTILE), st.just("person")), max_size=2).map(tuple),
        st.none() | st.builds(Basis, st.sampled_from(["told", "not given"]), spans),
        st.sampled_from(STANCES), st.sampled_from(CERTAINTIES), st.none() | keys, st.none() | keys, NAMES,
        st.floats(0, 1),
    )  # fmt: skip
    source = st.builds(
        Source, keys, NAMES, st.sampled_from(SPEAKER_TYPES), NAMES, st.sampled_from([None, "unnamed", "on_condition"]),
        spans,
    )  # fmt: skip
    document = Document(
        "d", text, draw(NAMES), tuple(draw(st.lists(st.sampled_from(HOSTILE), max_size=2))), draw(NAMES), draw(NAMES),
        draw(NAMES), tuple(draw(st.lists(posts, max_size=4))),
    )  # fmt: skip
    statements = tuple(draw(st.lists(statement, max_size=5))) if text else ()
    return Ledger(document, "<model>", statements, tuple(draw(st.lists(source, max_size=3))))


def page_of(tmp_path: Path, *found: Ledger) -> str:
    path = tmp_path / "page.html"
    write_page(found, path)
    return path.read_bytes().decode()


def shown_text(page: str) -> str:
    return "".join(
        p.text_content() for p in html.document_fromstring(page.encode()).iter("p") if p.get("class") == "text"
    )


@patient
@given(ledgers())
def test_any_text_with_any_spans_is_shown_as_it_is(tmp_path_factory: pytest.TempPathFactory, ledger: Ledger) -> None:
    page = page_of(tmp_path_factory.mktemp("page"), ledger)
    assert shown_text(page) == sayable(ledger.document.text)
    tree = etree.fromstring(page.replace("\x0c", " ").removeprefix("<!DOCTYPE html>\n"))  # no form feeds in XML
    assert len(tree.xpath("//script")) == 1
    assert len(tree.xpath("//style")) == 1
    assert not tree.xpath("//img | //b[text()='x'] | //@*[starts-with(name(), 'on')]")
    assert not [href for href in tree.xpath("//@href") if not href.startswith(("#d", "http://", "https://"))]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(tree.xpath("//a[@class='ref']")) == len(tree.xpath("//li[@id]")) == len(ledger.statements)


@patient
@given(ledgers())
def test_the_cut_is_without_gap_and_each_segment_lies_in_its_marks(ledger: Ledger) -> None:
    text = ledger.document.text
    parts = pieces(text, ledger.document.posts)
    assert {p.post for p in parts} >= set(range(len(ledger.document.posts))), "no post is lost"
    flow = [row for piece in parts for row in rows(text, piece)]
    marks = [Mark(a, b, i, "content") for i, s in enumerate(ledger.statements) for a, b in s.content]
    at = 0
    for row, found in segments(flow, marks, ()):
        assert row.start == at
        assert len(text[row.start : row.body].strip()) <= LONGEST_ROW
        assert not text[row.body : row.end].strip()
        for segment in found:
            assert segment.start == at
            assert list(segment.marks) == sorted(segment.marks, key=segment.marks.index)
            assert set(segment.marks) == {m for m in marks if m.start <= segment.start and segment.end <= m.end}
            at = segment.end
        assert row.end == at
    assert at == len(text)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("One.\nTwo.\n\nThree.", ["One.\n", "Two.\n\n", "Three."], "a line is a paragraph where lines end sentences"),
        (
            "The ship came\nin at dawn with\nno flag.",
            ["The ship came\nin at dawn with\nno flag."],
            "wrapped prose is one",
        ),
        ("\n\n  One.\n", ["\n\n  One.\n"], "white space never makes a row of its own"),
        ("", [""], "an empty document still has a place for its notes"),
        ("x" * 6000, ["x" * 2500, "x" * 2500, "x" * 1000], "a line without end is broken up all the same"),
        ("a " * 2000, ["a " * 1250, "a " * 750], "a long line breaks between words"),
    ],
)
def test_rows_are_paragraphs(text: str, expected: list[str], why: str) -> None:
    found = [text[r.start : r.end] for piece in pieces(text, ()) for r in rows(text, piece)]
    assert found == expected, why


@pytest.mark.parametrize(
    ("replies", "expected", "why"),
    [
        ([None, None], [0, 0], "what answers nobody is at the top"),
        ([None, "1", "2"], [0, 1, 2], "each answer one deeper"),
        (["2", "3", None], [2, 1, 0], "an answer may stand before what it answers"),
        (["1"], [0], "a post can't lie under itself"),
        (["2", "1"], [1, 0], "a circle has an end"),
        (["nobody"], [0], "an answer to nothing known is at the top"),
    ],
)
def test_depth_of_a_thread(replies: list[str | None], expected: list[int], why: str) -> None:
    posts = [Post(str(i), "comment", Span(0, 0), reply_to=to) for i, to in enumerate(replies, 1)]
    assert depths(posts) == expected, why


def test_a_reply_to_the_article_is_at_the_top() -> None:
    posts = [Post("a", "article", Span(0, 0)), Post("b", "comment", Span(0, 0), reply_to="a")]
    assert depths(posts) == [0, 0]


@pytest.mark.parametrize(
    ("words", "note", "why"),
    [
        ("may have exposed a whistleblower", ["engineers at the Port of Velmar", "group", "possible"], "who, how sure"),
        ("confidential inspection report", ["a serving and a retired port official", "unnamed", "said 1 March 2021",
         "via The Velmar Courier"], "an unnamed speaker goes by the words of the text"),
        ("whether the gate had been", ["port officials", "⊘ will not say"], "a refusal is said in words"),
        ("he had seen any report", ["Olav Brandt", "harbour minister", "✕ denies"], "a denial too"),
        ("either a worn hinge", ["asked not to be named", "by office or expertise", "with direct knowledge"],
         "anonymity asked for, and the words for the basis"),
        ("nothing more", ["the minister's staff", "inside 8", "unsure reading"], "a statement in a statement"),
    ],
)  # fmt: skip
def test_the_margin_says_who_and_how(tmp_path: Path, words: str, note: list[str], why: str) -> None:
    tree = html.document_fromstring(page_of(tmp_path, agency()).encode())
    row = next(r for r in tree.find_class("row") if words in r.find_class("text")[0].text_content())
    margin = " ".join(row.find_class("notes")[0].text_content().split())
    assert [n for n in note if n not in margin] == [], why


def test_content_in_two_parts_is_one_statement(tmp_path: Path) -> None:
    tree = html.document_fromstring(page_of(tmp_path, agency()).encode())
    parts = [
        m.text_content() for m in tree.find_class("m") if "c" in m.get("class").split() and m.get("data-s") == "12"
    ]
    assert parts[0] == "“A hinge gives way slowly,”"
    assert parts[1].startswith("“You would have heard it")


def test_the_thread_shows_every_comment_with_author_time_and_host(tmp_path: Path) -> None:
    tree = html.document_fromstring(page_of(tmp_path, blog()).encode())
    heads = [" ".join(h.text_content().split()) for h in tree.find_class("head")]
    assert heads == [
        "oldsalt 3 March 2021, 08:05",
        "Mara Quill 3 March 2021, 11:40 answers oldsalt",
        "oldsalt 4 March 2021, 07:12 answers Mara Quill",
        "Jens P. 5 March 2021, 21:30",
    ]
    assert [s.get("class").split()[-1] for s in tree.xpath("//section[@id]") if "comment" in s.get("class")] == [
        "t0", "t1", "t2", "t0",
    ]  # fmt: skip


def test_the_sources_lead_to_what_each_said(tmp_path: Path) -> None:
    tree = html.document_fromstring(page_of(tmp_path, agency(), blog()).encode())
    brandt = next(s for s in tree.find_class("source") if "Olav Brandt" in s.text_content())
    links = [a.get("href") for a in brandt.iter("a")]
    assert links == ["#d0t7", "#d0t8"]
    assert not [
        href for href in tree.xpath("//@href") if href.startswith("#") and not tree.xpath(f"//*[@id='{href[1:]}']")
    ]
    assert [a.text_content() for a in tree.xpath("//nav//a")] == [d.document.title for d in (agency(), blog())]


def test_one_document_needs_no_list(tmp_path: Path) -> None:
    assert "<nav" not in page_of(tmp_path, agency())


def test_a_page_without_documents_says_so(tmp_path: Path) -> None:
    assert "There are no documents." in page_of(tmp_path)


@pytest.mark.parametrize(
    ("url", "link", "why"),
    [
        ("https://a.example/x?y=1", True, "an address on the web"),
        ("http://a.example", True, "also without TLS"),
        ("HTTPS://a.example", True, "schemes have no case"),
        ("javascript:alert(1)", False, "code is no address"),
        (" javascript:alert(1)", False, "browsers drop leading space"),
        ("java\nscript:alert(1)", False, "and line breaks"),
        ("data:text/html,x", False, "a page in an address"),
        ("file:///etc/passwd", False, "the reader's own files"),
        ("//a.example/x", False, "no scheme"),
        ("https:///x", False, "no host"),
        ("http://[::1", False, "no address at all"),
        (None, False, "none given"),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: bool, why: str) -> None:
    assert web_address(url) == (url if link else None), why


@pytest.mark.parametrize(
    ("value", "expected", "why"),
    [
        ("2014-01-24T09:39", "24 January 2014, 09:39", "to the minute"),
        ("2014-01-24T09:39:07.250+02:00", "24 January 2014, 09:39 UTC+02:00", "with a zone"),
        ("2014-01-24T09:39Z", "24 January 2014, 09:39 UTC", "in universal time"),
        ("2014-01-24", "24 January 2014", "a day"),
        ("2014-01", "January 2014", "no more precise than given"),
        ("2014", "2014", "a year"),
        ("2003~", "2003~", "about 2003: as it is"),
        ("2014-13", "2014-13", "no month"),
        ("last week", "last week", "no date"),
    ],
)
def test_moments_read_as_dates(value: str, expected: str, why: str) -> None:
    assert moment(value) == expected, why


@patient
@given(st.text(), st.integers(10, 60))
def test_shortened_text_is_a_line_of_no_more_than_asked(text: str, longest: int) -> None:
    cut = short(text, longest)
    assert len(cut) <= longest + 2
    assert "\n" not in cut
    assert cut == " ".join(text.split()) or cut.endswith(" …")


def test_characters_that_turn_the_writing_direction_are_shown_and_contained() -> None:
    assert prose("a\u202eb") == 'a<bdi class="turn" data-c="RLO">\u202e</bdi>b'


def test_a_reading_that_breaks_off_leaves_the_old_page_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")

    def broken() -> Iterator[Ledger]:
        yield agency()
        raise KeyError("the case file went away")

    with pytest.raises(KeyError):
        write_page(broken(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("place", "why"), [("missing/page.html", "no such folder"), (".", "a folder"), ("x" * 300, "a name too long")]
)
def test_a_page_that_cannot_be_written_is_named(tmp_path: Path, place: str, why: str) -> None:
    with pytest.raises(SaysoError, match="can't be written") as raised:
        write_page([agency()], tmp_path / place)
    assert raised.value.remedy, why
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from page_samples import agency\n"
        "from sayso.export.page import write_page; from sayso.model import SaysoError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "try: write_page([agency()], Path(sys.argv[1]))\n"
        "except SaysoError as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "page.html")],
        cwd=Path(__file__).parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "page.html can't be written: File too large" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_memory_is_that_of_a_document_not_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    tracemalloc.start()
    write_page((agency() for _ in range(200)), path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < path.stat().st_size / 2
