"""What the codes of a composite font stand for, and how wide they are.

ISO 32000-1, 9.7.4 (glyphs and widths) and 9.10.3 (ToUnicode). Texts and widths are read once
for each font of a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mekong_print.pdf.opened import real, row, stream, table

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]*)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])"
)
_TEXT = re.compile(rb"<([0-9A-Fa-f]*)>")
_MOST = 65_536  # codes

Texts = dict[int, bytes]  # code → hexadecimal UTF-16, in capitals
Widths = dict[int, float]


class Letters:
    """The fonts of one PDF, each read once."""

    def __init__(self) -> None:
        self._texts: dict[int, Texts] = {}
        self._widths: dict[int, Widths] = {}

    def texts(self, font: Any) -> Texts:
        """What each code stands for."""
        number = _number(font)
        if number not in self._texts:
            found = dict(_pairs(stream(table(font).get("/ToUnicode"))))
            self._texts[number] = found
        return self._texts[number]

    def widths(self, font: Any) -> Widths:
        """How wide each glyph is that is not as wide as most are."""
        number = _number(font)
        if number not in self._widths:
            self._widths[number] = _listed(row(described(font).get("/W")))
        return self._widths[number]

    def glyphs(self, font: Any) -> dict[int, int]:
        """The glyph that each code shows, of those that stand for something (9.7.4.2)."""
        leads = stream(described(font).get("/CIDToGIDMap"))
        if not leads:
            return {code: code for code in self.texts(font)}
        pairs = ((code, leads[2 * code : 2 * code + 2]) for code in self.texts(font))
        return {code: int.from_bytes(pair, "big") for code, pair in pairs}


def described(font: Any) -> DictionaryObject:
    """The descendant of a composite font (ISO 32000-1, 9.7.6)."""
    return table(next(iter(row(table(font).get("/DescendantFonts"))), None))


def _number(font: Any) -> int:
    return font.idnum if isinstance(font, IndirectObject) else -id(font)


def _pairs(cmap: bytes) -> Iterator[tuple[int, bytes]]:
    for block in _BLOCK.finditer(cmap):
        if block[1] == b"bfchar":
            for code, text in _CHAR.findall(block[2]):
                yield int(code or b"0", 16), text.upper()
        else:
            for first, last, text, several in _RANGE.findall(block[2]):
                yield from _run(int(first, 16), int(last, 16), (text, several))


def _run(first: int, last: int, texts: tuple[bytes, bytes]) -> Iterator[tuple[int, bytes]]:
    """A range of codes: their texts one by one, or counting up from the first."""
    text, several = texts
    if several:
        yield from zip(
            range(first, last + 1), map(bytes.upper, _TEXT.findall(several)), strict=False
        )
        return
    start, digits = int(text or b"0", 16), len(text)
    for code in range(first, min(last, first + _MOST) + 1):
        yield code, b"%0*X" % (digits, start + code - first)


def _listed(widths: ArrayObject) -> Widths:
    """`c [w w w]` and `first last w` (ISO 32000-1, 9.7.4.3)."""
    found: Widths = {}
    at = 0
    while at + 1 < len(widths):
        first, second = real(widths[at]), real(widths[at + 1])
        match second:
            case ArrayObject():
                found |= {int(first) + place: float(real(one)) for place, one in enumerate(second)}
                at += 2
            case _ if at + 2 < len(widths):
                codes = range(int(first), min(int(second), int(first) + _MOST) + 1)
                found |= dict.fromkeys(codes, float(real(widths[at + 2])))
                at += 3
            case _:
                break
    return found
