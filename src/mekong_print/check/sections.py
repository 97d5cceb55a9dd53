"""Rules of sections and countries: flags, and what the subtitle promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.told_countries import Naming, is_named_exactly, naming_of, regions_of
from mekong_print.regions import emoji_of
from mekong_print.style import Country
from mekong_print.walk import plain


@rule(
    "S22",
    "warning",
    "A country's section without its flag.",
    hint="Put the flag behind the heading, or {flag=kh} with the country's code.",
)
def section_without_flag(manuscript: Manuscript) -> Iterator[Mark]:
    """Flags tell sections apart on the page, in the running heads and in the contents.

    They also tell mekong-print which country a section is about. One that lacks its flag
    looks like a topic.

    Bad:
        # Cambodia

        Rain.

    Good:
        # Cambodia 🇰🇭

        Rain.

        # The River

        A topic has no flag.
    """
    for section in manuscript.issue.sections:
        country = is_named_exactly(plain(section.title), manuscript.house.countries)
        if country and not section.region:
            hint = f"Write {emoji_of(country.flag)} or {{flag={country.flag}}} behind it."
            yield manuscript.mark(section.at, f"{country.heading} has no flag here.", hint)


@rule(
    "S23",
    "error",
    "A flag that is not that of the section's country.",
    hint="Change the flag, or the heading.",
)
def flag_of_another_country(manuscript: Manuscript) -> Iterator[Mark]:
    """A country under another's flag is the mistake that is forgiven last.

    Bad:
        # Cambodia 🇹🇭

        Rain.

    Good:
        # Lao PDR {flag=la}

        Rain.

        # The Border 🇹🇭

        More rain.
    """
    for section in manuscript.issue.sections:
        title = plain(section.title)
        country = is_named_exactly(title, manuscript.house.countries)
        if country and section.region and country.flag != section.region:
            message = f"“{title}” stands under the flag {emoji_of(section.region)} here."
            hint = f"Write {emoji_of(country.flag)}, or change the heading."
            yield manuscript.mark(section.at, message, hint)


@rule(
    "S24",
    "warning",
    "A country in the subtitle that has no section.",
    hint="Take it out of the subtitle, or add its section.",
)
def subtitle_without_section(manuscript: Manuscript) -> Iterator[Mark]:
    """The subtitle promises what is inside. Often it is still that of the issue before.

    Only subtitles that name two countries or more, one of them with a section, are read
    as such a promise.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        subtitle: News from Cambodia, Laos and Vietnam
        ---

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        More rain.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        subtitle: News from Cambodia and Laos
        ---

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        More rain.
    """
    regions = regions_of(manuscript.issue, manuscript.house.countries)
    for subtitle in manuscript.of_kind("subtitle"):
        named = _named_in(subtitle, manuscript)
        if len(named) < 2 or not any(one.country.flag in regions for one in named):
            continue
        for one in named:
            if one.country.flag not in regions:
                message = f"The subtitle names {one.country.short}, and no section has it."
                yield subtitle.mark(one.start, one.end, message)


@rule(
    "S25",
    "warning",
    "A country's section that the subtitle leaves out.",
    hint="Add it to the subtitle, in the order of the sections.",
)
def section_missing_in_subtitle(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever looks for the country that was left out will not open the issue.

    Only subtitles that name two countries or more are read as a list of them.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        subtitle: News from Cambodia and Laos
        ---

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        More rain.

        # Thailand 🇹🇭

        And more.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        subtitle: Rain and Rice in Cambodia
        ---

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        More rain.
    """
    for subtitle in manuscript.of_kind("subtitle"):
        named = {one.country.flag for one in _named_in(subtitle, manuscript)}
        for section in manuscript.issue.sections if len(named) >= 2 else ():
            country = manuscript.house.country(section.region)
            if country and country.flag not in named:
                message = f"The subtitle lists countries and leaves {country.short} out."
                yield manuscript.mark(section.at, message)


class _Named(NamedTuple):
    """A country, and where a text names it."""

    country: Country
    start: int
    end: int


def _named_in(stretch: Stretch, manuscript: Manuscript) -> list[_Named]:
    """The countries that a stretch names, each where it does so first."""
    found = []
    for naming in _namings(manuscript):
        name = naming.nouns.search(stretch.text)
        if name:
            found.append(_Named(naming.country, *name.span()))
    return found


def _namings(manuscript: Manuscript) -> tuple[Naming, ...]:
    return naming_of(manuscript.house.countries)
