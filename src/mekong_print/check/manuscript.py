"""The manuscript: all that a rule may look at.

An issue's tree and source, its running texts as stretches, the house style, the glossary
and what earlier issues hold. Everything is frozen; nothing reads the disk or the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mekong_print.check.gathering import gather
from mekong_print.check.stretch import PROSE, Kind, Mark, Stretch
from mekong_print.config import Publication
from mekong_print.document import Article, Issue, Note, Position, Section
from mekong_print.glossary import Glossary
from mekong_print.sources import Source
from mekong_print.style import COUNTRIES, Country, Style


@dataclass(frozen=True, slots=True)
class EarlierIssue:
    """An issue that came out before this one; `text` is its source."""

    name: str
    desk: str
    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Standards:
    """What the house has settled, and what it remembers: its earlier issues, the newest first.

    `layouts` are those that it prints; `is_newest` says that no issue of the desk is later.
    """

    style: Style = field(default_factory=Style)
    countries: tuple[Country, ...] = COUNTRIES
    glossary: Glossary = field(default_factory=Glossary)
    earlier: tuple[EarlierIssue, ...] = ()
    publication: Publication | None = None
    layouts: tuple[str, ...] = ()
    is_newest: bool = True
    never_print: tuple[str, ...] = ()

    def country(self, flag: str) -> Country | None:
        """The row of a country, by its flag's code."""
        return next((country for country in self.countries if country.flag == flag), None)


@dataclass(frozen=True, slots=True)
class Story:
    """A note or an article, with its stretches in reading order."""

    section: Section
    piece: Article | Note
    stretches: tuple[Stretch, ...]

    @property
    def prose(self) -> tuple[Stretch, ...]:
        """Its running sentences."""
        return tuple(one for one in self.stretches if one.kind in PROSE)

    @property
    def is_note(self) -> bool:
        """Whether it is the note of a section, and no article."""
        return self.piece.kind == "note"


@dataclass(frozen=True)
class Manuscript:
    """One issue on the proof desk. `pictures` has width and height, in pixels, by their paths."""

    issue: Issue
    source: Source
    house: Standards = field(default_factory=Standards)
    pictures: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every running text, from the title to the last bio."""
        return gather(self.issue, self.source)

    @cached_property
    def prose(self) -> tuple[Stretch, ...]:
        """The running sentences: paragraphs, lists, quotations, captions, bios, footnotes."""
        return tuple(one for one in self.stretches if one.kind in PROSE)

    def of_kind(self, *kinds: Kind) -> tuple[Stretch, ...]:
        """The stretches of some kinds."""
        return tuple(one for one in self.stretches if one.kind in kinds)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The notes and articles, in reading order."""
        found: dict[int, list[Stretch]] = {}
        for one in self.stretches:
            if one.piece is not None:
                found.setdefault(id(one.piece), []).append(one)
        return tuple(
            Story(section, piece, tuple(found.get(id(piece), ())))
            for section in self.issue.sections
            for piece in (*((section.note,) if section.note else ()), *section.articles)
        )

    @property
    def day(self) -> dt.date | None:
        """The day of the issue, or of its deadline."""
        return self.issue.date or (self.issue.deadline.date() if self.issue.deadline else None)

    def key(self, name: str) -> Position:
        """Where front matter has a key; its first line where it has not."""
        return self.source.keys.get(name, Position(self.source.file, 1, 1))

    def mark(self, at: Position, message: str, hint: str = "") -> Mark:
        """Mark a place of the tree, up to the end of its line."""
        end = Position(at.file, at.line, max(at.column, len(self.source.line(at.line)) + 1))
        return Mark(at, message, hint, end)

    @cached_property
    def word_count(self) -> int:
        """How many words there are to read."""
        return sum(len(one.words) for one in self.stretches)
