"""Rules of dates and numbers: weekdays that fit, days that exist, one form throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.days import (
    DATED,
    MONTH,
    MONTHS,
    WEEKDAYS,
    Dated,
    date,
    month_of,
    read,
    written,
)
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch

_NUMERIC = re.compile(
    r"(?<![\w./-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}[.-]\d{1,2}[.-][12]\d{3}"
    r"|[12]\d{3}[-/]\d\d[-/]\d\d)(?![\w/-]|\.\d)"
)
_COMMA = re.compile(rf"\b(?:{MONTH}) \d{{1,2}} [12]\d{{3}}\b")
_CLAUSE = re.compile(r"(?:Article|Section|Chapter|Rule|Order|No\.?|of|page) \Z")
_LONGEST_LEAD = 10
_FROM_DAY = re.compile(r"\b(?:on|On|since|until|by|before|after|from|From|By) (?:the )?\Z")
_WRITTEN = frozenset(("table-head", "cell", "credit", "deadline"))


@rule(
    "D21",
    "error",
    "A weekday that does not fit its date.",
    hint="Look the day up: one of the two is wrong, and readers plan by them.",
)
def weekday_of_date(manuscript: Manuscript) -> Iterator[Mark]:
    """A wrong weekday makes readers doubt the date, and whoever plans by it comes a day late.

    A date without a year is the one nearest to the issue's own day.

    Bad:
        The talks open on Monday, October 27, 2026.

    Good:
        The talks open on Tuesday, 27 October 2026. They opened on Monday, October 27, 2025.

    Bad:
        They voted on Thursday, October 29.

    Good:
        They voted on Wednesday, October 29.
    """
    for stretch, dated in _dates(manuscript):
        day = dated.day(manuscript.day)
        weekday = dated.match["weekday"]
        if weekday and day and WEEKDAYS[day.weekday()] != weekday:
            message = f"{written(day, manuscript)} is a {WEEKDAYS[day.weekday()]}."
            yield stretch.mark(*dated.match.span(), message)


@rule(
    "D26",
    "warning",
    "A date in another form than the house's.",
    hint="Write it in the form of the house.",
)
def form_of_date(manuscript: Manuscript) -> Iterator[Mark]:
    """October 31 or 31 October: both are clear, but not side by side. The key is `dates`.

    Bad:
        They left on 31 October 2025.

    Bad:
        They left on October 31 2025, and came back on Nov. 3.

    Bad, with dates = "day-month":
        They left on October 31.

    Good:
        They left on October 31, 2025, and on Friday, November 1. “We left on 31 October,” he
        said. Rule 5 May be read; in October 2025 they came back, 12 March past the gate.

    Good, with dates = "day-month":
        They left on 31 October 2025, and on Friday, 1 November.
    """
    month_first = manuscript.house.style.dates == "month-day"
    for stretch, dated in _dates(manuscript):
        found = dated.match
        if stretch.kind in _WRITTEN or not stretch.is_own(*found.span()):
            continue
        day = dated.day(manuscript.day)
        is_other = dated.month_first != month_first or dated.month not in MONTHS
        if is_other and day and _is_meant(stretch, dated):
            form = written(day, manuscript)
            form = form if dated.year else form.replace(f" {day.year}", "").rstrip(",")
            yield stretch.mark(*found.span(), f"The house writes “{form}”.")
        elif month_first and _COMMA.match(stretch.text, found.start("month")):
            message = "A comma parts the day from the year."
            yield stretch.mark(*found.span(), message)


@rule(
    "D27",
    "warning",
    "A date in figures alone.",
    hint="Write the month as a word.",
)
def date_in_figures(manuscript: Manuscript) -> Iterator[Mark]:
    """5/10/2025 is May to some readers and October to others.

    Bad:
        The deadline was 31/10/2025.

    Bad:
        The bridge was opened on 2025-10-31.

    Good:
        The deadline was October 31, 2025. See `2025-10-31`, resolution 31/10 and case 12/2021/3.
    """
    for stretch in manuscript.stretches:
        if stretch.kind not in _WRITTEN:
            for found in stretch.matches(_NUMERIC):
                yield stretch.mark(*found.span(), "This date is written in figures alone.")


@rule(
    "D28",
    "note",
    "A date with an ordinal.",
    hint="Write the day as a bare number.",
)
def ordinal_date(manuscript: Manuscript) -> Iterator[Mark]:
    """Nothing is gained by the letters, and dates with and without them look careless.

    Bad:
        They left on October 31st.

    Bad:
        They left on the 31st of October, 2025.

    Good:
        They left on October 31. “They left on October 31st,” she said, on her 31st day.
    """
    for stretch, dated in _dates(manuscript):
        found = dated.match
        ending = found["ordinal1"] or found["ordinal2"]
        if ending and stretch.is_own(*found.span()):
            yield stretch.mark(*found.span(), f"The day has an ordinal: “{dated.number}{ending}”.")


@rule(
    "D29",
    "error",
    "A date that no calendar has.",
    hint="Look the day up.",
)
def no_such_day(manuscript: Manuscript) -> Iterator[Mark]:
    """A day that does not exist is a slip, and nobody can tell which day was meant.

    Bad:
        They left on June 31.

    Bad:
        They met on 29 February 2025.

    Good:
        They left on June 30. They meet on 29 February 2028, and on February 29. By May 40
        people had left; in June 31 more came.
    """
    for stretch, dated in _dates(manuscript):
        year = dated.year or 2024  # a leap year: it may have been one
        if not date(year, month_of(dated.month), dated.number) and _is_certain(stretch, dated):
            yield stretch.mark(*dated.match.span(), f"There is no {dated.match.group()}.")


def _dates(manuscript: Manuscript) -> Iterator[tuple[Stretch, Dated]]:
    """The dates of an issue, quoted ones as well."""
    for stretch in manuscript.stretches:
        if stretch.is_english:
            for found in DATED.finditer(stretch.text):
                yield stretch, read(found)


def _is_meant(stretch: Stretch, dated: Dated) -> bool:
    """Whether “5 May” is a date: not behind `Article`, and `May` and `March` are verbs as well."""
    start = dated.match.start()
    before = stretch.text[max(0, start - _LONGEST_LEAD) : start]
    if _CLAUSE.search(before):
        return False
    plain = dated.year or dated.match["weekday"] or dated.month not in ("May", "March")
    return bool(plain or _FROM_DAY.search(before))


def _is_certain(stretch: Stretch, dated: Dated) -> bool:
    """Whether the number can only be a day, and not a count: “in June 31 more came”."""
    start = dated.match.start()
    before = stretch.text[max(0, start - _LONGEST_LEAD) : start]
    named = dated.year or dated.match["weekday"] or dated.match["day2"]
    on = before.endswith(("on ", "On "))
    return bool((named and _is_meant(stretch, dated)) or on)
