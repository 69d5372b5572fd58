"""The ledger as a table to be read on a terminal.

Whatever comes from a document passes through `plain` and is printed as text: no markup, no escapes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.case import Hit, Proposal, SourceLine, StoredLedger, said_by, words
from sayso.export.plain import plain
from sayso.model import Document, Post, SaysoError, Source, Span, SpeakerType, Stance, Statement

MARKS: dict[Stance, str] = {
    "affirms": "·", "confirms": "✓", "denies": "✕", "doubts": "?", "withholds": "⊘", "asks": "¿", "wants": "›",
    "other": "~",
}  # fmt: skip
ASCII_MARKS: dict[Stance, str] = {
    **MARKS,
    "affirms": ".",
    "confirms": "+",
    "denies": "x",
    "withholds": "-",
    "asks": "q",
    "wants": ">",
}
STYLES: dict[Stance, str] = {
    "confirms": "green", "denies": "red", "doubts": "magenta", "withholds": "red", "asks": "cyan", "wants": "cyan",
}  # fmt: skip
UNNAMED = "◌"
# What documents are called that came without an id: it means nothing to a reader.
_HASH = re.compile("[0-9a-f]{16}")
_UNNAMED_STYLE = "bold yellow"
NAMELESS: dict[SpeakerType, str] = {"author": "the author", "none": "nobody named", "unnamed": "somebody unnamed"}


def console() -> Console:
    """Where tables go: standard output, as wide as the terminal, or COLUMNS, or 80."""
    return _Console(file=sys.stdout, markup=False, highlight=False, emoji=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # the command line decides what it means


@dataclass
class Tally:
    """What the last line counts. Speakers are counted within each document."""

    documents: int = 0
    known: int = 0
    statements: int = 0
    speakers: int = 0
    unnamed: int = 0
    refusals: int = 0
    failures: int = 0
    stances: set[Stance] = field(default_factory=set)

    def add(self, stored: StoredLedger) -> None:
        """Count a document."""
        ledger = stored.ledger
        self.documents += 1
        self.statements += len(ledger.statements)
        self.speakers += sum(source.type != "none" for source in ledger.sources)
        self.unnamed += sum(_is_unnamed(source.type, source.anonymity) for source in ledger.sources)
        self.refusals += sum(s.stance == "withholds" for s in ledger.statements)
        self.stances.update(s.stance for s in ledger.statements)

    def counts(self) -> list[str]:
        """The parts of the last line."""
        return [
            _count(self.documents, "document") + (f" ({self.known} read before)" if self.known else ""),
            _count(self.statements, "statement"), _count(self.speakers, "speaker"), f"{self.unnamed} unnamed",
            _count(self.refusals, "refusal"), *([_count(self.failures, "failure")] if self.failures else []),
        ]  # fmt: skip


class LedgerTable:
    """Prints ledgers one after another, then the legend and the counts."""

    def __init__(self, out: Console) -> None:
        self.tally = Tally()
        self._out = out
        self._marks = MARKS if _can(out) else ASCII_MARKS
        self._unnamed = _unnamed(out)

    def failure(self, file: str, error: SaysoError) -> None:  # noqa: ARG002 (stderr has told it)
        """Count an input that failed."""
        self.tally.failures += 1

    def ledger(self, stored: StoredLedger, *, known: bool = False) -> None:
        """Print one document's ledger."""
        self.tally.add(stored)
        self.tally.known += known
        document = stored.ledger.document
        self._out.print(_heading(stored))
        sources = {source.id: source for source in stored.ledger.sources}
        posts = {post.id: post for post in document.posts}
        for post, statements in _by_post(stored):
            if post and post.kind != "article":
                self._out.print(_byline(post, posts), soft_wrap=False)
            if statements:
                self._out.print(self._grid(document, statements, sources, posts))
        if not stored.ledger.statements:
            self._out.print(Text("  no sourced statements", "dim"))
        self._out.print()

    def close(self) -> None:
        """Print the legend, of what has occurred alone, and the line that counts."""
        legend = [f"{self._marks[s]} {s}" for s in MARKS if s in self.tally.stances]
        if self.tally.unnamed:
            legend.append(f"{self._unnamed} unnamed")
        if legend:
            self._out.print(Text(_wrapped(legend, "   ", self._out.width), "dim"))
        self._out.print(Text(_wrapped(self.tally.counts(), " · ", self._out.width), "bold"))

    def _grid(
        self, document: Document, statements: Iterable[Statement], sources: dict[str, Source], posts: dict[str, Post]
    ) -> Table:
        who, said = _widths(self._out.width)
        grid = _grid(who, said)
        for s in statements:
            grid.add_row(
                "", self._who(s, sources, posts, who), Text(self._marks[s.stance], STYLES.get(s.stance, "")),
                Text(shortened(plain(words(document, s)), 2 * said - 8)),
            )  # fmt: skip
        return grid

    def _who(self, s: Statement, sources: dict[str, Source], posts: dict[str, Post], width: int) -> Text:
        name, kind = said_by(s, posts), s.speaker.type if s.speaker else "none"
        source = sources.get(s.speaker.id) if s.speaker else None
        if _is_unnamed(kind, source.anonymity if source else None):
            who = Text(f"{self._unnamed} {_named(name, kind, 2 * width - 4)}", _UNNAMED_STYLE)
        else:
            who = Text(_named(name, kind, 2 * width - 2), "" if name else "dim")
        for via in reversed(s.via):
            who.append(f" ‹ {shortened(plain(via.name), width)}", "dim not bold default")
        return who


def source_table(lines: Iterable[SourceLine], out: Console) -> None:
    """Print the sources of a case, unnamed ones marked; on a wide terminal also where each appears."""
    sign = _unnamed(out)
    place = min(48, out.width - 92) if out.width >= 112 else 0
    widths = (out.width - 30 - place, 12, 5, 5, place)
    _print_row(out, widths, *(Text(h, "dim") for h in ("source", "type", " docs", " said", "in")))
    total = unnamed = 0
    for line in lines:
        hidden = _is_unnamed(line.type, line.anonymity)
        total, unnamed = total + 1, unnamed + hidden
        name = _named(line.name or "", line.type, 2 * widths[0] // 3)
        who = Text(f"{sign} {name}" if hidden else name, _UNNAMED_STYLE if hidden else "")
        if line.also:
            who.append(f" = {shortened(plain(' = '.join(line.also)), 2 * widths[0])}", "not bold default")
        if line.role and not (line.name and line.role.casefold().startswith(line.name.casefold())):
            who.append(", " + shortened(plain(line.role), widths[0]), "dim not bold default")
        _print_row(
            out, widths, who, Text(line.type, _UNNAMED_STYLE if hidden else "dim"), Text(f"{line.documents:5}"),
            Text(f"{line.statements:5}"),
            Text("" if line.documents > 1 else _document(line.title, line.file, place), "dim"),
        )  # fmt: skip
    out.print(Text(f"{_count(total, 'source')} · {sign} {unnamed} unnamed", "bold"))


def proposal_table(found: Sequence[Proposal], out: Console) -> None:
    """Print the pairs that may be one: how alike they are, both with their handles, and why."""
    name = (out.width - 8) * 3 // 10
    widths = (6, name, name, out.width - 2 * name - 9)
    if found:
        _print_row(out, widths, *(Text(h, "dim") for h in ("alike", "source", "may be", "because")))
    for pair in found:
        cells = (_pointed(line, 2 * name) for line in (pair.one, pair.other))
        _print_row(out, widths, Text(f"{pair.alike:5.2f}"), *cells, Text(shortened(plain(pair.why), 200), "dim"))
    out.print(Text(_count(len(found), "pair"), "bold"))


def _pointed(line: SourceLine, width: int) -> Text:
    return Text(_named(line.name or "", line.type, width)).append(f" {plain(line.handle)} {line.type}", "dim")


def _print_row(out: Console, widths: Iterable[int], *cells: Text) -> None:
    """Print a row at once, so that a listing needs no more memory for being long."""
    grid = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    shown = [(width, cell) for width, cell in zip(widths, cells, strict=True) if width]
    for width, _ in shown:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*(cell for _, cell in shown))
    out.print(grid)


def hit_table(hits: Iterable[Hit], out: Console) -> None:
    """Print what a search found, what matched marked."""
    who, said = _widths(out.width)
    marks = MARKS if _can(out) else ASCII_MARKS
    total = 0
    for hit in hits:
        total += 1
        grid = _grid(who, said)
        s = hit.statement
        kind: SpeakerType = s.speaker.type if s.speaker else "none"
        name = Text(_named(hit.speaker, kind, 2 * who - 4), "bold")
        if _is_unnamed(kind, None):
            name = Text(f"{_unnamed(out)} {name}", _UNNAMED_STYLE)
        where = Text(f"#{hit.number} {_document(hit.title, hit.file, who)}", "dim")
        grid.add_row(
            "", Text("\n").join((name, where)), Text(marks[s.stance], STYLES.get(s.stance, "")),
            _marked(hit, 3 * said - 8, signs=not out.is_terminal),
        )  # fmt: skip
        out.print(grid)
    out.print(Text(_count(total, "statement"), "bold"))


def shortened(text: str, width: int) -> str:
    """A line of text cut to `width` terminal cells, between words where that is possible."""
    if width < 1:
        return ""
    text, cut = text[: 4 * width], len(text) > 4 * width
    if not cut and cell_len(text) <= width:
        return text
    kept = chop_cells(text, width - 1 or 1)[0]
    head, space, _ = kept.rpartition(" ")
    return (head if space and cell_len(head) > width // 2 else kept).rstrip(" ,;:–-") + "…"


def _wrapped(parts: Iterable[str], between: str, width: int) -> str:
    """Parts on as few lines as hold them, none of them broken."""
    lines = [""]
    for part in parts:
        longer = lines[-1] + between + part if lines[-1] else part
        if lines[-1] and cell_len(longer) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _marked(hit: Hit, width: int, *, signs: bool) -> Text:
    """The words around the first match; matches in style, or between signs where there is no style."""
    start = 0
    if hit.marks and hit.marks[0].end > width:
        start = hit.words.rfind(" ", 0, max(hit.marks[0].start - width // 3, 0)) + 1
    text = Text("…" if start else "")
    place = start
    for mark in (*hit.marks, Span(len(hit.words), len(hit.words))):
        text.append(plain(hit.words[place : mark.start]))
        match = plain(hit.words[mark.start : mark.end])
        text.append(f"«{match}»" if signs and match else match, "bold underline")
        place = mark.end
    text.truncate(width, overflow="ellipsis")
    return text


def _heading(stored: StoredLedger) -> Text:
    document = stored.ledger.document
    text = Text(f"#{stored.number} ", "dim")
    name = document.title or (stored.file.rpartition("/")[2] if _HASH.fullmatch(document.id) else document.id)
    text.append(shortened(plain(name), 200), "bold")
    file = plain(stored.file) + (f" [{stored.part}]" if stored.part else "")
    details = (document.outlet, ", ".join(document.authors), (document.published or "").replace("T", " "), file)
    text.append("\n   " + " · ".join(plain(d) for d in details if d), "dim")
    return text


def _byline(post: Post, posts: dict[str, Post]) -> Text:
    depth, above = 0, post.reply_to
    while above in posts and depth < 8:
        depth, above = depth + 1, posts[above].reply_to
    text = Text("  " + "  " * depth + "↳ ", "dim")
    text.append(plain(post.author or "somebody"), "bold")
    text.append(f" · {post.kind}" + (f" · {plain(post.published.replace('T', ' '))}" if post.published else ""), "dim")
    return text


def _by_post(stored: StoredLedger) -> Iterator[tuple[Post | None, list[Statement]]]:
    """The posts of a document with their statements, those that belong to none first."""
    ledger = stored.ledger
    of: dict[str | None, list[Statement]] = {}
    known = {post.id for post in ledger.document.posts}
    for s in ledger.statements:
        of.setdefault(s.post if s.post in known else None, []).append(s)
    if None in of:
        yield None, of[None]
    for post in ledger.document.posts:
        yield post, of.get(post.id, [])


def _grid(who: int, said: int) -> Table:
    grid = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for width in (1, who, 1, said):
        grid.add_column(width=width, overflow="fold")
    return grid


def _widths(width: int) -> tuple[int, int]:
    """The widths of who says it and of the words, with room for the margin, the mark and the gaps."""
    who = max(16, min(40, width * 3 // 10))
    return who, max(20, width - who - 6)


def _named(name: str, kind: SpeakerType, width: int) -> str:
    return shortened(plain(name), width) if name else NAMELESS.get(kind, "nobody named")


def _document(title: str | None, file: str, width: int) -> str:
    return shortened(plain(title or file.rpartition("/")[2]), width)


def _is_unnamed(kind: SpeakerType, anonymity: str | None) -> bool:
    return kind == "unnamed" or anonymity is not None


def _unnamed(out: Console) -> str:
    return UNNAMED if _can(out) else "(?)"


def _can(out: Console) -> bool:
    """Whether the terminal's encoding has the marks."""
    try:
        ("".join(MARKS.values()) + UNNAMED).encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
