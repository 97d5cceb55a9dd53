"""Pictures of pixels: opened, turned the right way up, and stripped.

A JPEG that stands upright keeps its pixels bit for bit: only the segments around them go. So
does a PNG. A GIF or WebP becomes the PNG of its first frame, which is all that paper can show.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mekong_print.pictures import jpeg, png
from mekong_print.pictures.plate import MOST_PIXELS, Plate, UnfitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
_UPRIGHT = 1
_JPEGS = ("JPEG", "MPO")


def raster(content: bytes) -> Plate:
    """A plate of a PNG, JPEG, GIF or WebP. Raises UnfitError."""
    content = png.without_notes(content)  # before anything unpacks what is packed in them
    with _opened(content) as picture:
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS:
            size = f"{picture.width} × {picture.height}"
            raise UnfitError(f"it has {size} pixels; the most is {MOST_PIXELS:,} in all.")
        kind, upright = str(picture.format), _orientation(picture) == _UPRIGHT
        picture.load()
        cleaned = _cleaned(content, kind) if upright else _turned(picture, kind)
        if cleaned is None:
            cleaned = _drawn_anew(picture, kind)
    packed = 0 if kind in _JPEGS else pixels
    return Plate(cleaned, pixels=pixels, packed=packed)


def size_of_picture(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from its head; None for drawings and what cannot be read."""
    try:
        with _opened(content) as picture:
            return picture.size
    except UnfitError:
        return None


@contextmanager
def _opened(content: bytes) -> Iterator[Image]:
    """A picture, its frames not yet read. Raises UnfitError for whatever Pillow makes of it."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # too many pixels are refused by our own count
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                yield picture
    except UnfitError:
        raise
    except UnidentifiedImageError as fault:
        raise UnfitError("it is no PNG, JPEG, GIF, WebP or SVG picture.") from fault
    except Exception as fault:  # whatever a file from elsewhere made of a library
        raise UnfitError(f"it is damaged or too large ({fault}).") from fault


def _orientation(picture: Image) -> int:
    """How a camera held it, from 1 (upright) to 8; upright where it says nothing sensible."""
    try:
        told = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    except Exception:  # EXIF that is broken says nothing, and is left out
        return _UPRIGHT
    return told if told in range(1, 9) else _UPRIGHT


def _cleaned(content: bytes, kind: str) -> bytes | None:
    """The same pixels, bit for bit, and nothing else; None where they must be drawn anew."""
    if kind in _JPEGS:
        return jpeg.stripped(content)
    return png.stripped(content) if kind == "PNG" else None


def _turned(picture: Image, kind: str) -> bytes:
    from PIL import ImageOps

    return _drawn_anew(ImageOps.exif_transpose(picture), kind, like=picture)


def _drawn_anew(picture: Image, kind: str, like: Image | None = None) -> bytes:
    """A picture saved again, as JPEG where it was one (and as finely), else as PNG."""
    from PIL import JpegImagePlugin

    like = like or picture
    out = io.BytesIO()
    bare = picture.copy()
    bare.info = {name: told for name, told in picture.info.items() if name == "transparency"}
    if kind in _JPEGS:
        sampling = JpegImagePlugin.get_sampling(like)
        tables = getattr(like, "quantization", None)
        bare.save(out, "JPEG", qtables=tables, subsampling=sampling)
        return jpeg.stripped(out.getvalue()) or b""
    if bare.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        bare = bare.convert("RGB")
    bare.save(out, "PNG", compress_level=1)
    return png.stripped(out.getvalue())
