"""What the timeline commands do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.case import Case, Wanted
from sayso.case import timeline as lines
from sayso.cli.deciding import made, who
from sayso.cli.failures import say
from sayso.cli.output import Format, check_page, print_json, print_rows, utf8
from sayso.model import Allen, Interrupted, Place, UsageError
from sayso.times.windows import EDGES, Side, Timeline

WINDOW_COLUMNS = ("event", "edge", "earliest", "earliest by", "latest", "latest by")


def timeline(path: Path, wanted: Wanted, form: Format, page: Path | None, timelinejs: Path | None) -> None:
    """Print the marks of a case; write them to a page and for TimelineJS."""
    from sayso.export import timeline as export  # noqa: PLC0415 (not needed for the decisions)

    for file in (page, timelinejs):
        check_page(file)
    with Case.open(path) as case:
        marks = lines.marks(case, wanted)
        if form == "table":
            from sayso.cli.when import mark_table  # noqa: PLC0415 (rich is slow to import)

            mark_table(marks)
        else:
            utf8()
            if form == "csv":
                print_rows(export.COLUMNS, *map(export.mark_row, marks))
            for mark in marks if form == "json" else ():
                print_json(export.mark_object(mark))
        if page:
            export.write_page(marks, page, *lines.windows(case))
            say(f"wrote {page}")
        if timelinejs:
            _write(timelinejs, json.dumps(export.timelinejs(marks), ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", errors="replace")
    except OSError as error:
        raise Interrupted(f"{path}: {error.strerror or error}", "see that there is room and that you may") from error
    say(f"wrote {path}")


def date(path: Path, mark: str, edtf: str, author: str | None) -> None:
    """Set the date of a mark."""
    with Case.open(path) as case:
        made(lines.date(case, mark, edtf, who(author)))


def merge(path: Path, marks: Sequence[str], author: str | None) -> None:
    """Say that marks are one event."""
    with Case.open(path) as case:
        made(lines.merge(case, marks, who(author)))


def bound(path: Path, event: str, place: Place, what: str, author: str | None) -> None:
    """Say how a mark or a date bounds an event."""
    with Case.open(path) as case:
        made(lines.bound(case, event, place, what, who(author)))


def order(path: Path, first: str, relation: Allen, second: str, author: str | None) -> None:
    """Say how two events lie to each other."""
    with Case.open(path) as case:
        made(lines.order(case, first, relation, second, who(author)))


def windows(path: Path, during: str | None, form: Format) -> None:
    """Print the windows of all events, the conflicts, and what an event overlaps."""
    with Case.open(path) as case:
        events, words = lines.windows(case)
    if during is not None and during not in events.events:
        raise UsageError(f"{during}: no event has this name", "sayso timeline windows lists them")
    if form == "table":
        from sayso.cli.when import window_table  # noqa: PLC0415 (rich is slow to import)

        window_table(events, words, during)
        return
    utf8()
    if form == "csv":
        print_rows(WINDOW_COLUMNS, *_window_rows(events, words))
        return
    for event in events.events:
        print_json({"event": event, **{edge: _window(events, event, edge, words) for edge in EDGES}})
    for conflict in events.conflicts:
        print_json({"conflict": [words.get(e, e) for e in conflict]})
    for other in events.events if during else ():
        if other != during:
            print_json({"event": during, "other": other, "overlap": events.overlap(during or "", other),
                        "possible": list(events.possible(during or "", other)),
                        "decided_by": [f"{x.event} {x.edge} / {y.event} {y.edge}"
                                       for x, y in events.deciding(during or "", other)]})  # fmt: skip


def _window(events: Timeline, event: str, edge: Any, words: dict[str, str]) -> dict[str, Any]:
    window = events.window(event, edge)
    return {"earliest": _side(window.earliest, words), "latest": _side(window.latest, words)}


def _side(side: Side, words: dict[str, str]) -> dict[str, Any] | None:
    return {"day": side.day.isoformat(), "by": [words.get(e, e) for e in side.evidence]} if side.day else None


def _window_rows(events: Timeline, words: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for event in events.events:
        for edge in EDGES:
            window = events.window(event, edge)
            sides = (
                (str(side.day or ""), " | ".join(words.get(e, e) for e in side.evidence))
                for side in (window.earliest, window.latest)
            )  # fmt: skip
            yield event, edge, *(cell for pair in sides for cell in pair)
