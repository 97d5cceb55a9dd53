"""A walk through the structure tree of an open PDF: elements, marks and annotations in order.

ISO 32000-1, 14.7.2 to 14.7.4. Without recursion, and nothing is entered twice: so loops
end, and what hangs in two places is named. Things are told apart by object numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject

from mekong_print.pdf.opened import OpenPdf, forget, real, table, words
from mekong_print.pdf.soundness.fault import Fault


class Element(NamedTuple):
    """A structure element. `number` is its object number; below 0, it is no object of its own."""

    number: int
    kind: str
    page: int | None  # the page index that its /Pg names
    depth: int  # 0 below the root

    def __str__(self) -> str:
        """What it is called in sentences."""
        where = f"page {self.page + 1}, " if self.page is not None else ""
        what = f" ({where}object {self.number})" if self.number > 0 else f" ({where}no object)"
        return f"the {self.kind}{what}"

    @property
    def opening(self) -> str:
        """The same at the beginning of a sentence."""
        return f"T{str(self)[1:]}"


class Opened(NamedTuple):
    """An element begins."""

    element: Element
    node: DictionaryObject


class Held(NamedTuple):
    """A piece of marked content. `sheet` is the object number of its page, or of its form."""

    owner: Element
    sheet: int
    page: int | None
    mark: int


class Noted(NamedTuple):
    """An annotation, or another object as a whole, by its object number."""

    owner: Element
    target: int
    page: int | None


Step: TypeAlias = Opened | Held | Noted | Fault
_Waiting: TypeAlias = tuple[Any, Element]


def walk(pdf: OpenPdf) -> Iterator[Step]:
    """Everything in the tree in reading order, and what is wrong with its shape."""
    yield from _Walk(pdf).steps()


class _Walk:
    """What has been met, and what waits to be entered."""

    def __init__(self, pdf: OpenPdf) -> None:
        root = pdf.root.get("/StructTreeRoot")
        number = root.idnum if isinstance(root, IndirectObject) else 0
        self._pdf = pdf
        self._sheets = {page: number for number, page in pdf.index.items()}
        self._top = Element(number, "root of the tree", None, -1)
        self._met = {number}
        self._nameless = 0
        self._waiting: list[_Waiting] = [
            (kid, self._top) for kid in reversed(_several(table(root).get("/K")))
        ]

    def steps(self) -> Iterator[Step]:
        while self._waiting:
            kid, parent = self._waiting.pop()
            yield from self._kid(kid, parent)

    def _kid(self, kid: Any, parent: Element) -> Iterator[Step]:
        match kid:
            case int():
                yield from self._held(parent, parent.page, kid)
            case IndirectObject():
                yield from self._object(kid, parent)
            case DictionaryObject():
                self._nameless -= 1
                yield from self._table(kid, parent, self._nameless)
            case _:
                sentence = f"{parent.opening} holds something that is no part of a tree."
                yield Fault("kid-unknown", sentence)

    def _object(self, kid: IndirectObject, parent: Element) -> Iterator[Step]:
        node = kid.get_object()
        match node:
            case DictionaryObject() if node.get("/Type") in {"/MCR", "/OBJR"}:
                yield from self._table(node, parent, kid.idnum)
            case DictionaryObject() if kid.idnum in self._met:
                sentence = f"Object {kid.idnum} is in the tree twice, again below {parent}."
                yield Fault("element-twice", sentence)
            case DictionaryObject():
                self._met.add(kid.idnum)
                yield from self._table(node, parent, kid.idnum)
            case int():
                yield from self._held(parent, parent.page, node)
            case _:
                sentence = f"{parent.opening} holds object {kid.idnum}, which is not there."
                yield Fault("kid-missing", sentence)

    def _table(self, node: DictionaryObject, parent: Element, number: int) -> Iterator[Step]:
        match node.get("/Type"):
            case "/MCR":
                yield from self._reference(node, parent)
            case "/OBJR":
                yield from self._note(node, parent)
            case _:
                yield from self._element(node, parent, number)

    def _element(self, node: DictionaryObject, parent: Element, number: int) -> Iterator[Step]:
        kind = sys.intern(words(node.get("/S")).removeprefix("/"))
        page, wrong = self._page(node, None)
        element = Element(number, kind or "nameless element", page, parent.depth + 1)
        if not kind:
            yield Fault("element-nameless", f"{element.opening} has no structure type.")
        if wrong:
            yield Fault("element-page", f"{element.opening} names a page that is not there (/Pg).")
        yield from self._parent(node, element, parent)
        yield Opened(element, node)
        self._waiting += [(kid, element) for kid in reversed(_several(node.get("/K")))]
        forget(self._pdf)

    def _parent(self, node: DictionaryObject, element: Element, parent: Element) -> Iterator[Fault]:
        said = node.get("/P")
        told = said.idnum if isinstance(said, IndirectObject) else None
        if told != parent.number and parent.number > 0:
            other = f"object {told}" if told else "nothing"
            sentence = f"{element.opening} names {other} as its parent, but stands in {parent}."
            yield Fault("element-parent", sentence)

    def _reference(self, node: DictionaryObject, parent: Element) -> Iterator[Step]:
        page, wrong = self._page(node, parent.page)
        mark, form = real(node.get("/MCID")), node.get("/Stm")
        if wrong:
            sentence = f"{parent.opening} holds a mark of a page that is not there (/Pg)."
            yield Fault("mark-page", sentence)
        elif not isinstance(mark, int):
            yield Fault("mark-nameless", f"{parent.opening} holds a mark without a number.")
        elif isinstance(form, IndirectObject):
            yield Held(parent, form.idnum, page, int(mark))
        else:
            yield from self._held(parent, page, mark)

    def _held(self, owner: Element, page: int | None, mark: int) -> Iterator[Step]:
        if page is None:
            sentence = f"{owner.opening} holds mark {mark}, but names no page (/Pg)."
            yield Fault("mark-page", sentence)
        else:
            yield Held(owner, self._sheets[page], page, int(mark))

    def _note(self, node: DictionaryObject, parent: Element) -> Iterator[Step]:
        page, wrong = self._page(node, parent.page)
        target = node.get("/Obj")
        if wrong:
            sentence = f"{parent.opening} holds an annotation of a page that is not there (/Pg)."
            yield Fault("annotation-page", sentence)
        if isinstance(target, IndirectObject):
            yield Noted(parent, target.idnum, page)
        else:
            sentence = f"{parent.opening} holds an annotation that is not there (/Obj)."
            yield Fault("annotation-missing", sentence)

    def _page(self, node: DictionaryObject, without: int | None) -> tuple[int | None, bool]:
        """The page index that /Pg names (`without` it another), and whether it names none."""
        said = node.get("/Pg")
        if said is None:
            return without, False
        page = self._pdf.index.get(said.idnum) if isinstance(said, IndirectObject) else None
        return page, page is None


def _several(kids: Any) -> tuple[Any, ...]:
    found = real(kids) if isinstance(real(kids), ArrayObject) else kids
    match found:
        case None | NullObject():
            return ()
        case ArrayObject():
            return tuple(found)
        case _:
            return (found,)
