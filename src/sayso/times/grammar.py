"""The grammar of dated expressions: patterns over the letters of `words`, and what each means.

The first pattern that fits at a place is taken, so the longer stand before the shorter. A pattern says which letters
may stand together; its builder says what they mean, and returns None where these words mean no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from sayso.times.forms import (
    Clock,
    Date,
    Feast,
    Form,
    Fraction,
    Length,
    Moment,
    Named,
    Part,
    Season,
    Shift,
    Step,
    Today,
    Written,
    Year,
    YearEnd,
    YearOf,
    YearRange,
)
from sayso.times.lexer import Words
from sayso.times.periods import Unit
from sayso.times.words import Deixis, Measure


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its words from `start` to before `end`, and what they mean."""

    start: int
    end: int
    form: Form
    part: Part | None = None
    approximate: str = ""
    clock: Clock | None = None


class Match:
    """The words that a pattern took, asked for by their letters."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.start, self.end = words, start, end
        self.letters = words.letters[start:end]

    def at(self, letters: str, after: int = 0) -> int:
        """The place of the first word with one of these letters, or -1."""
        return next((i for i in range(after, len(self.letters)) if self.letters[i] in letters), -1)

    def value(self, letters: str, after: int = 0) -> object:
        """The value of the first word with one of these letters; None where there is none."""
        i = self.at(letters, after)
        return None if i < 0 else self.words.values[self.start + i]

    def number(self, letters: str) -> int | None:
        """The number that the first word with one of these letters stands for."""
        value = self.value(letters)
        return value if isinstance(value, int) else None

    @property
    def deixis(self) -> Deixis | None:
        """Last, this, next …"""
        value = self.value("L")
        return value if isinstance(value, Deixis) else None

    @property
    def measure(self) -> Measure:
        """The unit."""
        return cast("Measure", self.value("UY"))

    def word(self, i: int) -> str:
        return self.words.word(self.start + i)

    def before(self, back: int = 1) -> str:
        """The word before the match, in lower case; empty at the start."""
        return self.words.word(self.start - back) if self.start >= back else ""

    def letter_before(self) -> str:
        return self.words.letters[self.start - 1] if self.start else "#"

    def letter_after(self, ahead: int = 0) -> str:
        return self.words.letters[self.end + ahead : self.end + ahead + 1] or "#"

    def after(self) -> str:
        return self.words.word(self.end) if self.end < len(self.words.letters) else ""


Builder = Callable[[Match], Form | None]

_NUM = r"(?:[diy]|n(?:-?n)*)"
_COUNT = rf"(?:(?:{_NUM}|a)(?:jn|&aQo?f?)?|av|a?vo?|an)"
_M = r"[Mm]\.?"
_THIS = r"t?L"
_YEAR = r"(?:Kt?y|tYy|tY(?:nn?-?n?)|t?LK?Y|K?y|nn-?n?)"
_WD = r"(?:[Wl]\.?)"
_DM = rf"(?:{_M}t?[dr](?:-[dr](?!['\d]))?(?:,?y|,?o?t?LY)?|t?[dr](?:-[dr])?o?{_M}(?:,?y|,?o?t?LY)?)"
_DATE = rf"(?:(?:{_WD},?t?)?{_DM}|{_M}t?(?:r)(?!-?[QYU]))"
_CLOCK = r"(?:Cc?z?|[edn]cz?)"
_DAY_FOLLOWS = re.compile(r",?[po]?t?(?:L?[WT]|[l]?\.?,?[Mm]|[dr]o?[Mm]|L[UY])")


def _date(m: Match) -> Form | None:
    day, month = m.number("dr"), m.number("Mm")
    if day is None or month is None or not 0 < day < 32:
        return None
    i = m.at("dr")
    second = m.at("dr", i + 1)
    to_day = cast("int", m.words.values[m.start + second]) if second > 0 and m.letters[second - 1] == "-" else None
    return Date(month, day, m.number("Wl"), _year(m), to_day)


def _month(m: Match) -> Form | None:
    month = m.number("Mm")
    year = _year(m)
    if year is None and m.deixis is None and not _is_month(m):
        return None
    return Date(month, deixis=None if year else m.deixis, year=year)


def _is_month(m: Match) -> bool:
    """Whether a month's name alone is one: not a person's, a verb, or the start of something with a number."""
    if m.letters[0] == "m":
        return False
    if m.word(0) in ("april", "may", "june", "august", "march", "january"):
        return m.letter_before() in "psubkhqjfowEL&-BA/'tX" or m.letter_after() in "'"
    return True


def _year(m: Match) -> YearOf | None:
    """The year that stands with a date."""
    if (written := m.number("y")) is not None and written > 1000:
        return Year(written, fiscal="K" in m.letters)
    deixis = m.deixis
    if deixis and "Y" in m.letters:
        return Step("year", deixis)
    if "A" in m.letters or "R" in m.letters:
        return _ago(m)
    spoken = _spoken_year([cast("int", m.words.values[m.start + i]) for i, c in enumerate(m.letters) if c == "n"])
    return Year(spoken) if spoken else None


def _spoken_year(numbers: list[int]) -> int | None:
    """nineteen ninety-six, two thousand, two thousand three → the year."""
    if len(numbers) >= 2 and numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    if len(numbers) >= 2 and 13 <= numbers[0] <= 20 and numbers[1] >= 10 and (numbers[1] >= 20 or len(numbers) == 2):
        rest = numbers[1:]
        return 100 * numbers[0] + sum(rest) if len(rest) < 3 and (len(rest) == 1 or rest[1] < 10) else None
    return None


def _ago(m: Match) -> Shift | None:
    measure = m.measure
    count, unit = _counted(m)
    later = m.letters[-1] in "R" and m.word(len(m.letters) - 1) == "later"
    if "A" in m.letters:
        sign, anchor = cast("int", m.value("A")), "speech"
    else:
        sign, anchor = (1 if later else -1), "narrative"
    if measure.unit in ("hour", "minute", "second"):
        return None
    return Shift(count, unit, sign, anchor)  # type: ignore[arg-type] # the two anchors


def _counted(m: Match) -> tuple[int | None, Unit]:
    """How many of which unit; fortnights are weeks."""
    measure = m.measure
    count = _count(m)
    if measure.unit == "fortnight":
        return (None if count is None else 2 * count), "week"
    return count, cast("Unit", measure.unit)


def _count(m: Match) -> int | None:
    end = m.at("UY")
    numbers = [cast("int", m.words.values[m.start + i]) for i in range(max(end, 0)) if m.letters[i] in "diyn"]
    if numbers:
        return _number(numbers)
    if "v" in m.letters[:end]:
        return cast("int | None", m.value("v"))
    return 1


def _number(numbers: list[int]) -> int:
    total = 0
    for n in numbers:
        total = (total or 1) * n if n in (100, 1000, 12) and len(numbers) > 1 else total + n
    return total


def _shift(m: Match) -> Form | None:
    if m.letter_before() == "$":
        return None
    return _ago(m)


def _the_before(m: Match) -> Form | None:
    """The month before, the week after."""
    if m.measure.plural or m.measure.unit in ("hour", "minute", "second"):
        return None
    if m.letter_after() not in ",.#-_&":
        return None
    word = m.word(len(m.letters) - 1)
    if m.letter_after() in "_" and m.after() not in ("that", "and", "in", "when", ")", "”", '"', ";"):
        return None
    sign = 1 if word in ("after", "later", "following") else -1
    return Shift(1, cast("Unit", m.measure.unit), sign, "narrative")


def _in_time(m: Match) -> Form | None:
    """In five years: a length elsewhere, unless something is to happen then; which of them is told by the verb."""
    count, unit = _counted(m)
    if m.measure.unit in ("hour", "minute", "second"):
        return None
    return Shift(count, unit, 1, "speech", "period") if count else None


def _step(m: Match) -> Form | None:
    deixis, measure = m.deixis, m.measure
    if "K" in m.letters and deixis is None:
        return None if m.after() in ("ended", "ending") else Step("year", Deixis(0, "speech", "this"))
    if deixis is None or measure.plural or measure.unit in ("hour", "minute", "second"):
        return None
    if deixis.word == "recent" or (deixis.word == "past" and measure.unit not in ("year", "week", "weekend")):
        return None
    if deixis.word == "past" and measure.unit == "week":
        return None
    if measure.unit == "day" and deixis.word in ("last", "past", "latest", "next", "this") and "t" in m.letters:
        if deixis.word != "next":
            return None
        deixis = Deixis(1, "narrative", "following")
    if measure.unit == "day" and deixis.word == "this":
        return Today(0)
    if m.letters[0] == "L" and m.word(0) in ("following", "past"):
        return None
    return Step(cast("Unit", "week" if measure.unit == "fortnight" else measure.unit), deixis)


def _this_name(m: Match) -> Form | None:
    """Last Friday, this summer, next Christmas, this morning."""
    deixis = m.deixis
    if deixis is None or deixis.word == "recent":
        return None
    if "W" in m.letters:
        return Date(weekday=m.number("W"), deixis=deixis)
    if "M" in m.letters:
        return Date(m.number("M"), deixis=deixis)
    if "S" in m.letters:
        return None if m.word(m.at("S")) == "fall" and deixis.word == "that" else Season(m.number("S") or 0, None, deixis)
    if "H" in m.letters:
        return Feast(str(m.value("H")), None, deixis)
    if "P" in m.letters:
        if deixis.word in ("this", "last"):
            return Today(deixis.step)
        if deixis.word in ("that", "following", "previous"):
            return Step("day", deixis)
    return None


def _weekday(m: Match) -> Form | None:
    weekday = m.number("W")
    if m.letter_before() == "L" or m.words.text[m.words.starts[m.start]].islower():
        return None
    if m.before() in _EACH or _NIGHTS.match(m.words.text, m.words.ends[m.end - 1]):
        return Length(None, "again")
    if "L" in m.letters:  # Tuesday of last week
        return Date(weekday=weekday, week=cast("Step", Step("week", cast("Deixis", m.deixis))))
    if "A" in m.letters or "q" in m.letters:
        return None
    return Date(weekday=weekday)


_EACH = ("each", "every", "alternate", "any", "a", "per")
_NIGHTS = re.compile(r"(?:\s(?:and|or|to|through)\s\w+day)?\s(?:morning|afternoon|evening|night)s\b")


def _season(m: Match) -> Form | None:
    name = m.word(m.at("S"))
    year = _year(m)
    told = m.letter_before() in "pEskhub" or (m.letter_before() == "t" and m.before(2) in _OVER)
    if year is None and (not told or name in ("spring", "fall") and m.letter_before() != "t" and m.before() != "in"):
        return None
    return Season(m.number("S") or 0, year)


_OVER = ("in", "during", "over", "through", "throughout", "of", "for", "until", "since", "by", "before", "after")


def _feast(m: Match) -> Form | None:
    return Feast(str(m.value("H")), _year(m))


def _fraction(m: Match) -> Form | None:
    unit = str(m.value("Q"))
    ordinal = m.number("r")
    deixis = m.deixis
    if unit == "half" and (("Y" not in m.letters and "y" not in m.letters) or (ordinal or 0) > 2):
        return None
    year = _year(m)
    if ordinal is not None and ordinal > (2 if unit == "half" else 4):
        return None
    if unit == "period" and year is None:
        return None
    last = deixis is not None and deixis.word == "last" and unit == "half" and m.at("L") < m.at("Q")
    if last:
        years = Match(m.words, m.start + m.at("Q") + 1, m.end)
        return Fraction("half", 2, _year(years))
    if ordinal is None and year is None:
        if deixis is None:
            return Fraction("quarter", None) if m.letters in ("tQ",) and _period_of_account(m) else None
        if deixis.word in ("recent", "past"):
            return None
        return Step("quarter", deixis) if unit == "quarter" else None
    if unit != "half" and deixis and m.at("Y") < 0 and ordinal is None:
        return Step("quarter", deixis)
    return Fraction(unit, ordinal, year)  # type: ignore[arg-type] # the three of the lexicon


def _period_of_account(m: Match) -> bool:
    """Whether "the quarter" is one of a year's four: not a quarter of something, nor a part of a town."""
    return m.after() not in ("of", "century") and m.letter_before() != "U"


def _decade(m: Match) -> Form | None:
    first = m.value("D")
    if not isinstance(first, int) or m.words.word(m.start + m.at("D")) in _AGES and m.letter_before() == "_" and m.before() in _WHOSE:
        return None
    text = m.words.word(m.start + m.at("D"))
    if text[0].isdigit() and len(text) < 5 and (m.before() in _WHOSE or "t" not in m.letters and "E" not in m.letters):
        return None
    return Named("decade", first)


_WHOSE = ("his", "her", "their", "my", "our", "your", "its")
_AGES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _century(m: Match) -> Form | None:
    number = m.number("r")
    return Named("century", 100 * (number - 1)) if number and 5 < number < 23 and m.measure.unit == "century" else None


def _year_end(m: Match) -> Form | None:
    if m.letters[-1] == "Y":
        return YearEnd(_year(m))
    return YearEnd(_year(Match(m.words, m.start + m.at("B") + 1, m.end)), day="-" in m.letters)


def _bare_year(m: Match) -> Form | None:
    """A number of four digits that is a year by what stands around it."""
    number = m.number("y") or 0
    before, word, after = m.letter_before(), m.before(), m.letter_after()
    if m.letters[0] in "Kt":
        return Year(number, fiscal=m.letters[0] == "K" and m.word(0) != "calendar")
    if before in "$x" or after in "%" or word in _COUNTED or (before == "-" and m.before(2) in _COUNTED):
        return None
    if before == "." and m.before(2) in ("pp", "p", "no", "nos", "vol"):
        return None
    told = before in "psubkhqjwfoE(MHKXBD'" or word in ("(", "year") or m.letter_after() in ")"
    if not told and not 1800 <= number < 2060:
        return None
    if before in "Xn" or m.after() in _THINGS or (before == "j" and not told):
        return Year(number) if before == "X" and m.after() not in _THINGS and m.before(2) in _WHEN else None
    return Year(number)


_COUNTED = ("no", "nos", "number", "page", "pages", "pp", "p", "flight", "room", "chapter", "section", "article", "line",
            "resolution", "model", "channel", "route", "#", "than")  # fmt: skip
_THINGS = ("people", "troops", "men", "women", "miles", "km", "feet", "meters", "metres", "tons", "tonnes", "hours",
           "soldiers", "workers", "members", "percent", "per", "dollars", "euros", "pounds", "points", "shares",
           "others", "times", "%", "words", "votes", "jobs", "cases", "residents", "students", "families", "copies",
           "block", "avenue", "street", "road", "degrees", "acres", "employees", "refugees", "barrels")  # fmt: skip
_WHEN = ("in", "of", "since", "from", "until", "till", "by", "before", "after", "to", "prison", "was", "around", ",")


def _spoken(m: Match) -> Form | None:
    year = _year(m)
    if year is None or m.letter_after() in "nUY$" or m.after() in _THINGS:
        return None
    return year if isinstance(year, Year) and ("t" in m.letters or year.number % 100) else None


def _iso(m: Match) -> Form | None:
    text = str(m.value("I"))
    year, month, day = (int(n) for n in text[:10].split("-"))
    return Written(year, month, day, ordered=True)


def _slashed(m: Match) -> Form | None:
    text = str(m.value("N"))
    first, second, year = (int(n) for n in re.split(r"[/.]", text))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not (0 < first < 32 and 0 < second < 32 and min(first, second) < 13):
        return None
    if "." in text or first == second:
        return Written(year, second, first, ordered=True) if second < 13 else None
    if first > 12 or second > 12:
        return Written(year, min(first, second) if first > 12 else first, max(first, second), ordered=True)
    return Written(year, first, second, ordered=False)


def _years(m: Match) -> Form | None:
    numbers = [cast("int", m.words.values[m.start + i]) for i, c in enumerate(m.letters) if c in "ydi"]
    first, last = numbers[0], numbers[-1]
    if last < 100:
        last += first // 100 * 100
    if m.before() in _COUNTED or (m.letter_before() == "." and m.before(2) in _COUNTED):
        return None
    if m.words.starts[m.end - 1] - m.words.ends[m.start] > 3 or not first < last < first + 200 or first < 1400:
        return None
    return YearRange(first, last)


def _length(m: Match) -> Form | None:
    if m.letter_before() == "$" or m.measure.unit == "weekend":
        return None
    count, unit = (None, None)
    if m.measure.unit in ("hour", "minute", "second"):
        number = _count(m)
        iso = f"PT{number}{m.measure.unit[0].upper()}" if number else None
        return Length(iso, "length", number)
    count, unit = _counted(m)
    if not m.measure.plural and count == 1 and m.letters[0] == "a" and m.letter_before() not in "fpX":
        return None  # $5 a share, twice a year: a rate
    iso = None if count is None else {"day": "P%dD", "week": "P%dW", "month": "P%dM", "year": "P%dY", "decade": "P%d0Y", "century": "P%d00Y"}.get(unit, "")
    return Length(iso % count if iso else None, "age" if "G" in m.letters else "length", count, unit)


def _today(m: Match) -> Form | None:
    days = m.number("T") or 0
    if m.at("kh") >= 0:
        days += 1 if "h" in m.letters else -1
    if m.letter_after() == "'" and m.words.text[m.words.ends[m.end] :].startswith((" world", " young")):
        return None
    return Today(days)


def _moment(m: Match) -> Form | None:
    """A time of day without its day; one whose day follows is left to it."""
    if _DAY_FOLLOWS.match(m.words.letters, m.end):
        return None
    if "P" not in m.letters:
        return Moment()
    told = m.letter_before() in "bu" or m.before() in ("in", "during", "at")
    spoken = m.word(len(m.letters) - 1) in ("noon", "midnight", "midday")
    by_name = spoken or "E" in m.letters or ("t" in m.letters and m.before() in ("in", "during"))
    return Moment() if told and by_name and m.letter_after() != "o" else None


RULES: tuple[tuple[str, str, Builder], ...] = (
    ("iso", r"I", _iso),
    ("slashed", r"N", _slashed),
    ("years", r"y-(?:y|[di](?![\w%$]))", _years),
    ("date", _DATE, _date),
    ("fraction", rf"t?{_YEAR}'?(?:K?-?r)-?Q|t?{_YEAR}'?Q|tL?[LK]?YAQ|tL?Y-[AR]r?Q|t?L?K?-?r-?Q(?:,?p?o?t?(?:{_YEAR}|aYA|aYR))|t?LQo?t?{_YEAR}"
                 rf"|tQ(?:aY[AR]|{_THIS}Y)|t?L?K?-?r-?Q|{_THIS}K?Q|tQ", _fraction),
    ("year end", rf"t?Y(?:-|')?Bo?{_YEAR}?(?!o)|tBotY", _year_end),
    ("month", rf"{_M}(?:-|,?o?){_YEAR}|{_M},?o?t?LY|{_M}(?:y)", _month),
    ("season", rf"So?{_YEAR}|So?t?LY", _season),
    ("feast", rf"Ho?,?{_YEAR}|H", _feast),
    ("weekday of a week", rf"Wo?{_THIS}U", _weekday),
    ("the day before yesterday", r"t?U[kh]T|T", _today),
    ("this name", rf"{_THIS}(?:W|M|S|H|P)", _this_name),
    ("shift", rf"(?:{_COUNT})-?[UY]-?[AR]|Y-[AR]|U-[AR]", _shift),
    ("from now", rf"(?:{_COUNT})-?[UY]qV", lambda m: _future(m)),
    ("the week before", r"t[UY][khR]", _the_before),
    ("in time", rf"pX*(?:{_COUNT})[UY](?!')", lambda m: _in_time(m) if m.word(0) == "in" else _length(m)),
    ("age", rf"{_COUNT}-?Y-?G|Gd", lambda m: Length(f"P{_age(m)}Y", "age")),
    ("length", rf"(?:{_THIS})?(?:{_COUNT})-?V?-?[UY]", lambda m: _length(m)),
    ("step", rf"{_THIS}K?V?[UY]|tKY", _step),
    ("century", r"rU", _century),
    ("decade", r"t?(?:E-?)?D", _decade),
    ("fiscal year", r"Ky", _bare_year),
    ("the year", r"tYy", _bare_year),
    ("spoken year", r"(?:tY)?nn(?:-?n)?", _spoken),
    ("clock", rf"{_CLOCK}|tE?-?P|E?-?P", _moment),
    ("month alone", r"M", _month),
    ("weekday", r"W", _weekday),
    ("season alone", r"S", _season),
    ("year", r"y", _bare_year),
)  # fmt: skip


def _future(m: Match) -> Form | None:
    count, unit = _counted(m)
    return None if m.measure.unit in ("hour", "minute", "second") else Shift(count, unit, 1, "speech")


def _age(m: Match) -> int:
    return m.number("diyn") or 0


_ANY = re.compile("|".join(f"({pattern})" for _, pattern, _ in RULES))
_PART = re.compile(r"(?:(?:t?([ER])-?(?:po?t?|o)?t?)|(?:t?(B)ot?))$")
_CLOCK_AFTER = re.compile(rf"(?:,?p?t?(?:(E)-?)?({_CLOCK}|P)(?!U))")
_CLOCK_BEFORE = re.compile(rf"(?:(E)-?)?({_CLOCK}|tP|P),?(?:p|o)?$")
_ABOUT = re.compile(r"X+$")


def parse(words: Words) -> Iterator[Found]:
    """The expressions of some words, in their order."""
    place = 0
    while match := _ANY.search(words.letters, place):
        start, end = match.span()
        form = RULES[(match.lastindex or 1) - 1][2](Match(words, start, end))
        if form is None:
            place = start + 1
            continue
        found = _widened(words, Found(start, end, form), place)
        place = found.end
        yield found


def _widened(words: Words, found: Found, floor: int) -> Found:
    """The expression with what stands around it: early, the end of, about, at 5 p.m."""
    start, end = found.start, found.end
    clock: Clock | None = None
    part: Part | None = None
    if isinstance(found.form, Date | Today | Step | Written | Feast) and (after := _CLOCK_AFTER.match(words.letters, end)):
        clock = _clock(words, after.start(2), after.end(2))
        if clock:
            end = after.end()
    letters = words.letters[max(start - 8, floor) : start]
    if clock is None and isinstance(found.form, Date | Today | Written | Feast) and (before := _CLOCK_BEFORE.search(letters)):
        clock = _clock(words, start - len(letters) + before.start(2), start - len(letters) + before.end(2))
        if clock:
            start -= len(letters) - before.start()
            letters = words.letters[max(start - 8, floor) : start]
    about = _ABOUT.search(letters)
    if about:
        letters = letters[: about.start()]
    ahead = _PART.search(letters)
    if ahead and not isinstance(found.form, Length | Shift | YearRange):
        part = cast("Part | None", words.values[start - len(letters) - (len(about[0]) if about else 0) + ahead.start(1 if ahead[1] else 2)])
        start -= len(ahead[0]) + (len(about[0]) if about else 0)
    elif about:
        start -= len(about[0])
    elif "E" in words.letters[found.start : found.end] and isinstance(found.form, Named):
        part = cast("Part | None", Match(words, found.start, found.end).value("E"))
    if isinstance(found.form, YearEnd) and not found.form.day:
        part = "late"
    approximate = ""
    if about:
        place = start if not ahead else found.start - len(about[0])
        approximate = "".join(str(words.values[i]) for i in range(place, place + len(about[0])))
    elif isinstance(found.form, Shift | Length):
        inside = range(found.start, found.end)
        approximate = "".join(str(words.values[i]) for i in inside if words.letters[i] == "X")
    return Found(start, end, found.form, part, approximate, clock)


def _clock(words: Words, start: int, end: int) -> Clock | None:
    """The time of day that a few words give; (-1, 0, 0, "") where they give but a part of the day."""
    m = Match(words, start, end)
    zone = m.value("z")
    if "C" in m.letters or "e" in m.letters:
        told = cast("tuple[int, ...]", m.value("Ce"))
        hour, minute, second = (*told, 0)[:3]
    elif (number := m.number("dn")) is not None:
        hour, minute, second = number, 0, 0
    else:
        return (0 if m.word(len(m.letters) - 1) == "midnight" else -1), 0, 0, ""
    half = m.value("c")
    if isinstance(half, int):
        if hour > 12:
            return None
        hour = hour % 12 + half
    return (hour, minute, second, str(zone or "")) if hour < 24 and minute < 60 and second < 60 else None
