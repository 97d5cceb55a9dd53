"""Font programs taken apart and put together again, held against fontTools."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from mekong_print.pdf.bind import sfnt
from mekong_print.pdf.bind.fonts import Family
from mekong_print.pdf.bind.sfnt_writing import write_program
from mekong_print.pdf.bind.subsets import Subset
from proofing import ROOT

FONTS = sorted((ROOT / "fonts").glob("*.ttf"))
LETTERS = "iÄé3Ωq — ﬁ"


def drawn(font: TTFont, name: str) -> list[object]:
    """The outline of a glyph with all its parts, as it is drawn."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.value


@pytest.fixture(params=FONTS, ids=lambda path: path.stem)
def typeface(request) -> bytes:
    return request.param.read_bytes()


def test_letters_are_found_as_fonttools_finds_them(typeface: bytes) -> None:
    font = TTFont(BytesIO(typeface))
    order = font.getReverseGlyphMap()
    own = {code: order[name] for code, name in font.getBestCmap().items()}
    found = sfnt.letters(sfnt.read_program(typeface))
    assert {code: found.get(code) for code in own} == own


def test_a_program_of_some_glyphs_draws_them_as_before(typeface: bytes) -> None:
    program, font = sfnt.read_program(typeface), TTFont(BytesIO(typeface))
    wanted = set(range(0, len(program.offsets) - 1, 7))
    written = write_program(program.tables, {one: program.glyph(one) for one in wanted})
    small = TTFont(BytesIO(written))
    for glyph in wanted:
        own, new = font.getGlyphName(glyph), small.getGlyphName(glyph)
        assert drawn(small, new) == drawn(font, own)
        assert small["hmtx"][new] == font["hmtx"][own]
    assert small["maxp"].numGlyphs == small["hhea"].numberOfHMetrics


def test_checksums_of_a_written_program_are_right(typeface: bytes) -> None:
    program = sfnt.read_program(typeface)
    written = write_program(program.tables, {one: program.glyph(one) for one in (0, 5, 9)})
    padded = written + b"\0" * (-len(written) % 4)
    assert sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF == 0xB1B0AFBA
    TTFont(BytesIO(written), checkChecksums=2).ensureDecompiled()


def test_hints_and_padding_go_and_the_outline_stays(typeface: bytes) -> None:
    program, font = sfnt.read_program(typeface), TTFont(BytesIO(typeface))
    letters = sfnt.letters(program)
    some = {letters[ord(one)] for one in LETTERS if ord(one) in letters}
    bare = {one: program.glyph(one).unhinted for one in some}
    small = TTFont(BytesIO(write_program(program.tables, bare)))
    for glyph in some:
        name = small.getGlyphName(glyph)
        assert drawn(small, name) == drawn(font, font.getGlyphName(glyph))
        assert not getattr(small["glyf"][name], "program", None)


def test_a_glyph_that_is_made_of_itself_is_refused() -> None:
    program = sfnt.read_program(FONTS[0].read_bytes())
    at = next(at for at in range(9999) if program.outline(at)[:1] >= b"\x80")
    looped = bytearray(program.outline(at))
    looped[12:14] = at.to_bytes(2, "big")
    start = program.offsets[at] * program.step
    glyf = bytearray(program.tables[b"glyf"])
    glyf[start : start + len(looped)] = looped
    broken = replace(program, tables=program.tables | {b"glyf": bytes(glyf)})
    with pytest.raises(ValueError, match="made of itself"):
        broken.glyph(at)


# ---------------------------------------------------------------- joining


def subset(program: sfnt.Program, numbers: set[int], **more: object) -> Subset:
    glyphs = {one: program.glyph(one) for one in numbers}
    widths = {one: b"%d" % program.advance(one) for one in numbers}
    texts = {one: b"%04x" % one for one in numbers}
    leads = {one: one for one in numbers}
    made = Subset("Face", program, glyphs, widths, texts, leads, b"<<>>", (0, 0, 1, 1))
    return replace(made, **more)


@pytest.fixture
def program() -> sfnt.Program:
    return sfnt.read_program((ROOT / "fonts" / "SourceSerif4-Regular.ttf").read_bytes())


def test_subsets_are_joined_glyph_by_glyph(program: sfnt.Program) -> None:
    one, two = subset(program, {1, 2, 3}), subset(program, {3, 4}, box=(-5, 0, 9, 1))
    family = Family(pikepdf.new(), one)
    assert family.join(one)
    assert family.join(two)
    assert set(family.glyphs) == {1, 2, 3, 4}
    assert family.box == (-5, 0, 9, 1)


@pytest.mark.parametrize("other", ["outline", "width"])
def test_a_subset_that_differs_in_one_glyph_is_not_joined(program: sfnt.Program, other) -> None:
    one, two = subset(program, {1, 2, 3}), subset(program, {3, 4})
    family = Family(pikepdf.new(), one)
    family.join(one)
    changed = {
        "outline": replace(two, glyphs=two.glyphs | {3: program.glyph(9)}),
        "width": replace(two, widths=two.widths | {3: b"1"}),
    }
    assert not family.join(changed[other])
    assert set(family.glyphs) == {1, 2, 3}


def test_a_space_is_not_taken_for_a_letter(program: sfnt.Program) -> None:
    """A glyph without an outline is one, too: other subsets may draw at its number."""
    empty = subset(program, {7}, glyphs={7: sfnt.Glyph(b"", program.metrics(7))})
    family = Family(pikepdf.new(), empty)
    family.join(empty)
    assert not family.join(subset(program, {7}))


def test_parts_of_a_letter_may_be_numbered_in_any_way(program: sfnt.Program) -> None:
    """HarfBuzz gives them numbers behind the last letter of each subset."""
    letter = sfnt.letters(program)[ord("i")]
    glyph = program.glyph(letter)
    if not glyph.parts:
        letter = sfnt.letters(program)[ord("Ä")]
        glyph = program.glyph(letter)
    assert glyph.parts
    small = sfnt.read_program(write_program(program.tables, {letter: glyph}))
    large = sfnt.read_program(write_program(program.tables, {letter: glyph, letter + 50: glyph}))
    assert small.outline(letter) != large.outline(letter)
    assert small.glyph(letter) == large.glyph(letter) == glyph


def test_glyphs_that_no_list_names_are_kept(program: sfnt.Program) -> None:
    glyphs = {one: program.glyph(one) for one in (2, 3, 4)}
    small = sfnt.read_program(write_program(program.tables, glyphs))
    assert set(small.glyphs({2})) == {2, 3, 4}
    assert set(small.glyphs({2, 3, 4})) == {2, 3, 4}
