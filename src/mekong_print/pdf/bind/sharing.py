"""What is the same is stored once: pictures, colour profiles, drawings, fonts, resources.

From the leaves up: a thing is the same as another when its bytes are, and when all that it
refers to is the same thing already. Pages, elements and layers are never the same. Other
programs write one thing in several ways: a length or a short list as an object of its own,
one filter as a list of one, a font packed by another hand; it is the same for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)  # or a text, passed over
_TYPE = re.compile(rb"/Type /(\w+)")
_APART = frozenset(b"Page Pages Catalog StructElem StructTreeRoot Annot OCG OCMD Filespec".split())
_SHORT = 200  # bytes of what may as well stand where it is referred to
_LONE = re.compile(
    rb"/(Filter|DecodeParms) \[ (/[^\s\]]+|<<[^\[\]<>]*>>) \]|/DecodeParms \[ null \] ?"
)
_PROGRAM = re.compile(rb"/Length1 |/Subtype /(?:Type1C|CIDFontType0C|OpenType)\b")  # 9.9
_PACKED = re.compile(
    rb"/(?:Length|Filter|DecodeParms) (?:\[[^\[\]]*\]|<<[^<>]*>>|/?\w+(?: 0 R)?) ?"
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
        self._kept: dict[bytes, int] = {}  # by what it is, the number of the object that is kept
        self._settled: dict[int, int] = {}  # by the number of an object, that of the kept one
        self._spelt: dict[int, bytes] = {}  # what is as short as a reference to it
        self._renumber: Callable[[Object], None] = _leave

    def tidy(self, page: Object, renumber: Callable[[Object], None]) -> None:
        """Share what a page and its annotations draw with."""
        self._renumber = renumber
        for key in _ON_PAGE:
            if key in page:
                self._hold(page, key)
        for note in page.get("/Annots", ()):
            if "/AP" in note:
                self._hold(note, "/AP")

    def share(self, thing: Object) -> Object:
        """The one of its kind."""
        self._renumber = _leave
        return self._pdf.get_object(self._settle(thing.objgen[0], 0), 0)

    def _hold(self, holder: Object, key: str) -> None:
        value = holder[key]
        number = value.objgen[0]
        if not number:
            if self._children(value.unparse(), 0)[1]:
                self._repoint(value)
            return
        kept = self._settle(number, 0)
        if kept != number:
            holder[key] = self._pdf.get_object(kept, 0)

    def _settle(self, number: int, depth: int) -> int:
        """The number of the object that is kept for the one of this number."""
        known = self._settled.get(number)
        if known is not None:
            return known
        self._settled[number] = number
        thing = self._pdf.get_object(number, 0)
        if not isinstance(thing, Object):  # a number on its own, which other programs write
            self._spelt[number] = str(thing).lower().encode()
            return number
        kept = self._kept_for(thing, depth)
        if kept != number:
            self._settled[number] = self._settled[kept] = kept
        return kept

    def _kept_for(self, thing: Object, depth: int) -> int:
        number = thing.objgen[0]
        if depth > _DEEPEST:
            return number
        if not isinstance(thing, (Stream, Dictionary, Array)):  # a name or a text on its own
            self._spelt[number] = thing.unparse(resolved=True)
            return number
        text = _text(thing)
        kind = _TYPE.search(text)
        if kind and kind[1] in _APART:
            return number
        if kind and kind[1] == b"Font" and (font := self._fonts(thing)) is not None:
            return font.objgen[0]
        if b"/StructParent" in text:
            self._renumber(thing)
            text = _text(thing)
        settled, changed = self._children(text, depth + 1)
        if not isinstance(thing, Stream) and len(settled) < _SHORT:
            self._spelt[number] = settled
        kept = self._kept.setdefault(_digest(thing, settled), number)
        if kept != number:
            _let_go(thing)
        elif changed:
            self._repoint(thing)
        return kept

    def _children(self, text: bytes, depth: int) -> tuple[bytes, bool]:
        """The text with each reference to the one that is kept, and whether any is another."""
        changed = False

        def settled(reference: re.Match[bytes]) -> bytes:
            nonlocal changed
            if reference[1] is None:
                return reference[0]
            number = int(reference[1])
            kept = self._settled.get(number) or self._settle(number, depth)
            changed |= kept != number
            return self._spelt.get(kept) or b"%d 0 R" % kept

        return _REFERENCE.sub(settled, text), changed

    def _repoint(self, holder: Object) -> None:
        """Let a container, and what stands in it directly, refer to what is kept."""
        for key, value in _entries(holder):
            if not isinstance(value, Object):
                continue
            number = value.objgen[0]
            kept = self._settled.get(number, number)
            if kept != number:
                holder[key] = self._pdf.get_object(kept, 0)
            elif not number:
                self._repoint(value)


def _entries(holder: Object) -> list[tuple[Any, Any]]:
    """What a container holds, by key or place."""
    match holder:
        case Array():
            return list(enumerate(holder))
        case Dictionary() | Stream():
            return list(holder.items())
        case _:
            return []


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
    if not isinstance(thing, Stream):
        return blake2b(text, digest_size=20).digest()
    if _PROGRAM.search(text):
        said, content = _PACKED.sub(b"", text), thing.read_bytes()
    else:
        content = thing.read_raw_bytes()
        said = _LONE.sub(_alone, text)
    summed = blake2b(said, digest_size=20)
    summed.update(b"stream")
    summed.update(content)
    return summed.digest()


def _alone(several: re.Match[bytes]) -> bytes:
    """One filter, or its parameters, out of their list (ISO 32000-1, 7.3.8.2)."""
    return b"/%s %s" % (several[1], several[2]) if several[1] else b""
