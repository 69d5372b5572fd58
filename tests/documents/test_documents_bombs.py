"""Bombs: each costs its own file, which is named with the reason, and the files after it are read."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from packing import ODT_TYPE, epub, zipped
from printed import _file

from sayso import documents
from sayso.documents import Source, guard
from sayso.model import Reading

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefghi", "bcdefghij", strict=True))
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = (
    'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def swelling(megabytes: int, filling: bytes = b"\0") -> bytes:
    """So many million bytes, deflated twice: a few hundred bytes."""
    packer = zlib.compressobj()
    packed = [packer.compress(filling * (1_000_000 // len(filling))) for _ in range(megabytes)]
    return zlib.compress(b"".join(packed) + packer.flush())


def pdf(kids: str, stream: bytes, about: str) -> bytes:
    """A PDF whose fourth object is a stream deflated twice."""
    head = f"<< {about} /Length {len(stream)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return _file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count 9 /Kids [{kids}] >>".encode(), page.encode(),
         head.encode() + stream + b"\nendstream"]
    )  # fmt: skip


def understated() -> bytes:
    """A ZIP archive that says that its member is small: 50 million bytes are packed in it."""
    data = bytearray(zipped({"a.txt": b" " * 50_000_000}))
    for place in (22, data.index(b"PK\1\2") + 24):
        data[place : place + 4] = struct.pack("<I", 1000)
    return bytes(data)


def overlapping(members: int) -> bytes:
    """A ZIP archive whose directory names the same packed 4 million bytes many times over."""
    data = zipped({"a.txt": b"word " * 800_000})
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    entry = data[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, members, members, len(entry) * members, start, 0)
    return data[:start] + entry * members + tail


def archives(depth: int) -> bytes:
    data = b"Far down."
    for _ in range(depth):
        data = zipped({"a.txt" if data == b"Far down." else "a.zip": data})
    return data


def word(inner: str, before: str = "") -> bytes:
    return zipped({"word/document.xml": f"{before}<w:document {WORD}><w:body>{inner}</w:body></w:document>"})


def text(inner: str) -> bytes:
    content = f"{LAUGHS}<o:document-content {OFFICE}><o:body><o:text>{inner}</o:text></o:body></o:document-content>"
    return zipped({"mimetype": ODT_TYPE, "content.xml": content})


def book() -> bytes:
    whole = epub({"one": "<p>Far down.</p>"})
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        files: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    package = files["OPS/package.opf"]
    assert isinstance(package, bytes)
    files["OPS/package.opf"] = LAUGHS.encode() + package.replace(b"<metadata", b"<guide>&j;</guide><metadata", 1)
    return zipped(files)


def feed() -> bytes:
    return f"{LAUGHS}<rss><channel><item><description>Far down. &j;</description></item></channel></rss>".encode()


def export() -> bytes:
    return f'{LAUGHS}<disqus><post id="a"><message>Far down. &j;</message></post></disqus>'.encode()


READ = "Far down."
BOMBS: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("a ZIP bomb", "a.zip", lambda: zipped({"a.txt": bytes(50_000_000)}), "more than 200 times its size"),
    ("a ZIP bomb that understates its size", "a.zip", understated, "damaged in its archive"),
    ("a gzip bomb", "a.gz", lambda: gzip.compress(bytes(50_000_000)), "unpacks to more than"),
    ("members that lie on each other", "a.zip", lambda: overlapping(200), "in all|damaged in its archive"),
    ("archives in archives", "a.zip", lambda: archives(9), "in more than 3 files"),
    ("gzip in gzip", "a.gz", lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))), "more than 3"),
    ("a PDF's object stream", "a.pdf", lambda: pdf("5 0 R", swelling(40, b" "), "/Type /ObjStm /N 9 /First 9"),
     "PDF without text|damaged PDF|ended the process"),
    ("a PDF's page that pushes without end", "a.pdf", lambda: pdf("3 0 R", swelling(8, b"q "), ""),
     "PDF without text|ended the process|takes more than"),
    ("entities in a Word document", "a.docx", lambda: word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS),
     "no well-formed XML|has no text"),
    ("entities in an OpenDocument text", "a.odt", lambda: text("<t:p>&j;</t:p>"), "no well-formed XML|has no text"),
    ("entities in a book", "a.epub", book, f"no well-formed XML|{READ}"),
    ("entities in a feed", "a.xml", feed, f"no well-formed XML|{READ}"),
    ("entities in an export of Disqus", "a.xml", export, f"no well-formed XML|{READ}"),
    ("a page of 10,000 tags in each other", "a.html", lambda: b"<html>" + b"<div>" * 10_000 + b"<p>Far down.", READ),
    ("a feed of 10,000 tags in each other", "a.xml", lambda: b"<rss>" + b"<a>" * 10_000, "no well-formed XML"),
    ("a Word document of 10,000 tags in each other", "a.docx",
     lambda: word("<w:p>" * 10_000 + "</w:p>" * 10_000), "no well-formed XML"),
    ("JSON of 10,000 lists in each other", "a.json", lambda: b"[" * 10_000, "not an object a line"),
    ("a text of 100 million blanks", "a.txt", lambda: b" " * 100_000_001, "larger than 100 MB"),
    ("a page of 20 million blanks", "a.html", lambda: b"<html><p>Far down." + b" \n" * 10_000_000, "more than 10 MB"),
    ("a page of 9 million blanks", "a.html", lambda: b"<html><p>Far" + b" " * 9_000_000 + b"down.", "Far\\s+down"),
    ("blanks without end in a gzip file", "a.txt.gz", lambda: gzip.compress(b" " * 110_000_000), "more than"),
    ("a line without end", "a.jsonl", lambda: b'{"id": "' + b"a" * 100_000_001, "a line of more than 100 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "made", "outcome"), BOMBS, ids=[row[0] for row in BOMBS])
def test_a_bomb_costs_its_file(
    what: str, name: str, made: Callable[[], bytes], outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = (
        "from sayso.documents import confined, container; confined.MEMORY = 800_000_000; container.FREE = 10_000_000; "
        "confined.serve()"
    )
    monkeypatch.setattr(guard, "_SERVE", less)  # as on a machine that has no 3 GB to spare
    (tmp_path / name).write_bytes(made())
    (tmp_path / "next.html").write_text("<html><body><p>The boats sank, Ada said.</p></body></html>", "utf-8")
    sources = [Source(tmp_path / name), Source(tmp_path / "next.html")]
    found = list(documents.read_files(sources))
    assert [type(one) for of, one in found if of is sources[1]] == [Reading], what
    told = [one.document.text if isinstance(one, Reading) else one.reason for of, one in found if of is sources[0]]
    assert told, what
    assert re.search(outcome, told[-1][:300]), (what, told[-1][:300])


def test_a_bomb_among_lines_costs_its_line() -> None:
    rows = [json.dumps({"id": "a", "text": "One."}).encode(), b"[" * 100_000, b'{"id": "b", "text": "Two."}']
    found = list(documents.read(b"\n".join(rows), "a.jsonl"))
    assert [type(one) is Reading for one in found] == [True, False, True]
