"""Whether a picture can be printed. The one home of Pillow."""

from __future__ import annotations

import io
import warnings

MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_DOUBTFUL = (b"<!ENTITY", b"<!DOCTYPE", b"<script", b"<foreignObject", b"javascript:")


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


def _fault_of_drawing(content: bytes) -> str:
    lowered = content.lower()
    for sign in _DOUBTFUL:
        if sign.lower() in lowered:
            return f"the drawing holds “{sign.decode()}”, which is not printed."
    return "" if b"<svg" in lowered else "it is no SVG drawing."
