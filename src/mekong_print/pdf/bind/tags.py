"""One structure tree for a volume: Document → front matter, a Part for each part, back matter.

What a part held is not touched: its Document becomes a Part, its keys of the parent tree
move up together, and only what two parts call by one name is told apart (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.trees import pairs

_DEEPEST = 64
_TELLING = frozenset({"/ID", "/A", "/NS", "/C"})


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one piece, not yet joined.

    `tops` are its uppermost elements, `owners` its parent tree, `named` its elements that
    have an identifier, `strays` how many were found outside of the tree and hung into it.
    `plain` are tags that were made for it: what its own root says of others is not theirs.
    `ours` were made by this program, which maps each kind that it uses.
    """

    piece: Piece
    tops: tuple[Object, ...]
    owners: dict[int, Object]
    named: dict[bytes, Object]
    strays: int = 0
    plain: bool = False
    ours: bool = False

    def root(self, key: str) -> Object:
        """A dictionary of the root of the tree; an empty one where there is none."""
        tree = None if self.plain else self.piece.table("/Tree")
        found = tree.get(key) if tree is not None else None
        return found if isinstance(found, Dictionary) else Dictionary()


def read_tags(piece: Piece, *, ours: bool) -> Tags | None:
    """The tags of a piece, or None when it has none, or none that lead anywhere.

    In a file of `ours` the tree of identifiers lists them all (`pdf/tagtree` writes it), so
    that its elements need not be walked, which is a tenth of the time of binding.
    """
    tree = piece.table("/Tree")
    if tree is None:
        return None
    owners = {
        int(key): owner
        for key, owner in pairs(tree.get("/ParentTree"), "/Nums")
        if isinstance(key, int) and key >= 0
    }
    tops = tuple(kid for kid in kids_of(tree) if isinstance(kid, Dictionary) and "/S" in kid)
    if not tops or not _owned(piece, owners):
        return None
    if ours:
        listed = pairs(tree.get("/IDTree"), "/Names")
        names = {bytes(name): element for name, element in listed}
        return Tags(piece, tops, owners, names, ours=True)
    strays = hang_strays(tops, owners)
    elements = telling(tops) if strays is not None else None
    if elements is None:
        return None
    named = {bytes(one["/ID"]): one for one in elements if "/ID" in one}
    return Tags(piece, tops, owners, named, strays or 0)


def hang_strays(tops: tuple[Object, ...], owners: dict[int, Object]) -> int | None:
    """Hang elements that own something on a page, but that no walk reaches, behind the others.

    WeasyPrint leaves those of running heads outside the tree (Kozea/WeasyPrint#1836). Returns
    how many there were, None when the tree is none.
    """
    reached: set[tuple[int, int]] = set()
    if telling(tops, reached) is None:
        return None
    strays = [
        owner
        for owned in owners.values()
        for owner in (owned if isinstance(owned, Array) else (owned,))
        if isinstance(owner, Dictionary) and owner.objgen not in reached
    ]
    found = 0
    for stray in strays:
        top = _uppermost(stray, reached)
        if top.objgen not in reached and telling((top,), reached) is not None:
            tops[-1]["/K"] = Array([*kids_of(tops[-1]), top])
            top["/P"] = tops[-1]
            found += 1
    return found


def _uppermost(element: Object, reached: set[tuple[int, int]]) -> Object:
    """The highest of those above an element that are not reached either."""
    for _ in range(_DEEPEST):
        above = element.get("/P")
        if not isinstance(above, Dictionary) or "/S" not in above or above.objgen in reached:
            break
        element = above
    return element


def _owned(piece: Piece, owners: dict[int, Object]) -> bool:
    """Whether each page that says so finds the owners of its marks (14.7.4.4)."""
    keys = [int(page["/StructParents"]) for page in piece.pages if "/StructParents" in page]
    return bool(keys) and all(isinstance(owners.get(key), Array) for key in keys)


def telling(
    tops: tuple[Object, ...], seen: set[tuple[int, int]] | None = None
) -> list[Object] | None:
    """The elements that have an identifier, attributes, classes or a namespace.

    None when an element is met twice: then it is no tree. `seen` are those that were met
    before; those that are met now are put into it.
    """
    found: list[Object] = []
    waiting = [(top, top.keys()) for top in tops]
    seen = set() if seen is None else seen
    while waiting:
        element, keys = waiting.pop()
        place = element.objgen
        if place in seen:
            return None
        if place[0]:
            seen.add(place)
        if not _TELLING.isdisjoint(keys):
            found.append(element)
        for kid in kids_of(element) if "/K" in keys else ():
            if isinstance(kid, Dictionary) and "/S" in (inner := kid.keys()):
                waiting.append((kid, inner))
    return found


def kids_of(element: Object) -> list[object]:
    """What an element holds: elements, marks, references to objects."""
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [kids]


def renumbering(offset: int) -> Callable[[Object], None]:
    """What moves the keys of the parent tree of a page, an annotation or a drawing up."""

    seen: set[tuple[int, int]] = set()

    def renumber(thing: Object) -> None:
        if thing.objgen in seen:
            return
        if thing.is_indirect:
            seen.add(thing.objgen)
        for key in ("/StructParents", "/StructParent"):
            number = thing.get(key)
            if isinstance(number, int):
                thing[key] = number + offset

    return renumber


def forget(thing: Object) -> None:
    """Without a tree, its keys would lead into another part's (merging without tags, trap 2)."""
    for key in ("/StructParents", "/StructParent"):
        if key in thing:
            del thing[key]


class TagTree:
    """The tree of the volume while it grows."""

    def __init__(self, volume: Pdf, lang: str) -> None:
        self.volume = volume
        self.lang = lang
        self.document = volume.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        self.offset = 0
        self._kids: list[Object] = []
        self._leaves: list[Object] = []

    def hang(self, element: Object, lang: str = "") -> None:
        """Hang an element of the piece at hand into the document."""
        element["/P"] = self.document
        if lang and lang != self.lang and "/Lang" not in element:
            element["/Lang"] = String(lang)
        self._kids.append(element)

    def group(self, kind: Name, tops: tuple[Object, ...]) -> Object:
        """A new element that holds others."""
        made = self.volume.make_indirect(Dictionary(Type=Name.StructElem, S=kind))
        made.K = Array(list(tops))
        for top in tops:
            top["/P"] = made
        return made

    def part(self, tags: Tags, title: str) -> None:
        """A part: its Document under the name Part, or a new Part about what it has."""
        top = tags.tops[0]
        if len(tags.tops) == 1 and top["/S"] == Name.Document:
            top["/S"] = Name.Part
        else:
            top = self.group(Name.Part, tags.tops)
        top["/T"] = String(title)
        self.hang(top, tags.piece.lang)

    def own(self, owners: dict[int, Object]) -> None:
        """One leaf of the parent tree for the piece at hand; the next begins behind it."""
        if owners:
            keys = sorted(owners)
            numbers = [part for key in keys for part in (key + self.offset, owners[key])]
            limits = Array([keys[0] + self.offset, keys[-1] + self.offset])
            leaf = Dictionary(Limits=limits, Nums=Array(numbers))
            self._leaves.append(self.volume.make_indirect(leaf))
            self.offset += keys[-1] + 1

    def write(self, root: Object) -> None:
        """Put the tree into the catalog; `root` is what else its root says."""
        self.document.K = Array(self._kids)
        top = self.volume.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document.P = top
        top.K = Array([self.document])
        parents = Dictionary(Kids=Array(self._leaves)) if self._leaves else Dictionary(Nums=Array())
        top.ParentTree = self.volume.make_indirect(parents)
        top.ParentTreeNextKey = self.offset
        for key, value in root.items():
            top[key] = value
        self.volume.Root.StructTreeRoot = top
