"""The files that parts carry, kept side by side in the volume (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, String

from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.sharing import Shelf
from mekong_print.volume.parts import Change


class Luggage:
    """All files of the volume, by the name that each is found under."""

    def __init__(self) -> None:
        self.files: dict[str, Object] = {}

    def share(self, shelf: Shelf) -> None:
        """Files with the same content share it; each keeps its own name and description."""
        for file in self.files.values():
            inside = file.get("/EF", Dictionary())
            for key, content in list(inside.items()):
                inside[key] = shelf.share(content)

    def add(self, piece: Piece, renamed: Mapping[str, str], changes: list[Change]) -> None:
        """The files of a piece, under new names where the plan has them; each one once."""
        seen: set[tuple[int, int]] = set()
        for name, file in _listed(piece):
            if not isinstance(file, Dictionary) or (file.is_indirect and file.objgen in seen):
                continue
            seen.add(file.objgen)
            old = str(file.get("/UF", file.get("/F", name)))
            new = renamed.get(old, old)
            while new in self.files:  # of a PDF that lists one name twice, or not at all
                new = f"{piece.key}-{new}"
            if new != old:
                file["/F"] = file["/UF"] = String(new)
                what = f"The file “{old}” that it carries is “{new}” in the volume."
                changes.append(Change(piece.key, "renamed", what))
            if "/AFRelationship" not in file:  # PDF/A-3 wants one (ISO 19005-3, 6.8)
                file["/AFRelationship"] = Name.Unspecified
            self.files[new] = file

    def sorted(self) -> dict[str, Object]:
        """All files in the order of a name tree."""
        return dict(sorted(self.files.items(), key=lambda entry: bytes(String(entry[0]))))


def _listed(piece: Piece) -> list[tuple[str, object]]:
    """The files of the name tree, then those that are only associated with the document."""
    named = list(piece.held.get("/Files", ()))
    listed = [(str(key), file) for key, file in zip(named[::2], named[1::2], strict=True)]
    associated = piece.held.get("/AF")
    rest = list(associated) if isinstance(associated, Array) else []
    return [*listed, *(("", file) for file in rest)]
