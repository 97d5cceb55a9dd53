"""The outline of a volume: front matter, each part with its own outline below it, back matter."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.goals import Guide, top_of
from mekong_print.pdf.bind.pieces import Piece
from mekong_print.volume.parts import Change

_DEEPEST = 32  # levels


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline, and how many lines are seen below it when it is open."""

    item: Object
    below: int = 0


def lines_of(piece: Piece, guide: Guide) -> tuple[Line, ...]:
    """The uppermost lines of a piece's own outline, put right with all that hangs below them.

    Where lines lead is put right (`Guide.redirect`); one that leads nowhere and holds nothing
    leads to the piece's first page; one that stands twice stands where it came first.
    """
    outlines = piece.table("/Outlines")
    return _Hand(piece, guide).level(outlines.get("/First"), 0) if outlines is not None else ()


class _Hand:
    """Goes through an outline of any origin, and never twice over one line."""

    def __init__(self, piece: Piece, guide: Guide) -> None:
        self._piece, self._guide = piece, guide
        self._seen: set[tuple[int, int]] = set()

    def level(self, first: Object | None, depth: int) -> tuple[Line, ...]:
        """The lines from the first to the last of one level."""
        lines: list[Line] = []
        item = first
        while isinstance(item, Dictionary):
            if item.objgen in self._seen or depth > _DEEPEST:
                self._tell("The outline led back to a line that it had had; it ends there.")
                break
            self._seen.add(item.objgen)
            after = item.get("/Next")
            lines.append(self._line(item, depth))
            item = after
        return tuple(lines)

    def _line(self, item: Object, depth: int) -> Line:
        below = self.level(item.get("/First"), depth + 1)
        is_open = _count(item) > 0
        for key in [key for key in ("/First", "/Last", "/Count") if key in item]:
            del item[key]
        if below:
            _chain(item, below)
            item.Count = _seen(below) if is_open else -_seen(below)
        self._guide.redirect(item, self._piece.pages[0])
        title = item.get("/Title")
        if not isinstance(title, String) or not str(title).strip():
            item.Title = String("…")
            self._tell("A line of the outline had no words.")
        if "/Dest" not in item and "/A" not in item and not below:
            item.Dest = top_of(self._piece.pages[0])
            self._tell(f"“{item.Title}” in the outline led nowhere; it leads to the first page.")
        return Line(item, _seen(below) if is_open else 0)

    def _tell(self, what: str) -> None:
        self._guide.changes.append(Change(self._piece.key, "repaired", what))


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


def _count(item: Object) -> int:
    count = item.get("/Count", 0)
    return int(count) if isinstance(count, int) else 0
