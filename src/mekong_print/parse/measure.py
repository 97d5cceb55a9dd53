"""How much there is to set in a text, counted in pages before it is read.

Reading and setting take time by the number of things, not of bytes: 600,000 paragraphs of one
letter are as large a file as a book of 700 pages, and would take 14,000. The figures are what
a thing costs beside a page of plain prose (2,800 letters; measured: docs/hostile-sources.md).
Nothing is read for it: signs are counted, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.limits import IssueLimits

LETTERS_A_PAGE = 2_800
_LINES = re.compile(
    r"^[ \t]*(?:$|[-+*>|~=#:`\\]|\d+[.)]|\[\^)|^(?: {4}|\t)|(?:\\|  )$", re.MULTILINE
)
_ITEMS = re.compile(r"^[ \t>]*(?:[-+*]|\d+[.)])[ \t]", re.MULTILINE)
_HEADINGS = re.compile(r"^ {0,3}#", re.MULTILINE)
# A word is cut into lines in quadratic time; in scripts without spaces a line is no word.
_LONG_WORDS = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{60,}")
_SQUARES_A_PAGE = 100_000
_LINES_A_PAGE = 40
_ITEMS_A_PAGE = 40
_HEADINGS_A_PAGE = 4
# Signs, and how many of each cost as much as a page: a cell, half an emphasis, a link or a call
# of a footnote (or the note), a picture.
_SIGNS = {"|": 45, "*": 130, "_": 130, "`": 130, "~": 130, "]": 30, "[^": 6, "![": 2}

# A link is sought from each bracket to the end of its piece, between two empty lines.
_SQUARED_BRACKETS_A_PAGE = 3_000_000

_BRACKETS = re.compile(r"\\.|\[")  # an escaped one opens nothing


def pages_worth(text: str) -> float:
    """About how many pages of plain prose a text would cost to set."""
    signs = sum(text.count(sign) / most for sign, most in _SIGNS.items())
    lines = len(_LINES.findall(text)) / _LINES_A_PAGE
    items = len(_ITEMS.findall(text)) / _ITEMS_A_PAGE
    headings = len(_HEADINGS.findall(text)) / _HEADINGS_A_PAGE
    words = sum(len(word) ** 2 for word in _LONG_WORDS.findall(text)) / _SQUARES_A_PAGE
    brackets = sum(found**2 for found in _bracketed(text)) / _SQUARED_BRACKETS_A_PAGE
    return len(text) / LETTERS_A_PAGE + signs + lines + items + headings + words + brackets


def too_much(text: str, start: Position, limits: IssueLimits) -> Iterator[Finding]:
    """A finding against a text that is more than an issue may be.

    It begins at `start`: what stands above, front matter, has limits of its own.
    """
    worth = pages_worth("\n".join(text.split("\n")[start.line - 1 :]))
    if worth > limits.pages:
        message = f"This is as much to set as {worth:,.0f} pages; an issue may be {limits.pages:,}."
        hint = (
            "Split it; if it is meant to be so long, raise “pages” under [limits] in mekong.toml."
        )
        yield Finding(Position(start.file, 1, 1), "S10", message, hint)


def _bracketed(text: str) -> Iterator[int]:
    """How many brackets stand in each piece between empty lines."""
    brackets = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            brackets += sum(found == "[" for found in _BRACKETS.findall(line))
            continue
        yield brackets
        brackets = 0
    yield brackets
