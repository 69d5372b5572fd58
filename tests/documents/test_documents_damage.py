"""Every reader on documents damaged at random, and on the inputs that fuzzing found to reach farthest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packing import assert_located
from samples import SEPARATOR, TARGETS, Target

from sayso import documents
from sayso.documents import picture
from sayso.model import Reading
from sayso.model.json import document_json

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus"
PIECES = (
    b"\0", b"\xff", b"\n", b"\r\n\r\n", b"<", b">", b"]]>", b"<!--", b"<!DOCTYPE x [", b"&a;", b"&#0;", b"&#xd800;",
    b'"', b"{", b"[", b"\\ud800", b"9" * 400, b"-1", b"endobj", b"stream\n", b"<< /Length 9999999999 >>", b"<p>",
    b"</div>", b"<table><tr><td>", b"From: a\n", b"=?utf-8?b?/?=", b"1970-01-01T00:00:00+99:99", b"\xe2\x80\xae",
    b"PK\3\4", b"PK\1\2", b"\x1f\x8b", b"WARC/1.0\r\n", SEPARATOR,
)  # fmt: skip


FOUND = [
    ("an element's name that is none", "xml-export", b"<disqus><post><:d/><message>Far</message></post></disqus>"),
    ("a prefix that nobody explains", "xml-export", b'<disqus><post dsq:id="7"><dsq:thread/></post></disqus>'),
    ("one in a feed", "feed", b"<rss><channel><x:item><x:title>Far</x:title></x:item></channel></rss>"),
    ("one in a Word document", "docx", b'<w:document><w:body><w:p w:x="1"><w:t>Far</w:t></w:p></w:body></w:document>'),
    ("one in an OpenDocument text", "odt", b'<x:a><text:p text:style-name="a">Far</text:p></x:a>'),
    ("one in a book", "epub", b'<package><dc:creator opf:role="aut">A</dc:creator></package>'),
]
"""What fuzzing found, or led to in a reader beside it: each raised ValueError in lxml, which knows no such name."""


@pytest.fixture(autouse=True)
def _without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise takes the recognition of text seconds a page, and it is no reader of ours."""
    monkeypatch.setattr(picture, "_engine", lambda: None)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with up to six stretches cut out, written over, doubled or filled with what means something."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 4, 30, 500))))
        new = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6), st.just(data[start:end] * 2)))
        data = data[:start] + new + data[end:]
    return data


@st.composite
def files(draw: st.DrawFn, target: Target) -> bytes:
    """A file of a target, damaged before it was packed, or after."""
    seed = draw(st.sampled_from(target.seeds))
    if draw(st.booleans()):
        return target.packed(draw(damaged(seed)))
    return draw(damaged(target.packed(seed)))


def check(data: bytes, name: str) -> None:
    """Whatever is read or refused says so, lies in its text and can be written down."""
    found = list(documents.read(data, name))
    assert found or not data
    for one in found:
        if isinstance(one, Reading):
            assert_located(one.document)
            assert json.dumps(document_json(one.document), ensure_ascii=False).encode()
        else:
            assert one.reason.encode()


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_documents_are_read_or_refused(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def damage(data: st.DataObject) -> None:
        check(data.draw(files(target)), target.name)

    damage()


@pytest.mark.parametrize(("what", "name", "seed"), FOUND, ids=[row[0] for row in FOUND])
def test_what_fuzzing_found(what: str, name: str, seed: bytes) -> None:
    assert what
    check(TARGETS[name].packed(seed), TARGETS[name].name)


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_of_fuzzing_is_read_or_refused(name: str) -> None:
    for path in sorted((CORPUS / name).glob("*")):
        check(TARGETS[name].packed(path.read_bytes()), TARGETS[name].name)
