"""Made-up addresses for all that pages call for, so that no path of a machine is in them.

The host is one that can never exist (`.invalid`, RFC 2606 section 2). The press looks
an address up among the files that it was handed, and can reach nothing else.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

BASE = "https://mekong.invalid/"
PARTS = "urn:mekong:part:"
FRONT, BACK = "volume", "volume.back"  # keys of a volume's own pages; no part has one of these


def picture_address(path: str) -> str:
    """Where the press finds a picture of the issue, by its path beside the source."""
    return f"{BASE}pictures/{quote(path, safe='')}"


def flag_address(region: str) -> str:
    """Where the press finds a region's flag."""
    return f"{BASE}flags/{quote(region)}.svg"


def layout_address(path: str) -> str:
    """Where the press finds a file of the layouts, by its path as seen from layouts/."""
    return f"{BASE}layouts/{quote(path)}"


def part_address(key: str, name: str = "") -> str:
    """A link from a volume's own pages into a part, until binding turns it into a real one.

    `name` is a named destination, as the part calls it; none means the part's first page. The
    back matter is such a part to the contents: its key is `BACK`.
    """
    return f"{PARTS}{key}:{quote(name, safe='')}"


def part_named(address: str) -> tuple[str, str] | None:
    """The key of the part and the name that a link holds, or None when it is not one of these."""
    if not address.startswith(PARTS):
        return None
    key, _, name = address.removeprefix(PARTS).partition(":")
    return key, unquote(name)
