"""Rules of the deadline: nothing is told as past that comes after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from mekong_print.check.days import DATED, MONTH, Dated, date, month_of, read, told_on, written
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.sentences import Span
from mekong_print.check.stretch import Mark, Stretch

_SOON = 14  # days behind the deadline in which a date without a year is certain
_REACH = 80  # letters before a date in which its verb is looked for

# Verbs whose past can be nothing else; with `was` and `were` in front, the others too.
_PAST = (
    "began|met|held|took place|went|came|gave|won|fell|rose|broke out|broke down|became|saw|"
    "launched|started|ended|opened|closed|arrived|visited|signed|announced|confirmed|declared|"
    "passed|approved|adopted|ratified|resumed|concluded|died|killed|attacked|voted|released|"
    "arrested|returned|withdrew|resigned|told|said|occurred|happened|erupted|collapsed|struck"
)
_TIME = (
    r"(?: (?:at|around|shortly after) \d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?"
    r"| at (?:noon|midnight|dawn))"
)
_PLACE = r"(?: (?:in|at) (?:the )?[A-Z][\w’.]{1,20}(?: [A-Z][\w’.]{1,20}){0,2})"
# What stands between a verb and its date: a time and a place, no other noun.
_TOLD_BEFORE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bto )(?<!\bbeing )"
    rf"\b(?:(?:{_PAST})|(?:was|were) [a-z]{{1,20}}(?:ed|en|ne|ld|ne|wn|id|ut))"
    rf"(?:{_TIME}(?: [A-Z]{{2,4}})?{_PLACE}?|{_PLACE}{_TIME}?)?,? on "
    r"(?:the (?:evening|morning|night) of )?\Z",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(
    r",? (?:the |a |an |[A-Z])[^,.;:“”]{2,60}? (?:was|were|began|took place|went|came|gave|won|"
    r"fell|rose|became|confirmed|announced|visited|arrived)\b"
)
# What turns a sentence to plans, or to what is only thought of.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|can|must|[Ii]f|[Uu]nless|[Oo]nce|plans?|planned|planning|"
    r"schedul\w{1,4}|expect\w{0,4}|slated|due|upcoming|forthcoming|coming|next|[Uu]ntil|[Bb]efore|[Aa]head|"
    r"(?:is|are|was|were|be|been) (?:set|to|going|postponed|delayed|moved|pushed|fixed|announced)|"
    r"postpon\w{1,4}|rescheduled|hop(?:es?|ed|ing)|promis\w{1,4}|vow\w{0,3}|pledg\w{1,4}|to be)\b"
)
_LATER_MONTH = re.compile(rf"(?P<month>{MONTH}) (?P<year>[12]\d{{3}})\b")
_HAPPENED_IN = re.compile(
    rf"\b(?:(?:was|were) [a-z]{{1,20}}(?:ed|en|ld|wn)|{_PAST}) (?:back )?in \Z"
)
_DEADLINE = re.compile(r"(?:Editorial )?Deadline:? {1,3}\d", re.IGNORECASE)


@rule(
    "D22",
    "error",
    "Something told as past that comes after the deadline.",
    hint="Tell it as a plan, move the deadline, or give the year if it was an earlier one.",
)
def told_before_it_happened(manuscript: Manuscript) -> Iterator[Mark]:
    """Nobody can know on Friday what happened on Saturday; readers will doubt the rest as well.

    Plans, quotations and what is only possible are left alone, and so is a date more than two
    weeks ahead that has no year: it may be last year's.

    Bad:
        The first phase of this withdrawal officially began at 6:45 PM on November 1.

    Bad:
        The accord was signed in Vientiane on Monday, 3 November 2025.

    Bad:
        On November 2, the two ministers met in Hanoi and the border was opened.

    Good:
        The first phase began on October 30. The second will begin on November 1. The army was
        scheduled to leave on November 2, and is to be gone on November 5. “It began on November
        1,” she said. The election was announced for November 9, and confirmed on October 29.

    Good:
        On November 9, voters will choose. The parties agreed on November 5 for the summit. He
        was invited to a summit on November 6. The king died on December 24.

    Good:
        The talks, opened on October 27, end on November 3. The vote was held in May 2021.

    Good:
        They confirmed that an accord was to be signed on November 4. Had it been signed on
        November 4, he would have come.
    """
    closed = told_on(manuscript.issue)
    if closed is None:
        return
    for stretch in manuscript.prose:
        if not stretch.is_english:
            continue
        for sentence in stretch.sentences:
            for start, end, day in _later(stretch, sentence, closed):
                message = f"This is told as past, but {day} is after the deadline."
                if isinstance(day, dt.date):
                    behind = (day - closed).days
                    days = "the day" if behind == 1 else f"{behind} days"
                    told = written(day, manuscript)
                    message = f"This is told as past, but {told} is {days} after the deadline."
                yield stretch.mark(start, end, message)


@rule(
    "D30",
    "warning",
    "The deadline, in the text.",
    hint="Write it into the front matter: deadline: 2025-10-31 23:59 +08:00.",
)
def deadline_in_text(manuscript: Manuscript) -> Iterator[Mark]:
    """In the front matter it has a form that nobody mistakes, and every layout knows its place.

    Bad:
        Editorial Deadline 31/10/2025 11:59 PM (UTC +8)

    Good:
        The deadline for comments is Friday. Deadline pressure grows, 31 days on.
    """
    for stretch in manuscript.prose:
        if _DEADLINE.match(stretch.text):
            yield stretch.mark(0, len(stretch.text), "The deadline stands in the text.")


_Place = tuple[int, int, dt.date | str]


def _later(stretch: Stretch, sentence: Span, closed: dt.date) -> Iterator[_Place]:
    """Dates of a sentence that come after the deadline, and are told as past."""
    is_ahead: bool | None = None
    for pattern in (DATED, _LATER_MONTH):
        for found in pattern.finditer(stretch.text, *sentence):
            day = _day_after(found, closed)
            if day is None or not stretch.is_own(*found.span()):
                continue
            start = _verb(stretch.text, found, sentence)
            if start is None:
                continue
            if is_ahead is None:
                is_ahead = bool(_AHEAD.search(stretch.text, *sentence))
            if not is_ahead:
                yield start, found.end(), day


def _day_after(found: re.Match[str], closed: dt.date) -> dt.date | str | None:
    """The day or month that a match names, if it comes after the deadline for certain."""
    if found.re is _LATER_MONTH:
        first = date(int(found["year"]), month_of(found["month"]), 1)
        return found.group() if first and first > closed else None
    dated: Dated = read(found)
    day = dated.day(closed)
    if day is None or day <= closed:
        return None
    return day if dated.year or (day - closed).days <= _SOON else None


def _verb(text: str, found: re.Match[str], sentence: Span) -> int | None:
    """Where the verb begins that tells a date as past; for `On November 1, …` the date itself."""
    least = max(sentence.start, found.start() - _REACH)
    if found.re is _LATER_MONTH:
        told = _HAPPENED_IN.search(text, least, found.start())
        return told.start() if told else None
    told = _TOLD_BEFORE.search(text, least, found.start())
    if told:
        return told.start()
    opens = text[sentence.start : found.start()] in ("On ", "on ")
    behind = opens and _TOLD_BEHIND.match(text, found.end(), sentence.end)
    return found.start() if behind else None
