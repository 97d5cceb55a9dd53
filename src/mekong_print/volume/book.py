"""The book that a volume's own pages are made of: parts in their places, and who publishes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mekong_print.config import Publication
from mekong_print.style import Country
from mekong_print.volume.plan import Placed, back_folio


@dataclass(frozen=True, slots=True)
class Absent:
    """A part that could not be bound: its file or issue, and why, as one sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Book:
    """A volume as its own pages tell it.

    `lang` is a BCP 47 tag. `piece` is (2, 3) for the second of three files of one volume.
    `tools` names the versions of what makes it. `countries` are those that the publication
    names in its own way.
    """

    title: str
    lang: str
    publication: Publication
    placed: tuple[Placed, ...]
    subtitle: str = ""
    recto: bool = False
    absent: tuple[Absent, ...] = ()
    piece: tuple[int, int] | None = None
    tools: tuple[str, ...] = ()
    countries: tuple[Country, ...] = ()

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last part; None where no part has a date."""
        days = sorted(one.part.date for one in self.placed if one.part.date)
        return (days[0], days[-1]) if days else None

    @property
    def desks(self) -> tuple[str, ...]:
        """The desks of the parts, each once, in the order in which they come."""
        return tuple(dict.fromkeys(one.part.desk for one in self.placed if one.part.desk))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the parts, each once, in the order in which they come."""
        return tuple(dict.fromkeys(one.part.lang for one in self.placed if one.part.lang))

    @property
    def pages(self) -> int:
        """How many pages the parts have together."""
        return sum(one.pages for one in self.placed)

    @property
    def back_folio(self) -> int:
        """The printed number of the first page of the back matter."""
        return back_folio(self.placed, recto=self.recto)
