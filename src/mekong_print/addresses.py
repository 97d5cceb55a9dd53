"""Made-up addresses for all that pages call for, so that no path of a machine is in them.

The host is one that can never exist (`.invalid`, RFC 2606 section 2). The press looks
an address up among the files that it was handed, and can reach nothing else.
"""

from __future__ import annotations

from urllib.parse import quote

BASE = "https://mekong.invalid/"


def picture_address(path: str) -> str:
    """Where the press finds a picture of the issue, by its path beside the source."""
    return f"{BASE}pictures/{quote(path, safe='')}"


def flag_address(region: str) -> str:
    """Where the press finds a region's flag."""
    return f"{BASE}flags/{quote(region)}.svg"


def layout_address(path: str) -> str:
    """Where the press finds a file of the layouts, by its path as seen from layouts/."""
    return f"{BASE}layouts/{quote(path)}"
