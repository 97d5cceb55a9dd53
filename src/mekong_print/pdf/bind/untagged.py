"""PDFs without tags, or with tags that lead nowhere: what an honest tree says of them.

Nobody has said what is a heading in them and in which order they are read. So each page is
one section that holds what it draws, in the order in which it is drawn; a page without
letters (a scan) is a figure that says so. Nothing more is made up.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.deeds import table
from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.tags import Tags, TagTree, forget
from mekong_print.pdf.bind.unmarking import drawings, unmark_drawings, unmark_page


def plain_tags(tree: TagTree, piece: Piece, title: str) -> Tags:
    """Tags for a piece that has none."""
    volume = tree.volume
    owners: dict[int, Object] = {}
    made: list[Object] = []
    for number, page in enumerate(piece.pages):
        forget(page)
        element = volume.make_indirect(_element(page, f"{title}, page {number + 1}"))
        made.append(element)
        _wrap(volume, page)
        element.K = Array([0])
        page["/StructParents"] = len(owners)
        owners[len(owners)] = volume.make_indirect(Array([element]))
        for note in (one for one in page.get("/Annots", ()) if one.is_indirect):
            link = _hold(volume, element, note)
            note["/StructParent"] = len(owners)
            owners[len(owners)] = link
    document = tree.group(Name.Document, tuple(made))
    return Tags(piece, (document,), owners, {}, plain=True)


def _element(page: Object, words: str) -> Object:
    if _has_letters(page):
        return Dictionary(Type=Name.StructElem, S=Name.Sect, Pg=page, T=String(words))
    alt = String(f"{words}: a picture without a text")
    return Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=page, Alt=alt)


def _has_letters(page: Object) -> bool:
    """Whether it, or a drawing on it, can write at all."""
    return any(
        len(table(table(one.get("/Resources")).get("/Font")).keys())
        for one in (page, *drawings(page))
    )


def _wrap(volume: Pdf, page: Object) -> None:
    """One mark round all that a page draws, and none inside it: those were not believed."""
    kind = b"/Sect" if _has_letters(page) else b"/Figure"
    streams = unmark_page(volume, page)
    before = volume.make_stream(kind + b"\n<</MCID 0>>\nBDC\n")
    page.Contents = Array([before, *streams, volume.make_stream(b"\nEMC\n")])
    unmark_drawings(page, forget)


def _hold(volume: Pdf, element: Object, note: Object) -> Object:
    """A link belongs to its page, too (ISO 14289-1, 7.18)."""
    forget(note)
    kind = Name.Link if note.get("/Subtype") == Name.Link else Name.Annot
    made = Dictionary(Type=Name.StructElem, S=kind, P=element, Pg=element.Pg)
    link = volume.make_indirect(made)
    link.K = Array([Dictionary(Type=Name.OBJR, Obj=note, Pg=element.Pg)])
    element.K.append(link)
    return link
