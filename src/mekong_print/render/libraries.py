"""The versions of what shapes a file beside WeasyPrint and Pango, as far as they can be asked.

A manifest names them, so that whoever makes other bytes in ten years can see why.
"""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version

# What reads the source, breaks lines, sets type, draws pictures and writes the PDF.
_PACKAGES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "Babel",
    "Jinja2",
    "icu4py",
    "Pyphen",
    "tinyhtml5",
    "tinycss2",
    "cssselect2",
    "fontTools",
    "Pillow",
    "pydyf",
    "pikepdf",
)


@cache
def libraries() -> tuple[str, ...]:
    """`HarfBuzz 6.0.0` and the like; what is not installed is left out."""
    return (
        *_packages(),
        f"HarfBuzz {_harfbuzz()}",
        f"fontconfig {_fontconfig()}",
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
        f"Python {platform.python_version()}",
    )


def _packages() -> tuple[str, ...]:
    found = []
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return tuple(found)


def _system(name: str, number: int) -> ctypes.CDLL | None:
    """A library that WeasyPrint has loaded, by the name that its system gives it."""
    mac = sys.platform == "darwin"
    with suppress(OSError):
        return ctypes.CDLL(f"{name}.{number}.dylib" if mac else f"{name}.so.{number}")
    return None


def _harfbuzz() -> str:
    found = _system("libharfbuzz", 0)
    if found is None:
        return "unknown"
    found.hb_version_string.restype = ctypes.c_char_p
    told: bytes = found.hb_version_string()
    return told.decode("ascii", "replace")


def _fontconfig() -> str:
    found = _system("libfontconfig", 1)
    if found is None:
        return "unknown"
    number = int(found.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
