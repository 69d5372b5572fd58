"""The article on a page: made ready for the extractor, and its paragraphs read back with the quotations among them.

Block quotations and embedded posts become plain paragraphs with a mark before them, so that the extractor neither
drops them nor runs them together; the mark tells afterwards which quotation a paragraph belongs to.
"""

from __future__ import annotations

import re

from lxml import etree

from sayso.documents.passages import (
    Block,
    Element,
    Passage,
    Quotation,
    attributed,
    classes,
    is_quotation,
    name_in,
    passage,
    words,
)

_MARKS = (("⸢", "⸣"), ("⸤", "⸥"), ("⟅", "⟆"), ("⦗", "⦘"), ("⧼", "⧽"))
_NO_MARK = ("\0", "\0")  # no page has this character, so nothing is marked and nothing found
_SHARE = 0.6  # of a page's words; a quotation with more of them is the article itself, set in a box
_LINKED = 0.9  # share of a paragraph's letters that are links; with more it leads elsewhere
_LONGEST_LINE = 2_000  # characters, or pieces, of what may lead to another article
_HIDDEN = re.compile(r"hidden|sr-only|screen-reader|tooltip|hide\b|display:\s*none", re.IGNORECASE)
_BODY = re.compile(r"article[-_]{0,2}body|article-?text|story-?body|body-?copy|post-?body|entry-content")
_POST = re.compile(r"post-\d+")
_TEASER = re.compile(
    r"\W*(?:see (?:more|also)|read (?:more|also|next)|also (?:on|read|see)|related|more (?:on|from|stories)"
    r"|don['’]t miss|watch|recommended|you may (?:also )?like|in case you missed it)\b.{0,30}?:?\W*$",
    re.IGNORECASE,
)

_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?|\[[^\[\]]{0,30}\]")
_CAPTION = re.compile(
    r"(?:[\w-]*[-_])?caption(?:[-_][\w-]+)?|(?:photo|image|img|picture)[-_]?(?:credit|credits|byline)"
)
_NOTE = re.compile(r"(?:side|foot|margin|end)[-_]?note(?:[-_]?(?:text|content|body))?|fn[-_]?(?:text|content)")
_REFERENCE = re.compile(r"\W{0,3}(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶↩↑^]{1,3}|↩\ufe0e)\W{0,3}")


class Prepared:
    """What was marked on a page: the quotations by their numbers."""

    def __init__(self, tree: Element, markup: str) -> None:
        self.quotations: list[Quotation] = []
        self._mark = next((m for m in _MARKS if m[0] not in markup and m[1] not in markup), _NO_MARK)
        _drop_next(tree)
        _join_chunks(tree)
        _set_notes_apart(tree)
        _drop_captions(tree)
        _unwrap(tree)
        _drop_teasers(tree)
        if self._mark is not _NO_MARK:
            self._mark_quotations(tree)

    def _mark_quotations(self, tree: Element) -> None:
        found = [e for e in tree.iter("blockquote", "aside") if is_quotation(e)]
        if not found:
            return
        most = _SHARE * sum(len(t.strip()) for t in tree.itertext())
        inside: set[Element] = set()
        for element in found:
            if element in inside or element.getparent() is None or len(words(element)) > most:
                continue
            inside.update(element.iterdescendants())
            self._replace(element, passage(element))

    def _replace(self, element: Element, said: Passage) -> None:
        box = etree.Element("div")
        begin, end = self._mark
        for block in said.blocks:
            line = etree.SubElement(box, "p")
            number = None if block.quotation is None else len(self.quotations) + block.quotation
            line.text = block.words if number is None else f"{begin}{number}{end} {block.words}"
        self.quotations.extend(said.quotations)
        _reveal(element)
        box.tail = element.tail
        element.getparent().replace(element, box)

    def passage(self, text: str, title: str | None) -> Passage:
        """The article's paragraphs, from the extractor's text, without its title and without words pulled out of it."""
        begin, end = self._mark
        mark = re.compile(rf"{re.escape(begin)}(\d+){re.escape(end)}\s*")
        blocks: list[Block] = []
        for marked in text.split("\n"):
            found = mark.search(marked)
            line = mark.sub("", marked).strip(" -") if found else marked.strip()
            number = int(found[1]) if found else None
            if line:
                blocks.append(Block(line, number if number is not None and number < len(self.quotations) else None))
        if len(blocks) > 1 and title and _letters(blocks[0].words) == _letters(title):
            del blocks[0]
        return attributed(Passage(_without_pulled(blocks, self.quotations), list(self.quotations)))


def _reveal(element: Element) -> None:
    """Take the names off the boxes that hold a quotation alone: the extractor drops what is called embed or widget."""
    size = len(words(element))
    for around in element.iterancestors("div", "figure", "section", "aside"):
        if len(words(around)) > 1.2 * size + 20:
            break
        around.attrib.clear()
        around.tag = "div"


def _without_pulled(blocks: list[Block], quotations: list[Quotation]) -> list[Block]:
    """The paragraphs without quotations that only repeat words of the article."""
    if all(block.quotation is None for block in blocks):
        return blocks
    article = "\n".join(_letters(block.words) for block in blocks if block.quotation is None)
    repeated = [b.quotation is not None and _repeats(b.words, article) for b in blocks]
    kept = {b.quotation for b, again in zip(blocks, repeated, strict=True) if not again}
    gone = {b.quotation for b, again in zip(blocks, repeated, strict=True) if again} - kept
    credits_gone = {quotations[n].author for n in gone if n is not None} - {None}
    left: list[Block] = []
    for i, (block, again) in enumerate(zip(blocks, repeated, strict=True)):
        beside = {b.quotation for b in blocks[max(0, i - 1) : i + 2]} & gone
        credit = block.quotation is None and beside and len(block.words) <= 120 and name_in(block.words) in credits_gone
        if not again and not credit:
            left.append(block)
    return left


def _repeats(said: str, article: str) -> bool:
    """Whether all words of a quotation stand in the article, what is left out between them aside."""
    parts = [letters for part in _LEFT_OUT.split(said) if (letters := _letters(part))]
    return sum(map(len, parts)) >= 20 and all(len(part) >= 8 and part in article for part in parts)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _join_chunks(tree: Element) -> None:
    """Bring an article that is cut in pieces, each in an equal box with advertisements between them, together again."""
    boxes: dict[tuple[str, Element], list[Element]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if name and _BODY.search(name) and any(e.tag == "p" for e in element):
            around = next((a for a in element.iterancestors("article", "main", "body")), None)
            boxes.setdefault((name, around), []).append(element)
    for pieces in boxes.values():
        first, *others = pieces
        if others and not any(first in o.iterancestors() or o in first.iterancestors() for o in others):
            for other in others:
                first.extend(list(other))


def _unwrap(tree: Element) -> None:
    """Take the names off spans in sentences: the extractor drops some by name, and words out of the sentence."""
    for paragraph in tree.iter("p"):
        for span in paragraph.iter("span"):
            if not _HIDDEN.search(f"{span.get('class')} {span.get('style')} {span.get('id')}"):
                span.attrib.clear()


def _drop_teasers(tree: Element) -> None:
    """Take out paragraphs that lead to other articles: a link and nothing else, without the end of a sentence."""
    for element in list(tree.iter("a", "p", "li", "h2", "h3", "h4", "h5", "h6")):
        around = next(element.iterancestors("a"), None)
        links = [a for a in (element, *element.iter("a"), around) if a is not None and a.get("href")]
        if not links or element.getparent() is None or (element.tag == "a" and not _is_alone(element)):
            continue
        said = _brief(element)
        if said is None:
            continue
        linked = len(said) if links[0] is element or around is not None else sum(len(words(a)) for a in links)
        first = _brief(links[0])
        label = said[: said.find(first)] if first is not None and first in said else said
        teaser = linked >= _LINKED * len(said) or bool(_TEASER.match(label))
        if teaser and linked and len(said) > 15 and said[-1:] not in ".!?”\"'" and not classes(element):
            tail = element.tail
            element.clear()
            element.tail = tail


def _brief(element: Element) -> str | None:
    """All words of an element; None where they are too many for a line, so that none of thousands is gone through."""
    pieces, length = list[str](), 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece) + 1
        if length > _LONGEST_LINE:
            return None
    return " ".join("".join(pieces).split())


def _drop_captions(tree: Element) -> None:
    """Take out captions that stand among the paragraphs: they tell of a picture, and nobody says them.

    The extractor itself leaves out those in figures.
    """
    for element in list(tree.iter("p", "span", "small", "em", "div", "figcaption")):
        named = any(_CAPTION.fullmatch(name) for name in classes(element))
        if named and element.getparent() is not None and len(words(element)) < 600:
            element.drop_tree()


def _set_notes_apart(tree: Element) -> None:
    """Take footnotes out of the sentences that they stand in: their signs go, their words come after all others."""
    for mark in list(tree.iter("sup", "a")):
        link = mark if mark.tag == "a" else next(mark.iter("a"), None)
        to = link.get("href") or "" if link is not None else ""
        if "#" in to and mark.getparent() is not None and _REFERENCE.fullmatch(words(mark)[:20]):
            mark.drop_tree()
    for note in list(tree.iter("span", "small", "aside")):
        paragraph = next(note.iterancestors("p"), None)
        if paragraph is None or paragraph.getparent() is None or not any(map(_NOTE.fullmatch, classes(note))):
            continue
        said = words(note)
        note.drop_tree()
        etree.SubElement(paragraph.getparent(), "p").text = said


def _is_alone(link: Element) -> bool:
    """Whether a link is a block of its own, in no line of words."""
    before = link.getprevious()
    text = (link.getparent().text if before is None else before.tail) or ""
    return link.getparent().tag in ("div", "section", "article", "main") and not (text + (link.tail or "")).strip()


def _drop_next(tree: Element) -> None:
    """Take out the articles that a page appends to its own as one scrolls on: each is nested in the one before."""
    for element in list(tree.iter("article")):
        name, around = element.get("id") or "", next(element.iterancestors("article"), None)
        if around is not None and _POST.fullmatch(name) and _POST.fullmatch(around.get("id") or ""):
            element.drop_tree()
