"""Pictures from anywhere → plates: what can be printed, and tells nothing of its maker.

A plate is a picture as the press gets it: whole, no larger than it may be, the right way up, and
without all that is no picture: EXIF and GPS, XMP, colour profiles, comments, thumbnails, text,
further frames, and whatever hangs behind the end.
"""

from __future__ import annotations

from mekong_print.pictures.drawings import drawing
from mekong_print.pictures.plate import MOST_PIXELS, Plate, UnfitError
from mekong_print.pictures.raster import FORMATS, raster, size_of_picture

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "MOST_PIXELS",
    "Plate",
    "plate",
    "size_of_picture",
]

MOST_BYTES = 50_000_000  # of one picture; a photograph of 40 megapixels has about 20 million


def plate(content: bytes, name: str) -> Plate:
    """A picture for the press; `fault` says in an editor's words why it cannot be printed."""
    if len(content) > MOST_BYTES:
        return Plate(b"", f"it has {len(content):,} bytes; the most is {MOST_BYTES:,}.")
    try:
        return drawing(content) if name.lower().endswith(".svg") else raster(content)
    except UnfitError as unfit:
        return Plate(b"", str(unfit))
