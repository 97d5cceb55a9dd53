"""One volume in several files: by month, quarter or desk, or in shares of about one size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Literal

from mekong_print.ids import slug
from mekong_print.volume.parts import Part

Division = Literal["month", "quarter", "desk"]


def divided(parts: Iterable[Part], by: Division | None) -> dict[str, tuple[Part, ...]]:
    """Parts by what each file is called; all in one, called nothing, when they stay together."""
    if by is None:
        return {"": tuple(parts)}
    naming = _NAMINGS[by]
    ordered = sorted(parts, key=naming) if by == "desk" else list(parts)
    groups = ((name, tuple(group)) for name, group in groupby(ordered, naming))
    found: dict[str, tuple[Part, ...]] = {}
    for name, group in groups:
        found[name] = (*found.get(name, ()), *group)
    return found


def _month(part: Part) -> str:
    return f"{part.date:%Y-%m}" if part.date else "undated"


def _quarter(part: Part) -> str:
    return f"{part.date.year}-q{(part.date.month + 2) // 3}" if part.date else "undated"


def _desk(part: Part) -> str:
    return slug(part.desk) if part.desk else "no-desk"


_NAMINGS: dict[Division, Callable[[Part], str]] = {
    "month": _month,
    "quarter": _quarter,
    "desk": _desk,
}


def shares(
    parts: tuple[Part, ...], weights: Mapping[str, float], count: int
) -> list[tuple[Part, ...]]:
    """Parts in their order, cut into so many runs of about the same weight, none empty."""
    whole = sum(weights[part.key] for part in parts)
    runs: list[list[Part]] = [[]]
    filled = 0.0
    for left, part in zip(range(len(parts), 0, -1), parts, strict=True):
        must = left <= count - len(runs)
        may = filled + weights[part.key] / 2 > whole * len(runs) / count
        if runs[-1] and len(runs) < count and (must or may):
            runs.append([])
        runs[-1].append(part)
        filled += weights[part.key]
    return [tuple(run) for run in runs]
