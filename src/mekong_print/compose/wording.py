"""The publication's own words, dates and lists in the issue's language.

Babel is at home here and in `compose/catalogs`. Labels come from the gettext catalogs;
dates, times, lists and names of countries from CLDR, but where newspapers of the language
write otherwise (`compose/habits`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from mekong_print.compose.catalogs import Catalog, catalog_of
from mekong_print.compose.habits import Habits, habits_of
from mekong_print.config import Publication
from mekong_print.languages import language_of
from mekong_print.style import Country

_NO_WIDTH = "\u200b"  # CLDR has it in Khmer; where lines break is decided elsewhere
DASH = " – "


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for one language tag (BCP 47).

    `digits` are what numbers are set in instead of 0 to 9, `countries` the names that the
    publication has settled, by region code.
    """

    lang: str
    locale: Locale
    catalog: Catalog
    habits: Habits
    digits: Mapping[int, str] = field(default_factory=dict)
    countries: tuple[tuple[str, str], ...] = ()

    def __call__(self, message: str, **parts: object) -> Markup:
        """A label in the language; `{name}` parts are filled in and escaped."""
        pattern = escape(self.catalog.said(message) or message)
        return pattern.format(**self._told(parts)) if parts else pattern

    def many(self, one: str, more: str, number: int) -> Markup:
        """A label that counts, in the plural form that goes with a number; `{number}` is it."""
        source = one if number == 1 else more
        pattern = escape(self.catalog.said(one, number) or source)
        counted = self.in_digits(format_decimal(number, locale=self.locale))
        return pattern.format(number=counted)

    def number(self, number: int) -> str:
        """A number that names a thing (Issue 1022), without marks between thousands."""
        return self.in_digits(str(number))

    def date(self, day: dt.date) -> str:
        """A day in words: 31 October 2025, or as the language writes it."""
        return self._dated(format_date(day, self.habits.long or "long", locale=self.locale))

    def year(self, day: dt.date) -> str:
        """The year of a day, in the era of the language."""
        return self._dated(format_date(day, "yyyy", locale=self.locale))

    def months(self, first: dt.date, last: dt.date) -> str:
        """The months from one day to another: January – October 2025, or October 2025."""
        if not self.habits.month:
            return self._dated(str(format_interval(first, last, "yMMMM", locale=self.locale)))
        bare = self.habits.month.removesuffix(" y")
        opening = bare if first.year == last.year else self.habits.month
        ends = [format_date(last, self.habits.month, locale=self.locale)]
        if (first.year, first.month) != (last.year, last.month):
            ends.insert(0, format_date(first, opening, locale=self.locale))
        return self._dated(DASH.join(ends))

    def moment(self, moment: dt.datetime) -> Markup:
        """A day, a time and its zone in words, in the zone it was given in."""
        day = format_date(moment.date(), self.habits.full or "full", locale=self.locale)
        clock = format_time(moment.time(), self.habits.clock or "short", locale=self.locale)
        return self(
            "{date}, {time} ({zone})",
            date=self._dated(day),
            time=self.in_digits(clock),
            zone=zone_of(moment),
        )

    def listed(self, items: list[Markup]) -> Markup:
        """Names joined as the language joins them."""
        marks = [f"\ue000{index}\ue001" for index in range(len(items))]
        joined = str(escape(self._joined(marks)))
        for mark, item in zip(marks, items, strict=True):
            joined = joined.replace(mark, str(escape(item)))
        return Markup(joined)  # noqa: S704 - every part of it was escaped above

    @property
    def comma(self) -> str:
        """What parts things in a row that is not joined by a word."""
        return self.habits.comma

    def country(self, region: str) -> str:
        """The name of a region (ISO 3166-1 code in lower case): the publication's, or CLDR's."""
        own = dict(self.countries).get(region) or self.habits.countries.get(region)
        name = own or self.locale.territories.get(region.upper(), region.upper())
        return str(name).replace(_NO_WIDTH, "")

    def language(self, tag: str) -> str:
        """The name of a language (BCP 47 tag), or the tag where it has none."""
        try:
            name = Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag
        return name.replace(_NO_WIDTH, "")

    def in_digits(self, text: str) -> str:
        """A text in the language's own digits, where the publication sets them."""
        return text.translate(self.digits)

    def _dated(self, text: str) -> str:
        return self.in_digits(self.habits.in_era(text.replace(_NO_WIDTH, "")))

    def _joined(self, items: list[str]) -> str:
        if not self.habits.last or len(items) < 2:
            return format_list(items, locale=self.locale)
        *first, last = items
        return f"{self.habits.middle.join(first)}{self.habits.last}{last}"

    def _told(self, parts: dict[str, object]) -> dict[str, object]:
        """The parts of a label, numbers in the digits of the publication."""
        return {
            key: self.number(part) if type(part) is int else part for key, part in parts.items()
        }


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
def wording(
    lang: str, publication: Publication | None = None, countries: tuple[Country, ...] = ()
) -> Wording:
    """The words for a language tag; regional forms share their language's catalog.

    `countries` are the publication's own, whose names are in its own language alone.
    """
    try:
        locale = Locale.parse(lang, sep="-")
    except UnknownLocaleError:  # a region where CLDR has no form of the language: en-KH
        locale = Locale.parse(lang.split("-")[0])
    code = locale.language
    row = language_of(code)
    native = publication is not None and code in publication.native_digits
    own = publication is not None and publication.language.split("-")[0] == code
    return Wording(
        lang,
        locale,
        catalog_of(code),
        habits_of(code),
        digits=dict(
            zip(map(ord, "0123456789"), row.digits if native and row else "", strict=False)
        ),
        countries=tuple((one.flag, one.heading) for one in countries if own),
    )
