"""Fewer elements in the structure tree: none for a line, or for a span that says nothing.

WeasyPrint 70 makes an element of each piece of text and of each box in a line: nine tenths
of all, which say nothing. Here they are not made; `BUILDING` is what is changed for that in
the function that `tagging` mends. Nor is a second annotation made inside the first where a
box stands in a link: what it covers, the link covers.

It was made for the text of a function of WeasyPrint 70.0 and is guarded as `text_layer` is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint import anchors, document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from mekong_print.render import mends
from mekong_print.render.kinds import OF_WORDS

NAME = "one annotation for a link"  # as the tools of an edition call it when it is left alone
_PROVED = "373f8c676f27da3b"  # on WeasyPrint 70.0
BUILDING = (
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
    stock = anchors.gather_anchors
    if hasattr(anchors, "mekong_is_silent"):
        return
    if mends.fingerprint(stock) != _PROVED:
        mends.unmended.append(NAME)
        return
    anchors.mekong_is_silent = _is_silent
    anchors.gather_anchors = document.gather_anchors = mends.rewritten(stock, _GATHERING)


def serve(tags: Any) -> None:
    """Hand WeasyPrint's module of tags what `BUILDING` calls for."""
    tags.mekong_inside, tags.mekong_of_words, tags.mekong_page = _inside, OF_WORDS, _page


def _page(pdf: Any, number: int) -> bytes:
    """A reference to a page. WeasyPrint makes those of all pages to take one."""
    return f"{pdf.pages['Kids'][3 * number]} 0 R".encode()


def _inside(children: Iterable[Any], tag: str, box: Any) -> Iterator[Any]:
    """What stands in lines, with what is inside of silent boxes in their place."""
    if tag not in OF_WORDS:
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
