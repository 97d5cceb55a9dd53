"""The glossary of a house: people, places and organisations, the names to prefer and to refuse.

One is built in (names/ in the package); a publication adds its own in glossary.toml,
whose entries come before the built-in ones of the same name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

from mekong_print.regions import REGIONS
from mekong_print.style import Words
from mekong_print.typed import Afterwards, Beforehand

_STRICT: dict[str, Any] = {"extra": "forbid"}
Sort = Literal["person", "place", "organisation"]


def _first_day(day: object) -> object:
    """A year alone stands for its first day."""
    return dt.date(day, 1, 1) if _is_year(day) else day  # type: ignore[arg-type]  # a year, as asked


def _last_day(day: object) -> object:
    """A year alone stands for its last day."""
    return dt.date(day, 12, 31) if _is_year(day) else day  # type: ignore[arg-type]  # a year, as asked


def _is_year(day: object) -> bool:
    return type(day) is int and 0 < day < dt.MAXYEAR


def _region(code: str) -> str:
    if code and code not in REGIONS:
        raise ValueError(f"there is no country with the code “{code}”; write kh or th.")
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name. `kind` is free (“capital”, “party”, “prime minister”); dates are of what it names.

    `local` is the name as it is written in other scripts, for pages that quote it: no line
    breaks inside. `short` is what may stand in its place: initials, or a person's own name.
    `was` is what the same thing was called before `since`.
    """

    __pydantic_config__ = _STRICT

    name: Words
    local: tuple[Words, ...] = ()
    refuse: tuple[Words, ...] = ()
    short: str = ""
    kind: str = ""
    country: Annotated[str, Afterwards(_region)] = ""
    since: Annotated[dt.date | None, Beforehand(_first_day)] = None
    until: Annotated[dt.date | None, Beforehand(_last_day)] = None
    was: str = ""
    source: str = ""

    def holds(self, day: dt.date | None) -> bool:
        """Whether the name holds on a day; where no day is known, it does."""
        if day is None:
            return True
        return (self.since or dt.date.min) <= day <= (self.until or dt.date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All names that the house has settled."""

    __pydantic_config__ = _STRICT

    people: tuple[Entry, ...] = ()
    places: tuple[Entry, ...] = ()
    organisations: tuple[Entry, ...] = ()

    def entries(self) -> Iterator[tuple[Sort, Entry]]:
        """Every entry with its sort."""
        yield from (("person", entry) for entry in self.people)
        yield from (("place", entry) for entry in self.places)
        yield from (("organisation", entry) for entry in self.organisations)

    def over(self, other: Glossary) -> Glossary:
        """This glossary, and what another adds to it under names that this one does not have."""
        parts = {part.name: _merged(self, other, part.name) for part in fields(self)}
        return Glossary(**parts)


def _merged(first: Glossary, second: Glossary, part: str) -> tuple[Entry, ...]:
    own: tuple[Entry, ...] = getattr(first, part)
    added: tuple[Entry, ...] = getattr(second, part)
    named = {entry.name for entry in own}
    return (*own, *(entry for entry in added if entry.name not in named))
