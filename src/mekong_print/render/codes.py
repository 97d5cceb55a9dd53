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
from itertools import pairwise
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
    drawn = [place for place, glyph in enumerate(glyphs) if glyph != EMPTY]
    starts = [at for at in range(len(glyphs)) if not at or clusters[at] != clusters[at - 1]]
    carried = ""
    for at, after in pairwise((*starts, len(glyphs))):
        end = clusters[after] if after < len(glyphs) else len(text)
        words = carried + said(text[clusters[at] : end].decode())
        places = [place for place in range(at, after) if glyphs[place] != EMPTY]
        carried = "" if places else _CONTROLS.sub("", words)
        _deal(words, places, dealt)
    if drawn:
        dealt[drawn[-1]] += carried
    for place, glyph in enumerate(drawn):
        if not dealt[glyph]:
            _pass_on(dealt, _to_the_nearest(dealt, drawn, place))
            dealt[glyph] = dealt[glyph] or SILENT
    return dealt


def _deal(words: str, places: list[int], dealt: list[str]) -> None:
    for place, letter in zip(places, words, strict=False):
        dealt[place] = letter
    if places:
        dealt[places[-1]] += words[len(places) :]


def _pass_on(dealt: list[str], row: list[int]) -> None:
    """Each glyph of a row takes from the next the character that is nearest to its own."""
    for taker, giver in pairwise(row):
        if giver < taker:
            dealt[taker] = dealt[giver][-1:] + dealt[taker]
            dealt[giver] = dealt[giver][:-1]
        else:
            dealt[taker] += dealt[giver][:1]
            dealt[giver] = dealt[giver][1:]


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
