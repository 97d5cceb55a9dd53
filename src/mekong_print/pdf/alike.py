"""What two pages draw with, side by side: the same pictures, and fonts that say the same.

A page of a volume has the content stream of its part; so it looks and reads the same
where fonts, pictures and forms under each name are the same. A font may have more glyphs
than before (subsets of several parts in one), never others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from mekong_print.pdf.drawing import drawn_by
from mekong_print.pdf.letters import Letters, described
from mekong_print.pdf.opened import DEEPEST, packed, real, stream, table, words

_TAG = re.compile(r"^/?[A-Z]{6}\+")
_STORED = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})  # how, not what
_APART = _STORED | {"/StructParent", "/StructParents", "/Parent", "/LastModified", "/PieceInfo"}


class Pairing:
    """Things of one PDF held against things of another; each pair once.

    Of a PDF from elsewhere (not `ours`), forms may have lost their marks with its tags.
    """

    def __init__(self, own: Letters, bound: Letters, *, ours: bool = True) -> None:
        self._own, self._bound, self._ours = own, bound, ours
        self._met: set[tuple[int, int]] = set()

    def differences(self, own: Any, bound: Any) -> Iterator[str]:
        """Names in the resources of a page (`own`) that are not alike in those of another."""
        for kind, entries in table(own).items():
            there = table(table(bound).get(kind))
            for name, thing in table(entries).items():
                if name not in there or not self._same(thing, there.get(name), 0):
                    yield name.removeprefix("/")

    def _same(self, own: Any, bound: Any, depth: int) -> bool:
        if self._has_met(own, bound) or depth > DEEPEST:
            return True
        match real(own), real(bound):
            case StreamObject() as one, StreamObject() as other:
                return self._tables(one, other, depth) and self._inside(own, bound)
            case DictionaryObject() as one, DictionaryObject() as other:
                composite = one.get("/Type") == "/Font" and one.get("/Subtype") == "/Type0"
                return self._fonts(own, bound) if composite else self._tables(one, other, depth)
            case ArrayObject() as one, ArrayObject() as other:
                pairs = zip(one, other, strict=False)
                same = all(self._same(here, there, depth + 1) for here, there in pairs)
                return len(one) == len(other) and same
            case one, other:
                return bool(one == other)

    def _has_met(self, own: Any, bound: Any) -> bool:
        match own, bound:
            case IndirectObject(), IndirectObject():
                pair = (own.idnum, bound.idnum)
                known = pair in self._met
                self._met.add(pair)
                return known
            case _:
                return False

    def _inside(self, own: Any, bound: Any) -> bool:
        if _alike_inside(own, bound):
            return True
        form = not self._ours and table(own).get("/Subtype") == "/Form"
        return form and drawn_by(own) == drawn_by(bound)

    def _tables(self, own: DictionaryObject, bound: DictionaryObject, depth: int) -> bool:
        """The same entries; one that is null is as if it were not there (ISO 32000-1, 7.3.7)."""
        return all(
            _is_null(own.get(key))
            or (key in bound and self._same(own.get(key), bound.get(key), depth + 1))
            for key in own.keys() - _APART
        )

    def _fonts(self, own: Any, bound: Any) -> bool:
        """The same letters, glyphs and widths for the same codes (ISO 32000-1, 9.7 and 9.10)."""
        one, other = table(own), table(bound)
        if _name(one) != _name(other) or not self._same(
            one.get("/Encoding"), other.get("/Encoding"), 0
        ):
            return False
        texts = self._own.texts(own).items() <= self._bound.texts(bound).items()
        widths = self._own.widths(own).items() <= self._bound.widths(bound).items()
        glyphs = self._own.glyphs(own).items() <= self._bound.glyphs(bound).items()
        return texts and widths and glyphs and _usual(own) == _usual(bound)


def _is_null(thing: Any) -> bool:
    return real(thing) is None or isinstance(real(thing), NullObject)


def _name(font: DictionaryObject) -> str:
    return _TAG.sub("", words(font.get("/BaseFont"))).removeprefix("/")


def _usual(font: Any) -> Any:
    return real(described(font).get("/DW", 1000))


def _alike_inside(own: Any, bound: Any) -> bool:
    """The same bytes, as they are stored or unpacked."""
    return packed(own) == packed(bound) or stream(own) == stream(bound)
