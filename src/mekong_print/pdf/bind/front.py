"""The volume's own pages: what the press made, mended, and cut into front and back matter."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from mekong_print.pdf import mend
from mekong_print.pdf.bind.pieces import Piece, take
from mekong_print.pdf.bind.tags import Tags, TagTree, kids_of

FRONT = "volume"


def take_front(volume: Pdf, raw: bytes) -> Piece:
    """Copy the pages of front and back matter, mended. Raises pikepdf.PdfError."""
    with pikepdf.open(BytesIO(raw)) as source:
        mend.mend(source)
        return take(volume, source, FRONT)


def halves(tree: TagTree, tags: Tags, front: int) -> tuple[tuple[Object, ...], ...]:
    """The elements of the front matter, and those of the back, by the page of their content.

    `front` is how many pages the front matter has.
    """
    back = frozenset(page.objgen for page in tags.piece.pages[front:])
    tops = tags.tops
    while len(tops) == 1 and tops[0]["/S"] == Name.Document:
        tops = _elements_in(tops[0])
    return _parted(tree, tops, back)


Pages = frozenset[tuple[int, int]]
Halves = tuple[tuple[Object, ...], tuple[Object, ...]]


def _parted(tree: TagTree, elements: tuple[Object, ...], back: Pages) -> Halves:
    ahead: list[Object] = []
    behind: list[Object] = []
    for element in elements:
        sides = _sides(element, back)
        if len(sides) < 2 or not all(map(_is_element, kids_of(element))):
            (behind if sides == {True} else ahead).append(element)
            continue
        first, second = _parted(tree, _elements_in(element), back)
        ahead.append(_with_kids(element, first))
        behind.append(_with_kids(tree.volume.make_indirect(_like(element)), second))
    return tuple(ahead), tuple(behind)


def _sides(element: Object, back: Pages) -> set[bool]:
    """On which sides the content of an element is: front (False), back (True).

    Pages follow one another in the order of reading, so that both ends tell of all.
    """
    ends = (_page_at(element, 0), _page_at(element, -1))
    return {page in back for page in ends if page is not None}


def _page_at(element: Object, end: int) -> tuple[int, int] | None:
    """The page of the first (0) or last (-1) content of an element."""
    page: tuple[int, int] | None = None
    at: object = element
    while isinstance(at, Dictionary):
        page = at["/Pg"].objgen if "/Pg" in at else page
        kids = kids_of(at)
        at = kids[end] if kids else None
    return page


def _elements_in(element: Object) -> tuple[Object, ...]:
    return tuple(kid for kid in kids_of(element) if isinstance(kid, Dictionary))


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _like(element: Object) -> Object:
    return Dictionary({key: value for key, value in element.items() if key not in ("/K", "/ID")})


def _with_kids(made: Object, kids: tuple[Object, ...]) -> Object:
    made.K = Array(list(kids))
    for kid in kids:
        kid["/P"] = made
    return made
