"""The line “Editorial Deadline 31/10/2025 11:59 PM (UTC +8)” to one moment with its zone.

Days stand before months, as the publisher writes them, unless only the other order
makes a date. What is not understood to the last letter is not understood at all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mekong_print.languages import Language

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAMES = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ZONE = re.compile(
    r"[\s,]*\(?\s*(?:(?:UTC|GMT)\s*(?P<named>[+\-−–]\s*\d{1,2}(?::?[0-5]\d)?)?"
    r"|(?<=\s)(?P<bare>[+\-−]\d{2}:?[0-5]\d))\s*\)?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.\-])(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:hrs|hours)\b)?(?![\d/\-])",
    re.IGNORECASE,
)
_DOTTED_TIME = re.compile(r"\b(\d{1,2})\.(\d{2})(?=\s*[ap]\.?\s?m\b)", re.IGNORECASE)
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDED = (
    re.compile(rf"{_ORDINAL}\s+(?:of\s+)?(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<month>[a-z]+)\.?\s+{_ORDINAL},?\s+(?P<year>\d{{4}})"),
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/.\-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})([/.\-])(?P<two>\d{1,2})\2(?P<year>\d{4}|\d{2})")
_FARTHEST_ZONE = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline line that was read: `2025-10-31 23:59 +08:00` (or empty), and what was assumed."""

    moment: str
    doubts: tuple[str, ...] = ()


_UNREAD = Deadline("")


def opens_deadline(text: str, words: Language) -> bool:
    """Whether a line opens with the words for the deadline."""
    return _after_words(text, words) is not None


def read_deadline(text: str, words: Language) -> Deadline:
    """Read a deadline line.

    >>> from mekong_print.languages import LANGUAGES
    >>> read_deadline("Editorial Deadline 31/10/2025 11:59 PM (UTC +8)", LANGUAGES["en"]).moment
    '2025-10-31 23:59 +08:00'
    """
    rest = _after_words(text, words)
    if not rest:
        return _UNREAD
    try:
        return _read(rest)
    except (ValueError, OverflowError):  # the 31st of February, half past 25
        return _UNREAD


def _after_words(text: str, words: Language) -> str | None:
    line = " ".join(text.split())
    for phrase in words.deadline:
        if line.casefold().startswith(phrase) and not line[len(phrase) :][:1].isalpha():
            return line[len(phrase) :].strip(" :—–-.,")
    return None


def _read(rest: str) -> Deadline:
    zone = _ZONE.search(rest)
    rest = _DOTTED_TIME.sub(r"\1:\2", rest[: zone.start()] if zone else rest)
    times = [t for t in _TIME.finditer(rest) if t["minute"] or t["half"]]
    if len(times) > 1:
        return _UNREAD
    date_words = rest
    for time in times:
        date_words = f"{rest[: time.start()]} {rest[time.end() :]}"
    day, doubts = _date(date_words.strip(" ,T"))
    if day is None:
        return _UNREAD
    clock = _clock(times[0]) if times else dt.time(23, 59)
    doubts += () if times else ("it gives no hour; the end of the day was assumed",)
    doubts += () if zone else ("it gives no time zone; UTC was assumed",)
    shown = clock.isoformat("seconds" if clock.second else "minutes")
    return Deadline(f"{day} {shown} {_offset(zone)}", doubts)


def _clock(time: re.Match[str]) -> dt.time:
    hour, minute, second = int(time["hour"]), int(time["minute"] or 0), int(time["second"] or 0)
    if time["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if time["half"] in "pP" else 0)
    return dt.time(hour, minute, second)


def _offset(zone: re.Match[str] | None) -> str:
    text = (zone["named"] or zone["bare"] or "") if zone else ""
    digits = re.sub(r"\D", "", text) or "0"
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    span = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if span > _FARTHEST_ZONE:
        raise ValueError
    sign = "-" if text[:1] in ("-", "−", "–") and span else "+"
    return f"{sign}{int(hours):02d}:{int(minutes):02d}"


def _date(text: str) -> tuple[dt.date | None, tuple[str, ...]]:
    words, weekday = _take_weekday(re.sub(r"\b(?:at|on)\b", " ", text.casefold()).strip(" ,"))
    day = _worded(words)
    doubts: tuple[str, ...] = ()
    if found := _YEAR_FIRST.fullmatch(words):
        day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    elif found := _YEAR_LAST.fullmatch(words):
        day, doubts = _numeric(found)
    if day and (not 1900 <= day.year <= 2199 or weekday not in ("", _WEEKDAYS[day.weekday()])):
        return None, ()
    return day, doubts


def _take_weekday(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    weekday = first.rstrip(",.")
    return (rest.strip(), weekday) if weekday in _WEEKDAYS else (text, "")


def _worded(text: str) -> dt.date | None:
    for pattern in _WORDED:
        found = pattern.fullmatch(text)
        if found and (month := _month(found["month"])):
            return dt.date(int(found["year"]), month, int(found["day"]))
    return None


def _month(word: str) -> int:
    known = word in _MONTH_NAMES or word in _MONTHS or word == "sept"
    return _MONTHS.index(word[:3]) + 1 if known else 0


def _numeric(found: re.Match[str]) -> tuple[dt.date, tuple[str, ...]]:
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    doubts: tuple[str, ...] = ()
    if len(found["year"]) == 2:
        year += 2000
        doubts += (f"its year has two figures; {year} was assumed",)
    day, month = (two, one) if two > 12 >= one else (one, two)
    if one <= 12 and two <= 12 and one != two:
        doubts += ("its day and month could be the other way round; the day was taken first",)
    return dt.date(year, month, day), doubts
