"""PDFs without tags, or with tags that lead nowhere: what an honest tree says of them.

Nobody has said what is a heading in them and in which order they are read. So each page is
one section that holds what it draws, in the order in which it is drawn; a page without
letters (a scan) is a figure that says so. Nothing more is made up.
"""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from mekong_print.pdf.bind.pieces import Piece
from mekong_print.pdf.bind.tags import Tags, TagTree, forget

_MARK = re.compile(rb"/MCID\s+(\d{1,7})\b")
_MOST = 100_000  # marks of a page: a number alone must not cost memory


def plain_tags(tree: TagTree, piece: Piece, title: str) -> Tags:
    """Tags for a piece that has none."""
    volume = tree.volume
    owners: dict[int, Object] = {}
    made: list[Object] = []
    for number, page in enumerate(piece.pages):
        forget(page)
        element = volume.make_indirect(_element(page, f"{title}, page {number + 1}"))
        made.append(element)
        marks = _marks(volume, page)
        element.K = Array(sorted(marks))
        slots = [element if mark in marks else None for mark in range(max(marks) + 1)]
        page["/StructParents"] = len(owners)
        owners[len(owners)] = volume.make_indirect(Array(slots))
        for note in (one for one in page.get("/Annots", ()) if one.is_indirect):
            link = _hold(volume, element, note)
            note["/StructParent"] = len(owners)
            owners[len(owners)] = link
    document = tree.group(Name.Document, tuple(made))
    return Tags(piece, (document,), owners, {})


def _element(page: Object, words: str) -> Object:
    if _has_letters(page):
        return Dictionary(Type=Name.StructElem, S=Name.Sect, Pg=page, T=String(words))
    alt = String(f"{words}: a picture without a text")
    return Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=page, Alt=alt)


def _has_letters(page: Object) -> bool:
    """Whether it, or a drawing on it, can write at all."""
    waiting: list[object] = [page.get("/Resources")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, Dictionary) or resources.objgen in seen:
            continue
        if resources.is_indirect:
            seen.add(resources.objgen)
        if len(resources.get("/Font", Dictionary()).keys()):
            return True
        drawn = resources.get("/XObject", Dictionary())
        waiting += [thing.get("/Resources") for _, thing in drawn.items()]
    return False


def _marks(volume: Pdf, page: Object) -> set[int]:
    """The marks on a page; one round all that it draws where it has none."""
    contents = page.get("/Contents")
    own = list(contents) if isinstance(contents, Array) else [contents]
    streams = [one for one in own if isinstance(one, Stream)]
    marks = {int(mark) for one in streams for mark in _MARK.findall(one.read_bytes())}
    marks = {mark for mark in marks if mark < _MOST}
    if marks:
        return marks
    kind = b"/Sect" if _has_letters(page) else b"/Figure"
    before = volume.make_stream(kind + b"\n<</MCID 0>>\nBDC\n")
    page.Contents = Array([before, *streams, volume.make_stream(b"\nEMC\n")])
    return {0}


def _hold(volume: Pdf, element: Object, note: Object) -> Object:
    """A link belongs to its page, too (ISO 14289-1, 7.18)."""
    forget(note)
    kind = Name.Link if note.get("/Subtype") == Name.Link else Name.Annot
    made = Dictionary(Type=Name.StructElem, S=kind, P=element, Pg=element.Pg)
    link = volume.make_indirect(made)
    link.K = Array([Dictionary(Type=Name.OBJR, Obj=note, Pg=element.Pg)])
    element.K.append(link)
    return link
