"""The timeline for readers and other programs: words, shapes, TimelineJS, and the page in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser

from sayso import times
from sayso.case.timeline import Mark
from sayso.export import timeline
from sayso.export.timeline.shape import shape
from sayso.export.timeline.telling import date as in_words
from sayso.model import Document, Span, Time
from sayso.times.windows import Bound, Timeline

ATTACK = (
    "<script>document.title='owned'</script></script>"
    "<img src='http://203.0.113.1/x' onerror=\"document.title='owned'\"/>"
)


def marks(text: str, by: str = "Mara Quill", published: str = "2031-03-12") -> list[Mark]:
    document = Document("d", text, "The yard", published=published)
    return [
        Mark(1, "d.txt", "The yard", t.span, text[slice(*t.span)], Span(0, len(text)), text, t, t.edtf, "2031-03-11",
             published, by, "person", None)
        for t in times.date(document)
    ]  # fmt: skip


TOLD = [
    ("It sank on 5 April 1951.", "5 April 1951", "a day"), ("It sank around 2003.", "about 2003", "about"),
    ("It sank before 1990.", "before 1990", "before"), ("It sank after May 1990.", "after May 1990", "after"),
    ("It sank in 2002 or 2003.", "2002 or 2003", "or"), ("It sank in early 2003.", "early 2003", "a part"),
    ("It sank in mid-2003.", "mid-2003", "the middle"), ("It sank in the 1980s.", "1980s", "a decade"),
    ("She was the director till 2002.", "until 2002", "a term's end"), ("It will be done by 2040.", "by 2040", "by"),
    ("The wreck has lain there since 2003-2004.", "since 2003 – 2004", "an uncertain start"),
    ("The wreck has been aground for at least ten years.", "by March 2021", "a start at the latest"),
    ("It lay there from 5 to 9 May 2003.", "5 – 9 May 2003", "days of one month"),
    ("It lay there in March–April 1998.", "March – April 1998", "months of one year"),
    ("She is held until at least 2010.", "until at least 2010", "an end at the earliest"),
    ("It sank not before 2009.", "not before 2009", "a limit on one side"),
    ("It sank in the spring or summer of 2003.", "March – May 2003 or June – August 2003", "two seasons"),
    ("It sank in the summer of 2003.", "summer 2003", "a season"), ("It took ten years.", "undated", "undated"),
    ("It sank at 9:39 p.m. on 5 April 2003.", "5 April 2003, 21:39", "a time of day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "why"), TOLD, ids=[row[2] for row in TOLD])
def test_dates_in_words(text: str, words: str, why: str) -> None:
    (mark,) = marks(text)
    assert timeline.told(mark) == words, why


def test_words_of_dates_set_by_hand() -> None:
    assert in_words("[2002,2003]") == "2002 or 2003"
    assert in_words("../2002") == "by 2002"
    assert in_words("2002-05~/..") == "since about May 2002"


def test_timelinejs_has_the_uncertainty_in_its_display_date() -> None:
    texts = ("It sank around 2003.", "It sank before 1990.", "It sank after 1990.", "It took ten years.")
    events = timeline.timelinejs([m for text in texts for m in marks(text)])["events"]
    assert [e["display_date"] for e in events] == ["about 2003", "before 1990", "after 1990"]
    assert events[0]["start_date"] == {"year": 2002, "month": 1, "day": 1}
    assert events[0]["end_date"] == {"year": 2004, "month": 12, "day": 31}
    assert all(e["group"] == "Mara Quill" and "said 2031-03-11" in e["text"]["text"] for e in events)


def test_timelinejs_holds_no_markup_of_a_document() -> None:
    made = json.dumps(timeline.timelinejs(marks(ATTACK + " It sank in 2003.", by=ATTACK)))
    assert "<script" not in made
    assert "<img" not in made


def test_shapes_are_solid_where_it_is_known_and_fade_where_it_is_not() -> None:
    day = shape("2003-05-04")
    assert (day.begin, day.full, day.fading, day.end) == (
        date(2003, 5, 4),
        date(2003, 5, 4),
        date(2003, 5, 5),
        date(2003, 5, 5),
    )
    about = shape("2003~")
    assert (
        about.begin == date(2002, 1, 1) < date(2003, 1, 1) < about.full < about.fading < about.end == date(2005, 1, 1)
    )
    assert shape("2003", part="early").fading < shape("2003", part="late").full
    opened = shape("../2002")
    assert opened.begin < opened.full < opened.end == date(2003, 1, 1)
    begun = shape("2003", "start", now=date(2010, 1, 1))
    assert begun.begin == date(2003, 1, 1)
    assert begun.fading < begun.end == date(2010, 1, 1)


@pytest.mark.parametrize(
    "edtf", ["2003", "2003~", "../2002", "2002/..", "[2002,2003]", "9998-12-31", "0001~/0002", "200X"]
)
@pytest.mark.parametrize("role", ["start", "end", "at"])
def test_no_shape_is_inside_out(edtf: str, role: str) -> None:
    made = shape(edtf, role)
    assert made.begin <= made.full <= made.fading <= made.end
    assert made.begin < made.end


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    started = Browser(CHROMIUM)
    yield started
    started.close()


def page(folder: Path, found: list[Mark]) -> Path:
    events = Timeline(
        [
            Bound("the sale", "at", "2029~", "d1"),
            Bound("the sale", "at", "2040", "d2"),
            Bound("the lease", "start", "2029~", "d3"),
        ]
    )
    timeline.write_page(found, folder / "t.html", events, {"d1": "Mara Quill: “about 2029”", "d2": ATTACK})
    return folder / "t.html"


def test_the_page_draws_every_dated_mark_and_leads_to_its_words(browser: Browser, tmp_path: Path) -> None:
    found = [*marks("The yard was sold in 2029 or 2030."), *marks("It has been shut since May 2030.", "Two officials")]
    browser.open(page(tmp_path, found))
    assert (
        browser.value("document.querySelectorAll('.vis-item.vis-range').length") == 4
    )  # two marks, a window's two ends
    assert browser.value("document.querySelectorAll('.marks li').length") == 2
    lanes = browser.value("[...document.querySelectorAll('.vis-labelset .vis-label')].map((e) => e.textContent)")
    assert lanes == ["the lease", "The yard: the document itself"]
    faded = "getComputedStyle(document.querySelector('.vis-item.vis-range')).backgroundImage"
    assert "linear-gradient" in browser.value(faded)
    assert "These can’t all be true" in browser.value("document.body.textContent")
    problems = [p for method, p in browser.events if method in ("Log.entryAdded", "Runtime.exceptionThrown")]
    assert not problems


def test_a_click_on_a_mark_leads_to_its_words(browser: Browser, tmp_path: Path) -> None:
    found = [*marks("The yard was sold in 2029 or 2030."), *marks("It has been shut since May 2031.", "Two officials")]
    browser.open(page(tmp_path, found))
    drawn = "new Promise((done) => { const wait = () => document.querySelector('.vis-loading-screen') "
    browser.value(drawn + "? setTimeout(wait, 50) : done(true); wait(); })")
    mark = "[...document.querySelectorAll('.vis-item')].find((e) => e.textContent.includes('May 2031'))"
    place = f"(() => {{ const b = {mark}.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
    x, y = browser.value(place)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        browser.order("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    shown = "[...document.querySelectorAll('.shown mark')].map((e) => e.textContent).join('|')"
    assert browser.value(f"new Promise((done) => setTimeout(() => done({shown}), 300))") == "May 2031"


def test_nothing_of_a_document_runs_or_is_fetched(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, marks(f"{ATTACK} It sank in 2003.", by=ATTACK)))
    assert browser.value("document.title") == "Timeline – sayso"
    asked = [p["request"]["url"] for method, p in browser.events if method == "Network.requestWillBeSent"]
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_without_a_script_the_list_says_everything(browser: Browser, tmp_path: Path) -> None:
    written = page(tmp_path, marks("The yard was sold in 2029 or 2030."))
    browser.open(written, script=False)
    text = re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", written.read_text("utf-8"))
    plain: list[str] = []
    parser = HTMLParser()
    parser.handle_data = plain.append  # type: ignore[method-assign,assignment]
    parser.feed(text)
    said = " ".join("".join(plain).split())
    assert "2029 or 2030" in said
    assert "said 11 March 2031" in said
    assert "published 12 March 2031" in said


def test_an_empty_timeline_is_a_page_too(browser: Browser, tmp_path: Path) -> None:
    timeline.write_page([], tmp_path / "t.html", Timeline([]), {})
    browser.open(tmp_path / "t.html")
    assert "0 dated expressions" in browser.value("document.body.textContent")


def test_a_publication_date_that_is_none_harms_nothing(tmp_path: Path) -> None:
    found = [Mark(1, "d", "d", Span(0, 4), "2003", Span(0, 4), "2003", Time(Span(0, 4), "2003", "start"), "2003", None,
                  "9999-99-99T", "", "author", None)]  # fmt: skip
    assert found[0].appeared is None
    page(tmp_path, found)
