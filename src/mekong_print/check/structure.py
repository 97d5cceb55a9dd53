"""Rules of structure: how the parts of an issue fit together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.document import Crosshead
from mekong_print.style import Country
from mekong_print.walk import nodes, plain


@rule(
    "S21",
    "warning",
    "Sections in another order than the subtitle names them.",
    hint="Give subtitle and sections one order.",
)
def order_of_sections(manuscript: Manuscript) -> Iterator[Mark]:
    """The subtitle is the first table of contents that a reader meets; it should hold.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        subtitle: News from Cambodia and Laos
        ---

        # Laos 🇱🇦

        Rain.

        # Cambodia 🇰🇭

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
    sections = [one for one in manuscript.issue.sections if one.region]
    countries = [manuscript.house.country(one.region) for one in sections]
    named = [
        (place, country.short, section)
        for section, country in zip(sections, countries, strict=True)
        if country and (place := _place(country, manuscript.issue.subtitle)) >= 0
    ]
    wanted = sorted(named, key=lambda row: row[0])
    for (_, _, here), (_, country, there) in zip(named, wanted, strict=True):
        if here is not there:
            message = f"The subtitle has {country} in this place."
            yield manuscript.mark(here.at, message)
            return


def _place(country: Country, subtitle: str) -> int:
    """Where a subtitle names a country, by any of its names; -1 where it does not."""
    names = (country.short, country.heading, *country.refuse)
    places = [place for name in names if (place := subtitle.find(name)) >= 0]
    return min(places, default=-1)


@rule(
    "S28",
    "note",
    "Sections in another order than that of the house.",
    hint="Move the section, or change the order of the countries in mekong.toml.",
)
def order_of_the_house(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers who follow one country learn where it stands.

    The order is that of the countries in mekong.toml. Where the subtitle names two of the
    issue's countries or more, it is the subtitle that counts (S21).

    Bad:
        # Laos 🇱🇦

        Rain.

        # Cambodia 🇰🇭

        More rain.

    Good:
        # Cambodia 🇰🇭

        Rain.

        # The River

        A topic may stand anywhere.

        # Laos 🇱🇦

        More rain.
    """
    order = {country.flag: place for place, country in enumerate(manuscript.house.countries)}
    sections = [one for one in manuscript.issue.sections if one.region in order]
    countries = [manuscript.house.country(one.region) for one in sections]
    named = [one for one in countries if one and _place(one, manuscript.issue.subtitle) >= 0]
    if len(named) >= 2:
        return
    for before, section in pairwise(sections):
        if order[section.region] < order[before.region]:
            message = f"“{plain(section.title)}” stands behind “{plain(before.title)}” here."
            yield manuscript.mark(section.at, message)
            return


@rule(
    "S29",
    "warning",
    "A crosshead that skips a level.",
    hint="Take one # away: crossheads begin with three.",
)
def skipped_level(manuscript: Manuscript) -> Iterator[Mark]:
    """Screen readers go from heading to heading by level; a level that is not there is a hole.

    Bad:
        It rained.

        #### In the North

        It rained more.

    Good:
        It rained.

        ### In the North

        It rained more.
    """
    for story in manuscript.stories:
        level = 0
        for head in nodes(story.piece.body, Crosshead):
            if head.level > level + 1:
                message = (
                    f"This crosshead is of level {head.level}, with none of {level + 1} above."
                )
                yield manuscript.mark(head.at, message)
            level = head.level


@rule(
    "S30",
    "warning",
    "Two sections of one country, or of one name.",
    hint="Join the two; a section can hold several articles.",
)
def section_twice(manuscript: Manuscript) -> Iterator[Mark]:
    """The contents would list the country twice, and the running heads could not be told apart.

    Bad:
        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        Rain.

        # Cambodia {#cambodia-again flag=kh}

        More rain.

    Good:
        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        More rain.
    """
    lines: dict[str, int] = {}
    for section in manuscript.issue.sections:
        keys = {plain(section.title).casefold(), section.region or plain(section.title).casefold()}
        earlier = [lines[key] for key in keys if key in lines]
        if earlier:
            message = f"This section is there already, in line {min(earlier)}."
            yield manuscript.mark(section.at, message)
        lines.update(dict.fromkeys(keys, section.at.line))


@rule(
    "S31",
    "warning",
    "One headline over two articles.",
    hint="Delete the older of the two, or give one of them another headline.",
)
def headline_twice(manuscript: Manuscript) -> Iterator[Mark]:
    """Often the second is an old version of the first that somebody forgot to delete.

    With an id of its own, `{#…}`, it is no mistake that would stop the printing.

    Bad:
        ## The Rains Are Late
        by A. Writer, in Phnom Penh

        It is dry.

        ## The Rains Are Late {#rains}
        by A. Writer, in Phnom Penh

        It is dry still.

    Good:
        ## The Rains Are Late
        by A. Writer, in Phnom Penh

        It is dry.

        ## The Rains Are Here
        by A. Writer, in Phnom Penh

        It is wet.
    """
    lines: dict[str, int] = {}
    for headline in manuscript.of_kind("headline"):
        key = headline.text.casefold()
        if key in lines:
            message = f"This headline stands in line {lines[key]} already."
            yield headline.mark(0, len(headline.text), message)
        lines.setdefault(key, headline.at(0).line)
