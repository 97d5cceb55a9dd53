"""What a publication and an issue say of themselves: mekong.toml and front matter, as values.

Every setting is described in docs/settings.md; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Annotated, Any

from mekong_print.ids import EXPLICIT_ID
from mekong_print.languages import LANGUAGES, language_of
from mekong_print.limits import IssueLimits
from mekong_print.regions import REGIONS
from mekong_print.secrecy import listed, searchable
from mekong_print.standards import read_wish
from mekong_print.style import Country, Rating, Style, Waiver
from mekong_print.typed import Afterwards, Beforehand, Limits, ZonedMoment

_TAG = re.compile(r"[A-Za-z]{2,3}([-_](?P<region>[A-Za-z]{2}))?")
NATIVE_DIGITS = {code: row.digits for code, row in LANGUAGES.items() if row.digits}
_LATIN = str.maketrans("".join(NATIVE_DIGITS.values()), "0123456789" * len(NATIVE_DIGITS))
_BUDDHIST = 2400  # no issue is dated so late; 2568 in Bangkok is 2025
_STRICT: dict[str, Any] = {"extra": "forbid"}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _language(tag: str) -> str:
    parts = _TAG.fullmatch(tag)
    if tag and (parts is None or language_of(tag) is None):
        known = ", ".join(sorted(LANGUAGES))
        raise ValueError(f"the language “{tag}” cannot be set; known are {known}.")
    if parts and parts["region"] and parts["region"].lower() not in REGIONS:
        raise ValueError(
            f"there is no country with the code “{parts['region']}”; write en or en-GB."
        )
    return tag.replace("_", "-")


def _has_digits(code: str) -> str:
    if code not in NATIVE_DIGITS:
        known = ", ".join(sorted(NATIVE_DIGITS))
        raise ValueError(f"“{code}” has no digits of its own; known are {known}.")
    return code


def _latin_digits(value: object) -> object:
    """Numbers and dates may be typed in a language's own digits: ២២ is 22."""
    return value.translate(_LATIN) if isinstance(value, str) else value


def _not_buddhist(day: dt.date) -> dt.date:
    """Raise ValueError for a year that can only be one of the Buddhist era."""
    if day.year >= _BUDDHIST:
        year = day.year - 543
        raise ValueError(f"the year {day.year} is of the Buddhist era; write {year}.")
    return day


def _desk_prefix(prefix: str) -> str:
    if prefix and not EXPLICIT_ID.fullmatch(prefix):
        raise ValueError("a prefix holds a-z, 0-9 and single hyphens only.")
    return prefix


def _standard(text: str) -> str:
    read_wish(text)
    return text


def _zone_close_up(text: object) -> object:
    """`2025-10-31 23:59 +08:00` as ISO 8601 wants it, without the space before the zone."""
    if not isinstance(text, str):
        return text
    return re.sub(r"\s+(?=[+-]\d|Z$|UTC$)", "", text).replace("UTC", "Z")


Line = Annotated[str, Afterwards(_one_line)]
Words = Annotated[str, Limits(min_length=1, max_length=300), Afterwards(_one_line)]
Sentences = Annotated[str, Limits(min_length=1, max_length=1000), Afterwards(_one_line)]
Number = Annotated[int, Limits(ge=0, le=99999), Beforehand(_latin_digits)]
LanguageTag = Annotated[str, Afterwards(_language)]
Secret = Annotated[str, Beforehand(searchable)]
DigitsOf = Annotated[str, Afterwards(_has_digits)]
Day = Annotated[dt.date, Afterwards(_not_buddhist), Beforehand(_latin_digits)]
Moment = Annotated[
    ZonedMoment, Afterwards(_not_buddhist), Beforehand(_zone_close_up), Beforehand(_latin_digits)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What was put right in an issue that was out already; each makes a new edition of it."""

    __pydantic_config__ = _STRICT

    date: Day
    text: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The lines between `---` at the head of an issue."""

    __pydantic_config__ = _STRICT

    desk: Words
    number: Number
    title: Words
    subtitle: Line = ""
    date: Day | None = None
    deadline: Moment | None = None
    lang: LanguageTag = ""
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An editorial team. `prefix` opens the ids of its issues and must not change any more."""

    __pydantic_config__ = _STRICT

    name: Words
    prefix: Annotated[str, Afterwards(_desk_prefix)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The newsletter as a whole."""

    __pydantic_config__ = _STRICT

    name: Words
    publisher: Line = ""
    language: LanguageTag = "en"
    url: Annotated[str, Limits(pattern=r"^(https?://\S+)?$")] = ""
    native_digits: tuple[DigitsOf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What `mekong build` makes when it is told nothing else."""

    __pydantic_config__ = _STRICT

    layouts: Annotated[tuple[str, ...], Limits(min_length=1)] = ("briefing",)
    standard: Annotated[Line, Afterwards(_standard)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeSettings:
    """A volume by name: which issues it binds, and how.

    Which issues: `issues` names them one by one, `year` takes those of a year, `first` and
    `last` a range of numbers; none of them takes all. `desk` keeps to one desk.
    """

    __pydantic_config__ = _STRICT

    title: Line = ""
    subtitle: Line = ""
    desk: Line = ""
    year: Annotated[int, Limits(ge=1400, le=9999)] | None = None
    first: Number | None = None
    last: Number | None = None
    issues: tuple[Words, ...] = ()
    layout: Line = ""
    language: LanguageTag = ""
    recto: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for wishes that do not go together."""
        ways = (self.year is not None, self.first is not None or self.last is not None)
        if sum(ways) + bool(self.issues) > 1:
            raise ValueError("give “issues”, or “year”, or “first” and “last”, not several.")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("“first” is higher than “last”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """mekong.toml. `volumes` are keyed by name; `retired` ids have a reason each.

    `never_print` is what no output may hold; its words are in no message and no fingerprint.
    """

    __pydantic_config__ = _STRICT

    publication: Publication
    desks: Annotated[tuple[Desk, ...], Limits(min_length=1)]
    build: BuildSettings = field(default_factory=BuildSettings)
    volumes: dict[str, VolumeSettings] = field(default_factory=dict)
    retired: dict[str, Words] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    countries: tuple[Country, ...] = ()
    levels: dict[str, Rating] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    limits: IssueLimits = field(default_factory=IssueLimits)
    never_print: Annotated[tuple[Secret, ...], Beforehand(listed)] = ()

    def desk(self, name: str) -> Desk | None:
        """The desk of that name, or None."""
        return next((desk for desk in self.desks if desk.name == name), None)
