"""XML as documents are made of it, read as what strangers wrote: no entities, no network, no depth without end."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from sayso.documents import dates
from sayso.documents.archive import content_of
from sayso.documents.comments import Thread
from sayso.documents.encoding import canonical
from sayso.documents.passages import Block, Element, Passage, Quotation, attributed
from sayso.documents.plain import read_head
from sayso.documents.posts import composed
from sayso.model import Document, Locator, Span, Unreadable

_NOBODY = re.compile(
    r"\W*(?:anonymous|unknown(?: author)?|user|admin(?:istrator)?|owner|default|author|python-docx|apache poi"
    r"|microsoft(?: office)?(?: user)?|.*\bllc|hewlett-packard.*)\W*",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"\W*(?:untitled|document\d*|word document|unknown|none|title|microsoft word\b.*|.*\.(?:docx?|odt|epub))\W*",
    re.IGNORECASE,
)


_CELL = 200  # code points; a cell with more is no table's but a page's that a table lays out


def parsed(data: bytes, what: str) -> Element:
    """The root of some XML; raises Unreadable, naming `what` it is, where it isn't well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"is damaged: {what} is no well-formed XML", "open it and save it anew") from error
    if root is None:
        raise Unreadable(f"is damaged: {what} is empty", "open it and save it anew")
    return root


def part_of(file: zipfile.ZipFile, name: str) -> Element | None:
    """The root of an XML file that a packed document may do without; None where it lacks it or it is damaged."""
    try:
        return parsed(content_of(file, name), name)
    except Unreadable:
        return None


def local(element: Element) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return unprefixed(element.tag) if isinstance(element.tag, str) else ""


def unprefixed(name: str) -> str:
    """A name without its namespace, or without a prefix that the file doesn't explain: lxml takes that for no name."""
    return name.rpartition("}")[2].rpartition(":")[2]


def namespace(element: Element) -> str:
    """An element's namespace; nothing where it has none."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def attribute(element: Element | None, name: str) -> str:
    """An attribute, whatever its namespace: formats of one family and writers of one format have different ones."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if unprefixed(key) == name), "")


def told(root: Element | None, name: str) -> tuple[str, ...]:
    """What the elements of a name say, each once, on one line."""
    found = () if root is None else (" ".join("".join(e.itertext()).split()) for e in root.iter(f"{{*}}{name}"))
    return tuple(dict.fromkeys(filter(None, found)))


class Paths:
    """XPaths of elements, each parent's children counted once: lxml counts them anew for every child."""

    def __init__(self) -> None:
        self._known: dict[Element, str] = {}

    def of(self, element: Element) -> str:
        """The XPath of an element, its names with the prefixes of the file."""
        chain = []
        at = element
        while at is not None and at not in self._known:
            chain.append(at)
            at = at.getparent()
        for one in reversed(chain):
            parent = one.getparent()
            if parent is None:
                self._known[one] = f"/{_named(one) or '*'}"
                continue
            if one not in self._known:
                self._count(parent)
        return self._known[element]

    def _count(self, parent: Element) -> None:
        above = self._known[parent]
        counts: dict[str, int] = {}
        for place, child in enumerate((c for c in parent if isinstance(c.tag, str)), 1):
            name = _named(child)
            counts[name] = counts.get(name, 0) + 1
            self._known[child] = f"{above}/{name}[{counts[name]}]" if name else f"{above}/*[{place}]"


def _named(element: Element) -> str:
    """An element's name with its prefix; nothing where its namespace has none, which XPath can't say."""
    if element.prefix:
        return f"{element.prefix}:{local(element)}"
    return "" if namespace(element) or ":" in element.tag else str(element.tag)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a packed document: the file in it and the element that it stands in, and its quotation's number.

    `exact` is false where the words are joined of several elements.
    """

    words: str
    part: str
    element: str | None = None
    quotation: int | None = None
    exact: bool = True


class Collected:
    """The paragraphs of a packed document as they come, those of quotations that follow each other as one."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.quotations: list[Quotation] = []
        self.title = ""
        self._quoting = False

    def add(self, words: str, part: str, element: str, *, styles: Collection[str] = (), quoted: bool = False) -> None:
        """Take up a paragraph under the names of its style; `quoted` where they are those of a block quotation."""
        if not words.strip():
            return
        if not self.title and any(style.lower() == "title" for style in styles):
            self.title = " ".join(words.split())
        if quoted and not self._quoting:
            self.quotations.append(Quotation())
        self._quoting = quoted
        self.paragraphs.append(Paragraph(words, part, element, len(self.quotations) - 1 if quoted else None))

    def add_row(self, cells: list[list[str]], part: str, element: str) -> bool:
        """Take up a row of a table, given by its cells' paragraphs, as a line of cells apart by tabs.

        False, and nothing is done, where the table lays out a page: then its paragraphs are paragraphs.
        """
        said = [[" ".join(words.split()) for words in cell if words.strip()] for cell in cells]
        if sum(map(bool, said)) < 2 or any(len(cell) > 1 or len("".join(cell)) > _CELL for cell in said):
            return False
        self._quoting = False
        self.paragraphs.append(Paragraph("\t".join(map("".join, said)), part, element, exact=False))
        return True


@dataclass(frozen=True, slots=True)
class About:
    """What a document's properties say, as they say it; what stands for nothing is left out when they are used."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    language: str = ""
    outlet: str = ""


def document_of(found: Collected, about: About) -> Document:
    """A document without id.

    A byline and a date in the first lines are believed before the properties, which often tell of a template.
    """
    paragraphs = found.paragraphs
    passage = attributed(Passage([Block(p.words, p.quotation) for p in paragraphs], found.quotations))
    first = [p.words for p in paragraphs[:20]]
    head = read_head("\n\n".join(first))
    named = [n.strip() for author in about.authors for n in re.split(r"[;\n]", author)]
    authors = head.authors or tuple(n for n in named if n and not _NOBODY.fullmatch(n))
    own = "" if _NO_TITLE.fullmatch(about.title) else about.title
    text, posts = composed(passage, ", ".join(authors) or None, None, Thread(()))
    published, updated = head.published or dates.moment(about.published), dates.moment(about.updated)
    return Document(
        "", text, canonical(own or found.title) or head.title, authors, about.outlet or head.outlet, published,
        posts=posts, updated=updated if updated and updated != published else None, language=about.language or None,
        locators=_locators(paragraphs),
    )  # fmt: skip


def _locators(paragraphs: list[Paragraph]) -> tuple[Locator, ...]:
    """Where each paragraph stands, as `composed` writes them: a blank line between two, blank ones left out."""
    found: list[Locator] = []
    place = 0
    for paragraph in paragraphs:
        words = canonical(paragraph.words).strip()
        if words:
            start = place + 2 if found else 0
            place = start + len(words)
            found.append(Locator(Span(start, place), paragraph.part, element=paragraph.element, exact=paragraph.exact))
    return tuple(found)
