"""The page in a real browser: nothing in a document runs or is fetched, and nothing overlaps at any width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from page_samples import agency, blog

from sayso.export.page import write_page
from sayso.model import Document, Ledger, Source, Span, Speaker, Statement, Via

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")

ATTACK = (
    "<script>document.title='owned'</script><img src='http://203.0.113.1/x' onerror=\"document.title='owned'\"/>"
    "<style>body{display:none}</style><link rel=stylesheet href='http://203.0.113.1/x'><meta http-equiv=refresh "
    "content='0;url=http://203.0.113.1/'>"
)
OVERLAPS = """(() => {
  const found = [];
  for (const row of document.querySelectorAll('.row')) {
    const boxes = [...row.querySelectorAll('.text, .note')].map((e) => e.getBoundingClientRect());
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found.push(row.textContent);
    }));
  }
  return found;
})()"""
# The contrast of each text with what is painted behind it (WCAG 2.2, 1.4.3), below the 4.5 of level AA.
FAINT = """(() => {
  const rgb = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 &&
    n.data.trim()) && !['SCRIPT', 'STYLE'].includes(e.tagName)).map((e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className + ': ' + e.textContent.slice(0, 30)];
    }).filter(([contrast]) => contrast < 4.5);
})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM
    started = Browser(CHROMIUM)
    yield started
    started.close()


def written(folder: Path, *ledgers: Ledger) -> Path:
    write_page(ledgers, folder / "page.html")
    return folder / "page.html"


def hostile() -> Ledger:
    """Markup wherever a document can put words, and words too long for any column."""
    text = f"{ATTACK}\n\n{'W' * 3000}\n\n{'https://long.example/' * 40}\n"
    who = Speaker("k0", ATTACK, "unnamed")
    statement = Statement(
        ATTACK, (Span(0, 20),), (Span(5, 30),), (Span(10, 3000),), "direct", who, (Via("V" * 500, "person"),), None,
        "withholds", "certain", None, None, ATTACK, 0.2,
    )  # fmt: skip
    sources = (Source("k0", ATTACK, "unnamed", "R" * 400, "on_condition", (Span(0, 50),)),)
    document = Document("h", text, ATTACK, (ATTACK,), "O" * 300, ATTACK, "javascript:document.title='owned'")
    return Ledger(document, ATTACK, (statement,), sources)


def test_a_hostile_document_runs_nothing_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    page = written(tmp_path, hostile())
    browser.open(page, 400)
    assert browser.value("document.title").endswith("– sayso")
    assert browser.value("document.title") != "owned"
    assert [p["request"]["url"] for m, p in browser.events if m == "Network.requestWillBeSent"] == [page.as_uri()]
    assert browser.value("getComputedStyle(document.body).display") == "block"
    assert browser.value("document.querySelectorAll('.text')[0].innerText").startswith("<script>")
    assert browser.value("document.documentElement.scrollWidth") <= 400


def test_the_policy_forbids_what_escaping_would_have_to_miss(browser: Browser, tmp_path: Path) -> None:
    page = written(tmp_path, agency())
    content = page.read_text(encoding="utf-8").replace("</main>", f"{ATTACK}</main>")
    page.write_text(content.replace("<meta http-equiv=refresh", "<meta"), encoding="utf-8")
    browser.open(page)
    assert browser.value("document.title") != "owned"
    assert browser.value("getComputedStyle(document.body).display") == "block"
    blocked = [p["entry"]["text"] for m, p in browser.events if m == "Log.entryAdded"]
    assert sum("Content Security Policy" in text for text in blocked) >= 3


@pytest.mark.parametrize("width", [1400, 800, 400])
def test_nothing_overlaps_or_overflows(browser: Browser, tmp_path: Path, width: int) -> None:
    browser.open(written(tmp_path, agency(), blog()), width)
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value(OVERLAPS) == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_has_contrast_enough(browser: Browser, tmp_path: Path, dark: bool) -> None:
    browser.open(written(tmp_path, agency(), blog()), dark=dark)
    assert browser.value("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    assert browser.value(FAINT) == []


def test_the_text_that_is_selected_is_the_documents_own(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, agency()))
    shown = browser.value("[...document.querySelectorAll('.text')].map((e) => e.innerText.trim()).join('\\n')")
    assert shown == agency().document.text.strip()


def test_the_filter_works_without_a_script(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, agency()), script=False)
    visible = "[...document.querySelectorAll('.note')].filter((e) => e.checkVisibility()).map((e) => e.innerText)"
    assert len(browser.value(visible)) == 9
    browser.value("document.querySelector('#f-w').checked = true")
    (refusal,) = browser.value(visible)
    assert "port officials" in refusal
    assert "will not say" in refusal


def test_a_note_under_the_pointer_lights_up_its_words(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, agency()))
    browser.value("document.querySelector('#d0n12').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))")
    lit = browser.value("[...document.querySelectorAll('.text .on')].map((e) => e.textContent)")
    assert lit[0] == "“A hinge gives way slowly,”"
    assert "she" in lit


def test_a_page_of_eight_hundred_rows_opens(browser: Browser, tmp_path: Path) -> None:
    one = agency()
    long, n = one.document.text, len(one.document.text)
    moved = [
        replace(s, id=f"{s.id}-{i}", source=(), cue=(), content=tuple(Span(a + i * n, b + i * n) for a, b in s.content))
        for i in range(100)
        for s in one.statements
    ]
    ledger = replace(one, document=replace(one.document, text=long * 100), statements=tuple(moved))
    browser.open(written(tmp_path, ledger))
    assert browser.value("document.querySelectorAll('.row').length") == 100 * long.count("\n")
    assert browser.value("document.querySelectorAll('.note li').length") == len(moved)
    assert browser.value("document.documentElement.scrollWidth") <= 1400
