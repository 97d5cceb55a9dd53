"""JPEG: the segments that are the picture, without those that tell of it (ISO 10918-1, annex B)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_START, _END = 0xD8, 0xD9
_SCAN = 0xDA
_JFIF, _ADOBE = 0xE0, 0xEE
_TELLING = frozenset((*range(0xE0, 0xF0), *range(0xF0, 0xFF), 0x02))  # APPn, JPGn, COM, reserved
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_NEXT = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")  # behind the coded pixels of a scan


class _OddError(ValueError):
    """Bytes that are not a row of segments."""


def stripped(content: bytes) -> bytes | None:
    """A JPEG of the same pixels, bit for bit; None where its segments cannot be told apart.

    Kept are tables, frames and scans, and of the segments for programs the two that say what
    the colours are: JFIF (without its thumbnail) and Adobe's. What follows the end goes.
    """
    try:
        return b"".join((b"\xff\xd8", *_kept(content)))
    except (_OddError, IndexError, struct.error):
        return None


def _kept(content: bytes) -> Iterator[bytes]:
    if content[:2] != b"\xff\xd8":
        raise _OddError
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            yield b"\xff\xd9"
            return
        if marker in _BARE:
            continue
        end = at + struct.unpack_from(">H", content, at)[0]
        if end > len(content) or end < at + 2:
            raise _OddError
        yield from _segment(marker, content[at + 2 : end])
        at = end
        if marker == _SCAN:
            found = _NEXT.search(content, at)
            if found is None:
                raise _OddError
            yield content[at : found.start()]
            at = found.start()


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where what it opens begins; fill bytes are skipped (B.1.1.2)."""
    if content[at] != 0xFF:
        raise _OddError
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _segment(marker: int, body: bytes) -> Iterator[bytes]:
    if marker == _JFIF:
        body = body[:12] + b"\0\0" if body.startswith(b"JFIF\0") and len(body) >= 14 else b""
    elif marker == _ADOBE:
        body = body[:12] if body.startswith(b"Adobe") and len(body) >= 12 else b""
    elif marker in _TELLING:
        body = b""
    if body:
        yield b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body
