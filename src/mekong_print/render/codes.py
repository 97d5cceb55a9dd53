"""Codes for glyphs: what each glyph on a page stands for, so that no character is lost.

A PDF reader turns the codes of a page into text by one table of the font (ISO 32000-1,
9.10.3), and a glyph drawn by one code can say one thing only. In Khmer or Burmese the
same glyph is a part of many clusters, so that a glyph needs several codes: the first
is its own number, as WeasyPrint has it, and those that follow are behind the last glyph
of the font and led back to it by a CIDToGIDMap (9.7.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

EMPTY = 0x0FFFFFFF  # Pango's glyph for characters that show nothing
_UNKNOWN = 0x10000000  # Pango's flag for characters that no font has
SILENT = "\u200b"  # for a glyph that no character is left for
_LAST = 0xFFFF
# Zero-width spaces and word joiners say where lines may break, soft hyphens where words may;
# none is text. A space that does not break is one that was put there to hold words together.
_SAID = str.maketrans({"\u200b": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "\u00a0": " "})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Codes:
    """The codes of one font of WeasyPrint's, which has the table `to_unicode`, code by code.

    `leads` are the glyphs of the codes that are not their glyph's own number.
    """

    def __init__(self, font: Any) -> None:
        self.leads: dict[int, int] = {}
        self._font, self._first = font, font.glyph_count
        self._known: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """The code that shows a glyph and says a text; a glyph's own number if that is free."""
        if glyph >= EMPTY:
            return self._without_glyph(glyph, text)
        texts = self._font.to_unicode
        if texts.setdefault(glyph, text) == text:
            return glyph
        code = self._known.get((glyph, text))
        if code is None:
            code = self._font.glyph_count + len(self._font.missing)
            if code > _LAST:  # a reader gets what stock gives it
                return glyph
            self._font.glyph_count += 1  # what WeasyPrint numbers by itself goes behind it
            self._known[glyph, text] = code
            self.leads[code] = glyph
            texts[code] = text
        return code

    def _without_glyph(self, glyph: int, text: str) -> int:
        """Nothing is shown, or WeasyPrint's own code for a character that no font has."""
        if glyph == EMPTY:
            return 0
        code: int = self._font.get_unused_glyph_id(glyph - _UNKNOWN)
        self._font.to_unicode.setdefault(code, text)
        return code

    def map(self) -> bytes:
        """The CIDToGIDMap: two bytes for each code, zero where none is used."""
        own = [code for code in self._font.to_unicode if code < self._first]
        leads = bytearray(2 * (max((*own, *self.leads), default=0) + 1))
        for code, glyph in (*zip(own, own, strict=True), *self.leads.items()):
            leads[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
        return bytes(leads)


def said(text: str) -> str:
    """What a reader shall get of a text that is set."""
    return text.translate(_SAID)


def spread(glyphs: Sequence[int], clusters: Sequence[int], text: bytes) -> list[str]:
    """What each glyph of a run stands for: all characters, in their order, each once.

    `clusters` are, for each glyph from left to right, where its cluster begins in `text`
    (UTF-8). The characters of a cluster are dealt out to its glyphs, one each and the
    rest to the last. A glyph for which none is left takes one from its neighbours.
    """
    dealt = [""] * len(glyphs)
    at, carried = 0, ""
    while at < len(glyphs):
        after = at + 1
        while after < len(glyphs) and clusters[after] == clusters[at]:
            after += 1
        end = clusters[after] if after < len(glyphs) else len(text)
        words = carried + said(text[clusters[at] : end].decode())
        drawn = [place for place in range(at, after) if glyphs[place] != EMPTY]
        carried = "" if drawn else _CONTROLS.sub("", words)
        for place, letter in zip(drawn, words, strict=False):
            dealt[place] = letter
        if drawn:
            dealt[drawn[-1]] += words[len(drawn) :]
        at = after
    _feed(dealt, [place for place, glyph in enumerate(glyphs) if glyph != EMPTY], carried)
    return dealt


def _feed(dealt: list[str], drawn: list[int], left: str) -> None:
    """Give glyphs without a character one of the same word; what is left over goes last."""
    if drawn:
        dealt[drawn[-1]] += left
    for place, glyph in enumerate(drawn):
        if not dealt[glyph]:
            row = _to_the_nearest(dealt, drawn, place)
            for taker, giver in zip(row, row[1:], strict=False):
                backward = giver < taker
                given = dealt[giver][-1:] if backward else dealt[giver][:1]
                rest = dealt[giver][:-1] if backward else dealt[giver][1:]
                dealt[taker] = given + dealt[taker] if backward else dealt[taker] + given
                dealt[giver] = rest
            dealt[glyph] = dealt[glyph] or SILENT


def _to_the_nearest(dealt: list[str], drawn: list[int], place: int) -> list[int]:
    """The glyphs from a hungry one to the nearest of its word that has characters to spare."""
    for far in range(1, len(drawn)):
        for step in (-1, 1):
            there = place + far * step
            if 0 <= there < len(drawn) and len(dealt[drawn[there]]) > 1:
                row = [drawn[at] for at in range(place, there + step, step)]
                if not any(dealt[glyph].isspace() for glyph in row):
                    return row
    return []
