"""Where links, outlines and names lead, once several PDFs are one.

Names of destinations collide in every two issues (“contents”), so each holder of a shared
one has it renamed, and whatever leads there with it (ISO 32000-1, 12.3.2 and 12.6.4.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.addresses import part_named
from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.trees import name_tree
from mekong_print.volume.parts import Change

_MOST_ACTIONS = 16  # in a row (12.6.2)


@dataclass(frozen=True, slots=True)
class Guide:
    """How the destinations of one piece are called in the volume, by their own names.

    `places` are the pages of the piece: a page that is in no tree of pages is none of them.
    """

    piece: Piece
    names: Mapping[str, str]
    places: frozenset[tuple[int, int]]
    changes: list[Change] = field(default_factory=list)

    def first_page(self) -> Array:
        """The top of the piece's first page."""
        return top_of(self.piece.pages[0])

    def arriving(self, name: str, goal: Object) -> Object:
        """What a name leads to; the first page where it led nowhere."""
        inner = goal.get("/D") if isinstance(goal, Dictionary) else goal
        if isinstance(inner, Array):
            _repage(inner, self.piece)
            if _arrives(inner, self.places):
                return goal
        what = f"The name “{name}” led nowhere; it now leads to the first page."
        self.changes.append(Change(self.piece.key, "repaired", what))
        return self.first_page()

    def redirect(self, holder: Object, page: Object) -> None:
        """Put right where a link or a line of the outline leads; `page` is where it stands.

        A dead one must not come alive by another part's name: it stays on its page.
        """
        if "/Dest" in holder:
            self._redirect(holder, "/Dest", page)
        elif "/A" not in holder and holder.get("/Subtype") == Name.Link:
            self._stays(holder, "/Dest", page, "nothing")
        action = holder.get("/A")
        for _ in range(_MOST_ACTIONS):
            if not isinstance(action, Dictionary):
                return
            if action.get("/S") == Name.GoTo and "/D" in action:
                self._redirect(action, "/D", page)
            action = action.get("/Next")

    def _redirect(self, holder: Object, key: str, page: Object) -> None:
        match holder[key]:
            case String() | Name() as goal:
                old = str(goal).removeprefix("/") if isinstance(goal, Name) else str(goal)
                new = self.names.get(old)
                if new is None:
                    self._stays(holder, key, page, f"“{old}”")
                elif new != old or isinstance(goal, Name):
                    holder[key] = String(new)
            case Array() as goal:
                _repage(goal, self.piece)
                if not _arrives(goal, self.places):
                    self._stays(holder, key, page, "a page that is not there")
            case _:
                self._stays(holder, key, page, "nothing")

    def _stays(self, holder: Object, key: str, page: Object, goal: str) -> None:
        holder[key] = top_of(page)
        what = f"A link to {goal} led nowhere; it now stays on its page."
        self.changes.append(Change(self.piece.key, "repaired", what))


def top_of(page: Object) -> Array:
    """The upper left corner of a page, at the size that the reader has chosen."""
    left, top = page["/MediaBox"][0], page["/MediaBox"][3]
    return Array([page, Name.XYZ, left, top, 0])


def _repage(goal: Object, piece: Piece) -> None:
    """A page given by its number counts in the file that it was written for."""
    if len(goal) and isinstance(goal[0], int):
        number = goal[0]
        goal[0] = piece.pages[number] if 0 <= number < len(piece.pages) else None


class Directory:
    """All named destinations of the volume."""

    def __init__(self) -> None:
        self.entries: dict[bytes, Object] = {}

    def enter(self, piece: Piece, renamed: Mapping[str, str]) -> Guide:
        """Enter the names of a piece; `renamed` are new names for some of them."""
        guide = Guide(piece, names := {}, frozenset(page.objgen for page in piece.pages))
        for name, goal in piece.goals:
            old = str(name)
            if old in names:
                continue
            key = bytes(name) if old not in renamed else bytes(String(renamed[old]))
            while key in self.entries:  # the plan does not know the volume's own pages
                key = piece.key.encode() + b"." + key
            names[old] = str(String(key))
            if names[old] != old:
                what = f"The name “{old}” that links can lead to is “{names[old]}” in the volume."
                guide.changes.append(Change(piece.key, "renamed", what))
            self.entries[key] = guide.arriving(old, goal)
        return guide

    def write(self, volume: Pdf) -> None:
        """Put all names into the catalog."""
        names = volume.Root.get("/Names", Dictionary())
        if self.entries:
            names.Dests = name_tree(volume, list(self.entries.items()))
        volume.Root.Names = names


def _arrives(goal: Array, places: frozenset[tuple[int, int]]) -> bool:
    """Whether it leads to a page of the piece."""
    first = goal[0] if len(goal) else None
    return isinstance(first, Dictionary) and first.objgen in places


def follow_parts(note: Object, guides: Mapping[str, Guide]) -> None:
    """A link of the volume's own pages into a part: from a made-up address to a real goal.

    Only where it leads is changed, so that the Link element, its object reference and the
    words of the link stay as they are.
    """
    action = note.get("/A")
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return
    named = part_named(str(action.get("/URI", "")))
    guide = guides.get(named[0]) if named else None
    if named is None or guide is None:  # a part that is not there: the inspection stops it
        return
    name = guide.names.get(named[1])
    del note["/A"]
    note["/Dest"] = String(name) if name is not None else guide.first_page()
    if name is None and named[1]:
        what = f"The contents name “{named[1]}”, which it does not have; they lead to its start."
        guide.changes.append(Change(named[0], "repaired", what))
