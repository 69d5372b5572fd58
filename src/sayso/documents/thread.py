"""Posts: the article and the comment section of a plain text.

A comment section is told by its headers, lines that hold an author and a date ("• Ana Ruiz May 4, 2016, 9:12 AM"),
and by a heading before them ("12 Comments"). What a comment answers is told by how far its header is indented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from sayso.documents import dates
from sayso.model import Post, Span

_LONGEST = 200  # code points; no header or heading is longer
_MOST_HEADINGS = 1000  # an article and its thread have a few; a hostile text may hold millions
_NEAR = 8  # lines with words that may stand between a heading and the first comment: "Sort by", "Log in to comment"

# where a date may stand or comments be spoken of: each begins with a plain letter, which `re` finds fast in long texts
_HINTS = tuple(map(re.compile, (r"[12]\d\d\d\b(?!\.)", r"[/.]\d{1,2}[/.]\d\d", r"ago\b", r"esterday\b", r"ust now\b")))
_TALK = tuple(
    map(re.compile, (r"omments?\b", r"esponses?\b", r"eplies\b", r"houghts\b", r"iscussion\b", r"OMMENTS?\b"))
)
_REST = re.compile(  # what may follow a year in a header: figures, capitals, and few words
    r"(?:[^a-z\n]|(?:at|on|[ap]\.?m|says?|said|wrote|writes|commented|replied|r?eply|p?ermalink|l?ink|e?dit(?:ed)?"
    r"|r?eport|s?hare|l?ike|q?uote)\b){0,90}+$",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"[\W_]*+(?:view |show |all |read |reader |recent |there are |\d[\d,.]{0,6} ){0,4}"
    r"(?:(?:comments?|responses?|replies|thoughts?)(?: (?:so far|to|on|for|about)\b.{0,150})?"
    r"|discussion|comment section)"
    r"[\W_]*+(?:\d[\d,.]{0,6})?[\W_]*+(?:add (?:one|yours?)|leave (?:one|a (?:comment|reply)))?[\W_]*+",
    re.IGNORECASE,
)
_NONE_YET = re.compile(r"\W*(?:no|0) (?:comments?|responses?|replies)", re.IGNORECASE)
_END = re.compile(
    r"\W*+(?:(?:leave|add|post|write|submit) (?:a|your|another) (?:new )?(?:comment|reply|response)"
    r"|join the (?:discussion|conversation)|comments? (?:are|is|have been|were) (?:now )?closed|comments closed"
    r"|(?:load|show|view) (?:more|older|newer|all) .{0,20}|(?:older|newer) comments|cancel reply"
    r"|(?:previous|next|related) (?:post|article|entry|stor)(?:s|ies|y)?\b.{0,80}"
    r"|(?:you must|log|sign) .{0,30}(?:to|in) .{0,20}(?:comment|reply)\w*|your e-?mail address .{0,60}"
    r"|subscribe .{0,60}|(?:©|copyright) .{0,80})\W*",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"[\W\d]*+(?:(?:reply|likes?|share|report(?: abuse)?|permalink|quote|flag|edit|link|upvote|downvote|delete)\b"
    r"(?: to \S{1,30})?[\W\d]*+){1,5}",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?P<bullet>[•·∙◦‣⁃▪●○■*+»–—-]|\d{1,3}[.)]|#\d{1,5}:?)\s+(?=\S)")
_TAIL = re.compile(
    r"[\W_]*+(?:(?:says?|said|wrote|writes|commented|replied|reply|permalink|link|edit(?:ed)?|report|share|like|quote"
    r"|#?\d{1,4})\b[\W_]*+){0,6}",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[\s,|·(–—-]*(?:\b(?:says?|said|wrote|writes|commented|replied|posted)\b)?[\s,:|·•(–—-]*$", re.IGNORECASE
)
_VERB = re.compile(r"\b(?:says?|said|wrote|writes|commented|replied|posted)\b\W*$", re.IGNORECASE)
_SOLID = re.compile(r"\S")
_WORDS = re.compile(r"\S[^\n]*")
_LEAD = re.compile(r"^(?:(?:posted |comment |written )?by|comment from|from|author:)\s+", re.IGNORECASE)
_NO_AUTHOR = re.compile(
    r"(?:published|updated|posted|modified|last|first|filed|created|dated?|on|in|at|since|until|till|between|before"
    r"|after|the|this|these|that|an?|it|he|she|we|they|there|as|when|edition|version|issue|vol|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Header:
    """A line, or two, that may open a comment. `indent` is the column of its first mark."""

    start: int
    end: int
    indent: int
    author: str
    bullet: str
    lines: int
    stamp: re.Match[str] | None
    sure: bool  # it says more than a name and a day: a time, a bullet, "says"

    @property
    def shape(self) -> tuple[str, int]:
        return ("number" if any(c.isdigit() for c in self.bullet) else self.bullet, self.lines)


def posts(text: str, author: str | None) -> tuple[Post, ...]:
    """The posts of a document's text in their order: its article by `author`, then the comments, if it has any.

    Ids are "p0", "p1" and so on. The article's span ends where the comment section begins; a comment's covers its
    words without its header. Where the section is all there is, there is no article.
    """
    start, headers = _section(text)
    days_first = _days_first(headers)
    published = None
    if len(headers) > 1 and start == headers[0].start and _at_top(text, start):
        # no heading, and a header by the title: the first post is the article that the others answer
        first, start, headers = headers[0], headers[1].start, headers[1:]
        author = author or first.author
        published = first.stamp and dates.iso(first.stamp, days_first)
    found = [Post("p0", "article", Span(0, start), author, published)] if text[:start].strip() or not headers else []
    return (*found, *_comments(text, headers, len(found), days_first))


def whole(text: str, author: str | None) -> tuple[Post, ...]:
    """The one post of a document without a thread."""
    return (Post("p0", "article", Span(0, len(text)), author),)


def _days_first(headers: list[_Header]) -> bool | None:
    """How a thread writes dates such as 4/5/2014, where one of them tells."""
    told = {dates.day_first(h.stamp) for h in headers if h.stamp} - {None}
    return told.pop() if len(told) == 1 else None


def _comments(text: str, headers: list[_Header], number: int, days_first: bool | None) -> Iterator[Post]:
    above: list[tuple[int, str]] = []
    for index, header in enumerate(headers):
        while above and above[-1][0] >= header.indent:
            above.pop()
        name = f"p{number + index}"
        published = dates.iso(header.stamp, days_first) if header.stamp else None
        last = index + 1 == len(headers)
        end = _last_end(text, headers) if last else headers[index + 1].start
        span = _body(text, header.end, end)
        yield Post(name, "comment", span, header.author, published, above[-1][1] if above else None)
        above.append((header.indent, name))


def _section(text: str) -> tuple[int, list[_Header]]:
    """Where the comment section begins and the headers in it; the text's length and none where there is no section."""
    dated = _dated(text)
    top: tuple[int, list[_Header]] | None = None
    for start, end in _headings(text):
        near = _after_lines(text, end)
        first = bisect_left(dated, end, key=lambda h: h.start)
        if not (first < len(dated) and dated[first].start < near) and not any(_undated(text, end, near)):
            continue
        if not _at_top(text, start):
            return start, _alike(_merged(dated[first:], _undated(text, end, len(text))))
        # "12 Comments" by the title is a link: what follows is most likely the article's own byline
        top = top or (start, _alike(_merged(dated[first:], _undated(text, end, len(text)))))
    if top and len(top[1]) >= 2:
        return top
    for headers in _groups(dated):
        if len(headers) >= 2 and _trusted(text, headers):
            return headers[0].start, headers
    return len(text), []


def _at_top(text: str, place: int) -> bool:
    """Whether no more than a title can stand before a place: fewer than three lines, and none that ends a sentence."""
    lines = [line[0].rstrip().rstrip("\"'”’)") for line in islice(_WORDS.finditer(text, 0, place), 3)]
    return len(lines) < 3 and not any(line.endswith(".") for line in lines)


def _after_lines(text: str, place: int) -> int:
    """The place after the next few lines that hold words."""
    lines = islice(_WORDS.finditer(text, place, place + _NEAR * _LONGEST), _NEAR)
    return max((line.end() for line in lines), default=place)


def _merged(dated: list[_Header], undated: Iterable[_Header]) -> list[_Header]:
    taken = {h.end for h in dated} | {h.start for h in dated}
    return sorted([*dated, *(h for h in undated if h.start not in taken)], key=lambda h: h.start)


def _alike(headers: list[_Header]) -> list[_Header]:
    """The headers of the commonest shape: a header quoted inside a comment has another."""
    dated = [h for h in headers if h.stamp] or headers
    shape = Counter(h.shape for h in dated).most_common(1)[0][0]
    return [h for h in headers if h.shape == shape]


def _groups(dated: list[_Header]) -> list[list[_Header]]:
    """Headers of one shape and one way to write dates, the largest group first."""
    groups: dict[object, list[_Header]] = {}
    for header in dated:
        groups.setdefault((header.shape, header.stamp and dates.order(header.stamp)), []).append(header)
    return sorted(groups.values(), key=len, reverse=True)


def _trusted(text: str, headers: list[_Header]) -> bool:
    """Whether headers without a heading before them open comments: each says so itself, or its words stand deeper."""
    if all(_begin(text, h.end, n.start) == n.start for h, n in pairwise(headers)):
        return False
    return all(h.sure for h in headers) or all(_deeper(text, h, n.start) for h, n in pairwise(headers))


def _headings(text: str) -> list[tuple[int, int]]:
    """The lines, as (start, end), that may head a comment section."""
    found = {
        (start, end)
        for talk in _TALK
        for start, end in _lines_with(talk, text)
        if _HEADING.fullmatch(text, start, end) and not _NONE_YET.match(text, start, end)
    }
    return sorted(found)[:_MOST_HEADINGS]


def _lines_with(pattern: re.Pattern[str], text: str, rest: re.Pattern[str] | None = None) -> Iterator[tuple[int, int]]:
    """The lines, as (start, end), in which a pattern occurs, `rest` following; not those longer than any header."""
    done = -1
    for hit in pattern.finditer(text):
        if hit.start() < done or (rest and not rest.match(text, hit.end())):
            continue
        start, end = _line(text, hit.start())
        if end - start <= _LONGEST:
            done = end
            yield start, end


def _line(text: str, at: int) -> tuple[int, int]:
    """The line around a place, looking no further than a header is long: one of 10 MB must not be searched over."""
    low, high = max(0, at - _LONGEST - 1), min(len(text), at + _LONGEST + 1)
    start, end = text.rfind("\n", low, at) + 1, text.find("\n", at, high)
    return start if start or not low else low, high if end < 0 else end


def _dated(text: str) -> list[_Header]:
    """All lines that may be a header with a date, in order."""
    found: dict[int, _Header] = {}
    for hint in _HINTS:
        for start, end in _lines_with(hint, text, _REST):
            line = text[start:end]
            stamp = dates.STAMP.search(line)
            hit = stamp or dates.AGO.search(line)
            if hit and _TAIL.fullmatch(line, hit.end()):
                header = _one_line(line, hit, start, stamp) or _two_lines(text, line, hit, start, stamp)
                if header:
                    found[header.start] = header
    return [found[start] for start in sorted(found)]


def _one_line(line: str, hit: re.Match[str], start: int, stamp: re.Match[str] | None) -> _Header | None:
    indent, bullet, rest = _opening(line[: hit.start()])
    author = _author(rest)
    if author is None:
        return None
    timed = stamp is not None and bool(stamp["before"] or stamp["after"])
    sure = timed or bool(bullet) or bool(_VERB.search(rest)) or bool(_VERB.search(line))
    return _Header(start, start + len(line), indent, author, bullet, 1, stamp, sure)


def _two_lines(text: str, line: str, hit: re.Match[str], start: int, stamp: re.Match[str] | None) -> _Header | None:
    """A header whose author stands on the line before its date."""
    if start < 2 or not re.fullmatch(
        r"[\W_]*(?:posted |commented |replied )?(?:on |at )?[\W_]*", line[: hit.start()], re.IGNORECASE
    ):
        return None
    begin, end = _line(text, start - 2)
    above = text[begin:end]
    if end != start - 1 or end - begin > 80:
        return None
    indent, bullet, rest = _opening(above)
    author = _author(rest)
    if author is None or rest.rstrip().endswith((".", "!", "?")):
        return None
    return _Header(begin, start + len(line), indent, author, bullet, 2, stamp, True)


def _opening(line: str) -> tuple[int, str, str]:
    """How far a line is indented, its bullet, and what follows."""
    wide = line.expandtabs(8)
    rest = wide.lstrip()
    bullet = _BULLET.match(rest)
    mark = bullet["bullet"] if bullet else ""
    return len(wide) - len(rest), mark, rest[bullet.end() :] if bullet else rest


def _author(words: str) -> str | None:
    """The author that the words before a date name; None where they are no name."""
    name = _SAYS.sub("", re.sub(r"\s(?:on|at)\s*$", "", words)).strip()
    name = _LEAD.sub("", name).strip(" \t,;:|·•([<\xa0–—-")
    if not name or len(name) > 60 or len(name.split()) > 6 or not any(c.isalnum() for c in name):
        return None
    if _NO_AUTHOR.match(name) or re.search(r"[!?;:]\s|[\w)]{4,}\.\s", name):
        return None
    return name


def _undated(text: str, start: int, stop: int) -> Iterator[_Header]:
    """Headers without a date, in a section that a heading opens: "NAME says:", or a bullet, a name and deeper words."""
    for begin, end in _lines(text, start, stop):
        if end - begin <= 80:
            header = _name_only(text, begin, end)
            if header:
                yield header


def _name_only(text: str, start: int, end: int) -> _Header | None:
    line = text[start:end]
    indent, bullet, rest = _opening(line)
    author = _author(rest)
    if author is None or len(author.split()) > 4 or _ACTION.fullmatch(line) or _END.fullmatch(line):
        return None
    header = _Header(start, end, indent, author, bullet, 1, None, True)
    if rest.rstrip().endswith(":") and _VERB.search(rest):
        return header
    named = bullet and not rest.rstrip().endswith((".", "!", "?", ":", ",", ";"))
    return header if named and _deeper(text, header, len(text)) else None


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The lines with words in [start, stop), which begins a line."""
    for words in _WORDS.finditer(text, start, stop):
        yield max(start, _line(text, words.start())[0]), words.end()


def _deeper(text: str, header: _Header, stop: int) -> bool:
    """Whether the words after a header, before `stop`, are indented more than it and open with no bullet."""
    place = _begin(text, header.end, stop)
    start, end = _line(text, place)
    indent, bullet, _ = _opening(text[start:end])
    return place < stop and indent > header.indent and not bullet


def _begin(text: str, start: int, end: int) -> int:
    """The first place in [start, end) that is not blank; `end` where all is."""
    first = _SOLID.search(text, start, end)
    return first.start() if first else end


def _finish(text: str, start: int, end: int) -> int:
    """The end of what is not blank in [start, end)."""
    while end > start:
        piece = text[max(start, end - 4096) : end]
        kept = len(piece.rstrip())
        end -= len(piece) - kept
        if kept:
            break
    return end


def _body(text: str, start: int, end: int) -> Span:
    """What stands in [start, end) without blank edges and without the links that close a comment ("Reply")."""
    start = _begin(text, start, end)
    end = _finish(text, start, end)
    while end > start:
        begin, stop = _line(text, end - 1)
        line = text[max(begin, start) : end]
        if stop - begin > _LONGEST or not (_ACTION.fullmatch(line) or _END.fullmatch(line)):
            break
        end = _finish(text, start, max(begin, start))
    return Span(start, end)


def _last_end(text: str, headers: list[_Header]) -> int:
    """Where the last comment ends: at the page's footer, or where the indentation of all comments is left."""
    last = headers[-1]
    stepped = _deeper(text, last, len(text)) and all(
        _deeper(text, h, n.start) for h, n in pairwise(headers) if _begin(text, h.end, n.start) < n.start
    )
    for start, end in _lines(text, last.end + 1, len(text)):
        if end - start <= _LONGEST:
            line = text[start:end]
            if _END.fullmatch(line) or (stepped and line.strip() and _opening(line)[0] <= last.indent):
                return start
    return len(text)
