"""The annotations of a PDF from elsewhere: each an object of its own, on one page alone.

Only so can an element of the tags hold it, and it lead back to that element (ISO 32000-1,
12.5.2 and 14.7.4.3). What is no dictionary is no annotation.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf

from mekong_print.pdf.bind.deeds import row
from mekong_print.pdf.bind.pieces import Piece


def settle_notes(volume: Pdf, piece: Piece) -> None:
    """Give each page of a piece its own annotations; one that several pages show is copied."""
    met: set[tuple[int, int]] = set()
    for page in piece.pages:
        if Name.Annots not in page:
            continue
        notes = [_own(volume, page, note, met) for note in _of(page)]
        if notes:
            page[Name.Annots] = Array(notes)
        else:
            del page[Name.Annots]


def _of(page: Object) -> list[Object]:
    return [note for note in row(page[Name.Annots]) if isinstance(note, Dictionary)]


def _own(volume: Pdf, page: Object, note: Object, met: set[tuple[int, int]]) -> Object:
    again = note.objgen in met
    own = volume.make_indirect(Dictionary(dict(note.items()))) if again else note
    own = own if own.is_indirect else volume.make_indirect(own)
    met.add(own.objgen)
    if Name.P in own:
        own[Name.P] = page
    return own
