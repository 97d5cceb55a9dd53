"""A text is set from a model that each style has, not from nothing.

WeasyPrint 70 asks Pango for a new context, a new description of the font and a new list of
its features for each text that it measures, and again when it is drawn: several thousand times
for the contents of a year, which have some ten styles. Here this is made once for each style,
and copied. Guarded as `text_layer` is, for WeasyPrint 70.0.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

from mekong_print.render import mends

NAME = "texts from a model"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "setup": "14d4deae06744b59",
    "get_font_description": "85734b8947b9bf64",
    "line_size": "03fa04fd51fc69aa",
    "can_break_text": "4f3fb5ef1c239df9",
    "get_next_break_point_from_text": "39b162a79080e236",
    "get_log_attrs": "65c1a1c4fa75ee95",
}
_COPY = "PangoLayout * pango_layout_copy (PangoLayout *src);"  # Pango 1.0


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = line_break.Layout.setup
    if hasattr(line_break.Layout, "mekong_model"):
        return
    breaks = (line_break.get_next_break_point_from_text, line_break.get_log_attrs)
    asked = line_break.can_break_text
    proved = (stock, line_break.get_font_description, line_break.line_size, asked, *breaks)
    if not mends.proved(NAME, proved, _PROVED):
        return
    ffi.cdef(_COPY)
    line_break.Layout.mekong_model = stock
    line_break.Layout.setup = _from_model
    line_break.line_size = _line_size
    # Asked of the letters on both sides of a box's edge: the same few pairs all the time.
    inline.can_break_text = preferred.can_break_text = lru_cache(1_024)(asked)


def _from_model(layout: Any, style: Any) -> None:
    """Make a layout ready for a text in a style, which keeps a model; it must not change later."""
    model = vars(style).get("mekong_model")
    if model is None:
        made = line_break.Layout.__new__(line_break.Layout)
        made.mekong_model(style)
        model = style.mekong_model = vars(made)
        del model["style"]  # a style that holds itself is never let go
    vars(layout).update(model)
    layout.style = style
    copied = pango.pango_layout_copy(model["layout"])
    layout.layout = ffi.gc(copied, gobject.g_object_unref)


_extents = ffi.new("PangoRectangle *")


def _line_size(line: Any, style: Any) -> tuple[float, float]:
    """The width and the height of a line; all are written into the same rectangle."""
    pango.pango_layout_line_get_extents(line, ffi.NULL, _extents)
    spacing = style["letter_spacing"]
    width = _extents.width * FROM_UNITS
    return width if spacing == "normal" else width + spacing, _extents.height * FROM_UNITS
