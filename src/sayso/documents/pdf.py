"""PDF files into documents: lines put together to paragraphs in the order in which the file gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from sayso.documents.encoding import canonical
from sayso.documents.plain import read_head
from sayso.documents.thread import whole
from sayso.model import Document, Unreadable

_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line; the next line follows it at once
_PAGE_NUMBER = re.compile(r"\W*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\W*", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\W*(?:untitled|anonymous|unspecified|unknown|none)\W*|microsoft word.*"
    r"|.*\.(?:docx?|pdf|indd|odt|rtf|tex|xlsx?|qxd)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.!?:][\"'”’»)\]]*$")


class Scanned(Unreadable):
    """A PDF whose pages are pictures."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its words, its left and right edge, and its first and last character's foot and height."""

    words: str
    left: float
    right: float
    first: float
    last: float
    height: float


def read_pdf(data: bytes) -> Document:
    """The document that a PDF is, without id; raises Unreadable for one that is locked, damaged or only pictures."""
    try:
        with pdfium.PdfDocument(data) as file:
            pages = [_page(file, number) for number in range(len(file))]
            about = file.get_metadata_dict()
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("is a PDF locked with a password", "open it, and print it to a PDF without one") from error
        raise Unreadable("is a damaged PDF", "open it and print it to a new PDF, or get it again") from error
    if not any(pages):
        raise Scanned("is a PDF without text, perhaps scanned", "run text recognition (OCR) on it first")
    text = canonical(_unhyphened("\n\n".join(_paragraphs(_without_running_heads(pages)))))
    head = read_head(text)
    title = about.get("Title", "").strip()
    author = about.get("Author", "").strip()
    authors = head.authors or (() if not author or _NO_TITLE.fullmatch(author) else (author,))
    title = head.title if not title or _NO_TITLE.fullmatch(title) else title
    return Document(
        "", text, title and canonical(title), authors, head.outlet, head.published,
        posts=whole(text, ", ".join(authors) or None),
    )  # fmt: skip


def _page(file: pdfium.PdfDocument, number: int) -> list[_Line]:
    """A page's lines; none where the page is damaged."""
    try:
        page = file[number]
        words = page.get_textpage()
        return list(_lines(words))
    except pdfium.PdfiumError:
        return []


def _lines(page: pdfium.PdfTextPage) -> Iterator[_Line]:
    place = 0
    for line in page.get_text_range().split("\r\n"):
        if line.strip():
            start = raw.FPDFText_GetCharIndexFromTextIndex(page, place + len(line) - len(line.lstrip()))
            end = raw.FPDFText_GetCharIndexFromTextIndex(page, place + len(line.rstrip()) - 1)
            if start >= 0 and end >= 0:
                left, foot, _, top = page.get_charbox(start, loose=True)
                _, last, right, _ = page.get_charbox(end, loose=True)
                yield _Line(line.strip(), left, right, foot, last, top - foot)
        place += len(line) + 2


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Pages without their numbers, and without a top or bottom line that a page before carried."""
    seen: set[str] = set()
    kept = []
    for page in pages:
        edges = [pick(page, key=lambda line: line.first) for pick in (max, min) if len(page) > 1]
        gone = [x for x in edges if _PAGE_NUMBER.fullmatch(x.words) or _masked(x.words) in seen]
        seen.update(_masked(line.words) for line in edges)
        kept.append([line for line in page if line not in gone])
    return kept


def _masked(words: str) -> str:
    return re.sub(r"\d+", "0", words)


def _paragraphs(pages: list[list[_Line]]) -> Iterator[str]:
    words: list[str] = []
    before: _Line | None = None
    for lines in pages:
        pitch = median([a.last - b.first for a, b in pairwise(lines) if a.last > b.first] or [0])
        left, right = min((x.left for x in lines), default=0), max((x.right for x in lines), default=0)
        for line in lines:
            if before and _breaks(before, line, pitch, (left, right)):
                yield " ".join(words)
                words = []
            words.append(line.words)
            before = line
    if words:
        yield " ".join(words)


def _breaks(before: _Line, line: _Line, pitch: float, edges: tuple[float, float]) -> bool:
    """Whether a paragraph ends between two lines: by a gap, another size of type, an indented or a short line."""
    step = before.last - line.first
    closed = bool(_CLOSED.search(before.words))
    if abs(before.height - line.height) > 0.06 * max(before.height, line.height):
        return True
    if step <= 0:  # a new page or column: the text runs on unless a sentence ends
        return closed
    left, right = edges
    indented = line.left - left > 0.8 * line.height and line.left - before.left > 0.8 * line.height
    short = right - before.right > 0.2 * (right - left)
    return step > 1.25 * pitch or indented or (short and closed)


def _unhyphened(text: str) -> str:
    """Words broken at a line's end, whole again.

    A hyphen that belongs to the word looks the same: it stays where the document writes the word with it elsewhere,
    or where a capital or a figure follows.
    """
    words = set(re.findall(r"[\w-]+", text))

    def joined(match: re.Match[str]) -> str:
        first, second = match.groups()
        if first + second in words:
            return first + second
        keep = f"{first}-{second}" in words or not second[:1].islower()
        return f"{first}-{second}" if keep else first + second

    return re.sub(rf"([\w-]+){_HYPHEN}\s*([\w-]+)", joined, text).replace(_HYPHEN, "-")
