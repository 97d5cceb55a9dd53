"""What a part has of a font: the subset that its PDF carries, read for joining with others."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from hashlib import blake2b

from pikepdf import Array, Name, Object, Stream

from mekong_print.pdf.bind import sfnt
from mekong_print.pdf.bind.deeds import row, table
from mekong_print.pdf.bind.sfnt import Glyph, Program

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_TOKEN = re.compile(rb"[\[\]]|[^\s\[\]]+")
_TAG = re.compile(r"^/[A-Z]{6}\+")
_OF_SUBSET = re.compile(rb"/(FontName /\S+|FontBBox \[[^]]*\]|(FontFile2|CIDSet) \d+ \d+ R) ")
_MAXP = (6, 32)  # bytes of `maxp` in its two versions (OpenType)
_BOX = re.compile(rb"/FontBBox \[([^]]*)\]")

Texts = dict[int, bytes]
Leads = dict[int, int]


@dataclass(frozen=True, slots=True)
class Subset:
    """What a part has of a font: its name without the tag, its glyphs and how wide they are.

    `texts` are what each code of its pages stands for, and `leads` the glyph that each code
    shows: a glyph may have several codes. `traits` are the entries of the descriptor that all
    subsets of a font share, as PDF.
    """

    name: str
    program: Program
    glyphs: dict[int, Glyph]
    widths: dict[int, bytes]
    texts: Texts
    leads: Leads
    traits: bytes
    box: tuple[float, ...]


def can_be_joined(font: Object) -> bool:
    """Two-byte codes, TrueType outlines, at most a table in between (9.7.4 and 9.7.6).

    A font of any shape may be asked about: what it needs is there, and of the right kind.
    """
    cid = table(next(iter(row(font.get("/DescendantFonts"))), None))
    file = table(cid.get("/FontDescriptor")).get("/FontFile2")
    return (
        font.get("/Encoding") == Name("/Identity-H")
        and all(isinstance(one, Stream) for one in (font.get("/ToUnicode"), file))
        and isinstance(font.get("/BaseFont"), Name)
        and cid.get("/Subtype") == Name.CIDFontType2
        and _has_leads(cid.get("/CIDToGIDMap", Name.Identity))
        and not {"/W2", "/DW2", "/DW"} & cid.keys()
    )


def _has_leads(entry: Object) -> bool:
    return isinstance(entry, Stream) or entry == Name.Identity


def digest_of(font: Object) -> bytes:
    """The same for fonts that are the same, whatever their names on pages."""
    cid = font.DescendantFonts[0]
    summed = blake2b(str(font.BaseFont).encode() + _written_widths(cid), digest_size=20)
    summed.update(cid.FontDescriptor.FontFile2.read_raw_bytes())
    summed.update(font.ToUnicode.read_raw_bytes())
    leads = cid.get("/CIDToGIDMap")
    if isinstance(leads, Stream):
        summed.update(leads.read_raw_bytes())
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
    if len(program.tables[b"maxp"]) not in _MAXP:
        raise ValueError("limits of no version")
    wide = _widths(_written_widths(cid))
    texts = {int(glyph, 16): text.lower() for glyph, text in _PAIR.findall(cmap)}
    leads = _leads(cid.get("/CIDToGIDMap"), wide.keys() | texts.keys())
    widths = {leads[code]: width for code, width in wide.items()}
    if any(widths[leads[code]] != width for code, width in wide.items()):
        raise ValueError("a glyph that is not as wide by one code as by another")
    return Subset(
        _TAG.sub("", str(font.BaseFont)).removeprefix("/"),
        program,
        program.glyphs({0, *leads.values()}),
        widths,
        texts,
        leads,
        _OF_SUBSET.sub(b"", told),
        tuple(float(side) for side in box[1].split()),
    )


def _leads(entry: Object | None, codes: Set[int]) -> Leads:
    """The glyph of each code (9.7.4.2). Raises ValueError for a code that leads nowhere."""
    if not isinstance(entry, Stream):
        return {code: code for code in codes}
    table = entry.read_bytes()
    if 2 * max(codes, default=-1) + 2 > len(table):
        raise ValueError("a code without a glyph")
    return {code: int.from_bytes(table[2 * code : 2 * code + 2], "big") for code in codes}


def _written_widths(cid: Object) -> bytes:
    found = cid.get("/W")
    return found.unparse() if isinstance(found, Array) else b"[]"


def _widths(array: bytes) -> dict[int, bytes]:
    """Widths by code (9.7.4.3): `first [w w …]` or `first last w`; each where it stands."""
    if b"R" in array:
        raise ValueError("widths that are objects of their own")
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
