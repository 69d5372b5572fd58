"""Markup into paragraphs: the words of an element block by block, block quotations with the person they quote."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sayso.documents import dates

Element = Any  # lxml ships no types

# fmt: off
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
))
NO_WORDS = frozenset((
    "audio", "button", "canvas", "head", "iframe", "input", "math", "nav", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "video",
))
# fmt: on
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_BREAK = re.compile(r"[ \xa0]*\n[ \xa0]*\n[ \xa0\n]*")
_DASH = re.compile(r"\s*(?:[—–―-]{1,2}|~)\s*(?=[^\W\d_]|@)")
_WROTE = re.compile(
    r"\W*\b(?:wrote|said|says|writes|posted|schrieb|a écrit|escribió)\b.{0,60}$|\s*[:↑]\s*$", re.IGNORECASE
)
_NAME_END = re.compile(r"\s*(?:[,;(|\n]|\s[—–-]\s|\s(?:on|in|via|at)\s)")
_LEAD = re.compile(
    r"(?:^|[.!?]\s+|[,;]\s+|\b(?:and|but|as|when|while|where|whom|time|day|week|month|year)\s)"
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Senator|Mayor|Judge|Minister)\.?\s)?"
    r"(?P<name>[A-Z\u00c0-\u00de][\w’'-]+(?:\s(?:(?:de|da|van|von|der|bin|al|el)\s)?[A-Z\u00c0-\u00de][\w.’'-]*){1,3})"
    r"(?:,[^,:]{2,80},)?\s(?:(?:also|later|then|once|has|had|\w+ly)\s){0,2}"
    r"(?:said|says|wrote|writes|added|adds|told|tells|explained|replied|responded|recalled|testified|tweeted|posted"
    r"|stated|put it|commented|concluded|continued|argued)\b[^.!?:]{0,120}:\s*$"
    r"|\b(?:[Aa]ccording to|[Ii]n the words of|[Ss]tatement (?:by|from))\s(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s)?"
    r"(?P<source>[A-Z\u00c0-\u00de][\w’'-]+(?:\s[A-Z\u00c0-\u00de][\w.’'-]*){1,3})(?:,[^,:]{2,80})?:\s*$"
)
_NO_NAME = re.compile(r"(?:source|via|from|the|an?|quote|originally)\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?P<name>[^()\n]{1,60}?)\s*\(?(?P<handle>@[\w.@-]{2,60})\)?")
_MAIL_LEAD = re.compile(r"(?:^|\n)(?P<line>[^\n]+(?:\n[^\n]+)?)\s(?:wrote|writes|schrieb|said)\b[^\n:]{0,40}:\s*$")
_POSTED = re.compile(r"^\W{0,5}(?:a (?:post|photo|video|reel) shared by|posted by|post by)\s+(?=\S)", re.IGNORECASE)
_REDDIT = re.compile(r"\n ?by ?(?P<name>u/[\w-]{2,30}) ?in ?\w{1,40}$")
_CHROME = re.compile(  # what the frame of an embedded post says, and nobody in it
    r"\W{0,5}(?:view (?:this post )?on \w+(?: \w+)?|\[?image or embed\]?|view (?:more|all) .{0,40}|♬.{0,100})\W{0,5}",
    re.IGNORECASE,
)
_QUOTED_LINE = re.compile(r"[ ]{0,3}>")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation: whom it quotes and when they said it, and what names the post that it is taken from."""

    author: str | None = None
    published: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `quotation` is the number of the block quotation that it belongs to, None where to none."""

    words: str
    quotation: int | None = None


@dataclass(slots=True)
class Passage:
    """Blocks in their order and the quotations that they speak of by number."""

    blocks: list[Block]
    quotations: list[Quotation]


def is_tag(element: Element) -> bool:
    """Whether a node of the tree is an element: comments and processing instructions are nodes too."""
    return isinstance(element.tag, str)


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def words(element: Element) -> str:
    """All words of an element on one line."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def passage(root: Element, dropped: Collection[Element] = ()) -> Passage:
    """The paragraphs of an element without those `dropped` in it, its quotations credited."""
    reader = _Reader(set(dropped))
    reader.read(root)
    return attributed(Passage(reader.blocks, reader.quotations))


class _Reader:
    """Walks through an element once, however deep it is."""

    def __init__(self, dropped: set[Element]) -> None:
        self.dropped = dropped
        self.blocks: list[Block] = []
        self.quotations: list[Quotation] = []
        self._pieces: list[str] = []
        self._within: list[int] = []
        self._credits: list[str] = []
        self._kept_lines = 0

    def read(self, root: Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element is not root and self._passed_over(element):
                    walk.skip_subtree()
                else:
                    self._open(element)
            elif event == "end" and (element is root or not self._passed_over(element)):
                self._close(element)
            if event != "start" and element is not root:
                self._add(element.tail)
        self._flush()

    def _passed_over(self, element: Element) -> bool:
        return element.tag in NO_WORDS or element in self.dropped

    def _open(self, element: Element) -> None:
        if element.tag == "br":
            self._pieces.append("\n")
        elif element.tag not in INLINE:
            self._flush()
        if is_quotation(element):
            quotation, credit = credited(element)
            line = words(credit) if credit is not None else ""
            if credit is not None:
                self.dropped.add(credit)
                if _is_first(credit, element):
                    self.blocks.append(Block(line, self._within[-1] if self._within else None))
                    line = ""
            self._credits.append(line)
            self._within.append(len(self.quotations))
            self.quotations.append(quotation)
        self._kept_lines += element.tag == "pre"
        self._add(element.text)

    def _close(self, element: Element) -> None:
        if element.tag not in INLINE and element.tag != "br":
            self._flush()
        if self._within and is_quotation(element):
            self._within.pop()
            line = self._credits.pop()
            if line:  # a dash tells it from a heading where nothing but the page's type did
                line = line if _DASH.match(line) or _WROTE.search(line) else f"— {line}"
                self.blocks.append(Block(line, self._within[-1] if self._within else None))
        self._kept_lines -= element.tag == "pre"

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text if self._kept_lines else _SPACE.sub(" ", text))

    def _flush(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        for part in _BREAK.split(text):
            lines = [line.strip(" \xa0\t") for line in part.strip(" \xa0\n\t").split("\n")]
            if any(map(str.isalnum, part)):
                self.blocks.append(Block("\n".join(lines), self._within[-1] if self._within else None))


def is_quotation(element: Element) -> bool:
    """Whether an element holds a block quotation: HTML's own, or a forum's."""
    if element.tag == "blockquote":
        around = element.getparent()
        return around is None or not _is_box(around)
    return _is_box(element)


def _is_box(element: Element) -> bool:
    """Discourse's box around a quotation."""
    return element.tag == "aside" and "quote" in classes(element)


def credited(element: Element) -> tuple[Quotation, Element | None]:
    """Whom a quotation's markup says that it quotes, and the element that says so, if there is one."""
    origin = element.get("data-post") or element.get("data-source") or element.get("cite")
    credit = next((e for e in element.iter("cite", "footer", "figcaption", "div") if _credits(e, element)), None)
    name = element.get("data-username") or element.get("data-quote") or element.get("data-author")
    published = None
    if credit is not None:
        link = next((a.get("data-post-id") or a.get("href") for a in credit.iter("a") if _to_post(a)), None)
        origin = link or origin
        said = words(credit)
        name, published = name or name_in(said), dates.moment(said)
    return Quotation(name or None, published, origin), credit


def _is_first(credit: Element, quotation: Element) -> bool:
    """Whether a credit heads its quotation: nothing of the quotation's words stands before it."""
    for text in quotation.xpath(".//text()"):
        around = text.getparent()
        if credit in (around, *around.iterancestors()) and not (text.is_tail and around is credit):
            return True
        if any(map(str.isalnum, text)):
            return False
    return True


def _credits(element: Element, quotation: Element) -> bool:
    if element.tag == "div":
        # Discourse and XenForo head a quotation with the name in a box of its own
        return bool({"title", "bbCodeBlock-title"}.intersection(classes(element)))
    inside = next((a for a in element.iterancestors() if is_quotation(a)), None)
    return inside is quotation and bool(words(element)) and _is_alone(element)


def _is_alone(element: Element) -> bool:
    """Whether a credit stands on a line of its own: a cite within a sentence is a title that the sentence mentions."""
    before = element.getprevious()
    text = (before.tail if before is not None else element.getparent().text) or ""
    if text.strip(" \n\t\xa0—–―-"):
        return False
    return not (element.tail or "").strip(" \n\t\xa0.") or element.tag != "cite" or before is None


def _to_post(link: Element) -> bool:
    return link.get("data-post-id") is not None or bool(re.search(r"#\w*\d", link.get("href") or ""))


def name_in(said: str) -> str | None:
    """The name in a credit such as "— Ana Ruiz, the harbour master" or "ana_r wrote:"; None where it holds none."""
    said = _POSTED.sub("", _DASH.sub("", said.strip(), count=1), count=1)
    handle = _HANDLE.match(said)
    if handle:
        return handle["name"].strip(" —–-") or handle["handle"]
    said = _WROTE.sub("", said)
    name = _NAME_END.split(said, maxsplit=1)[0].strip(" .:\"“”'")
    fits = 1 < len(name) <= 50 and len(name.split()) <= 5 and any(map(str.isalpha, name))
    return name if fits and not _NO_NAME.match(name) else None


def attributed(passage: Passage) -> Passage:
    """The passage, its quotations credited by the lines around them where their markup says nothing.

    A line below that opens with a dash, or one before that ends with "Ana Ruiz said:". The line itself stands outside.
    """
    blocks = [b for b in passage.blocks if b.quotation is None or not _CHROME.fullmatch(b.words)]
    quotations = list(passage.quotations)
    places: dict[int | None, list[int]] = {}
    for i, block in enumerate(blocks):
        places.setdefault(block.quotation, []).append(i)
    for number, quotation in enumerate(quotations):
        own = places.get(number, [])
        if not own:
            continue
        last = own[-1]
        if len(own) > 1 and _is_credit(blocks[last].words):
            blocks[last] = Block(blocks[last].words)
            quotations[number] = _with(quotation, blocks[last].words)
        elif len(own) > 1 and re.fullmatch(r"@[\w.]{2,30}", blocks[own[0]].words):
            blocks[own[0]] = Block(blocks[own[0]].words)
            quotations[number] = _with(quotation, blocks[own[0]].words)
        elif by := _REDDIT.search(blocks[last].words):
            blocks[last] = Block(blocks[last].words[: by.start()].rstrip(), number)
            quotations[number] = Quotation(by["name"], quotation.published, quotation.origin)
        elif quotation.author is None and last + 1 < len(blocks) and _is_credit(blocks[last + 1].words):
            quotations[number] = _with(quotation, blocks[last + 1].words)
        elif quotation.author is None and own[0]:
            lead = _LEAD.search(blocks[own[0] - 1].words[-300:])
            if lead:
                quotations[number] = Quotation(lead["name"] or lead["source"], quotation.published, quotation.origin)
    return Passage(blocks, quotations)


def _is_credit(line: str) -> bool:
    return len(line) <= 120 and bool(_DASH.match(line) or _POSTED.match(line)) and name_in(line) is not None


def _with(quotation: Quotation, credit: str) -> Quotation:
    return Quotation(quotation.author or name_in(credit), quotation.published or dates.moment(credit), quotation.origin)


def plain_text(element: Element, dropped: Collection[Element] = ()) -> str:
    """The text of an element that keeps its lines, a blank line around each block."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, at in walk:
        if event == "start" and at in dropped:
            walk.skip_subtree()
        elif at.tag == "br" and event == "start":
            pieces.append("\n")
        elif at.tag not in INLINE and at.tag != "br":
            pieces.append("\n\n")
        if event == "start" and at not in dropped:
            pieces.append(at.text or "")
        elif event == "end" and at is not element:
            pieces.append(at.tail or "")
    return "".join(pieces)


def plain_passage(text: str) -> Passage:
    """The paragraphs of an e-mail's text: lines that begin with ">" are quotations, their marks taken off."""
    blocks: list[Block] = []
    quotations: list[Quotation] = []
    lines: list[str] = []
    quoted = False
    for line in [*text.split("\n"), None]:
        if line is not None and lines and not line.strip("> \t\xa0"):
            lines.append("")
            continue
        now = line is not None and bool(_QUOTED_LINE.match(line))
        if line is None or (lines and now != quoted):
            _end(lines, quoted, blocks, quotations)
            lines = []
        if line is not None:
            quoted = now
            lines.append(re.sub(r"^[ ]{0,3}(?:>[ ]?)+", "", line).rstrip() if now else line.rstrip())
    return Passage(blocks, quotations)


def _end(lines: list[str], quoted: bool, blocks: list[Block], quotations: list[Quotation]) -> None:
    """Add the paragraphs of lines that are all quoted, or all not."""
    paragraphs = [p.strip("\n") for p in re.split(r"\n\s*\n", "\n".join(lines)) if p.strip()]
    if quoted and paragraphs:
        lead = blocks[-1].words if blocks and blocks[-1].quotation is None else ""
        number = len(quotations)
        quotations.append(led_in(lead))
        blocks.extend(Block(p, number) for p in paragraphs)
    else:
        blocks.extend(Block(p) for p in paragraphs)


def led_in(lead: str) -> Quotation:
    """Whom a line such as "On Mon, Mar 14, 2022 at 7:14 PM Ana Ruiz <ana@example.org> wrote:" says is quoted below."""
    wrote = _MAIL_LEAD.search(lead[-400:])
    if not wrote:
        return Quotation()
    line = " ".join(wrote["line"].split())
    stamp = dates.STAMP.search(line)
    rest = line[stamp.end() :] if stamp and any(map(str.isalpha, line[stamp.end() :])) else line
    name = re.split(r"[<\[(]|\s+via\s", rest, maxsplit=1)[0].strip(" ,\t\"'*_")
    return Quotation(name if 1 < len(name) <= 60 else None, dates.moment(line))
