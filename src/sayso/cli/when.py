"""The timeline as a table to be read on a terminal; what comes from a document is printed as plain text alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.case.timeline import Mark
from sayso.cli.table import NAMELESS, STYLES, console, shortened
from sayso.export.plain import plain
from sayso.export.timeline.telling import date, told
from sayso.times.windows import EDGES, Side, Timeline, Window

_WIDE = 112
"""Columns from which when it was said and published has room beside the words."""


def mark_table(marks: Sequence[Mark]) -> None:
    """Print the marks: name, when it happened, who says it, the words; on a wide terminal also the other two times."""
    out = console()
    wide = out.width >= _WIDE
    heads = ("mark", "happened", "who says so", "words", "said and published")
    if marks:
        _print(out, _widths(out.width, wide), [Text(h, "dim") for h in heads[: 5 if wide else 4]])
    for mark in marks:
        _print(out, _widths(out.width, wide), _mark_cells(mark, out.width, wide))
    undated = sum(m.edtf is None for m in marks)
    out.print(Text(f"{len(marks) - undated:,} dated · {undated:,} undated", "bold"))


def _widths(width: int, wide: bool) -> tuple[int, ...]:
    when, who, times = (24, 24, 30) if wide else (18, 16, 0)
    name = 9
    words = width - name - when - who - times - (4 if wide else 3) - 1
    return (name, when, who, words, times) if wide else (name, when, who, words)


def _mark_cells(mark: Mark, width: int, wide: bool) -> Iterable[Text]:
    _, when, who, words, *_ = _widths(width, wide)
    style = "dim" if mark.edtf is None else "bold" if mark.decided is not None else ""
    yield Text(mark.name, "dim")
    yield Text(shortened(told(mark) if mark.edtf else f"undated: {mark.time.reason or ''}", 3 * when), style)
    unnamed = mark.type == "unnamed"
    by = plain(mark.by) or (NAMELESS.get(mark.type, "") if mark.statement else "")
    yield Text(
        shortened(by, 2 * who),
        "bold yellow" if unnamed else STYLES.get(mark.statement.stance, "") if mark.statement else "dim",
    )
    yield _words(mark, 2 * words - 6)
    if wide:
        said = f"said {date(mark.said)}, " if mark.said else ""
        yield Text(said + (f"published {plain(mark.published).replace('T', ' ')}" if mark.published else ""), "dim")


def _words(mark: Mark, width: int) -> Text:
    """The sentence around the expression, the expression marked; cut where it is longer than there is room for."""
    start, end = mark.sentence
    room = max((width - len(mark.words)) // 2, 8)
    begin = max(start, mark.span.start - room)
    stop = min(end, mark.span.end + room + max(room - (mark.span.start - begin), 0))
    text = Text("…" if begin > start else "")
    text.append(plain(mark.text[begin : mark.span.start]))
    text.append(plain(mark.words), "underline")
    text.append(plain(mark.text[mark.span.end : stop]) + ("…" if stop < end else ""))
    return text


def decision_table(rows: Sequence[Sequence[str]]) -> None:
    """Print the log of decisions, what was undone dimmed."""
    out = console()
    for number, made, author, _, what, undone, undone_by in rows:
        note = f" (undone {undone[:10]} by {undone_by})" if undone else ""
        widths = (4, 10, 12, out.width - 30)
        cells = (number, made[:10], plain(author), plain(what + note))
        _print(out, widths, [Text(cell, "dim" if undone else "") for cell in cells])
    out.print(Text(f"{len(rows):,} decision{'' if len(rows) == 1 else 's'}", "bold"))


def window_table(events: Timeline, words: dict[str, str], during: str | None) -> None:
    """Print the windows with their evidence, the conflicts, and what an event overlaps."""
    out = console()
    for event in events.events:
        out.print(Text(plain(event), "bold"))
        for edge, window in _told(events, event):
            for word, side in (("no earlier than", window.earliest), ("no later than", window.latest)):
                if side.day:
                    _print(out, (2, 23, 17, out.width - 46), _side_cells(f"{edge} {word}", side, words))
    for conflict in events.conflicts:
        out.print(Text("These can't all be true:", "bold red"))
        for evidence in conflict:
            _print(out, (2, out.width - 4), [Text("×", "red"), Text(plain(words.get(evidence, evidence)))])
    if during:
        _overlaps(out, events, during)
    counted = f"{len(events.events):,} event{'' if len(events.events) == 1 else 's'}"
    out.print(
        Text(f"{counted} · {len(events.conflicts):,} conflict{'' if len(events.conflicts) == 1 else 's'}", "bold")
    )


def _told(events: Timeline, event: str) -> list[tuple[str, Window]]:
    """The windows of an event's edges; one where both are the same."""
    start, end = (events.window(event, edge) for edge in EDGES)
    same = (start.earliest, start.latest) == (end.earliest, end.latest)
    return [("lies", start)] if same else [("starts", start), ("ends", end)]


def _side_cells(label: str, side: Side, words: dict[str, str]) -> Iterable[Text]:
    yield Text("")
    yield Text(label, "dim")
    yield Text(date(side.day.isoformat()) if side.day else "")
    yield Text("; ".join(plain(words.get(e, e)) for e in side.evidence), "dim")


def _overlaps(out: Console, events: Timeline, during: str) -> None:
    out.print(Text(f"During “{plain(during)}”:", "bold"))
    for other in events.events:
        if other == during:
            continue
        text = Text(f"{plain(other)}: {events.overlap(during, other)}")
        for x, y in events.deciding(during, other):
            text.append(
                f"\nwould be decided by whether “{plain(x.event)}” {x.edge}s after “{plain(y.event)}” {y.edge}s", "dim"
            )
        _print(out, (2, out.width - 4), [Text(""), text])


def _print(out: Console, widths: Sequence[int], cells: Iterable[Text]) -> None:
    grid = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*cells)
    out.print(grid)
