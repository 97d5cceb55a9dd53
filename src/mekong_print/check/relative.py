"""Rules of relative dates: “today” and “this week” are told from a day that readers cannot see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from mekong_print.check.days import MONTHS, WEEKDAY, WEEKDAYS, told_on, written
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Kind, Mark, Stretch

_SAID = (
    r"(?:said|told|confirmed|announced|declared|reported|stated|signed|approved|passed|adopted|began|"
    r"opened|arrived|met|launched|released|issued|warned|urged|rejected|accused|denied|visited|held|"
    r"agreed|voted|resumed|left|returned|ended|started|published|ordered|died|took place|posted)"
)
_TODAY = re.compile(
    rf"(?<!is )(?<!are )(?<!being )(?<!now )\b{_SAID} (?P<word>(?:earlier |later )?today)\b(?!’)"
    rf"|\b(?P<word2>[Tt]oday),? (?:\w{{1,20}}ly )?{_SAID}\b(?! (?:as|by|in)\b)"
    r"|\b(?P<word3>(?:earlier|later) today)\b"
)
_DAY = re.compile(
    r"(?<!of )(?<!for )(?<!better )\b(?P<word>[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his "
    r"(?:morning|afternoon|evening)|[Ll]ast night|"
    rf"(?:[Tt]his|[Ll]ast|[Nn]ext|this past|this coming) (?:{WEEKDAY}))\b(?!’)"
)
_SPAN = re.compile(
    r"(?<!the )(?<!The )(?<!of )(?<!every )(?<!each )\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext) "
    r"(?P<what>week|weekend|month|year)\b(?!-)"
)
_AGO = re.compile(
    r"\b(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) "
    r"(?:day|week|month)s? ago\b|\b(?:in|over) (?:recent|the past few) (?:days|weeks)\b"
)
_SPANS = r"(?:year|month|week|decade|day|past|history|time)s?\b"
_RECENT = re.compile(
    r"(?<!most )(?<!more )(?<!until )\b(?:[Rr]ecently(?! (?:as|than))|"
    rf"(?:[Tt]he|its|his|her|their|’s|this|a) recent(?= [A-Za-z])(?! {_SPANS}))\b"
)
_AHEAD = re.compile(r"\b(?:will|shall|would|plans?|scheduled|expected|is to|are to|set to|due)\b")
_REPORTED: tuple[Kind, ...] = ("standfirst", "paragraph", "item", "caption", "headline", "footnote")


@rule(
    "D23",
    "warning",
    "A day that is told from the day of writing.",
    hint="Write the date: an issue is read for years.",
)
def relative_day(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers have the page, not the day on which it was written; “today” is lost on them.

    Bad:
        The ministry confirmed today that the removal has begun.

    Bad:
        Disappointment spread this Wednesday as the army left. They will be back tomorrow.

    Good:
        The ministry confirmed on October 31 that the removal has begun. These sizes are today
        those of ISO 216, as printed today. “We left yesterday,” he said. The leaders of tomorrow
        go to school; today’s Cambodia is young. They left on Wednesday, October 29.
    """
    for stretch in _reported(manuscript):
        for pattern in (_TODAY, _DAY):
            for found in stretch.matches(pattern):
                group = next(name for name, text in found.groupdict().items() if text)
                words = found[group]
                day = _day(words.lower(), stretch, found, told_on(manuscript.issue))
                message = f"Readers cannot tell when “{words}” was."
                if day:
                    weekday = WEEKDAYS[day.weekday()]
                    message = (
                        f"“{words}” is {weekday}, {written(day, manuscript)}, by the deadline."
                    )
                yield stretch.mark(*found.span(group), message)


@rule(
    "D24",
    "note",
    "A week, month or year that is told from the day of writing.",
    hint="Name it, if readers of next year should know.",
)
def relative_week(manuscript: Manuscript) -> Iterator[Mark]:
    """“This week” is well said in a note, and less well in an article that is read later.

    Bad:
        Optimism defined this week. They had met last month.

    Bad:
        They left two weeks ago.

    Good:
        Optimism defined the last week of October, and the next year of talks. “We left last
        month,” he said. It took this week-long march.
    """
    closed = told_on(manuscript.issue)
    for stretch in _reported(manuscript):
        for found in stretch.matches(_SPAN):
            words = found.group()
            message = f"Readers cannot tell when “{words}” was."
            if closed:
                message = f"“{words}” is {_span(found, closed, manuscript)}, by the deadline."
            yield stretch.mark(*found.span(), message)
        for found in stretch.matches(_AGO):
            message = f"Readers cannot tell when “{found.group()}” was."
            yield stretch.mark(*found.span(), message)


@rule(
    "D25",
    "note",
    "An event that is “recent” and has no date.",
    hint="Say when, or leave the word out.",
)
def undated_recent(manuscript: Manuscript) -> Iterator[Mark]:
    """“Recent” is what an issue is about; when it is bound with others, the word says nothing.

    Bad:
        The recent adoption of the declaration matters. The president recently visited Hanoi.

    Good:
        The adoption of the declaration in October matters. In recent years much has changed, most
        recently in May. The president “recently” left.
    """
    for stretch in _reported(manuscript):
        for found in stretch.matches(_RECENT):
            yield stretch.mark(*found.span(), "Readers cannot tell how long ago this was.")


def _reported(manuscript: Manuscript) -> Iterator[Stretch]:
    return (one for one in manuscript.of_kind(*_REPORTED) if one.is_english)


def _day(
    words: str, stretch: Stretch, found: re.Match[str], closed: dt.date | None
) -> dt.date | None:
    """The day that words such as “this Wednesday” stand for."""
    if closed is None:
        return None
    *_, which, last = ("", *words.split())
    if last.capitalize() in WEEKDAYS:
        back = (closed.weekday() - WEEKDAYS.index(last.capitalize())) % 7
        is_ahead = which in ("next", "coming") or (which == "this" and _is_ahead(stretch, found))
        if is_ahead:
            return closed + dt.timedelta(days=7 - back)
        return closed - dt.timedelta(days=back or 7 * (which in ("last", "past")))
    days = {"yesterday": -1, "night": -1, "tomorrow": 1}.get(last, 0)
    return closed + dt.timedelta(days=days)


def _is_ahead(stretch: Stretch, found: re.Match[str]) -> bool:
    """Whether the words near by tell of what is to come."""
    start = max(0, found.start() - 80)
    return bool(_AHEAD.search(stretch.text, start, found.end() + 40))


def _span(found: re.Match[str], closed: dt.date, manuscript: Manuscript) -> str:
    """The week, month or year that “last month” stands for."""
    step = {"this": 0, "last": -1, "next": 1}[found["which"].lower()]
    if found["what"] == "year":
        return str(closed.year + step)
    if found["what"] == "month":
        month = closed.year * 12 + closed.month - 1 + step
        return f"{MONTHS[month % 12]} {month // 12}"
    monday = closed + dt.timedelta(days=7 * step - closed.weekday())
    if found["what"] == "weekend":
        return f"that of {written(monday + dt.timedelta(days=5), manuscript)}"
    return f"the week of {written(monday, manuscript)}"
