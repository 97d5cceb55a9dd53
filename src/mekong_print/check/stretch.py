"""A stretch of running text as rules read it: plain words, and where each stands in the source.

A stretch is a headline, a paragraph, a table cell, a caption …: whatever a reader reads in
one go. `mark` turns letters of it into a `Mark`, which is what a rule yields.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from mekong_print.check.alignment import Alignment
from mekong_print.check.quoting import NOT_QUOTED, Quote, Quoting
from mekong_print.check.sentences import Span, Word, sentences, words
from mekong_print.document import Article, Note, Position, Section
from mekong_print.findings import Fix
from mekong_print.sources import Source

Kind = Literal[
    "title", "subtitle", "deadline", "section", "headline", "standfirst", "byline", "paragraph",
    "item", "quotation", "pull-quote", "credit", "crosshead", "box-title", "table-caption",
    "table-head", "cell", "caption", "alt", "bio", "footnote",
]  # fmt: skip
PROSE: frozenset[Kind] = frozenset(
    ("standfirst", "paragraph", "item", "quotation", "caption", "bio", "footnote")
)
SPEECH: frozenset[Kind] = frozenset(("quotation", "pull-quote"))
LONGEST_FIX = 200  # letters that one fix may replace


class Zone(NamedTuple):
    """Letters that are no plain prose: `value` is the language, or the address of a link."""

    kind: Literal["foreign", "code", "link"]
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule marks: a place in the source, what is wrong there, what to do.

    An empty `hint` stands for that of the rule.
    """

    at: Position
    message: str
    hint: str = ""
    end: Position | None = None
    fix: Fix | None = None
    mendable: bool = False

    def fixed(self, words: str) -> Mark:
        """The same mark, with the words that mend it; they take the place of all that is marked.

        Where Markdown stands between the marked letters there is no fix: it would be lost.
        """
        if not self.mendable or self.end is None:
            return self
        return replace(self, fix=Fix(self.at, self.end, words))


@dataclass(frozen=True)
class Stretch:
    """One running text. `piece` is the article or note it belongs to; `node` the part of the tree.

    Letters are counted from 0 in `text`, which holds no markup, no footnote calls and no
    line ends; `at` tells where a letter stands in the file.
    """

    text: str
    kind: Kind
    lang: str
    section: Section | None
    piece: Article | Note | None
    node: object
    source: Source
    alignment: Alignment
    zones: tuple[Zone, ...] = ()
    quoting: Quoting = field(default=NOT_QUOTED)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The spans of its sentences."""
        return sentences(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words and numbers."""
        return words(self.text)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What stands between quotation marks."""
        return self.quoting.quotes

    @property
    def is_english(self) -> bool:
        """Whether rules of English apply."""
        return self.lang.lower().startswith("en")

    @cached_property
    def _borrowed(self) -> tuple[list[int], list[int]]:
        """Where spans begin that are not the house's own words, and how far they reach."""
        if self.kind in SPEECH:
            return [0], [len(self.text)]
        spans = [(quote.start, quote.end) for quote in self.quotes]
        spans += [(zone.start, zone.end) for zone in self.zones if _is_borrowed(zone, self.text)]
        starts: list[int] = []
        reach: list[int] = []
        for start, end in sorted(spans):
            starts.append(start)
            reach.append(max(end, reach[-1] if reach else 0))
        return starts, reach

    def is_own(self, start: int, end: int) -> bool:
        """Whether letters are the house's own, which rules of style look at alone.

        Quotations, other languages, code and bare addresses are not.
        """
        starts, reach = self._borrowed
        before = bisect_right(starts, end - 1)
        return not before or reach[before - 1] <= start

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What a pattern finds in the house's own words."""
        for found in pattern.finditer(self.text):
            if self.is_own(*found.span()):
                yield found

    def at(self, letter: int) -> Position:
        """Where a letter stands in the source."""
        return self.source.position(self.alignment.start(letter))

    def mark(self, start: int, end: int, message: str, hint: str = "") -> Mark:
        """Mark the letters from `start` up to `end`."""
        ending = self.source.position(self.alignment.end(end)) if end > start else self.at(start)
        mendable = end - start <= LONGEST_FIX and self.alignment.is_whole(start, end)
        return Mark(self.at(start), message, hint, ending, mendable=mendable)


def _is_borrowed(zone: Zone, text: str) -> bool:
    """Links are words of the house, unless they show a bare address."""
    if zone.kind != "link":
        return True
    shown = text[zone.start : zone.end]
    return " " not in shown and ("/" in shown or "@" in shown or shown == zone.value)
