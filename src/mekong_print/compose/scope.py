"""What the writers of one issue's HTML share: its id prefix, its wording, and itself as a base.

Addresses are made up (`https://mekong.invalid/…`, RFC 2606): the press looks them up
among the files it was handed and can reach nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from mekong_print.compose.wording import Wording
from mekong_print.document import Block

BASE = "https://mekong.invalid/"


@dataclass(frozen=True, slots=True)
class Scope:
    """One issue's scope. `footnote_words` writes the blocks of a footnote as inline HTML."""

    prefix: str
    wording: Wording
    footnote_words: Callable[[tuple[Block, ...], Scope], Markup]

    def target(self, href: str) -> str:
        """A link's address: ids inside the issue get its prefix."""
        if not href.startswith("#") or href[1:].startswith(self.prefix):
            return href
        return f"#{self.prefix}{href[1:]}"


def picture_address(path: str) -> str:
    """Where the press finds a picture of the issue."""
    return f"{BASE}issue/{quote(path)}"


def flag_address(region: str) -> str:
    """Where the press finds a region's flag."""
    return f"{BASE}flags/{quote(region)}.svg"


def layout_address(path: str) -> str:
    """Where the press finds a file of the layouts."""
    return f"{BASE}layouts/{quote(path)}"
