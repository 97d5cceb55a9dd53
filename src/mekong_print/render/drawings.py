"""A drawing in the background is drawn once for each of its sizes, however often it is used.

WeasyPrint 70 draws an SVG picture anew at each use: the flags of a year's contents were a
third of its bytes and of the time to write it. Here the first use makes a form (ISO 32000-1,
8.10), and all later ones show it. Where WeasyPrint has changed, nothing is touched
(`mends.unmended`).
"""

from __future__ import annotations

from typing import Any

from weasyprint import draw
from weasyprint.images import SVGImage

from mekong_print.render import mends

_EACH_TIME = """\
            group = stream.add_group(*stream.page_rectangle)
            group.transform(e=position_x + positioning_x, f=position_y + positioning_y)
            layer.image.draw(group, image_width, image_height, style)
            stream.draw_x_object(group.id)
"""
_ONCE = """\
            if not show_form(stream, layer, style):
""" + "".join(f"    {line}\n" for line in _EACH_TIME.splitlines())


def draw_once() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if not hasattr(draw, "show_form"):
        draw.show_form = _show_form
        mends.rewrite(draw, "draw_background_image", _EACH_TIME, _ONCE)


def _show_form(stream: Any, layer: Any, style: Any) -> bool:
    """Show a drawing by its form; False for other pictures, which WeasyPrint keeps once itself."""
    if not isinstance(layer.image, SVGImage):
        return False
    left, top = (
        own + origin for own, origin in zip(layer.position, layer.positioning_area, strict=False)
    )
    stream.transform(e=left, f=top)
    stream.draw_x_object(_form(stream, layer, style))
    return True


def _form(stream: Any, layer: Any, style: Any) -> str:
    """The name of the form among the resources of a stream; those of all pages are the same."""
    held = stream._resources  # noqa: SLF001 - no public way to them
    kept = vars(layer.image).setdefault("forms_of_mekong_print", {})
    name, resources = kept.get((id(held), layer.size), ("", None))
    if resources is held:
        return str(name)
    form = stream.add_group(0, 0, *layer.size)
    layer.image.draw(form, *layer.size, style)
    kept[id(held), layer.size] = (form.id, held)
    return str(form.id)
