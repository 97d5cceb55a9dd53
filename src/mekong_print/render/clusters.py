"""Broken clusters: letters that no syllable of their script has, found by shaping them.

Where a vowel sign or a subscript has no letter to stand on, HarfBuzz sets a dotted circle
under it (Unicode Standard, 5.13). No validator and no log speaks of it; readers see it.
Thai and Lao get no circle, and a coeng or virama without the letter that it calls for is drawn
as it is: those are known by their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import uharfbuzz

CIRCLE = 0x25CC
# Scripts that are shaped syllable by syllable: Thai and Lao, Myanmar, Khmer, and more Myanmar.
_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u200b-\u200d\u2060\u25cc]+"
)
# A mark with nothing below it, or upon a vowel that is written before its consonant (Unicode
# Standard, 16.1 and 16.2); two tone marks, or two vowels above, on one consonant.
_NO_BASE = re.compile("(?:^|[^ก-ฮัิ-ฺ็-๎ກ-ຮັິ-ຼ່-໎ໜ-ໟ◌])([ัิ-ฺ็-๎ັິ-ຼ່-໎]+)")
_TWICE = re.compile("[่-๋]{2}|[່-໋]{2}|[ิ-ื]{2}|[ິ-ື]{2}")
# Coeng before a consonant or an independent vowel (16.4), virama before a consonant (16.3).
_CALLS = re.compile("្(?![ក-ឳ])|္(?![က-ဪဿၐ-ႎ])")


def may_break(text: str) -> bool:
    """Whether a text has letters of a script that is shaped syllable by syllable."""
    return _RUN.search(text) is not None


def broken_clusters(text: str, fonts: Sequence[Path]) -> Iterator[tuple[int, int]]:
    """Where (start, end) clusters of a text are broken, in code points, each in the first font
    that has its letters. A dotted circle that was written is meant.
    """
    for run in _RUN.finditer(text):
        words = run.group()
        if chr(CIRCLE) in words:
            continue
        found = {*_out_of_order(words)}
        font = _font_for(words, fonts)
        if font is not None:
            found |= {*_circled(words, font)}
        for start, end in _joined(sorted(found)):
            yield run.start() + start, run.start() + end


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] < end:
            end = max(end, spans.pop(0)[1])
        yield start, end


def _out_of_order(words: str) -> Iterator[tuple[int, int]]:
    for pattern, group in ((_NO_BASE, 1), (_TWICE, 0), (_CALLS, 0)):
        yield from (found.span(group) for found in pattern.finditer(words))


def _font_for(words: str, fonts: Sequence[Path]) -> Path | None:
    wanted = {ord(letter) for letter in words} - set(range(0x2000, 0x2070))
    return next((font for font in fonts if wanted <= letters_of(font)), None)


@cache
def _face(path: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


@cache
def letters_of(path: Path) -> frozenset[int]:
    """The code points that a font has letters for."""
    return frozenset(_face(path).unicodes)


def _circled(words: str, path: Path) -> Iterator[tuple[int, int]]:
    font = uharfbuzz.Font(_face(path))
    circle = font.get_nominal_glyph(CIRCLE)
    if circle is None:
        return
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(letter) for letter in words])  # so that clusters count letters
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    starts = sorted({one.cluster for one in buffer.glyph_infos} | {len(words)})
    for start in sorted({one.cluster for one in buffer.glyph_infos if one.codepoint == circle}):
        yield start, starts[starts.index(start) + 1]
