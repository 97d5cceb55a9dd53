"""Fewer elements in the structure tree: none for a line, or for a span that says nothing.

WeasyPrint 70 makes an element of each piece of text and of each box in a line: nine tenths
of all, which say nothing, and which finishing dissolves (`pdf/lines`). Here they are not
made. Nor is a second annotation inside the first where a box stands in a link: what it
covers, the link covers. What is left is what finishing would have left.

It was made for the text of two functions of WeasyPrint 70.0 and is guarded as `text_layer` is;
it comes before `spoken`, which wraps one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint import anchors, document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from mekong_print.render import mends

NAME = "fewer elements"  # as the tools of an edition call it when it is left alone
_PROVED = {
    "_build_box_tree": "f716251a83e7096e",
    "gather_anchors": "373f8c676f27da3b",
}  # on WeasyPrint 70.0
# The elements whose text needs none of its own: `pdf/lines` dissolves it in all of them.
_OF_WORDS = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Link", "Span", "LBody", "TD", "TH", "Caption"}
)
_BUILDING = (
    ("pdf.page_references[page_number]", "mekong_page(pdf, page_number)"),
    (
        "        for child in children:\n            if isinstance(child, boxes.TextBox):",
        "        for child in mekong_inside(children, tag, box):\n"
        "            if isinstance(child, boxes.TextBox):",
    ),
    ("                if tag == 'Link':\n", "                if tag in mekong_of_words:\n"),
)
_GATHERING = (
    (
        "has_link = link and not isinstance(box, (boxes.TextBox, boxes.LineBox))",
        "has_link = link and not isinstance(box, (boxes.TextBox, boxes.LineBox)) and (\n"
        "        not parent_link or not mekong_is_silent(box))",
    ),
)


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if hasattr(tags, "mekong_inside"):
        return
    stock = (tags._build_box_tree, anchors.gather_anchors)  # noqa: SLF001 - what is mended
    if {one.__name__: mends.fingerprint(one) for one in stock} != _PROVED:
        mends.unmended.append(NAME)
        return
    tags.mekong_inside, tags.mekong_of_words, tags.mekong_page = _inside, _OF_WORDS, _page
    tags._build_box_tree = mends.rewritten(stock[0], _BUILDING)  # noqa: SLF001
    anchors.mekong_is_silent = _is_silent
    anchors.gather_anchors = document.gather_anchors = mends.rewritten(stock[1], _GATHERING)


def _page(pdf: Any, number: int) -> bytes:
    """A reference to a page. WeasyPrint makes those of all pages to take one."""
    return f"{pdf.pages['Kids'][3 * number]} 0 R".encode()


def _inside(children: Iterable[Any], tag: str, box: Any) -> Iterator[Any]:
    """What stands in lines, with what is inside of silent boxes in their place."""
    if tag not in _OF_WORDS:
        yield from children
        return
    for child in children:
        shown = child._box if isinstance(child, AbsolutePlaceholder) else child  # noqa: SLF001
        if _is_silent(shown) and shown.style["lang"] == box.style["lang"]:
            for inner in shown.children:
                lines = inner.children if isinstance(inner, boxes.LineBox) else (inner,)
                yield from _inside(lines, tag, box)
        else:
            yield child


def _is_silent(box: Any) -> bool:
    """Whether a box says nothing but its text: a span in a line, or one that holds lines."""
    if box.element_tag != "span" or box.link or box.style["anchor"]:
        return False
    match box:
        case boxes.InlineBox():
            return True
        case boxes.BlockContainerBox(children=inside):
            return all(isinstance(child, boxes.LineBox) for child in inside)
        case _:
            return False
