"""Files of every kind, sound and broken, into documents."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso import documents
from sayso.documents.encoding import canonical, decode
from sayso.model import Document, Reading, Unreadable, UsageError

DATA = Path(__file__).parent / "data"
WORDS = "“Nobody knew,” said Zoë Říha – the café’s owner.\nShe had left by then, she says, and not come back.\n"


def one(data: bytes, name: str = "a.txt") -> Document:
    (reading,) = documents.read(data, name)
    assert isinstance(reading, Reading), reading
    assert reading.original == data
    return reading.document


def refusal(data: bytes, name: str = "a.txt") -> str:
    (reading,) = documents.read(data, name)
    assert isinstance(reading, Unreadable), reading
    assert reading.remedy
    return reading.reason


def test_the_text_of_a_file_is_kept_and_its_id_is_its_content() -> None:
    text = "A\tb\u2028c\u00a0d e\u0301\n\n\n  f  \n"
    document = one(text.encode())
    assert document.text == text
    assert document.id == hashlib.sha256(text.encode() + b"\x1f0").hexdigest()[:16]
    assert [(p.id, p.kind, p.span, p.author) for p in document.posts] == [("p0", "article", (0, len(text)), None)]
    assert one(text.encode(), "other name.md") == document


def test_line_ends_and_control_characters() -> None:
    assert one(b"one\r\ntwo\rthree\x00\x07 four\x0c\n" + b"five " * 20).text == "one\ntwo\nthree four\n" + "five " * 20


ENCODINGS = [
    ("UTF-8", WORDS.encode()),
    ("UTF-8 with its mark", codecs.BOM_UTF8 + WORDS.encode()),
    ("UTF-16, little end first", codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le")),
    ("UTF-16, big end first", codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be")),
    ("UTF-16 without its mark", WORDS.replace("Ř", "R").encode("utf-16-le")),
    ("UTF-32", codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le")),
    ("a Western code page, which nothing declares", WORDS.replace("Ř", "R").encode("cp1252")),
    ("UTF-8 with a damaged byte: the rest is not lost", WORDS.encode().replace(b"caf", b"c\xff\x61f")),
]


RUSSIAN = "Директор школы сказал, что ничего не знал об этом, и отказался отвечать на вопросы репортёров. " * 3
POLISH = "Dyrektor powiedział, że nie wiedział o niczym. Źródło w urzędzie miasta zaprzecza, mówiąc o błędach. " * 3
JAPANESE = "市長は月曜日、橋の閉鎖について何も知らなかったと述べた。関係者は取材に応じなかった。" * 3
SCRIPTS = [
    ("UTF-32 without its mark, big end first", RUSSIAN, "utf-32-be", ""),
    ("UTF-32 without its mark, little end first", WORDS, "utf-32-le", ""),
    ("UTF-16 without its mark, in a script whose letters have no zero", RUSSIAN, "utf-16-le", ""),
    ("UTF-16 without its mark, in a script whose letters have no zero", RUSSIAN, "utf-16-be", ""),
    ("UTF-32 with its mark", RUSSIAN, "utf-32", ""),
    ("a Cyrillic code page that nothing declares", RUSSIAN, "cp1251", ""),
    ("a Central European code page that the page declares", POLISH, "cp1250", "windows-1250"),
    ("Shift-JIS that nothing declares", JAPANESE, "shift_jis", ""),
    ("Shift-JIS that is declared", JAPANESE, "shift_jis", "Shift_JIS"),
    ("Shift-JIS in seven bits that is declared", JAPANESE, "iso-2022-jp", "iso-2022-jp"),
    ("a lie: it is UTF-8", RUSSIAN, "utf-8", "iso-8859-1"),
    ("a lie: it is no UTF-8", WORDS.replace("Ř", "R"), "cp1252", "utf-8"),
    ("a lie: it is no UTF-16", WORDS, "utf-8", "utf-16"),
    ("a lie: it is Cyrillic, not Western", RUSSIAN, "cp1251", "iso-8859-1"),
    ("a lie: it is Shift-JIS, not Western", JAPANESE, "shift_jis", "windows-1252"),
]


@pytest.mark.parametrize(("reason", "text", "encoding", "declared"), SCRIPTS)
def test_scripts_and_what_is_said_of_them(reason: str, text: str, encoding: str, declared: str) -> None:
    said = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    assert decode((said + text).encode(encoding)).removeprefix(said) == text, reason


@pytest.mark.parametrize(("reason", "data"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
def test_encodings(reason: str, data: bytes) -> None:
    text = one(data).text.replace("\ufffd", "").replace("Ř", "R")
    assert text == WORDS.replace("Ř", "R"), reason


def test_a_page_says_its_encoding() -> None:
    said = "<p>Директор школы сказал, что ничего не знал об этом, и отказался отвечать на вопросы.</p>" * 3
    page = f'<html><head><meta charset="koi8-r"></head><body>{said}</body></html>'
    assert "Директор школы сказал" in one(page.encode("koi8-r"), "a.html").text


def test_an_unknown_declared_encoding_does_no_harm() -> None:
    page = b'<html><head><meta charset="rot13"></head><body><p>The caf\xe9 was shut, the owner said.</p></body></html>'
    assert "The café was shut" in one(page).text


REFUSED = [
    ("empty", b"", "empty"),
    ("blank", b" \n\t\r\n" * 100, "no text"),
    ("a mark and nothing else", codecs.BOM_UTF16_LE, "no text"),
    ("nothing but zeros", b"\0" * 1000, "binary"),
    ("packed bytes", bytes(range(256)) * 50, "binary"),
    ("half an archive", b"PK\x03\x04\x14\0word/document.xml", "damaged ZIP"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    ("a case", b"SQLite format 3\0\x10\0", "SQLite"),
    ("compressed lines", b"\x1f\x8b\x08\0", "gzip"),
    ("half a PDF", b"%PDF-1.7\n1 0 obj <<", "damaged PDF"),
    (
        "a page without words",
        b"<!DOCTYPE html><html><head><title>x</title></head><body><img src=a></body></html>",
        "no text",
    ),
]


@pytest.mark.parametrize(("what", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refusals_name_the_problem(what: str, data: bytes, reason: str) -> None:
    assert reason in refusal(data), what


def test_json_over_several_lines_is_no_text() -> None:
    assert "not an object a line" in refusal(b'{\n  "id": "a",\n  "text": "One."\n}\n', "a.json")


def test_a_locked_pdf_and_one_of_pictures() -> None:
    assert "locked" in refusal((DATA / "locked.pdf").read_bytes())
    with pypdfium2.PdfDocument.new() as file:
        file.new_page(200, 200).close()
        saved = io.BytesIO()
        file.save(saved)
    assert "without text" in refusal(saved.getvalue(), "scan.pdf")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.documents.sniff.MAX_BYTES", 1_000_000)
    assert "larger than 1 MB" in refusal(b" " * 1_000_001)
    assert len(one(b"word " * 200_000).text) == 1_000_000


DEEP = 10_000
HEADER = b"3 comments\n- Bo May 4, 2016, 9:12 AM\n"
HOSTILE = [
    ("tags nested by thousands", b"<html><body>" + b"<div>" * DEEP + b"<p>Far down.</p>" + b"</div>" * DEEP),
    ("tables nested and never closed", b"<html>" + b"<table><tr><td>" * DEEP + b"Far down."),
    ("one tag with very many attributes", b"<html><p " + b"a=b " * 50_000 + b">Far down.</p>"),
    ("a million less-than signs", b"<p>" + b"<" * 1_000_000 + b"</p><p>Far down.</p>"),
    ("a line of a million words", b"word 2016 " * 1_000_000 + b"Far down."),
    ("very many headings of comments", b"Comments\n" * 100_000 + b"Far down."),
    ("a comment and very many blank lines", HEADER + b" \n" * 500_000 + b"Far down."),
    ("a comment and very many links to answer it", HEADER + b"Far down.\n" + b"Reply\n" * 50_000),
]


@pytest.mark.parametrize(("what", "data"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_hostile_texts_are_read(what: str, data: bytes) -> None:
    assert "Far down." in one(data).text, what


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=2000),
        st.tuples(
            st.sampled_from([b"%PDF-1.4", b"<html>", b'{"id":', b"\xff\xfe", b"<p>", b"PK"]), st.binary(max_size=500)
        ).map(b"".join),
    ),
    st.sampled_from(["a", "a.txt", "a.html", "a.pdf", "a.jsonl"]),
)
@example(b'{"id": 1, "text": "x", "authors": 5}', "a.jsonl")
@example(b'{"id": "a", "text": "x", "posts": [{"id": "p0", "kind": "article", "span": ["0", "1"]}]}', "a.jsonl")
@example(b'{"id": "a", "text": "x", "posts": [{"id": "p0", "kind": "article", "span": [0.0, 0.5]}]}', "a.jsonl")
@example(b'{"id": "a", "text": "\\ud800"}', "a.jsonl")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    found = list(documents.read(data, name))
    assert found
    for reading in found:
        if isinstance(reading, Reading):
            assert reading.document.text.strip()
            assert reading.document.text.encode()
            assert all(0 <= p.span.start <= p.span.end <= len(reading.document.text) for p in reading.document.posts)
        else:
            assert reading.reason


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_was_but_for_its_control_characters(text: str) -> None:
    text = text.removeprefix("\ufeff")
    if text.count("\0") == 0:
        assert canonical(decode(b"\xef\xbb\xbf" + text.encode())) == canonical(text)
    kept = canonical(text)
    assert canonical(kept) == kept
    assert "\r" not in kept


def test_lines_are_read_one_by_one_and_a_broken_one_is_one_refusal() -> None:
    long = json.dumps({"id": "long", "text": "word " * 2_000_000}).encode()
    rows = [
        b'{"id": "a", "text": "One.\\r\\nTwo.", "published": "2011"}', b"{broken", b"", b"\xff\xfe", long,
        b'{"id": 7, "text": " "}', b'{"id": 7, "text": "Last."}',
    ]  # fmt: skip
    found = list(documents.read(b"\n".join(rows), "in.jsonl", published="2014-01-24"))
    told = [
        (r.part, r.document.id, r.document.published)
        if isinstance(r, Reading)
        else (r.part, r.reason.split(" (")[0], None)
        for r in found
    ]
    assert told == [
        (0, "a", "2011"), (1, "is not JSON", None), (3, "is not UTF-8", None), (4, "long", "2014-01-24"),
        (5, "has no text", None), (6, "7", "2014-01-24"),
    ]  # fmt: skip
    first = found[0]
    assert isinstance(first, Reading)
    assert first.document.text == "One.\r\nTwo.", "spans count in the caller's own code points"
    assert first.original == rows[0]


def test_a_line_longer_than_any_document_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.documents.lines.MAX_BYTES", 1000)
    found = list(documents.read(b" " * 5000 + b'\n{"id": "a", "text": "x"}\n' + b"x" * 1001, "in.jsonl"))
    assert [(r.part, type(r)) for r in found] == [(0, Unreadable), (1, Reading), (2, Unreadable)]


LINES = [
    ("by their content", b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}', "stdin", 2),
    ("by their content, after a mark", codecs.BOM_UTF8 + b'{"id": "a", "text": "x"}', "stdin", 1),
    ("a first line longer than what is looked at", b'{"id": "a", "text": "' + b"x" * 100_000 + b'"}', "stdin", 1),
    ("by their name, though the first is broken", b'{"id"\n{"id": "b", "text": "y"}', "a.ndjson", 2),
]


@pytest.mark.parametrize(("how", "data", "name", "count"), LINES, ids=[row[0] for row in LINES])
def test_lines_are_told(how: str, data: bytes, name: str, count: int) -> None:
    found = list(documents.read(data, name))
    assert len(found) == count, how
    last = found[-1]
    assert isinstance(last, Reading)
    assert last.document.id in "ab"


def test_a_line_may_bring_its_posts_or_leave_them_to_be_found() -> None:
    thread = "The bridge\n\nClosed.\n\n1 Comment\n\nann May 4, 2016, 9:12 AM\nWhy?"
    found = documents.from_line(json.dumps({"id": "a", "text": thread, "authors": ["B", "C"]}).encode(), 3)
    assert [(p.author, p.kind) for p in found.document.posts] == [("B, C", "article"), ("ann", "comment")]
    own = {"id": "p9", "kind": "comment", "span": [0, 3], "author": "dee"}
    kept = documents.from_line(json.dumps({"id": "a", "text": thread, "posts": [own]}).encode(), 3)
    assert [(p.id, p.author) for p in kept.document.posts] == [("p9", "dee")]
    assert found.part == 3
    with pytest.raises(Unreadable) as refused:
        documents.from_line(b"[1]", 4)
    assert refused.value.part == 4


@pytest.mark.parametrize("date", ["2014", "2014-01", "2014-01-24", "2014-01-24T09:39", "2014-01-24T09:39:10+01:00"])
def test_a_date_given_dates_what_has_none(date: str) -> None:
    (reading,) = documents.read(b"One.", "a.txt", published=date)
    assert isinstance(reading, Reading)
    assert reading.document.published == date
    (dated,) = documents.read(b"The bridge\n\n4 May 2016\n\nClosed.", "a.txt", published=date)
    assert isinstance(dated, Reading)
    assert dated.document.published == "2016-05-04"


@pytest.mark.parametrize(
    "date", ["", "yesterday", "24.01.2014", "2014-13", "2014-02-30", "20140124", "2014-01-24T25:00"]
)
def test_a_wrong_date_is_refused_at_the_call(date: str) -> None:
    with pytest.raises(UsageError):
        documents.read(b"One.", "a.txt", published=date)
    with pytest.raises(UsageError):
        documents.read_file(Path("nowhere"), published=date)


def test_files_under_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "sub/d.txt", "sub/c.txt", ".git/config", "notes.db-wal", "case.db-shm"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("One.", encoding="utf-8")
    (tmp_path / "case.db").write_bytes(b"SQLite format 3\0 and more")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "looks like.txt").mkdir()
    found = [str(path.relative_to(tmp_path)) for path in documents.find([tmp_path])]
    assert found == ["a.txt", "b.txt", "notes.db-wal", "sub/c.txt", "sub/d.txt"]
    named = [tmp_path / "case.db", tmp_path / "missing", tmp_path / ".hidden"]
    assert list(documents.find(named)) == named, "what is named itself is given as it is named"


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for path, reason in [
        (tmp_path / "missing.txt", "no such file"),
        (tmp_path, "folder"),
        (tmp_path / "circle", "can't be read"),
        (tmp_path / ("x" * 300), "can't be read"),
        (Path("a\0b"), "name"),
    ]:
        (found,) = documents.read_file(path)
        assert isinstance(found, Unreadable)
        assert reason in found.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_files_that_may_not_be_opened(tmp_path: Path) -> None:
    (tmp_path / "shut.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "shut.txt").chmod(0)
    (found,) = documents.read_file(tmp_path / "shut.txt")
    assert isinstance(found, Unreadable)
    assert "may not be opened" in found.reason


def test_a_pipe_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"One.")
    os.close(writer)
    (found,) = documents.read_file(Path(f"/dev/fd/{reader}"))
    os.close(reader)
    assert isinstance(found, Reading)
    assert found.document.text == "One."


def test_examples(examples: Path) -> None:
    found = {path.name: reading for path in documents.find([examples]) for reading in documents.read_file(path)}
    read = {name: reading.document for name, reading in found.items() if isinstance(reading, Reading)}
    assert set(read) == set(found)

    agency = read["agency-report.txt"]
    assert (agency.title, agency.outlet, len(agency.posts)) == (None, "Meridian", 1)

    blog = read["blog-thread.txt"]
    assert (blog.title, blog.authors) == ("Kestrel Bank and the Line That Isn’t There", ("Nora Quill",))
    answered = [(p.author, p.reply_to) for p in blog.posts[1:]]
    assert answered == [
        ("oldsalt", None), ("Jette Marquand", "p1"), ("oldsalt", "p2"), ("Nora Quill", "p2"), ("Jette Marquant", "p4"),
        ("H. Brandstrup", "p1"), ("oldsalt", "p6"), ("H. Brandstrup", "p7"), ("Piet van der Lyn", None),
        ("Nora Quill", "p9"), ("MW", None),
    ]  # fmt: skip
    assert blog.text[: blog.posts[-1].span.end].endswith("whether THEY have a line there?")

    paper = read["newspaper.html"]
    assert paper.title == "Cable row: Tavoria “asked for film to be pulled”, say officials"
    assert paper.authors == ("Samuel Osei-Lind", "Marta Vell")
    assert (paper.outlet, paper.published) == ("The Harbour Chronicle", "2022-03-11T06:30:00+01:00")
    assert paper.url == "https://www.harbourchronicle.example/2022/03/11/cable-row-film"
    assert "“They knew it existed. That was what shook people,” he said." in paper.text.split("\n\n")[1]
    assert not any(junk in paper.text for junk in ("partners store", "Most read", "Morning Tide", "All rights"))

    board = read["statement.pdf"]
    assert (board.title, board.published) == ("Break of the Kestrel Bank cable: preliminary findings", "2022-03-10")
    paragraphs = board.text.split("\n\n")
    assert "2. What the Board finds" in paragraphs
    assert any("the coastguard’s duty book" in p for p in paragraphs), "a word broken at a line's end is whole again"
    assert not any("Page" in p for p in paragraphs)
