"""Cutting a volume into several files, each of at most so many bytes.

A limit (`most`) of 0 is none. How a volume was cut the last time, its manifests say.
"""

from __future__ import annotations

import glob
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from mekong_print.errors import SourceError, UsageError
from mekong_print.manifests import read_manifest
from mekong_print.sheaves import Bound, Sheaf
from mekong_print.volume.division import shares
from mekong_print.volume.parts import Part


def runs_of_last_cut(whole: Sheaf) -> list[tuple[Part, ...]]:
    """The parts of each piece, as manifests say; one run where these do not fit the volume."""
    parts = {part.key: part for part in whole.parts}
    runs: list[tuple[Part, ...]] = []
    piece: tuple[int, int] | None = None
    with suppress(SourceError):  # no manifest: nothing is known of a cut
        while not runs or piece != (len(runs), len(runs)):
            record = read_manifest(_target_of(whole, len(runs) + 1)).record
            piece = record.piece
            runs.append(tuple(parts[one.key] for one in record.parts if one.key in parts))
    told = tuple(part for run in runs for part in run)
    return runs if told == whole.parts and all(runs) else [whole.parts]


def _target_of(whole: Sheaf, number: int) -> Path:
    return whole.target.with_name(f"{whole.target.stem}-{number}.pdf")


def pieces_of(whole: Sheaf, runs: list[tuple[Part, ...]], most: int) -> Iterator[Sheaf]:
    """The sheaf itself, or one for each run of its parts, numbered."""
    if len(runs) == 1:
        yield whole
        return
    for number, run in enumerate(runs, 1):
        target = _target_of(whole, number)
        files = {part.key: whole.files[part.key] for part in run}
        piece = (number, len(runs))
        yield replace(whole, parts=run, files=files, piece=piece, target=target, most=most)


def too_large(most: int, bounds: list[Bound]) -> bool:
    """Whether one of the files is larger than a limit; 0 is none."""
    return bool(most) and any(bound.size > most for bound in bounds)


def smaller(most: int, whole: Sheaf, bounds: list[Bound]) -> list[tuple[Part, ...]]:
    """More runs than before. Raises UsageError when one issue alone is too large."""
    for bound in bounds:
        if bound.size > most and len(bound.sheaf.parts) == 1:
            only = bound.sheaf.parts[0]
            message = f"“{only.title}” alone makes {bound.size / 1e6:.1f} MB."
            raise UsageError(message, "Allow more with --max-size.")
    wanted = math.ceil(sum(bound.size for bound in bounds) / most)
    count = min(max(len(bounds) + 1, wanted), len(whole.parts))
    weights = {part.key: float(whole.files[part.key].stat().st_size) for part in whole.parts}
    return shares(whole.parts, weights, count)


def left_over(whole: Sheaf, pieces: int) -> tuple[Path, ...]:
    """Files of an earlier cut into more pieces than now."""
    stem = whole.target.stem
    numbers = {str(number) for number in range(1, pieces + 1)} if pieces > 1 else set()
    found = sorted(whole.target.parent.glob(f"{glob.escape(stem)}-*.pdf"))
    named = ((path, path.stem.removeprefix(f"{stem}-")) for path in found)
    return tuple(path for path, tail in named if tail.isdecimal() and tail not in numbers)
