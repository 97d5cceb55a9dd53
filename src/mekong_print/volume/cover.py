"""The cover of a volume: a river drawn in lines, and what a line stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sin, tau
from typing import Literal

from mekong_print.volume.plan import Placed

FEW = 12  # parts; so many lines alone make no river, so each page gets one
TINTS = 3  # colours of lines, one for each desk, in turn
_SHORTEST, _LONGEST = 9.0, 34.0  # of the lines, in per cent of the width, as all that follows
_BANKS = 3.0  # what stays clear on both sides
_LEAST = 24  # lines of the whole course; fewer run only a part of it


@dataclass(frozen=True, slots=True)
class Reach:
    """A line: from where, how long (per cent of the width), and which tint; or a gap (0)."""

    left: float
    length: float
    tint: int


@dataclass(frozen=True, slots=True)
class River:
    """The lines from the source to the sea, and what each of them stands for."""

    each: Literal["issue", "page"]
    reaches: tuple[Reach, ...]


def river(placed: tuple[Placed, ...]) -> River:
    """A line for each part, as long as it has pages; of few parts, a line for each page."""
    few = len(placed) <= FEW
    shares = list(_by_page(placed) if few else _by_part(placed))
    desks = list(dict.fromkeys(one.part.desk for one, _ in shares))
    found = []
    for index, (one, share) in enumerate(shares):
        length = (_SHORTEST + (_LONGEST - _SHORTEST) * share) * (share > 0)
        way = index / max(len(shares), _LEAST)
        left = _BANKS + _course(way) * (100 - 2 * _BANKS - length)
        found.append(Reach(round(left, 2), round(length, 2), desks.index(one.part.desk) % TINTS))
    return River("page" if few else "issue", tuple(found))


def _by_part(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, float]]:
    most = max(one.pages for one in placed)
    for one in placed:
        yield one, one.pages / most


def _by_page(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, float]]:
    """Each part swells and narrows like a boat; a gap parts it from the next."""
    for one in placed:
        for page in range(one.pages):
            yield one, sin(pi * (page + 1) / (one.pages + 1))
        yield one, 0.0


def _course(way: float) -> float:
    """Where between its banks (0 to 1) a river runs after a part of its way: in two bends."""
    return 0.5 + 0.36 * sin(tau * (1.15 * way + 0.58)) + 0.1 * sin(tau * (2.7 * way + 0.2))
