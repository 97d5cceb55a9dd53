"""Typefaces: what each font file is, and which letters it has."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Letters, marks, digits and signs of a script in everyday use, as ranges of The Unicode
# Standard 17. Latin is what English needs and Vietnamese; Burmese has its script's letters up
# to U+104F, Shan, Karen and Mon have theirs behind them.
_RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "Latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xFF)),
    "Vietnamese": (
        (0x102, 0x103), (0x110, 0x111), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9),
    ),
    "Thai": ((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B)),
    "Lao": (
        (0x0E81, 0x0E85), (0x0E87, 0x0E88), (0x0E8A, 0x0E8A), (0x0E8D, 0x0E8D), (0x0E94, 0x0E97),
        (0x0E99, 0x0E9F), (0x0EA1, 0x0EAB), (0x0EAD, 0x0EB9), (0x0EBB, 0x0EDF),
    ),
    "Khmer": ((0x1780, 0x17A2), (0x17A5, 0x17B3), (0x17B6, 0x17DD), (0x17E0, 0x17E9)),
    "Burmese": ((0x1000, 0x104F),),
    "Shan, Karen, Mon": ((0x1050, 0x109F),),
    "Greek": ((0x391, 0x3A9), (0x3B1, 0x3C9)),
    "Cyrillic": ((0x410, 0x44F),),
}  # fmt: skip
# What asks for no glyph: marks of order, joiners, breaks and spaces of no width.
UNSEEN = frozenset("\t\n\r\xad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10))
}
_OFL = re.compile(r"SIL Open Font License|sil\.org/OFL|openfontlicense\.org")


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file. `weight` is of CSS (400 is regular), `letters` are code points."""

    path: Path
    family: str
    style: str
    weight: int
    italic: bool
    version: str
    licence: str
    letters: frozenset[int]

    @property
    def cut(self) -> tuple[str, int, bool]:
        """What no two files may share: layout would take letters and widths from both."""
        return self.family, self.weight, self.italic


class UnreadableFontError(Exception):
    """A file among the fonts that is none, or a broken one."""


LARGEST_FONT = 64_000_000  # bytes; a font of all Chinese signs has 20 million
LARGEST_NAMES = 1_000_000  # bytes of all that a font says of itself
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")  # TrueType or CFF outlines, not packed (OpenType, 4.3)


@cache
def typeface(path: Path) -> Typeface:
    """Read a font file. Raises UnreadableFontError.

    Fonts may be meant to do harm: what is packed (WOFF) is not unpacked, and its letters are
    read by the library that shapes them, which counts no letter twice.
    """
    from fontTools.ttLib import TTFont, TTLibError  # loaded when a font is opened, not before

    from mekong_print.render.clusters import letters_of

    try:
        _refuse_odd(path)
        with TTFont(path, lazy=True) as font:
            _refuse_talkative(font.reader["name"])
            names, metrics = font["name"], font["OS/2"]
            licence = str(names.getDebugName(13) or names.getDebugName(14) or "")
            return Typeface(
                path=path,
                family=str(names.getDebugName(16) or names.getDebugName(1) or path.stem),
                style=str(names.getDebugName(17) or names.getDebugName(2) or "Regular"),
                weight=int(metrics.usWeightClass),
                italic=bool(metrics.fsSelection & 1),  # OpenType, OS/2: bit 0 is ITALIC
                version=f"{font['head'].fontRevision:.3f}",
                licence=_named(licence),
                letters=letters_of(path),
            )
    except (TTLibError, OSError, KeyError, ValueError, AssertionError, EOFError) as fault:
        raise UnreadableFontError(f"{path.name} cannot be read as a font: {fault}") from fault
    except struct.error as fault:
        raise UnreadableFontError(f"{path.name} cannot be read as a font: it is cut off") from fault


def _refuse_odd(path: Path) -> None:
    """Raise ValueError for a file that is packed, no font, or too large to be one."""
    size = path.stat().st_size
    if size > LARGEST_FONT:
        raise ValueError(f"it has {size:,} bytes; the most is {LARGEST_FONT:,}")
    with path.open("rb") as file:
        if file.read(4) not in _KINDS:
            raise ValueError("it is no TrueType or OpenType file, or it is packed (WOFF)")


def _refuse_talkative(names: bytes) -> None:
    """Raise ValueError where the names of a font swell: records may share their bytes."""
    count = struct.unpack_from(">H", names, 2)[0]
    lengths = (struct.unpack_from(">H", names, 6 + 12 * n + 8)[0] for n in range(count))
    if sum(lengths) > LARGEST_NAMES:
        raise ValueError(f"what it says of itself has more than {LARGEST_NAMES:,} bytes")


def _named(licence: str) -> str:
    """A licence by its short name, or the first words of what the font says."""
    if _OFL.search(licence):
        return "OFL 1.1"  # the only version that is in use
    return " ".join(licence.split())[:60] or "not stated"


def scripts_of(letters: frozenset[int]) -> tuple[str, ...]:
    """The scripts that some letters cover; one that lacks a few says how many.

    >>> scripts_of(frozenset(range(0x410, 0x450)) - {0x44F})
    ('Cyrillic (lacks 1 of 64)',)
    """
    found = []
    for script, ranges in _RANGES.items():
        wanted = {code for first, last in ranges for code in range(first, last + 1)}
        wanted = {code for code in wanted if unicodedata.category(chr(code)) != "Cn"}
        lacking = len(wanted - letters)
        if not lacking:
            found.append(script)
        elif lacking <= len(wanted) // 10:
            found.append(f"{script} (lacks {lacking} of {len(wanted)})")
    return tuple(found)


def without_font(text: str, faces: Iterable[Typeface]) -> tuple[str, ...]:
    """The characters of a text that no font has, each once, as they come."""
    known = frozenset[int]().union(*(face.letters for face in faces))
    lacking = (one for one in dict.fromkeys(text) if ord(one) not in known and one not in UNSEEN)
    return tuple(one for one in lacking if unicodedata.category(one) not in ("Cc", "Zs"))


def twins(faces: Iterable[Typeface]) -> tuple[tuple[Typeface, Typeface], ...]:
    """Fonts of one family, weight and style: WeasyPrint prints wrong letters with them."""
    first: dict[tuple[str, int, bool], Typeface] = {}
    pairs = []
    for face in faces:
        other = first.setdefault(face.cut, face)
        pairs += [(other, face)] if other is not face else []
    return tuple(pairs)
