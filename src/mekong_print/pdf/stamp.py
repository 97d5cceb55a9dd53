"""The stamp of an edition: its fingerprint, found in the bytes of a PDF without a PDF library.

`finish` leaves the XMP packet uncompressed, so that a plain search finds it. Listing
editions, and seeing that there is nothing to do, needs no more than this.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from html import unescape

PREFIX = "mekong"
NAMESPACE = "urn:uuid:6f0d5c1e-9a64-4d0b-8d53-2f1f6f0b7a22#"  # an own name that claims no domain

_OPENING = b"<?xpacket begin="
_CLOSING = b"<?xpacket end="
_FINGERPRINT = re.compile(rb"<mekong:fingerprint>([0-9a-zA-Z:+/=_-]+)</mekong:fingerprint>")
_EDITION = re.compile(rb"<mekong:edition>(\d+)</mekong:edition>")
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")
_TOOLS = re.compile(rb"<mekong:tools><rdf:Seq>(.*?)</rdf:Seq></mekong:tools>", re.DOTALL)
_TITLE = re.compile(rb"<dc:title><rdf:Alt>(.*?)</rdf:Alt></dc:title>", re.DOTALL)
_ITEM = re.compile(rb"<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an edition says of its own making. `edition` is 1 until an issue is corrected."""

    fingerprint: str
    pages: int
    tools: tuple[str, ...]
    title: str
    edition: int = 1


def read_stamp(content: bytes | mmap.mmap) -> Stamp | None:
    """The stamp of a PDF, or None when it carries none (it is not an edition of ours).

    `content` is the whole file, or a part of it that holds the XMP packet.
    """
    packet = _last_packet(content)
    fingerprint = _FINGERPRINT.search(packet)
    if fingerprint is None:
        return None
    pages, edition = _PAGES.search(packet), _EDITION.search(packet)
    return Stamp(
        fingerprint[1].decode("ascii"),
        int(pages[1]) if pages else 0,
        _items(_TOOLS.search(packet)),
        next(iter(_items(_TITLE.search(packet))), ""),
        int(edition[1]) if edition else 1,
    )


def _last_packet(content: bytes | mmap.mmap) -> bytes:
    """The last packet, since an attachment or a picture before it may carry one of its own."""
    end = content.rfind(_CLOSING)
    start = content.rfind(_OPENING, 0, end) if end > 0 else -1
    return bytes(content[start:end]) if start >= 0 else b""


def _items(array: re.Match[bytes] | None) -> tuple[str, ...]:
    if array is None:
        return ()
    return tuple(unescape(item.decode("utf-8", "replace")) for item in _ITEM.findall(array[1]))
