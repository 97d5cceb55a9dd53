"""The volume's own pages, front and back matter: what the press made of each, mended."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from mekong_print.pdf import mend
from mekong_print.pdf.bind.pieces import Piece, take
from mekong_print.pdf.bind.tags import Tags, kids_of


def take_own(volume: Pdf, raw: bytes, key: str) -> Piece:
    """Copy the pages of front or back matter, mended. Raises pikepdf.PdfError.

    Their identifiers begin with the key, so that neither shares one with the other.
    """
    with pikepdf.open(BytesIO(raw)) as source:
        mend.mend(source, f"{key}-")
        return take(volume, source, key)


def tops_of(tags: Tags) -> tuple[Object, ...]:
    """The uppermost elements, without the Document round all of them."""
    tops = tags.tops
    while len(tops) == 1 and tops[0]["/S"] == Name.Document:
        tops = tuple(kid for kid in kids_of(tops[0]) if isinstance(kid, Dictionary))
    return tops
