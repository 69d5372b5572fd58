"""Dates and times as mastheads and comment headers write them in English."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDERS = ("mdy", "dmy", "ymd", "slash", "dot")
_YEAR = r"(?:1[6-9]|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
_CLOCK = r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\b\.?)?|(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?)"
_ZONE = r"UTC|GMT|Z|[A-Z]{1,3}[SD]?T|[+-]\d\d:?\d\d"

STAMP = re.compile(
    rf"\b(?:(?P<before>{_CLOCK})(?:\s?(?P<zone_before>{_ZONE})\b)?,?\s{{1,3}}(?:on\s|[-–—|·]\s)?)?{_WEEKDAY}"
    rf"(?:(?P<mdy>{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR})"
    rf"|(?P<dmy>{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s{_YEAR})"
    rf"|(?P<ymd>{_YEAR}[-/]\d\d[-/]\d\d)"
    rf"|(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d))"
    rf"|(?P<dot>\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR}|\d\d)))(?![^\WT])"
    rf"(?:(?:T|,?\s{{1,3}}(?:(?:at|@|[-–—|·])\s{{1,2}})?)(?P<after>{_CLOCK})(?:\s?(?P<zone_after>{_ZONE})\b)?)?",
    re.IGNORECASE,
)
"""A date, with a time of day before or after it or none; its named groups tell the order of its parts."""

AGO = re.compile(
    r"\b(?:\d{1,3}|an?|one)\+?\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago\b|\b(?:yesterday|just now)\b",
    re.IGNORECASE,
)
"""A time told from the day of reading, which is not known."""


_ZONES = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "CET": "+01:00", "CEST": "+02:00",
    # RFC 5322, section 4.3; elsewhere than in America they have other names
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:(?:T|\s+)(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?:\s+(?P<epoch>\d{9,11}))?(?!\w)",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2},\s*)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|[A-Z]{2,4})"
)
_UNIX = re.compile(
    r"[A-Z][a-z]{2}\s+(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})\s+(?P<clock>\d\d:\d\d:\d\d)\s+"
    r"(?:(?P<zone>[A-Z]{1,5})\s+)?(?P<year>\d{4})"
)


def day_first(stamp: re.Match[str]) -> bool | None:
    """Whether a date of two numbers and a year names the day first; None where it can't be told."""
    if not stamp["slash"]:
        return None
    first, second, _ = (int(n) for n in stamp["slash"].split("/"))
    return True if first > 12 else False if second > 12 else None


def iso(stamp: re.Match[str], days_first: bool | None = None) -> str | None:
    """The stamp in ISO 8601, to the day or to the minute; None where it is no date or its day can't be told.

    `days_first` says how dates such as 4/5/2014 are to be read, where other dates in the same place told it.
    """
    date = _date(stamp, days_first)
    if date is None:
        return None
    clock = stamp["before"] or stamp["after"]
    hour, minute = _clock(clock) if clock else (0, 0)
    try:
        moment = datetime(*date, hour, minute)  # noqa: DTZ001 - the document's own local time, its zone not known
    except ValueError:
        return None
    zone = _zone(stamp["zone_before"] if stamp["before"] else stamp["zone_after"])
    return moment.isoformat(timespec="minutes") + zone if clock else moment.date().isoformat()


def _zone(name: str | None) -> str:
    """A zone in ISO 8601; nothing for one that stands for several offsets."""
    if not name:
        return ""
    if name[0] in "+-":
        return "Z" if name[1:] in ("00:00", "0000") else f"{name[:3]}:{name[-2:]}"
    return _ZONES.get(name.upper(), "")


def moment(value: str) -> str | None:
    """A machine's or a person's way to write a time, in ISO 8601, as precise as it is; None where it holds none.

    ISO 8601 with any separator, seconds or milliseconds since 1970, an e-mail's date, Unix `date`, or a `STAMP`.
    """
    value = value.strip()[:200]
    if value.isdecimal():
        return _since_1970(value)
    found = _ISO.match(value)
    if found:
        return _iso(found)
    try:
        return _told(parsedate_to_datetime(value)) if _MAIL.match(value) else _told_by_unix(value) or _stamped(value)
    except (ValueError, OverflowError):
        return _stamped(value)


def _since_1970(value: str) -> str | None:
    if not 9 <= len(value) <= 13:
        return None
    return _told(datetime.fromtimestamp(int(value) / (1000 if len(value) > 11 else 1), UTC))


def _iso(found: re.Match[str]) -> str | None:
    clock = found["clock"] or ""
    try:
        datetime.fromisoformat(f"{found['day']}T{clock}" if clock else found["day"])
    except ValueError:
        return None
    zone = _zone(found["zone"])
    if clock and not zone and found["epoch"]:
        # Hacker News writes the same moment twice, without a zone and in seconds since 1970
        zone = "Z" if _since_1970(found["epoch"]) == f"{found['day']}T{clock}Z" else ""
    return f"{found['day']}T{clock}{zone}" if clock else found["day"]


def _told(when: datetime) -> str:
    """A moment to the second; one whose zone is said to be unknown ("-0000") has none."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _told_by_unix(value: str) -> str | None:
    found = _UNIX.match(value)
    if not found:
        return None
    month = 1 + _MONTHS.index(found["month"].lower())
    return f"{found['year']}-{month:02}-{int(found['day']):02}T{found['clock']}{_zone(found['zone'])}"


def _stamped(value: str) -> str | None:
    stamp = STAMP.search(value)
    return iso(stamp) if stamp else None


def _date(stamp: re.Match[str], days_first: bool | None) -> tuple[int, int, int] | None:
    name = order(stamp)
    numbers = [int(n) for n in re.findall(r"\d+", stamp[name])]
    if name in ("mdy", "dmy"):
        month = next(i for i, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", stamp[name], re.IGNORECASE))
        return numbers[-1], month, numbers[0]
    if name == "ymd":
        return numbers[0], numbers[1], numbers[2]
    year = numbers[2] + (0 if numbers[2] > 99 else 2000 if numbers[2] < 70 else 1900)
    told = True if name == "dot" or numbers[0] == numbers[1] else day_first(stamp)
    told = days_first if told is None else told
    if told is None:
        return None
    return (year, numbers[1], numbers[0]) if told else (year, numbers[0], numbers[1])


def order(stamp: re.Match[str]) -> str:
    """Which order of day, month and year the stamp is written in: the name of its group."""
    return next(name for name in _ORDERS if stamp[name])


def _clock(clock: str) -> tuple[int, int]:
    numbers = [int(n) for n in re.findall(r"\d+", clock)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"[ap](?=\.?m)", clock, re.IGNORECASE)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    return hour, minute
