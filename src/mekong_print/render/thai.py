"""Thai words that Pango would cut, held together.

Pango breaks Thai with libthai, whose dictionary has other words than ours and no names, and
which parts a quotation mark from the word behind it. Nothing can be put between two letters
that keeps it from doing so: what it would cut gets a `<span>` of its own that does not wrap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Protocol

from weasyprint.text.line_break import get_log_attrs

LONGEST_HELD = 24  # letters of a word that is held; every column is wide enough for them
_THAI = "[\u0e01-\u0e3a\u0e40-\u0e5b]"
_PIECE = re.compile(f"[^ \\t\\n\\r\u200b]*{_THAI}[^ \\t\\n\\r\u200b]*")
_OPENS = re.compile(r"[“‘«(\[{]+\Z")


class Place(Protocol):
    """A place for text in a tree: before the first child of an element, or behind the element."""

    @property
    def element(self) -> Any:
        """The element."""

    @property
    def where(self) -> str:
        """`text` or `tail`."""

    @property
    def parent(self) -> Any:
        """The parent of an element whose tail this is."""

    @property
    def words(self) -> str:
        """The text."""


def carry_openers(texts: list[str]) -> None:
    """Move what opens a quotation or bracket to the Thai word that an inline tag parts it from."""
    for at in range(len(texts) - 1):
        opener = _OPENS.search(texts[at])
        if opener and re.match(_THAI, texts[at + 1]):
            texts[at + 1] = opener.group() + texts[at + 1]
            texts[at] = texts[at][: opener.start()]


def hold_together(place: Place) -> None:
    """Wrap each Thai word that Pango would cut in a span that does not."""
    text = place.words
    held = list(_cut_by_pango(text))
    if not held:
        return
    spans = []
    for (start, end), (following, _) in pairwise([*held, (len(text), 0)]):
        span = place.element.makeelement("span", {"style": "white-space: nowrap"})
        span.text, span.tail = text[start:end], text[end:following]
        spans.append(span)
    setattr(place.element, place.where, text[: held[0][0]])
    at_tail = place.where == "tail"
    home = place.parent if at_tail else place.element
    at = list(home).index(place.element) + 1 if at_tail else 0
    for span in reversed(spans):
        home.insert(at, span)


def _cut_by_pango(text: str) -> Iterator[tuple[int, int]]:
    words = [word.span() for word in _PIECE.finditer(text)]
    if not words:
        return
    cuts = [at for at, found in enumerate(get_log_attrs(text, "th")) if found.is_line_break]
    for start, end in words:
        after = bisect_right(cuts, start)
        if end - start <= LONGEST_HELD and after < len(cuts) and cuts[after] < end:
            yield start, end
