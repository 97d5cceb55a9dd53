"""Marked content in the streams of pages: what becomes an artifact, and what links say.

The streams are not parsed. WeasyPrint writes each operator on its own line, and text
as hexadecimal strings only, so that a marked piece can be found by a pattern and
nothing else can look like one.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pikepdf import Object, Pdf, String

from mekong_print.pdf.tagtree import Annotation, Element, Mark, each

_MARK = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC(?=\n)")
_PIECE = re.compile(rb"<</MCID (\d+)>>\nBDC\n(.*?)\nEMC(?=\n|$)", re.DOTALL)
_FONT_OR_TEXT = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")
_GLYPH = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_NAMELESS = re.compile(rb"(<[0-9a-f]{4}>) <>")
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
            contents.write(new)


def word_links(pdf: Pdf, tree: Element) -> None:
    """Links say their own words, not their address (28-012; ISO 14289-1, 7.18.5)."""
    ...
