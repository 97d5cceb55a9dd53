"""Marked content in the streams of pages: what becomes an artifact, and what links say.

The streams are not parsed. WeasyPrint writes each operator on its own line, and text
as hexadecimal strings only, so that a marked piece can be found by a pattern and
nothing else can look like one.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict

from pikepdf import Name, Object, Pdf, String

from mekong_print.pdf.figures import all_resources
from mekong_print.pdf.tagtree import Annotation, Element, Kid, Mark, each, marks_of

_MARK = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC(?=\n)")
_PIECE = re.compile(rb"<</MCID (\d+)>>\nBDC\n(.*?)\nEMC(?=\n|$)", re.DOTALL)
_FONT_OR_TEXT = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")
_GLYPH = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_NAMELESS = re.compile(rb"(<[0-9a-f]{4}>) <>")
_PARTING = re.compile("[\\s\u00ad\u200b\u2010-]+")
_RUNNING = b"/Artifact\n<</Type /Pagination>>\nBDC"
_DECORATION = b"/Artifact\nBMC"


def settle(pdf: Pdf, before: frozenset[Mark], after: frozenset[Mark]) -> None:
    """Marks that the tree does not hold become artifacts.

    Running heads and folios never were in the tree (18-001): they are pagination.
    What a mend took out of it is decoration.
    """
    for number, page in enumerate(pdf.pages):
        contents = page.obj.Contents

        def settled(mark: re.Match[bytes], page: int = number) -> bytes:
            here = Mark(page, int(mark[1]))
            if here in after:
                return mark[0]
            return _DECORATION if here in before else _RUNNING

        old = contents.read_bytes()
        new = _MARK.sub(settled, old)
        if new != old:
            _rewrite(contents, new)


def word_links(pdf: Pdf, tree: Element) -> None:
    """Links say their own words, not their address (28-012; ISO 14289-1, 7.18.5)."""
    links = [kid for kid in each(tree.kids) if isinstance(kid, Element) and kid.kind == "Link"]
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for link in links:
        for mark in marks_of(link):
            wanted[mark.page].add(mark.mcid)
    said = _said(pdf, wanted)
    for link in links:
        text = " ".join(_words(link, said).split())
        for kid in link.kids:
            if isinstance(kid, Annotation) and text and not _is_said(kid.object, text):
                kid.object.Contents = String(text)


def _is_said(annotation: Object, text: str) -> bool:
    """Whether a link says this already, but for words that are cut at the end of a line."""
    told = str(annotation.get("/Contents", ""))
    return _PARTING.sub("", told) == _PARTING.sub("", text)


def _words(kid: Kid, said: dict[Mark, str]) -> str:
    match kid:
        case Element(traits={"/Alt": words}):
            return str(words)
        case Element():
            return "".join(_words(inner, said) for inner in kid.kids)
        case Mark():
            return said.get(kid) or " "  # the press draws no glyph for a space alone
        case _:
            return " "  # an annotation begins a new line of the link


def _said(pdf: Pdf, wanted: dict[int, set[int]]) -> dict[Mark, str]:
    """The text of the marked pieces that are wanted, by page."""
    said: dict[Mark, str] = {}
    alphabets: dict[bytes, dict[bytes, str]] = {}
    for page, mcids in wanted.items():
        sheet = pdf.pages[page].obj
        for piece in _PIECE.finditer(sheet.Contents.read_bytes()):
            if int(piece[1]) in mcids:
                text = _text(piece[2], sheet.Resources.Font, alphabets)
                said[Mark(page, int(piece[1]))] = text
    return said


def _text(piece: bytes, fonts: Object, alphabets: dict[bytes, dict[bytes, str]]) -> str:
    alphabet: dict[bytes, str] = {}
    text = ""
    for font, glyphs in _FONT_OR_TEXT.findall(piece):
        if font:
            if font not in alphabets:
                alphabets[font] = _alphabet(fonts["/" + font.decode()])
            alphabet = alphabets[font]
        for at in range(0, len(glyphs), 4):
            text += alphabet.get(glyphs[at : at + 4], "")
    return text.replace("\u200b", "")  # glyphs that say nothing, see below


def _alphabet(font: Object) -> dict[bytes, str]:
    """What each glyph of a font stands for (ISO 32000-1, 9.10.3)."""
    if "/ToUnicode" not in font:
        return {}
    pairs = _GLYPH.findall(font.ToUnicode.read_bytes())
    return {glyph: bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def name_nameless_glyphs(pdf: Pdf) -> None:
    """Glyphs without a character stand for a zero-width space (10-001; 14289-1, 7.21.7).

    The press gives the characters of a cluster to one of its glyphs and nothing to the
    others; a glyph must stand for something, and this adds nothing that is seen or heard.
    """
    seen: set[tuple[int, int]] = set()
    for resources in all_resources(pdf):
        for font in dict(resources.get("/Font", {}).items()).values():
            if font.objgen in seen or "/ToUnicode" not in font:
                continue
            seen.add(font.objgen)
            old = font.ToUnicode.read_bytes()
            new = _NAMELESS.sub(rb"\1 <200b>", old)
            if new != old:
                _rewrite(font.ToUnicode, new)


def _rewrite(stream: Object, content: bytes) -> None:
    """Packed here and not on saving, or the file's identifier would change on a second pass."""
    stream.write(zlib.compress(content, 9), filter=Name.FlateDecode)
