"""The volume's folio on the pages of its parts, as an artifact that no screen reader reads.

It is a content stream of its own behind the page's (ISO 32000-1, 14.8.2.2.2), and tells
itself by its property list: bound into a larger volume, the page gets the larger one's
folio in its place.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String, parse_content_stream

from mekong_print.pdf.bind import sfnt
from mekong_print.pdf.bind.fonts import TypeCase
from mekong_print.pdf.bind.sfnt import HINTS, Program
from mekong_print.pdf.bind.subsets import Subset
from mekong_print.volume.parts import Folio

MARK = b"/Artifact\n<</Type /Pagination /Subtype /Footer /Mekong /VolumeFolio>>\nBDC\n"
_FONT = "/MekongFolio"
_DRAWN = "q\n{} {} {} {} {} {} cm\n{} {} {} rg\nBT\n{font} {} Tf\n{} {} Td\n<{glyphs}> Tj\nET\nQ\n"
_LONGEST = 4096  # bytes of a stream that may be a folio
Box = tuple[float, float, float, float]

# How a page that is turned clockwise is drawn upright (ISO 32000-1, 7.7.3.3 and 8.3.3).
_TURNS: dict[int, Callable[[Box], tuple[float, ...]]] = {
    0: lambda box: (1, 0, 0, 1, box[0], box[1]),
    90: lambda box: (0, 1, -1, 0, box[2], box[1]),
    180: lambda box: (-1, 0, 0, -1, box[2], box[3]),
    270: lambda box: (0, -1, 1, 0, box[0], box[3]),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Pages of a size: how wide they are seen, in points, their unit, and how a folio is drawn."""

    wide: float
    unit: float
    drawn: str


class Numberer:
    """Sets folios, and remembers which letters its font must have."""

    def __init__(self, pdf: Pdf, folio: Folio, typeface: bytes) -> None:
        self._pdf, self._folio = pdf, folio
        self._program = sfnt.read_program(typeface)
        self._letters = sfnt.letters(self._program)
        self._said = {self._letters[ord(digit)]: digit for digit in "0123456789"}
        self._resources: dict[tuple[int, int], list[Object]] = {}
        self._frames: dict[tuple[bytes, Any, Any], Frame] = {}
        self._before = pdf.make_stream(b"q\n")

    def stamp(self, page: Object, number: int, unclosed: int = 0) -> None:
        """Set a folio on a page that leaves so many graphics states of its own open."""
        text = self._folio.text.replace("{folio}", str(number))
        drawn = b"Q\n" * (1 + unclosed) + MARK + self._drawn(page, text, number) + b"EMC\n"
        stream = self._pdf.make_stream(_packed(drawn), Filter=Name.FlateDecode)
        contents = page.get("/Contents")
        if not isinstance(contents, Array):
            page.Contents = Array([self._before, *([contents] if contents else []), stream])
        elif len(contents) and is_folio(contents[-1]):
            contents[-1] = stream
        else:
            page.Contents = Array([self._before, *contents, stream])
        self._draw_with(page)

    def write(self, case: TypeCase) -> None:
        """Write the font: within one that the volume has anyway, if that is the same font."""
        if not self._resources:
            return
        subset = _subset(self._program, self._said, self._folio.font)
        near = case.of_design(subset.program.design)
        family = next((one for one in near if one.join(subset)), None)
        voice = (family or case.family(subset)).voice(subset.texts, subset.leads)
        for resources in (one for same in self._resources.values() for one in same):
            resources.Font[_FONT] = voice

    def _draw_with(self, page: Object) -> None:
        if "/Resources" not in page:
            page.Resources = Dictionary()
        resources = page.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        same = self._resources.setdefault(resources.objgen, [])
        if not same or not resources.is_indirect:
            same.append(resources)

    def _drawn(self, page: Object, text: str, number: int) -> bytes:
        frame = self._frame(page)
        glyphs = [self._letters.get(ord(letter), 0) for letter in text]
        self._said |= dict(zip(glyphs, text, strict=True))
        advance = sum(map(self._program.advance, glyphs))
        room = frame.wide - advance * self._folio.size / self._program.units
        across = _across(self._folio, room, recto=number % 2 == 1)
        written = "".join(f"{glyph:04x}" for glyph in glyphs)
        return frame.drawn.format(across=_size(across / frame.unit), glyphs=written).encode()

    def _frame(self, page: Object) -> Frame:
        """The frame of a page; most pages of a volume have the same."""
        box = page.get("/TrimBox") or page.get("/CropBox") or page["/MediaBox"]
        told = (box.unparse(), page.get("/Rotate", 0), page.get("/UserUnit", 1))
        if told not in self._frames:
            self._frames[told] = _framed(box, int(told[1]), float(told[2]), self._folio)
        return self._frames[told]


def _framed(box: Object, turned: int, unit: float, folio: Folio) -> Frame:
    """A folio on pages of a size: all of it but its place across and its letters."""
    left, right = sorted((float(box[0]), float(box[2])))
    bottom, top = sorted((float(box[1]), float(box[3])))
    turn = _TURNS.get(turned % 360, _TURNS[0])((left, bottom, right, top))
    wide = right - left if turned % 180 == 0 else top - bottom
    drawn = (
        f"q\n{' '.join(map(_size, turn))} cm\n{' '.join(map(_size, folio.colour))} rg\nBT\n"
        f"{_FONT} {_size(folio.size / unit)} Tf\n"
        f"{{across}} {_size(folio.up / unit)} Td\n<{{glyphs}}> Tj\nET\nQ\n"
    )
    return Frame(wide * unit, unit, drawn)


def _packed(content: bytes) -> bytes:
    """Deflated with a small window: setting up a large one takes longer than the work."""
    press = zlib.compressobj(9, zlib.DEFLATED, 9, 1)
    return press.compress(content) + press.flush()


def _size(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def is_folio(stream: Object | None) -> bool:
    """Whether this is the content stream of a folio that binding has set."""
    if not isinstance(stream, Stream) or int(stream.get("/Length", 0)) > _LONGEST:
        return False
    return MARK in stream.read_bytes()


def left_open(page: Object) -> int:
    """How many graphics states a page of another tool opens and does not close (8.4.2)."""
    depth = 0
    for instruction in parse_content_stream(page, "q Q"):
        depth = max(depth + (1 if str(instruction.operator) == "q" else -1), 0)
    return depth


def _across(folio: Folio, room: float, *, recto: bool) -> float:
    """Where the folio begins, from the left; `room` is what it leaves free of the width."""
    if folio.side == "centre":
        return room / 2
    right = folio.side in {"right", "outer" if recto else "inner"}
    return room - folio.across if right else folio.across


def _subset(program: Program, said: Mapping[int, str], name: str) -> Subset:
    """What the folios use of their typeface, named and described as the press would have it."""
    bare = {tag: table for tag, table in program.tables.items() if tag not in HINTS}
    glyphs = {glyph: program.glyph(glyph).unhinted for glyph in said}
    scale = 1000 / program.units
    widths = {glyph: b"%d" % round(program.advance(glyph) * scale) for glyph in said}
    texts = {glyph: letter.encode("utf-16-be").hex().encode() for glyph, letter in said.items()}
    ascent, descent = struct.unpack_from(">hh", program.tables[b"hhea"], 4)
    box = struct.unpack_from(">4h", program.tables[b"head"], 36)
    traits = Dictionary(
        Type=Name.FontDescriptor,
        Flags=4,
        ItalicAngle=0,
        Ascent=round(ascent * scale),
        Descent=round(descent * scale),
        CapHeight=round(ascent * scale),
        StemV=80,
        StemH=80,
        FontFamily=String(name),
    )
    sides = tuple(round(side * scale) for side in box)
    return Subset(
        name.replace(" ", "-") + ",",
        replace(program, tables=bare),
        glyphs,
        widths,
        texts,
        {glyph: glyph for glyph in said},
        traits.unparse(),
        sides,
    )
