"""What the words that a pattern of the grammar took mean; None where they mean no time after all."""

from __future__ import annotations

import re
from typing import cast

from sayso.times.forms import (
    Date,
    Feast,
    Form,
    Fraction,
    Length,
    Moment,
    Named,
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


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NAMES_OF_PEOPLE = _set("april may june august march january")
_EACH = _set("each every alternate any per")
_SUPER = _set("super black cyber fat shrove holy bloody ash palm giving casual")
_OVER = _set("in during over through throughout of for until since by before after")
_WHOSE = _set("his her their my our your its")
_COUNTED = _set(
    """no nos number page pages pp p flight room chapter section article line resolution model channel route # than"""
)
_THINGS = _set(
    """people troops men women miles km feet meters metres tons tonnes hours soldiers workers members percent per
    dollars euros pounds points shares others times % words votes jobs cases residents students families copies
    block avenue street road degrees acres employees refugees barrels"""
)
_WHEN = _set("in of since from until till by before after to prison was around ,")
_CLOCK_UNITS = ("hour", "minute", "second")
_NIGHTS = re.compile(r"(?:\s(?:and|or|to|through)\s\w+day)?\s(?:morning|afternoon|evening|night)s\b")
_DAY_FOLLOWS = re.compile(r",?[po]?t?(?:L?[WT]|[l]?\.?,?[Mm]|[dr]o?[Mm]|L[UY])")
_ISO: dict[str, str] = {
    "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "decade": "P{}0Y", "century": "P{}00Y",
    "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}  # fmt: skip


class Match:
    """The words that a pattern took, asked for by their letters."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.start, self.end = words, start, end
        self.letters = words.letters[start:end]

    def at(self, letters: str, after: int = 0) -> int:
        """The place of the first word with one of these letters, or -1."""
        return next((i for i in range(after, len(self.letters)) if self.letters[i] in letters), -1)

    def value(self, letters: str) -> object:
        """The value of the first word with one of these letters; None where there is none."""
        i = self.at(letters)
        return None if i < 0 else self.words.values[self.start + i]

    def number(self, letters: str) -> int | None:
        """The number that the first word with one of these letters stands for."""
        value = self.value(letters)
        return value if isinstance(value, int) else None

    def numbers(self, letters: str) -> list[int]:
        """The numbers of all words with one of these letters."""
        return [cast("int", self.words.values[self.start + i]) for i, c in enumerate(self.letters) if c in letters]

    @property
    def deixis(self) -> Deixis | None:
        """The word that points: last, this, next."""
        value = self.value("L")
        return value if isinstance(value, Deixis) else None

    @property
    def measure(self) -> Measure:
        """The unit of time."""
        return cast("Measure", self.value("UY"))

    def word(self, i: int) -> str:
        """A word of the match, in lower case; the last is -1."""
        return self.words.word((self.start if i >= 0 else self.end) + i)

    def capital(self, i: int) -> bool:
        """Whether a word is written with a capital and small letters, as names are."""
        place = (self.start if i >= 0 else self.end) + i
        return self.words.text[self.words.starts[place] : self.words.ends[place]].istitle()

    def before(self, back: int = 1) -> str:
        """A word before the match, in lower case; empty at the start."""
        return self.words.word(self.start - back) if self.start >= back else ""

    def after(self) -> str:
        """The word behind the match; empty at the end."""
        return self.words.word(self.end) if self.end < len(self.words.letters) else ""

    @property
    def letter_before(self) -> str:
        """The letter of the word before the match."""
        return self.words.letters[self.start - 1] if self.start else "#"

    @property
    def letter_after(self) -> str:
        """The letter of the word behind the match."""
        return self.words.letters[self.end : self.end + 1] or "#"


def date(m: Match) -> Form | None:
    """5 April 1951, Nov. 9, May 5-7."""
    day, month = m.number("dr"), m.number("Mm")
    if day is None or month is None or not 0 < day < 32:
        return None
    second = m.at("dr", m.at("dr") + 1)
    to_day = cast("int", m.words.values[m.start + second]) if second > 0 and m.letters[second - 1] == "-" else None
    return Date(month, day, m.number("Wl"), year(m), to_day)


def days(m: Match) -> Form | None:
    """5 to 9 May, May 5 and 6, 5 or 6 May; two days with "and" between them must follow each other, or lie between."""
    first, last = m.numbers("dr")
    between = m.letters[m.at("j&/")]
    if not 0 < first < last < 32 or (between == "&" and last != first + 1 and m.letter_before != "w"):
        return Date(m.number("Mm"), last, year=year(m)) if m.letters[-1] not in "dr" and last < 32 else None
    return Date(m.number("Mm"), first, None, year(m), last, choice=between == "/")


def month(m: Match) -> Form | None:
    """October 1997, October of last year."""
    return Date(m.number("Mm"), year=year(m))


def month_alone(m: Match) -> Form | None:
    """October; some months are also the names of people and need a word beside them that tells."""
    told = m.letter_before in "psubkhqjfowEL&-BA/'tX" or m.letter_after == "'"
    return Date(m.number("M")) if told or m.word(0) not in _NAMES_OF_PEOPLE else None


def year(m: Match) -> YearOf | None:
    """The year that stands with something: 1997, nineteen ninety-six, last year, a year ago."""
    written = m.number("y")
    if written is not None:
        return Year(written)
    if m.deixis and "Y" in m.letters:
        return Step("year", m.deixis)
    if m.at("AR") >= 0:
        return shift(m)
    spoken = _spoken(m.numbers("n"))
    return Year(spoken) if spoken else None


def _spoken(numbers: list[int]) -> int | None:
    """Nineteen ninety-six, two thousand, two thousand three → the year."""
    if len(numbers) < 2:
        return None
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    hundreds, tens, *ones = numbers
    if 13 <= hundreds <= 20 and 10 <= tens < 100 and (not ones or (len(ones) == 1 and tens >= 20 and ones[0] < 10)):
        return 100 * hundreds + tens + sum(ones)
    return None


def spoken_year(m: Match) -> Form | None:
    """Nineteen ninety-six, alone."""
    found = _spoken(m.numbers("n"))
    if found is None or m.letter_after in "nUY$" or m.after() in _THINGS:
        return None
    return Year(found) if "t" in m.letters or found % 100 else None


def shift(m: Match) -> Shift | None:
    """Two weeks ago, a year earlier, two days later, year-ago."""
    if m.letter_before == "$" or m.measure.unit in _CLOCK_UNITS:
        return None
    count, unit = _counted(m)
    if "A" in m.letters:
        return Shift(count, unit, cast("int", m.value("A")), "speech")
    return Shift(count, unit, 1 if m.value("R") == "late" else -1, "narrative")


def half_ago(m: Match) -> Form | None:
    """Half a year ago, a year and a half later: counted in months."""
    if m.measure.unit not in ("year", "decade"):
        return None
    half = 6 if m.measure.unit == "year" else 60
    whole = Match(m.words, m.end - (1 if m.letters[-2] != "-" else 2), m.end)
    count = half if m.letters[0] == "Q" else 3 * half
    if "A" in whole.letters:
        return Shift(count, "month", cast("int", whole.value("A")), "speech")
    return Shift(count, "month", 1 if whole.value("R") == "late" else -1, "narrative")


def last_but_one(m: Match) -> Form | None:
    """The month before last, the week after next."""
    deixis, unit = m.deixis, m.measure.unit
    step = -1 if "k" in m.letters else 1
    if deixis is None or deixis.step != step or deixis.anchor != "speech" or unit in (*_CLOCK_UNITS, "fortnight"):
        return None
    return None if m.measure.plural else Step(cast("Unit", unit), Deixis(2 * step, "speech", deixis.word))


def from_now(m: Match) -> Form | None:
    """Two weeks from now."""
    count, unit = _counted(m)
    return None if m.measure.unit in _CLOCK_UNITS else Shift(count, unit, 1, "speech")


def the_week_before(m: Match) -> Form | None:
    """The month before, the week after, two days before: where the sentence doesn't go on to say before what."""
    if (m.measure.plural and "t" in m.letters) or m.measure.unit in _CLOCK_UNITS:
        return None
    if m.letter_after not in ",.#-&" and m.after() not in ("that", "in", "when", ")", "”", '"', ";"):
        return None
    count, unit = _counted(m)
    after = m.word(-1) in ("after", "later")
    return Shift(count, unit, 1 if after else -1, "narrative")


def in_time(m: Match) -> Form | None:
    """In five years: a length, unless something is to happen then; which of them the verb tells."""
    if m.word(0) != "in" or m.measure.unit in _CLOCK_UNITS:
        return length(m)
    count, unit = _counted(m)
    return Shift(count, unit, 1, "speech", "period") if count else None


def _counted(m: Match) -> tuple[int | None, Unit]:
    """How many of which unit; None for several. Fortnights are two weeks."""
    count = _count(m)
    if m.measure.unit == "fortnight":
        return (None if count is None else 2 * count), "week"
    return count, cast("Unit", m.measure.unit)


def _count(m: Match) -> int | None:
    counting = Match(m.words, m.start, m.start + max(m.at("UY"), 0))
    numbers = counting.numbers("diyn")
    total = 0
    for n in numbers:
        total = (total or 1) * n if n in (12, 100, 1000) and len(numbers) > 1 else total + n
    if not numbers and "v" in counting.letters:
        return cast("int | None", counting.value("v"))
    return total or 1


def step(m: Match) -> Form | None:
    """Last week, this year, the following month."""
    deixis, measure = m.deixis, m.measure
    if "K" in m.letters and deixis is None:
        return None if m.after() in ("ended", "ending") else Step("year", Deixis(0, "speech", "this"))
    if deixis is None or measure.plural or measure.unit in _CLOCK_UNITS or m.capital(-1):
        return None  # with a capital it is the name of a broadcast: This Week
    if measure.unit in ("decade", "century") and deixis.word in ("last", "past", "latest"):
        return Length(_ISO[measure.unit].format(1), "length")
    vague = deixis.word == "recent" or (deixis.word == "past" and measure.unit not in ("year", "weekend"))
    if vague or m.word(0) in ("following", "past"):
        return None
    unit = cast("Unit", "week" if measure.unit == "fortnight" else measure.unit)
    return _day(deixis, article="t" in m.letters) if unit == "day" else Step(unit, deixis)


def _day(deixis: Deixis, *, article: bool) -> Form | None:
    """The next day, that day, the previous day; "the last day" and "this day" are no dates."""
    if deixis.anchor == "speech" and (not article or deixis.word != "next"):
        return None
    return Step("day", Deixis(1, "narrative", "following") if deixis.word == "next" else deixis)


def of_this(m: Match) -> Form | None:
    """The end of the month, later in the year, mid-year: of the one that is spoken in."""
    if "Q" in m.letters:
        return Fraction("quarter", None) if m.value("Q") == "quarter" else None
    unit = m.measure.unit
    if m.measure.plural or unit not in ("day", "week", "month", "year", "decade"):
        return None
    if unit == "day" and "B" in m.letters:
        return None  # at the end of the day
    return Step(unit, Deixis(0, "narrative" if unit == "day" else "speech", "this"))


def this_name(m: Match) -> Form | None:
    """Last Friday, this summer, next Christmas, this morning."""
    deixis = m.deixis
    form: Form | None = None
    if deixis is None or deixis.word == "recent":
        return None
    match m.letters[-1]:
        case "W":
            form = Date(weekday=m.number("W"), deixis=deixis)
        case "M":
            form = Date(m.number("M"), deixis=deixis)
        case "S" if deixis.word != "that":
            form = Season(m.number("S") or 0, None, deixis)
        case "H":
            form = Feast(str(m.value("H")), None, deixis)
        case "P" if not m.capital(-1) and deixis.word in ("this", "last"):
            form = Today(deixis.step)
        case "P" if not m.capital(-1) and deixis.anchor == "narrative":
            form = Step("day", deixis)
    return form


def weekday(m: Match) -> Form | None:
    """Tuesday, Tuesday of last week; every Tuesday, Tuesday nights."""
    if m.letter_before == "L" or m.words.text[m.words.starts[m.start]].islower() or m.before() in _SUPER:
        return None
    if m.before() == "a" and (m.letter_after in ",.#" or m.after() == ";"):
        return None  # it was a Tuesday
    if m.before() in _EACH or _NIGHTS.match(m.words.text, m.words.ends[m.end - 1]):
        return Length(None, "again")
    return Date(weekday=m.number("W"), week=Step("week", m.deixis) if m.deixis else None)


def season(m: Match) -> Form | None:
    """The summer of 2003; in the summer."""
    found = year(m)
    in_the = m.letter_before == "t" and m.before(2) in _OVER
    told = in_the or (m.letter_before in "pEskhub" and (m.word(-1) not in ("spring", "fall") or m.before() == "in"))
    return Season(m.number("S") or 0, found) if found or told else None


def feast(m: Match) -> Form | None:
    """Christmas, Easter Sunday 2030."""
    return Feast(str(m.value("H")), year(m))


def fraction(m: Match) -> Form | None:
    """The third quarter of 1984, the 1988 quarter, the year-ago period, the last half of 1989, this quarter."""
    if "F" in m.letters:
        return Fraction("quarter", m.number("F"), year(m))
    unit, ordinal, deixis, found = str(m.value("Q")), m.number("r"), m.deixis, year(m)
    if unit == "half" and deixis and deixis.word == "last" and m.at("L") < m.at("Q"):
        found = year(Match(m.words, m.start + m.at("Q") + 1, m.end))
        ordinal = 2 if found else None
    if (ordinal or 0) > (2 if unit == "half" else 4) or (unit != "quarter" and found is None and ordinal is None):
        return None
    if unit == "period" and found is None:
        return None
    if ordinal is None and found is None:
        return _the_quarter(m)
    if unit != "half" and deixis and "Y" not in m.letters and ordinal is None:
        return Step("quarter", deixis)
    return Fraction(unit, ordinal, found)  # type: ignore[arg-type] # the three of the lexicon


def _the_quarter(m: Match) -> Form | None:
    """The quarter that is spoken of, or counted from: not a quarter of something, nor a part of a town."""
    if m.deixis:
        return None if m.deixis.word in ("recent", "past") else Step("quarter", m.deixis)
    return Fraction("quarter", None) if m.letters == "tQ" and m.after() not in ("of", "century") else None


def decade(m: Match) -> Form | None:
    """The 1980s, the '80s, the late nineties; not a person's."""
    first, text = m.value("D"), m.word(-1)
    if not isinstance(first, int) or m.before() in _WHOSE:
        return None
    if text[0].isdigit() and len(text) < 5 and "t" not in m.letters and "E" not in m.letters:
        return None
    return Named("decade", first)


def century(m: Match) -> Form | None:
    """The 19th century."""
    number = m.number("r")
    return Named("century", 100 * (number - 1)) if number and 5 < number < 23 and m.measure.unit == "century" else None


def year_end(m: Match) -> Form | None:
    """Year-end, the last day of a year; the end of the year, its last part."""
    if m.measure.unit != "year":
        return None
    if m.letters[-1] == "Y":
        return YearEnd(year(m))
    return YearEnd(year(Match(m.words, m.start + m.at("B") + 1, m.end)), day="-" in m.letters)


def fiscal_year(m: Match) -> Form | None:
    """Fiscal 1988, the year 1997."""
    return Year(m.number("y") or 0)


def year_alone(m: Match) -> Form | None:
    """A number of four digits that is a year by what stands around it."""
    number, before, word, after = m.number("y") or 0, m.letter_before, m.before(), m.letter_after
    close = m.start > 0 and before in "/-" and m.words.ends[m.start - 1] == m.words.starts[m.start]
    if (
        before in "$xn"
        or (close and m.words.letters[m.start - 2 : m.start - 1] in "diyx")
        or after == "%"
        or word in _COUNTED
        or m.after() in _THINGS
    ):
        return None
    if before in ".-" and m.before(2) in _COUNTED:
        return None
    told = before in "psubkhqjwfoE(MHKXBD'" or word in ("(", "year") or after == ")"
    if (not told and not 1800 <= number < 2060) or (before == "j" and not told):
        return None
    if before == "X" and word not in ("circa", "ca") and after not in ",.#-" and m.before(2) not in _WHEN:
        return None  # about 2000 of them
    return Year(number)


def iso(m: Match) -> Form | None:
    """2003-04-05."""
    year, month, day = (int(n) for n in str(m.value("I"))[:10].split("-"))
    return Written(year, month, day, ordered=True)


def in_figures(m: Match) -> Form | None:
    """25/4/2003, 5.4.2003: points are written day first."""
    text = str(m.value("N"))
    first, second, year = (int(n) for n in re.split(r"[/.-]", text))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not (0 < first < 32 and 0 < second < 32 and min(first, second) < 13) or ("." in text and second > 12):
        return None
    if "." in text or first == second or first > 12:
        return Written(year, second, first, ordered=True)
    return Written(year, first, second, ordered=second > 12)


def years(m: Match) -> Form | None:
    """2003-2004, 1998-99."""
    first, *_, last = m.numbers("ydi")
    if last < 100:
        last += first // 100 * 100
    if m.before() in _COUNTED or (m.letter_before == "." and m.before(2) in _COUNTED):
        return None
    close = m.words.starts[m.end - 1] - m.words.ends[m.end - 3] <= 3
    return YearRange(first, last) if close and 1400 <= first < last < first + 200 else None


def season_years(m: Match) -> Form | None:
    """2003/04, of what begins in one year and ends in the next."""
    first = m.number("O") or 0
    return YearRange(first, first + 1)


def length(m: Match) -> Form | None:
    """Ten years, the past three months, a two-year."""
    measure = m.measure
    if m.letter_before == "$" or measure.unit == "weekend":
        return None
    if m.letters[:2] == "an" and m.words.values[m.start + 1] not in (12, 100, 1000):
        return None  # a two-year …: the article belongs to what follows
    if not measure.plural and m.letters[0] == "a" and m.letter_before not in "fpX":
        return None  # $5 a share, twice a year: a rate
    count, unit = _counted(m)
    iso = _ISO[unit].format(count) if count else None
    return Length(iso, "age" if "G" in m.letters else "length", count, None if unit in _CLOCK_UNITS else unit)


def age(m: Match) -> Form | None:
    """27-year-old, aged 27, at the age of 27; Amra Sole, 27, behind a name."""
    number = m.number("di")
    if m.letters in ("d", "i") and not (_of_a_person(m) and number and 9 < number < 110):
        return None
    years = _count(m) if "Y" in m.letters else number
    return Length(f"P{years}Y", "age") if years and years < 130 else None


def _of_a_person(m: Match) -> bool:
    """Whether two words with capitals, as names have, stand before the comma before it."""
    return m.start > 2 and all(
        m.words.text[m.words.starts[i] : m.words.ends[i]].istitle() for i in (m.start - 2, m.start - 3)
    )


def today(m: Match) -> Form | None:
    """Today, yesterday; the day before yesterday."""
    after = 1 if "h" in m.letters else -1 if "k" in m.letters else 0
    return Today((m.number("T") or 0) + after)


def moment(m: Match) -> Form | None:
    """A time of day without its day; one whose day follows is left to it."""
    if _DAY_FOLLOWS.match(m.words.letters, m.end):
        return None
    if "P" not in m.letters:
        return Moment()
    within = m.before() in ("in", "during")
    named = m.word(-1) in ("noon", "midnight", "midday") or "E" in m.letters or ("t" in m.letters and within)
    told = named and (m.letter_before in "bu" or within or m.before() == "at")
    return Moment() if told and m.letter_after != "o" else None
