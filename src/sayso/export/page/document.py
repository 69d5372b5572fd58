"""One document of the page: its text with the statements marked, the notes beside it, its sources at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from sayso.export.page.layout import Mark, Part, Piece, Row, Segment, depths, pieces, rows, segments
from sayso.export.page.notes import notes, sources
from sayso.export.page.view import View
from sayso.export.page.words import counted, html, moment, name, prose, short, web_address
from sayso.model import Post, Spans, Statement

_DEEPEST = 8  # indentation stops there; the header of a deeper comment still says what it answers
_CLASS: dict[Part, str] = {"content": "c", "cue": "q", "source": "s", "basis": "b"}
_LONG = 300  # rows from which on the browser lays out only what is in view


def document(view: View) -> Iterator[str]:
    """The document as HTML, in parts."""
    text, posts = view.text, view.ledger.document.posts
    parts = pieces(text, posts)
    flow = [(piece, row) for piece in parts for row in rows(text, piece)]
    cut = segments((row for _, row in flow), list(_marks(view)), view.begun)
    long = " long" if len(flow) >= _LONG else ""
    yield f'<article class="doc{long}" id="d{view.n}" aria-labelledby="d{view.n}h">\n{_header(view)}'
    thread = _Thread(depths(posts), dict(pairwise(parts)))
    for piece, pairs in groupby(zip(flow, cut, strict=True), key=lambda pair: pair[0][0]):
        yield _section(view, piece, thread)
        for _, (row, found) in pairs:
            yield _row(view, row, found)
        yield "</section>\n"
    yield from sources(view)
    yield "</article>\n"


def contents_entry(view: View) -> str:
    """The document's line in the list of documents."""
    return (
        f'<li><a href="#d{view.n}" dir="auto">{prose(view.title)}</a> <span class="where">{_where(view)}</span> '
        f'<span class="counts">{_counts(view)}</span></li>\n'
    )


def _marks(view: View) -> Iterator[Mark]:
    for number, s in enumerate(view.statements, 1):
        for part, spans in _parts(s):
            for start, end in spans:
                yield Mark(start, end, number, part)


def _parts(s: Statement) -> tuple[tuple[Part, Spans], ...]:
    basis = s.basis.spans if s.basis else ()
    return ("content", s.content), ("cue", s.cue), ("source", s.source), ("basis", basis)


def _where(view: View) -> str:
    meta = view.ledger.document
    return " · ".join(name(v) for v in (meta.outlet, meta.published and moment(meta.published)) if v)


def _counts(view: View) -> str:
    comments = sum(p.kind == "comment" for p in view.ledger.document.posts)
    unnamed, refused = view.counts.get("u", 0), view.counts.get("w", 0)
    words = [counted(len(view.statements), "statement"), counted(len(view.speakers), "source")]
    words += [f"{unnamed:,} unnamed"] * bool(unnamed) + [f"{refused:,} refused"] * bool(refused)
    return " · ".join([*words, *[counted(comments, "comment")] * bool(comments)])


def _header(view: View) -> str:
    meta = view.ledger.document
    lines = [f'<p class="kicker">{_where(view)}</p>'] if _where(view) else []
    lines.append(f'<h2 id="d{view.n}h" dir="auto">{prose(view.title)}</h2>')
    if meta.authors:
        lines.append(f'<p class="byline">By {", ".join(map(name, meta.authors))}</p>')
    address = web_address(meta.url)
    if address:
        link = f'<a href="{html(address)}" rel="noreferrer noopener">{html(short(address, 90))}</a>'
        lines.append(f'<p class="address">{link}</p>')
    elif meta.url:
        lines.append(f'<p class="address">{name(short(meta.url, 90))}</p>')
    lines.append(f'<p class="counts">{_counts(view)}</p>')
    return "<header>" + "\n".join(lines) + "</header>\n"


@dataclass(frozen=True)
class _Thread:
    """How deep the posts lie, what piece follows on a piece, and the posts whose header has been written."""

    depths: Sequence[int]
    following: Mapping[Piece, Piece]
    headed: set[int] = field(default_factory=set)


def _section(view: View, piece: Piece, thread: _Thread) -> str:
    """The start of a piece. The first piece of a post has the post's header; what stands outside leans on the next."""
    posts = view.ledger.document.posts
    owner = piece if piece.post is not None else thread.following.get(piece, piece)
    i = owner.post
    place = "" if i is None else f" {posts[i].kind} t{min(thread.depths[i], _DEEPEST)}"
    if piece.post is None or i is None:
        return f'<section class="{"outside" if posts else "post article"}{html(place)}">\n'
    start = f'<section class="post{html(place)}"'
    if i in thread.headed:
        return f"{start}>\n"
    thread.headed.add(i)
    return f'{start} id="d{view.n}p{i}">\n{_post_header(view, posts[i], i)}'


def _post_header(view: View, post: Post, i: int) -> str:
    meta = view.ledger.document
    told = post.author in {None, *meta.authors, ", ".join(meta.authors)}
    if post.kind == "article" and i == 0 and told and post.published in {None, meta.published}:
        return ""
    parts = [f"<b>{name(post.author or 'author not given')}</b>"]
    if post.kind != "comment":
        parts.append(f'<span class="tag">{html(post.kind)}</span>')
    if post.published:
        parts.append(f'<span class="time">{name(moment(post.published))}</span>')
    place, host = view.posts.get(post.reply_to or "", (0, None))
    if host and host.kind == "comment":
        parts.append(f'<a href="#d{view.n}p{place}">answers {name(host.author or "a comment")}</a>')
    return f'<h3 class="head">{" ".join(parts)}</h3>\n'


def _row(view: View, row: Row, found: Iterable[Segment]) -> str:
    numbers = [n for segment in found for n in view.begun.get(segment.start, ())]
    body = "".join(_segment(view, s) for s in found if s.start < row.body)
    trailing = "".join(_segment(view, s._replace(marks=())) for s in found if s.start >= row.body)
    title = view.ledger.document.title
    repeats = title is not None and view.text[row.start : row.body].strip() == title.strip()
    flags = {"lines": row.lines, "continues": row.continues, "breaks": row.breaks, "repeats": repeats}
    classes = " ".join(["row", *(word for word, holds in flags.items() if holds)])
    end = f'<span class="gap">{trailing}</span>' if row.lines and trailing else trailing
    side = f'<div class="notes">{notes(view, numbers)}</div>' if numbers else ""
    return f'<div class="{classes}"><p class="text" dir="auto">{body}{end}</p>{side}</div>\n'


def _segment(view: View, segment: Segment) -> str:
    words = prose(view.text[segment.start : segment.end])
    refs = _refs(view, view.begun.get(segment.start, ()))
    if not segment.marks:
        return refs + words
    classes = dict.fromkeys(_CLASS[m.part] for m in segment.marks)
    numbers = dict.fromkeys(m.statement for m in segment.marks)
    flags = dict.fromkeys(f for n in numbers for f in view.flags(view.statements[n - 1]))
    return f'{refs}<span class="m {" ".join([*classes, *flags])}" data-s="{" ".join(map(str, numbers))}">{words}</span>'


def _refs(view: View, begun: Iterable[int]) -> str:
    """The numbers of the statements that begin here: drawn by the style, so that the text stays what it is."""
    return "".join(
        f'<a class="ref" id="d{view.n}t{n}" href="#d{view.n}n{n}" data-n="{n}" aria-label="note {n}"></a>'
        for n in begun
    )
