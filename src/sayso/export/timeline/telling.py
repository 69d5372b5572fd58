"""Dates as English tells them: "about 2003", "before 1990", "2002 or 2003"."""

from __future__ import annotations

import re

from sayso.case.timeline import Mark
from sayso.times.words import MONTHS

_DATE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)\S*?)?([~?%]?)")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}


def told(mark: Mark) -> str:
    """A mark's date in words: with "about", "before", "after", "since", "until" or "by" where the text has it so."""
    if mark.edtf is None:
        return "undated"
    if mark.decided is not None:
        return date(mark.edtf)
    time = mark.time
    if mark.edtf.endswith("/..") and time.role != "start":
        return ("until at least " if time.role == "end" else "not before ") + date(mark.edtf[:-3])
    until = time.relation == "until" and mark.edtf.startswith("../")
    text = date(mark.edtf[3:] if until else mark.edtf)
    if time.part:
        text = f"mid-{text}" if time.part == "mid" else f"{time.part} {text}"
    if text.startswith(("by ", "since ")):
        return text
    word = time.relation or ("since" if time.role == "start" else "")
    return f"{word} {text}".strip()


def date(edtf: str) -> str:
    """An EDTF value in words."""
    if edtf.startswith("["):
        return " or ".join(date(part.strip().replace("..", "/")) for part in edtf.strip("[]").split(","))
    if "/" not in edtf:
        return _one(edtf)
    first, last = edtf.split("/")
    if first in ("..", ""):
        return f"by {_one(last)}"
    if last in ("..", ""):
        return f"since {_one(first)}"
    begin, end = _one(first), _one(last)
    for shared in (7, 4):  # 8 – 14 May 2017, 29 May – 4 June 2017
        if first[:shared] == last[:shared] and len(first) == len(last) > shared and "X" not in first[:4]:
            return f"{begin.removesuffix(_one(first[:shared])).rstrip()} – {end}" if begin != end else end
    return f"{begin} – {end}"


def _one(edtf: str) -> str:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day, clock, mark = match.groups()
    text = f"{year.replace('X', '0')}s" if "X" in year else year
    if month in _SEASONS:
        text = f"{_SEASONS[month]} {text}"
    elif month:
        text = f"{MONTHS[int(month) - 1].title()} {text}"
    if day:
        text = f"{int(day)} {text}"
    return _MARKS[mark] + text + (f", {clock}" if clock else "")
