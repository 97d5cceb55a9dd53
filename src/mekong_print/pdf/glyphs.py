"""What is written on the pages of a PDF, as runs of glyphs: where each begins and ends.

A small reader of content streams (ISO 32000-1, 9.4): enough to see text that has left the
page, and letters for which the font had no glyph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject

from mekong_print.pdf.opened import DEEPEST, OpenPdf, real, row, stream, table, words

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MOST_BYTES = 8_000_000  # of one page's content; more is no page of a newsletter
MOST_FORMS = 1_000  # drawn by one page, one inside another
_INVISIBLE = frozenset({3, 7})  # modes of text that paint nothing
_DEFAULT_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs shown in one go, on a page by its index. Both points are on the baseline."""

    page: int
    start: tuple[float, float]
    end: tuple[float, float]
    glyphs: int
    missing: int
    font: str


@dataclass(frozen=True, slots=True)
class _Font:
    """What must be known of a font: bytes to a glyph, widths, and the codes that have no glyph."""

    name: str = ""
    size: int = 1
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = _DEFAULT_WIDTH
    missing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _State:
    """The state of the graphics, as far as it moves text."""

    ctm: Matrix = IDENTITY
    font: _Font = field(default_factory=_Font)
    size: float = 0
    letter: float = 0
    word: float = 0
    scale: float = 1
    lead: float = 0
    rise: float = 0
    mode: int = 0
    line: Matrix = IDENTITY
    text: Matrix = IDENTITY


def runs(pdf: OpenPdf) -> Iterator[Run]:
    """All runs of glyphs that can be seen, page by page."""
    for number, page in enumerate(pdf.pages):
        contents = page.get("/Contents")
        length = sum(len(stream(part)) for part in row(contents) or (contents,))
        if length <= MOST_BYTES:
            content = ContentStream(real(contents), pdf.reader)
            yield from _Reader(pdf, number).read(content, table(page.get("/Resources")), _State())


def times(first: Matrix, second: Matrix) -> Matrix:
    """One matrix behind the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """One page as it is read; forms that it draws are read in their place."""

    pdf: OpenPdf
    page: int
    depth: int = 0
    fonts: dict[int, _Font] = field(default_factory=dict)
    drawn: Counter[int] = field(default_factory=Counter)

    def read(
        self, content: ContentStream, resources: DictionaryObject, state: _State
    ) -> Iterator[Run]:
        kept: list[_State] = []
        for operands, operator in content.operations:
            name = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
            match name:
                case "q":
                    kept.append(state)
                case "Q":
                    state = kept.pop() if kept else state
                case "Do":
                    yield from self._form(operands, resources, state)
                case "Tf":
                    state = self._with_font(operands, resources, state)
                case "Tj" | "TJ" | "'" | '"':
                    state = _moved(state, name, operands)
                    run, state = self._shown(operands, state)
                    yield from (run,) if run else ()
                case _:
                    state = _moved(state, name, operands)

    def _form(self, operands: Any, resources: DictionaryObject, state: _State) -> Iterator[Run]:
        form = real(table(resources.get("/XObject")).get(words(operands[0]))) if operands else None
        drawn = table(form)
        if drawn.get("/Subtype") != "/Form" or self.depth >= DEEPEST // 8:
            return
        self.drawn[0] += 1
        if self.drawn[0] > MOST_FORMS:
            return
        matrix = _matrix(row(drawn.get("/Matrix")))
        inside = replace(state, ctm=times(matrix, state.ctm))
        reader = replace(self, depth=self.depth + 1)
        own = table(drawn.get("/Resources")) or resources
        yield from reader.read(ContentStream(form, self.pdf.reader), own, inside)

    def _with_font(self, operands: Any, resources: DictionaryObject, state: _State) -> _State:
        if len(operands) < 2:
            return state
        found = table(table(resources.get("/Font")).get(words(operands[0])))
        if id(found) not in self.fonts:
            self.fonts[id(found)] = _font(found)
        return replace(state, font=self.fonts[id(found)], size=_number(operands[1]))

    def _shown(self, operands: Any, state: _State) -> tuple[Run | None, _State]:
        """Show the strings among the operands, and go on behind them."""
        shown = real(operands[-1]) if operands else None
        way, glyphs, missing = 0.0, 0, 0
        for part in row(shown) or (shown,):
            codes = _codes(real(part), state.font)
            if codes is None:
                way -= _number(part) / 1000 * state.size * state.scale
                continue
            for code in codes:
                wide = state.font.widths.get(code, state.font.usual) / 1000 * state.size
                blank = state.word if code == ord(" ") and state.font.size == 1 else 0.0
                way += (wide + state.letter + blank) * state.scale
                glyphs += 1
                missing += code in state.font.missing
        before = times(state.text, state.ctm)
        behind = times((1, 0, 0, 1, way, 0), state.text)
        after = replace(state, text=behind)
        if not glyphs or state.mode in _INVISIBLE:
            return None, after
        start, end = _point(before, state.rise), _point(times(behind, state.ctm), state.rise)
        return Run(self.page, start, end, glyphs, missing, state.font.name), after


def _moved(state: _State, name: str, operands: Any) -> _State:
    """The state behind an operator that shows nothing, or before one that does."""
    found = _MOVES.get(name)
    numbers = [_number(one) for one in operands]
    if found is None or len(numbers) < found[0]:
        return state
    return found[1](state, numbers)


def _set(state: _State, matrix: Matrix) -> _State:
    return replace(state, text=matrix, line=matrix)


def _next_line(state: _State, right: float, up: float) -> _State:
    return _set(state, times((1, 0, 0, 1, right, up), state.line))


def _spaced_line(state: _State, numbers: list[float]) -> _State:
    spaced = replace(state, word=numbers[0], letter=numbers[1])
    return _next_line(spaced, 0, -state.lead)


_Move = Callable[[_State, list[float]], _State]
# Operator: how many numbers it needs, and what it does to the state.
_MOVES: dict[str, tuple[int, _Move]] = {
    "cm": (6, lambda state, n: replace(state, ctm=times(_matrix(n), state.ctm))),
    "BT": (0, lambda state, _: _set(state, IDENTITY)),
    "Tm": (6, lambda state, n: _set(state, _matrix(n))),
    "Td": (2, lambda state, n: _next_line(state, n[0], n[1])),
    "TD": (2, lambda state, n: _next_line(replace(state, lead=-n[1]), n[0], n[1])),
    "T*": (0, lambda state, _: _next_line(state, 0, -state.lead)),
    "'": (0, lambda state, _: _next_line(state, 0, -state.lead)),
    '"': (2, _spaced_line),
    "Tz": (1, lambda state, n: replace(state, scale=n[0] / 100)),
    "Tc": (1, lambda state, n: replace(state, letter=n[0])),
    "Tw": (1, lambda state, n: replace(state, word=n[0])),
    "TL": (1, lambda state, n: replace(state, lead=n[0])),
    "Ts": (1, lambda state, n: replace(state, rise=n[0])),
    "Tr": (1, lambda state, n: replace(state, mode=int(n[0]))),
}


def _point(matrix: Matrix, rise: float) -> tuple[float, float]:
    return rise * matrix[2] + matrix[4], rise * matrix[3] + matrix[5]


def _codes(string: Any, font: _Font) -> list[int] | None:
    """The codes of a string; None where it is none (a number of a TJ)."""
    raw = getattr(string, "original_bytes", string if isinstance(string, bytes) else None)
    if not isinstance(raw, bytes):
        return None
    if font.size == 1:
        return list(raw)
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw) - 1, 2)]


def _font(font: DictionaryObject) -> _Font:
    name = words(font.get("/BaseFont")).removeprefix("/").partition("+")
    shown = name[2] or name[0]
    if font.get("/Subtype") != "/Type0":
        first = int(_number(font.get("/FirstChar", 0)))
        widths = {first + at: _number(wide) for at, wide in enumerate(row(font.get("/Widths")))}
        scale = 1000 if font.get("/Subtype") == "/Type3" else 1
        return _Font(shown, 1, {code: wide * scale for code, wide in widths.items()}, 0)
    inner = table(next(iter(row(font.get("/DescendantFonts"))), None))
    usual = _number(inner.get("/DW", _DEFAULT_WIDTH))
    if font.get("/Encoding") != "/Identity-H":
        return _Font(shown, 2, {}, 0)  # another way of counting: widths are not known here
    return _Font(shown, 2, dict(_cid_widths(row(inner.get("/W")))), usual, _without_glyph(inner))


def _without_glyph(inner: DictionaryObject) -> frozenset[int]:
    """The codes that show .notdef: glyph 0, or what a table leads to it (ISO 32000-1, 9.7.4.2)."""
    leads = stream(inner.get("/CIDToGIDMap"))
    empty = {at // 2 for at in range(0, len(leads) - 1, 2) if leads[at : at + 2] == b"\0\0"}
    return frozenset({0} | empty)


def _cid_widths(given: Any) -> Iterator[tuple[int, float]]:
    """Widths of a composite font (ISO 32000-1, 9.7.4.3)."""
    waiting: list[float] = []
    for one in map(real, given):
        several = row(one)
        if several or isinstance(one, list):
            start = int(waiting[0]) if waiting else 0
            yield from ((start + at, _number(wide)) for at, wide in enumerate(several))
            waiting = []
            continue
        waiting.append(_number(one))
        if len(waiting) == 3:
            first, last = int(waiting[0]), min(int(waiting[1]), 0xFFFF)
            yield from ((code, waiting[2]) for code in range(first, last + 1))
            waiting = []


def _matrix(numbers: Any) -> Matrix:
    if len(numbers) != len(IDENTITY):
        return IDENTITY
    a, b, c, d, e, f = (_number(one) for one in numbers)
    return a, b, c, d, e, f


def _number(thing: Any) -> float:
    try:
        return float(real(thing))
    except (TypeError, ValueError):
        return 0.0
