"""What else a catalog holds, of several parts in one: output intents and layers."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf

from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.sharing import Shelf
from mekong_print.volume.parts import Change


def join_intents(volume: Pdf, pieces: list[Piece], shelf: Shelf) -> tuple[Change, ...]:
    """One output intent of a kind, all of one profile: PDF/A allows one (ISO 19005-3, 6.2.3)."""
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


def join_layers(volume: Pdf, pieces: list[Piece]) -> None:
    """The layers of all parts, shown or hidden as each part shows them (ISO 32000-1, 8.11.4)."""
    groups: list[Object] = []
    hidden: list[Object] = []
    order: list[Object] = []
    for piece in pieces:
        layers = piece.table("/Layers")
        if layers is None:
            continue
        own = list(layers.get("/OCGs", ()))
        settings = layers.get("/D", Dictionary())
        groups += own
        order += list(settings.get("/Order", ()))
        hidden += list(settings.get("/OFF", ())) if _shown(settings) else _unlisted(own, settings)
    if groups:
        shown = Dictionary(OFF=Array(hidden), Order=Array(order))
        volume.Root.OCProperties = Dictionary(OCGs=Array(groups), D=shown)


def _shown(settings: Object) -> bool:
    return settings.get("/BaseState", Name.ON) != Name.OFF


def _unlisted(own: list[Object], settings: Object) -> list[Object]:
    listed = {group.objgen for group in settings.get("/ON", ())}
    return [group for group in own if group.objgen not in listed]
