"""Word documents (DOCX): paragraphs in their order, tables row by row, then the notes; what was deleted is left out."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from sayso.documents.archive import content_of, opened
from sayso.documents.passages import Element
from sayso.documents.xml import About, Collected, Paths, attribute, document_of, local, parsed, part_of, told
from sayso.model import Document

_SKIPPED = {"del", "moveFrom", "Fallback", "pPr", "rPr", "rt", "instrText", "delText"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_QUOTE = re.compile(r"(?:intense |block |long )?(?:quot(?:e|es|ation|ations)|text\s*block|block\s*text|zitat|citation)")
_NO_NOTE = {"separator", "continuationSeparator", "continuationNotice"}
_TEMPLATE = "2013-12-23T23:15:00Z"  # the creation date of python-docx's template, which all that it wrote carry


def read_docx(data: bytes) -> Document:
    """The document that a DOCX is, without id; raises Unreadable for a damaged one."""
    file = opened(io.BytesIO(data))
    name = _main(part_of(file, "_rels/.rels"))
    body = parsed(content_of(file, name), name)
    folder = posixpath.dirname(name)
    styles = _Styles(part_of(file, posixpath.join(folder, "styles.xml")))
    found = Collected()
    _read(body, name, styles, found)
    for kind in ("footnotes", "endnotes"):
        part = posixpath.join(folder, f"{kind}.xml")
        notes = part_of(file, part)
        for note in () if notes is None else notes:
            if attribute(note, "type") not in _NO_NOTE:
                _read(note, part, styles, found)
    core = part_of(file, "docProps/core.xml")
    created = next(iter(told(core, "created")), "")
    about = About(
        next(iter(told(core, "title")), ""), told(core, "creator"), "" if created == _TEMPLATE else created,
        "" if created == _TEMPLATE else next(iter(told(core, "modified")), ""),
        next(iter(told(core, "language")), "") or styles.language,
    )  # fmt: skip
    return document_of(found, about)


def _main(relations: Element | None) -> str:
    """The part with the text: most writers call it word/document.xml, some don't."""
    for relation in () if relations is None else relations:
        if str(relation.get("Type")).endswith("/officeDocument"):
            return str(relation.get("Target") or "").lstrip("/") or "word/document.xml"
    return "word/document.xml"


class _Styles:
    """What the styles are called, each with those that it is based on, and the language of the text."""

    def __init__(self, root: Element | None) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self.language = ""
        for style in () if root is None else root.iter("{*}style"):
            name, base = (attribute(style.find(f"{{*}}{tag}"), "val") for tag in ("name", "basedOn"))
            self._names[attribute(style, "styleId")] = (name.lower(), base)
        if root is not None:
            self.language = attribute(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr/{*}lang"), "val")

    def of(self, paragraph: Element) -> list[str]:
        """The names of a paragraph's style and those that it is based on."""
        at = attribute(paragraph.find("{*}pPr/{*}pStyle"), "val")
        found: list[str] = []
        while at and len(found) < 10:
            name, at = self._names.get(at, (at.lower(), ""))
            found.append(name)
        return found


def _read(root: Element, part: str, styles: _Styles, found: Collected) -> None:
    """Take up all paragraphs under an element, in their order."""
    paths = Paths()
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _SKIPPED:
            walk.skip_subtree()
        elif name == "tr":
            cells = [[_words(p) for p in cell.iter("{*}p")] for cell in element if local(cell) == "tc"]
            if found.add_row(cells, part, paths.of(element)):
                walk.skip_subtree()
        elif name == "p":
            named = styles.of(element)
            quoted = any(_QUOTE.fullmatch(style) for style in named)
            found.add(_words(element), part, paths.of(element), styles=named, quoted=quoted)


def _words(paragraph: Element) -> str:
    """A paragraph's words, without those of a text box that hangs on it: they are paragraphs of their own."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _SKIPPED or (name in ("p", "tbl") and element is not paragraph):
            walk.skip_subtree()
        elif name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
