"""Small documents of each packed format, written with the standard library for the tests."""

from __future__ import annotations

import io
import zipfile

from sayso import documents
from sayso.model import Document, Reading, Unreadable


def zipped(files: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with these files, a "mimetype" unpacked as the formats ask for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in files.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else packing)
    return out.getvalue()


def found(data: bytes, name: str = "a") -> list[Reading | Unreadable]:
    return list(documents.read(data, name))


def readings(data: bytes, name: str = "a") -> list[Reading]:
    """What was read of some bytes; nothing in them may be refused."""
    all_ = found(data, name)
    assert all(isinstance(one, Reading) for one in all_), all_
    return [one for one in all_ if isinstance(one, Reading)]


def one(data: bytes, name: str = "a") -> Document:
    (reading,) = readings(data, name)
    assert_located(reading.document)
    return reading.document


def reasons(data: bytes, name: str = "a") -> list[str]:
    """Why parts of some bytes can't be read."""
    refused = [one for one in found(data, name) if isinstance(one, Unreadable)]
    assert all(one.remedy for one in refused)
    return [one.reason for one in refused]


def assert_located(document: Document) -> None:
    """Locators are in the order of the text, within it, and don't overlap; posts lie in the text."""
    place = 0
    for locator in document.locators:
        assert place <= locator.span.start < locator.span.end <= len(document.text)
        place = locator.span.end
    assert all(0 <= p.span.start <= p.span.end <= len(document.text) for p in document.posts)


def at(document: Document, words: str) -> tuple[str | None, str | None]:
    """The part and the element that some words of a document lead back to."""
    start = document.text.index(words)
    (locator,) = [x for x in document.locators if x.span.start <= start and start + len(words) <= x.span.end]
    return locator.part, locator.element


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT_NAMES = (
    f'xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" xmlns:table="{_ODF}table:1.0" '
    f'xmlns:style="{_ODF}style:1.0" xmlns:meta="{_ODF}meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(body: str, styles: str = "", meta: str = "", manifest: str = "<m/>") -> bytes:
    """An ODT with this body, automatic styles and properties, all XML of the format."""
    return zipped(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"<office:document-content {_ODT_NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {_ODT_NAMES}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": manifest,
        }
    )


def epub(chapters: dict[str, str], meta: str = "", spine: list[str] | None = None) -> bytes:
    """An EPUB whose chapters are the bodies of pages, in this order of files; `spine` is that of reading."""
    items = "".join(
        f'<item id="{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml" properties="{n}"/>' for n in chapters
    )
    refs = "".join(f'<itemref idref="{n}"/>' for n in spine or chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{meta}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    box = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/package.opf"/></rootfiles></container>'
    )
    pages = {
        f"OPS/text/{n}.xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{n}</title></head><body>{body}</body></html>'
        for n, body in chapters.items()
    }
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": box, "OPS/package.opf": package, **pages}
    )


ARTICLE = (
    "<h1>Quarry lorries keep to the old road</h1><p>The quarry at Stennet will not use the bypass, its manager "
    "Pell Adair said on Monday. “Nobody asked us,” he told the council’s roads committee at its meeting.</p>"
    "<p>The council had promised residents that lorries would be gone from the high street by the summer. A council "
    "official, who asked not to be named, said that no contract had been signed with the owners of the quarry.</p>"
)


def page(body: str = ARTICLE, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Quarry lorries keep to the old road</title>{head}</head>'
        f"<body><article>{body}</article></body></html>"
    )
