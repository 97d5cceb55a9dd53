"""A layout as plain values: templates and style sheets, as the workshop found them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
