"""Archives of the web, feeds, and pages saved with everything on them."""

from __future__ import annotations

import base64
import gzip
import json
import time

import pytest
from packing import ARTICLE, at, found, one, page, readings, reasons, zipped

from sayso.documents.sniff import MAX_PAGE_BYTES
from sayso.model import Reading

SECOND = page(ARTICLE.replace("Stennet", "Orrin"))
URL = "https://news.example/"


def warc(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A web archive of (path, status, type, content)."""
    written = []
    for path, status, kind, content in records:
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}{path}\r\nWARC-Date: 2022-03-15T09:30:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        written.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(gzip.compress(one) if packed else one for one in written)


RECORDS = (
    ("one", "200 OK", "text/html; charset=windows-1252", page().encode("cp1252")),
    ("style", "200 OK", "text/css", b"body { color: red }"),
    ("gone", "404 Not Found", "text/html", page().encode()),
    ("two", "200 OK", "application/xhtml+xml", SECOND.encode()),
)


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_web_archive_with_their_address_and_time(packed: bool) -> None:
    data = warc(*RECORDS, packed=packed)
    read = readings(data, "a.bin")
    assert [(r.part, r.document.url) for r in read] == [(0, URL + "one"), (1, URL + "two")]
    assert "“Nobody asked us,” he told" in read[0].document.text
    assert "Orrin" in read[1].document.text
    assert read[1].original == SECOND.encode()
    assert at(read[0].document, "Nobody asked us") == (
        f"2022-03-15T09:30:00Z/{URL}one",
        "/html/body[1]/article[1]/p[1]",
    )
    assert all(r.document.published is None for r in read), "a capture is no publication"


def test_a_web_archive_whose_records_are_packed_in_one_piece() -> None:
    assert len(readings(gzip.compress(warc(*RECORDS, packed=False)))) == 2


def test_a_damaged_record_costs_itself() -> None:
    first, second = warc(RECORDS[0]), warc(RECORDS[3])
    damaged = bytearray(first)
    damaged[len(first) // 2 : len(first) // 2 + 40] = bytes(40)
    told = found(first + bytes(damaged) + second)
    assert [type(one).__name__ for one in told] == ["Reading", "Unreadable", "Reading"]
    plain = warc(RECORDS[0], packed=False).replace(b"Content-Length: ", b"Content-Length: x", 1)
    told = found(plain + warc(RECORDS[3], packed=False))
    assert any(isinstance(one, Reading) and "Orrin" in one.document.text for one in told)


def test_an_archive_full_of_damaged_records_names_no_more_than_a_thousand() -> None:
    told = found(warc(RECORDS[0]) + b"\x1f\x8b\x08\0" * 5_000)
    assert len(told) == 1_002
    assert "more than 1000 damaged records" in str(told[-1])


def test_the_pages_of_a_wacz() -> None:
    data = zipped(
        {"datapackage.json": "{}", "archive/data.warc.gz": warc(*RECORDS), "archive/more.warc": b"WARC/1.0\r\nbroken",
         "pages/pages.jsonl": "{}", "indexes/index.cdx.gz": b""}
    )  # fmt: skip
    told = found(data, "wrong.zip")
    read = [one for one in told if isinstance(one, Reading)]
    assert [r.document.url for r in read] == [URL + "one", URL + "two"]
    assert read[0].document.locators[0].part == f"archive/data.warc.gz/2022-03-15T09:30:00Z/{URL}one"


RSS = f"""<?xml version="1.0"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Quay &amp; Shed</title><language>en-gb</language>
<item><media:title>A picture</media:title><title>The crane</title><link>{URL}crane</link>
<dc:creator>Ada Holm</dc:creator>
<pubDate>Tue, 15 Mar 2022 09:30:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The crane fell, Bo Tarn said:</p><blockquote>It was old.</blockquote>
<img src="data:image/png;base64,{"A" * 5000}">]]></content:encoded></item>
<item><title>The shed</title><guid>{URL}shed</guid><author>bo@quay.example (Bo Tarn)</author>
<description>The shed stands &amp;amp; is dry.</description></item>
<item><description> </description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Quay</title><entry>
<title type="html">The &lt;b&gt;crane&lt;/b&gt;</title><link rel="self" href="{URL}x"/><link href="{URL}crane"/>
<author><name>Ada Holm</name></author><author><name>Bo Tarn</name></author>
<published>2022-03-15T09:30:00Z</published><updated>2022-03-16T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It fell.</p><p>It was old.</p></div></content>
</entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "language": "en",
    "authors": [{"name": "Ada Holm"}],
    "items": [
        {"id": "1", "url": URL + "crane", "title": "The crane", "content_html": "<p>It fell.</p><p>It was old.</p>",
         "date_published": "2022-03-15T09:30:00Z"},
        {"id": "2", "content_text": "One.\n\nTwo.", "authors": [{"name": "Bo Tarn"}]},
        "no object",
    ],
}  # fmt: skip


def test_the_items_of_rss() -> None:
    told = found(RSS.encode(), "wrong.html")
    crane, shed = (one for one in told if isinstance(one, Reading))
    document = crane.document
    assert document.text == "The crane fell, Bo Tarn said:\n\nIt was old."
    assert (document.title, document.authors, document.outlet) == ("The crane", ("Ada Holm",), "The Quay & Shed")
    assert (document.published, document.url, document.language) == ("2022-03-15T09:30:00Z", URL + "crane", "en-gb")
    assert [p.author for p in document.posts if p.kind == "quotation"] == ["Bo Tarn"]
    assert at(document, "It was old.") == ("1", None)
    assert crane.original.startswith(b"<item")
    assert (shed.document.text, shed.document.url) == ("The shed stands & is dry.", URL + "shed")
    assert shed.document.authors == ("Bo Tarn",)
    assert (crane.part, shed.part) == (0, 1)
    assert reasons(RSS.encode()) == ["item 3: has no text"]


def test_the_entries_of_atom() -> None:
    document = one(ATOM.encode())
    assert document.text == "It fell.\n\nIt was old."
    assert (document.title, document.authors, document.url) == ("The crane", ("Ada Holm", "Bo Tarn"), URL + "crane")
    assert (document.published, document.updated) == ("2022-03-15T09:30:00Z", "2022-03-16T10:00:00Z")
    assert document.language == "en"


@pytest.mark.parametrize("indent", [None, 2])
def test_the_items_of_a_json_feed(indent: int | None) -> None:
    told = found(json.dumps(JSON_FEED, indent=indent).encode(), "feed.txt")
    crane, two = (r.document for r in told if isinstance(r, Reading))
    assert (crane.text, crane.authors, crane.published) == (
        "It fell.\n\nIt was old.",
        ("Ada Holm",),
        "2022-03-15T09:30:00Z",
    )
    assert (two.text, two.authors, two.outlet) == ("One.\n\nTwo.", ("Bo Tarn",), "The Quay")
    assert len(told) == 3


REFUSED = [
    ("a feed cut off", ATOM.encode()[:200], "no well-formed XML"),
    ("a feed without items", b'<rss version="2.0"><channel/></rss>', "without items"),
    ("a damaged JSON feed", b'{"version": "https://jsonfeed.org/version/1", "items": [', "damaged"),
    ("a web archive of nothing but its head", warc(RECORDS[1]), "without pages"),
    ("a web archive without records", zipped({"datapackage.json": "{}", "archive/a": ""}), "without pages"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_says_why(what: str, data: bytes, reason: str) -> None:
    told = reasons(data)
    assert told, what
    assert reason in told[0]


def test_entities_of_a_feed_are_not_unfolded() -> None:
    entity = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    feed = f"{entity}<rss><channel><item><description>Safe &b;</description></item></channel></rss>"
    assert "ha" not in one(feed.encode()).text


def test_the_pictures_in_a_page_saved_as_one_file_cost_nothing() -> None:
    picture = base64.b64encode(bytes(range(256)) * 40_000).decode()
    pictures = f'<img src="data:image/png;base64,{picture}">' * 3
    style = f"<style>@font-face {{ src: url(data:font/woff2;base64,{picture}) }}</style>"
    large = page(ARTICLE + pictures, style)
    assert len(large) > 2 * MAX_PAGE_BYTES
    started = time.process_time()
    document = one(large.encode())
    assert time.process_time() - started < 20, "taken as markup they would take minutes"
    assert document.text == one(page().encode()).text
