"""ZIP archives and gzip files of all formats, bombs among them, and pictures."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from packing import epub, found, odt, one, page, readings, reasons, zipped

from sayso import documents
from sayso.documents import container, picture
from sayso.model import Reading

LETTER = b"From: Ada Holm <a@q.example>\nMessage-ID: <1@q.example>\n\nThe crane fell.\n"


def test_an_archive_gives_what_its_files_hold_in_its_order() -> None:
    inner = zipped({"deep/note.txt": "A note lay there."})
    lines = "\n".join(json.dumps({"id": n, "text": f"Line {n}."}) for n in "ab")
    data = zipped(
        {
            "b/page.html": page(), "a.eml": LETTER, "text.odt": odt("<text:p>In a shed.</text:p>"),
            "book": epub({"one": "<p>Chapter.</p>"}), "lines.jsonl": lines, "inner.zip": inner,
            "b/": "", ".hidden": "x", "__MACOSX/._a": "x",
        }
    )  # fmt: skip
    read = readings(data, "wrong.docx")
    assert [r.part for r in read] == list(range(7))
    assert [r.document.locators[0].part for r in read] == [
        "b/page.html", "a.eml/1", "text.odt/content.xml", "book/OPS/text/one.xhtml", "lines.jsonl", "lines.jsonl",
        "inner.zip/deep/note.txt",
    ]  # fmt: skip
    assert read[1].original == LETTER
    assert read[6].original == b"A note lay there."
    assert read[2].document.locators[0].element == "/office:document-content/office:body[1]/office:text[1]/text:p[1]"


def test_what_a_file_is_does_not_depend_on_the_archive() -> None:
    (alone,), (packed,) = readings(LETTER, "a.eml"), readings(zipped({"a.eml": LETTER}))
    assert (alone.document.id, alone.document.text) == (packed.document.id, packed.document.text)


def test_a_member_that_cannot_be_read_costs_itself() -> None:
    data = bytearray(zipped({"a.txt": "One.", "b.txt": "Two is longer.", "c.txt": "Three."}, zipfile.ZIP_STORED))
    data[data.index(b"Two") : data.index(b"Two") + 3] = b"2wo"
    told = found(bytes(data))
    assert [r.document.text for r in told if isinstance(r, Reading)] == ["One.", "Three."]
    assert reasons(bytes(data)) == ["b.txt: is damaged in its archive"]


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(info, "/etc/hostname")
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(zipped({"a.txt": "One."}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def nested(levels: int) -> bytes:
    data = b"The deepest."
    for level in range(levels):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    return data


def unknown_packing() -> bytes:
    data = bytearray(zipped({"a.txt": "One."}, zipfile.ZIP_STORED))
    data[8] = data[data.index(b"PK\1\2") + 10] = 98
    return bytes(data)


def nameless() -> bytes:
    data = bytearray(zipped({"x": "One."}, zipfile.ZIP_STORED))
    entry = data.index(b"PK\1\2")
    data[entry + 28] = 0
    del data[entry + 46]
    data[data.index(b"PK\5\6") + 12] -= 1
    return bytes(data)


def misplaced() -> bytes:
    data = bytearray(zipped({"a.txt": "One."}, zipfile.ZIP_STORED))
    data[data.index(b"PK\5\6") + 16] += 40
    return bytes(data)


REFUSED = [
    ("a directory that says that its files lie before the archive", misplaced(), "a.txt: is damaged in its archive"),
    ("a name that leads out", zipped({"../../a.txt": "x"}), "its name leads out"),
    ("a member without a name", nameless(), "holds a file without a name"),
    ("a name from the root", zipped({"/etc/a.txt": "x"}), "its name leads out"),
    ("a name with a drive", zipped({"C:\\a.txt": "x"}), "its name leads out"),
    ("a link", linked(), "a.txt: is a link"),
    ("a member locked with a password", locked(), "a.txt: is locked with a password"),
    ("a way to pack that Python doesn't know", unknown_packing(), "a.txt: is packed in a way"),
    ("a member that swells", zipped({"a.txt": bytes(20_000_000)}), "a.txt: unpacks to more than 200 times"),
    ("a gzip file that swells", gzip.compress(bytes(20_000_000)), "unpacks to more than 200 times"),
    ("a gzip file cut off", gzip.compress(b"One word and another." * 9)[:-12], "damaged gzip"),
    ("archives in archives", nested(6), "lies in more than 3 files"),
    ("an archive of nothing", zipped({}), "without files"),
    ("a picture", zipped({"in/a.png": b"\x89PNG\r\n\x1a\n"}), "in/a.png: is a picture (PNG)"),
    ("an empty member", zipped({"a.txt": ""}), "a.txt: is empty"),
    ("a broken line of JSON", zipped({"a.jsonl": '{"id": "a", "text": "x"}\n{"id"'}), "a.jsonl: line 2: is not JSON"),
]


@pytest.mark.parametrize(("what", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_says_why(what: str, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_engine", lambda: None)
    (said,) = reasons(data)
    assert reason in said, what


def test_an_archive_with_too_many_members_or_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.documents.archive.MAX_ENTRIES", 2)
    assert reasons(zipped({"a": "x", "b": "x", "c": "x"})) == ["is an archive of more than 2 files"]
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_UNPACKED", 100_000)
    told = found(zipped({f"{n}.txt": "word " * 10_000 for n in range(9)}))
    assert isinstance(told[0], Reading)
    assert "unpacks to more than" in str(told[-1])
    assert len(told) < 9, "what remains of the archive is given up as a whole"


def test_three_archives_in_each_other_are_read() -> None:
    assert one(nested(3)).text == "The deepest."


def test_a_quine_ends() -> None:
    data = b"One."
    for _ in range(50):
        data = gzip.compress(data)
    assert "lies in more than 3" in reasons(data)[0]


def test_a_gzip_file_is_what_it_holds() -> None:
    assert one(gzip.compress(page().encode()), "a.html.gz").text == one(page().encode()).text
    rows = b'{"id": "a", "text": "x"}\n\n{"id": "b", "text": "y"}'
    assert [r.part for r in readings(gzip.compress(rows), "a.jsonl.gz")] == [0, 2]


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    files = {"Crane.html": page(), "Crane_files/a.js": "var a", "other_files/a.txt": "A text."}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    assert [p.name for p in documents.find([tmp_path])] == ["Crane.html", "a.txt"]
    assert [r.document.locators[0].part for r in readings(zipped(dict(files)))] == ["Crane.html", "other_files/a.txt"]


PICTURES = [
    ("PNG", b"\x89PNG\r\n\x1a\n"), ("JPEG", b"\xff\xd8\xff\xe0"), ("TIFF", b"II*\0"), ("TIFF", b"MM\0*"),
    ("GIF", b"GIF89a"), ("WebP", b"RIFF\1\2\3\4WEBP"), ("BMP", b"BM\1\2\3\4\0\0\0\0"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), PICTURES)
def test_a_picture_says_that_it_is_one_and_names_the_remedy(
    kind: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "_engine", lambda: None)
    (refused,) = found(data, "a.txt")
    assert not isinstance(refused, Reading)
    assert refused.reason == f"is a picture ({kind})"
    assert "sayso[ocr]" in refused.remedy


def test_words_that_look_like_a_magic_number_are_words() -> None:
    for text in ("BMW builds cars.", "RIFF is a film.", "PK won.", "From here to 2016\nand on.", "GIF8 is no file."):
        assert one(text.encode()).text == text


def test_text_recognition_reads_a_picture_and_leads_back_to_it() -> None:
    pytest.importorskip("rapidocr", reason="the extra that recognises text is not installed")
    from PIL import Image, ImageDraw, ImageFont

    drawn = Image.new("RGB", (1000, 400), "white")
    pen = ImageDraw.Draw(drawn)
    for row, words in enumerate(
        ("The crane was old, a former", "inspector told the council.", "", "Nobody had checked it.")
    ):
        pen.text((60, 40 + 50 * row), words, font=ImageFont.load_default(size=30), fill="black")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    document = one(out.getvalue())
    assert document.text == "The crane was old, a former inspector told the council.\n\nNobody had checked it."
    assert [x.page for x in document.locators] == [1, 1]
    assert document.locators[0].box is not None
    left, top, right, bottom = document.locators[0].box
    assert 40 < left < 80
    assert 30 < top < bottom < 160 < right
    out = io.BytesIO()
    drawn.save(out, "PDF", resolution=100)
    scanned = one(out.getvalue())
    assert scanned.text == document.text
    assert scanned.locators[0].box is not None
    assert 30 < scanned.locators[0].box[0] < 58, "in points: 72 for an inch of 100 dots"
