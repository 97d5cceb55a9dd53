"""The lines of a page with the size of their type: what is big is read as a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mekong_print.pdf.opened import OpenPdf
from mekong_print.volume.guesses import as_words

_SAME_LINE = 0.3  # of the type's size: pieces that lie no further apart stand on one line
_NEXT_LINE = 2.2  # of the type's size: lines that lie no further apart are one heading
_BIG = 1.2  # times the size of the text
_OPENING, _CLOSING = "([“‘", ")],.;:!?”’"  # what no space stands behind, or before
_LONGEST = 40_000  # characters of a page that are looked at


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page: index of the page, size and height in points, its words."""

    page: int
    size: float
    height: float
    text: str


def lines_of(pdf: OpenPdf, page: int) -> tuple[Line, ...]:
    """The lines of a page, in the order in which they were set."""
    pieces: list[Line] = []
    left = _LONGEST

    def piece(text: str, *setting: Any) -> None:
        nonlocal left
        matrix, text_matrix, _, size = setting
        left -= len(text)
        if text.strip() and left > 0:
            a, b, c, d, e, f = (float(number) for number in text_matrix)
            m = [float(number) for number in matrix]
            turned = (a * d - b * c) * (m[0] * m[3] - m[1] * m[2])
            real = float(size) * abs(turned) ** 0.5
            pieces.append(Line(page, round(real, 1), e * m[1] + f * m[3] + m[5], text))

    pdf.reader.pages[page].extract_text(visitor_text=piece)
    joined = (replace(line, text=as_words(line.text)) for line in _joined(pieces))
    return tuple(line for line in joined if line.text)


def _joined(pieces: Sequence[Line]) -> Iterator[Line]:
    """Pieces that stand side by side, as one line each."""
    current: Line | None = None
    for piece in pieces:
        if current and _beside(current, piece):
            close = piece.text[0] in _CLOSING or current.text[-1] in _OPENING
            space = "" if close else " "  # two are made one afterwards
            current = replace(current, text=f"{current.text}{space}{piece.text}")
        else:
            yield from (current,) if current else ()
            current = piece
    yield from (current,) if current else ()


def _beside(line: Line, piece: Line) -> bool:
    apart = abs(line.height - piece.height)
    return piece.size == line.size and apart <= line.size * _SAME_LINE


def size_of_text(lines: Sequence[Line]) -> float:
    """The size that most letters are set in; 0 where there are none."""
    count: Counter[float] = Counter()
    for line in lines:
        count[line.size] += len(line.text)
    return count.most_common(1)[0][0] if count else 0.0


def headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What stands in bigger type than the text, lines of one heading put together.

    What stands on three pages or more is a running head, and left out.
    """
    text = size_of_text(lines)
    big = [line for line in lines if line.size >= text * _BIG and _is_wordy(line.text)]
    pages: dict[str, set[int]] = {}
    for line in big:
        pages.setdefault(line.text, set()).add(line.page)
    return tuple(_grouped([line for line in big if len(pages[line.text]) < 3]))


def _is_wordy(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= 3


def _grouped(lines: Sequence[Line]) -> Iterator[Line]:
    current: Line | None = None
    for line in lines:
        if current and _continues(current, line):
            words = f"{current.text} {line.text}"
            current = replace(current, height=line.height, text=words[:300])
        else:
            yield from (current,) if current else ()
            current = line
    yield from (current,) if current else ()


def _continues(above: Line, below: Line) -> bool:
    fall = above.height - below.height
    near = 0 < fall <= above.size * _NEXT_LINE
    return near and above.page == below.page and above.size == below.size
