"""Rules of brackets: each that opens is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.typesetting import set_here, signs

_BRACKET = re.compile(r"[()\[\]{}]")
_OPENING = {")": "(", "]": "[", "}": "{"}
_LABEL = re.compile(r"(?:^|[\s;,(])(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_FACE = re.compile(r"[:;]-?\Z")

_DEPTH = 3  # brackets inside brackets that are looked at

_Place = tuple[Stretch, int]


@rule(
    "Q30",
    "error",
    "A bracket without its partner.",
    hint="Write the other bracket, or delete this one.",
)
def lone_bracket(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers wait for the end of an aside that never comes.

    Bad:
        The Observer Team (AOT watched the border.

    Bad:
        The Observer Team AOT) watched the border [in October].

    Bad:
        They came “from [the north,” he said.

    Good:
        The Observer Team (AOT, “as [it] is called”) was to a) watch, 2) listen and iii) tell.

    Good:
        (They left in October.

        They will be back in May.)

    Good:
        Type `f(x` now, or `[a`. :-)
    """
    for story in _pieces(manuscript):
        for stretch, at in _lone(story):
            sign = stretch.text[at]
            what = "is closed but was never opened" if sign in _OPENING else "is never closed"
            yield stretch.mark(at, at + 1, f"This bracket {what}.")


def _pieces(manuscript: Manuscript) -> Iterator[list[Stretch]]:
    """The stretches of each piece together: an aside may hold several paragraphs of one."""
    piece: list[Stretch] = []
    for stretch in set_here(manuscript):
        if piece and (stretch.piece is None or stretch.piece is not piece[0].piece):
            yield piece
            piece = []
        piece.append(stretch)
    if piece:
        yield piece


def _lone(stretches: list[Stretch]) -> Iterator[_Place]:
    """Brackets that find no partner, first in their own text and then among paragraphs."""
    paragraphs: list[_Place] = []
    for stretch in stretches:
        lone = list(_lone_in(stretch))
        if stretch.kind in ("paragraph", "item", "quotation"):
            paragraphs += lone
        else:
            yield from lone
    waiting: list[_Place] = []
    for stretch, at in paragraphs:
        wanted = _OPENING.get(stretch.text[at])
        if wanted and waiting and waiting[-1][0].text[waiting[-1][1]] == wanted:
            waiting.pop()
        else:
            waiting.append((stretch, at))
    yield from waiting


def _lone_in(stretch: Stretch) -> Iterator[_Place]:
    waiting: list[int] = []
    for found in signs(stretch, _BRACKET):
        at, sign = found.start(), found.group()
        if sign not in _OPENING:
            waiting.append(at)
            continue
        partner = _partner(stretch.text, waiting[-_DEPTH:], _OPENING[sign])
        if partner:
            yield from ((stretch, lone) for lone in waiting[len(waiting) - partner + 1 :])
            del waiting[-partner:]
        elif not _is_label(stretch.text, at):
            yield stretch, at
    yield from ((stretch, lone) for lone in waiting)


def _partner(text: str, waiting: list[int], wanted: str) -> int:
    """How far back the bracket stands that is closed, from 1; 0 where there is none."""
    back = enumerate(reversed(waiting), 1)
    return next((depth for depth, at in back if text[at] == wanted), 0)


def _is_label(text: str, at: int) -> bool:
    """Whether a closing bracket stands behind the letter of a list, or is a smile."""
    before = text[max(0, at - 8) : at]
    if text[at] != ")":
        return False
    return bool(_LABEL.search(before) or _FACE.search(before))
