"""OpenDocument texts (ODT): paragraphs in their order, tables row by row, then the notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from sayso.documents.archive import content_of, opened
from sayso.documents.passages import Element
from sayso.documents.xml import About, Collected, Paths, attribute, document_of, local, parsed, part_of, told
from sayso.model import Document, Unreadable

_PART = "content.xml"
_SKIPPED = {"tracked-changes", "annotation", "annotation-end", "note", "ruby-text", "forms", "table-of-content",
            "alphabetical-index", "sequence-decls", "script", "desc", "title"}  # fmt: skip
_BREAKS = {"tab": "\t", "line-break": "\n"}
_QUOTE = re.compile(r"(?:block )?quot(?:e|es|ation|ations)", re.IGNORECASE)
_MOST_BLANKS = 1000


def read_odt(data: bytes) -> Document:
    """The document that an ODT is, without id; raises Unreadable for a damaged or a locked one."""
    file = opened(io.BytesIO(data))
    manifest = part_of(file, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise Unreadable("is a text locked with a password", "open it, and save it without one")
    root = parsed(content_of(file, _PART), _PART)
    common = part_of(file, "styles.xml")
    styles = _Styles([tree for tree in (common, root) if tree is not None])
    body = next(root.iter("{*}body"), root)
    found = Collected()
    _read(body, styles, found)
    for note in body.iter("{*}note"):
        for said in note.iter("{*}note-body"):
            _read(said, styles, found)
    meta = part_of(file, "meta.xml")
    first = {name: next(iter(told(meta, name)), "") for name in ("title", "creation-date", "date", "language")}
    about = About(
        first["title"], told(meta, "initial-creator") or told(meta, "creator"), first["creation-date"], first["date"],
        first["language"] or _language(common),
    )  # fmt: skip
    return document_of(found, about)


def _language(styles: Element | None) -> str:
    """The language of the default style of paragraphs."""
    for style in () if styles is None else styles.iter("{*}default-style"):
        for properties in style.iter("{*}text-properties"):
            language, country = attribute(properties, "language"), attribute(properties, "country")
            if language not in ("", "none", "zxx"):
                return f"{language}-{country}" if country not in ("", "none") else language
    return ""


class _Styles:
    """What the styles that `trees` define are called, each with the one above it."""

    def __init__(self, trees: list[Element]) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        for style in (style for tree in trees for style in tree.iter("{*}style")):
            shown = attribute(style, "display-name") or attribute(style, "name")
            self._names[attribute(style, "name")] = (shown, attribute(style, "parent-style-name"))

    def of(self, paragraph: Element) -> list[str]:
        """The names of a paragraph's style and those above it."""
        at = attribute(paragraph, "style-name")
        found: list[str] = []
        while at and len(found) < 10:
            shown, at = self._names.get(at, (at, ""))
            found.append(shown.replace("_20_", " "))
        return found


def _read(root: Element, styles: _Styles, found: Collected) -> None:
    """Take up all paragraphs under an element, in their order."""
    paths = Paths()
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in _SKIPPED and element is not root:
            walk.skip_subtree()
        elif name == "table-row":
            cells = [[_words(p) for p in c.iter("{*}p", "{*}h")] for c in element if local(c) == "table-cell"]
            if found.add_row(cells, _PART, paths.of(element)):
                walk.skip_subtree()
        elif name in ("p", "h"):
            named = styles.of(element)
            quoted = any(_QUOTE.fullmatch(style) for style in named)
            found.add(_words(element), _PART, paths.of(element), styles=named, quoted=quoted)


def _words(paragraph: Element) -> str:
    """A paragraph's words, without those of a frame in it: they are paragraphs of their own."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    walk = etree.iterwalk(paragraph, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = local(element)
        inside = element is not paragraph
        if event == "start" and inside and (name in _SKIPPED or name in ("p", "h", "table")):
            walk.skip_subtree()
        elif event == "start" and name == "s":
            count = attribute(element, "c")
            yield " " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1)
        elif event == "start" and name in _BREAKS:
            yield _BREAKS[name]
        elif event == "start":
            yield _collapsed(element.text)
        if event != "start" and inside:
            yield _collapsed(element.tail)


def _collapsed(text: str | None) -> str:
    """Blanks of the file count as one, as the format says."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")
