"""PNG: the chunks that are the picture, without those that tell of it (ISO 15948, clause 11)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_TURN = b"eXIf"  # says which way up it is


def without_notes(content: bytes) -> bytes:
    """A PNG without all that is not the picture nor tells which way up it is.

    Text and profiles are packed, and could be bombs: they are gone before they are unpacked.
    What is no PNG comes back as it is.
    """
    return _only(content, _PICTURE | {_TURN}) if content.startswith(_SIGNATURE) else content


def stripped(content: bytes) -> bytes:
    """A PNG of the same pixels, bit for bit, of its first frame where it has several."""
    return _only(content, _PICTURE)


def _only(content: bytes, kinds: frozenset[bytes]) -> bytes:
    chunks = (chunk for kind, chunk in _chunks(content) if kind in kinds)
    return b"".join((_SIGNATURE, *chunks))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and whole bytes of each chunk, to the end of the picture or of the bytes."""
    at = len(_SIGNATURE)
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        yield kind, content[at : at + length + 12]
        at += length + 12
        if kind == b"IEND":
            return
