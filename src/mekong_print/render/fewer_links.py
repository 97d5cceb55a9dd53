"""One annotation for a link: none for a span inside it.

WeasyPrint 70 lays a second annotation over each box that stands in a link, which a screen
reader takes for a link in a link (Matterhorn 28-011). What it covers, the link covers.
It was made for the text of a function of WeasyPrint 70.0 and is guarded as `text_layer` is.
"""

from __future__ import annotations

from typing import Any

from weasyprint import anchors, document
from weasyprint.formatting_structure import boxes

from mekong_print.render import mends

NAME = "one annotation for a link"  # as the tools of an edition call it when it is left alone
_PROVED = {"gather_anchors": "373f8c676f27da3b"}  # on WeasyPrint 70.0
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
    if not mends.proved(NAME, (stock,), _PROVED):
        return
    anchors.mekong_is_silent = _is_silent
    anchors.gather_anchors = document.gather_anchors = mends.rewritten(stock, _GATHERING)


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
