"""What the writers of one issue's HTML share: its id prefix and its wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from mekong_print.compose.wording import Wording
from mekong_print.document import Block


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
