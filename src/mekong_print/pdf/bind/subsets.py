"""What a part has of a font: the subset that its PDF carries, read for joining with others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from pikepdf import Array, Dictionary, Name, Object, Stream

from mekong_print.pdf.bind import sfnt
from mekong_print.pdf.bind.sfnt import Glyph, Program

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_TOKEN = re.compile(rb"[\[\]]|[^\s\[\]]+")
_TAG = re.compile(r"^/[A-Z]{6}\+")
_OF_SUBSET = re.compile(rb"/(FontName /\S+|FontBBox \[[^]]*\]|(FontFile2|CIDSet) \d+ \d+ R) ")
_BOX = re.compile(rb"/FontBBox \[([^]]*)\]")

Texts = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Subset:
    """What a part has of a font: its name without the tag, glyphs, widths, what they stand for.

    `traits` are the entries of the descriptor that all subsets of a font share, as PDF.
    """

    name: str
    program: Program
    glyphs: dict[int, Glyph]
    widths: dict[int, bytes]
    texts: Texts
    traits: bytes
    box: tuple[float, ...]


def can_be_joined(font: Object) -> bool:
    """Glyph numbers as text, TrueType outlines, and nothing in between (9.7.4 and 9.7.6)."""
    if font.get("/Encoding") != Name("/Identity-H") or "/ToUnicode" not in font:
        return False
    cid = font.DescendantFonts[0]
    return (
        cid.get("/Subtype") == Name.CIDFontType2
        and cid.get("/CIDToGIDMap", Name.Identity) == Name.Identity
        and not {"/W2", "/DW2", "/DW"} & cid.keys()
        and isinstance(cid.get("/FontDescriptor", Dictionary()).get("/FontFile2"), Stream)
    )


def digest_of(font: Object) -> bytes:
    """The same for fonts that are the same, whatever their names on pages."""
    cid = font.DescendantFonts[0]
    summed = blake2b(str(font.BaseFont).encode() + cid.get("/W", Array()).unparse(), digest_size=20)
    summed.update(cid.FontDescriptor.FontFile2.read_raw_bytes())
    summed.update(font.ToUnicode.read_raw_bytes())
    return summed.digest()


def read_subset(font: Object) -> Subset:
    """Raises struct.error, KeyError, IndexError or ValueError for what is no such font."""
    cid = font.DescendantFonts[0]
    descriptor = cid.FontDescriptor
    cmap = font.ToUnicode.read_bytes()
    if b"bfrange" in cmap or b"usecmap" in cmap:
        raise ValueError("texts in ranges are not joined")
    told = descriptor.unparse(resolved=True)
    box = _BOX.search(told)
    if box is None:
        raise ValueError("a font without a box")
    program = sfnt.read_program(descriptor.FontFile2.read_bytes())
    widths = _widths(cid.get("/W", Array()).unparse())
    texts = {int(glyph, 16): text.lower() for glyph, text in _PAIR.findall(cmap)}
    return Subset(
        _TAG.sub("", str(font.BaseFont)).removeprefix("/"),
        program,
        program.glyphs({0} | widths.keys() | texts.keys()),
        widths,
        texts,
        _OF_SUBSET.sub(b"", told),
        tuple(float(side) for side in box[1].split()),
    )


def _widths(array: bytes) -> dict[int, bytes]:
    """Widths by glyph (9.7.4.3): `first [w w …]` or `first last w`."""
    tokens = iter(_TOKEN.findall(array)[1:-1])
    found: dict[int, bytes] = {}
    for first in tokens:
        second = next(tokens)
        if second == b"[":
            glyph = int(first)
            for width in iter(lambda: next(tokens), b"]"):
                found[glyph] = width
                glyph += 1
        else:
            found |= dict.fromkeys(range(int(first), int(second) + 1), next(tokens))
    return found
