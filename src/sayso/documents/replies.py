"""The text of an e-mail: what its author wrote, and the messages that it quotes as posts inside it.

A quoted message is told by ">" before its lines, or by the head that mail programs set above one ("From: … Sent: …",
"Forwarded message"); whose it is and when it was sent, by that head or by a line such as "On 4 May 2016, Ana wrote:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.documents import dates
from sayso.documents.encoding import canonical
from sayso.documents.passages import led_in
from sayso.model import Post, Span

_QUOTED = re.compile(r"[ ]{0,3}((?:>[ ]?){1,50})")
_DEEPEST = 50
_RULE = re.compile(
    r"\W{0,40}(?:original message|original appointment|forwarded message|begin forwarded message|forwarded by .{1,80}"
    r"|ursprüngliche nachricht|message d'origine|mensaje original)\W{0,40}|_{20,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"forwarded", re.IGNORECASE)
_LABEL = re.compile(
    r"[*_]{0,2}(?P<label>from|sent|date|to|cc|bcc|subject|reply-to|organization|importance|attachments)"
    r"[*_]{0,2}:[*_]{0,2}(?:\s+(?P<said>.*)|\s*)",
    re.IGNORECASE,
)
_LEAD = 3  # lines of text before a quotation that may say whose it is


_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class _Line:
    """A line of the text: how deeply it is quoted, and its span."""

    level: int
    words: str
    span: Span = _NOWHERE


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a quoted message: whose it is, when it was sent."""

    author: str | None
    published: str | None
    forwarded: bool


def letter(body: str, author: str | None, published: str | None) -> tuple[str, tuple[Post, ...]]:
    """The text of a mail and its posts: the mail is the first, each quoted message lies inside the one that quotes it.

    A post answers the message that it quotes; one that forwards it does not. A message that is quoted in several
    pieces, with answers between them, gives a post for each piece.
    """
    lines, heads = _without_leads(*_levels(canonical(body).split("\n")))
    text = _written(lines)
    return text, tuple(_posts(lines, heads, Post("p0", "article", Span(0, len(text)), author, published)))


def _levels(rows: list[str]) -> tuple[list[_Line], dict[int, _Head]]:
    """The lines with the depth at which they are quoted, and the heads taken out, by the line after each."""
    lines: list[_Line] = []
    heads: dict[int, _Head] = {}
    below: dict[int, int] = {}  # for each depth of ">", how many heads stood above: what follows them is quoted
    place = 0
    while place < len(rows):
        depth, words = _depth(rows[place])
        for deeper in [d for d in below if d > depth and words.strip()]:
            del below[deeper]
        level = depth + sum(n for d, n in below.items() if d <= depth)
        end, head = _head(rows, place, depth)
        if head:
            heads[len(lines)] = head
            below[depth] = min(below.get(depth, 0) + 1, _DEEPEST)
            place = end
        else:
            lines.append(_Line(level, words))
            place += 1
    return lines, heads


def _without_leads(lines: list[_Line], heads: dict[int, _Head]) -> tuple[list[_Line], dict[int, _Head]]:
    """The lines and heads, with those leads ("On 4 May 2016, Ana wrote:") among the heads that tell a time.

    A lead without one ("Ana said:") is the author's own sentence, and stays.
    """
    kept: list[_Line] = []
    known: dict[int, _Head] = {}
    before = 0
    for number, line in enumerate(lines):
        if number in heads:
            known[len(kept)] = heads[number]
        if line.words.strip():
            if line.level > before and _opened(kept, known, len(kept)) < 0:
                count, said = _lead(kept, line.level)
                if said and said.published:
                    del kept[len(kept) - count :]
                if said:
                    known[len(kept)] = said
            before = line.level
        kept.append(line)
    return kept, known


def _lead(lines: list[_Line], level: int) -> tuple[int, _Head | None]:
    """How many of the last lines say whose the message quoted after them is, and what they say."""
    end = len(lines)
    while end and not lines[end - 1].words.strip():
        end -= 1
    for count in range(1, min(_LEAD, end) + 1):
        lead = lines[end - count : end]
        if not lead[0].words.strip() or lead[0].level >= level:
            break
        said = led_in("\n".join(line.words for line in lead))
        if said.author or said.published:
            return len(lines) - end + count, _Head(said.author, said.published, forwarded=False)
    return 0, None


def _depth(row: str) -> tuple[int, str]:
    """How many ">" stand before a line, and the line without them."""
    mark = _QUOTED.match(row)
    return (mark[1].count(">"), row[mark.end() :].rstrip()) if mark else (0, row.rstrip())


def _head(rows: list[str], start: int, depth: int) -> tuple[int, _Head | None]:
    """Where the head of a quoted message ends that begins at a line, and what it says; None where none begins."""
    place = start
    ruled = _RULE.fullmatch(_depth(rows[place])[1].strip())
    if ruled:
        place += 1
        while place < min(len(rows), start + 4) and not _depth(rows[place])[1].strip():
            place += 1
    said: dict[str, str] = {}
    last = ""
    while place < len(rows) and len(said) < 12:
        own, words = _depth(rows[place])
        label = _LABEL.fullmatch(words.strip()) if own == depth else None
        if label:
            last = label["label"].lower()
            said.setdefault(last, (label["said"] or "").strip(" *_"))
        elif not (last in ("to", "cc", "subject") and words.startswith((" ", "\t")) and words.strip()):
            break
        place += 1
    when = said.get("sent") or said.get("date")
    if not said.get("from") or not (when or said.get("subject")) or not (ruled or (when and len(said) > 2)):
        return start, None
    author = re.split(r"\s*(?:[<\[(]|mailto:)", said["from"], maxsplit=1)[0].strip(" \"'") or said["from"].strip("<>")
    forwarded = bool(ruled and _FORWARDED.search(ruled[0]))
    return place, _Head(author[:100] or None, dates.moment(when or ""), forwarded)


def _written(lines: list[_Line]) -> str:
    """The lines set into one text, a blank line where the depth changes, and never more than one."""
    pieces: list[str] = []
    length = 0
    before: _Line | None = None
    blank = False
    for line in lines:
        if not line.words.strip():
            blank = before is not None
            line.span = Span(length, length)
            continue
        if before is not None:
            gap = "\n\n" if blank or line.level != before.level else "\n"
            pieces.append(gap)
            length += len(gap)
        line.span = Span(length, length + len(line.words))
        pieces.append(line.words)
        length += len(line.words)
        before, blank = line, False
    return "".join(pieces)


def _posts(lines: list[_Line], heads: dict[int, _Head], letter: Post) -> Iterator[Post]:
    """The mail's post and those of what it quotes, in the order of the text."""
    found = [letter]
    forwards: set[str] = set()
    open_: list[tuple[int, int]] = [(0, 0)]  # the level and the place in `found` of each message around a line
    known: dict[int, tuple[str | None, str | None]] = {}
    end = 0

    def close() -> None:
        _, place = open_.pop()
        found[place] = replace(found[place], span=Span(found[place].span.start, end))

    for number, line in enumerate(lines):
        if not line.words.strip():
            continue
        head = heads.get(_opened(lines, heads, number))
        while open_[-1][0] > line.level or (head and open_[-1][0] >= line.level > 0):
            close()
        if line.level > open_[-1][0]:
            who = (head.author, head.published) if head else known.get(line.level, (None, None))
            known = {level: one for level, one in known.items() if level < line.level} | {line.level: who}
            host = found[open_[-1][1]]
            if head and head.forwarded:
                forwards.add(host.id)
            found.append(Post(f"p{len(found)}", "quotation", line.span, *who))
            if host.reply_to is None and host.id not in forwards:
                found[open_[-1][1]] = replace(host, reply_to=found[-1].id)
            open_.append((line.level, len(found) - 1))
        end = line.span.end
    while len(open_) > 1:
        close()
    yield from found


def _opened(lines: list[_Line], heads: dict[int, _Head], number: int) -> int:
    """The place of the head right above a line, past blank lines; -1 where there is none."""
    while number not in heads and number > 0 and not lines[number - 1].words.strip():
        number -= 1
    return number if number in heads else -1
