"""What is the same is stored once: pictures, colour profiles, drawings, fonts, resources.

From the leaves up: a thing is the same as another when its bytes are, and when all that it
refers to is the same thing already. Pages, elements and layers are never the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b

from pikepdf import Array, Dictionary, Object, Pdf, Stream

_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")
_APART = frozenset(
    "/Page /Pages /Catalog /StructElem /StructTreeRoot /Annot /OCG /OCMD /Filespec".split()
)
_DEEPEST = 64
_ON_PAGE = ("/Resources", "/Group")


class Shelf:
    """The things of a volume that can be shared, each kept once.

    `fonts` may have another font to put in place of one; `renumber` sees every drawing or
    picture that has keys of the parent tree, once.
    """

    def __init__(self, pdf: Pdf, fonts: Callable[[Object], Object | None]) -> None:
        self._pdf = pdf
        self._fonts = fonts
        self._kept: dict[bytes, Object] = {}
        self._settled: dict[int, Object] = {}

    def tidy(self, page: Object, renumber: Callable[[Object], None]) -> None:
        """Share what a page and its annotations draw with."""
        for key in _ON_PAGE:
            if key in page:
                self._hold(page, key, renumber)
        for note in page.get("/Annots", ()):
            if "/AP" in note:
                self._hold(note, "/AP", renumber)

    def share(self, thing: Object) -> Object:
        """The one of its kind."""
        return self._settle(thing, _leave, 0)

    def _hold(self, holder: Object, key: str, renumber: Callable[[Object], None]) -> None:
        value = holder[key]
        if value.is_indirect:
            kept = self._settle(value, renumber, 0)
            if kept.objgen != value.objgen:
                holder[key] = kept
        elif self._children(value.unparse(), renumber, 0)[1]:
            self._repoint(value)

    def _settle(self, thing: Object, renumber: Callable[[Object], None], depth: int) -> Object:
        number = thing.objgen[0]
        if number in self._settled:
            return self._settled[number]
        self._settled[number] = thing
        if depth > _DEEPEST or not isinstance(thing, (Dictionary, Array, Stream)):
            return thing
        kept = self._kept_for(thing, renumber, depth)
        self._settled[number] = kept
        return kept

    def _kept_for(self, thing: Object, renumber: Callable[[Object], None], depth: int) -> Object:
        text = _text(thing)
        kind = "" if isinstance(thing, Array) else str(thing.get("/Type", ""))
        if kind in _APART:
            return thing
        if kind == "/Font" and (font := self._fonts(thing)) is not None:
            return font
        if b"/StructParent" in text:
            renumber(thing)
            text = _text(thing)
        settled, changed = self._children(text, renumber, depth + 1)
        known = thing
        if b"(" not in text:  # a text may look like a reference
            known = self._kept.setdefault(_digest(thing, settled), thing)
        if known is not thing:
            _let_go(thing)
        elif changed:
            self._repoint(thing)
        return known

    def _children(
        self, text: bytes, renumber: Callable[[Object], None], depth: int
    ) -> tuple[bytes, bool]:
        """The text with each reference to the one that is kept, and whether any is another."""
        changed = False

        def settled(reference: re.Match[bytes]) -> bytes:
            nonlocal changed
            child = self._pdf.get_object(int(reference[1]), int(reference[2]))
            kept = self._settle(child, renumber, depth)
            changed |= kept.objgen != child.objgen
            return b"%d 0 R" % kept.objgen[0]

        return _REFERENCE.sub(settled, text), changed

    def _repoint(self, holder: Object) -> None:
        """Let a container, and what stands in it directly, refer to what is kept."""
        listed = list(enumerate(holder)) if isinstance(holder, Array) else list(holder.items())
        for key, value in listed:
            if not isinstance(value, Object):
                continue
            if not value.is_indirect:
                self._repoint_inside(value)
                continue
            kept = self._settled.get(value.objgen[0], value)
            if kept.objgen != value.objgen:
                holder[key] = kept

    def _repoint_inside(self, value: Object) -> None:
        if isinstance(value, (Dictionary, Array)):
            self._repoint(value)


def _leave(_: Object) -> None:
    """Nothing to renumber."""


def _let_go(double: Object) -> None:
    """Nothing refers to it any more: its bytes need not wait for the end."""
    if isinstance(double, Stream):
        double.write(b"")


def _text(thing: Object) -> bytes:
    if isinstance(thing, Stream):
        return thing.stream_dict.unparse()
    return thing.unparse(resolved=True)


def _digest(thing: Object, text: bytes) -> bytes:
    summed = blake2b(text, digest_size=20)
    if isinstance(thing, Stream):
        summed.update(b"stream")
        summed.update(thing.read_raw_bytes())
    return summed.digest()
