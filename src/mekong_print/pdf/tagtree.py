"""The structure tree of a PDF as frozen values, read from it and written back whole.

ISO 32000-1, 14.7. Written anew each time: the elements, the parent tree, the tree of
ids. So a mend is a function from an element to what stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pikepdf import Array, Dictionary, Name, Object, Pdf

_OWN_KEYS = frozenset({"/Type", "/S", "/P", "/K", "/Pg"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: page index and marked-content identifier."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation as part of an element: page index and the annotation itself."""

    page: int
    object: Object


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element. `traits` are its keys other than type, parent, kids and page."""

    kind: str
    kids: tuple[Kid, ...] = ()
    traits: Mapping[str, Object] = field(default_factory=dict)


Kid: TypeAlias = Element | Mark | Annotation


def each(kids: tuple[Kid, ...]) -> Iterator[Kid]:
    """All that hangs below, in reading order."""
    waiting = list(reversed(kids))
    while waiting:
        kid = waiting.pop()
        yield kid
        if isinstance(kid, Element):
            waiting += reversed(kid.kids)


def marks_of(root: Element) -> frozenset[Mark]:
    """All marked content that the tree holds."""
    return frozenset(kid for kid in each(root.kids) if isinstance(kid, Mark))


def read_tree(pdf: Pdf) -> Element | None:
    """The tree below the structure tree root, or None when the PDF has no tags."""
    if "/StructTreeRoot" not in pdf.Root:
        return None
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return Element("StructTreeRoot", _kids(pdf.Root.StructTreeRoot, 0, pages))


def _kids(parent: Object, page: int, pages: dict[tuple[int, int], int]) -> tuple[Kid, ...]:
    kids = parent.get("/K")
    if kids is None:
        return ()
    found = list(kids) if isinstance(kids, Array) else [kids]
    return tuple(_kid(kid, page, pages) for kid in found)


def _kid(kid: Object | int, page: int, pages: dict[tuple[int, int], int]) -> Kid:
    if isinstance(kid, int):
        return Mark(page, kid)
    keys = kid.keys()
    if "/Pg" in keys:
        page = pages[kid["/Pg"].objgen]
    if "/S" in keys:
        traits = {key: kid[key] for key in sorted(keys - _OWN_KEYS)}
        return Element(str(kid["/S"])[1:], _kids(kid, page, pages), traits)
    if "/Obj" in keys:
        return Annotation(page, kid["/Obj"])
    return Mark(page, int(kid["/MCID"]))


class _Writer:
    """Collects, while elements are made, what the parent tree and the id tree will say."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, Object]] = [{} for _ in self.pages]
        self.annotations: list[tuple[Object, Object]] = []
        self.ids: dict[bytes, Object] = {}

    def write(self, element: Element, parent: Object) -> Object:
        made = self.pdf.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name("/" + element.kind), "/P": parent})
        )
        for key, value in element.traits.items():
            made[key] = value
        if "/ID" in element.traits:
            self.ids[bytes(element.traits["/ID"])] = made
        page = _first_page(element)
        if page is not None:
            made.Pg = self.pages[page]
        if element.kids:
            made.K = Array([self._kid(kid, made, page) for kid in element.kids])
        return made

    def _kid(self, kid: Kid, owner: Object, page: int | None) -> Object | int:
        match kid:
            case Element():
                return self.write(kid, owner)
            case Mark(where, mcid):
                self.owners[where][mcid] = owner
                if where == page:
                    return mcid
                return Dictionary(Type=Name.MCR, Pg=self.pages[where], MCID=mcid)
            case Annotation(where, annotation):
                self.annotations.append((annotation, owner))
                return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pages[where])


def _first_page(element: Element) -> int | None:
    """The page that an element names: that of its first own content."""
    own = (kid.page for kid in element.kids if not isinstance(kid, Element))
    return next(own, None)


def write_tree(pdf: Pdf, root: Element) -> None:
    """Put the tree in place of the one that the PDF has."""
    top = Dictionary(Type=Name.StructTreeRoot)
    kept = pdf.Root.StructTreeRoot
    for key in (key for key in ("/RoleMap", "/ClassMap") if key in kept):
        top[key] = kept[key]
    top = pdf.make_indirect(top)
    writer = _Writer(pdf)
    top.K = Array([writer.write(kid, top) for kid in root.kids if isinstance(kid, Element)])
    _write_parents(pdf, top, writer)
    if writer.ids:
        pairs = [part for key in sorted(writer.ids) for part in (key, writer.ids[key])]
        top.IDTree = Dictionary(Names=Array(pairs))
    pdf.Root.StructTreeRoot = top


def _write_parents(pdf: Pdf, top: Object, writer: _Writer) -> None:
    """The parent tree (ISO 32000-1, 14.7.4.4): pages first, then annotations."""
    numbers: list[object] = []
    for index, (page, owners) in enumerate(zip(writer.pages, writer.owners, strict=True)):
        page.StructParents = index
        slots = [owners.get(mcid) for mcid in range(max(owners, default=-1) + 1)]
        numbers += [index, pdf.make_indirect(Array(slots))]
    for index, (annotation, owner) in enumerate(writer.annotations, start=len(writer.pages)):
        annotation.StructParent = index
        numbers += [index, owner]
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    top.ParentTreeNextKey = len(writer.pages) + len(writer.annotations)
