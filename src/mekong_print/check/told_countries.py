"""The countries that a text tells of: names, adjectives and capitals as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mekong_print.document import Issue
from mekong_print.style import Country
from mekong_print.walk import plain

# What else speaks of a country: its capital, and how its people are called.
_ALSO = {
    "bn": ("Bandar Seri Begawan", "Bruneians"),
    "kh": ("Phnom Penh", "Cambodians", "Khmer"),
    "id": ("Jakarta", "Indonesians"),
    "la": ("Vientiane", "Laotian", "Laotians"),
    "my": ("Kuala Lumpur", "Putrajaya", "Malaysians"),
    "mm": ("Naypyidaw", "Nay Pyi Taw", "Burmese"),
    "ph": ("Manila", "Filipino", "Filipinos"),
    "sg": ("Singaporeans",),
    "th": ("Bangkok", "Thais"),
    "tl": ("Dili", "Timor"),
    "vn": ("Hanoi", "Vietnamese"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """How texts speak of a country.

    `nouns` are its names; `words` also adjectives, capital and people; `placed` finds it
    where something happens in it (“in Laos”), as the group `name`.
    """

    country: Country
    nouns: re.Pattern[str]
    words: re.Pattern[str]
    placed: re.Pattern[str]


@cache
def naming_of(countries: tuple[Country, ...]) -> tuple[Naming, ...]:
    """The patterns for each country."""
    return tuple(_naming(country) for country in countries)


def _naming(country: Country) -> Naming:
    nouns = [_bare(name) for name in (country.short, country.heading, *country.refuse)]
    every = [*nouns, country.adjective, *_ALSO.get(country.flag, ())]
    return Naming(
        country,
        _pattern(r"\b(?:", nouns, r")\b"),
        _pattern(r"\b(?:", every, r")\b"),
        _pattern(r"\b[Ii]n (?:the )?(?P<name>", nouns, r")\b(?!’s|'s)"),
    )


def _pattern(before: str, names: list[str], behind: str) -> re.Pattern[str]:
    """Any of some names, the longest first."""
    ordered = sorted(set(names), key=len, reverse=True)
    return re.compile(before + "|".join(re.escape(name) for name in ordered) + behind)


def _bare(name: str) -> str:
    """A name without its article."""
    return name.removeprefix("The ").removeprefix("the ")


def is_named_exactly(title: str, countries: tuple[Country, ...]) -> Country | None:
    """The country that a title is the name of.

    >>> from mekong_print.style import COUNTRIES
    >>> is_named_exactly("Philippines", COUNTRIES).flag
    'ph'
    """
    bare = _bare(title.strip()).casefold()
    for country in countries:
        names = (country.short, country.heading, *country.refuse)
        if bare in {_bare(name).casefold() for name in names}:
            return country
    return None


def regions_of(issue: Issue, countries: tuple[Country, ...]) -> frozenset[str]:
    """The countries of an issue's sections, also of those that lack their flag."""
    named = (is_named_exactly(plain(section.title), countries) for section in issue.sections)
    flags = {country.flag for country in named if country}
    return frozenset(flags | {section.region for section in issue.sections})
