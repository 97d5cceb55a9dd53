"""The publication's own words, dates and lists in the issue's language.

The one home of Babel. Labels come from the gettext catalogs under locale/, read as
they are (no compiled copy that could be older than its source); dates, times, lists
and names of countries from CLDR.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

CATALOGS = Path(__file__).parents[1] / "locale"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for one language tag (BCP 47)."""

    lang: str
    locale: Locale
    catalog: Mapping[str, str]

    def __call__(self, message: str, **parts: object) -> Markup:
        """A label in the language; `{name}` parts are filled in and escaped."""
        pattern = escape(self.catalog.get(message) or message)
        return pattern.format(**parts) if parts else pattern

    def date(self, day: dt.date) -> str:
        """A day in words: 31 October 2025, or as the language writes it."""
        return format_date(day, "long", locale=self.locale)

    def months(self, first: dt.date, last: dt.date) -> str:
        """The months from one day to another: January – October 2025, or October 2025."""
        return str(format_interval(first, last, "yMMMM", locale=self.locale))

    def moment(self, moment: dt.datetime) -> Markup:
        """A day, a time and its zone in words, in the zone it was given in."""
        day = format_date(moment.date(), "full", locale=self.locale)
        clock = format_time(moment.time(), "short", locale=self.locale)
        return self("{date}, {time} ({zone})", date=day, time=clock, zone=zone_of(moment))

    def listed(self, items: list[Markup]) -> Markup:
        """Names joined as the language joins them."""
        marks = [f"\ue000{index}\ue001" for index in range(len(items))]
        joined = str(escape(format_list(marks, locale=self.locale)))
        for mark, item in zip(marks, items, strict=True):
            joined = joined.replace(mark, str(escape(item)))
        return Markup(joined)  # noqa: S704 - every part of it was escaped above

    def country(self, region: str) -> str:
        """The name of a region (ISO 3166-1 code in lower case)."""
        return str(self.locale.territories.get(region.upper(), region.upper()))

    def language(self, tag: str) -> str:
        """The name of a language (BCP 47 tag), or the tag where it has none."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag


def zone_of(moment: dt.datetime) -> str:
    """The zone of a moment as readers know it.

    >>> zone_of(dt.datetime(2025, 10, 31, tzinfo=dt.timezone(dt.timedelta(hours=6, minutes=30))))
    'UTC+6:30'
    """
    minutes = int((moment.utcoffset() or dt.timedelta()).total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


@cache
def wording(lang: str) -> Wording:
    """The words for a language tag; regional forms share their language's catalog."""
    try:
        locale = Locale.parse(lang, sep="-")
    except UnknownLocaleError:  # a region where CLDR has no form of the language: en-KH
        locale = Locale.parse(lang.split("-")[0])
    return Wording(lang, locale, _catalog(locale.language))


@cache
def _catalog(language: str) -> Mapping[str, str]:
    path = CATALOGS / language / "LC_MESSAGES" / "mekong.po"
    with path.open("rb") as lines:
        catalog = read_po(lines, locale=language)
    return {str(message.id): str(message.string) for message in catalog if message.id}
