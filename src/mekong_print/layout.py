"""A layout as plain values: templates and style sheets, as the workshop found them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Width and height, in millimetres, that a picture has at most in the built-in layouts.
MILLIMETRES_OF_PICTURES: Mapping[str, tuple[float, float]] = {
    "briefing": (120, 110),
    "magazine": (90, 110),
    "phone": (78, 80),
}
NATURAL_DPI = 96  # of a picture that is smaller than its place: CSS makes a pixel 1/96 inch


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages look. `templates` and `files` are keyed by path as seen from layouts/.

    `styles` are (path, CSS text) in the order in which they apply: the shared sheet
    first, then the layout's own. `files` are what the style sheets may call for.
    """

    name: str
    templates: Mapping[str, str]
    styles: tuple[tuple[str, str], ...]
    files: Mapping[str, bytes]
