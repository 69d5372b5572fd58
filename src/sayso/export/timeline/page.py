"""One page with the timeline drawn and listed: it loads nothing and sends nothing.

The chart is drawn by vis-timeline, which is within the page. It writes styles of its own, so that these are allowed;
no text of a document can become one, and none could load anything. Without a script the page is the list, which says
everything that the chart shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.case.timeline import Mark
from sayso.export.page.shell import asset, head, replacing
from sayso.export.page.words import counted, html, moment, name, prose
from sayso.export.plain import plain
from sayso.export.timeline.shape import Shape, of_mark, shape
from sayso.export.timeline.telling import date, told
from sayso.times.windows import EDGES, Side, Timeline, Window

_ITSELF = "the document itself"
_MOST_LANES = 60


def write_page(marks: Sequence[Mark], path: Path, events: Timeline, evidence: Mapping[str, str]) -> None:
    """Write the page; `events` are those that people gave bounds to, `evidence` what each bound is in words.

    The file is replaced only when the page is complete. Raises SaysoError where it can't be written.
    """
    with replacing(path) as draft, draft.open("x", encoding="utf-8", newline="") as out:
        out.writelines(_page(marks, events, evidence))


def _page(marks: Sequence[Mark], events: Timeline, evidence: Mapping[str, str]) -> Iterator[str]:
    style, library, script = (
        asset("sayso.export.timeline", file)
        for file in ("timeline.css", "vis/vis-timeline-graph2d.min.js", "timeline.js")
    )
    data = json.dumps(_data(marks, events), ensure_ascii=True).replace("<", "\\u003c")
    undated = sum(mark.edtf is None for mark in marks)
    documents = len({mark.document for mark in marks})
    yield head("Timeline", style, "'unsafe-inline'", library, script)
    yield f"""<header class="top"><h1>When, on whose say-so?</h1>
<p>{counted(len(marks) - undated, "dated expression")} · {counted(undated, "undated expression")} \
· {counted(documents, "document")}</p></header>
{_KEY}<div id="chart" aria-hidden="true"></div>
"""
    yield from _windows(events, evidence)
    yield '<main>\n<h2>Everything dated, in order</h2>\n<ol class="marks">\n'
    for mark in marks:
        yield _entry(mark)
    models = "Dates are read by machine. Check every line against its document."
    yield f'</ol>\n</main>\n<footer class="foot"><p>{models}</p></footer>\n'
    yield f'<script type="application/json" id="data">{data}</script>\n'
    yield f"<script>{library}</script>\n<script>{script}</script>\n</body>\n</html>\n"


_KEY = """<p class="key"><span class="label">Draw</span>
<label><input type="radio" name="time" value="happened" checked="checked"/> when it happened</label>
<label><input type="radio" name="time" value="said"/> when it was said</label>
<label><input type="radio" name="time" value="published"/> when it was published</label>
<span class="swatch solid"></span> to the day <span class="swatch within"></span> within
<span class="swatch open"></span> open</p>
"""


def _data(marks: Sequence[Mark], events: Timeline) -> dict[str, Any]:
    """What the chart draws: lanes and items, each with the percentages at which it is solid."""
    lanes: dict[str, int] = {}
    items: dict[str, list[dict[str, Any]]] = {"happened": [], "said": [], "published": []}
    for mark in marks:
        lane = lanes.setdefault(_lane(mark), min(len(lanes), _MOST_LANES))
        target = f"m{mark.name.replace('@', '-')}"
        label, unnamed = plain(mark.words), mark.type == "unnamed"
        if mark.edtf:
            items["happened"].append(_item(of_mark(mark), lane, label, target, told(mark), unnamed=unnamed))
        for kind, value in (("said", mark.said), ("published", mark.appeared)):
            if value:
                items[kind].append(_item(shape(value), lane, label, target, f"{kind} {date(value)}", unnamed=unnamed))
    names = [*list(lanes)[:_MOST_LANES], *(["everybody else"] if len(lanes) > _MOST_LANES else [])]
    return {"lanes": names, "items": items, "windows": list(_drawn(events))}


def _lane(mark: Mark) -> str:
    return plain(mark.by) if mark.statement and mark.by else f"{plain(mark.title)}: {_ITSELF}"


def _item(drawn: Shape, lane: int, label: str, target: str, tip: str, *, unnamed: bool) -> dict[str, Any]:
    whole = max((drawn.end - drawn.begin).days, 1)
    return {
        "lane": lane, "label": label, "target": target, "tip": tip, "start": drawn.begin.isoformat(),
        "end": drawn.end.isoformat(), "full": round(100 * (drawn.full - drawn.begin).days / whole, 1),
        "fading": round(100 * (drawn.fading - drawn.begin).days / whole, 1), "unnamed": unnamed,
    }  # fmt: skip


def _drawn(events: Timeline) -> Iterator[dict[str, Any]]:
    for number, event in enumerate(events.events):
        for edge in EDGES:
            window = events.window(event, edge)
            first, last = window.earliest.day, window.latest.day
            if first or last:
                value = f"{first or '..'}/{last or '..'}" if first != last else str(first)
                item = _item(shape(value), number, f"{edge}s", f"w{number}", _interval(window.earliest, window.latest),
                             unnamed=False)  # fmt: skip
                yield {**item, "event": plain(event)}


def _interval(earliest: Side, latest: Side) -> str:
    return f"{earliest.day or 'open'} – {latest.day or 'open'}"


def _windows(events: Timeline, evidence: Mapping[str, str]) -> Iterator[str]:
    if not events.events:
        return
    yield '<section class="windows">\n<h2>Windows that remain</h2>\n'
    for number, event in enumerate(events.events):
        yield f'<div id="w{number}"><h3>{prose(event)}</h3>\n<table>\n'
        start, end = (events.window(event, edge) for edge in EDGES)
        same = (start.earliest, start.latest) == (end.earliest, end.latest)
        for edge, window in (("lies", start),) if same else (("starts", start), ("ends", end)):
            yield _side_rows(edge, window, evidence)
        yield "</table></div>\n"
    for conflict in events.conflicts:
        said = "".join(f"<li>{prose(evidence.get(e, e))}</li>" for e in conflict)
        yield f'<div class="conflict"><h3>These can’t all be true</h3><ul>{said}</ul></div>\n'
    yield "</section>\n"


def _side_rows(edge: str, window: Window, evidence: Mapping[str, str]) -> str:
    rows = ""
    for word, side in (("no earlier than", window.earliest), ("no later than", window.latest)):
        if side.day:
            by = "<br/>".join(prose(evidence.get(e, e)) for e in side.evidence)
            rows += f"<tr><th>{edge} {word}</th><td>{html(date(side.day.isoformat()))}</td><td>{by}</td></tr>\n"
    return rows


def _entry(mark: Mark) -> str:
    text, (start, end) = mark.text, mark.sentence
    said = [f"said {html(date(mark.said))}"] if mark.said else []
    published = [f"published {html(moment(mark.published))}"] if mark.published else []
    anchor = mark.time.anchor
    why = [f"counted from {html(date(anchor.date))} ({anchor.kind})"] if anchor and mark.decided is None else []
    why += [html(mark.time.reason)] if mark.edtf is None and mark.time.reason else []
    why += [f"dated by hand, decision {mark.decided}"] if mark.decided is not None else []
    why += [f"the same event as {html(', '.join(mark.merged))}"] if mark.merged else []
    who = f'<b class="{html(mark.type)}">{name(mark.by)}</b> ' if mark.by else ""
    stance = f'<span class="stance">{mark.statement.stance}</span>' if mark.statement else ""
    words = (
        f"{prose(text[start : mark.span.start])}<mark>{prose(text[mark.span.start : mark.span.end])}</mark>"
        f"{prose(text[mark.span.end : end])}"
    )
    return (
        f'<li id="m{mark.name.replace("@", "-")}"><p class="when">{html(told(mark))}'
        f'<span>{html(mark.edtf or "")}</span></p><div><p class="who">{who}{stance}</p>'
        f'<blockquote dir="auto">{words}</blockquote>'
        f'<p class="where">{" · ".join([*said, *published, *why])} · #{mark.document} {name(mark.title)} '
        f"<code>{html(mark.name)}</code></p></div></li>\n"
    )
