"""Fonts that swell: each is an intact font with one table that takes far more than it seems to."""

from __future__ import annotations

import gzip
import zlib
from struct import pack, unpack_from

from mekong_print.places import built_in

NAME = "Bomb-Regular.ttf"


def tables_of(font: bytes) -> dict[str, bytes]:
    """The tables of a font by their tags."""
    rows = (unpack_from(">4sIII", font, 12 + 16 * n) for n in range(unpack_from(">H", font, 4)[0]))
    return {tag.decode(): font[start : start + length] for tag, _, start, length in rows}


def font_of(tables: dict[str, bytes]) -> bytes:
    """The same the other way round."""
    directory, bodies = b"", b""
    start = 12 + 16 * len(tables)
    for tag, body in sorted(tables.items()):
        directory += pack(">4sIII", tag.encode(), 0, start + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    return b"\0\1\0\0" + pack(">HHHH", len(tables), 16, 0, 0) + directory + bodies


def changed(**tables: bytes) -> bytes:
    """A built-in font under another name, with some tables in place of its own."""
    path = next(built_in("fonts").glob("SourceSerif*-Regular.ttf"))
    own = tables_of(path.read_bytes())
    names = own["name"].replace("Source".encode("utf-16-be"), "Zource".encode("utf-16-be"))
    return font_of({**own, "name": names, **tables})


def segments(count: int = 8_000) -> bytes:
    """A table of letters (format 4) that has 65,535 letters in each of its pieces."""
    ends = pack(f">{count + 1}H", *[0xFFFE] * count, 0xFFFF)
    starts = pack(f">{count + 1}H", *[0] * count, 0xFFFF)
    rest = b"\0\1" * (count + 1) + bytes(2 * count + 2)
    head = pack(">7H", 4, min(65_535, 24 + 8 * count), 0, 2 * count + 2, 0, 0, 0)
    return pack(">HHHHI", 0, 1, 3, 1, 12) + head + ends + bytes(2) + starts + rest


def groups(count: int = 100_000) -> bytes:
    """The same in format 12: 100,000 times all of Unicode."""
    whole = pack(">III", 0, 0x10FFFF, 1) * count
    head = pack(">HHIII", 12, 0, 16 + len(whole), 0, count)
    return pack(">HHHHI", 0, 1, 3, 10, 12) + head + whole


def talk(count: int = 5_000) -> bytes:
    """Names that share their bytes: 5,000 of 40,000 letters each."""
    records = b"".join(pack(">6H", 3, 1, 0x409, n, 40_000, 0) for n in range(count))
    return pack(">HHH", 0, count, 6 + len(records)) + records + b"\0A" * 20_000


def packed(magic: bytes = b"wOFF") -> bytes:
    """A font packed as WOFF, one of whose tables swells to 900 MB."""
    body = zlib.compress(bytes(900_000), 9)
    row = pack(">4sIIII", b"name", 64, len(body), 900_000_000, 0)
    head = pack(">4sIIHHIHHIIIII", magic, 0x10000, 64 + len(body), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    return head + row + body


# Where each is printed harmless, or the words of its refusal.
FONTS = {
    "font of pieces of all letters": (NAME, lambda: changed(cmap=segments()), ""),
    "font of 100,000 times all letters": (NAME, lambda: changed(cmap=groups()), ""),
    "font that says too much of itself": (NAME, lambda: changed(name=talk()), "1,000,000 bytes"),
    "font that is packed": (NAME, packed, "or it is packed (WOFF)"),
    "font that is packed as WOFF2": (NAME, lambda: packed(b"wOF2"), "or it is packed (WOFF)"),
    "font of 70 MB": (NAME, lambda: changed() + bytes(70_000_000), "64,000,000"),
    "bitmap font that swells": (
        "Bomb.pcf.gz",
        lambda: gzip.compress(b"\1fcp" + bytes(300_000_000), 9),
        "",
    ),
    "font with the letters of another": (NAME, lambda: changed(maxp=bytes(32)), ""),
}
