"""PDF files into documents: lines put together to paragraphs in the order in which they are read.

Each line keeps its page and the box around it, so that every span leads back to its place on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from sayso.documents import dates
from sayso.documents.columns import Box, Line, in_order, without_running_heads
from sayso.documents.encoding import canonical
from sayso.documents.hyphens import HYPHENS, Hyphens
from sayso.documents.plain import Head, read_head
from sayso.documents.thread import whole
from sayso.model import Document, Locator, Span, Unreadable

_NO_TITLE = re.compile(
    r"\W*(?:untitled|anonymous|unspecified|unknown|none|user|admin(?:istrator)?|owner)\W*|microsoft word.*"
    r"|.*\.(?:docx?|pdf|indd|odt|rtf|tex|xlsx?|qxd)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.!?:][\"'”’»)\]]*$")
_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")  # PDFium's sign for a hyphen at a line's end: the next follows at once
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_GAP = 0.9  # of the type's height: a wider space between two words may be a gutter between columns
_SMALL = 0.93  # of the page's usual type: lines smaller than that at a column's foot may be footnotes
_NOTE = re.compile(r"(?:\(?\[?\d{1,3}\]?\)?|[*†‡§¶])[.\s]?\s*\S")
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Scanned(Unreadable):
    """A PDF whose pages are pictures."""


def read_pdf(data: bytes) -> Document:
    """The document that a PDF is, without id; raises Unreadable for one that is locked, damaged or only pictures."""
    try:
        with pdfium.PdfDocument(data) as file:
            pages = [_page(file, number) for number in range(len(file))]
            about = file.get_metadata_dict()
            language = _language(file)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("is a PDF locked with a password", "open it, and print it to a PDF without one") from error
        raise Unreadable("is a damaged PDF", "open it and print it to a new PDF, or get it again") from error
    if not any(lines for lines, _ in pages):
        raise Scanned("is a PDF without text, perhaps scanned", "run text recognition (OCR) on it first")
    text, locators = _written(_paragraphs([lines for lines, _ in pages], [height for _, height in pages]))
    head = read_head(text)
    return _described(Document("", text, language=language, locators=locators), head, about)


def _described(document: Document, head: Head, about: dict[str, str]) -> Document:
    """The document with what its first lines and the file's own record say about it.

    The record's date of making counts as the date of publication only where the text speaks of that year and of none
    after it; a file that was made long after the document, or by a program without a clock, says nothing.
    """
    given, author = (canonical(about.get(key, "")).strip() for key in ("Title", "Author"))
    authors = head.authors or (() if not author or _NO_TITLE.fullmatch(author) else (author,))
    title = head.title if not given or _NO_TITLE.fullmatch(given) else given
    made, changed = (_moment(about.get(key, "")) for key in ("CreationDate", "ModDate"))
    sane = made and max(_YEAR.findall(document.text), default="") == made[:4]
    published = head.published or (made if sane else None)
    later = changed if sane and made and changed and changed[:10] > made[:10] else None
    return replace(
        document, title=title, authors=authors, outlet=head.outlet, published=published,
        posts=whole(document.text, ", ".join(authors) or None), updated=later,
    )  # fmt: skip


def _moment(value: str) -> str | None:
    """A time as PDF writes it ("D:20220310091500+01'00'") in ISO 8601; None where it is none."""
    found = _TIME.match(value)
    if not found:
        return None
    year, month, day, hour, minute, second, utc, zone, minutes = found.groups()
    iso = f"{year}-{month}-{day}"
    if hour:
        iso += f"T{hour}:{minute}:{second or '00'}{utc or (zone and f'{zone}:{minutes or 00:0>2}') or ''}"
    return dates.moment(iso)


def _language(file: pdfium.PdfDocument) -> str | None:
    """The language that the file says it is in."""
    length = raw.FPDFCatalog_GetLanguage(file, None, 0)
    if not 2 < length < 200:
        return None
    buffer = bytearray(length)
    raw.FPDFCatalog_GetLanguage(file, (raw.FPDF_WCHAR * (length // 2)).from_buffer(buffer), length)
    said = buffer.decode("utf-16-le", "ignore").strip("\0 ")
    return said if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", said) else None


def _page(file: pdfium.PdfDocument, number: int) -> tuple[list[Line], float]:
    """A page's lines, or pieces of lines where wide spaces stand between them, and its height.

    None where the page is damaged.
    """
    try:
        page = file[number]
        frame = _Frame(page.get_cropbox(), page.get_rotation())
        return list(_lines(page.get_textpage(), frame, number + 1)), frame.height
    except pdfium.PdfiumError:
        return [], 0.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """What of a page is shown, and how it is turned (degrees, clockwise)."""

    crop: Box
    turned: int

    @property
    def height(self) -> float:
        left, bottom, right, top = self.crop
        return top - bottom if self.turned % 180 == 0 else right - left

    def placed(self, box: Box) -> Box:
        """A box given as left, bottom, right, top in the page's own space, as left, top, right, bottom shown."""
        x0, y0, x1, y1 = box
        left, bottom, right, top = self.crop
        if self.turned == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if self.turned == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if self.turned == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0


def _lines(page: pdfium.PdfTextPage, frame: _Frame, number: int) -> Iterator[Line]:
    """The pieces of a page's lines, in the order of the file."""
    page.count_rects()  # the places of text can be asked for only after it
    for line in _LINE.finditer(page.get_text_range()):
        words: list[tuple[int, int, Box, str]] = []  # first and last character, the box of its type, the word
        for word in re.finditer(r"\S+", line[0]):
            first = raw.FPDFText_GetCharIndexFromTextIndex(page, line.start() + word.start())
            last = raw.FPDFText_GetCharIndexFromTextIndex(page, line.start() + word.end() - 1)
            if first < 0 or last < 0:
                continue
            begin, end = (frame.placed(page.get_charbox(i, loose=True)) for i in (first, last))
            box = begin[0], begin[1], max(begin[2], end[2]), begin[3]
            if words and box[0] - words[-1][2][2] > _GAP * (box[3] - box[1]):
                yield from _piece(page, frame, number, words)
                words = []
            words.append((first, last, box, word[0]))
        yield from _piece(page, frame, number, words)


def _piece(
    page: pdfium.PdfTextPage, frame: _Frame, number: int, words: Sequence[tuple[int, int, Box, str]]
) -> Iterator[Line]:
    said = canonical(" ".join(word for *_, word in words))
    if not said.strip():
        return
    first, last = words[0][0], words[-1][1]
    inked = [frame.placed(page.get_rect(i)) for i in range(page.count_rects(first, last - first + 1))]
    inked = inked or [box for _, _, box, _ in words]
    around = (
        min(b[0] for b in inked), min(b[1] for b in inked), max(b[2] for b in inked), max(b[3] for b in inked),
    )  # fmt: skip
    foot = median(box[3] for _, _, box, _ in words)
    yield Line(said, around, foot, median(box[3] - box[1] for _, _, box, _ in words), number)


def _paragraphs(pages: Sequence[list[Line]], heights: Sequence[float]) -> Iterator[list[Line]]:
    """The lines of each paragraph; footnotes, which stand at the foot of a column, come last."""
    notes: list[list[Line]] = []
    words: list[Line] = []
    before: Line | None = None
    for page in without_running_heads(pages, heights):
        usual = _usual(page)
        for region in in_order(page):
            lines, below = _without_notes(region, usual)
            notes.extend(below)
            pitch = median([b.foot - a.foot for a, b in pairwise(lines) if b.foot > a.foot] or [0])
            left, right = min((x.left for x in lines), default=0), max((x.right for x in lines), default=0)
            for line in lines:
                if before and _breaks(before, line, pitch, (left, right)):
                    yield words
                    words = []
                words.append(line)
                before = line
    if words:
        yield words
    yield from notes


def _usual(page: Sequence[Line]) -> float:
    """The height of the type in which most of a page is set."""
    return median([line.height for line in page for _ in range(1 + len(line.words) // 20)] or [0])


def _without_notes(region: list[Line], usual: float) -> tuple[list[Line], list[list[Line]]]:
    """A region's lines, and its footnotes apart: smaller lines at its foot, the first of each with its sign."""
    start = len(region)
    while start and region[start - 1].height < _SMALL * usual:
        start -= 1
    while start < len(region) and not _NOTE.match(region[start].words):
        start += 1
    if start == len(region) or start < 0.4 * len(region):
        return region, []
    notes: list[list[Line]] = []
    for line in region[start:]:
        if _NOTE.match(line.words) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return region[:start], notes


def _breaks(before: Line, line: Line, pitch: float, edges: tuple[float, float]) -> bool:
    """Whether a paragraph ends between two lines: by a gap, another size of type, an indented or a short line."""
    step = line.foot - before.foot
    closed = bool(_CLOSED.search(before.words))
    if abs(before.height - line.height) > 0.06 * max(before.height, line.height):
        return True
    if before.page != line.page or step <= 0 or line.left > before.right:
        return closed  # a new page or column: the text runs on unless a sentence ends
    left, right = edges
    indented = line.left - left > 0.8 * line.height and line.left - before.left > 0.8 * line.height
    short = right - before.right > 0.2 * (right - left)
    return step > 1.25 * pitch or indented or (short and closed)


def _written(paragraphs: Iterator[list[Line]]) -> tuple[str, tuple[Locator, ...]]:
    """The text, a blank line between paragraphs, and the place of each line in it."""
    held = list(paragraphs)
    hyphens = Hyphens([line.words for lines in held for line in lines])
    pieces: list[str] = []
    locators: list[Locator] = []
    at = 0
    for lines in held:
        pieces.append("\n\n" if pieces else "")
        at += len(pieces[-1])
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            words, between = line.words.rstrip(HYPHENS[2:]), " "
            if following and hyphens.is_broken(line.words, following.words):
                kept = hyphens.keeps(line.words, following.words)
                words, between = line.words.rstrip(HYPHENS) + ("-" if kept else ""), ""
            elif line.words.endswith("\ufffe"):
                words += "-"
            words = words.translate(_LIGATURES)
            box = tuple(round(edge, 2) for edge in line.box)
            exact = words == line.words or words == line.words.replace("\ufffe", "-")
            locators.append(Locator(Span(at, at + len(words)), page=line.page, box=box, exact=exact))  # type: ignore[arg-type] # four edges
            pieces.append(words + (between if following else ""))
            at += len(pieces[-1])
    return "".join(pieces), tuple(x for x in locators if x.span.start < x.span.end)
