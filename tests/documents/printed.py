"""Small PDFs written for the tests: words at places, in the fonts that every reader has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

HEIGHT, WIDTH = 842, 595


@dataclass(frozen=True)
class Set:
    """Words set on a page: the left edge and the foot of the line, in points from the page's upper left corner."""

    left: float
    foot: float
    words: str
    size: float = 10


def column(left: float, foot: float, text: str, letters: int, size: float = 10, lead: float = 12) -> list[Set]:
    """A text broken into lines of so many letters; a blank line begins a paragraph, and half a line stands between."""
    lines: list[Set] = []
    for paragraph in text.split("\n\n"):
        for line in wrap(paragraph, letters, break_on_hyphens=False):
            lines.append(Set(left, foot, line, size))
            foot += lead
        foot += lead / 2
    return lines


def printed(
    pages: Sequence[Iterable[Set]], about: Mapping[str, str] | None = None, turned: int = 0, corner: int = 0
) -> bytes:
    """A PDF of these pages; `turned`: degrees by which they are shown turned; `corner`: where the page box begins."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        stream = "\n".join(_drawn(line, corner, turned) for line in page).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        wide, high = (HEIGHT, WIDTH) if turned % 180 else (WIDTH, HEIGHT)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{corner} {corner} {corner + wide} {corner + high}] "
            f"/Rotate {turned} /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    told = " ".join(f"/{key} ({_escaped(value)})" for key, value in (about or {}).items())
    objects.append(f"<< {told} >>".encode("cp1252"))
    return _file(objects)


def _drawn(line: Set, corner: int, turned: int) -> str:
    """The commands that draw a line so that it stands upright on the page as shown."""
    x, y = line.left, line.foot
    place = {
        0: (1, 0, 0, 1, x, HEIGHT - y),
        90: (0, 1, -1, 0, y, x),
        180: (-1, 0, 0, -1, WIDTH - x, y),
        270: (0, -1, 1, 0, HEIGHT - y, WIDTH - x),
    }[turned]
    matrix = " ".join(map(str, (*place[:4], place[4] + corner, place[5] + corner)))
    return f"BT /F1 {line.size} Tf {matrix} Tm ({_escaped(line.words)}) Tj ET"


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)
