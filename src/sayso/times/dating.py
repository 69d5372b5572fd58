"""The dated expressions of a document, in the order of the text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.model import Anchor, AnchorKind, Document, Post, Relation, Span, Time, TimeRole
from sayso.times import grammar, lexer
from sayso.times.forms import Date, Form, Fraction, Length, Season, Shift, Step, YearEnd
from sayso.times.grammar import Found
from sayso.times.lexer import Words
from sayso.times.periods import FINER, Period, containing, moved
from sayso.times.resolve import Narrative, Told, Undated, resolve
from sayso.times.tense import tense

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_HAS_BEEN = re.compile(
    r"(?:\b(?:has|have)|['’](?:s|ve))\s(?:\w+\s){0,2}?(?:been|\w+ed|held|led|run|kept|spent|known|sat|stood)\b[^.;:!?]*$"
)
_WAS = re.compile(
    r"\b(?:was|were|served|remained|stayed|worked|been|ran|led|headed|held|ruled|governed|chaired|director|president"
    r"|minister|chief|head|chairman|chairwoman|chair|secretary|commander|mayor|governor)\b[^.;:!?,]{0,60}$"
)
_OPENS = frozenset(
    ["starting", "beginning", "began", "begins", "start", "starts", "effective", "opened", "opens", "dating"]
)
_CLOSES = frozenset(["ended", "ending", "ends", "expire", "expires", "expired", "closing"])
_BY_LETTER: dict[str, tuple[TimeRole, Relation | None]] = {
    "s": ("start", "since"), "u": ("end", "until"), "b": ("at", "by"), "k": ("at", "before"), "h": ("at", "after"),
    "q": ("start", "from"), "w": ("start", "from"),
}  # fmt: skip
_LIMITS = {
    "at least": ">", "no earlier than": ">", "not before": ">", "not until": ">", "no later than": "<",
    "not later than": "<",
}  # fmt: skip
"""What an expression is at the least or at the most: it is open on the other side ("until at least 2010")."""
_MOST = 9
"""Members of a choice at the most."""
_SAME_AS = {"-": "/", "/": ","}


def date(document: Document) -> tuple[Time, ...]:
    """The dated expressions of a document.

    Each is counted from its own post's time where that is known, else from the document's publication date, or from
    the last date that the same post has told; `anchor` says which. What can't be dated has no `edtf` and a `reason`.
    """
    times: list[Time] = []
    whole = _published(document.published)
    days_first = lexer.days_first(document.text)
    headers = frozenset(d[:10] for d in (document.published, *(p.published for p in document.posts)) if d)
    for post, span in _parts(document):
        own = _published(post.published) if post else None
        kind: AnchorKind = "post" if post and own and post.kind != "article" else "published"
        narrative = Narrative(own or whole, days_first=days_first)
        found: list[Time] = []
        for start, end in lexer.stretches(document.text, *span):
            found += _Reading(lexer.read(document.text, start, end), narrative, kind).times()
        times += [t for t in found if not _of_a_header(t, headers, document.text, outside=post is None)]
    return tuple(times)


def _of_a_header(time: Time, headers: frozenset[str], text: str, *, outside: bool) -> bool:
    """Whether a date is when the document or a post appeared, which is no part of what it tells.

    It then stands between the posts, or on a line of its own.
    """
    if time.edtf is None or time.anchor is not None or time.edtf[:10] not in headers:
        return False
    line = text[text.rfind("\n", 0, time.span.start) + 1 : time.span.start], text[time.span.end : time.span.end + 40]
    return outside or (not line[0].strip() and not line[1].partition("\n")[0].strip())


def _published(text: str | None) -> Period | None:
    """A publication date, as precise as it is given."""
    match = _ISO.match(text or "")
    if not match:
        return None
    try:
        first = dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return Period("day" if match[3] else "month" if match[2] else "year", first)


def _parts(document: Document) -> Iterator[tuple[Post | None, Span]]:
    """The text in pieces that belong to one post each, and what belongs to none."""
    place = 0
    for post in sorted(document.posts, key=lambda p: p.span):
        if post.span.start > place:
            yield None, Span(place, post.span.start)
        if post.span.end > max(place, post.span.start):
            yield post, Span(max(place, post.span.start), post.span.end)
            place = post.span.end
    if place < len(document.text):
        yield None, Span(place, len(document.text))


@dataclass(frozen=True, slots=True)
class _Dated:
    """An expression with the first and last period it was found to mean, or the reason why it has none."""

    found: Found
    first: Period | None = None
    last: Period | None = None
    anchor: Anchor | None = None
    reason: str | None = None
    since: bool = False


class _Reading:
    """One stretch of a post: its expressions are dated in the order of the text, each by those before it."""

    def __init__(self, words: Words, narrative: Narrative, kind: AnchorKind) -> None:
        self._words, self._narrative, self._kind = words, narrative, kind

    def times(self) -> Iterator[Time]:
        """The expressions as they go into the ledger; two that stand for one choice or one range are one."""
        dated = [
            self._dated(found) for found in _ended(self._words, _agreed(self._words, list(grammar.parse(self._words))))
        ]
        place = 0
        while place < len(dated):
            one, earlier = dated[place], dated[place - 1] if place else None
            choice = self._choice(dated[place : place + _MOST])
            two = dated[place + 1] if place + 1 < len(dated) else None
            joint = self._joint(one, two) if two and not choice else None
            end, value = choice or (2 if joint else 1, joint or _value(one))
            yield self._time(one, dated[place + end - 1] if end > 1 else None, value, earlier)
            place += end

    def _dated(self, found: Found) -> _Dated:
        narrative, words = self._narrative, self._words
        when = tense(words, found.start, found.end) if _turns_on_the_verb(found.form) else ""
        before = narrative.last
        since = False
        try:
            try:
                meant = resolve(found.form, narrative, when)
            except Undated:
                open_since = self._open_since(found)
                if open_since is None:
                    raise
                meant, since = open_since, True
            first, last = meant if isinstance(meant, tuple) else (meant, meant)
            first.edtf, last.last  # noqa: B018 (both raise where the calendar ends)
        except Undated as why:
            self._remember(found, None)
            return _Dated(found, reason=str(why))
        except (ValueError, OverflowError):
            return _Dated(found, reason="no such day in the calendar")
        anchor = None
        if narrative.used == "narrative" and before:
            anchor = Anchor("narrative", before.period.edtf, before.span)
        elif narrative.used and narrative.published:
            anchor = Anchor(self._kind, narrative.published.edtf)
        self._remember(found, last)
        return _Dated(found, first, last, anchor, None, since)

    def _remember(self, found: Found, period: Period | None) -> None:
        """Keep what later expressions are counted from."""
        narrative, words = self._narrative, self._words
        if period:
            narrative.last = Told(period, Span(words.starts[found.start], words.ends[found.end - 1]))
            ended = found.start > 0 and words.word(found.start - 1) in _CLOSES
            known = narrative.account and narrative.account.last == period.last
            if _is_of_account(found.form) or (ended and not known):
                narrative.account = period
        elif isinstance(found.form, Length) and found.form.unit == "month" and narrative.account:
            narrative.account = containing("year", narrative.account.first)

    def _open_since(self, found: Found) -> Period | None:
        """When that began which "has been so for ten years"; None for any other length of time."""
        form, published = found.form, self._narrative.published
        if not (isinstance(form, Length) and form.kind == "length" and form.count and form.unit and published):
            return None
        if FINER[published.unit] > FINER["month"] or FINER[form.unit] < FINER["month"]:
            return None
        start = self._words.starts[found.start]
        if "L" in self._words.letters[found.start : found.end]:
            return None
        if self._before(found) != "f" or not _HAS_BEEN.search(self._words.text, max(start - 120, 0), start):
            return None
        day = moved(Period("day", published.first), -form.count, form.unit).first
        self._narrative.used = "published"
        return containing("month" if ">" in found.approximate else form.unit, day)

    def _before(self, found: Found) -> str:
        """The letter of the word before an expression, its article and qualifiers aside."""
        before = self._words.letters[max(found.start - 4, 0) : found.start].rstrip("tXE")
        if before[-2:-1] and before[-2] in "bsukhq" and before[-1] == "p":
            return before[-2]  # since in 2003, from about
        return before[-1:] or "#"

    def _role(self, found: Found, earlier: _Dated | None = None) -> tuple[TimeRole, Relation | None]:
        letter, word = self._before(found), self._words.word(found.start - 1) if found.start else ""
        if earlier and letter in "j&" and earlier.found.end >= found.start - 2:
            opener = self._before(earlier.found)
            if (opener, letter) in (("q", "j"), ("w", "&"), ("w", "j")):
                return "end", "to"
        if letter in _BY_LETTER:
            return _BY_LETTER[letter]
        if letter == "j" and word in ("through", "thru"):
            return "end", "to"
        if word in ("on", "in", "at") and found.start > 1:
            word = self._words.word(found.start - 2)
        return ("start", None) if word in _OPENS else ("end", None) if word in _CLOSES else ("at", None)

    def _choice(self, several: list[_Dated]) -> tuple[int, str] | None:
        """How many of the first are one choice of three or more, "2002, 2003 or 2004", and its value; None if none."""
        for i, (one, two) in enumerate(pairwise(several), 2):
            between = self._words.letters[one.found.end : two.found.start]
            if not (one.first and two.first and one.first == one.last and two.first == two.last):
                return None
            if one.first.unit != two.first.unit or one.first.unit not in ("day", "month", "year"):
                return None
            if one.anchor != two.anchor or one.first.first >= two.first.first:
                return None
            if between in ("/", ",/"):
                return (i, "[" + ",".join(d.first.edtf for d in several[:i] if d.first) + "]") if i > 2 else None
            if between != ",":
                return None
        return None

    def _joint(self, one: _Dated, two: _Dated) -> str | None:
        """The value of two that are one: "2002 or 2003", "March–April 1998"; None where they are two."""
        between = self._words.letters[one.found.end : two.found.start]
        if between not in _SAME_AS or not one.first or not two.first or one.first.unit != two.first.unit:
            return None
        if one.found.form == two.found.form or isinstance(two.found.form, Shift | Length):
            return None
        if between == "-":
            return f"{_value(one)}/{_value(two)}" if one.first.first < two.first.first else None
        if one.first.unit == "season":  # which can't stand in a set: their months do
            return "[" + ",".join(f"{d.first:%Y-%m}..{d.last:%Y-%m}" for d in (one.first, two.first)) + "]"
        return f"[{one.first.edtf},{two.first.edtf}]" if "/" not in one.first.edtf else None

    def _time(self, one: _Dated, two: _Dated | None, value: str | None, earlier: _Dated | None) -> Time:
        words, found = self._words, one.found
        span = Span(words.starts[found.start], words.ends[(two or one).found.end - 1])
        role, relation = self._role(found, earlier)
        length = found.form.iso if isinstance(found.form, Length) else None
        if one.since and one.first:
            role = "start"
            value = f"../{one.first.edtf}" if ">" in found.approximate else f"{one.first.edtf}~"
        elif role == "start" and (two or one.first != one.last) and relation == "from":
            role, relation = "at", None  # "from 2000-2005": both ends are in the value
        elif relation == "until" and one.first and not two and self._was_so(found):
            value = f"../{value}"
        if one.first and words.word(found.start) in _LIMITS and not isinstance(found.form, Length | Shift):
            side = _LIMITS[words.word(found.start)]
            edge = one.first.edtf.partition("/")[0] if side == ">" else (one.last or one.first).edtf.rpartition("/")[2]
            value = f"{edge}/.." if side == ">" and relation != "since" else f"../{edge}"
        return Time(span, value, role, relation, found.part, length, one.anchor, one.reason)

    def _was_so(self, found: Found) -> bool:
        """Whether the words before "until" tell of an office or a state that lasted till then."""
        start = self._words.starts[found.start]
        return _WAS.search(self._words.text, max(start - 100, 0), start) is not None


def _is_of_account(form: Form) -> bool:
    """Whether "a year earlier" is counted from this: a quarter or half, no comparison with another."""
    if isinstance(form, Step):
        return form.unit == "quarter"
    return isinstance(form, Fraction) and (
        form.year is None or (isinstance(form.year, Step) and form.year.deixis.step == 0)
    )


def _turns_on_the_verb(form: Form) -> bool:
    match form:
        case Date(year=year, deixis=deixis, week=week):
            return year is None and deixis is None and week is None
        case Fraction(year=None) | YearEnd(year=None) | Season(year=None, deixis=None):
            return True
        case Shift(of=of):
            return of == "period"
    return type(form).__name__ == "Feast"


def _agreed(words: Words, found: list[Found]) -> list[Found]:
    """The expressions, each given the year or the month that stands with the next: "between March and May 2003"."""
    for i in range(len(found) - 2, -1, -1):
        one, two = found[i], found[i + 1]
        if isinstance(one.form, Season) and isinstance(two.form, Season):
            if words.letters[one.end : two.start] in ("-", "/", "&", "j") and one.form.year is None:
                found[i] = replace(one, form=replace(one.form, year=two.form.year))
            continue
        if not (isinstance(one.form, Date) and isinstance(two.form, Date)) or one.form.month is None:
            continue
        if (
            words.letters[one.end : two.start] in ("-", "/", "&", "j")
            and one.form.year is None
            and one.form.deixis is None
        ):
            found[i] = replace(one, form=replace(one.form, year=two.form.year))
    return found


def _ended(words: Words, found: list[Found]) -> list[Found]:
    """The expressions, quarters told the day on which they ended: "the fourth quarter ended Sept. 30"."""
    for i in range(len(found) - 1):
        one, two = found[i], found[i + 1]
        together = isinstance(two.form, Date) and two.start == one.end + 1 and words.word(one.end) in _CLOSES
        if together and isinstance(one.form, Fraction) and one.form.unit == "quarter" and isinstance(two.form, Date):
            found[i] = replace(one, form=replace(one.form, ended=two.form))
    return found


def _value(one: _Dated) -> str | None:
    """The EDTF value, with its time of day and its qualifier."""
    if one.first is None or one.last is None:
        return None
    clock = one.found.clock
    if clock and clock[0] >= 0 and one.first.unit == "day" and one.first == one.last:
        hour, minute, second, zone = clock
        return f"{one.first.edtf}T{hour:02}:{minute:02}:{second:02}{zone}"
    mark = "~" if "~" in one.found.approximate else "?" if "?" in one.found.approximate else ""
    if isinstance(one.found.form, Date) and one.found.form.choice:
        return f"[{one.first.edtf},{one.last.edtf}]"
    if one.first != one.last:
        return f"{one.first.edtf}{mark}/{one.last.edtf}{mark}"
    return "/".join(side + mark for side in one.first.edtf.split("/"))
