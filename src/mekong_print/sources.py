"""The source of an issue as it was written: its text by line and column, and the remarks in it.

It stands beside the tree and never goes into it: what an editor remarks to a colleague
is in no record and on no page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mekong_print.document import Position


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands between `<!--` and `-->`, or behind `#` in the front matter.

    `alone` says that nothing else stands on its lines.
    """

    words: str
    at: Position
    end: Position
    alone: bool


@dataclass(frozen=True)
class Source:
    """A source file as text, with `\\n` line ends. `keys` says where front matter has its keys."""

    file: str
    text: str
    remarks: tuple[Remark, ...] = ()
    keys: Mapping[str, Position] = field(default_factory=dict)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, without their ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts[:-1]

    def line(self, number: int) -> str:
        """A line by its number, from 1; nothing where the file has no such line."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def position(self, offset: int) -> Position:
        """The line and column of an offset in the text.

        >>> Source("a.md", "one\\ntwo").position(5)
        Position(file='a.md', line=2, column=2)
        """
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return Position(self.file, line, offset - self._starts[line - 1] + 1)

    def offset(self, at: Position) -> int:
        """The offset in the text of a line and column."""
        line = max(1, min(at.line, len(self.lines)))
        column = max(1, min(at.column, len(self.lines[line - 1]) + 1))
        return self._starts[line - 1] + column - 1

    def between(self, start: Position, end: Position) -> str:
        """What stands from one place up to another."""
        return self.text[self.offset(start) : self.offset(end)]
