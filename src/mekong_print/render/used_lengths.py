"""Lengths that refer to no other box are worked out once for a style, not for each box.

WeasyPrint 70 works out eighteen lengths for a box each time that it is laid out, and four round
corners. Few of them are percentages; the others are those of the style. Guarded as `text_layer`
is, for WeasyPrint 70.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.layout import absolute, background, block, column, float, inline, percent, table
from weasyprint.layout.absolute import AbsolutePlaceholder

from mekong_print.render import mends

NAME = "lengths of a style"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "resolve_percentages": "71673078096fcf87",
    "adjust_box_sizing": "88f3351db0280d16",
    "resolve_radii_percentages": "4980b3798c671710",
}
_SMALLEST = frozenset({"min_width", "min_height"})
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_NO_RADIUS = (0, "px")


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    lengths, radii = percent.resolve_percentages, percent.resolve_radii_percentages
    if block.resolve_percentages is not lengths:
        return
    if not mends.proved(NAME, (lengths, percent.adjust_box_sizing, radii), _PROVED):
        return
    for module in (absolute, block, column, float, inline, table):
        module.resolve_percentages = _lengths(lengths)
    background.resolve_radii_percentages = _radii(radii)


def _lengths(stock: Any) -> Any:
    """Stock's used lengths of a box; a style that refers to no other box keeps them."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        kept = vars(box.style)
        if "mekong_lengths" not in kept:
            kept["mekong_lengths"] = _lengths_of(box.style)
        if kept["mekong_lengths"]:
            _give(box, kept["mekong_lengths"])
        else:
            stock(box, containing_block)

    return resolve_percentages


def _give(box: Any, values: Mapping[str, Any]) -> None:
    """Set attributes of a box; one that was taken out of the flow stands behind its placeholder."""
    vars(box._box if isinstance(box, AbsolutePlaceholder) else box).update(values)  # noqa: SLF001 - as the placeholder itself does


def _lengths_of(style: Any) -> dict[str, Any]:
    """The used lengths of all boxes of a style; none where they depend on other boxes."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return {}
    used = {name: style[name] for name in _BORDERS}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            used[name] = 0 if name in _SMALLEST else "auto"
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return {}
    return used


def _radii(stock: Any) -> Any:
    """Stock's radii of a box's corners; a style keeps that it has none."""

    def resolve_radii_percentages(box: Any) -> None:
        kept = vars(box.style)
        if "mekong_square" not in kept:
            kept["mekong_square"] = all(_NO_RADIUS in box.style[name] for name in _CORNERS)
        if kept["mekong_square"]:
            _give(box, _SQUARE)
        else:
            stock(box)

    return resolve_radii_percentages
