"""The outline: every line leads to a page, is joined to its neighbours, and counts its own.

ISO 32000-1, 12.3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf.generic import DictionaryObject, IndirectObject

from mekong_print.pdf.opened import OpenPdf, met, page_of, real, table, words
from mekong_print.pdf.safety import is_web_or_mail
from mekong_print.pdf.soundness.fault import Fault


class _Line(NamedTuple):
    """A line of the outline; `above` is the place of its parent in the list, -1 for the top."""

    node: DictionaryObject
    above: int

    def __str__(self) -> str:
        return f"“{words(self.node.get('/Title'))}” in the outline"


def outline_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """What is wrong with the outline, in reading order."""
    top = pdf.root.get("/Outlines")
    if top is None:
        return
    lines: list[_Line] = [_Line(table(top), -1)]
    waiting: list[tuple[Any, int]] = [(top, 0)]
    seen: set[int] = set()
    while waiting:
        parent, place = waiting.pop()
        first = len(lines)
        yield from _siblings(pdf, (parent, place), lines, seen)
        kids = range(first, len(lines))
        waiting += [(_reference(lines[kid].node), kid) for kid in reversed(kids)]
    yield from _counts(lines)


def _reference(node: DictionaryObject) -> Any:
    return node.indirect_reference


def _siblings(
    pdf: OpenPdf, parent: tuple[Any, int], lines: list[_Line], seen: set[int]
) -> Iterator[Fault]:
    """The lines below one line, from the first to the last."""
    above, place = parent
    before: Any = None
    item = lines[place].node.get("/First")
    while item is not None:
        if met(item, seen):
            yield Fault("outline-loop", "The outline leads back to a line that it has had.")
            break
        line = _Line(table(item), place)
        lines.append(line)
        yield from _line_faults(pdf, line)
        if not _same(line.node.get("/Parent"), above):
            yield Fault("outline-parent", f"{line} names another parent than the line above it.")
        if not _same(line.node.get("/Prev"), before):
            yield Fault("outline-prev", f"{line} names another line before it (/Prev).")
        before, item = item, line.node.get("/Next")
    if not _same(lines[place].node.get("/Last"), before):
        what = str(lines[place]) if place else "The outline"
        yield Fault("outline-last", f"{what} names another last line than it has.")


def _same(one: Any, other: Any) -> bool:
    numbers = [thing.idnum if isinstance(thing, IndirectObject) else 0 for thing in (one, other)]
    return numbers[0] == numbers[1]


def _line_faults(pdf: OpenPdf, line: _Line) -> Iterator[Fault]:
    if not words(line.node.get("/Title")).strip():
        yield Fault("outline-title", "A line of the outline has no words.")
    action = table(line.node.get("/A"))
    if action.get("/S") == "/URI" and is_web_or_mail(words(action.get("/URI"))):
        return
    goal = line.node.get("/Dest", action.get("/D"))
    heading = goal is None and not action and "/First" in line.node  # it only opens and closes
    if not heading and page_of(pdf, goal) is None:
        yield Fault("outline-dead", f"{line} leads nowhere.")


def _counts(lines: list[_Line]) -> Iterator[Fault]:
    """A line counts the lines that are seen below it once it is open; below 0 it is closed."""
    seen = [0] * len(lines)
    for place in range(len(lines) - 1, 0, -1):
        said = _count(lines[place])
        seen[lines[place].above] += 1 + (seen[place] if said > 0 else 0)
    for place, line in enumerate(lines):
        if abs(_count(line)) != seen[place]:
            what = str(line) if place else "The outline"
            sentence = f"{what} counts {abs(_count(line))} lines below it, and has {seen[place]}."
            yield Fault("outline-count", sentence)


def _count(line: _Line) -> int:
    said = real(line.node.get("/Count"))
    return int(said) if isinstance(said, int) else 0
