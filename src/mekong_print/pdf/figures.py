"""Pictures: their boxes in points, and no smoothing that PDF/A forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pikepdf import Array, Dictionary, Name, Object, Pdf

from mekong_print.pdf.tagtree import Element, Kid, Mark, each

_POINTS = 0.75  # a CSS pixel is 1/96 inch, a point 1/72


def heights(pdf: Pdf) -> tuple[float, ...]:
    """The height of each page in points, without its bleed."""
    return tuple(float(page.trimbox[3]) for page in pdf.pages)


def measured(figure: Element, heights: tuple[float, ...]) -> tuple[Kid, ...]:
    """The box of a picture in points from the foot of its page.

    The press never says how a picture is placed; so the placement tells which boxes
    are in points already.
    """
    attributes = figure.traits.get("/A", Dictionary())
    box = attributes.get("/BBox")
    if box is None or "/Placement" in attributes:
        return (figure,)
    page = next((kid.page for kid in each(figure.kids) if isinstance(kid, Mark)), None)
    if page is None:
        return (figure,)
    left, top, right, bottom = (float(side) * _POINTS for side in box)
    foot = heights[page]
    sides = (left, foot - bottom, right, foot - top)
    attributes = Dictionary(
        O=Name.Layout, Placement=Name.Inline, BBox=Array([round(side, 2) for side in sides])
    )
    return (replace(figure, traits={**figure.traits, "/A": attributes}),)


def stop_smoothing(pdf: Pdf) -> None:
    """Pictures must not ask to be smoothed (ISO 19005-3, 6.2.8)."""
    for resources in all_resources(pdf):
        for drawn in dict(resources.get("/XObject", {}).items()).values():
            for picture in (drawn, drawn.get("/SMask", Dictionary())):
                if "/Interpolate" in picture:
                    del picture.Interpolate


def all_resources(pdf: Pdf) -> Iterator[Object]:
    """The resources of all pages, and of the forms and patterns that they draw with."""
    waiting = [page.obj.Resources for page in pdf.pages if "/Resources" in page.obj]
    seen: set[tuple[int, int]] = set()
    while waiting:
        resources = waiting.pop()
        if resources.is_indirect and resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        yield resources
        for key in ("/XObject", "/Pattern"):
            drawn = dict(resources.get(key, {}).items()).values()
            waiting += [thing.Resources for thing in drawn if "/Resources" in thing]
