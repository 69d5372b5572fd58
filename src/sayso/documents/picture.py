"""Pictures of text, alone or as the pages of a scanned PDF: read where text recognition is installed, else named.

The recognition is RapidOCR's (`pip install "sayso[ocr]"`): its models are in its package and run on this machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from sayso.documents import pdf
from sayso.documents.encoding import canonical
from sayso.documents.plain import read_head
from sayso.documents.sniff import picture_of
from sayso.documents.thread import whole
from sayso.model import Document, Locator, Span, Unreadable

_REMEDY = 'install text recognition, which runs on this machine (pip install "sayso[ocr]"), and read it again'
_SCALE = 200 / 72  # dots for a point: 200 dots an inch, at which recognition is trained
_MOST_DOTS = 50_000_000  # of a picture: a page of A4 at 600 dots an inch has 35 million
_SURE = 0.5  # RapidOCR's own bound, below which a line is noise
_MOST_FRAMES = 500
_Picture = tuple[Any, float]  # one in Pillow's form, and by what its dots are multiplied in a locator's box
_FULL = 0.6  # of a column's width that a line within a paragraph fills at least


@dataclass(frozen=True, slots=True)
class _Line:
    """A recognised line: its words and its box (left, top, right, bottom) in dots."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def read_pdf(data: bytes) -> Document:
    """The document that a PDF is, without id: its text or, where it has none, what is recognised on its pages."""
    try:
        return pdf.read_pdf(data)
    except pdf.Scanned as error:
        if _engine() is None:
            raise Unreadable(error.reason, _REMEDY) from error
        try:
            with pdfium.PdfDocument(data) as file:
                return _document(_pages(file), error.reason)
        except (pdfium.PdfiumError, ValueError, OSError) as damage:
            raise Unreadable("is a damaged PDF", "open it and print it to a new PDF, or get it again") from damage


def read_picture(data: bytes) -> Document:
    """The document that a picture shows, without id; raises Unreadable where nothing can be recognised on it."""
    if _engine() is None:
        raise Unreadable(f"is a picture ({picture_of(data)})", _REMEDY)
    return _document(_frames(data), f"is a picture ({picture_of(data)})")


@cache
def _engine() -> Any:
    """The recognition; None where it isn't installed."""
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and seconds to load
    except ImportError:
        return None
    # pages are scanned upright: its guess at lines that stand on their head turned one in five of a tilted page
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})


def _pages(file: pdfium.PdfDocument) -> Iterator[_Picture]:
    for number in range(len(file)):
        page = file[number]
        scale = min(_SCALE, (_MOST_DOTS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
        yield page.render(scale=scale).to_pil().convert("RGB"), 1 / scale


def _frames(data: bytes) -> Iterator[_Picture]:
    """The pictures of a file: a TIFF holds the pages of a fax."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - comes with the recognition

    try:
        with Image.open(io.BytesIO(data)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file)):
                if number == _MOST_FRAMES or frame.width * frame.height > _MOST_DOTS:
                    raise Unreadable("is too large a picture", "save it smaller")
                yield ImageOps.exif_transpose(frame).convert("RGB"), 1.0
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("is a damaged picture", "get it again") from error


def _document(pictures: Iterator[_Picture], what: str) -> Document:
    """The words on pictures, paragraph by paragraph; `what` says what the file is."""
    pieces: list[str] = []
    locators: list[Locator] = []
    length = 0
    for number, (picture, scale) in enumerate(pictures, 1):
        for paragraph in _paragraphs(_lines(picture)):
            words = canonical(_joined(paragraph))
            start = length + 2 if pieces else 0
            length = start + len(words)
            pieces.append(words)
            box = tuple(scale * x for x in _around(paragraph))
            locators.append(
                Locator(Span(start, length), page=number, box=(box[0], box[1], box[2], box[3]), exact=False)
            )
    text = "\n\n".join(pieces)
    if not text:
        raise Unreadable(f"{what}; no words were recognised on it", "scan it sharper, and upright")
    head = read_head(text)
    return Document(
        "", text, head.title, head.authors, head.outlet, head.published,
        posts=whole(text, ", ".join(head.authors) or None), locators=tuple(locators),
    )  # fmt: skip


def _lines(picture: Any) -> list[_Line]:
    """The lines on a picture, in the order of reading: column by column where it has columns."""
    import numpy  # noqa: ICN001, PLC0415 - as above

    try:
        found = _engine()(numpy.asarray(picture)[:, :, ::-1])
    except Exception:  # noqa: BLE001 - the recognition has errors of its own for pictures that it can't take
        return []
    if found.txts is None:
        return []
    lines = []
    for corners, words, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= _SURE and words.strip():
            across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
            lines.append(_Line(words.strip(), min(across), min(down), max(across), max(down)))
    return list(_ordered(sorted(lines, key=lambda line: (line.top, line.left)), across=False))


def _ordered(lines: list[_Line], *, across: bool, again: bool = True) -> Iterator[_Line]:
    """Lines cut at the blank stretches that run right through them, sideways and downwards in turn."""
    if len(lines) < 2:
        yield from lines
        return
    wide = (0.5 if across else 1.2) * median(line.height for line in lines)
    groups: list[list[_Line]] = []
    edge = float("-inf")
    for line in sorted(lines, key=lambda line: line.left if across else line.top):
        start, end = (line.left, line.right) if across else (line.top, line.bottom)
        if not groups or start > edge + wide:
            groups.append([])
        groups[-1].append(line)
        edge = max(edge, end)
    if len(groups) == 1 and not again:
        yield from _rows(lines)
        return
    for group in groups:
        yield from _ordered(group, across=not across, again=len(groups) > 1)


def _rows(lines: list[_Line]) -> Iterator[_Line]:
    """Lines from top to bottom, those that stand side by side from left to right."""
    waiting = sorted(lines, key=lambda line: line.top)
    while waiting:
        middle = waiting[0].top + waiting[0].height / 2
        row = [line for line in waiting if line.top < middle]
        waiting = [line for line in waiting if line.top >= middle]
        yield from sorted(row, key=lambda line: line.left)


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines that follow each other closely, in type of one size, under each other."""
    paragraph: list[_Line] = []
    for line in lines:
        if paragraph and (not _follows(paragraph[-1], line) or _is_short(paragraph[-1], lines)):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_short(line: _Line, lines: list[_Line]) -> bool:
    """Whether a line leaves much of its column empty: then what follows is another paragraph."""
    widest = max(x.right for x in lines if x.left < line.right and line.left < x.right)
    return line.right - line.left < _FULL * (widest - line.left)


def _follows(before: _Line, line: _Line) -> bool:
    size = max(before.height, line.height)
    near = -0.5 * size < line.top - before.bottom < 0.9 * size
    under = line.left < before.right and before.left < line.right and line.left - before.left < 1.5 * size
    return near and under and min(before.height, line.height) > 0.6 * size


def _joined(lines: list[_Line]) -> str:
    """The words of lines that are a paragraph, those broken at a line's end whole again."""
    text = ""
    for line in lines:
        if len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and line.words[0].islower():
            text = text[:-1] + line.words
        else:
            text += (" " if text else "") + line.words
    return text


def _around(lines: list[_Line]) -> tuple[float, float, float, float]:
    return (
        min(x.left for x in lines), min(x.top for x in lines), max(x.right for x in lines), max(x.bottom for x in lines)
    )  # fmt: skip
