"""What else a catalog holds, of several parts in one: output intents and threads."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Object, Pdf

from mekong_print.pdf.bind.deeds import row
from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.sharing import Shelf
from mekong_print.volume.parts import Change


def join_intents(volume: Pdf, pieces: list[Piece], shelf: Shelf) -> tuple[Change, ...]:
    """One output intent of a kind, and one profile for all kinds (ISO 19005-3, 6.2.3)."""
    kept: dict[str, Object] = {}
    changes: list[Change] = []
    for piece in pieces:
        for intent in piece.held.get("/Intents", ()):
            if "/DestOutputProfile" in intent:
                intent.DestOutputProfile = shelf.share(intent.DestOutputProfile)
            first = next(iter(kept.values()), intent)
            if _profile(first) == _profile(intent):
                kept.setdefault(str(intent.get("/S", "")), intent)
            else:
                what = "The colours that it was made for: the volume is made for others."
                changes.append(Change(piece.key, "dropped", what))
    if kept:
        volume.Root.OutputIntents = Array([volume.make_indirect(one) for one in kept.values()])
    return tuple(changes)


def _profile(intent: Object) -> tuple[str, tuple[int, int]]:
    profile = intent.get("/DestOutputProfile")
    if profile is not None:
        return "", profile.objgen
    return str(intent.get("/OutputConditionIdentifier", "")), (0, 0)


def join_threads(volume: Pdf, pieces: list[Piece]) -> None:
    """The threads of all parts, which lead through an article from page to page (12.4.3)."""
    threads = [one for piece in pieces for one in row(piece.held.get("/Threads"))]
    kept = [one for one in threads if isinstance(one, Dictionary)]
    if kept:
        volume.Root.Threads = Array([volume.make_indirect(one) for one in kept])
