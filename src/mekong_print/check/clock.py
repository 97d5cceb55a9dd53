"""Rules of clock times: a zone, one clock, and hours that exist."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.typesetting import set_here, signs

_HALF = r"(?:[AaPp]\.[Mm]\.|[AaPp][Mm]\b)"
_TIME = re.compile(
    rf"(?<![\w:./-])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>{_HALF})"
    r"|\b(?:at|by|until|from|to|and|before|after|around|since) "
    rf"(?P<hour2>\d{{1,2}}):(?P<minute2>\d\d)\b(?![:.,]\d| ?{_HALF})"
)
_ZONE = re.compile(
    r"\b(?:UTC|GMT|ICT|MMT|SGT|PHT|WIB|JST|CET|EST|EDT|PST|PDT)\b"
    r"|\b(?:local|[A-Z][a-z]{2,20}) time\b"
)
_OFFSET = re.compile(r"(?:UTC|GMT)(?P<blank> +)(?=[+−–-]\d)")
_TOLD = frozenset(("standfirst", "paragraph", "item", "caption", "footnote"))


@rule(
    "D31",
    "note",
    "A clock time without its zone.",
    hint="Write “local time” or the offset, such as (UTC+7).",
)
def time_without_zone(manuscript: Manuscript) -> Iterator[Mark]:
    """The region has three zones, and readers are in all of them. Once in an article is enough.

    Bad:
        The withdrawal began at 6:45 PM on October 30.

    Good:
        The withdrawal began at 6:45 PM (UTC+7) on October 30, and ended at 8 PM.

    Good:
        It began at 6:45 PM local time. “At 7 PM,” he said, the ratio was 12:45.
    """
    for story in manuscript.stories:
        texts = [one for one in story.stretches if one.kind in _TOLD and one.is_english]
        times = ((stretch, found) for stretch in texts for found in stretch.matches(_TIME))
        first = next(times, None)
        if first and not any(_ZONE.search(stretch.text) for stretch in texts):
            stretch, found = first
            message = f"In which zone is it {_shown(found)}?"
            yield stretch.mark(*_span(found), message)


@rule(
    "D32",
    "warning",
    "A time by another clock than the house's.",
    hint="Write it by the clock of the house.",
)
def house_clock(manuscript: Manuscript) -> Iterator[Mark]:
    """6:45 PM or 18:45: readers of one are slow with the other. The key is `clock`.

    Bad:
        The withdrawal began at 18:45 (UTC+7).

    Bad, with clock = "24-hour":
        The withdrawal began at 6:45 PM (UTC+7).

    Good:
        The withdrawal began at 6:45 PM (UTC+7), by a vote of 18:45 and from verse 3:16.

    Good, with clock = "24-hour":
        The withdrawal began at 18:45 (UTC+7).
    """
    twelve = manuscript.house.style.clock == "12-hour"
    for stretch in manuscript.stretches:
        if stretch.kind not in _TOLD or not stretch.is_english:
            continue
        for found in stretch.matches(_TIME):
            hour = int(found["hour"] or found["hour2"])
            by_12 = found["half"] is not None
            if by_12 != twelve and (by_12 or 12 < hour < 24):
                message = f"The house has the {manuscript.house.style.clock} clock."
                yield stretch.mark(*_span(found), message)


@rule(
    "D33",
    "warning",
    "AM and PM in two forms.",
    hint="Choose one form for the whole issue.",
)
def mixed_halves(manuscript: Manuscript) -> Iterator[Mark]:
    """6 PM, 6 pm and 6 p.m. are one hour; three forms look like three hands. The rarer are marked.

    Bad:
        They came at 6 PM, left at 7 PM and were back at 8 p.m. (UTC+7).

    Good:
        They came at 6 p.m., left at 7 a.m. and were back at 8 p.m. (UTC+7).
    """
    forms: dict[str, list[tuple[Stretch, re.Match[str]]]] = defaultdict(list)
    for stretch in manuscript.stretches:
        if stretch.is_english:
            for found in stretch.matches(_TIME):
                if found["half"]:
                    forms[_form(found["half"])].append((stretch, found))
    usual = max(forms, key=lambda form: len(forms[form]), default="")
    for form, places in forms.items():
        for stretch, found in places if form != usual else []:
            message = f"Elsewhere this issue writes “{usual}”."
            yield stretch.mark(*found.span(), message)


@rule(
    "D34",
    "error",
    "An hour that no clock shows.",
    hint="Look the time up.",
)
def no_such_time(manuscript: Manuscript) -> Iterator[Mark]:
    """A slip in a time makes people come too late.

    Bad:
        It began at 18:45 PM (UTC+7).

    Bad:
        It began at 6:75 p.m. (UTC+7), or at 25:10.

    Good:
        It began at 6:45 p.m. (UTC+7), at 12:59 AM, or at 00:10. They won by a vote of 40:12.
    """
    for stretch in manuscript.stretches:
        if not stretch.is_english:
            continue
        for found in stretch.matches(_TIME):
            if not _is_shown(found) and (found["half"] or found.group().startswith("at ")):
                yield stretch.mark(*_span(found), f"No clock shows {_shown(found)}.")


@rule(
    "D35",
    "warning",
    "A space inside an offset from UTC.",
    hint="Write it closed up: UTC+8.",
)
def spaced_offset(manuscript: Manuscript) -> Iterator[Mark]:
    """The offset may else be torn from its UTC at the end of a line.

    Bad:
        It began at 6:45 PM (UTC +8).

    Good:
        It began at 6:45 PM (UTC+8), or 10:45 UTC - nobody knows.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, _OFFSET):
            start, end = found.span("blank")
            yield stretch.mark(start, end, "The offset is one word with its UTC.").fixed("")


def _is_shown(found: re.Match[str]) -> bool:
    """Whether there is such a time."""
    hour = int(found["hour"] or found["hour2"])
    minute = int(found["minute"] or found["minute2"] or 0)
    first, last = (1, 12) if found["half"] else (0, 24)
    return first <= hour <= last and minute < 60


def _form(half: str) -> str:
    """`PM` for AM as well, `p.m.` for a.m."""
    return half.replace("A", "P").replace("a", "p")


def _span(found: re.Match[str]) -> tuple[int, int]:
    """Where the figures of a time stand, and its AM or PM."""
    return found.start("hour" if found["hour"] else "hour2"), found.end()


def _shown(found: re.Match[str]) -> str:
    start, _ = _span(found)
    return found.group()[start - found.start() :].rstrip(".")
