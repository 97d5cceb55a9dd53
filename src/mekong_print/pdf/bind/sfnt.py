"""A TrueType font program as its tables and glyphs, read for joining with others.

Subsets that keep the numbers of their glyphs can be joined glyph by glyph: that is all that
binding asks of a font, fifty times a part, so no font library is loaded for it. The
tables are those of OpenType 1.9; what PDF needs of them says ISO 32000-1, 9.9.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

HINTS = (b"cvt ", b"fpgm", b"prep")  # besides those that are written anew
_ALONG_X, _SAME_X, _ALONG_Y, _SAME_Y, _AGAIN = 2, 16, 4, 32, 8  # flags of a simple glyph's points
_WORDS, _MORE, _SCALE, _XY_SCALE, _MATRIX, _HINTS = 1, 32, 8, 64, 128, 256  # of a composite's parts
_DEEPEST = 16

Tables = dict[bytes, bytes]


class Glyph(NamedTuple):
    """A glyph as it can stand in any font: its outline, its place in `hmtx`, what it is made of.

    The outline is filled up to four bytes, as it will be stored.
    A subsetter gives the parts of composite glyphs numbers of its own, so that the numbers
    of parts say nothing: they are zero in `outline`, and the parts stand here themselves.
    """

    outline: bytes
    metrics: bytes
    parts: tuple[Glyph, ...] = ()

    @property
    def unhinted(self) -> Glyph:
        """The same without instructions and padding."""
        if self.outline:
            parts = tuple(part.unhinted for part in self.parts)
            return Glyph(_filled(_unhinted(self.outline)), self.metrics, parts)
        return self


@dataclass(frozen=True, slots=True)
class Program:
    """A font program: its tables by tag, and what must be known to find a glyph in them.

    `offsets` are where outlines begin in `glyf`, in units of `step` bytes; `long` is how many
    glyphs have an advance of their own in `hmtx`.
    """

    tables: Tables
    offsets: Sequence[int]
    step: int
    long: int

    @property
    def design(self) -> bytes:
        """What two subsets of one font share: scale, revision, boxes, lines, hints."""
        head, hhea = self.tables[b"head"], self.tables[b"hhea"]
        hints = b"".join(self.tables.get(tag, b"") for tag in HINTS)
        return head[4:8] + head[12:50] + hhea[:34] + hints

    @property
    def units(self) -> int:
        """How many units make an em."""
        return int.from_bytes(self.tables[b"head"][18:20], "big")

    def outline(self, number: int) -> bytes:
        """The outline of a glyph, empty where it has none."""
        if number >= len(self.offsets) - 1:
            return b""
        start, end = self.offsets[number : number + 2]
        return self.tables[b"glyf"][start * self.step : end * self.step]

    def metrics(self, number: int) -> bytes:
        """Advance and left bearing of a glyph, as they stand in `hmtx`."""
        table = self.tables[b"hmtx"]
        if number < self.long:
            return table[4 * number : 4 * number + 4]
        at = 2 * (self.long + number)
        return table[4 * self.long - 4 : 4 * self.long - 2] + (table[at : at + 2] or b"\0\0")

    def advance(self, number: int) -> int:
        """How far a glyph moves on, in units."""
        return int.from_bytes(self.metrics(number)[:2], "big")

    def glyph(self, number: int, depth: int = 0) -> Glyph:
        """A glyph with all its parts. Raises ValueError when it is made of itself."""
        outline, metrics = self.outline(number), self.metrics(number)
        if outline[:1] < b"\x80":
            return Glyph(_filled(outline), metrics)
        if depth > _DEEPEST:
            raise ValueError("a glyph that is made of itself")
        bare, inside = bytearray(outline), _inside(outline)
        for place, _ in parts_of(outline):
            bare[place + 2 : place + 4] = b"\0\0"
        return Glyph(
            _filled(bytes(bare)), metrics, tuple(self.glyph(one, depth + 1) for one in inside)
        )

    def glyphs(self, listed: Iterable[int]) -> dict[int, Glyph]:
        """The glyphs of these numbers, and any other that is neither listed nor a part of one.

        Most are simple, and there are thousands in a volume: so they are cut out in place.
        """
        glyf, hmtx, offsets, step = (
            self.tables[b"glyf"],
            self.tables[b"hmtx"],
            self.offsets,
            self.step,
        )
        found: dict[int, Glyph] = {}
        room, last = 0, min(self.long, len(offsets) - 1)
        made_of: list[int] = []
        for number in listed:
            if number < last:
                outline = glyf[offsets[number] * step : offsets[number + 1] * step]
                room += len(outline)
                if outline[:1] < b"\x80":
                    whole = _filled(outline) if len(outline) & 3 else outline
                    found[number] = Glyph(whole, hmtx[4 * number : 4 * number + 4])
                    continue
                made_of += _inside(outline)
            found[number] = self.glyph(number)
        return found | self._unlisted(found, made_of, room)

    def _unlisted(self, found: dict[int, Glyph], parts: list[int], room: int) -> dict[int, Glyph]:
        """What else has an outline; `room` is how much of `glyf` is known already."""
        reached = set(found)
        for number in parts:  # grows while it is walked
            if number not in reached:
                reached.add(number)
                outline = self.outline(number)
                room += len(outline)
                parts += _inside(outline)
        if room == self.offsets[-1] * self.step:
            return {}
        drawn = (at for at, (one, two) in enumerate(pairwise(self.offsets)) if one < two)
        return {number: self.glyph(number) for number in drawn if number not in reached}


def read_program(content: bytes) -> Program:
    """Tables and glyphs. Raises struct.error, KeyError or ValueError when it is not TrueType."""
    if content[:4] not in (b"\0\1\0\0", b"true"):
        raise ValueError("not a TrueType font")
    tables: Tables = {}
    for at in range(12, 12 + 16 * int.from_bytes(content[4:6], "big"), 16):
        tag, _, start, length = struct.unpack_from(">4sLLL", content, at)
        tables[tag] = content[start : start + length]
    loca, form, step = tables[b"loca"], "H", 2
    if tables[b"head"][51]:
        form, step = "I", 1
    offsets = array(form, loca[: len(loca) // (4 // step) * (4 // step)])
    if sys.byteorder == "little":
        offsets.byteswap()
    long = int.from_bytes(tables[b"hhea"][34:36], "big")
    if not long or not offsets or b"hmtx" not in tables or b"maxp" not in tables:
        raise ValueError("a font without glyphs")
    return Program(tables, offsets, step, long)


def letters(program: Program) -> dict[int, int]:
    """The glyph of each character that the font has (`cmap`, formats 4 and 12)."""
    table = program.tables[b"cmap"]
    count = struct.unpack_from(">H", table, 2)[0]
    starts = [struct.unpack_from(">L", table, 8 + 8 * at)[0] for at in range(count)]
    found: dict[int, int] = {}
    for start in starts:
        match struct.unpack_from(">H", table, start)[0]:
            case 4:
                found |= _segments(table, start)
            case 12:
                groups = struct.unpack_from(">L", table, start + 12)[0]
                for at in range(groups):
                    first, last, glyph = struct.unpack_from(">LLL", table, start + 16 + 12 * at)
                    found |= {first + i: glyph + i for i in range(last - first + 1)}
    return found


def _segments(table: bytes, start: int) -> dict[int, int]:
    count = struct.unpack_from(">H", table, start + 6)[0] // 2
    ends, firsts, deltas, ranges = (
        struct.unpack_from(f">{count}H", table, start + 14 + skip + 2 * count * row)
        for row, skip in ((0, 0), (1, 2), (2, 2), (3, 2))
    )
    found = {}
    for at in range(count):
        for code in range(firsts[at], min(ends[at], 0xFFFE) + 1):
            glyph = code + deltas[at]
            if ranges[at]:
                place = start + 16 + 6 * count + 2 * at + ranges[at] + 2 * (code - firsts[at])
                listed = struct.unpack_from(">H", table, place)[0]
                glyph = listed and listed + deltas[at]
            if glyph & 0xFFFF:
                found[code] = glyph & 0xFFFF
    return found


def _filled(outline: bytes) -> bytes:
    return outline + b"\0" * (-len(outline) % 4)


def _unhinted(outline: bytes) -> bytes:
    contours = struct.unpack_from(">h", outline)[0]
    return _bare_composite(outline) if contours < 0 else _simple(outline, contours)


def _simple(glyph: bytes, contours: int) -> bytes:
    at = 10 + 2 * contours
    hints = struct.unpack_from(">H", glyph, at)[0]
    points = struct.unpack_from(">H", glyph, at - 2)[0] + 1 if contours else 0
    start = end = at + 2 + hints
    coordinates = 0
    while points > 0:
        flag = glyph[end]
        end += 1
        again = glyph[end] + 1 if flag & _AGAIN else 1
        end += bool(flag & _AGAIN)
        points -= again
        across = 1 if flag & _ALONG_X else 0 if flag & _SAME_X else 2
        down = 1 if flag & _ALONG_Y else 0 if flag & _SAME_Y else 2
        coordinates += again * (across + down)
    return glyph[:at] + b"\0\0" + glyph[start : end + coordinates]


def parts_of(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where each part of a composite glyph is told of, from and to."""
    at, more = 10, True
    while more:
        flags = int.from_bytes(outline[at : at + 2], "big")
        length = 4 + (4 if flags & _WORDS else 2)
        length += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0
        yield at, at + length
        at, more = at + length, bool(flags & _MORE)


def _inside(outline: bytes) -> list[int]:
    """The numbers of the glyphs that a glyph is made of."""
    if outline[:1] < b"\x80":
        return []
    places = [place for place, _ in parts_of(outline)]
    return [int.from_bytes(outline[place + 2 : place + 4], "big") for place in places]


def _bare_composite(outline: bytes) -> bytes:
    written = bytearray(outline[:10])
    for start, end in parts_of(outline):
        flags = int.from_bytes(outline[start : start + 2], "big")
        written += (flags & ~_HINTS).to_bytes(2, "big") + outline[start + 2 : end]
    return bytes(written)
