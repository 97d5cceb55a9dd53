"""One volume in several files: by month, quarter or desk, or in shares of about one size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mekong_print.ids import slug
from mekong_print.volume.parts import Part

Division = Literal["month", "quarter", "desk"]


@dataclass(frozen=True, slots=True)
class Share:
    """Some parts of a volume that become a file of their own.

    `name` is what opens its file's name after the volume's; `label` stands in its title.
    Both are empty when the parts stay together.
    """

    name: str
    label: str
    parts: tuple[Part, ...]


def divided(parts: Iterable[Part], by: Division | None) -> tuple[Share, ...]:
    """Parts as files of their own: by month, quarter or desk; all in one where `by` is None."""
    naming = _NAMINGS[by] if by else _together
    held: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        held.setdefault(naming(part), []).append(part)
    return tuple(Share(*names, tuple(own)) for names, own in held.items())


def _together(_part: Part) -> tuple[str, str]:
    return ("", "")


def _month(part: Part) -> tuple[str, str]:
    return (f"{part.date:%Y-%m}",) * 2 if part.date else _UNDATED


def _quarter(part: Part) -> tuple[str, str]:
    if part.date is None:
        return _UNDATED
    quarter = (part.date.month + 2) // 3
    return (f"{part.date.year}-q{quarter}", f"Q{quarter} {part.date.year}")


def _desk(part: Part) -> tuple[str, str]:
    return (slug(part.desk), part.desk) if part.desk else ("no-desk", "")


_UNDATED = ("undated", "")
_NAMINGS: dict[Division, Callable[[Part], tuple[str, str]]] = {
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
