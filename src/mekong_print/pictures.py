"""Whether a picture can be printed. The one home of Pillow."""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree

MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_DOUBTFUL = (b"<!ENTITY", b"<!DOCTYPE", b"<script", b"<foreignObject", b"javascript:")
_CALLS_OUT = re.compile(rb"@import|url\(\s*['\"]?(?!\s|['\"]|#|data:)", re.IGNORECASE)


def fault_of_picture(content: bytes, name: str) -> str:
    """What is wrong with a picture, in an editor's words; empty when it can be printed."""
    if name.lower().endswith(".svg"):
        return _fault_of_drawing(content)
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    return f"it has {width} × {height} pixels; the most is {MOST_PIXELS:,} in all."
                picture.load()
    except UnidentifiedImageError:
        return "it is no PNG, JPEG, GIF, WebP or SVG picture."
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as fault:
        return f"it is damaged or too large ({fault})."
    return ""


def size_of_picture(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from its head; None for drawings and what cannot be read."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return width, height


def _fault_of_drawing(content: bytes) -> str:
    lowered = content.lower()
    for sign in _DOUBTFUL:
        if sign.lower() in lowered:
            return f"the drawing holds “{sign.decode()}”, which is not printed."
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without entities, see above
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        return f"it is no SVG drawing, or it is damaged ({fault})."
    if root.tag.rpartition("}")[2] != "svg":
        return "it is no SVG drawing."
    if _CALLS_OUT.search(content):
        return "the drawing's style calls for another file; a drawing holds all it needs."
    for name, target in (pair for element in root.iter() for pair in element.items()):
        if name.rpartition("}")[2] == "href" and not target.startswith(("#", "data:")):
            return f"the drawing calls for “{target[:60]}”; a drawing holds all it needs."
    return ""
