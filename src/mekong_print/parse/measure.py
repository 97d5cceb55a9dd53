"""How much there is to set in a text, counted in pages before it is read.

Reading and setting take time by the number of things, not of bytes: 600,000 paragraphs of one
letter are as large a file as a book of 700 pages, and would take 14,000. The figures are what
a thing costs beside a page of plain prose (2,800 letters), in the layout in which it is dearest
(measured with benchmarks/dearest.py: docs/hostile-sources.md). Nothing is read for it: signs are
counted, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.limits import IssueLimits
from mekong_print.scripts import LETTERS

LETTERS_A_PAGE = 2_800
_LINES = re.compile(
    r"^[ \t]*(?:$|[-+*>|~=#:`\\]|\d+[.)]|\[\^)|^(?: {4}|\t)|(?:\\|  )$", re.MULTILINE
)
# All that opens a list or a quotation in a line: each opens one more inside the last.
_OPENINGS = re.compile(r"^(?:[ \t]*(?:>|(?:[-+*]|\d+[.)])(?=[ \t])))+", re.MULTILINE)
_OPENING = re.compile(r">|[-+*]|\d+[.)]")
_HEADINGS = re.compile(r"^ {0,3}#.*", re.MULTILINE)
_ROWS = re.compile(r"^.*\|.*$", re.MULTILINE)
_FENCES = re.compile(r"^.*(?:```|~~~).*$", re.MULTILINE)
# A word is cut into lines in quadratic time; in scripts without spaces a line is no word.
_LONG_WORDS = re.compile(rf"[^\s{LETTERS}]{{60,}}")
_UNSPACED = re.compile(f"[{LETTERS}]")  # lines are sought word by word, and letters said twice
_SQUARES_A_PAGE = 100_000
_LINES_A_PAGE = 40
_ITEMS_A_PAGE = 40
_HEADINGS_A_PAGE = 4
# Letters that cost as much as a page beside what letters cost anywhere.
_OF_HEADINGS = 700
_OF_ROWS = 1_000
_OF_UNSPACED = 3_000
# Signs, and how many of each cost as much as a page: a cell, half an emphasis, a link or a call
# of a footnote (or the note), a picture.
_SIGNS = {"|": 45, "*": 130, "_": 130, "`": 130, "~": 130, "]": 30, "[^": 20, "![": 2}

# A link is sought from each bracket to the end of its piece, between two empty lines.
_SQUARED_BRACKETS_A_PAGE = 3_000_000

_BRACKETS = re.compile(r"\\.|\[")  # an escaped one opens nothing


def pages_worth(text: str) -> float:
    """About how many pages of plain prose a text would cost to set."""
    signs = sum(text.count(sign) / most for sign, most in _SIGNS.items())
    lines = (len(_LINES.findall(text)) + _lines_as_they_stand(text)) / _LINES_A_PAGE
    items = sum(map(_opened, _OPENINGS.findall(text))) / _ITEMS_A_PAGE
    words = sum(len(word) ** 2 for word in _LONG_WORDS.findall(text)) / _SQUARES_A_PAGE
    brackets = sum(found**2 for found in _bracketed(text)) / _SQUARED_BRACKETS_A_PAGE
    signs += lines + items + words + brackets
    return _letters(text) + signs + _footnotes(text)


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


def _letters(text: str) -> float:
    """The pages of all letters; those of headings, of tables and of some scripts cost more."""
    headings = _HEADINGS.findall(text)
    rows = sum(map(len, _ROWS.findall(text)))
    return (
        len(text) / LETTERS_A_PAGE
        + len(headings) / _HEADINGS_A_PAGE
        + sum(map(len, headings)) / _OF_HEADINGS
        + rows / _OF_ROWS
        + len(_UNSPACED.findall(text)) / _OF_UNSPACED
    )


def _lines_as_they_stand(text: str) -> int:
    """How many lines stand between rows of backticks: every other piece, whichever these are."""
    pieces = [piece.count("\n") for piece in _FENCES.split(text)]
    return max(sum(pieces[::2]), sum(pieces[1::2])) if len(pieces) > 1 else 0


def _opened(openings: str) -> int:
    """How many lists and quotations a line opens; a first quotation goes on from line to line."""
    signs: list[str] = _OPENING.findall(openings)
    return len(signs) - signs[0].count(">")


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


# ---------------------------------------------------------------- footnotes

# Where notes stand on a page, all of them are set anew for each that comes, in each try to
# balance the columns: an article takes time by its notes and its letters, multiplied, and by
# the letters of its notes, squared.
_ARTICLES = re.compile(r"^ {0,3}##?(?!#)", re.MULTILINE)
_CALLS = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTES = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_LEAST_NOTE = 80  # letters of a line that has one only
_NOTES_TIMES_LETTERS_A_PAGE = 64_000  # few enough that honest notes pass: the press has a limit too
_SQUARED_NOTES_A_PAGE = 4_000_000


def _footnotes(text: str) -> float:
    """The pages that the footnotes of each article cost beside what they have to say."""
    said: dict[str, int] = {}
    articles = []
    for piece in _ARTICLES.split(text):
        _, *notes = _NOTES.split(piece)
        letters = len(piece)
        for name, words in zip(notes[::2], notes[1::2], strict=True):
            said[name] = said.get(name, 0) + _length(words)
            letters -= _length(words)
        articles.append((_CALLS.findall(piece), letters))
    return sum(_notes_of(calls, letters, said) for calls, letters in articles if calls)


def _notes_of(calls: list[str], letters: int, said: dict[str, int]) -> float:
    notes = sum(said.get(name, 0) + _LEAST_NOTE for name in set(calls))
    times = len(calls) * (letters + notes + _LEAST_NOTE * len(calls))
    return times / _NOTES_TIMES_LETTERS_A_PAGE + notes**2 / _SQUARED_NOTES_A_PAGE


def _length(words: str) -> int:
    """The letters of a note: to the end of what stands in, or goes on without an empty line."""
    end = _NOTE_ENDS.search(words)
    return end.start() if end else len(words)


_NOTE_ENDS = re.compile(r"\n[ \t]*\n(?![ \t]*\n| {4}|\t)")
