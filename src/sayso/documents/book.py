"""EPUB books: the text of each chapter in the order of reading, the whole book one document."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from sayso.documents.archive import content_of, opened
from sayso.documents.encoding import decode
from sayso.documents.passages import Element, Passage, Quotation, passage
from sayso.documents.xml import About, Collected, Paragraph, attribute, document_of, local, parsed, told
from sayso.model import Document, Unreadable

_NOTE_MARK = ("noteref", "doc-noteref", "doc-backlink", "backlink")
_MOST = 20_000_000
"""Code points of all chapters together: ten times what the longest novels have."""


def read_epub(data: bytes) -> Document:
    """The document that an EPUB is, without id; raises Unreadable for one that is damaged, locked or without text."""
    file = opened(io.BytesIO(data))
    box = parsed(content_of(file, "META-INF/container.xml"), "META-INF/container.xml")
    root = next((str(e.get("full-path") or "") for e in box.iter("{*}rootfile")), "")
    package = parsed(content_of(file, root), root)
    found = Collected()
    length = 0
    for path in _spine(package, posixpath.dirname(root)):
        chapter = _chapter(file, path)
        number = len(found.quotations)
        found.quotations.extend(chapter.quotations)
        for block in chapter.blocks:
            length += len(block.words)
            quotation = None if block.quotation is None else number + block.quotation
            found.paragraphs.append(Paragraph(block.words, path, quotation=quotation, exact=False))
        if length > _MOST:
            raise Unreadable(f"is a book of more than {_MOST // 1_000_000} million characters", "split it")
    if not found.paragraphs:
        locked = "META-INF/encryption.xml" in file.namelist()
        raise Unreadable("is a locked EPUB" if locked else "is an EPUB without text", "get it without a lock")
    return document_of(found, _about(package))


def _spine(package: Element, folder: str) -> Iterator[str]:
    """The paths of the chapters, in the order of reading; the table of contents is none."""
    items = {str(e.get("id")): e for e in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(str(reference.get("idref")))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if "html" in (item.get("media-type") or "html"):
            yield posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href")))))


def _chapter(file: zipfile.ZipFile, path: str) -> Passage:
    """The paragraphs of a chapter; none where the book lacks it or it is damaged beyond reading as HTML."""
    nothing = Passage([], [])
    try:
        markup = decode(content_of(file, path))
        tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (Unreadable, etree.LxmlError, ValueError):
        return nothing
    body = tree.find("body")
    if body is None:
        return nothing
    marks = [e for e in body.iter("a") if _is_mark(e)]
    for mark in marks:
        mark.text = ""
        for below in list(mark):
            mark.remove(below)
    said = passage(body)
    return Passage(said.blocks, [Quotation(q.author, q.published) for q in said.quotations])


def _is_mark(link: Element) -> bool:
    """Whether a link is the mark of a note, a figure in a sentence."""
    kinds = f"{link.get('epub:type') or ''} {link.get('role') or ''}".split()
    words = "".join(link.itertext()).strip()
    around = local(link.getparent()) if link.getparent() is not None else ""
    raised = around == "sup" or any(local(e) == "sup" for e in link)
    return any(kind in _NOTE_MARK for kind in kinds) or (raised and len(words) <= 4 and "#" in (link.get("href") or ""))


def _about(package: Element) -> About:
    """What the package says: its first title, creators who wrote it, its publisher and dates."""
    writers = tuple(" ".join("".join(e.itertext()).split()) for e in package.iter("{*}creator") if _wrote(e, package))
    dates_ = list(package.iter("{*}date"))
    kinds = {attribute(e, "event"): (e.text or "").strip() for e in reversed(dates_)}
    published = kinds.get("publication") or kinds.get("") or next(iter(kinds.values()), "")
    updated = next(
        ((e.text or "").strip() for e in package.iter("{*}meta") if e.get("property") == "dcterms:modified"), ""
    )
    return About(
        next(iter(told(package, "title")), ""), tuple(filter(None, writers)), published,
        updated or kinds.get("modification", ""), next(iter(told(package, "language")), ""),
        next(iter(told(package, "publisher")), ""),
    )  # fmt: skip


def _wrote(creator: Element, package: Element) -> bool:
    """Whether a creator is an author: translators and illustrators are named so as well, with another role."""
    role = attribute(creator, "role")
    name = f"#{creator.get('id')}"
    for meta in package.iter("{*}meta"):
        if meta.get("refines") == name and meta.get("property") == "role":
            role = (meta.text or "").strip()
    return role in ("", "aut")
