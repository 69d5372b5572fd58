"""The timeline as JSON for TimelineJS3: https://timeline.knightlab.com/docs/json-format.html."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from sayso.case.timeline import Mark
from sayso.export.plain import plain
from sayso.export.timeline.telling import told


def timelinejs(marks: Iterable[Mark]) -> dict[str, Any]:
    """The dated marks as events, each with its uncertainty in the words of its display date."""
    return {"events": [event for event in map(_event, marks) if event]}


def _event(mark: Mark) -> dict[str, Any] | None:
    value = mark.days
    first, last = value.first or value.last, value.last or value.first
    if first is None or last is None:
        return None
    words = told(mark)
    said = f" · said {escape(mark.said)}" if mark.said else ""
    published = f" · published {escape(mark.published)}" if mark.published else ""
    event = {
        "unique_id": f"m{mark.name.replace('@', '-')}", "start_date": _date(first), "display_date": escape(words),
        "text": {
            "headline": escape(plain(mark.text[mark.sentence.start : mark.sentence.end])),
            "text": f"<p>{escape(plain(mark.by))}{said}{published} · {escape(plain(mark.title))}</p>",
        },
        "group": escape(plain(mark.by or mark.title)),  # TimelineJS writes it as markup, as it does all the others
    }  # fmt: skip
    return event if first == last else {**event, "end_date": _date(last)}


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
