"""Rules of continuity: number, date and title of an issue against those before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from mekong_print.check.manuscript import EarlierIssue, Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark

_DATED = re.compile(r"^(?:date|deadline):\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)
_HEAD = 2000  # letters of a source in which its date must stand


@rule(
    "M26",
    "note",
    "A number that does not follow on that of the issue before.",
    hint="Correct the number, or look for the issue that is missing.",
)
def number_jumps(manuscript: Manuscript) -> Iterator[Mark]:
    """Ids and citations hold the number for good, so a slip cannot be mended later.

    Bad:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 24
        title: Another One
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 22
        title: Another One
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    number = manuscript.issue.number
    last = max((one.number for one in _own(manuscript)), default=None)
    if last is not None and number > last + 1:
        message = f"Issue {number} follows Issue {last} here."
        yield manuscript.mark(manuscript.key("number"), message)


@rule(
    "M27",
    "warning",
    "An issue that is dated before the one with the number below.",
    hint="Correct the date, or the number.",
)
def date_goes_back(manuscript: Manuscript) -> Iterator[Mark]:
    """The date of the last issue, with its year, is easily left standing in January.

    Bad:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 22
        title: Another One
        date: 2025-01-05
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 22
        title: Another One
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    day = manuscript.day
    for one in _own(manuscript)[:1]:
        before = _day_of(one)
        if day and before and day < before:
            message = f"This issue is of {day}, and Issue {one.number} of {before}."
            name = "date" if manuscript.issue.date else "deadline"
            yield manuscript.mark(manuscript.key(name), message)


@rule(
    "M28",
    "warning",
    "A title that an earlier issue has.",
    hint="Give the issue a title of its own.",
)
def title_again(manuscript: Manuscript) -> Iterator[Mark]:
    """Two issues of one title cannot be told apart in a list, and one of them is cited wrongly.

    Bad:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 21
        title: An Example
        date: 2025-10-27
        ---

        # Cambodia 🇰🇭

        Rain.

        =====

        ---
        desk: Mekong Belt
        number: 22
        title: Another One
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    for one in _own(manuscript):
        if _bare(one.title) and _bare(one.title) == _bare(manuscript.issue.title):
            message = f"Issue {one.number} has this title already."
            yield manuscript.mark(manuscript.key("title"), message)
            return


def _own(manuscript: Manuscript) -> list[EarlierIssue]:
    """The earlier issues of the desk."""
    return [one for one in manuscript.house.earlier if one.desk == manuscript.issue.desk]


def _day_of(issue: EarlierIssue) -> dt.date | None:
    found = _DATED.search(issue.text, 0, _HEAD)
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
