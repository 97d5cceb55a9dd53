"""The layers of all parts side by side, shown and hidden as each part shows them.

Optional content (ISO 32000-1, 8.11.4) that no catalog lists is shown by every reader: what
an author had hidden would come to light. So all that decides over it is joined: the states,
the intents, the events that switch layers (on the screen, in print), the groups of which
one alone is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from mekong_print.pdf.bind.deeds import row, table
from mekong_print.pdf.bind.pieces import Piece
from mekong_print.volume.parts import Change

_JOINED = ("/Order", "/AS", "/RBGroups", "/Locked")
_USUAL = frozenset({"/View"})


@dataclass(frozen=True, slots=True)
class _Own:
    """The layers of one part, and how it sets them."""

    groups: tuple[Object, ...]
    settings: Object

    @property
    def intents(self) -> frozenset[str]:
        """For what these settings decide (8.11.2.3)."""
        return _names(self.settings.get("/Intent"))

    def hidden(self) -> Iterator[Object]:
        """The layers that are not shown: set off, and of an intent that counts."""
        lists = {
            key: [one.objgen for one in row(self.settings.get(key))] for key in ("/ON", "/OFF")
        }
        all_off = self.settings.get("/BaseState") == Name.OFF
        for group in self.groups:
            place = group.objgen
            off = place in lists["/OFF"] or (all_off and place not in lists["/ON"])
            if off and ("/All" in self.intents or self.intents & _names(group.get("/Intent"))):
                yield group


def join_layers(volume: Pdf, pieces: list[Piece]) -> tuple[Change, ...]:
    """Put the layers of all pieces into the catalog; what is left behind comes back."""
    found = {piece.key: piece.table("/Layers") for piece in pieces}
    held = {key: layers for key, layers in found.items() if layers is not None}
    owned = [_own(layers) for layers in held.values()]
    groups = [group for own in owned for group in own.groups]
    if groups:
        shown = Dictionary(OFF=Array([group for own in owned for group in own.hidden()]))
        for key in _JOINED:
            joined = [one for own in owned for one in row(own.settings.get(key))]
            if joined or key == "/Order":
                shown[key] = Array(joined)
        if any(own.intents != _USUAL for own in owned):
            shown.Intent = Name.All  # a layer that did not count before is not set off
        volume.Root.OCProperties = Dictionary(OCGs=Array(groups), D=shown)
    what = "Other ways to show its layers: they stay as they are shown when it is opened."
    return tuple(
        Change(key, "dropped", what) for key, layers in held.items() if row(layers.get("/Configs"))
    )


def _own(layers: Object) -> _Own:
    groups = [one for one in row(layers.get("/OCGs")) if isinstance(one, Dictionary)]
    return _Own(tuple(groups), table(layers.get("/D")))


def _names(intent: object) -> frozenset[str]:
    several = row(intent) if isinstance(intent, Array) else [intent]
    return frozenset(str(one) for one in several if isinstance(one, Name)) or _USUAL
