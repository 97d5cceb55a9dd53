"""Days that a text names, and how the house writes them.

A date without a year is the one nearest to the issue's own day.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.document import Issue

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_ORDINAL = r"(?P<ordinal{0}>st|nd|rd|th)?"
DATED = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?:"
    rf"(?P<month>{MONTH}|{SHORT_MONTH}) (?P<day>\d{{1,2}}){_ORDINAL.format(1)}"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL.format(2)} (?:of )?(?P<month2>{MONTH}|{SHORT_MONTH})"
    r")(?![\w:/.,-]\d|\w)(?:,? (?P<year>[12]\d{3})\b(?![,.]\d))?"
)


class Dated(NamedTuple):
    """A date as it stands in a text. `day` is None where there is no such day."""

    match: re.Match[str]
    month: str
    number: int
    year: int | None
    month_first: bool

    def day(self, near: dt.date | None) -> dt.date | None:
        """The day it stands for; None where there is no such day, or no telling which year."""
        month = month_of(self.month)
        if self.year:
            return date(self.year, month, self.number)
        if near is None:
            return None
        years = (near.year - 1, near.year, near.year + 1)
        days = [day for year in years if (day := date(year, month, self.number))]
        return min(days, key=lambda day: abs(day - near), default=None)


def read(found: re.Match[str]) -> Dated:
    """What a match of `DATED` says."""
    month = found["month"] or found["month2"]
    number = int(found["day"] or found["day2"])
    year = int(found["year"]) if found["year"] else None
    return Dated(found, month, number, year, found["month"] is not None)


def month_of(name: str) -> int:
    """The number of a month, by its name or the first letters of it."""
    return next(at for at, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def date(year: int, month: int, day: int) -> dt.date | None:
    """A day, if there is one."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def written(day: dt.date, manuscript: Manuscript) -> str:
    """A day as the house writes it."""
    month = MONTHS[day.month - 1]
    if manuscript.house.style.dates == "day-month":
        return f"{day.day} {month} {day.year}"
    return f"{month} {day.day}, {day.year}"


def told_on(issue: Issue) -> dt.date | None:
    """The day on which an issue was closed, from which its “today” counts."""
    return issue.deadline.date() if issue.deadline else issue.date
