"""A piece of a volume: what was copied of one PDF, its pages and what its catalog held.

The source is opened, cleaned, copied and let go, one after the other, so that never more
than one is open (each would keep its objects in memory until the volume is saved).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.errors import SourceError
from mekong_print.pdf.bind.trees import pairs

_ON_THE_WAY = Name("/MekongPage")
_LEAF = 32  # pages in a leaf of the tree


@dataclass(frozen=True, slots=True)
class Piece:
    """What a volume has of one PDF. All objects are the volume's own.

    `goals` are the named destinations, each with its bytes and what it leads to; `held` is
    what else the catalog held: Tree, Outlines, Files, AF, Intents, Layers, Threads.
    """

    key: str
    lang: str
    pages: tuple[Object, ...]
    goals: tuple[tuple[Object, Object], ...]
    held: Object

    def table(self, key: str) -> Object | None:
        """A dictionary of the catalog, or None where there is none."""
        found = self.held.get(key)
        return found if isinstance(found, Dictionary) else None


@contextmanager
def opened(file: Path | bytes, told: str) -> Iterator[Pdf]:
    """A part's PDF, open for copying; its SHA-256 is the one that was told. Raises SourceError.

    It is hashed through the very file that is copied from: another may be put in its place at
    any time, and the plan would be of one file and the pages of the other.
    """
    name = f"“{file.name}”" if isinstance(file, Path) else "The PDF"
    try:
        with (
            file.open("rb") if isinstance(file, Path) else BytesIO(file) as stream,
            _open(stream, name, told) as pdf,
        ):
            yield pdf
    except pikepdf.PasswordError as fault:
        message = f"{name} is locked with a password."
        raise SourceError(message, "Ask for a copy without one.") from fault
    except (pikepdf.PdfError, OSError) as fault:
        message = f"{name} cannot be bound: it cannot be read."
        hint = f"Make it again, or ask for a new copy. ({fault})"
        raise SourceError(message, hint) from fault


def _open(stream: BufferedReader | BytesIO, name: str, told: str) -> Pdf:
    if hashlib.file_digest(stream, "sha256").hexdigest() != told:
        message = f"{name} has changed since its volume was planned."
        raise SourceError(message, "Wait until it is saved or copied, then bind again.")
    stream.seek(0)
    return pikepdf.open(stream, access_mode=pikepdf.AccessMode.stream)


def take(volume: Pdf, source: Pdf, key: str) -> Piece:
    """Copy the pages of a PDF, and what its catalog holds, into the volume.

    A page that is copied with other things would be left out: so pages go by another name
    on the way, and belong to no tree of pages until `Binder` makes the volume's. (Adding
    each to the tree makes the time grow with the square of the pages.)
    """
    pages: list[Object] = [page.obj for page in source.pages]
    for page in pages:
        page["/Type"] = _ON_THE_WAY
        del page["/Parent"]
    names, goals = _destinations(source)
    bag = {**_belongings(source), "/Goals": Array(goals), "/Leaves": Array(pages)}
    held = volume.copy_foreign(source.make_indirect(Dictionary(bag)))
    copied = tuple(held.Leaves)
    for page in copied:
        page["/Type"] = Name.Page
    named = tuple(zip(names, held.Goals, strict=True))
    return Piece(key, str(source.Root.get("/Lang", "")), copied, named, held)


def with_names(piece: Piece, ids: Mapping[str, int | None]) -> Piece:
    """A piece with destinations for the names that the plan knows and the PDF lacks.

    A sidecar names articles of a PDF that has no names for them; each leads to its page.
    """
    known = {str(name) for name, _ in piece.goals}
    made: list[tuple[Object, Object]] = []
    for name, page in ids.items():
        if name not in known and page is not None and page < len(piece.pages):
            made.append((String(name), Array([piece.pages[page], Name.Fit])))
    return replace(piece, goals=(*piece.goals, *made))


def _belongings(source: Pdf) -> dict[str, Object]:
    root = source.Root
    named = root.get("/Names", Dictionary())
    files = [part for pair in pairs(named.get("/EmbeddedFiles"), "/Names") for part in pair]
    found = {
        "/Tree": root.get("/StructTreeRoot"),
        "/Outlines": root.get("/Outlines"),
        "/Intents": root.get("/OutputIntents"),
        "/AF": root.get("/AF"),
        "/Layers": root.get("/OCProperties"),
        "/Threads": root.get("/Threads"),
        "/Files": Array(files) if files else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _destinations(source: Pdf) -> tuple[list[Object], list[Object]]:
    """Names and goals: of the name tree, and of the older dictionary (12.3.2.3)."""
    root = source.Root
    found = list(pairs(root.get("/Names", Dictionary()).get("/Dests"), "/Names"))
    found += [(String(name[1:]), goal) for name, goal in root.get("/Dests", Dictionary()).items()]
    return [name for name, _ in found], [goal for _, goal in found]


def blank_like(volume: Pdf, neighbour: Object) -> Object:
    """An empty page of the size of another."""
    boxes = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/UserUnit")
    size = {key: neighbour[key] for key in boxes if key in neighbour}
    return volume.make_indirect(
        Dictionary({"/Type": Name.Page, "/Resources": Dictionary(), **size})
    )


def page_tree(volume: Pdf, pages: Sequence[Object]) -> None:
    """Make the pages those of the volume (ISO 32000-1, 7.7.3), in leaves of the tree."""
    top = volume.Root.Pages
    leaves = [pages[at : at + _LEAF] for at in range(0, len(pages), _LEAF)]
    nodes = [
        volume.make_indirect(
            Dictionary(Type=Name.Pages, Parent=top, Kids=Array(leaf), Count=len(leaf))
        )
        for leaf in leaves
    ]
    for node, leaf in zip(nodes, leaves, strict=True):
        for page in leaf:
            page["/Parent"] = node
    top.Kids, top.Count = Array(nodes), len(pages)
