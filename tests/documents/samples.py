"""A few small documents of every reader, taken apart where they are packed, to be damaged by tests.

Damage to a packed file's bytes seldom gets past the unpacking. So a target's seeds are the parts in it, and `packed`
makes a file of them, whatever has become of them.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from packing import ODT_TYPE, epub, odt, page, zipped
from printed import column, printed
from test_documents_mail import HEAD, MHTML, QUOTED, THREAD, attached, mailed
from test_documents_office import BODY, para, report, run, saved
from test_documents_pdf import LEFT, RIGHT
from test_documents_reading import JAPANESE, RUSSIAN, WORDS
from test_documents_thread import FORMS
from test_documents_web import ATOM, JSON_FEED, RECORDS, RSS, warc

PAGES = Path(__file__).parent / "pages"
SEPARATOR = b"\n~~~~\n"
"""What stands between the parts of a packed document in a seed."""


@dataclass(frozen=True)
class Target:
    """A reader: documents for it, the name that leads a file to it, and how a seed's parts become a file."""

    seeds: Sequence[bytes]
    name: str = "a"
    packed: Callable[[bytes], bytes] = bytes


def _zip_of(*names: str, mimetype: str | None = None) -> Callable[[bytes], bytes]:
    """A packer that makes the parts of a seed the files of these names."""

    def packed(data: bytes) -> bytes:
        parts = zip(names, data.split(SEPARATOR), strict=False)
        return zipped({**({"mimetype": mimetype} if mimetype else {}), **dict(parts)}, zipfile.ZIP_STORED)

    return packed


def _parts(data: bytes, *names: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return SEPARATOR.join(file.read(name) if name in file.namelist() else b"" for name in names)


def _mailbox(*letters: bytes) -> bytes:
    return b"\n".join(b"From ana@quay.example Mon Mar 14 09:30:00 2022\n" + letter for letter in letters)


_DOCX = ("word/document.xml", "word/styles.xml", "docProps/core.xml", "word/footnotes.xml", "_rels/.rels")
_ODT = ("content.xml", "meta.xml", "styles.xml", "META-INF/manifest.xml")
_EPUB = ("OPS/package.opf", "OPS/text/one.xhtml", "OPS/text/two.xhtml", "META-INF/container.xml")
_WACZ = ("archive/a.warc", "archive/b.warc.gz", "datapackage.json")
_PRINTED = printed([column(50, 60, LEFT, 40) + column(320, 60, RIGHT, 40)], {"Title": "Gates", "Author": "M. Quill"})
_BOOK = epub({"one": "<h1>One</h1><p>It was late, she said.</p>", "two": "<blockquote><p>No.</p></blockquote>"},
             "<dc:title>Gates</dc:title><dc:creator>M. Quill</dc:creator><dc:date>2019</dc:date>")  # fmt: skip
_TEXT = odt('<text:h>Gates</text:h><text:p text:style-name="Quotations">No.<text:s text:c="3"/>Never.</text:p>',
            meta="<dc:title>Gates</dc:title><dc:creator>M. Quill</dc:creator>")  # fmt: skip
_WORDS = (BODY % (para(run("The gate was open.")) + para(run("No.")))).encode()

TARGETS: dict[str, Target] = {
    "page": Target([page().encode(), page(head='<meta charset="cp1252">').encode("cp1252")], "a.html"),
    "comments": Target([path.read_bytes() for path in sorted(PAGES.glob("*.html"))], "a.html"),
    "json-export": Target([(PAGES / "reddit.json").read_bytes()], "a.json"),
    "xml-export": Target([(PAGES / "disqus.xml").read_bytes()], "a.xml"),
    "pdf": Target([_PRINTED, printed([column(50, 60, LEFT, 70)], turned=90)], "a.pdf"),
    "text": Target(
        [text.encode() for _, text, _ in FORMS[::2]]
        + [WORDS.encode("cp1250"), WORDS.encode("utf-16"), RUSSIAN.encode("koi8-r"), JAPANESE.encode("cp932")],
        "a.txt",
    ),
    "lines": Target(
        [json.dumps({"id": "a", "text": "She left.\n\nHe says so.", "title": "T", "authors": ["A"], "outlet": "O",
                     "published": "2014-01-24", "url": "https://a.example/", "posts": [{"id": "p0", "kind": "article",
                     "author": "A", "published": None, "reply_to": None, "span": [0, 9]}]}).encode() + b"\n{}\n"],
        "a.jsonl",
    ),
    "mail": Target([mailed(THREAD), *(mailed(body) for _, body, _ in QUOTED[:3]), attached().as_bytes()], "a.eml"),
    "mbox": Target([_mailbox(mailed(THREAD), mailed("No.\n"))], "a.mbox"),
    "mhtml": Target([MHTML.format("8bit", page()).encode()], "a.mhtml"),
    "docx": Target([_parts(saved(report()), *_DOCX[:1], *_DOCX[2:]), _WORDS], "a.docx", _zip_of(*_DOCX)),
    "odt": Target([_parts(_TEXT, *_ODT)], "a.odt", _zip_of(*_ODT, mimetype=ODT_TYPE)),
    "epub": Target([_parts(_BOOK, *_EPUB)], "a.epub", _zip_of(*_EPUB, mimetype="application/epub+zip")),
    "feed": Target([RSS.encode(), ATOM.encode()], "a.xml"),
    "json-feed": Target([json.dumps(JSON_FEED).encode()], "a.json"),
    "warc": Target([warc(*RECORDS, packed=False)], "a.warc"),
    "warc-gzip": Target([warc(*RECORDS)], "a.warc.gz"),
    "wacz": Target([SEPARATOR.join((warc(RECORDS[0], packed=False), warc(RECORDS[3]), b"{}"))], "a.wacz",
                   _zip_of(*_WACZ)),
    "zip": Target([zipped({"a.txt": "One.", "b/c.html": page()}, zipfile.ZIP_STORED), zipped({"a": HEAD})], "a.zip"),
    "gzip": Target([gzip.compress(b"One."), gzip.compress(gzip.compress(page().encode()))], "a.gz"),
}  # fmt: skip
