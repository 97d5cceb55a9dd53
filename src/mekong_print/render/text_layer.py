"""The text layer of WeasyPrint 70: what a reader copies, searches and has read aloud.

WeasyPrint writes one table from glyphs to text for each font, filled by the first
cluster in which a glyph occurs: half of a Khmer page reads as something else
(docs/scripts.md). Here each glyph gets a code for each thing that it stands for
(`codes`), for readers that go by codes (pypdf, pdf.js); and lines in scripts whose
glyphs do not stand in the order of their characters carry these characters beside
them (ActualText; ISO 32000-1, 14.9.4), for readers that go by places (poppler, PDFium).
Where WeasyPrint's own table is right, as in English, not one byte is another.

It was made for the text of four functions of WeasyPrint 70.0. Where one of them has
changed, stock is left alone, and `mends.unmended` says so; tests/render holds both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import eq
from typing import Any

from weasyprint import pdf
from weasyprint.draw import text as drawing
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi

from mekong_print.render import mends
from mekong_print.render.codes import EMPTY, Codes, said, spread

NAME = "text layer"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "draw_first_line": "1bb8eae6d88e71b1",
    "build_fonts_dictionary": "fc551bef35d0d6c3",
    "_build_vector_font_dictionary": "aa6eea312c6e3375",
    "clean": "cf6c698470f6a849",
}
_DRAWING = (
    (
        "        for i, glyph_info in enumerate(",
        "        codes = mekong_codes(stream, textbox, font, glyph_item)\n"
        "        for i, glyph_info in enumerate(",
    ),
    (
        "if glyph_id not in font.to_unicode:",
        "if codes is None and glyph_id not in font.to_unicode:",
    ),
    ("{glyph_id:04x}", "{glyph_id if codes is None else codes[i]:04x}"),
    # Most kernings are no way to a mark: no function is called for them.
    (
        "f'>{int(kerning)}<'",
        "mekong_way(int(kerning), codes) if offset else f'>{int(kerning)}<'",
    ),
    ("f'>{-offset}<'", "mekong_way(-offset, codes)"),
    ("f'{-offset}'", "mekong_way(-offset, codes)[1:-1]"),
)
_DESCRIBING = (("'CIDToGIDMap': '/Identity'", "'CIDToGIDMap': mekong_leads(pdf, font, compress)"),)
_STEP = 60  # thousandths of an em; less than half a space of any text font
# Thai, Lao, Burmese and its neighbours, Khmer: a glyph may stand before the one that it follows.
_INTRICATE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f]"
)


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if hasattr(drawing, "mekong_codes"):
        return
    stock = (
        drawing.draw_first_line,
        fonts.build_fonts_dictionary,
        fonts._build_vector_font_dictionary,  # noqa: SLF001 - what is mended
        fonts.Font.clean,
    )
    if not mends.proved(NAME, stock, _PROVED):
        return
    drawing.mekong_codes, drawing.mekong_way = _codes_of_run, _way
    fonts.mekong_leads = _leads
    drawing.draw_first_line = _saying(mends.rewritten(stock[0], _DRAWING))
    pdf.build_fonts_dictionary = _with_widths(stock[1])
    fonts._build_vector_font_dictionary = mends.rewritten(stock[2], _DESCRIBING)  # noqa: SLF001
    fonts.Font.clean = _of_glyphs(stock[3])


def _codes_of_run(stream: Any, textbox: Any, font: Any, item: Any) -> list[int] | None:
    """The code of each glyph of a run; None where stock's own way must do.

    That is where codes are not free (fonts of pictures, of CFF outlines) and in scripts
    that run from right to left. What the run says is added to what its line says.
    """
    start, length = item.item.offset, item.item.length
    text = textbox.pango_layout.text.encode()[start : start + length]
    run = item.glyphs
    count = run.num_glyphs
    stream.mekong_line.append((start, text))
    if font.bitmap or item.item.analysis.level % 2 or font.type == "otf":
        return None
    codes = _codes(stream, font)
    glyphs = _glyphs(run.glyphs, count)
    words = text.decode() if text.isascii() else said(text.decode())
    if list(map(font.to_unicode.get, glyphs)) == list(words):  # nearly all of Latin
        return glyphs
    clusters = ffi.unpack(run.log_clusters, count)
    alone = len(set(clusters)) == count and EMPTY not in glyphs
    dealt = _of_clusters(clusters, text) if alone else [""]
    if not all(dealt):  # a glyph for which nothing is left takes of its neighbours
        dealt = spread(glyphs, clusters, text)
    if all(map(eq, map(font.to_unicode.get, glyphs), dealt)):
        return glyphs
    return [codes.code(*pair) for pair in zip(glyphs, dealt, strict=True)]


def _of_clusters(clusters: list[int], text: bytes) -> list[str]:
    """What the glyphs of a run say, where each has a cluster of its own: letters and ligatures."""
    ends = (*clusters[1:], len(text))
    return [said(text[at:end].decode()) for at, end in zip(clusters, ends, strict=True)]


def _glyphs(infos: Any, count: int) -> list[int]:
    """The glyphs of a run: the first four bytes of each of Pango's structures, read at once."""
    size = ffi.sizeof("PangoGlyphInfo")
    return memoryview(ffi.buffer(infos, count * size)).cast("I")[:: size // 4].tolist()


def _codes(stream: Any, font: Any) -> Codes:
    """The codes of a font. WeasyPrint may have several objects for one: they share all."""
    if not hasattr(font, "mekong_codes"):
        first = next(one for one in stream._fonts.values() if one.hash == font.hash)  # noqa: SLF001
        font.mekong_codes = Codes(font) if first is font else _codes(stream, first)
        font.to_unicode, font.widths = first.to_unicode, first.widths
    codes: Codes = font.mekong_codes
    return codes


def _way(far: float, codes: list[int] | None) -> str:
    """How far to go on (TJ); to and from a mark that is set aside in steps, not in one leap.

    pypdf takes a leap for a space: it does not see that it leads back to where the mark
    was set out from.
    """
    whole = int(-far // _STEP)
    if not codes or whole < 1:
        return f">{far}<"
    return f">{f'{-_STEP} ' * whole}{far + whole * _STEP}<"


def _saying(stock: Any) -> Any:
    """Lines carry their characters where their glyphs alone would not say them."""

    def draw_first_line(stream: Any, *line: Any) -> Any:
        stream.mekong_line = []
        start = len(stream.stream)
        emojis = stock(stream, *line)
        if all(text.isascii() for _, text in stream.mekong_line):
            return emojis
        words = said(b"".join(text for _, text in sorted(stream.mekong_line)).decode())
        if _INTRICATE.search(words):
            # In capitals, so that no pattern takes it for glyphs (`pdf/marks`).
            spelt = words.encode("utf-16-be").hex().upper()
            stream.stream[start:start] = ["/Span", f"<</ActualText <FEFF{spelt}>>>", b"BDC"]
            stream.stream.append(b"EMC")
        return emojis

    return draw_first_line


def _with_widths(stock: Any) -> Any:
    """Codes are as wide as their glyphs."""

    def build_fonts_dictionary(document: Any, used: Mapping[Any, Any], *more: Any) -> Any:
        for font in used.values():
            for code, glyph in _leads_of(font).items():
                font.widths[code] = font.widths[glyph]
        return stock(document, used, *more)

    return build_fonts_dictionary


def _of_glyphs(stock: Any) -> Any:
    """Fonts are cut down to glyphs; codes that lead to them are no glyphs."""

    def clean(font: Any, to_unicode: dict[int, str], hinting: Any) -> None:
        leads = _leads_of(font)
        stock(font, {code: text for code, text in to_unicode.items() if code not in leads}, hinting)

    return clean


def _leads_of(font: Any) -> dict[int, int]:
    return font.mekong_codes.leads if hasattr(font, "mekong_codes") else {}


def _leads(document: Any, font: Any, compress: Any) -> Any:
    """The entry CIDToGIDMap of a font: a table only where there is something to say."""
    if not _leads_of(font):
        return "/Identity"
    table = fonts.pydyf.Stream([font.mekong_codes.map()], compress=compress)
    document.add_object(table)
    return table.reference
