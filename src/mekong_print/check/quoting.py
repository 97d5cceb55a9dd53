"""What stands between quotation marks: pairs of marks, and marks that have no partner.

Style is the speaker's own inside a quotation, so rules of style leave it alone; balance is
the house's, so strays are kept as well. An apostrophe is no mark; nor is `s’` of a plural,
unless a single quotation is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile("[“”‘’\"'«»]")
_CLOSERS = {"“": "”", "‘": "’", "«": "»"}
_CLOSING = re.compile(r"[’'](?!\w)")
_NEAR = 200  # characters in which the true closing mark is looked for
_BEFORE_OPENING = frozenset("([{—–-/“‘«\"'")


class Quote(NamedTuple):
    """A quotation: from its opening mark up to behind its closing mark.

    A quotation of several paragraphs has a part in each; `end` is then the end of the text.
    """

    start: int
    end: int
    mark: str


class Quoting(NamedTuple):
    """The quotations of a text, by their start, and the marks without a partner."""

    quotes: tuple[Quote, ...]
    strays: tuple[int, ...]


NOT_QUOTED = Quoting((), ())


def quoting(text: str) -> Quoting:
    """Pair the quotation marks of one text.

    >>> quoting("“Go”, the parties’ ‘plan’ said.").quotes
    (Quote(start=0, end=4, mark='“'), Quote(start=19, end=25, mark='‘'))
    >>> quoting("So he said: “go.").strays
    (12,)
    """
    opened: list[tuple[int, str]] = []
    quotes: list[Quote] = []
    strays: list[int] = []
    for at, mark in _marks(text):
        depth = _partner(opened, mark, at, text)
        if depth is not None:
            start, opening = opened[depth]
            strays += [place for place, _ in opened[depth + 1 :]]
            del opened[depth:]
            quotes.append(Quote(start, at + 1, opening))
        elif _may_open(text, at, mark):
            opened.append((at, mark))
        elif mark not in "’'" and not _is_prime(text, at):
            strays.append(at)
    strays += [place for place, _ in opened]
    return Quoting(tuple(sorted(quotes)), tuple(sorted(strays)))


def continued(before: Quoting, text: str, after: str) -> Quoting:
    """A text's quotations where one runs on into the next paragraph, which opens anew (`“`)."""
    opening = [at for at in before.strays if text[at] in "“‘"]
    if not opening or not after.startswith(text[opening[-1]]):
        return before
    start = opening[-1]
    quote = Quote(start, len(text), text[start])
    strays = tuple(at for at in before.strays if at != start)
    return Quoting(tuple(sorted((*before.quotes, quote))), strays)


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """The quotation marks of a text, without the apostrophes inside words."""
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        inside = text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
        if not (inside and mark in "’'"):
            yield at, mark


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark in _CLOSERS:
        return True
    before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before or before.isspace() or before in _BEFORE_OPENING
    return mark in "\"'" and free and bool(behind.strip())


def _partner(opened: list[tuple[int, str]], mark: str, at: int, text: str) -> int | None:
    """The innermost open mark that this one closes; only the last two are looked at.

    An apostrophe at the end of a word (`the parties’`) closes nothing while a mark that
    fits better stands further on.
    """
    for depth in range(len(opened) - 1, max(-1, len(opened) - 3), -1):
        opening = opened[depth][1]
        if mark == _CLOSERS.get(opening, opening) and mark not in ("“", "‘", "«"):
            if mark in "’'" and _is_plural(text, at):
                return None
            return depth
    return None


def _is_plural(text: str, at: int) -> bool:
    """Whether this is the apostrophe of a plural, with the true closing mark behind it."""
    if text[at - 1 : at] not in ("s", "S") or not text[at + 1 : at + 2].isspace():
        return False
    rest = text[at + 1 : at + 1 + _NEAR]
    found = _CLOSING.search(rest)
    return found is not None and "‘" not in rest[: found.start()]


def _is_prime(text: str, at: int) -> bool:
    """Whether a straight mark behind a figure stands for inches."""
    return text[at] == '"' and text[at - 1 : at].isdigit()
