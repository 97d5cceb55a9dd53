"""The outline of a volume: front matter, each part with its own outline below it, back matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.goals import Guide, top_of
from mekong_print.pdf.bind.pieces import Piece

_MOST = 1_000_000
_STEPS = 3  # a name, a dictionary, a goal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline, and how many lines are seen below it when it is open."""

    item: Object
    below: int = 0


def lines_of(piece: Piece, guide: Guide) -> tuple[Line, ...]:
    """The uppermost lines of a piece's own outline; where all of its lines lead is put right."""
    outlines = piece.table("/Outlines")
    if outlines is None:
        return ()
    for item in _items(outlines.get("/First")):
        guide.redirect(item, piece.pages[0])
    return tuple(Line(item, _seen_below(item)) for item in _siblings(outlines.get("/First")))


def part_line(volume: Pdf, piece: Piece, title: str, lines: tuple[Line, ...]) -> Line:
    """A line for a part, closed above the part's own."""
    item = volume.make_indirect(Dictionary(Title=String(title), Dest=top_of(piece.pages[0])))
    if lines:
        _chain(item, lines)
        item.Count = -_seen(lines)
    return Line(item)


def write_outline(volume: Pdf, lines: tuple[Line, ...]) -> None:
    """Put the outline into the catalog."""
    if not lines:
        return
    root = volume.make_indirect(Dictionary(Type=Name.Outlines))
    _chain(root, lines)
    root.Count = _seen(lines)
    volume.Root.Outlines = root


def leads_to(line: Line, pages: frozenset[tuple[int, int]], names: dict[str, Object]) -> bool:
    """Whether a line leads to one of these pages, by itself or by a name."""
    action = line.item.get("/A", Dictionary())
    goal = line.item.get("/Dest", action.get("/D"))
    for _ in range(_STEPS):
        match goal:
            case String():
                goal = names.get(str(goal))
            case Dictionary():
                goal = goal.get("/D")
            case Array() if len(goal):
                first = goal[0]
                return first is not None and first.objgen in pages
    return False


def _chain(parent: Object, lines: tuple[Line, ...]) -> None:
    """Siblings under their parent (ISO 32000-1, 12.3.3)."""
    items = [line.item for line in lines]
    for before, item, after in zip((None, *items), items, (*items[1:], None), strict=False):
        item.Parent = parent
        for key, other in (("/Prev", before), ("/Next", after)):
            if other is not None:
                item[key] = other
            elif key in item:
                del item[key]
    parent.First, parent.Last = items[0], items[-1]


def _seen(lines: tuple[Line, ...]) -> int:
    return sum(1 + line.below for line in lines)


def _seen_below(item: Object) -> int:
    count = item.get("/Count", 0)
    return max(int(count), 0) if isinstance(count, int) else 0


def _siblings(first: Object | None) -> Iterator[Object]:
    seen: set[tuple[int, int]] = set()
    item = first
    while isinstance(item, Dictionary) and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _items(first: Object | None) -> Iterator[Object]:
    waiting = [first]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST:
        item = waiting.pop()
        if isinstance(item, Dictionary) and item.objgen not in seen:
            seen.add(item.objgen)
            yield item
            waiting += [item.get("/Next"), item.get("/First")]
