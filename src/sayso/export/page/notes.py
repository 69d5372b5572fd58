"""The margin and the list of sources: who says it, through whom, on what basis, with what stance and certainty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sayso.export.page.view import View
from sayso.export.page.words import BASIS, CERTAINTY, STANCE, TYPE, html, moment, name, short
from sayso.model import Speaker, Statement
from sayso.model.places import locate

_UNSURE = 0.5  # below it the model thinks its own reading more likely wrong than right


def notes(view: View, numbers: Iterable[int]) -> str:
    """The notes on the numbered statements; neighbours by one speaker share a note."""
    same = groupby(numbers, key=lambda n: view.statements[n - 1].speaker)
    return "".join(_note(view, who, list(group)) for who, group in same)


def _note(view: View, who: Speaker | None, numbers: Sequence[int]) -> str:
    source = view.sources.get(who.id) if who else None
    role = ""
    if source and source.role and view.first[source.id] in numbers:  # told once
        role = f'<p class="role">{name(short(source.role, 100))}</p>'
    lines = "".join(_line(view, n) for n in numbers)
    hides = " hides" if view.anonymity(who) else ""
    return (
        f'<div class="note{hides}{_flags(view, numbers)}" role="note">{_who(view, who)}{role}<ul>{lines}</ul></div>\n'
    )


def _flags(view: View, numbers: Iterable[int]) -> str:
    """What the filter knows a group of statements by: what any of them has."""
    flags = {flag for n in numbers for flag in view.flags(view.statements[n - 1])}
    return "".join(f" {flag}" for flag in sorted(flags))


def _who(view: View, who: Speaker | None) -> str:
    if who is None:
        return '<p class="who"><span class="tag hidden">nobody stated</span></p>'
    link = f'<a href="#d{view.n}k{view.speaker_place[who.id]}">{name(view.called(who))}</a>'
    return f'<p class="who">{link} {_tags(view, who)}</p>'


def _tags(view: View, who: Speaker) -> str:
    hidden = view.anonymity(who)
    kind = "" if who.type in {"person", "unnamed", "none"} else f'<span class="tag">{html(TYPE[who.type])}</span>'
    return kind + (f' <span class="tag hidden">{html(hidden)}</span>' if hidden else "")


def _line(view: View, number: int) -> str:
    s = view.statements[number - 1]
    classes = " ".join(view.flags(s))
    link = f'<a class="n" href="#d{view.n}t{number}" aria-label="statement {number} in the text">{number}</a>'
    within = view.number.get(s.within or "")
    stance = f'<b class="stance {html(s.stance)}">{html(STANCE[s.stance])}</b>'
    parts = [
        f"{stance} {_via(s)}" if s.via else stance,
        html(CERTAINTY[s.certainty]),
        _basis(view, s),
        f"said {name(moment(s.said))}" if s.said else "",
        f'<a href="#d{view.n}n{within}">inside {within}</a>' if within else "",
        _place(view, s),
        '<span class="unsure">unsure reading</span>' if s.confidence < _UNSURE else "",
    ]
    told = " · ".join(filter(None, parts))
    return f'<li id="d{view.n}n{number}" class="{classes}" data-s="{number}">{link} <span>{told}</span></li>'


def _place(view: View, s: Statement) -> str:
    """Where a statement stands in the original as a reader finds it there: in which part, on which pages."""
    where = {(x.part, x.page): None for span in s.content for x in locate(view.ledger.document, span)}
    parts = list(dict.fromkeys(part for part, _ in where if part))
    pages = sorted({page for _, page in where if page})
    paged = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}–{pages[-1]}" if pages else ""
    named = [f"part {part}" if part.replace(".", "").isdigit() else part for part in parts[:2]]
    told = [name(short(part, 60)) for part in named] + [paged] * bool(paged)
    return f'<span class="place">{", ".join(told)}</span>' if told else ""


def _via(s: Statement) -> str:
    return f'<span class="via">via {" › ".join(name(short(v.name, 80)) for v in s.via)}</span>'


def _basis(view: View, s: Statement) -> str:
    if s.basis is None:
        return ""
    words = view.words(s.basis.spans, 70)
    quoted = f": <q>{name(words)}</q>" if words else ""
    return f'<span class="basis">{html(BASIS[s.basis.kind])}{quoted}</span>'


def sources(view: View) -> Iterator[str]:
    """Who is a source of the document, and what each said."""
    said: defaultdict[str | None, list[int]] = defaultdict(list)
    for number, s in enumerate(view.statements, 1):
        said[s.speaker.id if s.speaker else None].append(number)
    if not view.speakers and not said:
        return
    yield f'<section class="sources" aria-labelledby="d{view.n}k"><h3 id="d{view.n}k">Sources</h3>\n<dl>\n'
    for place, (key, who) in enumerate(view.speakers.items()):
        speaker = Speaker(who.id, who.name, who.type)
        yield _source(view, speaker, place, said.get(key, []))
    if None in said:
        nobody = '<dt><span class="tag hidden">nobody stated</span></dt>'
        yield f'<div class="source{_flags(view, said[None])}">{nobody}{_said(view, said[None])}</div>\n'
    yield "</dl>\n</section>\n"


def _source(view: View, who: Speaker, place: int, numbers: Sequence[int]) -> str:
    source = view.sources.get(who.id)
    role = f'<p class="role">{name(short(source.role, 120))}</p>' if source and source.role else ""
    hides = " hides" if view.anonymity(who) else ""
    head = f"<b>{name(view.called(who))}</b> {_tags(view, who)}{role}"
    start = f'<div class="source{hides}{_flags(view, numbers)}" id="d{view.n}k{place}">'
    return f"{start}<dt>{head}</dt>{_said(view, numbers)}</div>\n"


def _said(view: View, numbers: Iterable[int]) -> str:
    lines = "".join(_quoted(view, n) for n in numbers)
    return f"<dd><ul>{lines}</ul></dd>" if lines else '<dd class="nothing">nothing but a mention</dd>'


def _quoted(view: View, number: int) -> str:
    s = view.statements[number - 1]
    words = view.words(s.content or s.cue or s.source, 160)
    via = f" {_via(s)}" if s.via else ""
    classes = " ".join(("said", *view.flags(s)))
    return (
        f'<li class="{classes}" data-s="{number}"><b class="stance {html(s.stance)}">{html(STANCE[s.stance])}</b> '
        f'<a href="#d{view.n}t{number}">{name(words)}</a>{via}</li>'
    )
