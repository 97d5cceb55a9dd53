"""What layout asks of each box over and over, answered in fewer steps.

WeasyPrint 70 asks five questions for one answer (is a box in the normal flow, 200,000 times
for the contents of a year), looks through all children for the first and the last, makes a
key of fourteen properties to look up the height of each line, and calls for percentages where
there are none. The answers are the same; only the way to them is shorter.
Guarded as `text_layer` is, for WeasyPrint 70.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import inline, percent, table

from mekong_print.render import mends

NAME = "short answers"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "is_in_normal_flow": "48030cd968cb59be",
    "is_floated": "12bc00fc92a44c43",
    "is_footnote": "ee39398e1b070ed3",
    "is_note": "c44a99cb37b6eba6",
    "is_absolutely_positioned": "4c8ea9d22581c414",
    "is_running": "c5123b1c90f0fdbe",
    "page_values": "00c9a22ae03b18b4",
    "resolve_one_percentage": "4cfaa9ad134e4f7b",
    "percentage": "ebe404ccd9da50bf",
    "strut": "b57885b70dd08efe",
}
_IN_FLOW = frozenset({"static", "relative"})  # CSS Positioned Layout 3, 3
_SMALLEST = frozenset({"min_width", "min_height"})


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if Box.is_in_normal_flow is _is_in_normal_flow:
        return
    questions = (Box.is_floated, Box.is_footnote, Box.is_note)
    more = (Box.is_absolutely_positioned, Box.is_running, percent.percentage)
    stock = (Box.is_in_normal_flow, ParentBox.page_values, percent.resolve_one_percentage)
    if not mends.proved(NAME, (*questions, *more, *stock, inline.strut), _PROVED):
        return
    Box.is_in_normal_flow = _is_in_normal_flow
    ParentBox.page_values = _page_values
    for module in (percent, inline, table):
        module.resolve_one_percentage = _resolve_one_percentage
    inline.strut = _kept(inline.strut)


def _is_in_normal_flow(box: Any) -> bool:
    """Whether a box neither floats, nor is a note, nor has been taken elsewhere."""
    style = box.style
    return style["float"] == "none" and style["position"] in _IN_FLOW


def _page_values(box: Any) -> tuple[Any, Any]:
    """The names of the pages that a box begins and ends on (CSS Paged Media 3, 7.1)."""
    names: tuple[Any, Any] = Box.page_values(box)
    first = _first_on_pages(box.children)
    if first is None:
        return names
    last = _first_on_pages(reversed(box.children))
    begins = first.page_values()
    ends = begins if last is first else last.page_values()
    return begins[0] or names[0], ends[1] or names[1]


def _first_on_pages(children: Iterable[Any]) -> Any:
    return next((one for one in children if one.is_in_normal_flow() or one.is_floated()), None)


def _resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:
    """Set the used value of a property; most are lengths, or `auto`, and refer to nothing."""
    value = box.style[name]
    if getattr(value, "unit", None) == "px":
        value = value.value
    elif value != "auto":
        value = percent.percentage(value, box.style, refer_to)
    if value == "auto" and name in _SMALLEST:
        value = 0
    setattr(box, name, value)


def _kept(stock: Any) -> Any:
    """Stock's height of a line, kept by the style: nothing is written into a style in layout."""

    def strut(style: Any) -> Any:
        found = vars(style).get("mekong_strut")
        if found is None:
            found = style.mekong_strut = stock(style)
        return found

    return strut
