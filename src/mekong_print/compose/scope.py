"""What the writers of one issue's HTML share: its id prefix and its wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from mekong_print.compose.wording import Wording
from mekong_print.document import Block


@dataclass(frozen=True, slots=True)
class Scope:
    """One issue's scope. `footnote_words` writes the blocks of a footnote as inline HTML.

    `above` is the level of the heading that blocks stand below: 3, an article's, or 2, a
    section's, for a note. No level may be left out (ISO 14289-1, 7.4.2).
    """

    prefix: str
    wording: Wording
    footnote_words: Callable[[tuple[Block, ...], Scope], Markup]
    above: int = 3

    def target(self, href: str) -> str:
        """A link's address: ids inside the issue get its prefix."""
        if not href.startswith("#") or href[1:].startswith(self.prefix):
            return href
        return f"#{self.prefix}{href[1:]}"
