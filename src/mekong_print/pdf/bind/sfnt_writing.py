"""Glyphs of several subsets as one TrueType font program, with what PDF needs and no more."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from mekong_print.pdf.bind.sfnt import HINTS, Glyph, Tables, parts_of

_CHECK = 0xB1B0AFBA


def write_program(base: Tables, glyphs: Mapping[int, Glyph]) -> bytes:
    """A font program of these glyphs, with what PDF needs of the tables of `base`.

    Parts of composite glyphs follow behind the last glyph, each once.
    """
    numbers: dict[Glyph, int] = {}
    waiting = [part for number in sorted(glyphs) for part in glyphs[number].parts]
    for part in waiting:  # grows while it is walked
        if part not in numbers:
            numbers[part] = max(glyphs) + 1 + len(numbers)
            waiting += part.parts
    count = max(glyphs) + 1 + len(numbers)
    every = {**glyphs, **{number: part for part, number in numbers.items()}}
    loca, glyf, hmtx = [0], bytearray(), bytearray()
    for number in range(count):
        glyph = every.get(number, _NOTHING)
        glyf += _numbered(glyph, numbers)
        loca.append(len(glyf))
        hmtx += glyph.metrics
    head, hhea, maxp = (bytearray(base[tag]) for tag in (b"head", b"hhea", b"maxp"))
    head[8:12], head[50:52] = b"\0\0\0\0", b"\0\1"
    hhea[34:36] = maxp[4:6] = struct.pack(">H", count)
    tables = {tag: base[tag] for tag in HINTS if tag in base}
    tables |= {b"head": bytes(head), b"hhea": bytes(hhea), b"maxp": bytes(maxp)}
    tables |= {b"hmtx": bytes(hmtx), b"glyf": bytes(glyf)}
    tables[b"loca"] = struct.pack(f">{count + 1}L", *loca)
    return _written(tables)


_NOTHING = Glyph(b"", b"\0\0\0\0")


def _numbered(glyph: Glyph, numbers: Mapping[Glyph, int]) -> bytes:
    """The outline with the numbers that its parts have here."""
    outline = bytearray(glyph.outline)
    if glyph.parts:
        for (place, _), part in zip(parts_of(glyph.outline), glyph.parts, strict=True):
            outline[place + 2 : place + 4] = numbers[part].to_bytes(2, "big")
    return bytes(outline)


def _written(tables: Tables) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    opening = struct.pack(
        ">4sHHHH", b"\0\1\0\0", count, 16 << power, power, 16 * count - (16 << power)
    )
    directory, body, at_head = bytearray(opening), bytearray(), 0
    for tag in sorted(tables):
        start = 12 + 16 * count + len(body)
        at_head = start if tag == b"head" else at_head
        directory += struct.pack(">4sLLL", tag, _sum(tables[tag]), start, len(tables[tag]))
        body += tables[tag] + b"\0" * (-len(tables[tag]) % 4)
    whole = directory + body
    whole[at_head + 8 : at_head + 12] = struct.pack(">L", (_CHECK - _sum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(table: bytes | bytearray) -> int:
    padded = bytes(table) + b"\0" * (-len(table) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}L", padded))) & 0xFFFFFFFF
