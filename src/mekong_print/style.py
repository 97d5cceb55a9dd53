"""The house style of a publication, as mekong.toml gives it: spelling, signs, countries, levels.

The defaults are those of The Mekong Belt. docs/settings.md describes each key in an
editor's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from mekong_print.findings import Level
from mekong_print.regions import REGIONS
from mekong_print.typed import Afterwards, Limits

_STRICT: dict[str, Any] = {"extra": "forbid"}

Spelling = Literal["either", "en-GB", "en-GB-oxendict", "en-US"]
Rating = Level | Literal["off"]
Length = Annotated[int, Limits(ge=1, le=10_000)]


def _region(code: str) -> str:
    if code.lower() not in REGIONS:
        raise ValueError(f"there is no country with the code “{code}”; write kh or th.")
    return code.lower()


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("some words must stand here.")
    return " ".join(text.split())


Words = Annotated[str, Afterwards(_words)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the house writes. `either` means: one of the two, the same throughout."""

    __pydantic_config__ = _STRICT

    spelling: Spelling = "either"
    quotes: Literal["double", "single"] = "double"
    stops: Literal["inside", "outside", "either"] = "inside"
    dates: Literal["month-day", "day-month"] = "month-day"
    clock: Literal["12-hour", "24-hour"] = "12-hour"
    dashes: Literal["em", "spaced-em", "spaced-en"] = "em"
    headlines: Literal["title", "sentence"] = "title"
    percent: Literal["percent", "per cent", "%"] = "percent"
    dollars: Literal["US$", "USD", "$"] = "US$"
    longest_headline: Length = 90
    longest_sentence: Length = 40
    longest_paragraph: Length = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """How a country is called: above its section, in running text, and as an adjective.

    The order of the rows is the order of the sections.
    """

    __pydantic_config__ = _STRICT

    flag: Annotated[str, Afterwards(_region)]
    heading: Words
    short: Words
    adjective: Words
    refuse: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Words that the house lets stand although a rule finds fault with them."""

    __pydantic_config__ = _STRICT

    code: Words
    words: Words
    reason: Words
    issue: Annotated[int, Limits(ge=0, le=99999)] | None = None


COUNTRIES = tuple(
    Country(flag=flag, heading=heading, short=short, adjective=adjective, refuse=refuse)
    for flag, heading, short, adjective, refuse in (
        ("bn", "Brunei Darussalam", "Brunei", "Bruneian", ()),
        ("kh", "Cambodia", "Cambodia", "Cambodian", ("Kampuchea",)),
        ("id", "Indonesia", "Indonesia", "Indonesian", ()),
        ("la", "Laos", "Laos", "Lao", ("Lao PDR",)),
        ("my", "Malaysia", "Malaysia", "Malaysian", ()),
        ("mm", "Myanmar", "Myanmar", "Myanmar", ("Burma",)),
        ("ph", "The Philippines", "the Philippines", "Philippine", ()),
        ("sg", "Singapore", "Singapore", "Singaporean", ()),
        ("th", "Thailand", "Thailand", "Thai", ("Siam",)),
        ("tl", "Timor-Leste", "Timor-Leste", "Timorese", ("East Timor",)),
        ("vn", "Vietnam", "Vietnam", "Vietnamese", ("Viet Nam",)),
    )
)


def with_own(own: tuple[Country, ...]) -> tuple[Country, ...]:
    """A publication's own countries, then those of the built-in table that it does not name."""
    named = {country.flag for country in own}
    return (*own, *(country for country in COUNTRIES if country.flag not in named))
