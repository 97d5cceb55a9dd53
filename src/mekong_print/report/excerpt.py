"""A line of the source with a place in it marked, as it looks on a terminal.

Wide letters take two cells and combining ones none; a tab is shown as one blank. Of a
long line, what stands around the place is shown.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

WIDTH = 92  # cells of an excerpt
_BEFORE = 36  # cells shown before the place, where the line is longer
CUT = "…"


class Excerpt(NamedTuple):
    """A part of a line, and below it the sign for the place."""

    line: str
    sign: str


def excerpt(line: str, start: int, end: int) -> Excerpt:
    """The excerpt for letters `start` up to `end` of a line, counted from 0.

    >>> print(*excerpt("A cat\\tsat.", 2, 5), sep="\\n")
    A cat sat.
      ^^^
    """
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    first = _back(line, start, _BEFORE)
    last = _on(line, start, WIDTH - _cells(line[first:start]))
    first = _back(line, start, WIDTH - _cells(line[start:last]))
    head, tail = CUT if first else "", CUT if last < len(line) else ""
    shown = "".join(map(_shown, line[first:last]))
    lead = len(head) + _cells(line[first:start])
    marked = max(1, _cells(line[start : min(end, last)]))
    return Excerpt(f"{head}{shown}{tail}", " " * lead + "^" * marked)


def cells(letter: str) -> int:
    """How many cells of a terminal a character takes."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _cells(letters: str) -> int:
    return sum(map(cells, letters))


def _shown(letter: str) -> str:
    return " " if letter in "\t\xa0" else letter


def _back(line: str, start: int, room: int) -> int:
    """The first letter shown before a place, with so much room before it."""
    first = start
    while first > 0 and room >= cells(line[first - 1]):
        first -= 1
        room -= cells(line[first])
    while first < start and not cells(line[first]):  # never open with half a cluster
        first += 1
    return first


def _on(line: str, start: int, room: int) -> int:
    """The place behind the last letter shown, with so much room from `start` on."""
    last = start
    while last < len(line) and room >= cells(line[last]):
        room -= cells(line[last])
        last += 1
    return last
