"""What layout asks of each box over and over, answered in fewer steps.

WeasyPrint 70 asks five questions for one answer (is a box in the normal flow, 200,000 times
for the contents of a year), looks through all children for the first and the last, asks both
ends of each box on the way to one end of a page, looks for what a line may run into where
nothing floats, makes a key of fourteen properties to look up the height of each line, calls
for percentages where there are none, and looks in each box for pictures and colours to paint.
The answers are the same; only the way to them is shorter. And Python 3.11 takes a lock for each
thing that an element or a style works out once (3.12 does without).
Guarded as `text_layer` is, for WeasyPrint 70.0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import weasyprint
from weasyprint.css import Style
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import BlockBox, BlockContainerBox, Box, ParentBox
from weasyprint.layout import background, block, float, inline, percent, table

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
    "avoid_collisions": "5fc7793c573af328",
    "establishes_formatting_context": "4c7406a59cea6cf7",
    "layout_box_backgrounds": "617a870678c82755",
    "strut": "b57885b70dd08efe",
}
_IN_FLOW = frozenset({"static", "relative"})  # CSS Positioned Layout 3, 3
_FLOATING = frozenset({"left", "right", "inline-start", "inline-end"})
_APART = frozenset({"absolute", "fixed"})
_SMALLEST = frozenset({"min_width", "min_height"})


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if Box.is_in_normal_flow is _is_in_normal_flow:
        return
    questions = (Box.is_floated, Box.is_footnote, Box.is_note)
    more = (Box.is_absolutely_positioned, Box.is_running, percent.percentage)
    stock = (Box.is_in_normal_flow, ParentBox.page_values, percent.resolve_one_percentage)
    around = (float.avoid_collisions, Box.establishes_formatting_context)
    painted = background.layout_box_backgrounds
    if not mends.proved(NAME, (*questions, *more, *stock, *around, painted, inline.strut), _PROVED):
        return
    Box.is_in_normal_flow = _is_in_normal_flow
    ParentBox.page_values = _page_values
    for module in (percent, inline, table):
        module.resolve_one_percentage = _resolve_one_percentage
    Box.establishes_formatting_context = _establishes_formatting_context
    block.avoid_collisions = inline.avoid_collisions = _among_floats(float.avoid_collisions)
    background.layout_box_backgrounds = _where_painted(painted)
    inline.strut = _kept(inline.strut)
    if sys.version_info < (3, 12):
        _take_locks_off(weasyprint.cssselect2.ElementWrapper, Style)


def _take_locks_off(*owners: type) -> None:
    for owner in owners:
        for name, value in list(vars(owner).items()):
            if isinstance(value, cached_property):
                setattr(owner, name, Once(value))


class Once:
    """What `functools.cached_property` is, for a program of one thread."""

    def __init__(self, locked: cached_property[Any]) -> None:
        self._work_out, self._name = locked.func, str(locked.attrname)
        self.__doc__ = locked.__doc__

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        """The value, which stands in the owner's own dictionary from now on."""
        if owner is None:
            return self
        value = vars(owner)[self._name] = self._work_out(owner)
        return value


def _is_in_normal_flow(box: Any) -> bool:
    """Whether a box neither floats, nor is a note, nor has been taken elsewhere."""
    style = box.style
    return style["float"] == "none" and style["position"] in _IN_FLOW


def _page_values(box: Any) -> tuple[Any, Any]:
    """The names of the pages that a box begins and ends on (CSS Paged Media 3, 7.1)."""
    return _page_at(box, iter), _page_at(box, reversed)


def _page_at(box: Any, way: Callable[[Any], Iterable[Any]]) -> Any:
    """The name of the page at one end of a box: that of the innermost box there that has one."""
    name = ""
    while box is not None:
        name = box.style["page"] or name
        goes_on = type(box).page_values is _page_values  # a table begins and ends itself
        box = _first_on_pages(way(box.children)) if goes_on else None
    return name


def _first_on_pages(children: Iterable[Any]) -> Any:
    """The first box in the normal flow, or that floats."""
    for one in children:
        style = one.style
        floats = style["float"]
        if floats in _FLOATING or (floats == "none" and style["position"] in _IN_FLOW):
            return one
    return None


def _establishes_formatting_context(box: Any) -> bool:
    """Whether a box lays out its inside apart from what is around it (CSS 2, 9.4.1)."""
    style = box.style
    apart = style["float"] in _FLOATING or style["position"] in _APART or box.is_column
    return (
        apart
        or (
            isinstance(box, BlockContainerBox)
            and not (isinstance(box, BlockBox) and style["overflow"] == "visible")
        )
        or "flow-root" in style["display"]
    )


def _among_floats(stock: Any) -> Any:
    """Stock's place for a line or a box beside floats; without any it is that of its block."""

    def avoid_collisions(context: Any, box: Any, block: Any, outer: bool = True) -> Any:  # noqa: FBT001, FBT002 - as stock has it
        beside = context.excluded_shapes or box.style["float"] != "none"
        aside = not outer and (box.margin_left or box.margin_right or box.margin_top)
        if beside or aside or block.style["direction"] != "ltr":
            return stock(context, box, block, outer)
        left = block.content_box_x()
        return left, box.position_y, (left + block.width) - left

    return avoid_collisions


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


def _where_painted(stock: Any) -> Any:
    """Stock's backgrounds of a box and of those in it, left out where a style has none."""

    def layout_box_backgrounds(page: Any, box: Any, fetch: Any, **how: Any) -> None:
        kept = vars(box.style)
        if "mekong_bare" not in kept:
            kept["mekong_bare"] = _is_bare(box.style)
        if how or box is page or not kept["mekong_bare"]:
            stock(page, box, fetch, **how)
            return
        background.resolve_radii_percentages(box)
        for child in box.all_children():
            layout_box_backgrounds(page, child, fetch)
        box.background = None

    return layout_box_backgrounds


def _is_bare(style: Any) -> bool:
    """Whether nothing is painted behind or around the boxes of a style but plain borders."""
    pictures = (*style["background_image"], style["border_image_source"])
    return (
        all(kind == "none" for kind, _ in (*pictures, style["mask_border_source"]))
        and get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
    )


def _kept(stock: Any) -> Any:
    """Stock's height of a line, kept by the style: nothing is written into a style in layout."""

    def strut(style: Any) -> Any:
        found = vars(style).get("mekong_strut")
        if found is None:
            found = style.mekong_strut = stock(style)
        return found

    return strut
