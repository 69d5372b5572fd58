"""Comments on HTML pages: one mechanism, and for each structure that it knows a few lines that describe it.

A structure says by patterns of marks (see `marks`) what a comment is and where in it stand author, time and words; a
pattern that begins with "*" names an attribute of the comment itself. The first pattern with a hit counts, and a hit
belongs to the innermost comment around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.documents import dates
from sayso.documents.marks import LABEL, Index, marks_of
from sayso.documents.passages import (
    Block,
    Element,
    Passage,
    Quotation,
    classes,
    is_tag,
    passage,
    plain_passage,
    plain_text,
    words,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as its page gives it: `key` is what others name it by, `answers` the key of the one it answers."""

    author: str | None
    published: str | None
    passage: Passage
    key: str
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of a page in their order, and the post that opens the thread where the page is a thread itself."""

    comments: tuple[Comment, ...]
    opening: Comment | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """How pages of one kind are built. `sign` occurs in the markup of all of them.

    opening: the element of the post that the comments answer; `forum` where that is the first of the comments.
    plain: the words of a comment are an e-mail's text.
    """

    sign: str
    item: str
    author: tuple[str, ...]
    time: tuple[str, ...]
    body: tuple[str, ...]
    opening: str | None = None
    forum: bool = False
    plain: bool = False


_AUTHOR = (
    r".+@(?:author|creator)|.+\.(?:fn|author|creator)",
    r".+\.(?:.*comment[\w-]*(?:author|user|name)[\w-]*|commenter[\w-]*|author[_-]{0,2}name|user-?_?name|poster|handle)",
    r"cite|.+\.(?:nickname|user|name|byline|by)",
)
_TIME = (
    r".+@(?:datepublished|datecreated|commenttime|dateposted)",
    r"time|abbr\.(?:published|timeago)|relative-time",
    r".+\.(?:[\w-]*(?:comment|post)[\w-]*(?:date|time|stamp)[\w-]*|date|time|timestamp|published|created|posted|ago)",
    r".+\.(?:comment[\w-]*meta[\w-]*|meta|permalink|submitted)",
)
_BODY = (
    r".+@(?:text|commenttext|articlebody|content:encoded|encoded)",
    r".+\.(?:[\w-]*comment[\w-]*(?:content|body|text|message|copy|inner)|commenttext|(?:post-?)?message|field-item)",
    r".+\.(?:content|body|text|entry|entry-content)",
)

KNOWN = (
    Structure(  # Reddit since 2023
        "<shreddit-", "shreddit-comment", ("*author",), ("*created", "time|faceplate-timestamp"),
        (r".+=comment", r"div#t0_\w*post-rtjson-content"), opening="shreddit-post",
    ),
    Structure(  # Reddit before 2018, and old.reddit.com
        "data-fullname=", r"div\.comment", ("*data-author", r".+\.author"), (r"time(?:\.live-timestamp)?",),
        (r"div\.md", r"div\.usertext-body"), opening=r"div\.(?:link|self)",
    ),
    Structure(  # Reddit from 2018 to 2023
        "comment_author_link", r"div\.Comment", (r"a=comment_author_link",), (r"a=comment_timestamp",),
        (r"div=comment",), opening=r"div=post-content",
    ),
    Structure(  # Hacker News
        "comtr", r"tr\.comtr", (r"a\.hnuser",), (r"span\.age",), (r".+\.commtext", r"div\.comment"),
        opening=r"table\.fatitem",
    ),
    Structure(  # Discourse: what it serves without scripts, and what a browser saves
        "crawler-post", r"div\.crawler-post", (r".+\.creator", r".+@author"), (r".+@datepublished|time\.post-time",
        r".+\.crawler-post-infos"), (r"div\.post",), forum=True,
    ),
    Structure(
        "topic-meta-data", r"article#post_0?", (r".+\.username", r".+\.full-name"),
        (r"(?:a|span)\.(?:post-date|relative-date)", r".+\.post-date"), (r"div\.cooked",), forum=True,
    ),
    Structure(  # phpBB: prosilver and what derives from it
        "viewtopic", r"div\.post", (r".+\.(?:username|username-coloured)", r"p\.author|.+\.author"),
        (r"time", r"p\.author", r".+\.author"), (r"div\.content", r"div\.postbody"), forum=True,
    ),
    Structure(  # XenForo
        "message--post", r"article\.message--post", ("*data-author", r".+\.username"), (r"time\.u-dt|time",),
        (r"div\.bbwrapper|div\.message-content", r"article\.message-body"), forum=True,
    ),
    Structure(  # HyperKitty: mailing lists of Mailman 3
        "email-header", r"div\.email", (r".+\.name", r".+\.email-author"), (r"div\.time", r".+\.date",
        r".+\.email-date"), (r"div\.email-body",), forum=True, plain=True,
    ),
    Structure(  # Pipermail: a message of Mailman 2
        "<!--beginarticle-->", "body", ("b",), ("i",), ("pre",), forum=True, plain=True,
    ),
    Structure(  # MHonArc: a message
        "<!--X-Body-of-Message-->", "body", (r".+:from",), (r".+:date",), ("pre", r"tt"), forum=True, plain=True,
    ),
    Structure(  # Disqus, as a browser saves it
        "post-message", r"li\.post", (r".+\.author",), (r".+\.(?:time-ago|post-meta)",), (r".+\.post-message",),
    ),
    Structure(  # schema.org, in attributes
        "omment", r".+~(?:comment|usercomments|answer)|.+@comment", _AUTHOR, _TIME, _BODY,
    ),
)  # fmt: skip

_ITEM = re.compile(  # what themes call a comment; the best of those on a page is taken
    r"(?:li|div|article|section|tr|dd|dl|details)\."
    r"(?!comment-?_?(?:list|form|area|section|count|link|box|reply|respond|nav|title|head|footer|meta|author|user|date"
    r"|time|policy|button|rules)|comments\b)"
    r"(?:comment|dsq-comment|(?:user|reader|blog|post|article|single|media)-?_?comment|comment-?_?(?:item|wrap|wrapper"
    r"|container|body|entry|block|thread|node|row|main|single|inner|content|bubble|\d+)|comment__\w+|\w*commentitem"
    r"|hcomment|(?!(?:add|leave|make|no|post|submit|view|write)-)[a-z]{1,12}-comment)",
    re.IGNORECASE,
)
_CHROME = re.compile(  # what stands in a comment's box and is not said in it
    r".+\.(?:reply|replies-?link|comment-?_?(?:reply|actions?|tools|footer|likes?|awaiting|edit|links?|meta|head|avatar)"
    r"[\w-]*|commentmetadata|.+-reply(?:-link)?|says|screen-reader-text|sr-only|visually-?hidden|avatar[\w-]*|signature"
    r"|sharedaddy|[\w-]*likes?-widget[\w-]*|sd-block|jp-[\w-]+|vcard|edit-link|permalink|buttons?|flat-list|actions?"
    r"|toolbar|votes?|vote-[\w-]*|rating|score|votelinks|postprofile|profile-icons|post-buttons|back2top|notice|post-notice|comhead"
    r"|reportlink|controls|children|child|quoted-switch|tagline|crawler-post-meta|topic-meta-data|post-byline"
    r"|post-meta|post-menu[\w-]*|crawler-linkback-list|post-links[\w-]*|bbcodeblock-expandlink)"
    r"|ul\.links|button|form|label|h\d\.first",
    re.IGNORECASE,
)
_ASIDE = re.compile(r".+\.(?:widget[\w-]*|sidebar|recent-?comments[\w-]*|wp-block-latest-comments)")
_DEEPER = re.compile(r".+\.(?:indented|children|child|replies|comment-replies|thread-children|comment__replies)")
_GONE = re.compile(r"\W*(?:deleted|removed)\W*", re.IGNORECASE)
_NOTICE = re.compile(  # what stands in the place of a comment that is gone
    r"\W*(?:(?:this|the) )?(?:comment|post|message|reply)?\W*(?:(?:was|has been|is) )?"
    r"(?:deleted|removed|withdrawn|hidden|flagged)(?: (?:by|because|for|as|at|after)\b.{0,100})?\W*",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?:depth|level|indent)-?_?(\d{1,3})")
_INDENT = re.compile(r"(?:margin|padding)-left:\s*(\d{1,4}(?:\.\d+)?)")
_GIVEN = re.compile(
    r"[\W_]*?(?:(?:by|posted by|from|author)\W+)?(?P<name>[\w@\[(].*?)[\s:,·•|»–—-]*"
    r"(?:\b(?:says?|said|wrote|writes|on)\b[\s:,·•|»–—-]*)?",
    re.IGNORECASE,
)
_PARENT = r"a\.(?:parent-?link|in-reply-to|reply-?to|comment-parent|reply-parent)"
_FOLDED = r".+\.quoted-switch"
_TIMES = ("datetime", "content", "data-time", "data-timestamp", "data-utime", "ts", "title", "data-original-title")
_SECTION = re.compile(r".+[.#](?:comments|comments-?(?:area|section|wrapper)|disqus_thread|respond)", re.IGNORECASE)
_TITLE = r"a\.(?:title|titlelink|storylink)|span\.titleline|h1=title|h1"
_TRIES = 12
"""Marks of a page that are tried as what a comment might be called there."""


def thread_of(tree: Element, markup: str) -> Thread | None:
    """The thread of a page, its comments taken out of the tree; None where there is none."""
    index: Index | None = None
    for structure in KNOWN:
        if structure.sign in markup:
            index = index or Index(tree)
            found = _Found(index, structure)
            if found.comments:
                return found.taken()
    if "omment" not in markup:
        return None
    index = index or Index(tree)
    best = _unknown(index)
    return best.taken() if best else None


def _unknown(index: Index) -> _Found | None:
    """The comments under the mark by which most of them have an author or a time of their own."""
    candidates = sorted((m for m in index.marks if _ITEM.fullmatch(m)), key=lambda m: -len(index.marks[m]))
    best: _Found | None = None
    for mark in candidates[:_TRIES]:
        found = _Found(index, Structure("", re.escape(mark), _AUTHOR, _TIME, _BODY))
        if not found.comments:
            continue
        if best is None or (found.weight, -found.items[0]) > (best.weight, -best.items[0]):
            best = found
    return best


class _Found:
    """The comments that a structure finds on a page."""

    def __init__(self, index: Index, structure: Structure) -> None:
        self.index = index
        self.structure = structure
        self.items = index.find(structure.item)
        if not structure.sign:
            self.items = self._likely(self.items)
        self.opening = self._opening()
        self.owners = index.innermost([*self.items, *([self.opening] if self.opening is not None else ())])
        self.authors = self._hits(structure.author)
        self.times = self._hits(structure.time)
        self.bodies = self._hits(structure.body)
        self.items = [p for p in self.items if self._is_comment(p)]
        self.weight = sum((p in self.authors) + (p in self.times) + (p in self.bodies) for p in self.items)
        self.left_out = {p for m, places in index.marks.items() if _CHROME.fullmatch(m) for p in places}
        self.left_out.update(self.items)
        self.parents: dict[int, list[str | None]] = {}
        for p in index.find(_PARENT):
            self.parents.setdefault(self.owners[p], []).append(index.elements[p].get("href"))
        self.folded = {index.elements[p] for p in index.find(_FOLDED)} if structure.plain else set()

    @property
    def comments(self) -> bool:
        """Whether there are any."""
        return bool(self.items) and (bool(self.structure.sign) or self.weight >= 1)

    def _likely(self, items: list[int]) -> list[int]:
        """Those of some elements that can be comments: none stands in a margin or has the page's title in it."""
        aside = {p for m, places in self.index.marks.items() if _ASIDE.fullmatch(m) for p in places}
        titled = {a for p in self.index.marks.get("h1", ()) for a in self.index.above(p)}
        return [p for p in items if p not in titled and not aside.intersection((p, *self.index.above(p)))]

    def _opening(self) -> int | None:
        if self.structure.opening is None:
            return None
        inside = set(self.items)
        places = self.index.find(self.structure.opening)
        return next((p for p in places if not inside.intersection(self.index.above(p)) and p not in inside), None)

    def _hits(self, patterns: tuple[str, ...]) -> dict[int, list[int]]:
        """For each comment the elements in it that the first pattern with a hit there finds."""
        hits: dict[int, list[int]] = {}
        for pattern in patterns:
            if pattern.startswith("*"):
                continue
            found: dict[int, list[int]] = {}
            for place in self.index.find(pattern):
                owner = self.owners[place]
                if owner >= 0 and owner not in hits and self._says(place):
                    found.setdefault(owner, []).append(place)
            hits.update(found)
        return hits

    def _says(self, place: int) -> bool:
        element = self.index.elements[place]
        return any(element.get(a) for a in _TIMES) or any(t.strip() for t in element.itertext("*"))

    def _is_comment(self, place: int) -> bool:
        element = self.index.elements[place]
        given = any(element.get(p[1:]) for p in self.structure.author if p.startswith("*"))
        named = given or place in self.authors or place in self.times or "deleted" in classes(element)
        return named or any(_NOTICE.fullmatch(words(self.index.elements[p])[:200]) for p in self.bodies.get(place, ()))

    def taken(self) -> Thread:
        """The thread; its elements are taken out of the tree."""
        levels = self._levels()
        comments: list[Comment] = []
        above: list[tuple[float, str]] = []
        keys = {key: self._key(p) for p in self.items for key in self._keys(p)}
        for place in self.items:
            comment = self._comment(place)
            while above and above[-1][0] >= levels[place]:
                above.pop()
            nested = above[-1][1] if above else None
            above.append((levels[place], comment.key))
            answers = self._answers(place, comment, keys) or (
                None if self.structure.forum and nested is None else nested
            )
            comments.append(Comment(comment.author, comment.published, comment.passage, comment.key, answers))
        opening = self._comment(self.opening) if self.opening is not None else None
        title = self._title() if self.opening is not None else None
        if self.structure.forum and comments:
            opening, comments = comments[0], comments[1:]
        self._take_out()
        return Thread(tuple(comments), opening, title)

    def _title(self) -> str | None:
        """What the post that opens the thread is headed with."""
        inside = (p for p in self.index.find(_TITLE) if self.opening in (p, *self.index.above(p)))
        element = next((self.index.elements[p] for p in inside), None)
        if element is not None and element.tag == "span":  # Hacker News: the link, and the site's name behind it
            element = next(element.iter("a"), element)
        return (words(element) or None) if element is not None else None

    def _comment(self, place: int) -> Comment:
        return Comment(self._author(place), self._published(place), self._passage(place), self._key(place))

    def _key(self, place: int) -> str:
        return f"e{place}"

    def _keys(self, place: int) -> set[str]:
        """What other comments may name this one by."""
        element = self.index.elements[place]
        given = {
            element.get(a) for a in ("thingid", "data-fullname", "data-comment-id", "data-id", "id", "data-content")
        }
        given.update(e.get("id") or e.get("name") for e in element.iterdescendants("a", "article", "div", "span")
                     if self.owners[self.index.places[e]] == place)  # fmt: skip
        return {_number(key) for key in given if key and _number(key)}

    def _answers(self, place: int, comment: Comment, keys: dict[str, str]) -> str | None:
        """The comment that this one names as the one it answers, or that it quotes first."""
        element = self.index.elements[place]
        named = [element.get(a) for a in ("parentid", "data-parent-id", "data-parent", "data-parent-comment-id")]
        named.extend(self.parents.get(place, ()))
        named.extend(q.origin for q in comment.passage.quotations)
        found = (keys.get(_number(name)) for name in named if name)
        return next((key for key in found if key and key != comment.key), None)

    def _author(self, place: int) -> str | None:
        element = self.index.elements[place]
        given = [element.get(p[1:]) for p in self.structure.author if p.startswith("*")]
        given.extend(self._name(self.index.elements[p]) for p in self.authors.get(place, ())[:3])
        for name in given:
            trimmed = (_GIVEN.fullmatch(name) if name else None) or None
            if trimmed and trimmed["name"]:
                return None if _GONE.fullmatch(trimmed["name"]) else trimmed["name"][:100]
        return None

    def _name(self, element: Element) -> str:
        """The name in an element: what it says, without a link to a profile or the label before it."""
        inner = next((e for e in element.iterdescendants() if is_tag(e) and (e.get("itemprop") == "name"
                      or "fn" in classes(e))), None)  # fmt: skip
        said = element.get("content") or words(element if inner is None else inner)
        if not said and inner is not None:
            said = inner.get("content") or ""
        if element.tag == "p" and "author" in classes(element):  # phpBB: "by NAME » DATE"
            said = re.split(r"»|\n", said)[0]
        stamp = dates.STAMP.search(said) or dates.AGO.search(said)
        said = re.sub(r"<[^>]*>|\(.*?\)", "", said[: stamp.start()] if stamp else said)
        return LABEL.sub("", said, count=1).strip()

    def _published(self, place: int) -> str | None:
        element = self.index.elements[place]
        given = [element.get(p[1:]) or element.get("created-timestamp") for p in self.structure.time if p[:1] == "*"]
        for hit in [*self.times.get(place, ())[:4], *self.authors.get(place, ())[:1]]:
            inner = self.index.elements[hit]
            for at in (inner, *inner.iterdescendants("time", "span", "abbr", "a")):
                given.extend(at.get(a) for a in _TIMES)
            given.append(LABEL.sub("", words(inner)[:200], count=1))
        return next((when for value in given if value and (when := dates.moment(value))), None)

    def _passage(self, place: int) -> Passage:
        index = self.index
        hits = self.bodies.get(place) or ([place] if place != self.opening else [])
        tops = [p for p in hits if not set(hits).intersection(index.above(p))]
        if self.structure.plain:
            return plain_passage("\n\n".join(plain_text(index.elements[p], self.folded) for p in tops))
        left_out = {*self.left_out, *self.authors.get(place, ())[:1], *self.times.get(place, ())[:1]}
        blocks: list[Block] = []
        quotations: list[Quotation] = []
        for top in tops:
            inside = (index.places.get(e, -1) for e in index.elements[top].iterdescendants())
            part = passage(index.elements[top], {index.elements[p] for p in inside if p in left_out})
            shift = len(quotations)
            blocks.extend(b if b.quotation is None else replace(b, quotation=b.quotation + shift) for b in part.blocks)
            quotations.extend(part.quotations)
        return Passage(blocks, quotations)

    def _levels(self) -> dict[int, float]:
        """How deep each comment lies: as the page numbers or indents it, else by what it is nested in."""
        told = {p: self._told_level(p) for p in self.items}
        if len(set(told.values())) > 1 and None not in told.values():
            return {p: level or 0.0 for p, level in told.items()}
        items = set(self.items)
        nested = {p: sum(a in items for a in self.index.above(p)) for p in self.items}
        if any(nested.values()):
            return {p: float(level) for p, level in nested.items()}
        deeper = {p for m, places in self.index.marks.items() if _DEEPER.fullmatch(m) for p in places}
        return {p: float(sum(a in deeper for a in self.index.above(p))) for p in self.items}

    def _told_level(self, place: int) -> float | None:
        element = self.index.elements[place]
        given = next((v for a in ("depth", "data-depth", "data-level", "aria-level") if (v := element.get(a))), None)
        if given and given.isdecimal():
            return float(given[:6])
        named = next((m for c in classes(element) if (m := _LEVEL.fullmatch(c))), None)
        if named:
            return float(named[1])
        for at in (element, element.getparent()):
            indent = _INDENT.search(at.get("style") or "") if at is not None else None
            if indent:
                return float(indent[1])
        cell = next((td for td in element.iter("td") if "ind" in classes(td)), None)  # Hacker News
        if cell is None:
            return None
        picture = next(cell.iter("img"), None)
        width = cell.get("indent") or (picture.get("width") if picture is not None else None) or ""
        return float(width[:6]) if width.isdecimal() else None

    def _take_out(self) -> None:
        """Take the comments out of the tree, and the section around them with its headings and forms."""
        top = [p for p in self.items if self.owners[self.index.parents[p]] < 0] if self.items else []
        for place in top:
            element = self.index.elements[place]
            section = next((self.index.elements[a] for a in self.index.above(place) if self._is_section(a)), element)
            _remove(section)
            _remove(element)
        if self.opening is not None:
            _remove(self.index.elements[self.opening])

    def _is_section(self, place: int) -> bool:
        element = self.index.elements[place]
        return any(_SECTION.fullmatch(m) for m in marks_of(element)) and next(element.iter("h1"), None) is None


def _remove(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _number(name: str) -> str:
    """What distinguishes one comment's name from another's: "#comment-12", "p12" and "12" are the same."""
    reddit = re.search(r"t[0-9]_(\w+)", name)
    figures = re.findall(r"\d+", name)
    return reddit[1] if reddit else figures[-1] if figures else ""
